import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.explain.avenues import avenues
from core.explain.derivation import derive
from core.explain.full_walk import Part
from core.network.architecture import Architecture
from core.network.network import Network
from gui.explain.avenues_view import AvenuesView
from gui.network_view.scene import NeuronId

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(theme, qtbot):
    view = AvenuesView(theme)
    qtbot.addWidget(view)
    view.resize(330, 480)
    view.show()
    return view


@pytest.fixture
def ways(quadratic):
    return avenues(quadratic, 3, 2)


def test_the_marks_are_the_nudges_and_the_requests(view, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.BEFORE)
    layer = quadratic.layer(3)
    assert list(view.weights.plot.marks.y) == list(layer.weight_nudges[2])
    assert list(view.before.plot.marks.y) == list(layer.contributions[2])
    assert view.bias.bars.rows[0].value == layer.bias_nudges[2]


def test_all_marks_lie_on_their_line(view, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.BEFORE)
    for card in (view.weights, view.before):
        plot = card.plot
        zero = plot.place_of(0.0, 0.0)
        far = plot.place_of(plot.marks.high, plot.marks.slope * plot.marks.high)
        slope = (far.y() - zero.y()) / (far.x() - zero.x())
        for index in range(len(plot.marks.x)):
            place = plot.mark_place(index)
            assert place.y() - zero.y() == pytest.approx(slope * (place.x() - zero.x()), abs=1e-6)


def test_changes_are_solid_and_the_third_avenue_is_hollow(view, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.BEFORE)
    assert not view.bias.bars.rows[0].hollow
    assert not view.weights.plot.marks.hollow
    assert view.before.plot.marks.hollow


def test_with_little_height_the_avenue_in_question_stands_alone(view, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.WEIGHTS)
    assert [card.isVisible() for card in view.cards] == [True, True, True]

    view.set_low(True)
    assert [card.isVisible() for card in view.cards] == [False, True, False]
    view.set_avenues(quadratic, ways, Part.BEFORE)
    assert [card.isVisible() for card in view.cards] == [False, False, True]

    view.set_low(False)
    assert [card.isVisible() for card in view.cards] == [True, True, True]


def test_avenues_open_one_after_the_other(view, quadratic, ways):
    opened = []
    for part in (Part.BIAS, Part.WEIGHTS, Part.BEFORE):
        view.set_avenues(quadratic, ways, part)
        opened.append([card.is_open for card in view.cards])
    assert opened == [[True, False, False], [True, True, False], [True, True, True]]


def test_only_the_marks_in_question_grow(view, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.BEFORE, alpha=0.0)
    zero = view.before.plot.place_of(0.0, 0.0).y()
    assert view.before.plot.mark_place(1).y() == zero
    assert view.weights.plot.mark_place(1).y() != view.weights.plot.place_of(0.0, 0.0).y()


def test_growing_is_a_function_of_alpha_alone(view, quadratic, ways):
    def drawn(alpha):
        view.set_avenues(quadratic, ways, Part.WEIGHTS, alpha)
        return view.grab().toImage()

    half = drawn(0.5)
    assert drawn(1.0) != half
    assert drawn(0.5) == half


def test_the_bar_of_the_bias_is_its_share_of_the_layers_largest(view, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.BIAS, alpha=0.5)
    assert view.bias.bars.scale == 2 * np.abs(quadratic.layer(3).bias_nudges).max()


def test_a_mark_under_the_mouse_names_the_neuron_before(view, qtbot, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.WEIGHTS)
    with qtbot.waitSignal(view.neuron_hovered) as told:
        view.weights.plot.mark_hovered.emit(4)
    assert told.args == [NeuronId(2, 4)]


def test_a_click_on_a_mark_opens_its_arithmetic(view, qtbot, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.BEFORE)
    assert not view.weights.line.isVisible()
    nearest = int(np.argmax(ways.before))
    place = view.weights.plot.mark_place(nearest).toPoint()
    qtbot.mouseClick(view.weights.plot, LEFT, pos=place)
    assert view.weights.line.isVisible()
    assert view.weights.line.text().startswith(f"neuron {nearest}: ")


def test_the_arrow_keys_go_from_mark_to_mark_by_their_place(view, qtbot, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.WEIGHTS)
    order = list(np.argsort(ways.before, kind="stable"))
    view.weights.choose(int(order[0]))
    qtbot.keyClick(view.weights.plot, Qt.Key.Key_Right)
    qtbot.keyClick(view.weights.plot, Qt.Key.Key_Return)
    assert view.weights.plot.chosen == order[1]


def test_the_first_layer_has_the_picture_of_its_nudges(view, quadratic):
    view.set_avenues(quadratic, avenues(quadratic, 1, 4), Part.WEIGHTS)
    assert view.weights.grid.isVisible()
    assert list(view.weights.grid.values.values) == list(quadratic.layer(1).weight_nudges[4])
    view.set_avenues(quadratic, avenues(quadratic, 2, 1), Part.WEIGHTS)
    assert not view.weights.grid.isVisible()


def test_without_notation_formulas_and_letters_are_gone(view, quadratic, ways):
    view.set_avenues(quadratic, ways, Part.WEIGHTS)
    assert view.weights.formula.isVisible()
    view.set_notation(False)
    assert not view.weights.formula.isVisible()
    assert "<sub>" not in view.weights.line.text() + view.bias.bars.rows[0].detail


@pytest.mark.parametrize("spoil", [0.0, np.nan])
@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
def test_zero_and_no_numbers_are_drawn_without_a_fuss(view, spoil, cost):
    rng = np.random.default_rng(0)
    network = Network.random(Architecture((784, 1, 1, 10), "relu", cost), rng)
    network.parameters.vector[:] *= spoil
    derivation = derive(network, np.ones(784), 2)
    for layer in (1, 2, 3):
        for part in (Part.BIAS, Part.WEIGHTS, Part.BEFORE):
            view.set_avenues(derivation, avenues(derivation, layer, 0), part)
            assert not view.grab().isNull()


def test_buttons_ask_for_the_neighbours_of_a_neuron(theme, qtbot, quadratic):
    view = AvenuesView(theme)
    qtbot.addWidget(view)
    view.set_avenues(quadratic, avenues(quadratic, 3, 0), Part.BIAS)
    asked = []
    view.focus_requested.connect(asked.append)

    view.neighbours.before.click()
    view.neighbours.after.click()

    assert asked == [9, 1]
