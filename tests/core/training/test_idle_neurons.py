import numpy as np

from core.network.activations import Relu, Sigmoid
from core.network.architecture import Architecture
from core.network.network import Network
from core.training.idle_neurons import idle_words, layer_health, layers_health


def test_a_relu_below_zero_for_every_image_is_dead():
    z = np.array([[-1.0, 2.0, -3.0], [-2.0, -1.0, 4.0]])
    health = layer_health(1, z, Relu())
    assert (health.dead, health.saturated, health.neurons, health.images) == (1, 0, 3, 2)
    assert health.words == "layer 1: 1 dead of 3 neurons"
    assert health.idle == (0,)


def test_a_sigmoid_far_from_zero_for_every_image_is_saturated():
    z = np.array([[9.0, 0.0, -9.0], [-9.0, 9.0, -8.0]])
    health = layer_health(2, z, Sigmoid())
    assert (health.dead, health.saturated) == (0, 2)


def test_nothing_is_said_of_a_layer_that_learns():
    assert layer_health(1, np.zeros((5, 4)), Sigmoid()).words == ""


def test_every_layer_is_looked_at():
    network = Network.random(Architecture((784, 4, 3, 10)), np.random.default_rng(0))
    found = layers_health(network, np.zeros((6, 784)))
    assert [(health.layer, health.neurons) for health in found] == [(1, 4), (2, 3), (3, 10)]


def test_outputs_are_idle_only_where_they_are_dead():
    network = Network.random(Architecture((784, 4, 10), "relu"), np.random.default_rng(0))
    network.parameters.biases[-1][:] = -1e6
    assert layers_health(network, np.zeros((6, 784)))[-1].dead == 10
    network = Network.random(Architecture((784, 4, 10), "sigmoid"), np.random.default_rng(0))
    network.parameters.biases[-1][:] = -30.0
    assert layers_health(network, np.zeros((6, 784)))[-1].idle == ()


def test_the_outputs_of_a_softmax_are_left_out():
    architecture = Architecture((784, 4, 10), "relu", "cross_entropy")
    network = Network.random(architecture, np.random.default_rng(0))
    assert [health.layer for health in layers_health(network, np.zeros((6, 784)))] == [1]


def test_idle_layers_are_told_with_why_and_what_to_do():
    z = np.array([[9.0, 0.0, -9.0], [-9.0, 9.0, -8.0]])
    words = idle_words([layer_health(2, z, Sigmoid()), layer_health(3, z, Sigmoid())])
    assert words == (
        "layer 2: 2 saturated of 3 neurons, layer 3: 2 saturated of 3 neurons (over 2 training"
        " images). Their slope s'(z) is 0 or nearly 0: no error comes through to them. A smaller"
        " learning rate or another start helps"
    )
