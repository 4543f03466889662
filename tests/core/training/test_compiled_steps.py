"""Steps in compiled code, beside steps that plain backpropagation makes in float64."""

import numpy as np
import pytest

from core.data.images import ImageSet
from core.network import backpropagation
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network, targets
from core.network.parameters import Parameters
from core.training import compiled
from core.training.batches import ShuffledImages
from core.training.compiled_steps import CompiledSteps, steps_of
from core.training.descent import Descent
from core.training.padded import PaddedParameters
from core.training.plain_steps import PlainSteps
from core.training.sgd_step import SgdStep
from core.training.sparse_images import SparseImages

HIDDEN = {"none": (), "one": (7,), "wide": (40,), "two": (16, 16), "three": (9, 1, 33)}
IMAGES = 37
RATE = 0.05


def random_images(count=IMAGES, seed=1):
    rng = np.random.default_rng(seed)
    ink = rng.integers(1, 256, (count, 784)) * (rng.random((count, 784)) < 0.2)
    return ImageSet("train", ink.astype(np.uint8), rng.integers(0, 10, count).astype(np.uint8))


def random_network(hidden, activation="sigmoid", cost="quadratic"):
    architecture = Architecture((784, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(3), np.float32)
    noise = np.random.default_rng(4).normal(0, 0.05, architecture.parameter_count)
    network.parameters.vector[:] += noise
    return network


class Steps:
    """Steps of one kind over a shuffled epoch."""

    def __init__(self, network, images, kind=CompiledSteps, momentum=0.0, l2=0.0):
        self.sgd = SgdStep(network.architecture, network.parameters)
        self.shuffled = ShuffledImages(images, len(images), np.random.default_rng(5))
        self.shuffled.shuffle()
        rest = (images,) if kind is CompiledSteps else ()
        self.steps = kind(self.sgd, self.shuffled, *rest)
        self.descent = Descent(self.sgd, momentum, l2)
        self.descent.set_learning_rate(RATE)

    def make(self, most, batch_size):
        with np.errstate(all="ignore"):
            made = self.steps.make(most, batch_size, RATE, self.descent)
        self.shuffled.position = made.stop
        return made

    @property
    def vector(self):
        return self.sgd.weights.unfolded().vector


def in_float64(network, images, order, batch_size, momentum=0.0, l2=0.0):
    """Return parameters after an epoch, each step's mean cost, and its gradient's layers."""
    sizes = network.parameters.sizes
    parameters = network.parameters.copy(np.float64)
    velocity, costs, lengths = np.zeros_like(parameters.vector), [], []
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        now = network.with_parameters(parameters)
        x, y = images.activations(chosen), targets(images.labels[chosen])
        gradient, cost = backpropagation.gradient(now, x, y)
        penalty = Parameters.zeros(sizes)
        for mine, theirs in zip(penalty.weights, parameters.weights, strict=True):
            mine[:] = l2 * theirs
        velocity = momentum * velocity - RATE * (gradient.vector + penalty.vector)
        parameters = Parameters(parameters.vector + velocity, sizes)
        costs.append(cost)
        lengths.append([np.sqrt(layer @ layer) for layer in gradient.layers])
    return parameters.vector, np.array(costs), np.array(lengths)


def assert_an_epoch_is_the_plain_one(network, batch_size, momentum=0.0, l2=0.0):
    images = random_images()
    mine = Steps(network, images, momentum=momentum, l2=l2)
    made = mine.make(100, batch_size)
    bundle = made.bundle(len(made), 1, mine.shuffled.order, RATE)
    order = mine.shuffled.order
    expected, costs, lengths = in_float64(network, images, order, batch_size, momentum, l2)
    moved = np.abs(expected - network.parameters.vector).max()
    assert made.refused is None
    assert len(made) == -(-IMAGES // batch_size)
    assert np.abs(mine.vector - expected).max() <= 1e-5 * moved + 1e-6
    assert np.allclose(bundle.costs, costs, rtol=1e-5, atol=0)
    assert np.allclose(bundle.gradient_sizes, lengths, rtol=2e-4, atol=1e-5 * lengths.max())


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize("batch_size", [1, 10, 37])
def test_an_epoch_equals_that_of_plain_backpropagation(hidden, activation, cost, batch_size):
    assert_an_epoch_is_the_plain_one(random_network(hidden, activation, cost), batch_size)


@pytest.mark.parametrize(("momentum", "l2"), [(0.9, 0.0), (0.0, 0.1), (0.8, 0.1)])
def test_momentum_and_penalty_are_those_of_the_formula(momentum, l2):
    assert_an_epoch_is_the_plain_one(random_network((16, 16)), 10, momentum, l2)


@pytest.mark.parametrize(("momentum", "l2"), [(0.0, 0.0), (0.9, 0.1)])
def test_steps_made_in_parts_have_the_same_bits(momentum, l2):
    network, images = random_network((16, 16)), random_images()
    whole, parts = (Steps(network, images, momentum=momentum, l2=l2) for _ in range(2))
    made = whole.make(13, 3)
    costs = np.concatenate([parts.make(most, 3).costs for most in (1, 5, 2, 5)])
    assert costs.tobytes() == made.costs.tobytes()
    assert parts.vector.tobytes() == whole.vector.tobytes()
    assert parts.sgd.change.vector.tobytes() == whole.sgd.change.vector.tobytes()


def test_no_step_goes_beyond_the_end_of_the_epoch():
    steps = Steps(random_network((8,)), random_images())
    made = steps.make(100, 10)
    assert (len(made), made.stop) == (4, IMAGES)
    assert [len(r.examples) for r in made.bundle(4, 1, steps.shuffled.order, 1)] == [10, 10, 10, 7]
    assert len(steps.make(100, 10)) == 0


def test_the_change_is_minus_the_rate_times_the_last_gradient():
    network, images = random_network((16, 16)), random_images()
    steps = Steps(network, images)
    steps.make(1, 10)
    chosen = steps.shuffled.order[:10]
    exact = network.with_parameters(network.parameters.copy(np.float64))
    x, y = images.activations(chosen), targets(images.labels[chosen])
    gradient, _ = backpropagation.gradient(exact, x, y)
    change = steps.sgd.change.unfolded(-1 / RATE).vector
    assert np.allclose(change, gradient.vector, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("kind", [CompiledSteps, PlainSteps])
@pytest.mark.parametrize(("activation", "cost"), [("sigmoid", "quadratic"), ("relu", "quadratic")])
def test_a_step_that_is_not_finite_is_not_made(kind, activation, cost):
    network = random_network((8,), activation, cost)
    network.parameters.weights[-1][0, 0] = np.nan
    network.parameters.biases[0][0] = 1
    steps = Steps(network, random_images(), kind)
    made = steps.make(5, 10)
    assert (len(made), made.stop) == (0, 0)
    assert not np.isfinite(made.refused)
    assert steps.vector.tobytes() == network.parameters.vector.tobytes()


@pytest.mark.parametrize("kind", [CompiledSteps, PlainSteps])
def test_steps_before_one_that_is_not_finite_are_kept(kind):
    network = random_network((8,), "relu")
    images = random_images()
    steps = Steps(network, images, kind)
    lit = np.flatnonzero(images.pixels[steps.shuffled.order[25]])
    for earlier in steps.shuffled.order[:20]:
        lit = lit[images.pixels[earlier, lit] == 0]
    for matrix in network.parameters.weights[0]:
        matrix[lit] = 3e38  # pixels that no image before the third mini-batch has
    steps.sgd.weights.assign(network.parameters)
    made = steps.make(5, 10)
    assert (len(made), made.stop) == (2, 20)
    assert made.refused is not None
    assert np.isfinite(steps.vector).all()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_is_no_number_in_a_hidden_neuron_stays_none(activation):
    network = random_network((8, 8), activation)
    network.parameters.biases[0][3] = np.nan
    made = Steps(network, random_images()).make(5, 10)
    assert len(made) == 0
    assert np.isnan(made.refused)


def test_parameters_come_back_from_their_padded_form_bit_for_bit():
    network = random_network((9, 33))
    folded = SgdStep(network.architecture, network.parameters).weights
    before = folded.vector.tobytes()
    padded = PaddedParameters(network.architecture.sizes)
    padded.take(folded)
    folded.vector[:] = 0
    padded.give(folded)
    assert folded.vector.tobytes() == before


def test_what_lies_behind_the_rows_stays_zero():
    steps = Steps(random_network((9, 1, 33)), random_images(), momentum=0.9, l2=0.1)
    steps.make(10, 10)
    weights = steps.steps._weights
    inside = sum(matrix.size for matrix in weights.matrices)
    assert inside < weights.vector.size
    assert np.count_nonzero(weights.vector) <= inside


def test_the_lit_pixels_are_those_of_the_images():
    images = random_images(5)
    sparse = SparseImages.of(images)
    pixels = np.zeros((5, 784), np.uint8)
    for image in range(5):
        part = slice(sparse.starts[image], sparse.starts[image + 1])
        pixels[image, sparse.columns[part]] = sparse.values[part]
    assert pixels.tobytes() == images.pixels.tobytes()
    assert sparse.values.min() > 0
    assert SparseImages.of(images) is sparse


def test_wide_networks_and_those_without_compiled_code_take_plain_steps(monkeypatch):
    def kind(hidden):
        mine = Steps(random_network(hidden), random_images())
        return type(steps_of(mine.sgd, mine.shuffled, random_images()))

    assert kind((16,)) is CompiledSteps
    assert kind((200,)) is PlainSteps
    monkeypatch.setattr(compiled, "kernels", no_kernels)
    assert kind((16,)) is PlainSteps


def no_kernels():
    return None


def test_a_label_that_is_no_digit_is_refused():
    images = ImageSet("train", np.zeros((1, 784), np.uint8), np.array([10], np.uint8))
    with pytest.raises(IndexError, match="label 10"):
        Steps(random_network(()), images).make(1, 1)
