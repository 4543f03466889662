"""Session files, .nudges: all that is needed to go on with a run later, bit for bit.

A session file is a zip of manifest.json and these .npy members, none of them compressed:
parameters/W1.npy, parameters/b1.npy and so on, the network as it is; initial/W1.npy and so on, as
it was at step 0; with momentum velocity/W1.npy and so on, the change of the last step; order.npy,
the order of the current epoch's examples. Where the run's curves are known it also holds
curves/batch_steps.npy and so on, for every mini-batch, and curves/measure_steps.npy and so on, for
every measure of the network. Where its history is known there are history/steps.npy and so on, for
states of the run from which every step between them can be made again. Where experiments have been
made there are experiments/facts.npy and so on, their settings and their results.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

import numpy as np

from core.arrays import IntArray
from core.errors import BadFileError
from core.experiments.results import ExperimentResults
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.storage.archive import Archive, damaged, write_archive
from core.storage.atomic import write_atomically
from core.storage.curve_members import curve_arrays, curve_lengths, read_curves
from core.storage.experiment_members import (
    experiment_arrays,
    experiment_lengths,
    read_experiments,
)
from core.storage.history_members import history_arrays, history_lengths, read_history
from core.storage.manifest import MOST_BYTES, Manifest, parse_manifest
from core.storage.members import (
    INITIAL,
    MANIFEST,
    NOW,
    VELOCITY,
    digest,
    member_arrays,
    read_member,
    read_order,
    read_parameters,
    require_members,
)
from core.storage.npy import npy_bytes
from core.storage.opening import open_regular, reason, shown
from core.training.saved_curves import SavedCurves
from core.training.saved_history import SavedHistory
from core.training.settings import TrainingSettings


@dataclass(frozen=True, eq=False)
class Session:
    """A training run between two steps.

    Attributes
    ----------
    parameters, initial : float32, now and at step 0
    step, epoch : of the last step made; 0 before the first
    order : (train_size,) int32, the current epoch's order of examples; (0,) before the first
    position : how many of the order have been used
    generator_state : of the numpy bit generator PCG64 that shuffles the next epochs
    dataset_sha256 : of the data set that the run learns from
    curves : what the run has shown so far, where it is known
    velocity : float32, the change of the last step; None for a run without momentum
    history : the way to this step, where it is known
    experiments : what experiments have found so far; None where there was none
    """

    architecture: Architecture
    parameters: Parameters
    initial: Parameters
    settings: TrainingSettings
    step: int
    epoch: int
    order: IntArray
    position: int
    generator_state: dict[str, Any]
    dataset_sha256: str
    curves: SavedCurves | None = None
    velocity: Parameters | None = None
    history: SavedHistory | None = None
    experiments: ExperimentResults | None = None


class NotFiniteError(BadFileError):
    """A session is intact, but some of its parameters are infinite or not numbers."""


def save_session(session: Session, path: str | os.PathLike[str]) -> None:
    """Write a session to a file, which is replaced only when the new one is complete.

    Raises
    ------
    CannotWriteError
        If that fails; what was there before is still there.
    """

    def write(file: BinaryIO) -> None:
        write_archive(file, _members(session))

    write_atomically(path, write)


def load_session(path: str | os.PathLike[str], allow_not_finite: bool = False) -> Session:
    """Return the session that a file holds, or refuse the file; nothing in it is ever executed.

    Raises
    ------
    NotFiniteError
        If its parameters aren't finite; allow_not_finite is for looking at them all the same.
    BadFileError
        If it is damaged, foreign, newer or hostile; names it, says why and what to do.
    """
    with _opened(path) as file:
        session = _read(file)
        if not allow_not_finite:
            _require_finite(session)
        return session


def require_session(path: str | os.PathLike[str]) -> None:
    """Refuse a file that by its beginning, its end and its manifest is no session: in no time.

    Raises
    ------
    BadFileError
        As `load_session` does; arrays may still be damaged.
    """
    with _opened(path) as file:
        _read_head(file)


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file; what is wrong with it names it."""
    with open_regular(path) as file:
        try:
            yield file
        except BadFileError as error:
            raise type(error)(f"{shown(path)} {error}") from error
        except OSError as error:
            raise BadFileError(f"{shown(path)} can't be read: {reason(error)}") from error


def _members(session: Session) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each member, the manifest first."""
    arrays = member_arrays(_groups(session), session.order)
    arrays |= curve_arrays(session.curves)
    arrays |= history_arrays(session.history)
    arrays |= experiment_arrays(session.experiments)
    digests = {name: digest(npy_bytes(array)) for name, array in arrays.items()}
    yield MANIFEST, _manifest(session, digests).to_json()
    for name, array in arrays.items():
        yield name, npy_bytes(array)


def _groups(session: Session) -> dict[str, Parameters]:
    """Return what is shaped like parameters; a run with momentum that never moved is at rest."""
    groups = {NOW: session.parameters, INITIAL: session.initial}
    if session.settings.momentum:
        at_rest = Parameters.zeros(session.architecture.sizes, np.float32)
        groups[VELOCITY] = session.velocity or at_rest
    return groups


def _manifest(session: Session, digests: dict[str, str]) -> Manifest:
    """Return what the file says about the session and its arrays."""
    return Manifest(
        architecture=session.architecture,
        settings=session.settings,
        step=session.step,
        epoch=session.epoch,
        position=session.position,
        order_length=len(session.order),
        generator_state=session.generator_state,
        dataset_sha256=session.dataset_sha256,
        members=digests,
        curves=curve_lengths(session.curves),
        history=history_lengths(session.history),
        experiments=experiment_lengths(session.experiments),
    )


def _read(file: BinaryIO) -> Session:
    """Return the session; all that is claimed is checked before anything is allocated for it."""
    archive, manifest = _read_head(file)
    moving = bool(manifest.settings.momentum)
    return Session(
        architecture=manifest.architecture,
        parameters=read_parameters(archive, manifest, NOW),
        initial=read_parameters(archive, manifest, INITIAL),
        settings=manifest.settings,
        step=manifest.step,
        epoch=manifest.epoch,
        order=read_order(archive, manifest),
        position=manifest.position,
        generator_state=manifest.generator_state,
        dataset_sha256=manifest.dataset_sha256,
        curves=read_curves(partial(read_member, archive, manifest), manifest),
        history=read_history(partial(read_member, archive, manifest), manifest),
        experiments=read_experiments(partial(read_member, archive, manifest), manifest),
        velocity=read_parameters(archive, manifest, VELOCITY) if moving else None,
    )


def _read_head(file: BinaryIO) -> tuple[Archive, Manifest]:
    """Return the archive and what it says of itself; its members are as that says."""
    archive = Archive(file, MANIFEST)
    if archive.sizes[MANIFEST] > MOST_BYTES:
        raise damaged(f"its manifest claims {archive.sizes[MANIFEST]:,} bytes")
    manifest = parse_manifest(archive.read(MANIFEST))
    require_members(archive, manifest)
    return archive, manifest


def _require_finite(session: Session) -> None:
    """Refuse parameters with which nothing can be computed."""
    for parameters in _groups(session).values():
        for layer, part in enumerate(parameters.layers, 1):
            count = np.count_nonzero(~np.isfinite(part))
            if count:
                raise NotFiniteError(
                    f"holds {count:,} parameters of layer {layer} that are infinite or not"
                    " numbers: choose a session from before the run diverged"
                )
