import numpy as np
import pytest
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFontMetricsF

from gui.training.curve_style import COST_CURVES
from gui.training.plot import Plot, StepsAxis, line_rectangle, round_above, round_powers
from gui.training.step_numbers import short_step


@pytest.fixture
def plot(qtbot, theme):
    plot = Plot(theme, COST_CURVES)
    qtbot.addWidget(plot)
    plot.resize(360, 160)
    plot.show()
    return plot


def bottom_axis(plot) -> StepsAxis:
    plot.grab()
    return plot._view.getAxis("bottom")


def numbers_of(axis) -> list[str]:
    """Return the numbers that an axis draws, from left to right."""
    _, _, texts = axis.picture
    return [text for _, _, text in texts if text]


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(1, 1), (1.1, 2), (2, 2), (3, 5), (7, 10), (0.03, 0.05), (0.2, 0.2), (4400, 5000)],
)
def test_the_next_round_number_is_found(value, rounded):
    assert round_above(value) == pytest.approx(rounded)


def test_a_logarithmic_axis_has_fine_numbers_over_two_decades_and_few_over_many():
    assert [round(10**value, 3) for value in round_powers(-1.5, 0.4)] == [
        0.05, 0.1, 0.2, 0.5, 1, 2,
    ]  # fmt: skip
    assert round_powers(-9, 3) == [-9, -6, -3, 0, 3]


def test_steps_are_numbered_by_round_numbers_that_leave_the_unit_its_room(plot):
    plot.set_range(12_000, 0, 1)
    axis = bottom_axis(plot)
    assert numbers_of(axis) == ["2,000", "4,000", "6,000", "8,000", "10,000"]
    assert axis.unit == "steps"


@pytest.mark.parametrize(
    ("width", "last", "numbers", "unit"),
    [
        (160, 12_000, ["3k", "6k"], "steps"),
        (150, 18_000, ["4k", "8k"], "steps"),
        (360, 1_620_000, ["500,000", "1,000,000"], "steps"),
        (240, 121_862, ["20k", "40k", "60k", "80k"], "steps"),
        (360, 50, ["10", "20", "30", "40"], "steps"),
    ],
)
def test_a_narrow_axis_shortens_its_numbers_or_gives_up_its_unit(plot, width, last, numbers, unit):
    plot.resize(width, 160)
    plot.set_range(last, 0, 1)
    axis = bottom_axis(plot)
    assert (numbers_of(axis), axis.unit) == (numbers, unit)


@pytest.mark.parametrize("width", range(140, 461, 40))
def test_at_least_two_numbers_are_drawn_and_none_touches_another_or_the_unit(plot, width):
    plot.resize(width, 160)
    letters = QFontMetricsF(plot._theme.font(11)).horizontalAdvance
    for last in lengths_of_runs():
        plot.set_range(last, 0, 1)
        axis = bottom_axis(plot)
        drawn = [rectangle for rectangle, _, text in axis.picture[2] if text]
        edges = [edge for rectangle in drawn for edge in (rectangle.left(), rectangle.right())]
        end = axis.width() - letters(axis.unit)
        assert len(drawn) >= 2, last
        assert edges == sorted(edges), last
        assert edges[0] >= 0, last
        assert edges[-1] <= end, last


def lengths_of_runs() -> list[int]:
    """Return numbers of steps from 50 to 20 millions, a quarter more each time."""
    return [round(50 * 1.25**place) for place in range(58)] + [20_000_000]


@pytest.mark.parametrize(
    ("step", "text"),
    [(0, "0"), (999, "999"), (200_000, "200k"), (1_500_000, "1.5M"), (1_234_567, "1.234567M")],
)
def test_a_short_number_leaves_out_no_digit(step, text):
    assert short_step(step) == text


@pytest.mark.parametrize("last", [1, 10, 1e6, 1e9])
@pytest.mark.parametrize("log", [False, True])
def test_any_range_is_drawn_with_few_lines(plot, last, log):
    plot.set_log(log)
    plot.set_points("mini-batch", np.array([1, last]), np.array([1e-9, 1e3]))
    plot.set_range(last, 1e-9, 1e3)
    plot.grab()
    for name in ("left", "bottom"):
        _, ticks, _ = plot._view.getAxis(name).picture
        assert len(ticks) <= 16


@pytest.mark.parametrize(
    ("end", "covered"), [((20, 3), (2, 3, 18, 1)), ((2, 9), (2, 3, 1, 6)), ((2, 3), (2, 3, 1, 1))]
)
def test_a_line_covers_a_rectangle_one_pixel_wide(end, covered):
    for start, stop in ((QPointF(2, 3), QPointF(*end)), (QPointF(*end), QPointF(2, 3))):
        assert line_rectangle(start, stop) == QRectF(*covered)
