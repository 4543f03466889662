import numpy as np
import pytest

from gui.average.settling_curve import Settling, SettlingCurve
from gui.theme import Mode, Theme

SHOWN = Settling(
    np.array([1, 10, 100, 1000]),
    np.array([4.0, 2.0, -1.0, -2.0]),
    np.array([np.nan, 2.0, 1.0, 0.5]),
    10_000,
)


@pytest.fixture
def curve(qtbot):
    curve = SettlingCurve(Theme(Mode.DARK))
    qtbot.addWidget(curve)
    curve.resize(500, 240)
    curve.set_settling(SHOWN)
    return curve


def test_equal_factors_of_the_count_are_equally_wide(curve):
    xs = [curve.place_of(count, 0).x() for count in (1, 10, 100, 1000, 10_000)]

    assert np.diff(xs) == pytest.approx([xs[1] - xs[0]] * 4)
    assert xs[-1] == pytest.approx(curve.plot_rectangle().right())


def test_the_scale_holds_the_means_the_bands_and_zero(curve):
    low, high = SHOWN.reach

    assert (low, high) == (-2.5, 4.0)
    assert curve.place_of(1, high).y() == pytest.approx(curve.plot_rectangle().top())


def test_the_band_is_drawn_to_both_sides_of_the_line(curve):
    picture = curve.grab().toImage()
    ground = picture.pixelColor(curve.place_of(2, -2.2).toPoint())

    for value in (-1.8, -0.2):
        inside = picture.pixelColor(curve.place_of(100, value).toPoint())
        assert inside != ground


def test_no_examples_and_no_spread_can_be_drawn(curve):
    for settling in (Settling(), Settling(np.array([1]), np.array([0.0]), np.array([np.nan]), 1)):
        curve.set_settling(settling)
        assert not curve.grab().isNull()
