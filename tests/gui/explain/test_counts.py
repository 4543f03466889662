"""Counts open arithmetic that is true, and comes to what is counted one by one."""

from itertools import pairwise

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, Qt

from core.explain.adding import partial_sums
from core.explain.avenues import avenues
from gui.explain import counts
from gui.explain.adding_view import AddingView
from gui.explain.desires_view import DesiresView
from gui.explain.gradient_panel import TABLE, GradientPanel
from gui.explain.gradient_table import gradient_table
from gui.explain.line_cards import BeforeCard, WeightsCard
from tests.gui.explain.conftest import number_of
from tests.gui.explain.written_arithmetic import statements, untrue

LEFT = Qt.MouseButton.LeftButton


def result(detail):
    assert untrue(detail) == []
    assert statements(detail)
    return number_of(detail.split("<b>")[-1].split("</b>")[0])


@pytest.mark.parametrize("sizes", [(784, 10), (784, 1, 1, 10), (784, 16, 16, 10), (50, 30, 20, 9)])
def test_parameters_are_counted_layer_by_layer(sizes):
    one_by_one = sum(1 for a, b in pairwise(sizes) for _ in range(b) for _ in range(a + 1))
    assert result(counts.of_parameters(sizes)) == one_by_one


@pytest.mark.parametrize("empty", [0, 1, 610, 784])
def test_pixels_are_counted(empty):
    image = np.where(np.arange(784) < empty, 0.0, 0.5)
    assert result(counts.of_pixels(784)) == 28 * 28
    assert result(counts.of_empty(image)) == empty
    assert result(counts.of_bright(image)) == 784 - empty


def test_what_is_no_square_has_no_sides():
    assert result(counts.of_pixels(50)) == 50


def test_the_rows_of_the_gradient_open_how_many_they_are(wide):
    table = gradient_table(wide)
    layer = wide.layer(2)
    assert "16 × 16 = <b>256</b>" in table.rows[2].detail
    assert table.rows[2].cells == (str(layer.weights.size),)
    assert number_of(table.value.split("|")[1].split("]]")[0]) == wide.nudges.vector.size
    assert result(table.details["count"]) == wide.nudges.vector.size


def test_the_pixels_in_the_notes_open(theme, qtbot, quadratic):
    view = AddingView(theme)
    qtbot.addWidget(view)
    view.set_adding(quadratic, partial_sums(quadratic, 1), 300, 6)
    assert result(view._note.details["all"]) == 784
    desires = DesiresView(theme)
    qtbot.addWidget(desires)
    desires.set_desires(quadratic, 0, None)
    assert "16 largest of 784" in desires.note
    assert result(desires._note.details["all"]) == 784


def test_the_tables_count_opens(program):
    program.stage.set_perspective("gradient")
    panel = program.window.findChild(GradientPanel)
    panel.show_page(TABLE)
    table, total = panel.table, len(program.explain.derivation.nudges.vector)
    assert result(table.shown.details["all"]) == total
    assert result(table.shown.details["shown"]) == total
    biases = np.concatenate([layer.biases for layer in program.explain.derivation.layers])
    table.filters.text.setText("bias")
    assert result(table.shown.details["shown"]) == len(biases)
    assert table.shown.plain == f"{len(biases)} of {total:,}"


@pytest.mark.parametrize("kind", [WeightsCard, BeforeCard])
def test_the_number_at_an_axis_end_opens_the_mark_that_reaches_it(theme, qtbot, wide, kind):
    card, ways = kind(theme), avenues(wide, 2, 3)
    qtbot.addWidget(card)
    card.resize(320, 300)
    card.show()
    card.set_avenues(wide, ways)
    values = ways.weight_nudges if kind is WeightsCard else ways.requests
    for end, place in card.plot.upright_numbers().items():
        if not end:
            continue
        card.choose(0)
        qtbot.mouseClick(card.plot, LEFT, pos=place.center().toPoint())
        chosen = card.plot.chosen
        assert values[chosen] == end == (values.max() if end > 0 else values.min())
        assert card.line.text().startswith(f"neuron {chosen}: ")
    if kind is BeforeCard:
        (low, at_low), (high, at_high) = list(card.plot.level_numbers().items())[:2]
        reach = int(np.abs(ways.weights).argmax())
        assert high == -low == abs(ways.weights[reach])
        for place in (at_low, at_high):
            card.choose(0)
            qtbot.mouseClick(card.plot, LEFT, pos=place.center().toPoint())
            assert card.plot.chosen == reach


def test_a_tick_that_no_mark_reaches_opens_nothing(theme, qtbot, wide):
    card = WeightsCard(theme)
    qtbot.addWidget(card)
    card.resize(320, 300)
    card.set_avenues(wide, avenues(wide, 2, 3))
    one = card.plot.level_numbers()[1.0]
    assert card.plot.mark_of_end(one.center()) is None
    assert card.plot.mark_of_end(QPointF(160, 60)) is None
