"""The window's memory: how the user likes it to look, kept between two starts.

It is a small JSON file among the user's settings. Whatever is wrong with it, or with the folder,
the program starts with what it knows by itself: nothing in it is worth an error.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import platformdirs

from core.errors import NudgesError
from core.storage.atomic import write_atomically
from core.training.endings import StopRules
from core.training.settings import TrainingSettings

MOST_BYTES = 10_000
THEMES = ("system", "dark", "light")
COLUMN_LIMITS = 0.05, 0.45  # the shares with which a window can be used
WIDE_LIMITS = 0.05, 0.6
TRAINING_LIMITS = 0.0, 0.7
NO_RULES = StopRules()


@dataclass(frozen=True)
class Memory:
    """What is remembered.

    theme : "system", "dark" or "light"
    reduced_motion : whether things jump instead of moving
    left, right : the columns' shares of the window's width; None is what suits its size
    training : the share of the panel below of its height, likewise
    notation : whether formulas and letters are shown
    wide : the share of the right column where its page needs much room
    momentum, l2, decay : of the run that begins with the window, unless a session brings its own
    rules : when runs are to pause by themselves
    """

    theme: str = "system"
    reduced_motion: bool = False
    left: float | None = None
    right: float | None = None
    training: float | None = None
    notation: bool = True
    wide: float | None = None
    momentum: float = 0.0
    l2: float = 0.0
    decay: float = 0.0
    rules: StopRules = NO_RULES


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
        **descent(found),
        rules=stop_rules(found.get("rules")),
    )


def descent(found: dict[str, Any]) -> dict[str, float]:
    """Return momentum, penalty and decay, if all of them can be used; else none of them."""
    values = {name: found.get(name, 0.0) for name in ("momentum", "l2", "decay")}
    try:
        TrainingSettings(**values)
    except (NudgesError, TypeError, ValueError):
        return {}
    return {name: float(value) for name, value in values.items()}


def stop_rules(found: object) -> StopRules:
    """Return rules as they were remembered, or none where they can't be used."""
    if not isinstance(found, dict):
        return StopRules()
    try:
        return StopRules(**{field.name: found.get(field.name) for field in fields(StopRules)})
    except (NudgesError, TypeError, ValueError):
        return StopRules()


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
