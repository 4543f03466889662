"""The curves of every branch of a run, true after any sequence of moves.

A mini-batch is made once: whoever goes back and comes by it again finds the same cost. So each
branch keeps the mini-batches that it made itself, from where it left its parent on, and a curve
along a branch is put together of the branches on the way to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.arrays import FloatArray
from core.training.branches import Branch, BranchTree
from core.training.curves import CurveData
from core.training.extremes import Points
from core.training.records import Branches, EpochRecord, Measure
from core.training.running_mean import MEAN_OVER
from core.training.saved_curves import SavedCurves
from core.training.segment import Segment


@dataclass(frozen=True)
class BranchSummary:
    """What a list of branches says of one.

    Attributes
    ----------
    length : mini-batches that it made itself
    cost : running mean at its end, None where it has made none
    accuracy : the last one measured along it, from 0 to 1; None where there is none
    """

    branch: Branch
    length: int
    cost: float | None
    accuracy: float | None


@dataclass(frozen=True, eq=False)
class Aside:
    """A stretch of curve that isn't on the way that the run is on.

    Attributes
    ----------
    segment : of whose mini-batches those are meant that begin at the place ``start``
    measured : (m,) steps that have been measured
    accuracies : (m,) in per cent, there
    measures : those measures themselves
    """

    branch: int
    segment: Segment
    start: int
    measured: FloatArray
    accuracies: FloatArray
    measures: tuple[Measure, ...] = ()

    def drawn_means(self, columns: int) -> Points:
        """Return steps and running means of the cost as a picture of so many columns shows them."""
        return self.segment.drawn_means(self.start, len(self.segment), columns)

    def drawn_gradients(self, layer: int, columns: int) -> Points:
        """Return steps and running means of the length of a layer's gradient, likewise."""
        return self.segment.drawn_gradients(layer, self.start, len(self.segment), columns)


class BranchCurves:
    """The curves of all branches; `line` is that of the branch that the run is on."""

    def __init__(self) -> None:
        self.line = CurveData()
        self.clear()

    def clear(self) -> None:
        """Forget everything: another run begins."""
        self.tree = BranchTree(0)
        self.current = 0
        self._segments: dict[int, Segment] = {}
        self.line.follow(self._parts(0))

    @property
    def last_step(self) -> int:
        """How far the branch goes that the run is on."""
        return max(self.last_step_of(self.current), int(self.line.last_step))

    def last_step_of(self, branch: int) -> int:
        """Return how far a branch goes."""
        made = self._segment(branch).last_step
        return max(self.tree[branch].last_step, int(made) if math.isfinite(made) else 0)

    def set_branches(self, told: Branches) -> None:
        """Take the branches that there are now, and which of them the run is on."""
        self.tree = BranchTree.of(told.branches)
        if told.current != self.current:
            self.current = told.current
            self._put_line_together()

    def go_to(self, step: float, branch: int | None = None) -> None:
        """Stand at a step of a branch (None: of the present one); nothing is forgotten."""
        if branch is not None and branch != self.current and branch < len(self.tree.branches):
            self.current = branch
            self._put_line_together()
        self.line.go_to(step)

    def extend(
        self, steps: FloatArray, costs: FloatArray, gradients: FloatArray | None = None
    ) -> None:
        """Come by mini-batches, at least one and in their order; some may be known already."""
        if steps[-1] > self.line.last_step:
            for line, until in self._way(self.current):
                first = -math.inf if line.parent is None else line.from_step
                here = (steps > first) & (steps <= until)
                if here.any():
                    lengths = None if gradients is None else gradients[here]
                    self._segment_to_extend(line).extend(steps[here], costs[here], lengths)
        self.line.go_to(float(steps[-1]))

    def add_measure(self, measure: Measure) -> None:
        """Add a measure of the test images; one of the same step and branch is replaced."""
        self._segment(measure.branch).tests[measure.step] = measure
        if self._is_on_way(measure):
            self.line.add_measure(measure)

    def add_epoch(self, record: EpochRecord) -> None:
        """Add the measures at the end of an epoch."""
        self._segment(record.test.branch).tests[record.step] = record.test
        self._segment(record.train.branch).trains[record.step] = record.train
        if self._is_on_way(record.test):
            self.line.add_epoch(record)

    def restore(self, saved: SavedCurves, step: int) -> None:
        """Show the curves of a session that stands at a step."""
        self._segments[0] = Segment.restored(saved)
        self._put_line_together()
        self.line.go_to(step)

    def summaries(self) -> list[BranchSummary]:
        """Return what there is to say of each branch."""
        return [self._summary(branch) for branch in self.tree.branches]

    def asides(self) -> Iterator[Aside]:
        """Yield what the branches hold that isn't on the present way, future included."""
        on_way = {line.id: until for line, until in self._way(self.current)}
        for line in self.tree.branches:
            after = on_way.get(line.id, line.from_step)
            if math.isfinite(after):
                aside = self._aside(line, after)
                if aside.start < len(aside.segment) or len(aside.measured):
                    yield aside

    def _way(self, branch: int) -> list[tuple[Branch, float]]:
        """Return the branches on the way to one, each with the last step that counts of it."""
        lines = self.tree.lineage(branch)
        ends = [float(after.from_step) for _, after in pairwise(lines)]
        return list(zip(lines, [*ends, math.inf], strict=True))

    def _segment(self, branch: int) -> Segment:
        return self._segments.setdefault(branch, Segment())

    def _segment_to_extend(self, branch: Branch) -> Segment:
        """Return a branch's segment; its first running means count what came before it."""
        segment = self._segment(branch.id)
        if not len(segment) and branch.parent is not None:
            way = CurveData()
            way.follow(self._parts(branch.parent))
            end = way.count_until(branch.from_step)
            before = max(0, end - MEAN_OVER + 1), end
            segment.before = way.costs_between(*before)
            segment.gradients.before = way.gradients_between(*before)
        return segment

    def _parts(self, branch: int) -> list[tuple[Segment, float]]:
        """Return the segments on the way to a branch, each with the last step that counts."""
        return [(self._segment(line.id), until) for line, until in self._way(branch)]

    def _is_on_way(self, measure: Measure) -> bool:
        """Return whether a measure is of the way that the run is on, and of its last word there."""
        way = {line.id: until for line, until in self._way(self.current)}
        return measure.branch in way and measure.step <= way[measure.branch]

    def _put_line_together(self) -> None:
        """Let the line be that of the present branch."""
        here = self.line.here
        self.line.follow(self._parts(self.current))
        self.line.go_to(here)

    def _aside(self, line: Branch, after: float) -> Aside:
        segment = self._segment(line.id)
        measured = sorted(step for step in segment.tests if step >= after)
        shares = [100 * segment.tests[step].accuracy for step in measured]
        start = segment.count_until(after)
        measures = tuple(segment.tests[step] for step in measured)
        return Aside(line.id, segment, start, np.array(measured, float), np.array(shares), measures)

    def _summary(self, branch: Branch) -> BranchSummary:
        segment = self._segment(branch.id)
        made, tests = len(segment), segment.tests
        cost = float(segment.means(made - 1, made)[0]) if made else None
        accuracy = tests[max(tests)].accuracy if tests else None
        return BranchSummary(branch, made, cost, accuracy)
