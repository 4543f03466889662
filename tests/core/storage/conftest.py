"""A session to save, and a way to make damaged files of it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.network.architecture import Architecture
from core.network.initializers import initial_parameters
from core.network.parameters import Parameters
from core.storage.npy import npy_bytes
from core.storage.session import Session, save_session
from core.training.records import Measure
from core.training.saved_curves import SavedCurves
from core.training.settings import TrainingSettings


def random_parameters(architecture: Architecture, rng: np.random.Generator) -> Parameters:
    return initial_parameters(architecture, rng).copy(np.float32).frozen()


@pytest.fixture
def curves() -> SavedCurves:
    """Return the curves of 19 mini-batches, measured at their start and at an epoch's end."""
    costs = np.random.default_rng(8).random(19)
    measures = [
        Measure("test", 0, 0, 2.3, 0.1, 100, changes=(0.0, 0.0)),
        Measure("test", 16, 2, 0.7, 0.8, 100, changes=(0.25, 1.5)),
        Measure("train", 16, 2, 0.6, 0.82, 50),
    ]
    gradients = np.random.default_rng(9).random((12, 2), np.float32)
    return SavedCurves.of(np.arange(1.0, 20.0), costs, measures, gradients)


@pytest.fixture
def session() -> Session:
    """Return a small session in the middle of its third epoch."""
    rng = np.random.default_rng(7)
    rng.random(3, dtype=np.float32)  # leaves half of a 64-bit number in the generator's state
    architecture = Architecture((784, 3, 10), "tanh", "cross_entropy")
    return Session(
        architecture=architecture,
        parameters=random_parameters(architecture, rng),
        initial=random_parameters(architecture, rng),
        settings=TrainingSettings(learning_rate=0.1, batch_size=7, seed=2**32 - 1, train_size=50),
        step=19,
        epoch=3,
        order=rng.permutation(50).astype(np.int32),
        position=21,
        generator_state=dict(rng.bit_generator.state),
        dataset_sha256="0123456789abcdef" * 4,
    )


@pytest.fixture
def saved(session, tmp_path) -> Path:
    path = tmp_path / "run.nudges"
    save_session(session, path)
    return path


Members = dict[str, bytes]
Rebuild = Callable[..., Path]


@pytest.fixture
def rebuild(saved) -> Rebuild:
    """Return a function that saves the session anew with other members, None for missing ones."""

    def rebuilt(changes: dict[str, bytes | None], compression: int = zipfile.ZIP_STORED) -> Path:
        with zipfile.ZipFile(saved) as archive:
            members: dict[str, bytes | None] = {n: archive.read(n) for n in archive.namelist()}
        path = saved.with_name("changed.nudges")
        with zipfile.ZipFile(path, "w", compression) as archive:
            for name, content in {**members, **changes}.items():
                if content is not None:
                    archive.writestr(name, content)
        return path

    return rebuilt


@pytest.fixture
def with_array(saved, rebuild) -> Callable[[str, NDArray[Any]], Path]:
    """Return a function that saves the session with another array, and its sha256."""

    def changed(name: str, array: NDArray[Any]) -> Path:
        content = npy_bytes(array)
        with zipfile.ZipFile(saved) as archive:
            manifest = json.loads(archive.read("manifest.json"))
        manifest["members"][name] = hashlib.sha256(content).hexdigest()
        return rebuild({name: content, "manifest.json": json.dumps(manifest).encode()})

    return changed


@pytest.fixture
def with_field(saved, rebuild) -> Callable[[str, Any], Path]:
    """Return a function that saves the session with one field of its manifest changed."""

    def changed(field: str, value: Any) -> Path:
        with zipfile.ZipFile(saved) as archive:
            manifest = json.loads(archive.read("manifest.json"))
        *parts, last = field.split(".")
        place = manifest
        for part in parts:
            place = place[part]
        place[last] = value
        return rebuild({"manifest.json": json.dumps(manifest).encode()})

    return changed
