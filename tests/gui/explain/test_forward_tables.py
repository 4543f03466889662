import numpy as np
import pytest

from gui.explain.forward_tables import cost_table, forward_table, input_table, step_table
from gui.explain.tables import MOST_ROWS, first_ones, largest_ones
from gui.network_view.scene import NeuronId
from gui.widgets.number_words import without_links


def test_the_brightest_pixels_come_first_and_the_dark_ones_are_counted(quadratic):
    table = input_table(quadratic)
    values = [row.value for row in table.rows]
    assert values == sorted(quadratic.image, reverse=True)[: len(values)]
    assert f"{sum(quadratic.image == 0)} of 784 pixels are empty" in without_links(table.note)


def test_a_layers_activations_stand_beside_their_weighted_inputs(quadratic):
    table = forward_table(quadratic, 1, focus=4)
    assert [row.value for row in table.rows] == list(quadratic.activations[1])
    assert [row.emphasis for row in table.rows] == [j == 4 for j in range(6)]
    z = quadratic.layer(1).weighted_inputs[0]
    assert table.rows[0].cells[0].replace("\u2212", "-") == f"{z:+.2f}"
    assert table.neurons[3] == NeuronId(1, 3)


def test_a_layer_whose_activations_can_be_negative_has_zero_in_the_middle(quadratic, with_tanh):
    assert forward_table(quadratic, 1, None).one_sided
    assert not forward_table(with_tanh, 1, None).one_sided


def test_the_ledger_adds_up_to_the_cost(quadratic):
    table = cost_table(quadratic)
    assert table.total is not None
    assert sum(row.value for row in table.rows) == pytest.approx(table.total.value, rel=1e-12)
    differences = quadratic.outputs - np.eye(10)[2]
    assert [row.value for row in table.rows] == pytest.approx(list(differences**2))
    assert [row.label for row in table.rows if row.emphasis] == ["2"]


def test_the_ledger_of_the_cross_entropy_has_one_term(cross_entropy):
    table = cost_table(cross_entropy)
    terms = [row.value for row in table.rows]
    assert terms[2] == pytest.approx(-np.log(cross_entropy.outputs[2]))
    assert np.count_nonzero(terms) == 1


def test_the_step_shows_each_outputs_change_and_the_cost_before_and_after(quadratic):
    after = quadratic.stepped(0.1)
    table = step_table(quadratic, after)
    changes = [row.value for row in table.rows]
    assert changes == list(after.outputs - quadratic.outputs)
    assert f"{quadratic.cost:.3f} → {after.cost:.3f}" in table.value
    assert not any(row.hollow for row in table.rows)


def test_before_the_step_is_known_the_outputs_are_shown(quadratic):
    table = step_table(quadratic, None)
    assert [row.value for row in table.rows] == list(quadratic.outputs)


def test_of_many_neurons_the_first_are_listed_and_the_one_in_focus():
    assert first_ones(5000, 4321) == [*range(MOST_ROWS - 1), 4321]
    assert first_ones(3, None) == [0, 1, 2]


def test_of_many_values_the_largest_are_picked_whatever_their_sign():
    values = np.zeros(100)
    values[[7, 30, 60]] = [1.0, -3.0, 2.0]
    assert largest_ones(values, 3) == [30, 60, 7]
    assert largest_ones(values[:6], 3) == [0, 1, 2, 3, 4, 5]
