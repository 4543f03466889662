import math

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt

from core.explain.relabel import relabelled
from gui.explain.ledger_view import LedgerView
from gui.network_view.scene import NeuronId

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(theme, qtbot, quadratic):
    view = LedgerView(theme)
    qtbot.addWidget(view)
    view.set_ledger(quadratic, true_label=2)
    view.resize(330, 400)
    view.show()
    return view


def chip(view, row):
    return view.ledger.chip_rectangle(row).center().toPoint()


def test_the_rows_are_the_squares_and_add_up_to_the_cost(view, quadratic):
    values = [row.value for row in view.ledger.rows]
    assert values == pytest.approx((quadratic.outputs - np.eye(10)[2]) ** 2)
    assert sum(values) == pytest.approx(view.ledger.total.value, rel=1e-12)


def test_a_click_on_a_digit_asks_for_it(view, qtbot):
    with qtbot.waitSignal(view.label_chosen) as chosen:
        qtbot.mouseClick(view.ledger, LEFT, pos=chip(view, 7))
    assert chosen.args == [7]
    assert view.ledger.opened is None


def test_a_click_on_the_label_that_is_asked_for_opens_its_arithmetic(view, qtbot):
    with qtbot.assertNotEmitted(view.label_chosen):
        qtbot.mouseClick(view.ledger, LEFT, pos=chip(view, 2))
    assert view.ledger.opened == 2


def test_a_click_on_a_number_opens_its_arithmetic(view, qtbot):
    place = QPoint(view.ledger.width() - 20, chip(view, 3).y())
    with qtbot.assertNotEmitted(view.label_chosen):
        qtbot.mouseClick(view.ledger, LEFT, pos=place)
    assert view.ledger.opened == 3


def test_the_keyboard_chooses_by_enter_and_opens_by_space(view, qtbot):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(view.ledger, key)
    with qtbot.waitSignal(view.label_chosen) as chosen:
        qtbot.keyClick(view.ledger, Qt.Key.Key_Return)
    assert chosen.args == [1]
    qtbot.keyClick(view.ledger, Qt.Key.Key_Space)
    assert view.ledger.opened == 1


def test_another_label_is_said_and_can_be_taken_back(view, qtbot, quadratic):
    assert not view.back.isVisible()
    view.set_ledger(relabelled(quadratic, 7), true_label=2)
    assert view.title == "True label 2, asked 7"
    with qtbot.waitSignal(view.label_reset):
        qtbot.mouseClick(view.back, LEFT)


def test_the_mean_stands_on_the_scale_of_the_bars(view, quadratic):
    view.set_mean(3 * quadratic.cost, 10_000)
    assert view.mean.row.value == 3 * quadratic.cost
    assert view.ledger.scale == 3 * quadratic.cost
    assert "10,000" in view.mean.row.label


def test_a_mean_that_is_not_known_has_no_number(view):
    view.set_mean(None)
    assert view.mean.row.number == "…"
    assert math.isnan(view.mean.row.value)
    view.grab()


def test_of_a_cross_entropy_only_the_labels_row_counts_and_the_others_say_why(view, cross_entropy):
    view.set_ledger(cross_entropy, true_label=2)
    rows = view.ledger.rows
    assert rows[2].value == pytest.approx(-np.log(cross_entropy.outputs[2]))
    assert [row.value for j, row in enumerate(rows) if j != 2] == [0.0] * 9
    assert "Its target is 0" in rows[5].detail


def test_without_notation_no_letter_of_a_formula_is_left(view):
    view.set_notation(False)
    assert "a<sub>" not in "".join(row.detail for row in view.ledger.rows)
    assert view.ledger.total.label == "cost"


def test_each_row_has_output_target_and_difference(view, quadratic, number):
    for j, row in enumerate(view.ledger.rows):
        a, y = quadratic.outputs[j], float(j == 2)
        assert [number(cell) for cell in row.cells] == pytest.approx([a, y, a - y], abs=0.0051)
        assert number(row.number) == pytest.approx((a - y) ** 2, abs=5.1e-5)


def test_a_row_opens_its_output_and_its_term(view, quadratic):
    for j, row in enumerate(view.ledger.rows):
        assert f"<b>{quadratic.outputs[j]:.4f}</b>" in row.detail
        assert f"<b>{(quadratic.outputs[j] - (j == 2)) ** 2:.4f}</b>" in row.detail


def test_a_row_under_the_mouse_names_its_output(view, qtbot):
    with qtbot.waitSignal(view.neuron_hovered) as told:
        view.ledger.row_hovered.emit(4)
    assert told.args == [NeuronId(3, 4)]
