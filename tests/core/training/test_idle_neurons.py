import numpy as np

from core.network.activations import Relu, Sigmoid
from core.network.architecture import Architecture
from core.network.network import Network
from core.training.idle_neurons import hidden_layers_health, layer_health


def test_a_relu_below_zero_for_every_image_is_dead():
    z = np.array([[-1.0, 2.0, -3.0], [-2.0, -1.0, 4.0]])
    health = layer_health(1, z, Relu())
    assert (health.dead, health.saturated, health.neurons, health.images) == (1, 0, 3, 2)
    assert health.words.startswith("layer 1: 1 dead of 3 neurons over 2 images")


def test_a_sigmoid_far_from_zero_for_every_image_is_saturated():
    z = np.array([[9.0, 0.0, -9.0], [-9.0, 9.0, -8.0]])
    health = layer_health(2, z, Sigmoid())
    assert (health.dead, health.saturated) == (0, 2)


def test_nothing_is_said_of_a_layer_that_learns():
    assert layer_health(1, np.zeros((5, 4)), Sigmoid()).words == ""


def test_every_hidden_layer_is_looked_at():
    network = Network.random(Architecture((784, 4, 3, 10)), np.random.default_rng(0))
    found = hidden_layers_health(network, np.zeros((6, 784)))
    assert [(health.layer, health.neurons) for health in found] == [(1, 4), (2, 3)]
