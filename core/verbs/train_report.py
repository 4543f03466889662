"""What `train` tells about a run: lines on stdout and the JSON file."""

from __future__ import annotations

import enum
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from core.storage.atomic import write_atomically
from core.storage.opening import shown
from core.training.records import Diverged, EpochRecord
from core.verbs.arguments import TrainOptions
from core.verbs.source import description


class Outcome(enum.Enum):
    """How a training ended."""

    DONE = "done"
    REACHED = "reached"
    DIVERGED = "diverged"
    STOPPED = "stopped"

    @classmethod
    def of(cls, error: Exception) -> Outcome:
        """Return the outcome that an error stands for."""
        return cls.DIVERGED if isinstance(error, Diverged) else cls.STOPPED


def introduction(options: TrainOptions) -> str:
    """Return two lines: the network, and how it is trained."""
    settings = options.settings
    extras = (("momentum", settings.momentum), ("L2", settings.l2), ("decay", settings.decay))
    return (
        f"network   {description(options.architecture)}\n"
        f"training  {settings.train_size:,} images, mini-batches of {settings.batch_size:,}, "
        f"learning rate {settings.learning_rate:g}, seed {settings.seed}"
        + "".join(f", {name} {value:g}" for name, value in extras if value)
    )


def heading() -> str:
    """Return the head of the table whose rows `epoch_line` makes."""
    return "epoch  train cost  accuracy   test cost  accuracy  examples/s"


def epoch_line(record: EpochRecord) -> str:
    """Return an epoch as a row of the table."""
    train, test = record.train, record.test
    return (
        f"{record.epoch:5}  {train.cost:10.5f}  {train.accuracy * 100:6.2f} %"
        f"  {test.cost:10.5f}  {test.accuracy * 100:6.2f} %  {record.examples_per_second:10,.0f}"
    )


def accuracy_line(record: EpochRecord, wanted: float, *, reached: bool) -> str:
    """Return whether the accuracy asked for was reached by the last epoch."""
    how = "reached" if reached else "not reached"
    return (
        f"test accuracy {record.test.accuracy * 100:.2f} % after epoch {record.epoch}: "
        f"{wanted * 100:g} % {how}"
    )


def kept_files(options: TrainOptions) -> list[str]:
    """Return the names of the files that were asked for."""
    return [shown(path) for path in (options.save, options.json) if path is not None]


def write_json(
    path: Path, options: TrainOptions, records: Sequence[EpochRecord], outcome: Outcome
) -> None:
    """Write settings and epochs as JSON, whose numbers are finite (null stands for others).

    Raises
    ------
    CannotWriteError
        If that fails.
    """
    text = json.dumps(report(options, records, outcome), indent=2, allow_nan=False) + "\n"

    def write(file: BinaryIO) -> None:
        file.write(text.encode())

    write_atomically(path, write)


def report(
    options: TrainOptions, records: Sequence[EpochRecord], outcome: Outcome
) -> dict[str, Any]:
    """Return the content of the JSON file."""
    architecture, settings = options.architecture, options.settings
    return {
        "parameters": architecture.parameter_count,
        "settings": {
            "hidden": list(architecture.hidden),
            "activation": architecture.activation,
            "cost": architecture.cost,
            "epochs": options.epochs,
            "batch_size": settings.batch_size,
            "learning_rate": settings.learning_rate,
            "seed": settings.seed,
            "train_size": settings.train_size,
            "momentum": settings.momentum,
            "l2": settings.l2,
            "decay": settings.decay,
            "until_accuracy": options.until_accuracy,
        },
        "outcome": outcome.value,
        "epochs": [_epoch(record) for record in records],
    }


def _epoch(record: EpochRecord) -> dict[str, float | None]:
    return {
        "epoch": record.epoch,
        "train_cost": _finite(record.train.cost),
        "train_accuracy": record.train.accuracy,
        "test_cost": _finite(record.test.cost),
        "test_accuracy": record.test.accuracy,
        "train_seconds": record.train_seconds,
        "examples_per_second": record.examples_per_second,
    }


def _finite(value: float) -> float | None:
    """Return a number, or None where JSON knows none."""
    return value if math.isfinite(value) else None
