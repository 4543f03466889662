import numpy as np
import pytest
from PyQt6.QtCore import QPointF

from gui.theme import Mode, Theme
from gui.widgets.chart_scale import Scale, percents, short
from gui.widgets.line_chart import Chart, Line, LineChart, moved_apart

X = np.array([100.0, 1000.0, 10_000.0])


@pytest.fixture
def chart(qtbot):
    widget = LineChart(Theme(Mode.DARK))
    qtbot.addWidget(widget)
    widget.resize(500, 300)
    line = Line("seen", X, np.array([0.2, 0.5, 0.8]), "positive")
    widget.set_chart(Chart((line,), "examples", "Accuracy", log_x=True))
    return widget


def middle(widget):
    """Return the place of the middle point: half of the logarithmic scale, half of the height."""
    rect = widget.plot_rectangle()
    return QPointF(rect.center().x(), rect.center().y())


def test_a_logarithmic_scale_has_even_ratios():
    np.testing.assert_allclose(Scale(100, 10_000, True).share(X), [0, 0.5, 1])


@pytest.mark.parametrize(
    ("scale", "ticks"),
    [
        (Scale(0, 1), [0, 0.25, 0.5, 0.75, 1]),
        (Scale(1, 100_000, True), [1, 10, 100, 1000, 10_000, 100_000]),
        (Scale(0, 3.4), [0, 1, 2, 3]),
    ],
)
def test_round_values_are_written(scale, ticks):
    np.testing.assert_allclose(scale.ticks(6 if scale.logarithmic else 4), ticks)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.5"), (2000, "2,000"), (60_000, "60k"), (1_200_000, "1.20M"), (2e6, "2M")],
)
def test_axes_write_numbers_shortly(value, text):
    assert short(value) == text


def test_shares_are_written_in_per_cent():
    assert percents(0.25).startswith("25")


def test_the_line_passes_through_its_points(chart):
    at = middle(chart)
    color = chart.grab().toImage().pixelColor(at.toPoint())

    assert color.name() == chart._theme.color("positive").name()


def test_the_pointer_reads_the_nearest_value(chart):
    chart.point_at(middle(chart))

    assert chart.pointed == 1000
    ((line, value),) = chart.readings()
    assert (line.name, value) == ("seen", 0.5)


def test_outside_nothing_is_read(chart):
    chart.point_at(middle(chart))
    chart.point_at(QPointF(-100, -100))

    assert (chart.pointed, chart.readings()) == (None, [])


def test_points_without_a_place_are_left_out(chart):
    line = Line("a", np.array([0.0, 1.0, 10.0]), np.array([0.1, np.nan, 0.3]), "positive")
    shown = Chart((line,), log_x=True)

    assert shown.visible(line).tolist() == [False, False, True]


def test_a_chart_without_lines_or_with_one_point_can_be_painted(chart):
    one = Line("a", np.array([5.0]), np.array([0.5]), "positive")
    for shown in (Chart(empty="nothing yet"), Chart((one,), log_x=True), Chart((one,))):
        chart.set_chart(shown)
        assert not chart.grab().isNull()


def test_names_are_moved_apart_within_the_plot():
    places = moved_apart([100, 100, 101, 20], 16, 0, 110)

    assert max(places) <= 110
    assert min(abs(a - b) for i, a in enumerate(places) for b in places[:i]) >= 16
    assert places[3] == 20
