"""The ways down of several starts as curves: their costs, epoch by epoch, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from core.arrays import FloatArray
from core.landscape.valleys import Valley
from gui.widgets.chart import Chart, Line
from gui.widgets.numbers import compact, fixed, percent

COLORS = "positive", "negative", "good", "accuracy", "text", "warning", "outline", "highlight"
EMPTY = "Press Descend: each start's cost is drawn here, epoch by epoch."


def chart_of(costs: Mapping[int, Sequence[float]]) -> Chart:
    """Return the costs after each epoch of each seed's start, the costs at first left out.

    Those are many times as high, and would press all that follows against the axis.

    Parameters
    ----------
    costs : by seed, at first and after each epoch
    """
    return Chart(
        tuple(line_of(seed, costs[seed]) for seed in sorted(costs)),
        "epochs",
        "Cost after each epoch, mean over the training images",
        y_range=None,
        write_x=whole_number,
        write_y="{:g}".format,
        empty=EMPTY,
    )


def line_of(seed: int, costs: Sequence[float]) -> Line:
    """Return the curve of one start."""
    after = np.asarray(costs[1:], float)
    color = COLORS[seed % len(COLORS)]
    return Line(f"seed {seed}", np.arange(1.0, len(after) + 1), after, color)


def whole_number(value: float) -> str:
    """Return a number of epochs; between two whole ones nothing is written."""
    return f"{value:.0f}" if value == int(value) else ""


def finding_of(valleys: Sequence[Valley], apart: FloatArray) -> str:
    """Return in a sentence where several starts have ended, made of the numbers.

    Parameters
    ----------
    apart : (k, k), how far each end is from each
    """
    found = [each for each in valleys if not each.problem]
    if len(found) < 2:
        return ""
    kept = [place for place, each in enumerate(valleys) if not each.problem]
    between = apart[np.ix_(kept, kept)][np.triu_indices(len(kept), 1)]
    costs = sorted(each.cost for each in found)
    unseen = sorted(each.test_accuracy for each in found)
    return (
        f"{len(found)} ends, {span(between.min(), between.max())} apart: cost"
        f" {span(costs[0], costs[-1])}; {fixed(100 * unseen[0], 1)} to {percent(unseen[-1], 1)} of"
        " unseen images right."
    )


def span(low: float, high: float) -> str:
    """Return two numbers as a range, or one where both are written alike."""
    first, last = compact(low), compact(high)
    return first if first == last else f"{first} to {last}"
