"""Runs a race of several walkers down the same cost, from the same start.

Each walker is a run with another size of mini-batch. They take turns, and whoever has walked for
the shortest time goes next, so that the race can be watched by the seconds that steps take;
measuring isn't counted. Costs, accuracies and paths follow from the seed alone; seconds don't.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from core.arrays import FloatArray, frozen
from core.data.images import Dataset
from core.errors import UsageError
from core.experiments.race import MOST_PATH_BYTES, Path, Race, RaceResult, Walker
from core.network.architecture import Architecture
from core.progress import Progress
from core.training.measures import Interrupted, measure
from core.training.records import Diverged
from core.training.run import SgdRun
from core.training.settings import TrainingSettings

MEASURED_EXAMPLES = 5_000  # of the training images, for the cost
POINTS = 32  # of a path on a logarithmic scale, and as many on a linear one
TURN_STEPS = 200
TELL_SECONDS = 0.25


def run_race(race: Race, progress: Progress, dataset: Dataset) -> RaceResult | None:
    """Let all walk to their ends; None if that is given up.

    Tells a `RaceResult` of what is known, some times a second. A walker that diverges, or that
    can't begin, stops with its problem said; the others go on.

    Raises
    ------
    UsageError
        If nobody walks, or there aren't so many images.
    """
    if not race.walkers:
        raise UsageError("nobody walks: choose at least one walker")
    teller = _Teller(race, progress)
    runners = [_Runner(race, walker, dataset) for walker in race.walkers]
    try:
        while walking := [each for each in runners if not each.ended]:
            min(walking, key=_seconds).take_turn(teller.unwanted)
            teller.tell(runners)
    except Interrupted:
        return None
    return RaceResult(race, tuple(each.path(with_parameters=True) for each in runners))


def warm_up(architecture: Architecture, settings: TrainingSettings, dataset: Dataset) -> None:
    """Make a step, or a part of a large one, that counts for nobody.

    The first one in a process loads the compiled code, which would be counted as walking.

    Raises
    ------
    UsageError
        If there can't be such a run.
    """
    with suppress(Diverged):
        SgdRun(architecture, settings, dataset.train).advance(1)


@dataclass
class _Columns:
    """What has been measured of a path."""

    steps: list[int] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    accuracies: list[float] = field(default_factory=list)
    parameters: list[FloatArray] = field(default_factory=list)


class _Runner:
    """One walker on its way."""

    def __init__(self, race: Race, walker: Walker, dataset: Dataset) -> None:
        self._dataset = dataset
        self._parameter_count = race.architecture.parameter_count
        self._measured = min(MEASURED_EXAMPLES, race.train_size)
        self._stops = stops_of(walker.steps)
        self._columns = _Columns()
        self._most_bytes = MOST_PATH_BYTES // len(race.walkers)
        self._examples = 0
        self.seconds = 0.0
        self.problem = ""
        self.walker = walker
        self._run: SgdRun | None = None
        try:
            settings = walker.settings(race.seed, race.train_size)
            warm_up(race.architecture, settings, dataset)
            self._run = SgdRun(race.architecture, settings, dataset.train)
        except UsageError as error:
            self.problem = str(error)

    @property
    def ended(self) -> bool:
        """Whether it walks no more."""
        return bool(self.problem) or len(self._columns.steps) == len(self._stops)

    @property
    def share(self) -> float:
        """How much of its way it has walked, 0 to 1."""
        if self.ended or self._run is None:
            return 1.0
        return self._run.step_count / self.walker.steps

    def take_turn(self, unwanted: Callable[[], bool]) -> None:
        """Walk a little, and measure where that is due."""
        run = self._run
        if run is None:
            return
        stop = self._stops[len(self._columns.steps)]
        try:
            while run.step_count < stop and not unwanted():
                if self._walk(run, stop):
                    break
        except Diverged as error:
            self.problem = str(error)
        if unwanted():
            raise Interrupted
        if run.step_count == stop:
            self._measure(run, unwanted)

    def _walk(self, run: SgdRun, stop: int) -> bool:
        """Make some steps, or a part of a large one; return whether a turn is over."""
        began = time.perf_counter()
        try:
            made = run.advance(min(stop - run.step_count, TURN_STEPS))
        finally:
            self.seconds += time.perf_counter() - began
        self._examples += len(made.examples)
        return bool(made)

    def _measure(self, run: SgdRun, unwanted: Callable[[], bool]) -> None:
        network, data = run.network, self._dataset
        at = run.step_count, run.epoch
        train = measure(network, data.train, *at, size=self._measured, unwanted=unwanted)
        test = measure(network, data.test, *at, unwanted=unwanted)
        columns = self._columns
        columns.steps.append(run.step_count)
        columns.examples.append(self._examples)
        columns.seconds.append(self.seconds)
        columns.costs.append(train.cost)
        columns.accuracies.append(test.accuracy)
        columns.parameters.append(frozen(network.parameters.vector))

    def path(self, with_parameters: bool) -> Path:
        """Return the way so far."""
        columns = self._columns
        vectors = np.array(columns.parameters if with_parameters else [], np.float32)
        if not len(vectors):
            vectors = np.zeros((0, self._parameter_count), np.float32)
        path = Path(
            frozen(np.array(columns.steps)),
            frozen(np.array(columns.examples)),
            frozen(np.array(columns.seconds)),
            frozen(np.array(columns.costs)),
            frozen(np.array(columns.accuracies)),
            frozen(vectors),
            self.problem,
            frozen(np.arange(len(vectors))),
        )
        return path.thinned(self._most_bytes)


class _Teller:
    """Tells how far a race is, not too often."""

    def __init__(self, race: Race, progress: Progress) -> None:
        self._race = race
        self._progress = progress
        self._next = 0.0

    def unwanted(self) -> bool:
        """Return whether the race is given up; waits while it is paused."""
        return self._progress.cancelled

    def tell(self, runners: list[_Runner]) -> None:
        """Tell what is known, if that is due."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + TELL_SECONDS
        work = [each.walker.steps * each.walker.batch_size for each in runners]
        done = sum(each.share * amount for each, amount in zip(runners, work, strict=True))
        self._progress.report(done / sum(work))
        self._progress.tell(RaceResult(self._race, tuple(each.path(False) for each in runners)))


def _seconds(runner: _Runner) -> float:
    return runner.seconds


def stops_of(steps: int) -> list[int]:
    """Return the steps at which a path is measured: 0, evenly and by even ratios, the last."""
    even = np.linspace(0, steps, POINTS)
    ratios = np.geomspace(1, steps, POINTS)
    return [int(step) for step in np.unique(np.round(np.concatenate([even, ratios])))]
