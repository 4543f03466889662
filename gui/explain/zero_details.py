"""How the counts of a histogram of derivatives come about: bins, shares, and reasons for zeros."""

from __future__ import annotations

import numpy as np

from core.explain.derivation import Derivation
from core.explain.sensitivity_histogram import Histogram, ZeroReason
from gui.widgets.numbers import TIMES, compact, percent, whole

SIZE = "|∂C/∂w|"


def of_bin(histogram: Histogram, bar: int) -> str:
    """Return which sizes a bin counts, and its share; bar 0 counts the exact zeros."""
    total = histogram.total
    if bar == 0:
        return f"{of_zeros(histogram)}<br>{of_share(histogram.zero_count, total)}"
    low, high = (compact(float(edge)) for edge in histogram.edges[bar - 1 : bar + 1])
    count = int(histogram.counts[bar - 1])
    between = f"0 &lt; {SIZE} &lt; {high}" if bar == 1 else f"{low} ≤ {SIZE} &lt; {high}"
    return f"weights and biases with {between}, counted<br>{of_share(count, total)}"


def of_share(count: int, total: int) -> str:
    """Return a count as a share of all parameters."""
    return f"share of all<br>= {whole(count)} / {whole(total)} = <b>{percent(count / total, 2)}</b>"


def of_zeros(histogram: Histogram) -> str:
    """Return the exact zeros as the sum over their reasons."""
    terms = [whole(count) for count in histogram.zeros.values()] or ["0"]
    letters = "derivatives that are exactly 0, by their reason"
    return f"{letters}<br>= {' + '.join(terms)} = <b>{whole(histogram.zero_count)}</b>"


def of_reason(derivation: Derivation, reason: ZeroReason, count: int) -> str:
    """Return how many zeros a reason makes: silent sources times the neurons they lead to."""
    result = f"<b>{whole(count)}</b>"
    if reason is ZeroReason.DARK_PIXEL:
        return f"dark pixels {TIMES} neurons of layer 1<br>= {leads(derivation, 1)} = {result}"
    if reason is ZeroReason.SILENT_NEURON:
        parts = " + ".join(
            leads(derivation, layer.index) for layer in derivation.layers if layer.index > 1
        )
        return f"silent neurons {TIMES} neurons after them, layer by layer<br>= {parts} = {result}"
    asked = "s′(z) is 0" if reason is ZeroReason.DEAD_NEURON else "nothing is asked"
    return f"weights (from what isn't at 0) and biases of neurons where {asked}, counted: {result}"


def leads(derivation: Derivation, layer: int) -> str:
    """Return how many sources of a layer are at 0, times its neurons."""
    silent = int(np.count_nonzero(derivation.activations[layer - 1] == 0))
    return f"{whole(silent)} {TIMES} {whole(len(derivation.layer(layer).biases))}"
