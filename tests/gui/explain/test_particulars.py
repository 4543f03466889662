"""What the inspector says, against values computed here from weights and activations alone."""

import numpy as np
import pytest

from core.explain.derivation import derive
from gui.explain.particulars import exists, particulars_of
from gui.network_view.scene import ConnectionId, NeuronId


def told(derivation, target):
    return {q.word: number(q.number) for q in particulars_of(derivation, target).quantities}


def number(text):
    """Return a number as it is written on screen, powers of ten included."""
    text = text.replace("−", "-").replace(",", "")
    mantissa, _, power = text.partition("×10")
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    return float(mantissa) * 10 ** int(power.translate(plain) or 0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize(("layer", "neuron"), [(1, 3), (2, 4), (3, 7)])
def test_a_neurons_values_are_those_of_the_network(quadratic, layer, neuron):
    parameters = quadratic.network.parameters
    a = quadratic.image
    for below in range(layer):
        before, z = a, parameters.weights[below] @ a + parameters.biases[below]
        a = sigmoid(z)
    said = told(quadratic, NeuronId(layer, neuron))
    assert said["activation"] == pytest.approx(a[neuron], abs=5e-5)
    assert said["input z"] == pytest.approx(z[neuron], abs=5e-5)
    assert said["bias"] == pytest.approx(parameters.biases[layer - 1][neuron], abs=5e-5)
    assert said["s′(z)"] == pytest.approx(a[neuron] * (1 - a[neuron]), rel=6e-3)
    assert said["its nudge"] == pytest.approx(said["s′(z)"] * said["desire"], rel=2e-2, abs=1e-4)
    assert len(before) == parameters.weights[layer - 1].shape[1]


def test_the_sum_is_written_out_largest_terms_first_and_adds_up(quadratic):
    lines = particulars_of(quadratic, NeuronId(1, 2)).lines
    terms = [number(line.number) for line in lines]
    sources = [line.source for line in lines]
    assert sources[8:] == ["776 more", "bias", "sum z", "s(z)"]
    assert [abs(term) for term in terms[:8]] == sorted(map(abs, terms[:8]), reverse=True)
    assert sum(terms[:10]) == pytest.approx(terms[10], abs=10 * 5e-3)
    assert sigmoid(terms[10]) == pytest.approx(terms[11], abs=5e-3)


def test_a_term_is_its_weight_times_its_activation(quadratic):
    weights = quadratic.network.parameters.weights[1]
    for line in particulars_of(quadratic, NeuronId(2, 1)).lines[:6]:
        source = int(line.source.removeprefix("neuron "))
        w, a = (number(factor) for factor in line.product.split(" × "))
        assert w == pytest.approx(weights[1, source], rel=6e-3)
        assert a == pytest.approx(quadratic.activations[1][source], rel=6e-3)
        assert w * a == pytest.approx(number(line.number), rel=2e-2, abs=5e-3)


def test_a_few_terms_are_all_listed(quadratic):
    lines = particulars_of(quadratic, NeuronId(2, 0)).lines
    assert len(lines) == 6 + 3
    assert not any("more" in line.source for line in lines)


def test_an_output_tells_its_share_of_the_cost(quadratic, cross_entropy):
    (heading, text), *_ = particulars_of(quadratic, NeuronId(3, 2)).notes
    assert heading == "share of the cost"
    assert f"{(quadratic.outputs[2] - 1) ** 2:.4f}" in text
    assert "ln" in particulars_of(cross_entropy, NeuronId(3, 2)).notes[0][1]
    assert particulars_of(cross_entropy, NeuronId(3, 2)).lines[-1].source == "softmax(z)"
    assert particulars_of(quadratic, NeuronId(2, 2)).notes == ()


def test_a_pixel_tells_its_place_value_and_desire(quadratic):
    said = particulars_of(quadratic, NeuronId(0, 407))
    words = {q.word: q.number for q in said.quantities}
    assert (words["row"], words["column"]) == ("14", "15")
    assert words["value"] == f"{round(255 * quadratic.image[407])} of 255"
    asked = quadratic.layer(1).weights[:, 407] @ -quadratic.layer(1).errors
    assert number(words["desire"]) == pytest.approx(asked, rel=6e-3, abs=5e-5)


def test_a_connection_tells_weight_activation_nudge_and_request(quadratic):
    said = told(quadratic, ConnectionId(2, 3, 5))
    layer = quadratic.layer(2)
    assert said["weight"] == pytest.approx(layer.weights[3, 5], abs=5e-5)
    assert said["a before"] == pytest.approx(quadratic.activations[1][5], abs=5e-5)
    assert said["w a"] == pytest.approx(said["weight"] * said["a before"], abs=2e-4)
    wished = layer.slopes[3] * layer.desires[3]
    assert said["nudge"] == pytest.approx(wished * said["a before"], rel=2e-2)
    assert said["request"] == pytest.approx(wished * said["weight"], rel=2e-2)
    assert particulars_of(quadratic, ConnectionId(2, 3, 5)).title == "Neuron 5 → neuron 3"


def test_what_another_network_lacks_does_not_exist():
    sizes = (784, 6, 5, 10)
    assert exists(NeuronId(1, 5), sizes)
    assert not exists(NeuronId(1, 6), sizes)
    assert not exists(NeuronId(4, 0), sizes)
    assert exists(ConnectionId(3, 9, 4), sizes)
    assert not exists(ConnectionId(3, 9, 5), sizes)


def test_numbers_that_are_none_are_said_to_be_none(quadratic):
    parameters = quadratic.network.parameters.copy(np.float64)
    parameters.weights[0][2, 9] = np.nan
    broken = derive(quadratic.network.with_parameters(parameters), np.ones(784), 1)
    said = particulars_of(broken, NeuronId(1, 2))
    assert {q.word: q.number for q in said.quantities}["activation"] == "NaN"
    assert said.lines[0].number == "NaN"
