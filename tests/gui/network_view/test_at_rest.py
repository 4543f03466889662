import numpy as np
import pytest

from core.network.architecture import Architecture
from core.network.network import Network
from gui.network_view.at_rest import (
    brightness_of,
    choose_shown,
    drawn_connections,
    scene_at_rest,
)

ALL = (np.arange(2), np.arange(3), np.arange(10))


def hidden_brightness(activation, values):
    """Return how bright a hidden layer of three neurons is drawn."""
    architecture = Architecture((2, 3, 10), activation)
    activations = (np.zeros(2), np.array(values), np.linspace(0, 1, 10))
    return brightness_of(activations, architecture, ALL)[1]


@pytest.mark.parametrize(
    ("activation", "values", "expected"),
    [
        ("sigmoid", [0.0, 0.3, 1.0], [0.0, 0.3, 1.0]),
        ("tanh", [-1.0, 0.0, 1.0], [0.0, 0.5, 1.0]),
        ("relu", [0.0, 1.0, 4.0], [0.0, 0.25, 1.0]),
        ("relu", [0.0, 0.2, 0.5], [0.0, 0.2, 0.5]),  # under 1, a 1 is full light
        ("relu", [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]),
        ("leaky_relu", [-0.02, 1.0, 2.0], [0.0, 0.5, 1.0]),
    ],
)
def test_brightness_is_measured_by_the_activations_range(activation, values, expected):
    np.testing.assert_allclose(hidden_brightness(activation, values), expected)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_pixels_and_softmax_outputs_are_their_own_brightness(activation):
    architecture = Architecture((2, 3, 10), activation, "cross_entropy")
    outputs = np.linspace(0, 1, 10)

    brightness = brightness_of((np.array([0.0, 0.7]), np.zeros(3), outputs), architecture, ALL)

    np.testing.assert_array_equal(brightness[0], [0.0, 0.7])
    np.testing.assert_array_equal(brightness[2], outputs)


def test_a_rectifier_is_measured_by_the_brightest_of_all_even_if_it_is_not_drawn():
    architecture = Architecture((2, 3, 10), "relu")
    activations = (np.zeros(2), np.array([1.0, 8.0, 2.0]), np.zeros(10))

    brightness = brightness_of(activations, architecture, (ALL[0], np.array([0, 2]), ALL[2]))

    np.testing.assert_allclose(brightness[1], [0.125, 0.25])


def test_connections_are_the_rows_and_columns_of_the_neurons_drawn():
    matrix = np.arange(12.0).reshape(3, 4)

    (drawn,) = drawn_connections((matrix,), (np.array([1, 3]), np.array([0, 2])))

    np.testing.assert_array_equal(drawn, [[1.0, 3.0], [9.0, 11.0]])


def test_at_rest_weights_and_activations_belong_to_the_same_pixels():
    architecture = Architecture((784, 30, 10))
    network = Network.random(architecture, np.random.default_rng(0))
    image = np.random.default_rng(1).random(784)
    activations = network.forward(image).activations
    shown = choose_shown(architecture, image)

    scene = scene_at_rest(network.parameters, activations, architecture, shown)

    np.testing.assert_array_equal(scene.values[0], image[scene.shown[0]])
    for row, neuron in enumerate(scene.shown[1]):
        for column, pixel in enumerate(scene.shown[0]):
            weight = network.parameters.weights[0][neuron, pixel]
            assert scene.connections[0][row, column] == weight
    assert scene.answer == int(np.argmax(activations[-1]))
    assert scene.output_names == tuple("0123456789")


def test_the_brightest_pixels_are_the_ones_drawn():
    image = np.zeros(784)
    bright = np.arange(100, 116)
    image[bright] = 0.5

    np.testing.assert_array_equal(choose_shown(Architecture(), image)[0], bright)
