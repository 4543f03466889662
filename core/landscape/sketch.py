"""Maps and lines as work for a process of its own: what it is sent and what it tells is small."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.landscape.ground import Ground, ground_of
from core.landscape.line import Slice, descent_slice
from core.landscape.path import Path
from core.landscape.relief import CostScale
from core.landscape.sample import Sample
from core.landscape.survey import Order, Survey, survey
from core.progress import Progress


@dataclass(frozen=True, eq=False)
class Sketch:
    """A survey and the ground of its map.

    The survey's order comes without its images and its paths, which whoever gave it has; `of` puts
    them back.
    """

    survey: Survey
    ground: Ground

    def of(self, order: Order) -> Sketch:
        """Return the same sketch as that of the whole order."""
        return replace(self, survey=replace(self.survey, order=order))


def sketch_map(order: Order, progress: Progress) -> bool:
    """Tell a `Sketch` of the order, ever finer; return whether it was completed.

    Raises
    ------
    UsageError
        If the plane doesn't exist, with what to do.
    """
    lean = without_arrays(order)
    last: Ground | None = None

    def tell(found: Survey) -> bool:
        nonlocal last
        if last is None or not found.complete:  # the complete one has the grid of the one before
            last = ground_of(found.grid.costs, CostScale.of(found.grid.lowest, found.grid.highest))
        return progress.tell(Sketch(replace(found, order=lean), last))

    return survey(order, tell, progress.report)


def sketch_line(order: Order, progress: Progress) -> Slice | None:
    """Return the line down the gradient, or None if it is given up.

    Raises
    ------
    UsageError
        If the gradient is zero or not finite.
    """
    return descent_slice(
        order.network, order.sample, order.learning_rate, order.zoom, progress.report
    )


def without_arrays(order: Order) -> Order:
    """Return an order without images and paths."""
    none = np.zeros((0, 0))
    return replace(order, sample=Sample(none, none, order.sample.name), path=Path(), walked=())
