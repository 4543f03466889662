import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.landscape.line import Slice
from core.landscape.valleys import Between
from gui.landscape.cost_plot import CostPlot
from gui.landscape.surface_panel import curves_of
from gui.landscape.surface_words import slice_words
from gui.landscape.valleys_panel import barrier_words
from gui.theme import Mode, Theme


def some_slice(costs=None):
    distances = np.linspace(-1, 4, 81)
    costs = (distances - 1) ** 2 if costs is None else costs
    return Slice(distances, costs, 1.0, -2.0, 0.5, 0.25, "the first 5 training images")


@pytest.fixture
def plot(qtbot):
    widget = CostPlot(Theme(Mode.DARK))
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.set_curves(curves_of(some_slice()))
    widget.show()
    return widget


def test_the_step_is_marked_with_what_was_promised_and_what_came():
    predicted, after, now = curves_of(some_slice()).marks
    assert (predicted.x, predicted.y, predicted.hollow) == (0.5, 0.0, True)
    assert (after.x, after.y, after.hollow) == (0.5, 0.25, False)
    assert (now.x, now.y) == (0.0, 1.0)


def test_the_words_say_how_much_of_the_promise_is_kept():
    assert "75\u202f% of what the slope promised" in slice_words(some_slice(), 0.25)


def test_arrow_keys_read_the_curve(plot, qtbot):
    plot.setFocus()
    with qtbot.waitSignal(plot.pointed) as told:
        qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.words_at(told.args[0]).endswith("cost 0.2500")


def test_costs_that_are_not_finite_leave_a_gap_and_the_rest_is_drawn(plot):
    costs = (np.linspace(-1, 4, 81) - 1) ** 2
    costs[60:] = np.inf
    plot.set_curves(curves_of(some_slice(costs)))
    image = plot.grab().toImage()
    assert plot.curves.range()[1] < 10
    assert not image.isNull()


@pytest.mark.parametrize(
    ("train", "words"),
    [([0.1, 0.9, 0.2], "barrier 0.700 high: 50"), ([0.3, 0.2, 0.1], "never rises")],
)
def test_the_barrier_is_told_above_the_higher_end(train, words):
    way = Between(0, 3, np.array([0, 0.5, 1]), np.array(train), np.array(train), ("a", "b"))
    assert words in barrier_words(way)
