"""What the inspector says, against values computed here from weights and activations alone."""

import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.walk import StepKind, walk
from gui.explain.forward_tables import cost_table
from gui.explain.particulars import exists, particulars_of
from gui.explain.reach import Reach
from gui.network_view.scene import ConnectionId, NeuronId
from tests.gui.explain.written_arithmetic import untrue


@pytest.fixture
def told(number):
    """Return a function that reads the numbers said of a neuron or connection."""

    def read(derivation, target):
        quantities = particulars_of(derivation, target).quantities
        return {q.word: number(q.number) for q in quantities}

    return read


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize(("layer", "neuron"), [(1, 3), (2, 4), (3, 7)])
def test_a_neurons_values_are_those_of_the_network(quadratic, layer, neuron, told):
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
    assert said["bias nudge"] == pytest.approx(said["s′(z)"] * said["desire"], rel=2e-2, abs=1e-4)
    assert len(before) == parameters.weights[layer - 1].shape[1]


def test_an_output_tells_its_share_of_the_cost(quadratic, cross_entropy, told):
    text = dict(particulars_of(quadratic, NeuronId(3, 2)).notes)["share of the cost"]
    share = (quadratic.outputs[2] - 1) ** 2
    assert f"{share:.4f}" in text
    assert told(quadratic, NeuronId(3, 2))["cost share"] == pytest.approx(share, abs=5e-5)
    assert "ln" in dict(particulars_of(cross_entropy, NeuronId(3, 2)).notes)["share of the cost"]
    assert particulars_of(cross_entropy, NeuronId(3, 2)).lines[-1].source == "softmax(z)"
    assert "cost share" not in told(quadratic, NeuronId(2, 2))


HEADINGS = {"cost share": "share of the cost", "s′(z)": "slope s′(z)", "signal w a": "signal"}
GIVEN = {"row", "column", "value", "bias", "weight", "a before"}  # read off, or told elsewhere


@pytest.mark.parametrize("kind", ["quadratic", "cross_entropy", "with_tanh"])
@pytest.mark.parametrize(
    "target",
    [NeuronId(3, 2), NeuronId(3, 7), NeuronId(2, 1), NeuronId(1, 3), NeuronId(0, 400),
     ConnectionId(3, 2, 1), ConnectionId(1, 2, 300)],
    ids=str,
)  # fmt: skip
def test_each_number_that_is_worked_out_has_its_arithmetic_and_it_is_true(kind, target, request):
    said = particulars_of(request.getfixturevalue(kind), target)
    notes = dict(said.notes)
    for quantity in said.quantities:
        if quantity.word in GIVEN:
            continue
        if quantity.word == "input z":  # its sum is written out, term by term
            assert any(line.result and line.source == "sum z" for line in said.lines)
            continue
        names = HEADINGS.get(quantity.word), quantity.spoken, quantity.word
        told = [text for head, text in notes.items() if head in names]
        if quantity.word == "request":
            told = [text for head, text in notes.items() if "asks of" in head]
        if quantity.word == "nudge":
            told = [notes["its nudge"]]
        assert len(told) == 1, quantity.word
        assert untrue(told[0]) == []


def at(derivation, kind, layer):
    """Return how far a walk is that stands at a step."""
    steps = walk(derivation.network.architecture)
    places = [(step.kind, step.layer) for step in steps]
    return Reach(steps, places.index((kind, layer)))


def missing(derivation, target, reach):
    particulars = particulars_of(derivation, target, reach)
    return {q.word: q.missing for q in particulars.quantities if q.missing}


def test_a_neuron_tells_what_the_walk_has_reached_and_when_the_rest_comes(quadratic):
    neuron = NeuronId(2, 1)
    assert missing(quadratic, neuron, at(quadratic, StepKind.FORWARD, 1)) == {
        "activation": "step “layer 2”",
        "input z": "step “layer 2”",
        "s′(z)": "step “desires 2”",
        "desire": "step “desires 2”",
        "bias nudge": "step “nudges 2”",
    }
    assert set(missing(quadratic, neuron, at(quadratic, StepKind.FORWARD, 2))) == {
        "s′(z)",
        "desire",
        "bias nudge",
    }
    assert set(missing(quadratic, neuron, at(quadratic, StepKind.DESIRES, 2))) == {"bias nudge"}
    assert missing(quadratic, neuron, at(quadratic, StepKind.NUDGES, 2)) == {}


def test_what_is_missing_has_no_number_and_no_arithmetic(quadratic):
    reach = at(quadratic, StepKind.FORWARD, 1)
    for target in (NeuronId(2, 1), NeuronId(3, 2), ConnectionId(2, 1, 4), NeuronId(0, 400)):
        said = particulars_of(quadratic, target, reach)
        assert any(q.missing for q in said.quantities)
        assert all(bool(q.missing) != bool(q.number) for q in said.quantities)
        assert all(head in ("signal", "activation") for head, _ in said.notes)
        assert "not reached yet" in next(q.aloud for q in said.quantities if q.missing)
    neuron = particulars_of(quadratic, NeuronId(2, 1), reach)
    assert (neuron.lines, neuron.lines_missing) == ((), "step “layer 2”")
    assert particulars_of(quadratic, NeuronId(1, 1), reach).lines


def test_the_share_of_the_cost_comes_with_the_cost(quadratic):
    output = NeuronId(3, 2)
    assert missing(quadratic, output, at(quadratic, StepKind.FORWARD, 3))["cost share"]
    assert "cost share" not in missing(quadratic, output, at(quadratic, StepKind.COST, 3))


def test_a_walk_forward_names_the_perspective_that_goes_back(quadratic):
    steps = walk(quadratic.network.architecture)[:5]
    assert "One example" in missing(quadratic, NeuronId(2, 1), Reach(steps, 4))["bias nudge"]


def test_a_connections_signal_nudge_and_request_come_one_after_the_other(quadratic):
    connection = ConnectionId(2, 3, 5)
    assert set(missing(quadratic, connection, at(quadratic, StepKind.INPUT, 0))) == {
        "a before",
        "signal w a",
        "nudge",
        "request",
    }
    assert missing(quadratic, connection, at(quadratic, StepKind.NUDGES, 2)) == {
        "request": "step “desires 1”"
    }
    assert missing(quadratic, connection, at(quadratic, StepKind.DESIRES, 1)) == {}


@pytest.mark.parametrize("target", [NeuronId(1, 3), NeuronId(3, 7), ConnectionId(1, 2, 300)])
def test_a_nudge_is_minus_the_central_difference_of_the_cost(quadratic, target, told):
    parameters, step = quadratic.network.parameters, 1e-5

    def cost(shift):
        moved = parameters.copy(np.float64)
        if isinstance(target, NeuronId):
            moved.biases[target.layer - 1][target.index] += shift
        else:
            moved.weights[target.layer - 1][target.neuron, target.source] += shift
        a = quadratic.image
        for w, b in zip(moved.weights, moved.biases, strict=True):
            a = sigmoid(w @ a + b)
        return ((a - np.eye(10)[2]) ** 2).sum()

    said = told(quadratic, target)
    nudge = said.get("bias nudge", said.get("nudge"))
    assert nudge == pytest.approx(-(cost(step) - cost(-step)) / (2 * step), rel=6e-3, abs=1e-7)


def test_a_pixel_tells_its_place_value_and_desire(quadratic, number):
    said = particulars_of(quadratic, NeuronId(0, 407))
    words = {q.word: q.number for q in said.quantities}
    assert (words["row"], words["column"]) == ("14", "15")
    assert words["value"] == f"{round(255 * quadratic.image[407])} of 255"
    asked = quadratic.layer(1).weights[:, 407] @ -quadratic.layer(1).errors
    assert number(words["desire"]) == pytest.approx(asked, rel=6e-3, abs=5e-5)


def test_a_connection_tells_weight_activation_nudge_and_request(quadratic, told):
    said = told(quadratic, ConnectionId(2, 3, 5))
    layer = quadratic.layer(2)
    assert said["weight"] == pytest.approx(layer.weights[3, 5], abs=5e-5)
    assert said["a before"] == pytest.approx(quadratic.activations[1][5], abs=5e-5)
    assert said["signal w a"] == pytest.approx(said["weight"] * said["a before"], abs=2e-4)
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


def test_only_zero_is_told_as_zero(quadratic):
    network = quadratic.network.with_parameters(quadratic.network.parameters.copy())
    network.parameters.biases[-1][:] -= 40.0
    derivation = derive(network, quadratic.image, quadratic.label)
    other = (quadratic.label + 1) % 10
    said = particulars_of(derivation, NeuronId(derivation.depth, other))
    words = {q.word: q.number for q in said.quantities}
    assert 0 < derivation.outputs[other] < 1e-6
    assert all("×10⁻" in words[name] for name in ("activation", "cost share"))
    rows = cost_table(derivation).rows
    assert rows[other].number == "0.0000"  # beside the label's share, which is large
    network.parameters.biases[-1][quadratic.label] += 80.0
    table = cost_table(derive(network, quadratic.image, quadratic.label))
    numbers = [row.number for row in (*table.rows, table.total)]
    assert all(number == "0" or "×10⁻" in number for number in numbers)
    assert untrue(table.total.detail) == []
