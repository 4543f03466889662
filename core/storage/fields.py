"""JSON from a file that nobody vouches for, read field by field.

All messages continue a sentence that begins with the file's name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from core.errors import BadFileError
from core.storage.opening import shown

MOST_DIGITS = 40
MOST_TEXT = 100


def parse_object(content: bytes) -> Fields:
    """Return the fields of a JSON object.

    Raises
    ------
    BadFileError
        If it isn't one: bad UTF-8, endless nesting, numbers that JSON doesn't know or that no
        field needs, two fields of one name.
    """
    try:
        value = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_int=_whole,
            parse_float=_number,
            parse_constant=_number,
        )
    except RecursionError as error:
        raise BadFileError("is not understood: its manifest is nested too deeply") from error
    except ValueError as error:
        raise BadFileError(f"is not understood: its manifest is not JSON ({error})") from error
    return Fields(value, "")


class Fields:
    """The fields of a JSON object; each is asked for by name and kind.

    Raises
    ------
    BadFileError
        In each method, if the field is missing or of another kind; names the field.
    """

    def __init__(self, value: object, name: str) -> None:
        if not isinstance(value, dict):
            raise BadFileError(f"is not understood: its {name or 'manifest'} is not an object")
        self._fields = value
        self._prefix = f"{name}." if name else ""

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all fields."""
        return iter(self._fields)

    def part(self, name: str) -> Fields:
        """Return a field that is an object itself."""
        return Fields(self._get(name), self._prefix + name)

    def parts(self, name: str, most: int) -> tuple[Fields, ...]:
        """Return a field that is a list of at most ``most`` objects."""
        values = self._list(name, most)
        full = self._prefix + name
        return tuple(Fields(value, f"{full}[{place}]") for place, value in enumerate(values))

    def text(self, name: str, most: int = MOST_TEXT) -> str:
        """Return a printable text of at most ``most`` characters."""
        value = self._get(name)
        if not isinstance(value, str) or len(value) > most or not value.isprintable():
            raise self._wrong(name, "a short text")
        return value

    def whole(self, name: str, most: int, least: int = 0) -> int:
        """Return a whole number from least to most."""
        value = self._get(name)
        if type(value) is not int or not least <= value <= most:
            raise self._wrong(name, f"a whole number from {least} to {most}")
        return value

    def whole_text(self, name: str, most: int) -> int:
        """Return a whole number written as a text, for it is too large for some readers."""
        value = self._get(name)
        digits = isinstance(value, str) and value.isascii() and value.isdigit()
        if not digits or len(value) > MOST_DIGITS or int(value) > most:
            raise self._wrong(name, "the digits of a whole number")
        return int(value)

    def number(self, name: str) -> float:
        """Return a finite number."""
        value = self._get(name)
        if type(value) not in (int, float):
            raise self._wrong(name, "a number")
        return float(value)

    def wholes(self, name: str, most: int) -> tuple[int, ...]:
        """Return a list of at most ``most`` whole numbers."""
        value = self._list(name, most)
        if any(type(entry) is not int for entry in value):
            raise self._wrong(name, "a list of whole numbers")
        return tuple(value)

    def numbers(self, name: str, most: int) -> tuple[float, ...]:
        """Return a list of at most ``most`` finite numbers; whole ones stay whole."""
        value = self._list(name, most)
        if any(type(entry) not in (int, float) for entry in value):
            raise self._wrong(name, "a list of numbers")
        return tuple(value)

    def _list(self, name: str, most: int) -> list[Any]:
        value = self._get(name)
        if not isinstance(value, list):
            raise self._wrong(name, "a list")
        if len(value) > most:
            raise self._wrong(name, f"a list of at most {most}")
        return value

    def _get(self, name: str) -> Any:
        if name not in self._fields:
            raise BadFileError(f"is not understood: its manifest has no {self._prefix}{name}")
        return self._fields[name]

    def _wrong(self, name: str, needed: str) -> BadFileError:
        found = _shown_value(self._fields[name])
        return BadFileError(
            f"has a value that can't be used: {shown(self._prefix + name)[:MOST_TEXT]} is {found}"
            f" where {needed} is needed"
        )


def _shown_value(value: object) -> str:
    """Return a value for a message, short and printable."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = ascii(value)
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}..."


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the fields of an object, unless two have the same name."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("two fields have the same name")
    return fields


def _whole(digits: str) -> int:
    """Return a whole number, unless it is longer than any field needs."""
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number has {len(digits)} digits")
    return int(digits)


def _number(text: str) -> float:
    """Return a finite number."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:MOST_DIGITS]} is no finite number")
    return value
