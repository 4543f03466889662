import numpy as np
import pytest

from core.data.images import ImageSet
from core.data.mnist import load_mnist
from core.errors import DivergedError
from core.explain.check import CostProbe
from core.explain.derivation import derive
from core.explain.one_step import PIECE, ListenToOne, one_step
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.initializers import initial_parameters
from core.network.network import Network
from core.training.run import generators


@pytest.fixture(scope="module")
def dataset():
    return load_mnist()


def network_of(hidden=(16, 16), activation="sigmoid", cost="quadratic", n_in=784) -> Network:
    architecture = Architecture((n_in, *hidden, 10), activation, cost)
    return Network.random(architecture, np.random.default_rng(4), np.float32)


def fresh() -> Network:
    """Return the network that a run with seed 0 starts from."""
    rng, _ = generators(0)
    architecture = Architecture()
    return Network(architecture, initial_parameters(architecture, rng).copy(np.float32))


def random_images(count: int) -> ImageSet:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (count, 784), dtype=np.uint8)
    return ImageSet("test", pixels, rng.integers(0, 10, count, dtype=np.uint8))


def image_of(n_in=784) -> np.ndarray:
    return np.random.default_rng(5).uniform(0, 1, n_in)


@pytest.mark.parametrize("hidden", [(), (1, 1), (8, 6)], ids=str)
@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_small_step_falls_as_predicted(activation, cost, hidden):
    network = network_of(hidden, activation, cost, 12)
    exact = network.with_parameters(network.parameters.copy(np.float64))

    step = one_step(exact, image_of(12), 3, 1e-6)

    fall = step.cost_before - step.cost_after
    assert fall == pytest.approx(step.cost_before - step.cost_predicted, rel=1e-3, abs=1e-15)


def test_the_prediction_is_the_cost_minus_rate_times_the_measured_squared_gradient():
    network = network_of((5,), n_in=6)
    step = one_step(network, image_of(6), 3, 0.25)
    probe = CostProbe(network, image_of(6), step.old.target)

    gradient = [probe.derivative(i) for i in range(network.parameters.vector.size)]

    assert step.cost_predicted == pytest.approx(
        step.cost_before - 0.25 * np.dot(gradient, gradient)
    )


def test_parameters_move_by_rate_times_nudge_in_their_own_precision():
    network = network_of()
    step = one_step(network, image_of(), 3, 1.5)

    vector = step.after.parameters.vector
    expected = network.parameters.vector.astype(np.float64) + 1.5 * step.old.nudges.vector
    assert vector.dtype == np.float32
    np.testing.assert_array_equal(vector, expected.astype(np.float32))
    np.testing.assert_array_equal(step.outputs_after, derive(step.after, image_of(), 3).outputs)
    assert step.cost_after == pytest.approx(((step.outputs_after - step.new.target) ** 2).sum())


def test_undo_gives_back_the_same_bits():
    network = network_of()
    bits = network.parameters.vector.tobytes()

    step = one_step(network, image_of(), 3, 1.5)

    assert step.before is network
    assert step.before.parameters.vector.tobytes() == bits
    assert step.after.parameters.vector.tobytes() != bits
    assert not np.shares_memory(step.after.parameters.vector, network.parameters.vector)


def test_a_step_into_infinity_is_refused_by_name():
    with pytest.raises(DivergedError, match="learning rate 1e\\+60"):
        one_step(network_of((8,), "relu", n_in=12), image_of(12), 3, 1e60)


@pytest.mark.parametrize("index", [5, 16, 25])
def test_one_step_on_one_2_makes_it_the_answer_for_the_whole_test_set(dataset, index):
    network = fresh()
    assert dataset.train.labels[index] == 2
    before = network.answers(dataset.test.activations(slice(None), np.float32))
    assert not (before == 2).any()

    step = one_step(network, dataset.train.activations(index), 2, 1.5)

    answers = step.after.answers(dataset.test.activations(slice(None), np.float32))
    assert (answers == 2).mean() > 0.99
    assert step.cost_after < step.cost_before
    undone = step.before.answers(dataset.test.activations(slice(None), np.float32))
    np.testing.assert_array_equal(undone, before)


def test_listening_to_one_2_ends_when_everything_is_called_2(dataset):
    network = fresh()
    bits = network.parameters.vector.tobytes()
    listening = ListenToOne(network, dataset.train.activations(5), 2, dataset.test, 1.5)

    heard = list(listening)

    assert heard[-1].everything
    assert heard[-1].counts.tolist() == [0, 0, 10_000, 0, 0, 0, 0, 0, 0, 0]
    assert heard[-1].step == 1
    assert heard[0].step == 0
    assert heard[0].counts[2] == 0
    assert network.parameters.vector.tobytes() == bits


def test_answers_are_counted_piece_by_piece():
    images = random_images(PIECE * 2 + 100)
    network = network_of()
    listening = ListenToOne(network, image_of(), 3, images, 0.01, most=2)

    heard = list(listening)

    assert [(h.step, h.looked_at) for h in heard] == [
        (step, looked_at) for step in range(3) for looked_at in (500, 1000, 1100)
    ]
    for h in heard:
        answers = h.network.answers(images.activations(slice(0, h.looked_at), np.float32))
        assert h.counts.tolist() == np.bincount(answers, minlength=10).tolist()
        assert h.complete == (h.looked_at == 1100)
        assert h.share == h.counts[3] / h.looked_at
        assert not h.counts.flags.writeable


def test_each_step_of_listening_is_one_step_more():
    network = network_of()
    heard = list(ListenToOne(network, image_of(), 3, random_images(10), 0.01, most=3))

    for h in heard:
        np.testing.assert_array_equal(h.network.parameters.vector, network.parameters.vector)
        network = one_step(network, image_of(), 3, 0.01).after
    assert len(heard) == 4


def test_listening_can_be_given_up_between_two_pieces_and_begun_again():
    listening = ListenToOne(network_of(), image_of(), 3, random_images(1200), 0.01)

    first = [next(iter(listening)) for _ in range(2)]

    assert first[0].looked_at == first[1].looked_at == 500
    assert first[0].step == first[1].step == 0


def test_a_network_that_calls_everything_so_takes_no_step():
    network = network_of()
    network.parameters.biases[-1][4] = 100

    heard = list(ListenToOne(network, image_of(), 4, random_images(1200), 1.0))

    assert {h.step for h in heard} == {0}
    assert heard[-1].everything
