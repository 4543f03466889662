"""The curves of a session file: their members, and what has to hold of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import BadFileError
from core.storage.archive import damaged
from core.storage.manifest import CurveLengths, Manifest
from core.training.saved_curves import SETS, SavedCurves, SavedMeasures

Form = tuple[str, tuple[int, ...]]  # an array's type and its shape

BATCHES = {"steps": "<i8", "costs": "<f8"}
MEASURES = {
    "sets": "|u1",
    "steps": "<i8",
    "epochs": "<i8",
    "costs": "<f8",
    "accuracies": "<f8",
    "examples": "<i8",
}
BATCH_MEMBER, MEASURE_MEMBER = "curves/batch_{}.npy", "curves/measure_{}.npy"


def curve_arrays(curves: SavedCurves | None) -> dict[str, NDArray[Any]]:
    """Return the array of each member of some curves, by its name in the archive."""
    if curves is None:
        return {}
    batches = {
        BATCH_MEMBER.format(name): np.asarray(getattr(curves, name), dtype)
        for name, dtype in BATCHES.items()
    }
    measures = {
        MEASURE_MEMBER.format(name): np.asarray(getattr(curves.measures, name), dtype)
        for name, dtype in MEASURES.items()
    }
    return {**batches, **measures}


def curve_lengths(curves: SavedCurves | None) -> CurveLengths | None:
    """Return what the manifest says about some curves."""
    return None if curves is None else CurveLengths(len(curves.steps), len(curves.measures.steps))


def curve_forms(lengths: CurveLengths | None) -> dict[str, Form]:
    """Return the form of each member of curves of some lengths, by its name."""
    if lengths is None:
        return {}
    batches = {BATCH_MEMBER.format(n): (t, (lengths.batches,)) for n, t in BATCHES.items()}
    measures = {MEASURE_MEMBER.format(n): (t, (lengths.measures,)) for n, t in MEASURES.items()}
    return {**batches, **measures}


def read_curves(read: Callable[[str], NDArray[Any]], manifest: Manifest) -> SavedCurves | None:
    """Return the curves, read-only, or None where there are none.

    Parameters
    ----------
    read : returns the array of a member, which has the form that `curve_forms` wants

    Raises
    ------
    BadFileError
        If they aren't curves of a run as long as the session's; names the member and says why.
    """
    if manifest.curves is None:
        return None
    batches = {name: read(BATCH_MEMBER.format(name)) for name in BATCHES}
    measures = {name: read(MEASURE_MEMBER.format(name)) for name in MEASURES}
    _require_batches(batches, manifest.step)
    _require_measures(measures, manifest)
    return SavedCurves(batches["steps"], batches["costs"], SavedMeasures(**measures))


def _require_batches(arrays: dict[str, NDArray[Any]], last_step: int) -> None:
    """Refuse steps that don't increase up to the session's, and costs that aren't finite."""
    steps, costs = arrays["steps"], arrays["costs"]
    if not _all_between(steps, 1, last_step) or not (steps[1:] > steps[:-1]).all():
        raise _refusal(BATCH_MEMBER, "steps", f"increasing steps from 1 to {last_step:,}")
    if not np.isfinite(costs).all():
        raise _refusal(BATCH_MEMBER, "costs", "finite costs")


def _require_measures(arrays: dict[str, NDArray[Any]], manifest: Manifest) -> None:
    """Refuse measures that no network can have, or of steps that the run hasn't made."""
    limits: dict[str, tuple[float, float]] = {
        "sets": (0, len(SETS) - 1),
        "steps": (0, manifest.step),
        "epochs": (0, manifest.epoch),
        "accuracies": (0, 1),
        "examples": (1, 2**31),
    }
    for name, (least, most) in limits.items():
        if not _all_between(arrays[name], least, most):
            raise _refusal(MEASURE_MEMBER, name, f"values from {least:,} to {most:,}")
    if not np.isfinite(arrays["costs"]).all():
        raise _refusal(MEASURE_MEMBER, "costs", "finite costs")


def _all_between(array: NDArray[Any], least: float, most: float) -> bool:
    """Return whether no value is less, more, or not a number."""
    return bool(((array >= least) & (array <= most)).all())


def _refusal(member: str, name: str, needed: str) -> BadFileError:
    return damaged(f"{member.format(name)} doesn't hold {needed}")
