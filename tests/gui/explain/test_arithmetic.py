"""What a number opens is true: evaluated as it is written, it gives the number."""

import numpy as np
import pytest

from core.explain.adding import heard_without, partial_sums
from core.explain.avenues import avenues
from core.explain.derivation import derive
from core.explain.full_walk import full_walk_of
from core.explain.one_step import one_step
from core.explain.places import Place
from core.explain.sensitivity_histogram import histogram
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from gui.explain.adding_stack import Adding, of_sum, request_rows, sum_row, whole_row
from gui.explain.avenues_view import AvenuesView
from gui.explain.backward_tables import desires_table, nudges_table
from gui.explain.captions import caption_of
from gui.explain.desires_view import DesiresView
from gui.explain.figures import ANSWER, COST
from gui.explain.forward_tables import cost_table, forward_table, input_table, step_table
from gui.explain.gradient_table import gradient_table
from gui.explain.ledger_view import LedgerView
from gui.explain.number_lines_view import NumberLinesView
from gui.explain.outcome_details import cost_rows, of_outcome
from gui.explain.pair_card import Compared, PairCard
from gui.explain.panel_writer import arithmetic_of
from gui.explain.parameter_words import of_advice, of_derivative, of_value
from gui.explain.paths_view import PathsView
from gui.explain.sensitivity_histogram import zero_details
from gui.explain.step_words import written
from gui.explain.zero_details import of_bin
from gui.widgets.numbers import fixed
from tests.gui.explain.written_arithmetic import expression, statements, untrue

PLACES = [Place(1, 2, 400), Place(1, 3), Place(2, 1, 4), Place(3, 2, 1), Place(3, 7)]


@pytest.fixture(
    scope="module", params=[(a, c) for a in sorted(ACTIVATIONS) for c in sorted(COSTS)], ids=str
)
def derivation(request):
    rng = np.random.default_rng(5)
    network = Network.random(Architecture((784, 6, 5, 10), *request.param), rng)
    network.parameters.vector[:] += 0.1 * rng.standard_normal(network.parameters.vector.size)
    image = np.where(rng.random(784) < 0.2, rng.integers(1, 256, 784), 0) / 255
    image[400] = 0.5
    return derive(network, image, 2)


def judge(*details):
    """Every line is true, and each detail that has numbers to equate was judged."""
    for detail in details:
        assert detail
        assert untrue(detail) == []


def judge_table(table):
    rows = table.rows if table.total is None else (*table.rows, table.total)
    judge(*(row.detail for row in rows), *table.details.values())


@pytest.mark.parametrize(
    ("written", "true"),
    [
        ("x<br>= 2 × 3 = <b>6</b>", True),
        ("x<br>= 2.0 × 3.0 = <b>6.4</b>", False),
        ("x<br>= 2.0 × 3.0 = <b>6.2</b>", True),  # 2.04 x 3.04
        ("x<br>= 0.5 × (−0.25) = <b>0.125</b>", False),
        ("x<br>= 1 / (1 + e<sup>−0.0000</sup>) = <b>0.5000</b>", True),
        ("x<br>= 1.0×10⁻³ + 2 (the other 12) = <b>2.001</b>", True),
        ("x<br>= (0.50 − 1)<sup>2</sup> = <b>0.25</b>", True),
        ("x<br>= 1 / 4 = <b>25 %</b>", True),
        ("x<br>= 1 / 4 = <b>27 %</b>", False),
    ],
)
def test_the_judge_tells_true_from_false(written, true):
    assert (untrue(written) == []) == true


def test_each_row_of_the_way_forward_is_true(derivation):
    judge_table(input_table(derivation))
    judge_table(cost_table(derivation))
    for layer in (1, 2, 3):
        judge_table(forward_table(derivation, layer, 0))


def test_a_labelled_output_that_has_underflowed_is_told_by_its_weighted_input(moment):
    rng = np.random.default_rng(5)
    network = Network.random(Architecture((784, 6, 5, 10), "tanh", "cross_entropy"), rng)
    network.parameters.biases[-1][7] = 900.0
    derivation = derive(network, rng.random(784), 2)
    row = cost_table(derivation).rows[2]

    assert float(derivation.outputs[2]) == 0
    judge_table(cost_table(derivation))
    z = derivation.layers[-1].weighted_inputs
    assert row.value == pytest.approx(z[7] - z[2], rel=1e-12)
    assert "ln 0" not in row.detail
    cost = next(step for step in full_walk_of(derivation) if step.name == "cost")
    caption = caption_of(moment(derivation, cost))
    assert "ln 0" not in caption
    assert f"<b>{written(derivation.cost)}</b>" in caption


def test_each_row_of_the_way_back_is_true(derivation):
    for layer in (1, 2, 3):
        judge_table(nudges_table(derivation, layer, 1))
    for layer in (0, 1, 2):
        judge_table(desires_table(derivation, layer, 3))
    judge_table(gradient_table(derivation))


def test_the_ledger_with_its_mean_is_true(theme, qtbot, derivation):
    ledger = LedgerView(theme)
    qtbot.addWidget(ledger)
    ledger.set_mean(0.1234, 10_000)
    ledger.set_ledger(derivation, 2)
    judge(*(row.detail for row in (*ledger.ledger.rows, *ledger.ledger.sums)))


def test_desires_and_what_stands_beside_them_are_true(theme, qtbot, derivation):
    view = DesiresView(theme)
    qtbot.addWidget(view)
    for layer in range(4):
        view.set_desires(derivation, layer, 1)
        judge(*(row.detail for row in view.bars.rows))


def test_the_large_figures_beside_the_example_are_true(derivation):
    judge(arithmetic_of(derivation, ANSWER), arithmetic_of(derivation, COST))
    assert f"<b>{fixed(derivation.cost)}</b>" in arithmetic_of(derivation, COST)
    top = float(derivation.outputs.max())
    assert arithmetic_of(derivation, ANSWER).endswith(f"<b>{fixed(top)}</b>")


def test_avenues_are_true(theme, qtbot, derivation):
    view = AvenuesView(theme)
    qtbot.addWidget(view)
    for layer in (1, 2, 3):
        view.set_avenues(derivation, avenues(derivation, layer, 2), None)
        judge(view.bias.bars.rows[0].detail)
        for card in (view.weights, view.before):
            for source in (0, 3):
                card.choose(source)
                judge(card.line.text())


@pytest.mark.parametrize("added", [1, 4, 10])
def test_requests_and_their_sums_are_true(derivation, added):
    sums = partial_sums(derivation, 3)
    for heard in (sums.everybody, heard_without(10, [2, 7])):
        adding = Adding(derivation, sums, 3, added, heard)
        judge(*(row.detail for row in request_rows(adding)), sum_row(adding).detail)
        judge(*(of_sum(adding, receiver) for receiver in range(5)))
        if whole_row(adding) is not None:
            judge(whole_row(adding).detail)


def test_the_sum_that_is_opened_is_that_of_the_terms_written(derivation):
    sums = partial_sums(derivation, 2)  # five neurons ask
    adding = Adding(derivation, sums, 1, 3, heard_without(5, [int(sums.order[0])]))
    ((terms, _),) = statements(of_sum(adding, 1))
    written = expression(terms)
    asked = derivation.layer(2).contributions[:, 1]
    expected = asked[sums.order[1]] + asked[sums.order[2]]
    assert written.low - 1e-12 <= expected <= written.high + 1e-12


def test_the_numbers_of_a_step_are_true(derivation):
    network = derivation.network
    step = one_step(network, derivation.image, 2, 0.3)
    judge(*(row.detail for row in cost_rows(step)))
    judge(*(of_outcome(step, digit, 35, 120) for digit in range(10)))
    judge_table(step_table(step.old, step.new))
    judge_table(step_table(step.old, None))


def test_counts_of_the_histogram_are_true(derivation):
    found = histogram(derivation)
    judge(*(of_bin(found, bar) for bar in range(len(found.counts) + 1)))
    judge(*zero_details(found, derivation).values())


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_parameter_its_chain_and_its_paths_are_true(theme, qtbot, derivation, place):
    slope = float(-derivation.nudges.vector[place.index_in(derivation.network.architecture.sizes)])
    judge(of_derivative(derivation, place, slope), of_value(derivation, place))
    judge(of_advice(slope, float(np.abs(derivation.nudges.vector).max())))
    view = PathsView(theme)
    qtbot.addWidget(view)
    view.set_place(derivation, place)
    for bars in (view.factors, view.bars):
        judge(*(row.detail for row in (*bars.rows, *bars.sums)))
    judge(*view.count.details.values())


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_what_is_pulled_is_true(theme, qtbot, derivation, place):
    view = NumberLinesView(theme)
    qtbot.addWidget(view)
    view.set_place(derivation, place)
    for value in (None, 0.7, -1.9):
        if value is not None:
            view.pull(value)
        judge(*(row.detail for row in (*view.changes.rows,)))
        softmax = derivation.outputs_compete and place.layer == 3
        rows = view.figures.rows
        judge(*(row.detail for row in rows if not (softmax and row.label == "a′")))


@pytest.mark.parametrize("width", [1e-4, 1e-3, 0.3])
def test_a_pair_and_its_wiggle_are_true(theme, qtbot, derivation, width):
    card = PairCard(theme)
    qtbot.addWidget(card)
    card.slider.setValue([1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0].index(width))
    card.set_compared(Compared(derivation, Place(3, 2, 1), Place(2, 1, 4)))
    judge(*(row.detail for row in (*card.slopes.rows, *card.changes.rows)))
    judge(*card.sentence.details.values(), *card.verdict.details.values())
