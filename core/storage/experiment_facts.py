"""The settings of experiments as JSON: what isn't a column of numbers, and how long those are."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from core.errors import UsageError
from core.experiments.data_study import AMOUNT, SHUFFLED, DataFinding, DataStudy
from core.experiments.noise import Noise
from core.experiments.race import MOST_STEPS, Path, Race, RaceResult, Walker
from core.experiments.results import MOST_RESULTS, ExperimentResults
from core.experiments.trial import MOST_REPEATS, Recipe, Trial, TrialResult, require_between
from core.storage.fields import Fields, parse_object
from core.storage.manifest import architecture_of
from core.training.settings import (
    SEEDS,
    check_batch_size,
    check_learning_rate,
    check_train_size,
)

MOST_WALKERS, MOST_POINTS = 8, 128
MOST_VALUES = 64
MOST_EXAMPLES = 100_000
MOST_PROBLEM = 400  # letters


@dataclass(frozen=True)
class PathFacts:
    """How many points a path has, of how many of them the parameters are kept, its problem."""

    points: int
    kept: int
    problem: str


@dataclass(frozen=True)
class RaceFacts:
    """A race, and a `PathFacts` for each walker."""

    race: Race
    paths: tuple[PathFacts, ...]


@dataclass(frozen=True)
class FindingFacts:
    """A study, and its results without their four numbers."""

    study: DataStudy
    results: tuple[TrialResult, ...]


@dataclass(frozen=True)
class NoiseFacts:
    """The noise, and how many digits it is compared with."""

    noise: Noise
    digits: int


@dataclass(frozen=True)
class Facts:
    """What `facts_bytes` has written."""

    races: tuple[RaceFacts, ...]
    findings: tuple[FindingFacts, ...]
    noises: tuple[NoiseFacts, ...]


def facts_bytes(results: ExperimentResults) -> bytes:
    """Return the facts of some results as JSON, which `parse_facts` reads."""
    fields = {
        "races": [_race_fields(result) for result in results.races],
        "findings": [_finding_fields(finding) for finding in results.findings],
        "noises": [
            {**asdict(each.noise), "like_digits": int(each.noise.like_digits),
             "digits": len(each.digit_tops)}
            for each in results.noises
        ],
    }  # fmt: skip
    return json.dumps(fields, allow_nan=False).encode("utf-8")


def parse_facts(content: bytes) -> Facts:
    """Return the facts that some JSON holds.

    Raises
    ------
    BadFileError, UsageError
        If it holds others, or a value is out of range; names the field.
    """
    fields = parse_object(content)
    return Facts(
        tuple(_race(part) for part in fields.parts("races", MOST_RESULTS)),
        tuple(_finding(part) for part in fields.parts("findings", MOST_RESULTS)),
        tuple(_noise(part) for part in fields.parts("noises", MOST_RESULTS)),
    )


def _race_fields(result: RaceResult) -> dict[str, Any]:
    return {**asdict(result.race), "paths": [_path_fields(path) for path in result.paths]}


def _path_fields(path: Path) -> dict[str, Any]:
    return {
        "points": len(path.steps),
        "kept": len(path.parameters),
        "problem": _line(path.problem),
    }


def _finding_fields(finding: DataFinding) -> dict[str, Any]:
    places = {trial: place for place, trial in enumerate(finding.study.trials())}
    results = [_result_fields(each, places) for each in finding.results]
    return {**asdict(finding.study), "results": results}


def _result_fields(result: TrialResult, places: dict[Trial, int]) -> dict[str, Any]:
    return {
        "place": places[result.trial],
        "missing": list(result.missing),
        "problem": _line(result.problem),
    }


def _line(text: str) -> str:
    """Return a text in one line, no longer than what is read."""
    return " ".join(text.split())[:MOST_PROBLEM]


def _race(fields: Fields) -> RaceFacts:
    walkers = tuple(_walker(part) for part in fields.parts("walkers", MOST_WALKERS))
    train_size = fields.whole("train_size", MOST_EXAMPLES, least=1)
    check_train_size(train_size)
    race = Race(
        architecture_of(fields.part("architecture")),
        walkers,
        fields.whole("seed", SEEDS - 1),
        train_size,
    )
    paths = tuple(_path(part) for part in fields.parts("paths", MOST_WALKERS))
    if len(paths) != len(walkers) or not walkers:
        raise UsageError(f"a race of {len(walkers)} walkers with {len(paths)} paths")
    return RaceFacts(race, paths)


def _walker(fields: Fields) -> Walker:
    rate = fields.number("learning_rate")
    check_learning_rate(rate)
    batch_size = fields.whole("batch_size", MOST_EXAMPLES, least=1)
    check_batch_size(batch_size, MOST_EXAMPLES)
    return Walker(batch_size, fields.whole("steps", MOST_STEPS, least=1), rate)


def _path(fields: Fields) -> PathFacts:
    points = fields.whole("points", MOST_POINTS)
    return PathFacts(points, fields.whole("kept", points), fields.text("problem", MOST_PROBLEM))


def _finding(fields: Fields) -> FindingFacts:
    kind, values = fields.text("kind"), fields.numbers("values", MOST_VALUES)
    if kind not in (AMOUNT, SHUFFLED):
        raise UsageError(f"a study of {kind!r}")
    for value in values:
        require_between(
            kind, value, 1 if kind == AMOUNT else 0, MOST_EXAMPLES if kind == AMOUNT else 1
        )
    if len(set(values)) < len(values) or not values:
        raise UsageError("a study without values, or with one of them twice")
    study = DataStudy(
        kind, _recipe(fields.part("recipe")), values, fields.whole("count", MOST_EXAMPLES)
    )
    trials = study.trials()
    results = tuple(_result(part, trials) for part in fields.parts("results", len(trials)))
    if len({each.trial for each in results}) < len(results):
        raise UsageError("a study with two results of the same trial")
    return FindingFacts(study, results)


def _recipe(fields: Fields) -> Recipe:
    rate = fields.number("learning_rate")
    check_learning_rate(rate)
    return Recipe(
        architecture_of(fields.part("architecture")),
        fields.whole("steps", MOST_STEPS, least=1),
        fields.whole("repeats", MOST_REPEATS, least=1),
        fields.whole("batch_size", MOST_EXAMPLES, least=1),
        rate,
        fields.whole("seed", SEEDS - 1),
    )


def _result(fields: Fields, trials: tuple[Trial, ...]) -> TrialResult:
    missing = fields.wholes("missing", 10)
    if any(not 0 <= digit <= 9 for digit in missing):
        raise UsageError("a missing digit that is none")
    trial = trials[fields.whole("place", len(trials) - 1)]
    return TrialResult(trial, missing=missing, problem=fields.text("problem", MOST_PROBLEM))


def _noise(fields: Fields) -> NoiseFacts:
    noise = Noise(
        fields.whole("seed", SEEDS - 1),
        fields.whole("count", MOST_EXAMPLES, least=1),
        bool(fields.whole("like_digits", 1)),
    )
    return NoiseFacts(noise, fields.whole("digits", MOST_EXAMPLES, least=1))
