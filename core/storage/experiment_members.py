"""The results of experiments in a session file: their members, and what has to hold of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.data.images import DIGITS, PIXELS
from core.errors import BadFileError, UsageError
from core.experiments.data_study import DataFinding
from core.experiments.noise import NoiseFinding
from core.experiments.race import Path, RaceResult, Walker
from core.experiments.results import ExperimentResults
from core.storage.archive import damaged
from core.storage.curve_members import Form
from core.storage.experiment_facts import (
    Facts,
    FindingFacts,
    NoiseFacts,
    PathFacts,
    RaceFacts,
    facts_bytes,
    parse_facts,
)
from core.storage.manifest import ExperimentLengths, Manifest

MEMBER = "experiments/{}.npy"
NUMBERS = "train_accuracy", "train_cost", "test_accuracy", "test_cost"  # of a trial
Arrays = dict[str, NDArray[Any]]


def experiment_arrays(results: ExperimentResults | None) -> Arrays:
    """Return the array of each member of some results, by its name in the archive.

    What there is no room for in a file is left out; see `ExperimentResults.limited`.
    """
    if results is None or not len(results):
        return {}
    results = results.limited()
    paths = [path for race in results.races for path in race.paths]
    trials = [each for finding in results.findings for each in finding.results]
    noises = results.noises
    tops = [top for each in noises for top in (each.noise_tops, each.digit_tops)]
    arrays: Arrays = {
        "facts": np.frombuffer(facts_bytes(results), np.uint8),
        "point_counts": _rows([np.stack([p.steps, p.examples], 1) for p in paths], "<i8", 2),
        "point_values": _rows(
            [np.stack([p.seconds, p.costs, p.accuracies], 1) for p in paths], "<f8", 3
        ),
        "kept": _flat([path.kept for path in paths], "<i8"),
        "parameters": _flat([path.parameters.ravel() for path in paths], "<f4"),
        "trials": _rows([[[getattr(t, name) for name in NUMBERS]] for t in trials], "<f8", 4),
        "pictures": _rows([each.picture[None] for each in noises], "|u1", PIXELS),
        "answers": _rows([each.answers[None] for each in noises], "<f8", DIGITS),
        "called": _rows([each.noise_answers[None] for each in noises], "<i8", DIGITS),
        "tops": _flat(tops, "<f8"),
    }
    return {MEMBER.format(name): array for name, array in arrays.items()}


def experiment_lengths(results: ExperimentResults | None) -> ExperimentLengths | None:
    """Return what the manifest says about some results."""
    arrays = experiment_arrays(results)
    if not arrays:
        return None
    names = "facts", "point_counts", "kept", "parameters", "trials", "pictures", "tops"
    return ExperimentLengths(*(len(arrays[MEMBER.format(name)]) for name in names))


def experiment_forms(lengths: ExperimentLengths | None) -> dict[str, Form]:
    """Return the form of each member of results of some lengths, by its name."""
    if lengths is None:
        return {}
    forms: dict[str, Form] = {
        "facts": ("|u1", (lengths.facts,)),
        "point_counts": ("<i8", (lengths.points, 2)),
        "point_values": ("<f8", (lengths.points, 3)),
        "kept": ("<i8", (lengths.kept,)),
        "parameters": ("<f4", (lengths.parameters,)),
        "trials": ("<f8", (lengths.trials, len(NUMBERS))),
        "pictures": ("|u1", (lengths.noises, PIXELS)),
        "answers": ("<f8", (lengths.noises, DIGITS)),
        "called": ("<i8", (lengths.noises, DIGITS)),
        "tops": ("<f8", (lengths.tops,)),
    }
    return {MEMBER.format(name): form for name, form in forms.items()}


def read_experiments(
    read: Callable[[str], NDArray[Any]], manifest: Manifest
) -> ExperimentResults | None:
    """Return the results, their arrays read-only, or None where there are none.

    Parameters
    ----------
    read : returns the array of a member, which has the form that `experiment_forms` wants

    Raises
    ------
    BadFileError
        If no experiment can have found that; names the member and says why.
    """
    if manifest.experiments is None:
        return None
    facts = _facts(read(MEMBER.format("facts")))
    reader = _Reader(read)
    results = ExperimentResults(
        tuple(_race(each, reader) for each in facts.races),
        tuple(_finding(each, reader) for each in facts.findings),
        tuple(_noise(each, reader) for each in facts.noises),
    )
    reader.require_end()
    return results


class _Reader:
    """Takes the rows of the members one after the other."""

    def __init__(self, read: Callable[[str], NDArray[Any]]) -> None:
        names = (
            "point_counts", "point_values", "kept", "parameters", "trials", "pictures", "answers",
            "called", "tops",
        )  # fmt: skip
        self._arrays = {name: read(MEMBER.format(name)) for name in names}
        self._taken = dict.fromkeys(names, 0)

    def take(self, name: str, count: int) -> NDArray[Any]:
        """Return the next rows of a member, or refuse the file if there aren't so many."""
        start = self._taken[name]
        self._taken[name] = start + count
        rows = self._arrays[name][start : start + count]
        _require(len(rows) == count, name, "as many rows as its facts say")
        return rows

    def require_end(self) -> None:
        """Refuse a file with rows that belong to nothing."""
        for name, array in self._arrays.items():
            _require(self._taken[name] == len(array), name, "as many rows as its facts say")


def _facts(content: NDArray[Any]) -> Facts:
    name = MEMBER.format("facts")
    try:
        return parse_facts(content.tobytes())
    except BadFileError as error:
        raise damaged(f"{name} {error}") from error
    except UsageError as error:
        raise damaged(f"{name} holds {error}") from error


def _race(facts: RaceFacts, reader: _Reader) -> RaceResult:
    width = facts.race.architecture.parameter_count
    pairs = zip(facts.race.walkers, facts.paths, strict=True)
    return RaceResult(facts.race, tuple(_path(who, path, width, reader) for who, path in pairs))


def _path(walker: Walker, facts: PathFacts, width: int, reader: _Reader) -> Path:
    """Return a path with steps that can be walked, and measures that a network can have."""
    counts, values = (reader.take(name, facts.points) for name in ("point_counts", "point_values"))
    steps, examples = counts.T
    seconds, costs, accuracies = values.T
    _require(_rises(steps, walker.steps, strictly=True), "point_counts", "increasing steps")
    most = walker.steps * walker.batch_size
    _require(_rises(examples, most), "point_counts", "examples that increase with the steps")
    _require(_rises(seconds, np.finfo(float).max), "point_values", "seconds that increase")
    _require(not (costs < 0).any(), "point_values", "costs from 0")
    _require(_between(accuracies, 0, 1), "point_values", "accuracies from 0 to 1")
    kept = reader.take("kept", facts.kept)
    _require(_rises(kept, facts.points - 1, strictly=True), "kept", "places of a path's points")
    parameters = reader.take("parameters", facts.kept * width).reshape(facts.kept, width)
    _require(bool(np.isfinite(parameters).all()), "parameters", "finite numbers")
    return Path(steps, examples, seconds, costs, accuracies, parameters, facts.problem, kept)


def _finding(facts: FindingFacts, reader: _Reader) -> DataFinding:
    """Return a finding whose accuracies and costs can be, or aren't known."""
    numbers = reader.take("trials", len(facts.results))
    known = np.where(np.isnan(numbers), 0, numbers)
    _require(_between(known[:, ::2], 0, 1), "trials", "accuracies from 0 to 1")
    _require(not (known < 0).any(), "trials", "costs from 0")
    rows = zip(facts.results, numbers.tolist(), strict=True)
    results = [replace(each, **dict(zip(NUMBERS, row, strict=True))) for each, row in rows]
    return DataFinding(facts.study, tuple(results))


def _noise(facts: NoiseFacts, reader: _Reader) -> NoiseFinding:
    """Return a finding whose answers are finite and as many as the pictures."""
    picture, answers, called = (
        reader.take(name, 1)[0] for name in ("pictures", "answers", "called")
    )
    noise_tops = reader.take("tops", facts.noise.count)
    digit_tops = reader.take("tops", facts.digits)
    for name, array in (("answers", answers), ("tops", noise_tops), ("tops", digit_tops)):
        _require(bool(np.isfinite(array).all()), name, "finite numbers")
    sane = _between(called, 0, facts.noise.count) and int(called.sum()) == facts.noise.count
    _require(sane, "called", f"the answers to {facts.noise.count:,} pictures")
    return NoiseFinding(facts.noise, picture, answers, noise_tops, digit_tops, called)


def _rises(array: NDArray[Any], most: float, strictly: bool = False) -> bool:
    """Return whether an array increases from 0 or more up to ``most`` or less."""
    steps = np.diff(array)
    return _between(array, 0, most) and bool((steps > 0 if strictly else steps >= 0).all())


def _between(array: NDArray[Any], least: float, most: float) -> bool:
    return bool(((array >= least) & (array <= most)).all())


def _require(holds: bool, name: str, needed: str) -> None:
    if not holds:
        raise damaged(f"{MEMBER.format(name)} doesn't hold {needed}")


def _rows(arrays: Iterable[Any], dtype: str, width: int) -> NDArray[Any]:
    """Return arrays of so many columns below each other."""
    return np.concatenate([np.zeros((0, width), dtype), *arrays]).astype(dtype)


def _flat(arrays: Iterable[NDArray[Any]], dtype: str) -> NDArray[Any]:
    """Return arrays behind each other."""
    return np.concatenate([np.zeros(0, dtype), *arrays]).astype(dtype)
