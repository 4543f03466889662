"""Studies of what the data does: trials that differ in one thing, and their curves with spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.experiments.trial import Recipe, Trial, TrialResult

AMOUNT, SHUFFLED = "amount", "shuffled"
COUNTS = (100, 500, 2_000, 10_000, 60_000)
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class DataStudy:
    """What is varied, and over which values.

    Attributes
    ----------
    kind : AMOUNT, how many examples; SHUFFLED, which share of their labels is shuffled
    values : numbers of examples, or shares from 0 to 1
    count : examples in every trial, where the share of shuffled labels is varied
    """

    kind: str
    recipe: Recipe
    values: tuple[float, ...]
    count: int = 0

    def trials(self) -> tuple[Trial, ...]:
        """Return all trials, repeat by repeat, so that a first curve stands early."""
        repeats = range(self.recipe.repeats)
        return tuple(self._trial(value, repeat) for repeat in repeats for value in self.values)

    def value_of(self, trial: Trial) -> float:
        """Return what is varied, as it is in a trial."""
        return trial.count if self.kind == AMOUNT else trial.shuffled

    def _trial(self, value: float, repeat: int) -> Trial:
        if self.kind == AMOUNT:
            return Trial(self.recipe, int(value), repeat=repeat)
        return Trial(self.recipe, self.count, value, repeat)


@dataclass(frozen=True, eq=False)
class Curve:
    """A quantity over what is varied: the mean of the repeats, and the least and the most of them.

    Attributes
    ----------
    x, mean, low, high : (k,) arrays
    """

    x: FloatArray
    mean: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True)
class DataFinding:
    """A study and the results of its trials so far, in the order of the trials."""

    study: DataStudy
    results: tuple[TrialResult, ...] = ()

    def curve(self, quantity: str) -> Curve:
        """Return "train_accuracy", "test_accuracy", "train_cost" or "test_cost" as a curve."""
        rows = []
        for value in self.study.values:
            found = [getattr(each, quantity) for each in self._at(value)]
            finite = [number for number in found if np.isfinite(number)]
            if finite:
                rows.append((value, float(np.mean(finite)), min(finite), max(finite)))
        return Curve(*np.array(rows, float).reshape(-1, 4).T)

    def problems(self) -> tuple[str, ...]:
        """Return what went wrong, or has to be known, once each."""
        return tuple(dict.fromkeys(text for each in self.results for text in self._said_of(each)))

    def _at(self, value: float) -> list[TrialResult]:
        return [each for each in self.results if self.study.value_of(each.trial) == value]

    def _said_of(self, result: TrialResult) -> list[str]:
        count = f"{result.trial.count:,} examples"
        named = result.problem.startswith(count)
        said = [result.problem if named else f"{count}: {result.problem}"] if result.problem else []
        if result.missing:
            digits = " or ".join("an 8" if digit == 8 else f"a {digit}" for digit in result.missing)
            said.append(f"{count}: none of them shows {digits}, so that can't be learnt")
        return said

    def table(self) -> list[Sequence[object]]:
        """Return all numbers as rows, headings first."""
        names = "train_accuracy", "test_accuracy", "train_cost", "test_cost"
        rows: list[Sequence[object]] = [("examples", "shuffled", "repeat", *names, "problem")]
        for each in self.results:
            numbers = [repr(getattr(each, name)) for name in names]
            trial = each.trial
            rows.append((trial.count, trial.shuffled, trial.repeat, *numbers, each.problem))
        return rows
