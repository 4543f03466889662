"""Scenes to draw: a small network of 3-4-2 neurons and the reference network, with plain values."""

from collections.abc import Callable

import numpy as np
import pytest

from gui.network_view.scene import Scene
from gui.theme import Mode, Theme


def scene_of_sizes(*shown: int, sizes: tuple[int, ...] | None = None, seed: int = 0) -> Scene:
    """Return a scene with random values; ``shown`` neurons are the first of each layer."""
    rng = np.random.default_rng(seed)
    brightness = tuple(rng.random(count) for count in shown)
    return Scene(
        sizes=sizes or shown,
        shown=tuple(np.arange(count) for count in shown),
        brightness=brightness,
        values=brightness,
        connections=tuple(
            rng.normal(size=pair) for pair in zip(shown[1:], shown[:-1], strict=True)
        ),
        connection_scales=(2.0,) * (len(shown) - 1),
        connection_lights=(1.0,) * (len(shown) - 1),
        output_names=tuple(str(index) for index in range((sizes or shown)[-1])),
    )


@pytest.fixture(scope="session")  # a pure function
def make_scene() -> Callable[..., Scene]:
    return scene_of_sizes


@pytest.fixture
def scene() -> Scene:
    return scene_of_sizes(3, 4, 2)


@pytest.fixture
def reference_scene() -> Scene:
    return scene_of_sizes(16, 16, 16, 10, sizes=(784, 16, 16, 10))


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme(Mode.DARK)


@pytest.fixture
def light_theme(qapp: object) -> Theme:
    return Theme(Mode.LIGHT)
