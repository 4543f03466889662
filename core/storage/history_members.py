"""The history in a session file: its members, and what has to hold of them.

Whoever opens a file may go to any step of its history, so a history must lead through all of its
steps in bounded time, with numbers that a run can have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import BadFileError, UsageError
from core.storage.archive import damaged
from core.storage.curve_members import Form
from core.storage.manifest import HistoryLengths, Manifest
from core.training.saved_history import KEYS, LONGEST_GAP, SETTINGS, SavedHistory

MEMBER = "history/{}.npy"
TYPES = {
    "steps": "<i8",
    "epochs": "<i8",
    "positions": "<i8",
    "settings": "<f8",
    "generators": "<u8",
    "weights": "<f4",
    "velocities": "<f4",
    "entry_steps": "<i8",
    "entry_settings": "<f8",
    "entry_by_hand": "|u1",
    "by_hand": "<f4",
}


def history_arrays(history: SavedHistory | None) -> dict[str, NDArray[Any]]:
    """Return the array of each member of a history, by its name in the archive."""
    if history is None:
        return {}
    return {
        MEMBER.format(name): np.asarray(getattr(history, name), dtype)
        for name, dtype in TYPES.items()
    }


def history_lengths(history: SavedHistory | None) -> HistoryLengths | None:
    """Return what the manifest says about a history."""
    if history is None:
        return None
    lengths = history.steps, history.velocities, history.entry_steps, history.by_hand
    return HistoryLengths(*map(len, lengths))


def history_forms(lengths: HistoryLengths | None, parameters: int) -> dict[str, Form]:
    """Return the form of each member, by its name.

    Parameters
    ----------
    parameters : how many the network has
    """
    if lengths is None:
        return {}
    states, entries = lengths.states, lengths.entries
    shapes: dict[str, tuple[int, ...]] = {
        "steps": (states,),
        "epochs": (states,),
        "positions": (states,),
        "settings": (states, len(SETTINGS)),
        "generators": (states, KEYS),
        "weights": (states, parameters),
        "velocities": (lengths.velocities, parameters),
        "entry_steps": (entries,),
        "entry_settings": (entries, len(SETTINGS)),
        "entry_by_hand": (entries,),
        "by_hand": (lengths.by_hand, parameters),
    }
    return {MEMBER.format(name): (TYPES[name], shape) for name, shape in shapes.items()}


def read_history(read: Callable[[str], NDArray[Any]], manifest: Manifest) -> SavedHistory | None:
    """Return the history, read-only, or None where there is none.

    Parameters
    ----------
    read : returns the array of a member, which has the form that `history_forms` wants

    Raises
    ------
    BadFileError
        If it isn't the history of a run as long as the session's; names the member, says why.
    """
    if manifest.history is None:
        return None
    names = [field.name for field in fields(SavedHistory)]
    history = SavedHistory(**{name: read(MEMBER.format(name)) for name in names})
    _require_steps(history, manifest)
    _require_places(history, manifest)
    _require_entries(history, manifest)
    _require_finite(history)
    _require_settings(history, manifest)
    return history


def _require_steps(history: SavedHistory, manifest: Manifest) -> None:
    """Refuse states that don't lead up to the session's step."""
    steps = history.steps
    all_steps = np.append(steps, manifest.step)
    inside = len(steps) and steps[0] >= 0 and steps[-1] <= manifest.step
    if not inside or not (steps[1:] > steps[:-1]).all() or (np.diff(all_steps) > LONGEST_GAP).any():
        raise _refusal(
            "steps", f"increasing steps up to {manifest.step:,}, at most {LONGEST_GAP:,} apart"
        )


def _require_places(history: SavedHistory, manifest: Manifest) -> None:
    """Refuse places in the order of the images that there can't be."""
    epochs, positions = history.epochs, history.positions
    if not ((epochs >= 0) & (epochs <= manifest.epoch)).all():
        raise _refusal("epochs", f"values from 0 to {manifest.epoch:,}")
    most = np.where(epochs > 0, manifest.settings.train_size, 0)
    if not ((positions >= 0) & (positions <= most)).all():
        raise _refusal("positions", "places in the order of their epochs")
    odd = history.generators[:, 4] > 1
    if odd.any() or (history.generators[:, 5] >= 2**32).any():
        raise _refusal("generators", "states of a generator")


def _require_entries(history: SavedHistory, manifest: Manifest) -> None:
    """Refuse changes at other steps than the run's, and such by hand that hold nothing."""
    steps, by_hand = history.entry_steps, history.entry_by_hand
    inside = ((steps >= history.steps[0]) & (steps <= manifest.step)).all()
    if not inside or not (steps[1:] > steps[:-1]).all():
        raise _refusal("entry_steps", "increasing steps of the history")
    if (by_hand > 1).any() or int(by_hand.sum()) != len(history.by_hand):
        raise _refusal("entry_by_hand", f"{len(history.by_hand):,} changes by hand")
    if len(history.velocities) not in (0, len(history.steps)):
        raise _refusal("velocities", "one for each state, or none")


def _require_finite(history: SavedHistory) -> None:
    """Refuse numbers with which nothing can be computed."""
    for name in ("weights", "velocities", "by_hand", "settings", "entry_settings"):
        if not np.isfinite(getattr(history, name)).all():
            raise _refusal(name, "finite numbers")


def _require_settings(history: SavedHistory, manifest: Manifest) -> None:
    """Refuse settings out of range."""
    try:
        history.states(manifest.settings)
        history.entries(manifest.settings, manifest.architecture.sizes)
    except UsageError as error:
        raise _refusal("settings", f"settings that can be used: {error}") from error


def _refusal(name: str, needed: str) -> BadFileError:
    return damaged(f"{MEMBER.format(name)} doesn't hold {needed}")
