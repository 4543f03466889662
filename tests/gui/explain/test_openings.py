"""Numbers beside rows open their arithmetic by mouse and by keyboard."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication

from core.explain.adding import partial_sums
from core.explain.one_step import one_step
from core.explain.sensitivity_histogram import histogram
from core.network.parameters import Parameters
from gui.explain.adding_view import MATRIX, AddingView
from gui.explain.backward_tables import desires_table
from gui.explain.figures import Answer, Figures
from gui.explain.ledger_view import LedgerView
from gui.explain.outcome_details import of_straight_line
from gui.explain.sensitivity_histogram import SensitivityHistogram
from gui.explain.step_panel import StepPanel
from gui.explain.table_view import TableView
from tests.gui.explain.written_arithmetic import untrue

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


@pytest.fixture
def adding(theme, qtbot, quadratic):
    view = AddingView(theme)
    qtbot.addWidget(view)
    view.resize(330, 480)
    view.show()
    view.set_adding(quadratic, partial_sums(quadratic, 3), 3, 10)
    QApplication.processEvents()
    return view


def test_the_sum_of_a_stack_opens_by_a_click_and_closes_by_another(adding, qtbot):
    bars = adding.stack.stack
    for opened in (10, None):
        qtbot.mouseClick(adding.stack.sum, LEFT)
        assert bars.opened == opened


def test_the_keys_reach_the_sum_of_a_stack(adding, qtbot):
    bars = adding.stack.stack
    qtbot.keyClick(bars, KEY.Key_End)
    qtbot.keyClick(bars, KEY.Key_Return)
    assert bars.opened == len(bars.rows) == 10


def test_muting_means_nothing_on_the_sum(adding, qtbot):
    told = []
    adding.muted_toggled.connect(told.append)
    qtbot.keyClick(adding.stack.stack, KEY.Key_End)
    qtbot.keyClick(adding.stack.stack, KEY.Key_M)
    assert told == []


def test_a_click_on_a_cell_opens_what_is_asked_there(adding, qtbot, quadratic):
    adding.set_form(MATRIX)
    matrix = adding.matrix
    qtbot.mouseClick(matrix, LEFT, pos=matrix.grid().cell(2, 1).center().toPoint())
    assert matrix.card.isVisible()
    assert matrix.card.detail == matrix.detail_at((2, 1))
    asker = int(partial_sums(quadratic, 3).order[1])
    assert f"w<sub>{asker},2</sub>" in matrix.card.detail


def test_the_keys_walk_over_the_cells_to_the_sum_and_open_them(adding, qtbot):
    adding.set_form(MATRIX)
    matrix = adding.matrix
    qtbot.keyClick(matrix, KEY.Key_Down)
    qtbot.keyClick(matrix, KEY.Key_Return)
    assert matrix.card.detail == matrix.detail_at((3, 0))
    for _ in range(12):
        qtbot.keyClick(matrix, KEY.Key_Right)
    qtbot.keyClick(matrix, KEY.Key_Return)
    assert matrix.card.detail == matrix.detail_at((3, None))
    qtbot.keyClick(matrix.card, KEY.Key_Escape)
    qtbot.keyClick(matrix, KEY.Key_Left)
    qtbot.keyClick(matrix, KEY.Key_Space)
    assert matrix.card.detail == matrix.detail_at((3, 9))


def test_other_requests_close_the_card(adding, qtbot, quadratic):
    adding.set_form(MATRIX)
    matrix = adding.matrix
    qtbot.mouseClick(matrix, LEFT, pos=matrix.grid().cell(2, 1).center().toPoint())
    adding.set_adding(quadratic, partial_sums(quadratic, 3), 3, 4)
    assert not matrix.card.isVisible()


def test_sums_stand_over_the_rows_where_there_is_little_height(adding):
    stack = adding.stack
    assert stack.sum.y() > stack.area.y()
    stack.set_low(True)
    QApplication.processEvents()
    assert stack.sum.geometry().bottom() <= stack.area.y()


def test_cost_and_mean_of_the_ledger_open(theme, qtbot, quadratic):
    ledger = LedgerView(theme)
    qtbot.addWidget(ledger)
    ledger.show()
    ledger.set_mean(0.25, 10_000)
    ledger.set_ledger(quadratic, 2)
    qtbot.mouseClick(ledger.sum, LEFT)
    assert ledger.ledger.opened == 10
    qtbot.mouseClick(ledger.mean, LEFT)
    assert ledger.ledger.opened == 11
    chosen = []
    ledger.label_chosen.connect(chosen.append)
    qtbot.keyClick(ledger.ledger, KEY.Key_End)
    qtbot.keyClick(ledger.ledger, KEY.Key_Up)
    qtbot.keyClick(ledger.ledger, KEY.Key_Return)
    assert ledger.ledger.opened == 10
    assert chosen == []


def test_the_arithmetic_of_a_sum_comes_into_view_where_rows_scroll(theme, qtbot, quadratic):
    ledger = LedgerView(theme)
    qtbot.addWidget(ledger)
    ledger.resize(320, 200)
    ledger.show()
    ledger.set_ledger(quadratic, 2)
    QApplication.processEvents()
    qtbot.mouseClick(ledger.sum, LEFT)
    bars = ledger.ledger
    first = QPoint(20, int(bars.row_rectangle(10).top()) + 4)  # below the last of ten rows
    assert not bars.visibleRegion().contains(first)
    qtbot.waitUntil(lambda: bars.visibleRegion().contains(first))


def test_the_sum_of_a_table_opens(theme, qtbot, quadratic):
    view = TableView(theme)
    qtbot.addWidget(view)
    view.show()
    view.set_table(desires_table(quadratic, 2, 1), 1)
    qtbot.mouseClick(view.sum, LEFT)
    assert view.bars.opened == 10


def test_outputs_and_answers_of_a_step_open(theme, qtbot, quadratic):
    panel = StepPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(330, 640)
    panel.show()
    panel.set_step(one_step(quadratic.network, quadratic.image, 2, 0.5))
    panel.set_counts(np.arange(10) * 10, 450)
    QApplication.processEvents()
    row = panel.rows.row_rectangle(4).center().toPoint()
    qtbot.mouseClick(panel.rows, LEFT, pos=row)
    assert panel.rows.opened == 4
    assert "= 40 / 450 = <b>8.89" in panel.rows.rows[4].detail
    qtbot.keyClick(panel.rows, KEY.Key_Down)
    qtbot.keyClick(panel.rows, KEY.Key_Return)
    assert panel.rows.opened == 5
    assert panel.rows.outcomes[5].answers == 50
    assert all(row.detail for row in panel.costs.rows)


def test_each_row_of_a_step_has_its_outputs_before_and_after_in_this_order(theme, qtbot, quadratic):
    panel = StepPanel(theme)
    qtbot.addWidget(panel)
    step = one_step(quadratic.network, quadratic.image, 2, 0.5)
    panel.set_step(step)
    moved = quadratic.network.parameters.vector + 0.5 * quadratic.nudges.vector
    sizes = quadratic.network.architecture.sizes
    after = quadratic.network.with_parameters(Parameters(moved, sizes)).outputs(quadratic.image)
    rows = panel.rows.outcomes
    assert [row.before for row in rows] == quadratic.outputs.tolist()
    assert [row.after for row in rows] == pytest.approx(after.tolist(), rel=1e-12)
    assert rows[2].before < rows[2].after  # the label's output goes up


def test_the_numbers_in_the_words_of_a_step_open(theme, qtbot, quadratic):
    panel = StepPanel(theme)
    qtbot.addWidget(panel)
    step = one_step(quadratic.network, quadratic.image, 2, 1.5)
    panel.set_step(step)
    panel.set_counts(np.arange(10) * 10, 450)
    assert panel.answers.plain == "20 of 450 test images are called 2"
    assert "= 20 / 450 = <b>4.44" in panel.answers.details["called"]
    squared = float(np.sum(quadratic.nudges.vector**2))
    assert step.cost_predicted == pytest.approx(quadratic.cost - 1.5 * squared)
    assert f"<b>{step.cost_predicted:.4f}".replace("-", "−") in panel.remark.details["promise"]
    assert untrue(panel.remark.details["promise"]) == []


def test_a_promise_that_is_wrong_is_not_borne_out_by_its_arithmetic(quadratic):
    predicted = quadratic.cost_after(0.5)
    assert untrue(of_straight_line(quadratic, predicted, 0.5)) == []
    assert untrue(of_straight_line(quadratic, 1.01 * predicted, 0.5)) != []


def test_the_bars_of_the_histogram_open(theme, qtbot, quadratic):
    view = SensitivityHistogram(theme)
    qtbot.addWidget(view)
    view.resize(320, 400)
    view.show()
    view.set_histogram(histogram(quadratic), quadratic)
    QApplication.processEvents()
    column = view.bars.column(3).center()
    qtbot.mouseClick(view.bars, LEFT, pos=QPoint(int(column.x()), 90))
    count = view.bars.counts[3]
    assert view.card.isVisible()
    assert f"= {count:,} / {sum(view.bars.counts):,} = " in view.card.detail
    qtbot.keyClick(view.bars, KEY.Key_Left)
    qtbot.keyClick(view.bars, KEY.Key_Return)
    assert f"= {view.bars.counts[2]:,} / " in view.card.detail


@pytest.fixture
def figures(theme, qtbot):
    widget = Figures(theme)
    qtbot.addWidget(widget)
    widget.resize(240, 60)
    widget.show()
    widget.set_label(7)
    widget.set_answer(Answer(7, 0.864, False, True), 1.5, lambda name: f"C = Σ<br>= {name}")
    return widget


def test_the_large_figures_open_by_a_click_and_by_the_keys(figures, qtbot):
    qtbot.mouseClick(figures.cost, LEFT)
    assert figures.card.isVisible()
    assert figures.card.detail == "C = Σ<br>= cost"
    qtbot.keyClick(figures.card, KEY.Key_Escape)
    assert figures.card.isHidden()
    assert figures.answer.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(figures.answer, KEY.Key_Return)
    assert figures.card.detail == "C = Σ<br>= answer"


def test_large_figures_open_numbers_alone_where_notation_is_hidden(figures, qtbot):
    figures.set_notation(False)
    qtbot.mouseClick(figures.cost, LEFT)
    assert "Σ" not in figures.card.detail


def test_without_an_answer_the_large_figures_open_nothing(figures, qtbot):
    qtbot.mouseClick(figures.cost, LEFT)
    figures.set_label(3)
    assert figures.card.isHidden()
    qtbot.mouseClick(figures.cost, LEFT)
    assert figures.card.isHidden()
    assert figures.cost.focusPolicy() == Qt.FocusPolicy.NoFocus
