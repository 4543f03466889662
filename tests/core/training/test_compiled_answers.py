"""Answers found by compiled code, beside those that plain numpy finds in float64."""

import numpy as np
import pytest

from core.data.images import ImageSet
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from core.training.compiled_answers import CompiledAnswers
from core.training.measures import answers_of, measure_answers, plain_answers

HIDDEN = {"none": (), "one": (7,), "wide": (40,), "three": (9, 1, 33)}


def random_images(count=60):
    rng = np.random.default_rng(1)
    ink = rng.integers(1, 256, (count, 784)) * (rng.random((count, 784)) < 0.2)
    return ImageSet("test", ink.astype(np.uint8), rng.integers(0, 10, count).astype(np.uint8))


def random_network(hidden, activation="sigmoid", cost="quadratic"):
    architecture = Architecture((784, *hidden, 10), activation, cost)
    return Network.random(architecture, np.random.default_rng(3), np.float32)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_costs_and_answers_are_those_of_the_plain_network(hidden, activation, cost):
    network, images = random_network(hidden, activation, cost), random_images()
    exact = network.with_parameters(network.parameters.copy(np.float64))
    for piece in (slice(0, 60), slice(13, 17)):
        found, answers = CompiledAnswers(network, images)(piece)
        expected, expected_answers = plain_answers(exact, images, piece)
        assert found == pytest.approx(expected, rel=1e-5)
        assert (answers == expected_answers).all()


@pytest.mark.parametrize("hidden", [(), (7,), (9, 1, 33)], ids=["none", "one", "three"])
def test_outputs_too_small_for_a_number_cost_what_their_weighted_inputs_say(hidden):
    network, images = random_network(hidden, "sigmoid", "cross_entropy"), random_images()
    network.parameters.weights[-1][:] *= 500
    network.parameters.biases[-1][:] = np.arange(10) * 100
    piece, exact = slice(0, 60), network.with_parameters(network.parameters.copy(np.float64))
    z = exact.forward(images.activations(piece, np.float64)).weighted_inputs[-1]
    wanted = np.logaddexp.reduce(z, axis=1) - z[np.arange(60), images.labels]
    assert wanted.max() > 500  # softmax in float32 ends at 103

    found, _ = CompiledAnswers(network, images)(piece)
    plain, _ = plain_answers(network, images, piece)

    assert found == pytest.approx(wanted.sum(), rel=1e-5)
    assert plain == pytest.approx(wanted.sum(), rel=1e-5)


@pytest.mark.parametrize("cost", COSTS)
def test_what_is_no_number_is_said_and_answered_as_numpy_does(cost):
    network, images = random_network((7,), "sigmoid", cost), random_images()
    network.parameters.biases[-1][[4, 6]] = np.nan
    with np.errstate(all="ignore"):
        expected, expected_answers = plain_answers(network, images, slice(0, 60))
    found, answers = CompiledAnswers(network, images)(slice(0, 60))
    assert np.isnan(found)
    assert np.isnan(expected)
    assert (answers == expected_answers).all()


def test_equal_outputs_are_answered_by_the_first():
    network = random_network((7,))
    network.parameters.weights[-1][:] = 0
    network.parameters.biases[-1][:] = [0, 0, 3, 1, 3, 0, 0, 3, 0, 0]
    assert set(CompiledAnswers(network, random_images())(slice(0, 60))[1].tolist()) == {2}


def test_networks_in_float64_and_wide_ones_are_measured_by_numpy():
    images, network = random_images(), random_network((7,))
    exact = network.with_parameters(network.parameters.copy(np.float64))
    assert isinstance(answers_of(network, images), CompiledAnswers)
    assert not isinstance(answers_of(exact, images), CompiledAnswers)
    assert not isinstance(answers_of(random_network((200,)), images), CompiledAnswers)
    measure, answers = measure_answers(network, images, 1, 1)
    same, _ = measure_answers(exact, images, 1, 1)
    assert measure.cost == pytest.approx(same.cost, rel=1e-5)
    assert measure.accuracy == (answers.answers == images.labels).mean()
