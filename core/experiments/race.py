"""A race of several walkers down the same cost: who walks, and what came of it.

It is run by `core/experiments/race_run.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.arrays import FloatArray, IntArray, frozen
from core.experiments.trial import require_between
from core.network.architecture import Architecture
from core.training.settings import TrainingSettings

MOST_STEPS = 1_000_000
MOST_PATH_BYTES = 16_000_000  # of the parameters on all paths of a race
STEPS, EXAMPLES, SECONDS = "steps", "examples", "seconds"


@dataclass(frozen=True)
class Walker:
    """Somebody who walks downhill.

    Attributes
    ----------
    batch_size : examples for each step
    steps : how many are made
    learning_rate : eta
    """

    batch_size: int
    steps: int
    learning_rate: float = 1.0

    def __post_init__(self) -> None:
        require_between("steps", self.steps, 1, MOST_STEPS)

    def settings(self, seed: int, train_size: int) -> TrainingSettings:
        """Return the settings of its run; raises UsageError if they can't be."""
        return TrainingSettings(self.learning_rate, self.batch_size, seed, train_size)


@dataclass(frozen=True)
class Race:
    """Who walks, from where, on which images.

    Attributes
    ----------
    seed : of the common initial parameters and of the orders of images
    train_size : training images, from the first one on
    """

    architecture: Architecture
    walkers: tuple[Walker, ...]
    seed: int = 0
    train_size: int = 60_000

    @property
    def name(self) -> str:
        """The race's settings in a line."""
        who = " against ".join(self.name_of(walker) for walker in self.walkers)
        rate = f", rate {self.walkers[0].learning_rate:g}" if self.walkers else ""
        return f"{who}{rate}, seed {self.seed}"

    def name_of(self, walker: Walker) -> str:
        """Return what a walker looks at before each step."""
        if walker.batch_size == self.train_size:
            return f"all {self.train_size:,}"
        return "one example" if walker.batch_size == 1 else f"batches of {walker.batch_size:,}"


@dataclass(frozen=True, eq=False)
class Path:
    """The way of one walker, thinned: what was measured at some of its steps, step 0 first.

    Attributes
    ----------
    steps, examples, seconds : (k,) arrays; seconds of stepping alone
    costs : (k,) mean cost of the first training images
    accuracies : (k,) share of the test images answered rightly
    parameters : (m, parameters) float32, for pictures of the cost surface; (0, parameters) in
        what is told while the race goes on
    kept : (m,) the places among the k points of those whose parameters are kept
    problem : why the walker stopped early; empty if it did not
    """

    steps: FloatArray
    examples: FloatArray
    seconds: FloatArray
    costs: FloatArray
    accuracies: FloatArray
    parameters: FloatArray
    problem: str = ""
    kept: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))

    def thinned(self, most_bytes: int) -> Path:
        """Return the path with no more parameters than some bytes hold.

        The first and the last that are finite stay, and as many between them as there is room for,
        evenly chosen; where not even two have room, none stays.
        """
        rows = np.flatnonzero(np.isfinite(self.parameters).all(axis=1))
        room = most_bytes // max(1, self.parameters[:1].nbytes)
        if len(rows) > room:
            even = np.linspace(0, len(rows) - 1, room if room > 1 else 0)
            rows = rows[np.round(even).astype(int)]
        if len(rows) == len(self.parameters):
            return self
        return replace(self, parameters=frozen(self.parameters[rows]), kept=frozen(self.kept[rows]))

    def along(self, axis: str) -> FloatArray:
        """Return STEPS, EXAMPLES or SECONDS of each point."""
        values: FloatArray = getattr(self, axis)
        return values

    def first_above(self, accuracy: float, axis: str) -> float | None:
        """Return where an accuracy was first passed, or None."""
        found = np.flatnonzero(self.accuracies > accuracy)
        return float(self.along(axis)[found[0]]) if len(found) else None


@dataclass(frozen=True, eq=False)
class RaceResult:
    """The paths of all walkers, in their order."""

    race: Race
    paths: tuple[Path, ...]

    def thinned(self, most_bytes: int) -> RaceResult:
        """Return the result with paths whose parameters take no more bytes together."""
        each = most_bytes // max(1, len(self.paths))
        return replace(self, paths=tuple(path.thinned(each) for path in self.paths))

    def problems(self) -> tuple[str, ...]:
        """Return who stopped early, and why."""
        pairs = zip(self.race.walkers, self.paths, strict=True)
        found = [(self.race.name_of(who), path.problem) for who, path in pairs if path.problem]
        return tuple(f"{name[0].upper()}{name[1:]}: {problem}" for name, problem in found)

    def table(self) -> list[Sequence[object]]:
        """Return all numbers as rows, headings first."""
        head = "walker", "step", "examples", "seconds", "cost", "test_accuracy"
        rows: list[Sequence[object]] = [head]
        for who, path in zip(self.race.walkers, self.paths, strict=True):
            columns = path.steps, path.examples, path.seconds, path.costs, path.accuracies
            for step, examples, *numbers in zip(*columns, strict=True):
                texts = [repr(float(number)) for number in numbers]
                rows.append((self.race.name_of(who), int(step), int(examples), *texts))
        return rows
