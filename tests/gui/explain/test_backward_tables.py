import re

import numpy as np
import pytest

from gui.explain.backward_tables import desires_table, nudges_table, output_desires_table
from gui.network_view.scene import NeuronId
from gui.widgets.number_words import without_links


def factors_and_result(detail):
    """Return the numbers of the last line of some arithmetic: factors, and what comes out."""
    line = re.sub(r"<[^>]*>", " ", detail.split("<br>")[-1]).replace("\u2212", "-")
    left, right = line.strip("= ").rsplit("=", 1)
    numbers = [part.strip(" ()") for part in left.split("×")]
    return numbers, float(right.replace("+", ""))


def test_the_labelled_output_wants_up_and_the_others_down(quadratic):
    rows = output_desires_table(quadratic).rows
    assert [row.value for row in rows] == pytest.approx(
        list(2 * (np.eye(10)[2] - quadratic.outputs))
    )
    assert [row.label for row in rows if row.value > 0] == ["2"]
    assert all(row.hollow for row in rows)


def test_softmax_outputs_wish_y_minus_a(cross_entropy):
    rows = output_desires_table(cross_entropy).rows
    wishes = np.eye(10)[2] - cross_entropy.outputs
    assert [row.value for row in rows] == pytest.approx(list(wishes))


def test_nudges_are_solid_and_begin_with_the_bias(quadratic):
    table = nudges_table(quadratic, 2, focus=3)
    layer = quadratic.layer(2)
    assert table.rows[0].label == "bias"
    assert table.rows[0].value == layer.bias_nudges[3]
    assert [row.value for row in table.rows[1:]] == list(layer.weight_nudges[3])
    assert not any(row.hollow for row in table.rows)
    assert table.neurons[:2] == (NeuronId(2, 3), NeuronId(1, 0))


def test_of_784_weights_the_largest_nudges_are_listed_and_the_zeros_counted(quadratic):
    table = nudges_table(quadratic, 1, focus=0)
    sizes = [abs(row.value) for row in table.rows[1:]]
    assert sizes == sorted(np.abs(quadratic.layer(1).weight_nudges[0]), reverse=True)[:16]
    dark = np.count_nonzero(quadratic.image == 0)
    assert f"{dark} of 784 are exactly 0: their pixels are empty" in without_links(table.note)


@pytest.mark.parametrize("layer", [0, 1, 2])
@pytest.mark.parametrize("name", ["quadratic", "cross_entropy"])
def test_contributions_add_up_to_the_desire_below_them(name, layer, request):
    derivation = request.getfixturevalue(name)
    table = desires_table(derivation, layer, focus=1)
    assert table.total is not None
    assert table.total.value == derivation.desires[layer][1]
    assert sum(row.value for row in table.rows) == pytest.approx(table.total.value, abs=1e-12)
    assert all(row.hollow for row in (*table.rows, table.total))


def test_the_labelled_outputs_request_is_highlighted_and_no_hidden_neurons_is(quadratic):
    above, below = desires_table(quadratic, 2, 0), desires_table(quadratic, 1, 0)
    assert [row.label for row in above.rows if row.emphasis] == ["from output 2"]
    assert not any(row.emphasis for row in below.rows)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_the_factors_of_the_arithmetic_multiply_to_its_result(quadratic, layer):
    details = [row.detail for row in nudges_table(quadratic, layer, 2).rows]
    details += [row.detail for row in desires_table(quadratic, layer - 1, 2).rows]
    for detail in details:
        if "10<" in detail or "⁻" in detail:
            continue  # powers of ten are not parsed here
        numbers, result = factors_and_result(detail)
        assert np.prod([float(n) for n in numbers]) == pytest.approx(result, rel=0.02, abs=1e-4)


def test_the_arithmetic_behind_softmax_has_one_factor_for_the_error(cross_entropy):
    detail = desires_table(cross_entropy, 2, 0).rows[2].detail
    assert "s′" not in detail
    assert "y<sub>2</sub> − a<sub>2</sub>" in detail


def test_there_are_as_many_choices_as_neurons(quadratic):
    assert nudges_table(quadratic, 1, 0).choices == 6
    assert desires_table(quadratic, 0, 0).choices == 784
