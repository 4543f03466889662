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
GRADIENTS, CHANGES = "gradients", "changes"  # by layer, where layers are known
GRADIENT_TYPE, CHANGE_TYPE = "<f4", "<f8"
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
    return {**batches, **measures, **_layer_arrays(curves)}


def _layer_arrays(curves: SavedCurves) -> dict[str, NDArray[Any]]:
    """Return what is known of layers; changes that aren't known are nan."""
    depth = _depth(curves)
    if not depth:
        return {}
    gradients, changes = curves.gradients, curves.measures.changes
    if not changes.size:
        changes = np.full((len(curves.measures.steps), depth), np.nan)
    return {
        BATCH_MEMBER.format(GRADIENTS): np.asarray(gradients, GRADIENT_TYPE).reshape(-1, depth),
        MEASURE_MEMBER.format(CHANGES): np.asarray(changes, CHANGE_TYPE),
    }


def _depth(curves: SavedCurves) -> int:
    """Return of how many layers something is known."""
    return max(curves.gradients.shape[1], curves.measures.changes.shape[1])


def curve_lengths(curves: SavedCurves | None) -> CurveLengths | None:
    """Return what the manifest says about some curves."""
    if curves is None:
        return None
    measures = len(curves.measures.steps)
    return CurveLengths(len(curves.steps), measures, len(curves.gradients), _depth(curves))


def curve_forms(lengths: CurveLengths | None) -> dict[str, Form]:
    """Return the form of each member of curves of some lengths, by its name."""
    if lengths is None:
        return {}
    batches = {BATCH_MEMBER.format(n): (t, (lengths.batches,)) for n, t in BATCHES.items()}
    measures = {MEASURE_MEMBER.format(n): (t, (lengths.measures,)) for n, t in MEASURES.items()}
    layers: dict[str, Form] = {}
    if depth := lengths.depth:
        layers[BATCH_MEMBER.format(GRADIENTS)] = GRADIENT_TYPE, (lengths.gradients, depth)
        layers[MEASURE_MEMBER.format(CHANGES)] = CHANGE_TYPE, (lengths.measures, depth)
    return {**batches, **measures, **layers}


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
    if not manifest.curves.depth:
        return SavedCurves(batches["steps"], batches["costs"], SavedMeasures(**measures))
    gradients = read(BATCH_MEMBER.format(GRADIENTS))
    changes = read(MEASURE_MEMBER.format(CHANGES))
    _require_layers(gradients, changes)
    measured = SavedMeasures(**measures, changes=changes)
    return SavedCurves(batches["steps"], batches["costs"], measured, gradients)


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


def _require_layers(gradients: NDArray[Any], changes: NDArray[Any]) -> None:
    """Refuse lengths that no vector has; a change may be unknown."""
    if not _are_lengths(gradients):
        raise _refusal(BATCH_MEMBER, GRADIENTS, "lengths of 0 or more")
    if not _are_lengths(changes[~np.isnan(changes)]):
        raise _refusal(MEASURE_MEMBER, CHANGES, "lengths of 0 or more")


def _are_lengths(array: NDArray[Any]) -> bool:
    """Return whether no number is negative or isn't finite."""
    return bool((np.isfinite(array) & (array >= 0)).all())


def _all_between(array: NDArray[Any], least: float, most: float) -> bool:
    """Return whether no value is less, more, or not a number."""
    return bool(((array >= least) & (array <= most)).all())


def _refusal(member: str, name: str, needed: str) -> BadFileError:
    return damaged(f"{member.format(name)} doesn't hold {needed}")
