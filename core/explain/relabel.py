"""Another label for the same picture: the wishes turn round, the forward pass stays."""

from __future__ import annotations

from core.explain.derivation import Derivation, derive_backward
from core.network.network import ForwardPass


def relabelled(derivation: Derivation, label: int) -> Derivation:
    """Return the derivation of the same network and picture with another label.

    Nothing before the cost depends on the label, so the forward pass isn't made again, nor are
    the parameters copied: this is what a click on another row of the cost can wait for.
    """
    if label == derivation.label:
        return derivation
    z = tuple(layer.weighted_inputs for layer in derivation.layers)
    return derive_backward(derivation.network, ForwardPass(z, derivation.activations), label)
