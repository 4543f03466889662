import math

import numpy as np
import pytest

from core.network.architecture import Architecture
from core.network.network import Network, targets
from core.network.parameters import Parameters


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def tiny() -> Network:
    """Return a 2-2-1 network.

    W1 = [[1, 2], [-1, 0.5]], b1 = [0, 1], W2 = [[2, -3]], b2 = [0.5]
    """
    vector = np.array([1, 2, -1, 0.5, 0, 1, 2, -3, 0.5])
    return Network(Architecture((2, 2, 1)), Parameters(vector, (2, 2, 1)))


def test_a_forward_pass_by_hand():
    # x = (1, -1): z1 = (1 - 2 + 0, -1 - 0.5 + 1) = (-1, -0.5)
    # a1 = (s(-1), s(-0.5)), z2 = 2 s(-1) - 3 s(-0.5) + 0.5
    forward = tiny().forward(np.array([1.0, -1.0]))

    assert forward.weighted_inputs[0] == pytest.approx([-1, -0.5], rel=1e-15)
    assert forward.activations[1] == pytest.approx([sigmoid(-1), sigmoid(-0.5)], rel=1e-15)
    z2 = 2 * sigmoid(-1) - 3 * sigmoid(-0.5) + 0.5
    assert forward.weighted_inputs[1] == pytest.approx([z2], rel=1e-14)
    assert forward.outputs == pytest.approx([sigmoid(z2)], rel=1e-14)


def test_the_input_is_the_first_activation():
    x = np.array([1.0, -1.0])

    assert tiny().forward(x).activations[0] is x


def test_the_examples_of_a_batch_are_independent_rows():
    network = Network.random(Architecture((5, 4, 3), "tanh"), np.random.default_rng(0))
    x = np.random.default_rng(1).normal(size=(6, 5))

    batch = network.forward(x)

    for row in range(6):
        single = network.forward(x[row])
        for z, z_single in zip(batch.weighted_inputs, single.weighted_inputs, strict=True):
            assert z[row] == pytest.approx(z_single, rel=1e-13)


def test_a_network_without_hidden_layers_is_one_weighted_sum():
    parameters = Parameters(np.array([1.0, 2.0, 3.0, 4.0, 0.5, -0.5]), (2, 2))
    network = Network(Architecture((2, 2), "relu"), parameters)

    assert network.outputs(np.array([1.0, -1.0])).tolist() == [0, 0]
    assert network.outputs(np.array([1.0, 1.0])).tolist() == [3.5, 6.5]


def test_the_answer_is_the_brightest_output():
    parameters = Parameters(np.array([0.0, 0, 0, 1, 3, 2]), (1, 3))
    network = Network(Architecture((1, 3), "relu"), parameters)

    assert network.answers(np.array([5.0])) == 1
    assert network.answers(np.array([[5.0], [0.0]])).tolist() == [1, 1]


def test_the_cost_of_an_example_by_hand():
    # a = (1, 3, 2) for any x = 0, y = (0, 0, 1): 1 + 9 + 1
    parameters = Parameters(np.array([0.0, 0, 0, 1, 3, 2]), (1, 3))
    network = Network(Architecture((1, 3), "relu"), parameters)

    assert network.example_cost(np.array([0.0]), np.array([0.0, 0, 1])) == 11


def test_float32_stays_float32():
    network = Network.random(Architecture(), np.random.default_rng(0), np.float32)
    forward = network.forward(np.zeros((3, 784), np.float32))

    assert {a.dtype for a in forward.activations} == {np.dtype(np.float32)}


def test_targets_are_one_for_the_label_and_zero_elsewhere():
    assert targets(np.array(3)).tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    rows = targets(np.array([9, 0], np.uint8), np.float32)
    assert rows.dtype == np.float32
    assert rows.argmax(axis=1).tolist() == [9, 0]
    assert rows.sum() == 2


def test_other_parameters_make_another_network_of_the_same_shape():
    network = tiny()
    other = network.with_parameters(Parameters.zeros((2, 2, 1)))

    assert other.architecture is network.architecture
    assert other.outputs(np.ones(2)).tolist() == [0.5]
