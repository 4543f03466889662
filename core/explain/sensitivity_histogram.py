"""How large the derivatives are: a histogram of their sizes, and why some are exactly zero."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray, frozen
from core.explain.derivation import Derivation, Layer

BINS_A_DECADE = 2
MOST_DECADES = 12


class ZeroReason(Enum):
    """Why a derivative is exactly 0: the first of these that holds."""

    DARK_PIXEL = "the pixel that the weight comes from is dark"
    SILENT_NEURON = "the neuron that the weight comes from has activation 0"
    DEAD_NEURON = "the neuron doesn't react to its weighted input: s'(z) is 0"
    NO_WISH = "nothing is asked of the neuron, or too little for a number to hold"


@dataclass(frozen=True)
class Histogram:
    """The sizes |dC0/d(parameter)| on a logarithmic scale.

    Attributes
    ----------
    edges : of the bins, ascending powers of ten, (bins + 1,); bins of half a decade
    counts : parameters in each bin, (bins,), the upper edge left out; those smaller than the
        lowest edge stand in the lowest bin
    zeros : how many are exactly 0, by reason; reasons with none are left out
    total : how many parameters there are; counts, zeros and unknown add up to it
    unknown : how many are not finite
    """

    edges: FloatArray
    counts: IntArray
    zeros: dict[ZeroReason, int]
    total: int
    unknown: int

    @property
    def zero_count(self) -> int:
        """How many are exactly 0."""
        return sum(self.zeros.values())

    @property
    def zero_share(self) -> float:
        """The share of those that are exactly 0."""
        return self.zero_count / self.total


def histogram(derivation: Derivation) -> Histogram:
    """Return the histogram of all of a derivation's parameters."""
    sizes = np.abs(derivation.nudges.vector)
    finite = np.isfinite(sizes)
    positive = sizes[finite & (sizes > 0)]
    edges = _edges(positive)
    counts, _ = np.histogram(np.maximum(positive, edges[0]), edges)
    return Histogram(
        edges=frozen(edges),
        counts=frozen(counts),
        zeros=zero_reasons(derivation),
        total=sizes.size,
        unknown=int(sizes.size - finite.sum()),
    )


def zero_reasons(derivation: Derivation) -> dict[ZeroReason, int]:
    """Return how many derivatives are exactly 0 for which reason."""
    found = dict.fromkeys(ZeroReason, 0)
    for layer in derivation.layers:
        silent = derivation.activations[layer.index - 1] == 0
        for reason, count in _reasons_in(layer, silent).items():
            found[reason] += count
    return {reason: count for reason, count in found.items() if count}


def _reasons_in(layer: Layer, silent: NDArray[np.bool_]) -> dict[ZeroReason, int]:
    """Return the reasons in one layer, for its weights and biases together."""
    zero = layer.weight_nudges == 0
    dead = (layer.slopes == 0)[:, np.newaxis]
    no_bias = layer.bias_nudges == 0
    from_silent = ZeroReason.DARK_PIXEL if layer.index == 1 else ZeroReason.SILENT_NEURON
    heard = zero & ~silent
    return {
        from_silent: int((zero & silent).sum()),
        ZeroReason.DEAD_NEURON: int((heard & dead).sum() + (no_bias & dead[:, 0]).sum()),
        ZeroReason.NO_WISH: int((heard & ~dead).sum() + (no_bias & ~dead[:, 0]).sum()),
    }


def _edges(positive: FloatArray) -> FloatArray:
    """Return edges from below the smallest size to above the largest, (bins + 1,)."""
    if not positive.size:
        return np.array([0.1, 1.0])
    top = int(np.floor(np.log10(positive.max()) * BINS_A_DECADE)) + 1
    bottom = int(np.floor(np.log10(positive.min()) * BINS_A_DECADE))
    bottom = max(bottom, top - MOST_DECADES * BINS_A_DECADE)
    return 10.0 ** (np.arange(bottom, top + 1) / BINS_A_DECADE)
