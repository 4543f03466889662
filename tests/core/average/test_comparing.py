from math import degrees

import numpy as np
import pytest

from core.average.comparing import batch_gradient, compare, compare_batches
from core.data.images import ImageSet
from core.network.architecture import Architecture
from core.network.backpropagation import gradient
from core.network.network import Network, targets
from core.network.parameters import Parameters
from core.training.measures import Interrupted

SIZES = (784, 6, 5, 10)


def images_of(count=60, seed=1):
    rng = np.random.default_rng(seed)
    pixels = np.where(rng.random((count, 784)) < 0.2, rng.integers(1, 256, (count, 784)), 0)
    return ImageSet("train", pixels.astype(np.uint8), rng.integers(0, 10, count).astype(np.uint8))


def network_of():
    return Network.random(Architecture(SIZES), np.random.default_rng(3))


def angle_by_halves(u, v):
    """Return the angle by Kahan's formula, 2 atan2(|u/|u| - v/|v||, |u/|u| + v/|v||)."""
    u, v = u / np.linalg.norm(u), v / np.linalg.norm(v)
    return degrees(2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))


def test_an_angle_worked_by_hand():
    found = compare(np.array([1.0, 1.0, 0.0]), np.array([2.0, 0.0, 0.0]), 5)

    assert found.angle == pytest.approx(45)
    assert found.ratio == pytest.approx(2**0.5 / 2)
    assert (found.same_way, found.compared) == (0.5, 2)


@pytest.mark.parametrize("size", [1.0, 1e-200, 1e200])
def test_an_angle_is_that_of_another_formula_however_large(size):
    rng = np.random.default_rng(0)
    for turn in (0.01, 1.0, 30.0):
        u = rng.standard_normal(500)
        v = u + turn * rng.standard_normal(500)
        assert compare(size * u, v, 1).angle == pytest.approx(angle_by_halves(u, v), abs=1e-5)


def test_opposite_gradients_are_half_a_turn_apart():
    u = np.array([3.0, -0.1, 2.0])

    assert compare(u, -u, 1).angle == pytest.approx(180)
    assert compare(u, -u, 1).same_way == 0


@pytest.mark.parametrize("bad", [0.0, np.nan, np.inf])
def test_a_gradient_that_is_zero_or_not_finite_has_no_angle(bad):
    found = compare(np.full(3, bad), np.ones(3), 1)

    assert found.cosine is None
    assert found.angle is None
    assert found.same_way is None


def test_a_saturated_network_has_no_angle():
    network, images = network_of(), images_of()
    heavy = Parameters(network.parameters.vector * 1e6, SIZES)

    (found,) = compare_batches(network.with_parameters(heavy), images, 60, [np.arange(5)])

    assert found.cosine is None


def test_a_batch_s_gradient_is_that_of_backpropagation_at_once():
    network, images = network_of(), images_of()
    some = np.array([5, 3, 44, 12])

    own = batch_gradient(network, images, some)

    whole, _ = gradient(network, images.activations(some), targets(images.labels[some]))
    assert np.abs(own.vector - whole.vector).max() < 1e-15


def test_the_angle_to_all_examples_agrees_with_a_gradient_in_double_precision():
    network, images = network_of(), images_of()
    full = batch_gradient(network, images, np.arange(60)).vector
    batches = [np.arange(start, start + 6) for start in (0, 6, 12)]

    found = list(compare_batches(network, images, 60, batches))

    for each, batch in zip(found, batches, strict=True):
        own = batch_gradient(network, images, batch).vector
        assert each.angle == pytest.approx(angle_by_halves(own, full), abs=1e-3)
        assert each.ratio == pytest.approx(np.linalg.norm(own) / np.linalg.norm(full), rel=1e-5)


def test_a_comparison_is_given_up_when_it_is_unwanted():
    with pytest.raises(Interrupted):
        list(compare_batches(network_of(), images_of(), 60, [np.arange(5)], lambda: True))
