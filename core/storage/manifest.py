"""The manifest of a session file: everything that is not an array, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from core.errors import BadFileError, UsageError
from core.experiments.results import MOST_PATH_BYTES, MOST_RESULTS
from core.network.architecture import INPUTS, MOST_HIDDEN_LAYERS, OUTPUTS, Architecture
from core.storage.fields import Fields, parse_object
from core.training.saved_curves import MOST_BATCHES, MOST_MEASURES
from core.training.saved_history import MOST_ENTRIES, MOST_STATES
from core.training.settings import TrainingSettings

FORMAT = "nudges session"
VERSION = 1
MOST_BYTES = 1 << 16
MOST_STEPS = 2**53
BIT_GENERATOR = "PCG64"
EXPERIMENTS = {
    "facts": 1 << 22,
    "points": 1 << 15,
    "kept": 1 << 15,
    "parameters": MOST_PATH_BYTES // 4,
    "trials": 1 << 16,
    "noises": MOST_RESULTS,
    "tops": 1 << 23,
}
"""The largest lengths of `ExperimentLengths`."""


@dataclass(frozen=True)
class CurveLengths:
    """How many mini-batches and measures the curves of a session hold.

    Attributes
    ----------
    gradients : of how many mini-batches, the newest, the lengths of the gradient are known
    depth : layers of which something is known; 0 in files that know nothing of layers
    """

    batches: int
    measures: int
    gradients: int = 0
    depth: int = 0


@dataclass(frozen=True)
class HistoryLengths:
    """How many states, velocities, changes, and changes by hand the history of a session holds."""

    states: int
    velocities: int
    entries: int
    by_hand: int


@dataclass(frozen=True)
class ExperimentLengths:
    """How long the arrays of the experiments are; see core/storage/experiment_members.py."""

    facts: int
    points: int
    kept: int
    parameters: int
    trials: int
    noises: int
    tops: int


@dataclass(frozen=True)
class Manifest:
    """What a session file says about itself and its arrays.

    Attributes
    ----------
    step, epoch, position : how far the run is; see core.storage.session.Session
    order_length : how many examples the current epoch has; 0 before the first
    generator_state : of the numpy bit generator PCG64
    members : sha256 of every array's file, by its name in the archive
    curves : None where the session has no curves
    history : None where the session has no history
    experiments : None where the session has no results of experiments
    """

    architecture: Architecture
    settings: TrainingSettings
    step: int
    epoch: int
    position: int
    order_length: int
    generator_state: dict[str, Any]
    dataset_sha256: str
    members: dict[str, str]
    curves: CurveLengths | None = None
    history: HistoryLengths | None = None
    experiments: ExperimentLengths | None = None

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the file."""
        fields: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "architecture": asdict(self.architecture),
            "settings": asdict(self.settings),
            "progress": {
                "step": self.step,
                "epoch": self.epoch,
                "position": self.position,
                "order_length": self.order_length,
            },
            "generator": _generator_fields(self.generator_state),
            "dataset_sha256": self.dataset_sha256,
            "members": self.members,
        }
        if self.curves is not None:
            fields["curves"] = asdict(self.curves)
        if self.history is not None:
            fields["history"] = asdict(self.history)
        if self.experiments is not None:
            fields["experiments"] = asdict(self.experiments)
        return json.dumps(fields, indent=1, allow_nan=False).encode("utf-8")


def parse_manifest(content: bytes) -> Manifest:
    """Return the manifest that some JSON holds.

    Raises
    ------
    BadFileError
        If it is none, is of a newer version, or a value is out of range. Messages continue a
        sentence that begins with the file's name, and name the field.
    """
    fields = parse_object(content)
    _require_version(fields)
    try:
        return _manifest(fields)
    except UsageError as error:
        raise BadFileError(f"has a value that can't be used: {error}") from error


def _require_version(fields: Fields) -> None:
    """Refuse other formats and those of the future."""
    if fields.text("format") != FORMAT:
        raise BadFileError("is not a session file: choose one saved by Nudges")
    version = fields.whole("version", MOST_STEPS, least=1)
    if version > VERSION:
        raise BadFileError(
            f"was saved by a newer Nudges, in version {version} of the format where this one knows"
            f" up to {VERSION}: please update Nudges"
        )


def _manifest(fields: Fields) -> Manifest:
    """Return the manifest, or raise BadFileError or UsageError."""
    progress = fields.part("progress")
    settings = _settings(fields.part("settings"))
    order_length = _order_length(progress, settings)
    members = fields.part("members")
    architecture = architecture_of(fields.part("architecture"))
    depth = architecture.depth
    return Manifest(
        architecture=architecture,
        settings=settings,
        step=progress.whole("step", MOST_STEPS),
        epoch=progress.whole("epoch", MOST_STEPS),
        position=progress.whole("position", order_length),
        order_length=order_length,
        generator_state=_generator_state(fields.part("generator")),
        dataset_sha256=fields.text("dataset_sha256"),
        members={name: members.text(name) for name in members},
        curves=_curve_lengths(fields, depth) if "curves" in fields else None,
        history=_history_lengths(fields.part("history")) if "history" in fields else None,
        experiments=_experiment_lengths(fields) if "experiments" in fields else None,
    )


def _curve_lengths(fields: Fields, depth: int) -> CurveLengths:
    """Return the lengths of the curves, within what is ever saved; all layers are known or none."""
    part = fields.part("curves")
    batches = part.whole("batches", MOST_BATCHES)
    layers = part.whole("depth", depth) if "depth" in part else 0
    if layers not in (0, depth):
        raise UsageError(f"curves of {layers} of {depth} layers")
    return CurveLengths(
        batches,
        part.whole("measures", MOST_MEASURES),
        part.whole("gradients", batches) if layers else 0,
        layers,
    )


def _history_lengths(fields: Fields) -> HistoryLengths:
    """Return the lengths of the history, within what is ever saved."""
    return HistoryLengths(
        fields.whole("states", MOST_STATES, least=1),
        fields.whole("velocities", MOST_STATES),
        fields.whole("entries", MOST_ENTRIES),
        fields.whole("by_hand", MOST_ENTRIES),
    )


def _experiment_lengths(fields: Fields) -> ExperimentLengths:
    """Return the lengths of the experiments' arrays, within what is ever saved."""
    part = fields.part("experiments")
    return ExperimentLengths(**{name: part.whole(name, most) for name, most in EXPERIMENTS.items()})


def architecture_of(fields: Fields) -> Architecture:
    """Return an architecture whose inputs are pixels and whose outputs are digits.

    Raises
    ------
    BadFileError, UsageError
        If it is another, or none.
    """
    sizes = fields.wholes("sizes", MOST_HIDDEN_LAYERS + 2)
    architecture = Architecture(sizes, fields.text("activation"), fields.text("cost"))
    if (sizes[0], sizes[-1]) != (INPUTS, OUTPUTS):
        raise UsageError(
            f"a network from {sizes[0]} inputs to {sizes[-1]} outputs:"
            f" Nudges needs {INPUTS} pixels and {OUTPUTS} digits"
        )
    return architecture


def _settings(fields: Fields) -> TrainingSettings:
    """Return the settings of the run."""
    return TrainingSettings(
        learning_rate=fields.number("learning_rate"),
        batch_size=fields.whole("batch_size", MOST_STEPS),
        seed=fields.whole("seed", MOST_STEPS),
        train_size=fields.whole("train_size", MOST_STEPS),
        **{name: fields.number(name) for name in ("momentum", "l2", "decay") if name in fields},
    )


def _order_length(progress: Fields, settings: TrainingSettings) -> int:
    """Return the length of the order: every image that is trained on, or none yet."""
    length = progress.whole("order_length", settings.train_size)
    if length not in (0, settings.train_size):
        raise UsageError(f"an order of {length:,} of {settings.train_size:,} examples")
    return length


def _generator_fields(state: dict[str, Any]) -> dict[str, Any]:
    """Return a generator's state with its integers of 128 bits as texts."""
    if state["bit_generator"] != BIT_GENERATOR:
        raise ValueError(f"the state of {state['bit_generator']}, not of {BIT_GENERATOR}")
    return {
        "bit_generator": BIT_GENERATOR,
        "state": str(int(state["state"]["state"])),
        "inc": str(int(state["state"]["inc"])),
        "has_uint32": int(state["has_uint32"]),
        "uinteger": int(state["uinteger"]),
    }


def _generator_state(fields: Fields) -> dict[str, Any]:
    """Return a generator's state as numpy takes it."""
    if fields.text("bit_generator") != BIT_GENERATOR:
        raise UsageError(f"random numbers of another kind than {BIT_GENERATOR}")
    largest = 2**128 - 1
    return {
        "bit_generator": BIT_GENERATOR,
        "state": {
            "state": fields.whole_text("state", largest),
            "inc": fields.whole_text("inc", largest),
        },
        "has_uint32": fields.whole("has_uint32", 1),
        "uinteger": fields.whole("uinteger", 2**32 - 1),
    }
