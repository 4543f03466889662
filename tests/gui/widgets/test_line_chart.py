import numpy as np
import pytest
from PyQt6.QtCore import QPointF

from gui.theme import Mode, Theme
from gui.widgets.chart import Chart, Line
from gui.widgets.line_chart import LineChart

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


def test_the_line_passes_through_its_points(chart):
    at = middle(chart)
    color = chart.grab().toImage().pixelColor(at.toPoint())

    assert color.name() == chart._theme.color("positive").name()


def test_the_pointer_reads_the_nearest_value(chart):
    chart.point_at(middle(chart))

    assert chart.pointed == 1000
    ((line, value),) = chart.chart.values_at(chart.pointed)
    assert (line.name, value) == ("seen", 0.5)


def test_outside_nothing_is_read(chart):
    chart.point_at(middle(chart))
    chart.point_at(QPointF(-100, -100))

    assert chart.pointed is None


def test_a_chart_without_lines_or_with_one_point_can_be_painted(chart):
    one = Line("a", np.array([5.0]), np.array([0.5]), "positive")
    for shown in (Chart(empty="nothing yet"), Chart((one,), log_x=True), Chart((one,))):
        chart.set_chart(shown)
        assert not chart.grab().isNull()


@pytest.mark.parametrize(("words", "crossed"), [("", True), ("Nothing yet", False)])
def test_no_line_goes_through_the_words_of_an_empty_chart(chart, words, crossed):
    chart.set_chart(Chart(y_range=(0.0, 2.0), empty=words))
    rect, image = chart.plot_rectangle(), chart.grab().toImage()
    beside = round(rect.center().x() - chart.fontMetrics().horizontalAdvance("Nothing yet") / 2) - 4
    middle = round(rect.center().y())
    colors = {image.pixelColor(beside, y).name() for y in range(middle - 4, middle + 5)}
    assert (len(colors) > 1) is crossed
