"""The arrays of a session file: their names, types and shapes, and how they are read."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import IntArray
from core.errors import BadFileError
from core.network.parameters import Parameters
from core.storage.archive import Archive, damaged
from core.storage.curve_members import Form, curve_forms
from core.storage.experiment_members import experiment_forms
from core.storage.history_members import history_forms
from core.storage.manifest import Manifest
from core.storage.npy import MOST_HEAD, npy_entries, require_npy
from core.storage.opening import shown
from core.training.settings import TrainingSettings

MANIFEST = "manifest.json"
NOW, INITIAL, VELOCITY, ORDER = "parameters", "initial", "velocity", "order.npy"
FLOATS, WHOLES = "<f4", "<i4"


def member_arrays(groups: dict[str, Parameters], order: IntArray) -> dict[str, NDArray[Any]]:
    """Return the array of each member, by its name in the archive."""
    arrays: dict[str, NDArray[Any]] = {}
    for group, parameters in groups.items():
        layers = zip(parameters.weights, parameters.biases, strict=True)
        for layer, (weights, biases) in enumerate(layers, 1):
            arrays[f"{group}/W{layer}.npy"] = np.asarray(weights, FLOATS)
            arrays[f"{group}/b{layer}.npy"] = np.asarray(biases, FLOATS)
    return {**arrays, ORDER: np.asarray(order, WHOLES)}


def member_groups(settings: TrainingSettings) -> tuple[str, ...]:
    """Return the groups of members that are shaped like parameters."""
    return (NOW, INITIAL, VELOCITY) if settings.momentum else (NOW, INITIAL)


def member_forms(manifest: Manifest) -> dict[str, Form]:
    """Return type and shape of each member, by its name, without making an array of it."""
    forms: dict[str, Form] = {}
    for group in member_groups(manifest.settings):
        for layer, (n_in, n_out) in enumerate(pairwise(manifest.architecture.sizes), 1):
            forms[f"{group}/W{layer}.npy"] = FLOATS, (n_out, n_in)
            forms[f"{group}/b{layer}.npy"] = FLOATS, (n_out,)
    forms[ORDER] = WHOLES, (manifest.order_length,)
    history = history_forms(manifest.history, manifest.architecture.parameter_count)
    experiments = experiment_forms(manifest.experiments)
    return {**forms, **curve_forms(manifest.curves), **history, **experiments}


def require_members(archive: Archive, manifest: Manifest) -> None:
    """Check that an archive holds the arrays which its manifest needs, reading their heads alone.

    Raises
    ------
    BadFileError
        If one is missing, foreign, of another type or shape; names it and both shapes.
    """
    forms = member_forms(manifest)
    for name in archive.sizes:
        if name not in forms and name != MANIFEST:
            raise damaged(f"{shown(name)} doesn't belong into a session")
    for name, (dtype, shape) in forms.items():
        if name not in archive.sizes:
            raise damaged(f"{name} is missing")
        try:
            require_npy(archive.read(name, MOST_HEAD), archive.sizes[name], dtype, shape)
        except BadFileError as error:
            raise damaged(f"{name} {error}") from error


def read_parameters(archive: Archive, manifest: Manifest, group: str) -> Parameters:
    """Return the parameters of a group, float32 and read-only; see `require_members`."""
    parameters = Parameters.zeros(manifest.architecture.sizes, np.float32)
    layers = zip(parameters.weights, parameters.biases, strict=True)
    for layer, (weights, biases) in enumerate(layers, 1):
        weights[:] = read_member(archive, manifest, f"{group}/W{layer}.npy")
        biases[:] = read_member(archive, manifest, f"{group}/b{layer}.npy")
    return parameters.frozen()


def read_order(archive: Archive, manifest: Manifest) -> IntArray:
    """Return the order of the examples, int32 and read-only: each of them once, or none.

    Raises
    ------
    BadFileError
        If an example is missing, twice in it, or not in the training set.
    """
    order = read_member(archive, manifest, ORDER).astype(np.int32)
    if not np.array_equal(np.sort(order), np.arange(len(order))):
        raise damaged(f"{ORDER} is not an order of {len(order):,} examples")
    order.setflags(write=False)
    return order


def read_member(archive: Archive, manifest: Manifest, name: str) -> NDArray[Any]:
    """Return a member's array, read-only, if its bytes are those that were saved."""
    content = archive.read(name)
    if digest(content) != manifest.members.get(name):
        raise damaged(f"{name} has been changed since it was saved")
    return npy_entries(content)


def digest(content: bytes) -> str:
    """Return the sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
