"""Reading the values of options; argparse puts the option's name before the messages."""

from __future__ import annotations

import math
import re
from argparse import ArgumentTypeError
from pathlib import Path

WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
SIZE = re.compile(r"([0-9]{1,6})[xX×]([0-9]{1,6})")
PIXEL = re.compile(r"([0-9]{1,2}),([0-9]{1,2})")
SIDE = 28  # pixels of an image
INPUTS = ("strongest", "ends", "all")
MOST_EPOCHS = 100_000
NARROWEST, WIDEST = 320, 16_384
MOST_PIXELS = 100_000_000


def whole_number(text: str) -> int:
    """Return a whole number, written in plain digits."""
    if not WHOLE.fullmatch(text.strip()):
        raise ArgumentTypeError(f"{text!r} is not a whole number, such as 10")
    return int(text)


def number(text: str) -> float:
    """Return a finite number, written with a decimal point."""
    try:
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ArgumentTypeError(f"{text!r} is not a number, such as 0.5 (with a point)")
    return value


def epochs(text: str) -> int:
    """Return a number of epochs, 1 to 100,000."""
    return _within(whole_number(text), 1, MOST_EPOCHS, "epochs")


def accuracy(text: str) -> float:
    """Return an accuracy as a share, above 0 and at most 1; numbers above 1 are per cent."""
    value = number(text)
    if not 0 < value <= 100:
        raise ArgumentTypeError(f"{text!r} is out of range: choose 0.95 or 95 for 95 %")
    return value / 100 if value > 1 else value


def digit(text: str) -> int:
    """Return a digit, 0 to 9."""
    return _within(whole_number(text), 0, 9, "the digits")


def walk_step(text: str) -> int:
    """Return the number of a step of the walk, as the window counts them: from 1."""
    return _within(whole_number(text), 1, 1_000, "steps")


def scale(text: str) -> float:
    """Return the pixels drawn for each pixel of the window, 0.5 to 4."""
    value = number(text)
    if not 0.5 <= value <= 4:
        raise ArgumentTypeError(f"{text!r} is out of range: choose 0.5 to 4")
    return value


def window_size(text: str) -> tuple[int, int]:
    """Return width and height, written as 1440x900."""
    match = SIZE.fullmatch(text.strip())
    if not match:
        raise ArgumentTypeError(f"{text!r} is not a size, such as 1440x900")
    width, height = int(match[1]), int(match[2])
    if not (NARROWEST <= width <= WIDEST and NARROWEST <= height <= WIDEST):
        raise ArgumentTypeError(
            f"{text!r} is out of range: choose {NARROWEST} to {WIDEST} for width and height"
        )
    return width, height


def file_name(text: str) -> Path:
    """Return the path of a file."""
    if not text:
        raise ArgumentTypeError("the file's name is empty")
    return Path(text)


def perspective(text: str) -> str:
    """Return the name of a perspective in small letters, its words joined by hyphens."""
    return "-".join(re.split(r"[\s_-]+", text.strip().lower()))


def inputs(text: str) -> str | tuple[int, int]:
    """Return which inputs are drawn: a name, or row and column of a pixel with a region round it.

    Rows and columns are counted from 0, as the window does.
    """
    name = text.strip().lower()
    match = PIXEL.fullmatch(name)
    if match:
        row, column = (
            _within(int(part), 0, SIDE - 1, "rows and columns") for part in match.groups()
        )
        return row, column
    if name not in INPUTS:
        raise ArgumentTypeError(
            f"{text!r}: choose {', '.join(INPUTS)}, or a pixel as ROW,COLUMN, such as 14,9"
        )
    return name


def _within(value: int, least: int, most: int, things: str) -> int:
    """Return a value that lies within its limits."""
    if not least <= value <= most:
        raise ArgumentTypeError(f"{value} is out of range: {things} go from {least} to {most:,}")
    return value
