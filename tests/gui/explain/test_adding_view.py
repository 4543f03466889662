import numpy as np
import pytest
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtWidgets import QApplication

from core.explain.adding import heard_alone, heard_without, partial_sums
from core.explain.derivation import derive
from core.network.architecture import Architecture
from core.network.network import Network
from gui.explain.adding_view import MATRIX, STACK, SUMS, AddingView
from gui.widgets.stack_drawing import Stack, span_of
from gui.widgets.waterfall import MUTE, SOLO

LEFT = Qt.MouseButton.LeftButton
RECEIVER = 3


@pytest.fixture
def view(theme, qtbot):
    view = AddingView(theme)
    qtbot.addWidget(view)
    view.resize(330, 480)
    view.show()
    return view


@pytest.fixture
def sums(quadratic):
    return partial_sums(quadratic, 3)


def matrix_place(view, row, column):
    return view.matrix.grid().cell(row, column).center().toPoint()


def test_each_bar_begins_where_the_one_before_ends_and_the_last_at_the_desire(
    view, quadratic, sums
):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    stack = view.stack.stack.stack
    assert stack.begins[0] == 0
    assert stack.begins[1:] == stack.ends[:-1]
    assert stack.ends[-1] == pytest.approx(quadratic.desires[2][RECEIVER], rel=1e-12)
    rows = view.stack.stack.rows
    assert [row.value for row in rows] == [
        quadratic.layer(3).contributions[j, RECEIVER] for j in sums.order
    ]


def test_the_sum_so_far_is_that_of_those_added(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 4)
    asked = quadratic.layer(3).contributions[:, RECEIVER]
    assert view.stack.sum.row.value == pytest.approx(asked[sums.order[:4]].sum(), rel=1e-12)
    assert view.stack.whole.row.value == pytest.approx(asked.sum(), rel=1e-12)


def test_muting_removes_exactly_its_part(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    full = view.stack.sum.row.value
    view.set_adding(quadratic, sums, RECEIVER, 10, heard_without(10, [2, 7]))
    asked = quadratic.layer(3).contributions[:, RECEIVER]
    assert full - view.stack.sum.row.value == pytest.approx(asked[2] + asked[7], rel=1e-9)
    assert view.stack.whole.row.value == full
    stack = view.stack.stack.stack
    assert {int(sums.order[row]) for row in stack.struck} == {2, 7}
    assert stack.ends[-1] == view.stack.sum.row.value
    assert all(stack.begins[row] == stack.ends[row] for row in stack.struck)


def test_one_who_is_heard_alone_is_marked(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10, heard_alone(10, [7]))
    alone = {int(sums.order[row]) for row in view.stack.stack.stack.alone}
    assert alone == {7}


def test_growing_is_a_function_of_alpha_alone(view, quadratic, sums):
    def drawn(alpha):
        view.set_adding(quadratic, sums, RECEIVER, 2, alpha=alpha)
        return view.stack.grab().toImage()

    half = drawn(0.5)
    assert drawn(1.0) != half
    assert drawn(0.5) == half


def test_only_the_newest_bar_grows():
    stack = Stack((0.0, 2.0), (2.0, -2.0), added=2)
    assert span_of(stack, 0, 0.25) == (0.0, 2.0)
    assert span_of(stack, 1, 0.25) == (2.0, 1.0)


@pytest.mark.parametrize("name", [MUTE, SOLO])
def test_a_switch_names_the_neuron_of_its_row(view, qtbot, quadratic, sums, name):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    place = view.stack.stack.switch_rectangle(1, name).center().toPoint()
    signal = view.muted_toggled if name == MUTE else view.solo_toggled
    with qtbot.waitSignal(signal) as told:
        qtbot.mouseClick(view.stack.stack, LEFT, pos=place)
    assert told.args == [int(sums.order[1])]


def test_the_keys_m_and_s_mute_and_solo_the_current_row(view, qtbot, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    qtbot.keyClick(view.stack.stack, Qt.Key.Key_Down)
    for key, signal in ((Qt.Key.Key_M, view.muted_toggled), (Qt.Key.Key_S, view.solo_toggled)):
        with qtbot.waitSignal(signal) as told:
            qtbot.keyClick(view.stack.stack, key)
        assert told.args == [int(sums.order[0])]


def test_everybody_can_be_heard_again(view, qtbot, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    assert not view.stack.hear.isVisible()
    view.set_adding(quadratic, sums, RECEIVER, 10, heard_without(10, [2]))
    with qtbot.waitSignal(view.all_heard):
        qtbot.mouseClick(view.stack.hear, LEFT)


def test_before_the_first_receiver_comes_the_last(view, qtbot, quadratic, sums):
    view.set_adding(quadratic, sums, 0, 10)
    with qtbot.waitSignal(view.receiver_chosen) as told:
        qtbot.mouseClick(view.stack.neighbours.before, LEFT)
    assert told.args == [4]


def test_the_matrix_holds_every_request_and_its_sum(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    layer = quadratic.layer(3)
    for row, k in enumerate(view.matrix.listed):
        for column, j in enumerate(sums.order):
            assert view.matrix.value_at(row, column) == layer.contributions[j, k]
        assert view.matrix.sum_at(row) == pytest.approx(quadratic.desires[2][k], rel=1e-12)
    assert view.matrix.scale == np.abs(layer.contributions).max()


@pytest.mark.parametrize("added", [0, 1, 3, 9])
def test_a_sum_of_the_matrix_is_that_of_those_added_and_heard(view, quadratic, sums, added):
    muted = int(sums.order[1])
    view.set_adding(quadratic, sums, RECEIVER, added, heard_without(10, [muted]))
    layer = quadratic.layer(3)
    for row, k in enumerate(view.matrix.listed):
        asked = [layer.contributions[j, k] for j in sums.order[:added] if j != muted]
        assert view.matrix.sum_at(row) == pytest.approx(sum(asked), rel=1e-12, abs=1e-15)


def test_columns_still_to_come_and_muted_ones_are_faint(view, quadratic, sums):
    first = int(sums.order[0])
    view.set_adding(quadratic, sums, RECEIVER, 3, heard_without(10, [first]))
    shades = [view.matrix.shade_of(column) for column in range(4)]
    assert shades[1] == shades[2] == 1.0
    assert max(shades[0], shades[3]) < 0.5


def test_a_row_of_the_matrix_chooses_and_a_head_mutes(view, qtbot, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    view.set_form(MATRIX)
    with qtbot.waitSignal(view.receiver_chosen) as told:
        qtbot.mouseClick(view.matrix, LEFT, pos=matrix_place(view, 4, 1))
    assert told.args == [4]
    head = view.matrix.grid().head(1).center().toPoint()
    with qtbot.waitSignal(view.muted_toggled) as told:
        qtbot.mouseClick(view.matrix, LEFT, pos=head)
    assert told.args == [int(sums.order[1])]
    with qtbot.waitSignal(view.solo_toggled) as told:
        qtbot.mouseClick(view.matrix, LEFT, Qt.KeyboardModifier.ShiftModifier, pos=head)
    assert told.args == [int(sums.order[1])]


def test_the_matrix_is_walked_by_keys(view, qtbot, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    view.set_form(MATRIX)
    qtbot.keyClick(view.matrix, Qt.Key.Key_Down)
    qtbot.keyClick(view.matrix, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.receiver_chosen) as told:
        qtbot.keyClick(view.matrix, Qt.Key.Key_Return)
    assert told.args == [4]


def test_a_cell_tells_who_asks_whom_for_what(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    words = view.matrix.words_at((2, 1))
    assert words.startswith(f"output {sums.order[1]} asks neuron 2 for ")


def test_of_784_pixels_the_largest_sums_and_the_one_in_question_are_listed(view, quadratic):
    first = partial_sums(quadratic, 1)
    smallest = int(np.argmin(np.abs(first.total)))
    view.set_adding(quadratic, first, smallest, 6)
    assert len(view.matrix.listed) == 16
    assert smallest in view.matrix.listed
    rest = np.delete(np.abs(first.total), view.matrix.listed)
    assert np.abs(first.total)[list(view.matrix.listed[:-1])].min() >= rest.max()


def test_a_place_beside_the_cells_is_no_cell(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    assert view.matrix.grid().cell_at(QPointF(2, 2)) == (None, None)


@pytest.mark.parametrize("form", [STACK, MATRIX])
@pytest.mark.parametrize("spoil", [0.0, np.nan])
def test_nothing_asked_and_no_numbers_are_drawn_without_a_fuss(view, form, spoil):
    rng = np.random.default_rng(0)
    network = Network.random(Architecture((784, 1, 1, 10), "relu", "quadratic"), rng)
    network.parameters.vector[:] *= spoil
    derivation = derive(network, np.ones(784), 2)
    for layer in (1, 2, 3):
        sums = partial_sums(derivation, layer)
        view.set_form(form)
        view.set_adding(derivation, sums, 0, len(sums.order))
        assert not view.grab().isNull()


def test_without_notation_the_arithmetic_keeps_its_numbers(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    view.set_notation(False)
    details = [row.detail for row in view.stack.stack.rows]
    assert not any("<sub>" in detail for detail in details)
    assert all("×" in detail for detail in details)


def test_the_sums_tell_each_neurons_activation_slope_and_desire(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    view.set_form(SUMS)
    layer = quadratic.layer(2)

    assert view.desires.isVisible()
    rows = [view.desires.bars.rows[view.desires.neurons.index(j)] for j in range(3)]
    assert [row.value for row in rows] == list(layer.desires[:3])
    assert [row.cells[0] for row in rows] == [f"{a:.2f}" for a in layer.activations[:3]]


def test_sums_that_are_not_complete_are_not_told(view, quadratic, sums):
    view.set_adding(quadratic, sums, RECEIVER, 10)
    view.set_form(SUMS)
    view.set_adding(quadratic, sums, RECEIVER, 4)

    assert not view.forms.button(SUMS).isEnabled()
    assert view.forms.current == STACK
    assert view.stack.isVisible()

    view.set_adding(quadratic, sums, RECEIVER, 10)
    assert view.desires.isVisible()


def test_rows_that_scroll_follow_the_newest_request(view, quadratic, sums):
    view.resize(340, 220)
    view.show()
    view.set_low(False, True)
    last = len(sums.order)
    view.set_adding(quadratic, sums, 0, 1, newest=1)
    QApplication.processEvents()
    rows = view.stack.stack
    assert rows.visibleRegion().contains(rows.row_rectangle(0).center().toPoint())
    assert not rows.visibleRegion().contains(rows.row_rectangle(last - 1).center().toPoint())

    view.set_adding(quadratic, sums, 0, last, newest=1)
    QApplication.processEvents()

    assert rows.visibleRegion().contains(rows.row_rectangle(last - 1).center().toPoint())

    view.set_adding(quadratic, sums, 0, last)  # all of them: told from the first on
    QApplication.processEvents()

    assert rows.visibleRegion().contains(rows.row_rectangle(0).center().toPoint())


def test_the_request_added_last_stands_out_like_those_before(view, quadratic, sums):
    def marked() -> list[int]:
        return [i for i, row in enumerate(view.stack.stack.rows) if row.emphasis]

    last = len(sums.order)
    for added in (1, 2, last):
        view.set_adding(quadratic, sums, RECEIVER, added, newest=1)
        assert marked() == [added - 1]
    view.set_adding(quadratic, sums, RECEIVER, last)
    assert marked() == []
