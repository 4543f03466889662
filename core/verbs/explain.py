"""The verb `explain`: write one example's whole derivation to an .npz file, in float64."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.errors import ExitCode
from core.explain.derivation import Derivation
from core.storage.atomic import write_atomically
from core.storage.opening import shown
from core.verbs.arguments import ExplainOptions
from core.verbs.messages import say
from core.verbs.outputs import require_writable
from core.verbs.source import derivation_of


def explain(options: ExplainOptions) -> int:
    """Derive the example and write the file."""
    require_writable([options.out])
    members = named_arrays(derivation_of(options.example))
    write_atomically(options.out, lambda file: np.savez(file, allow_pickle=False, **members))
    say(f"wrote    {shown(options.out)}, {len(members)} arrays")
    return ExitCode.DONE


def named_arrays(derivation: Derivation) -> dict[str, FloatArray]:
    """Return all quantities of a derivation under the names they have on screen and in files."""
    members = {
        "a0": derivation.image,
        "d0": derivation.input_desires,
        "target": derivation.target,
        "cost_terms": derivation.cost_terms,
        "cost": np.array(derivation.cost),
    }
    for number, layer in enumerate(derivation.layers, 1):
        members |= {
            f"z{number}": layer.weighted_inputs,
            f"a{number}": layer.activations,
            f"s{number}": layer.slopes,
            f"d{number}": layer.desires,
            f"delta{number}": layer.errors,
            f"W{number}": layer.weights,
            f"b{number}": layer.biases,
            f"dW{number}": layer.weight_nudges,
            f"db{number}": layer.bias_nudges,
            f"contributions{number}": layer.contributions,
        }
    return members
