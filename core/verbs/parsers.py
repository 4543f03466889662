"""The verbs' options, for argparse: their names, defaults and meanings."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from core.errors import UsageError
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.training.settings import TrainingSettings
from core.verbs import values
from core.version import VERSION

PROGRAM = "main.py"
SETS = ("train", "test")
THEMES = ("dark", "light", "print")
LINES = ("step", "weights", "signals", "nudges", "changes")

VERBS = {
    "train": "train a network, without a window",
    "explain": "write one example's whole backpropagation to a file",
    "check": "compare all derivatives of one example with central differences",
    "render": "draw the window into a picture, without a display",
}

EXIT_CODES = """exit codes:
  0 done, 1 failed check or internal error, 2 wrong usage, 3 bad input file, 4 can't write,
  5 no data set, 6 diverged, 130 interrupted, 143 terminated"""


class Parser(argparse.ArgumentParser):
    """A parser that raises its errors, for one message and one exit code for all mistakes."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError in place of printing the usage."""
        raise UsageError(f"{message} (all options: {self.prog} --help)")

    def option(self, name: str, meaning: str, **details: Any) -> None:
        """Add an option whose help tells its default, if it has one."""
        if details.get("default") is not None:
            meaning += " (default: %(default)s)"
        self.add_argument(name, help=meaning, **details)

    def session(self) -> None:
        """Add the session file, which may be left out."""
        meaning = "a session file, .nudges"
        self.option("session", meaning, nargs="?", type=values.file_name, metavar="SESSION")


def window_parser() -> Parser:
    """Return the parser of a command line without a verb."""
    verbs = "\n".join(f"  {verb:8} {purpose}" for verb, purpose in VERBS.items())
    parser = Parser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [SESSION] | {PROGRAM} VERB ...",
        description="See, touch and check how a neural network learns. Opens the window.",
        epilog=f"verbs, which need no window ({PROGRAM} VERB --help):\n{verbs}\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.session()
    parser.add_argument("--version", action="version", version=f"Nudges {VERSION}")
    return parser


def train_parser() -> Parser:
    """Return the parser of `train`."""
    parser = _verb_parser("train")
    _add_architecture(parser)
    _add_settings(parser)
    file = values.file_name
    parser.option(
        "--until-accuracy", "stop after the first epoch with that accuracy on the test images, "
        "such as 0.95 or 95", type=values.accuracy, metavar="X",
    )  # fmt: skip
    parser.option(
        "--resume", "go on with a saved run, whose settings hold: --epochs more of them, the one "
        "begun included", type=file, metavar="FILE.nudges",
    )  # fmt: skip
    parser.option(
        "--save", "write the session, to look at or go on with", type=file, metavar="FILE.nudges"
    )
    parser.option("--json", "write settings, costs and accuracies", type=file, metavar="FILE")
    return parser


def explain_parser() -> Parser:
    """Return the parser of `explain`."""
    parser = _verb_parser("explain")
    _add_example(parser)
    _add_label(parser)
    _add_out(parser, "FILE.npz")
    return parser


def check_parser() -> Parser:
    """Return the parser of `check`."""
    parser = _verb_parser("check")
    _add_example(parser)
    _add_label(parser)
    return parser


def render_parser() -> Parser:
    """Return the parser of `render`."""
    parser = _verb_parser("render")
    _add_example(parser)
    _add_picture(parser)
    _add_network(parser)
    _add_out(parser, "FILE.png")
    return parser


def _verb_parser(verb: str) -> Parser:
    description = VERBS[verb].capitalize() + "."
    return Parser(prog=f"{PROGRAM} {verb}", description=description, allow_abbrev=False)


def _add_architecture(parser: Parser) -> None:
    default = Architecture()
    hidden = ",".join(str(size) for size in default.hidden)
    names, costs = tuple(ACTIVATIONS), tuple(COSTS)
    parser.option(
        "--hidden", "sizes of the hidden layers, or none", default=hidden, metavar="SIZES"
    )
    parser.option("--activation", "activation function", choices=names, default=default.activation)
    parser.option("--cost", "cost of an example", choices=costs, default=default.cost)


def _add_settings(parser: Parser) -> None:
    default = TrainingSettings()
    for name, reader, value, meaning in (
        ("--epochs", values.epochs, 1, "how often each training image is used"),
        ("--batch-size", values.whole_number, default.batch_size, "examples in a mini-batch"),
        ("--learning-rate", values.number, default.learning_rate, "how far a step goes"),
        ("--seed", values.whole_number, default.seed, "decides every bit of the run"),
        ("--train-size", values.whole_number, default.train_size, "training images used"),
        ("--momentum", values.number, default.momentum, "share of the last change that is kept"),
        ("--l2", values.number, default.l2, "penalty on the squares of the weights, not biases"),
        ("--decay", values.number, default.decay, "share of the learning rate lost each epoch"),
    ):
        parser.option(name, meaning, type=reader, default=value, metavar="N")


def _add_example(parser: Parser) -> None:
    parser.session()
    parser.option("--set", "training or test images", choices=SETS, default="test")
    parser.option(
        "--index", "which image of the set, from 0", type=values.whole_number, default=0,
        metavar="I",
    )  # fmt: skip


def _add_label(parser: Parser) -> None:
    meaning = "a digit to ask for in place of the image's own"
    parser.option("--label", meaning, type=values.digit, metavar="D")


def _add_picture(parser: Parser) -> None:
    parser.option(
        "--perspective", "what the window shows", type=values.perspective, default="one-example",
        metavar="NAME",
    )  # fmt: skip
    parser.option(
        "--step",
        "step of the walk, by its number from 1 or its name",
        type=values.walk_step,
        metavar="STEP",
    )
    parser.option("--page", "of the panel at the right, by its button's name", metavar="NAME")
    parser.option(
        "--size", "of the window", type=values.window_size, default="1440x900", metavar="WxH"
    )
    parser.option(
        "--scale", "pixels drawn for each of the window's", type=values.scale, default=1.0
    )
    parser.option("--theme", "colours", choices=THEMES, default="dark")


def _add_network(parser: Parser) -> None:
    parser.option(
        "--lines", "what the connections show; step leaves it to the step", choices=LINES,
        default="step",
    )  # fmt: skip
    parser.option(
        "--inputs", "strongest, ends, all, or the region round a pixel, ROW,COLUMN",
        type=values.inputs, default="strongest", metavar="WHICH",
    )  # fmt: skip
    parser.option(
        "--picture", "the network alone, without the window; FILE may end in .svg then",
        action="store_true",
    )  # fmt: skip


def _add_out(parser: Parser, name: str) -> None:
    parser.option("--out", "the file to write", type=values.file_name, required=True, metavar=name)
