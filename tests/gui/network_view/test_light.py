import numpy as np
import pytest

from core.arrays import FloatArray
from gui.network_view.light import ToneMap, packed

BLUE, ORANGE = (77, 163, 255), (255, 152, 56)
DARK, WHITE = (11, 14, 20), (255, 255, 255)


def rgb(tone_map: ToneMap, positive: float, negative: float) -> FloatArray:
    (color,) = tone_map.colors(np.array([[positive, negative]], np.float32))
    return np.array([int(color) >> shift & 255 for shift in (16, 8, 0)])


@pytest.fixture
def dark() -> ToneMap:
    return ToneMap(BLUE, ORANGE, DARK, glows=True)


@pytest.fixture
def ink() -> ToneMap:
    return ToneMap((11, 99, 206), (199, 85, 0), WHITE, glows=False)


def test_without_light_a_pixel_is_the_canvas(dark: ToneMap, ink: ToneMap) -> None:
    assert tuple(rgb(dark, 0, 0)) == DARK
    assert tuple(rgb(ink, 0, 0)) == WHITE


def test_more_light_is_brighter_on_a_dark_canvas(dark: ToneMap) -> None:
    sums = [rgb(dark, light, 0).sum() for light in (0, 0.02, 0.1, 0.3, 0.6, 1, 2, 4)]
    assert sums == sorted(set(sums))


def test_more_ink_is_darker_on_a_white_canvas(ink: ToneMap) -> None:
    sums = [rgb(ink, 0, light).sum() for light in (4, 2, 1, 0.6, 0.3, 0.1, 0.02, 0)]
    assert sums == sorted(set(sums))


def test_full_light_has_the_colour_of_its_sign(dark: ToneMap) -> None:
    assert np.abs(rgb(dark, 1, 0) - BLUE).max() < 40
    assert np.abs(rgb(dark, 0, 1) - ORANGE).max() < 40


def test_dim_light_has_the_same_hue_as_full_light(dark: ToneMap) -> None:
    full = np.subtract(ORANGE, DARK) / np.subtract(ORANGE, DARK).max()
    dim = (rgb(dark, 0, 0.3) - DARK) / (rgb(dark, 0, 0.3) - DARK).max()
    np.testing.assert_allclose(dim, full, atol=0.03)


def test_dense_light_turns_white_and_never_wraps_round(dark: ToneMap) -> None:
    assert rgb(dark, 1e6, 1e6).min() > 200
    assert rgb(dark, 4, 0).min() > 150


def test_colors_are_opaque_and_written_for_many_pixels(dark: ToneMap) -> None:
    light = np.zeros((40_000, 2), np.float32)
    light[33_333] = 1, 0
    colors = dark.colors(light)
    assert np.flatnonzero(colors != packed(DARK)).tolist() == [33_333]
    assert (colors >> 24 == 255).all()
