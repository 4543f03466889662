"""The gradient in the whole window: table, picture, digit, pair, paths and number lines in step."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QScrollArea

from core.explain.derivation import derive
from core.explain.places import Place, derivative_at
from core.network.parameters import Parameters
from gui.explain.gradient_panel import PAGES, PAIR, PATHS, PULL, SIZES, TABLE, GradientPanel
from gui.explain.gradient_presenter import GradientPresenter
from gui.explain.paths_view import NAMED
from gui.network_view.scene import ConnectionId, NeuronId


def gradient_of(program):
    program.stage.set_perspective("gradient")
    QApplication.processEvents()
    panel = program.window.findChild(GradientPanel)
    return panel, panel.findChild(GradientPresenter)


def cost_with(derivation, place, change):
    """Return the cost after a change of one parameter, by a whole new forward pass."""
    vector = derivation.network.parameters.vector.copy()
    vector[place.index_in(derivation.network.architecture.sizes)] += change
    sizes = derivation.network.architecture.sizes
    moved = derivation.network.with_parameters(Parameters(vector, sizes))
    return derive(moved, derivation.image, derivation.label).cost


def test_the_one_that_matters_most_is_chosen_at_first(program):
    _, presenter = gradient_of(program)
    derivation = program.explain.derivation

    slope = derivative_at(derivation, presenter.place)
    assert abs(slope) == np.abs(derivation.nudges.vector).max()
    assert program.view.scene.focus == presenter.neuron


def test_the_picture_shows_nudges_and_solid_arrows_of_biases(program):
    gradient_of(program)
    scene, derivation = program.view.scene, program.explain.derivation

    assert np.array_equal(scene.connections[1], derivation.layer(2).weight_nudges)
    assert [arrows.hollow for arrows in scene.arrows] == [False] * derivation.depth
    assert np.array_equal(scene.arrows[0].values, derivation.layer(1).bias_nudges)


def test_a_row_that_is_chosen_is_ringed_in_the_picture(program):
    panel, presenter = gradient_of(program)
    view = panel.table.view

    view.selectRow(5)

    assert presenter.place == panel.table.model.place(5)
    assert program.pinning.pinned is not None


def test_a_connection_that_is_clicked_is_chosen_in_the_table(program):
    panel, presenter = gradient_of(program)

    program.view.connection_clicked.emit(ConnectionId(2, 3, 4))

    row = panel.table.view.currentIndex().row()
    assert presenter.place == panel.table.model.place(row) == Place(2, 3, 4)


def test_a_neuron_that_is_clicked_chooses_its_bias(program):
    _, presenter = gradient_of(program)

    program.view.neuron_clicked.emit(NeuronId(2, 1))

    assert presenter.place == Place(2, 1)


def test_the_pixel_of_a_weight_that_is_not_drawn_is_marked(program):
    panel, presenter = gradient_of(program)
    hidden = next(k for k in range(784) if k not in program.view.scene.shown[0])

    presenter.choose(Place(1, 0, hidden))

    assert program.example.digit.kept == hidden
    assert "not among the neurons drawn" in panel.state.plain


def test_words_and_choices_filter_the_table(program):
    panel, _ = gradient_of(program)

    panel.table.filters.text.setText("bias layer 2")

    assert panel.table.model.rowCount() == 5
    assert "the filter hides" in panel.table.count.text() or not panel.table.hidden_choice


def test_zeros_and_bins_count_every_parameter(program):
    panel, _ = gradient_of(program)
    panel.show_page(SIZES)

    nudges = program.explain.derivation.nudges.vector
    counts = panel.histogram.bars.counts
    assert sum(counts) == nudges.size
    assert counts[0] == np.count_nonzero(nudges == 0)


def test_each_bar_that_is_pointed_at_tells_its_count_and_its_range(program):
    panel, _ = gradient_of(program)
    panel.show_page(SIZES)
    bars, told = panel.histogram.bars, panel.histogram.words
    sizes = np.abs(program.explain.derivation.nudges.vector)

    QTest.mouseMove(bars, bars.bar_rectangle(len(bars.counts) - 1).center().toPoint())
    low = 10 ** (np.floor(2 * np.log10(sizes.max())) / 2)
    count = np.count_nonzero(sizes >= low)
    assert told.plain.startswith(f"{count} derivative")
    assert " a size from " in told.plain
    assert " to " in told.plain

    QTest.keyClick(bars, Qt.Key.Key_Left)
    assert told.plain.startswith(f"{bars.counts[-2]:,} derivative")


def test_the_head_opens_derivative_and_value(program):
    panel, presenter = gradient_of(program)
    presenter.choose(Place(2, 3, 4))
    derivation = program.explain.derivation
    value = derivation.layer(2).weights[3, 4]

    panel.derivative.open_row(0)

    detail = panel.derivative.rows[0].detail
    assert panel.derivative.opened == 0
    assert f"= <b>{abs(value):.4f}</b>" in detail.replace("\u2212", "")
    assert f"{abs(value * derivation.activations[1][4]):.4f}" in detail or "×10" in detail
    presenter.choose(Place(2, 3))
    assert "as it is" in panel.derivative.rows[0].detail


def test_a_wiggle_is_measured_by_moving_the_parameter(program):
    panel, presenter = gradient_of(program)
    presenter.choose(Place(3, 2))
    presenter.compare_with(Place(3, 4, 1))

    pair, derivation = panel.pair.pair, program.explain.derivation
    for own, place in ((pair.first, Place(3, 2)), (pair.second, Place(3, 4, 1))):
        h = panel.pair.width_of_wiggle
        up, down = (cost_with(derivation, place, change) for change in (h, -h))
        assert own.measured == pytest.approx((up - down) / 2, abs=1e-12)
        assert own.predicted == pytest.approx(own.measured, rel=0.01)


def test_swapping_keeps_the_pair(program):
    panel, presenter = gradient_of(program)
    panel.show_page(PAIR)
    first, second = presenter.place, presenter.second

    panel.pair.swap.click()

    assert (presenter.place, presenter.second) == (second, first)


def test_factors_and_paths_give_the_derivative(program):
    panel, presenter = gradient_of(program)
    panel.show_page(PATHS)
    source = int(np.argmax(program.explain.derivation.image))
    presenter.choose(Place(1, 2, source))

    slope = derivative_at(program.explain.derivation, presenter.place)
    factors = [row.value for row in panel.paths.factors.rows]
    carried = [row.value for row in panel.paths.bars.rows]
    assert np.prod(factors) == pytest.approx(slope, rel=1e-12)
    assert sum(carried) == pytest.approx(factors[-1], rel=1e-9)
    assert all(row.detail for row in (*panel.paths.factors.rows, *panel.paths.bars.rows))


def test_all_paths_are_listed_where_they_are_no_crowd_and_add_up(program, qtbot):
    panel, presenter = gradient_of(program)
    panel.show_page(PATHS)
    presenter.choose(Place(1, 2))
    view, derivation = panel.paths, program.explain.derivation
    assert len(view.bars.rows) == NAMED + 1  # of 5 x 10, and the rest

    qtbot.mouseClick(view.list_all, Qt.MouseButton.LeftButton)

    assert len(view.bars.rows) == 50
    assert sum(row.value for row in view.bars.rows) == pytest.approx(-derivation.desires[1][2])
    qtbot.mouseClick(view.list_all, Qt.MouseButton.LeftButton)
    assert len(view.bars.rows) == NAMED + 1
    presenter.choose(Place(2, 2))
    assert view.list_all.isHidden()  # all 10 have rows


def test_the_path_of_an_output_behind_softmax_begins_at_its_weighted_input(open_program):
    program = open_program(cost="cross_entropy")
    panel, presenter = gradient_of(program)
    panel.show_page(PATHS)
    presenter.choose(Place(3, 4, 1))
    view, derivation = panel.paths, program.explain.derivation
    share = derivation.outputs[4] - derivation.target[4]
    assert view.bars.total.value == pytest.approx(share)
    assert view.factors.rows[-1].value == pytest.approx(share)
    assert "through softmax: one path, ∂C/∂z = " in view.count.plain


def test_a_path_that_is_pointed_at_is_alone_in_the_picture(program):
    panel, presenter = gradient_of(program)
    panel.show_page(PATHS)
    presenter.choose(Place(1, 2))

    panel.paths.bars.row_hovered.emit(0)

    counts = [np.count_nonzero(layer) for layer in program.view.scene.connections]
    assert counts[1:] == [1, 1]
    assert program.view.scene.connection_lights == (0.0, 1.0, 1.0)
    panel.paths.bars.row_hovered.emit(None)
    assert np.count_nonzero(program.view.scene.connections[1]) > 1


def test_pulling_moves_the_cost_as_it_really_would_and_changes_no_network(program):
    panel, presenter = gradient_of(program)
    panel.show_page(PULL)
    presenter.choose(Place(3, 2))
    QApplication.processEvents()
    handle, cost = panel.lines.handle, panel.lines.others[-1]
    before = program.explain.network

    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(handle.width() * 3 // 4, 34))

    derivation = program.explain.derivation
    change = handle.value - float(panel.lines.lines.here.value)
    slope = derivative_at(derivation, presenter.place)
    assert abs(change) > 0.1
    assert cost.value == pytest.approx(cost_with(derivation, presenter.place, change), rel=1e-12)
    assert cost.predicted == pytest.approx(derivation.cost + slope * change, rel=1e-12)
    assert program.explain.network is before
    assert "What if" in panel.lines.note.text()


def test_keys_pull_and_escape_lets_go(program):
    panel, _ = gradient_of(program)
    panel.show_page(PULL)
    here = panel.lines.handle.value

    QTest.keyClick(panel.lines.handle, Qt.Key.Key_Right)
    assert panel.lines.handle.value > here

    QTest.keyClick(panel.lines.handle, Qt.Key.Key_Escape)
    assert panel.lines.pulled_to is None
    assert panel.lines.handle.value == here


def test_another_example_is_followed_with_the_same_parameter(program):
    panel, presenter = gradient_of(program)
    presenter.choose(Place(3, 1))

    program.chooser.next()

    slope = derivative_at(program.explain.derivation, Place(3, 1))
    assert presenter.place == Place(3, 1)
    assert panel.derivative.rows[0].value == slope


def test_a_hidden_panel_computes_nothing(program):
    panel, _ = gradient_of(program)
    program.stage.set_perspective("one-example")
    table = panel.table.model.table

    program.chooser.next()

    assert panel.table.model.table is table


def test_before_there_are_images_it_says_what_will_be_here(open_program):
    panel, _ = gradient_of(open_program(dataset=None))

    assert panel.empty.isVisible()
    assert not panel.tabs.isVisible()


@pytest.mark.parametrize(
    ("sizes", "activation", "cost"),
    [
        ((784, 10), "sigmoid", "quadratic"),
        ((784, 1, 1, 10), "tanh", "quadratic"),
        ((784, 5, 10), "relu", "cross_entropy"),
    ],
)
def test_every_page_shows_every_kind_of_network(open_program, sizes, activation, cost):
    program = open_program(sizes=sizes, activation=activation, cost=cost)
    panel, presenter = gradient_of(program)

    for layer in range(1, len(sizes)):
        for place in (Place(layer, 0), Place(layer, 0, 0)):
            presenter.choose(place)
            for page in PAGES:
                panel.show_page(page)
            slope = derivative_at(program.explain.derivation, place)
            assert panel.paths.factors.total.value == pytest.approx(slope, rel=1e-12, abs=1e-300)
            assert panel.page == PULL
    panel.show_page(TABLE)


def test_a_path_that_is_opened_stays_in_the_picture_till_another_page_is_shown(program):
    panel, presenter = gradient_of(program)
    panel.show_page(PATHS)
    presenter.choose(Place(2, 1))

    panel.paths.bars.open_row(0)
    panel.paths.bars.row_hovered.emit(None)
    assert presenter.way == (NeuronId(2, 1), NeuronId(3, panel.paths.paths.strongest[0].neurons[1]))
    assert program.view.scene.connection_lights == (0.0, 0.0, 1.0)

    panel.show_page(TABLE)
    assert presenter.way is None


def test_the_pixel_of_a_chosen_weight_stays_marked_until_another_perspective_comes(program):
    _, presenter = gradient_of(program)
    presenter.choose(Place(1, 0, 300))

    program.example.digit.set_lit(5)
    program.example.digit.set_lit(None)
    assert program.example.digit.kept == 300

    program.stage.set_perspective("one-example")
    assert program.example.digit.kept is None


def test_a_small_window_shows_four_rows_and_no_bar_to_scroll_the_panel(program):
    panel, _ = gradient_of(program)
    program.window.resize(1024, 640)
    QApplication.processEvents()

    frame = program.window.right.currentWidget().findChild(QScrollArea)
    assert frame.isAncestorOf(panel)
    assert panel.height() <= frame.viewport().height()
    assert panel.table.view.viewport().height() >= 4 * 24
    assert not panel.derivative.isVisible()
    assert panel.name.text().startswith(panel.derivative.rows[0].number)


def test_a_row_of_the_table_opens_its_arithmetic(program):
    panel, presenter = gradient_of(program)
    view = panel.table.view
    view.selectRow(2)

    QTest.keyClick(view, Qt.Key.Key_Return)

    slope = derivative_at(program.explain.derivation, presenter.place)
    assert panel.card.isVisible()
    assert f"{abs(slope):.4f}" in panel.card.detail or "×10" in panel.card.detail
    panel.card.hide()
    place = view.visualRect(view.currentIndex()).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.card.isVisible()


def test_a_narrow_table_is_sorted_by_its_list(program):
    panel, _ = gradient_of(program)
    table = panel.table
    table.filters.order.setCurrentText("size ↑")

    sizes = table.model.table.sizes
    first = table.model.place(0).index_in(program.explain.derivation.network.architecture.sizes)
    assert sizes[first] == sizes.min()

    table.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert table.filters.order.currentText() == "derivative ↓"


def test_the_list_of_orders_stands_in_for_columns_that_are_left_out(program):
    panel, _ = gradient_of(program)
    table = panel.table
    for width in (240, 480):
        table.view.resize(width, 200)
        table.resize(width, 300)
        QApplication.processEvents()
        assert table.filters.order.isHidden() == (not table.view.isColumnHidden(1))
