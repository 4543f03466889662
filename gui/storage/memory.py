"""The window's memory: how the user likes it to look, kept between two starts.

It is a small JSON file among the user's settings. Whatever is wrong with it, or with the folder,
the program starts with what it knows by itself: nothing in it is worth an error.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs

from core.errors import NudgesError
from core.storage.atomic import write_atomically

MOST_BYTES = 10_000
THEMES = ("system", "dark", "light")
COLUMN_LIMITS = 0.05, 0.45  # the shares with which a window can be used
WIDE_LIMITS = 0.05, 0.6
TRAINING_LIMITS = 0.0, 0.7


@dataclass(frozen=True)
class Memory:
    """What is remembered.

    theme : "system", "dark" or "light"
    reduced_motion : whether things jump instead of moving
    left, right : the columns' shares of the window's width; None is what suits its size
    training : the share of the panel below of its height, likewise
    notation : whether formulas and letters are shown
    wide : the share of the right column where its page needs much room
    """

    theme: str = "system"
    reduced_motion: bool = False
    left: float | None = None
    right: float | None = None
    training: float | None = None
    notation: bool = True
    wide: float | None = None


def memory_file() -> Path:
    """Return where the memory is kept on this system."""
    return Path(platformdirs.user_config_dir("nudges", appauthor=False)) / "window.json"


def recall(path: Path) -> Memory:
    """Return what a file remembers; what is missing or makes no sense is as at first."""
    try:
        with path.open("rb") as file:
            found: Any = json.loads(file.read(MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Memory()
    if not isinstance(found, dict):
        return Memory()
    theme, reduced = found.get("theme"), found.get("reduced_motion")
    return Memory(
        theme=theme if theme in THEMES else Memory.theme,
        reduced_motion=reduced if isinstance(reduced, bool) else Memory.reduced_motion,
        left=share(found.get("left"), COLUMN_LIMITS),
        right=share(found.get("right"), COLUMN_LIMITS),
        training=share(found.get("training"), TRAINING_LIMITS),
        notation=found.get("notation") is not False,
        wide=share(found.get("wide"), WIDE_LIMITS),
    )


def share(found: object, limits: tuple[float, float]) -> float | None:
    """Return what was found, if it is a number between the limits; else None."""
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    least, most = limits
    return float(found) if least <= found <= most else None


def remember(memory: Memory, path: Path) -> bool:
    """Write the memory; return whether that was possible."""
    content = json.dumps(asdict(memory), indent=2).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, lambda file: file.write(content))
    except (OSError, NudgesError):
        return False
    return True
