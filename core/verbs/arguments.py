"""The command line, understood: what each verb is asked to do, as values that have been checked."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from core.errors import UsageError
from core.network.architecture import INPUTS, OUTPUTS, Architecture, parse_hidden
from core.training.settings import TrainingSettings
from core.verbs import parsers
from core.verbs.values import MOST_EPOCHS, MOST_PIXELS


@dataclass(frozen=True)
class WindowOptions:
    """Open the window, with a session if one is named."""

    session: Path | None


@dataclass(frozen=True)
class TrainOptions:
    """Train a new network, or go on with a run.

    Attributes
    ----------
    epochs : at most
    resume : the session to go on with; architecture and settings are its own then, but for those
        named in ``given``
    until_accuracy : share of the test images at which to stop, or None
    given : the options that stand on the command line
    """

    architecture: Architecture
    settings: TrainingSettings
    epochs: int
    save: Path | None
    json: Path | None
    resume: Path | None = None
    until_accuracy: float | None = None
    given: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Example:
    """An example to show to the network of a session, or to a new one.

    Attributes
    ----------
    set_name : "train" or "test"
    label : the digit to ask for in place of the true one, or None
    """

    session: Path | None
    set_name: str
    index: int
    label: int | None


@dataclass(frozen=True)
class ExplainOptions:
    """Write one example's derivation to a file."""

    example: Example
    out: Path


@dataclass(frozen=True)
class CheckOptions:
    """Check one example's derivation."""

    example: Example


@dataclass(frozen=True)
class RenderOptions:
    """Draw the window into a picture.

    Attributes
    ----------
    perspective : in small letters, words joined by hyphens: "one-example"
    step : of the walk, its number from 1 or its name; None for the perspective's own
    page : of the panel at the right, by the words on its button; None for the first
    width, height : of the window, in its own pixels
    scale : pixels of the picture for each of them
    lines : what the connections show; "step" leaves it to the step
    inputs : "strongest", "ends", "all", or the row and column of a pixel with a region round it
    alone : whether the network is drawn without the window
    """

    session: Path | None
    perspective: str
    set_name: str
    index: int
    step: int | str | None
    page: str | None
    width: int
    height: int
    scale: float
    theme: str
    lines: str
    inputs: str | tuple[int, int]
    alone: bool
    out: Path


FIXED = frozenset({
    "--hidden", "--activation", "--cost", "--seed", "--train-size"
})  # fmt: skip

Options = WindowOptions | TrainOptions | ExplainOptions | CheckOptions | RenderOptions


def parse(arguments: Sequence[str]) -> Options:
    """Return what the command line asks for.

    Raises
    ------
    UsageError
        If it isn't understood, or a value is out of range.
    SystemExit
        After --help or --version.
    """
    if arguments and arguments[0] in READERS:
        return READERS[arguments[0]](arguments[1:])
    return WindowOptions(parsers.window_parser().parse_args(arguments).session)


def read_train(arguments: Sequence[str]) -> TrainOptions:
    """Return the options of `train`."""
    read = parsers.train_parser().parse_args(arguments)
    sizes = (INPUTS, *parse_hidden(read.hidden), OUTPUTS)
    architecture = Architecture(sizes, read.activation, read.cost)
    settings = TrainingSettings(
        **{each.name: getattr(read, each.name) for each in fields(TrainingSettings)}
    )
    given = frozenset(word.partition("=")[0] for word in arguments if word.startswith("--"))
    if read.resume is not None:
        _require_changeable(given)
    return TrainOptions(
        architecture,
        settings,
        MOST_EPOCHS if read.until_accuracy and "--epochs" not in given else read.epochs,
        read.save,
        read.json,
        read.resume,
        read.until_accuracy,
        given,
    )


def read_explain(arguments: Sequence[str]) -> ExplainOptions:
    """Return the options of `explain`."""
    read = parsers.explain_parser().parse_args(arguments)
    return ExplainOptions(_example(read), read.out)


def read_check(arguments: Sequence[str]) -> CheckOptions:
    """Return the options of `check`."""
    return CheckOptions(_example(parsers.check_parser().parse_args(arguments)))


def read_render(arguments: Sequence[str]) -> RenderOptions:
    """Return the options of `render`."""
    read = parsers.render_parser().parse_args(arguments)
    width, height = read.size
    _require_possible(width, height, read.scale)
    return RenderOptions(
        session=read.session,
        perspective=read.perspective,
        set_name=read.set,
        index=read.index,
        step=read.step,
        page=read.page,
        width=width,
        height=height,
        scale=read.scale,
        theme=read.theme,
        lines=read.lines,
        inputs=read.inputs,
        alone=read.picture,
        out=read.out,
    )


READERS: dict[str, Callable[[Sequence[str]], Options]] = {
    "train": read_train,
    "explain": read_explain,
    "check": read_check,
    "render": read_render,
}


def _require_changeable(given: frozenset[str]) -> None:
    """Raise UsageError for options that would make another run of the one that is resumed."""
    if given & FIXED:
        raise UsageError(
            f"{', '.join(sorted(given & FIXED))} can't be changed in a run that is resumed: leave "
            "it out, or start a new run without --resume"
        )


def _example(read: argparse.Namespace) -> Example:
    return Example(read.session, read.set, read.index, read.label)


def _require_possible(width: int, height: int, scale: float) -> None:
    """Raise UsageError for a picture that would take gigabytes."""
    pixels = round(width * height * scale**2)
    if pixels > MOST_PIXELS:
        raise UsageError(
            f"{width}x{height} at scale {scale:g} makes {pixels:,} pixels: "
            f"choose a smaller --size or --scale, at most {MOST_PIXELS:,} pixels"
        )
