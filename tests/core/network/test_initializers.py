import numpy as np
import pytest

from core.network.architecture import Architecture
from core.network.initializers import initial_parameters
from core.network.network import Network


def start(seed: int = 0, *arguments) -> np.ndarray:
    return initial_parameters(Architecture(*arguments), np.random.default_rng(seed)).vector


def test_the_same_seed_gives_the_same_bits():
    assert start(5).tobytes() == start(5).tobytes()


def test_another_seed_gives_another_network():
    assert (start(5) != start(6)).mean() > 0.99


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu"])
@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
@pytest.mark.parametrize("hidden", [(), (16, 16), (100, 50, 20)])
def test_no_neuron_starts_saturated_and_no_two_alike(activation, cost, hidden):
    architecture = Architecture((784, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(0))
    x = np.random.default_rng(1).uniform(0, 0.3, (20, 784))

    for z in network.forward(x).weighted_inputs:
        assert np.abs(z).max() < 20
        assert len(np.unique(z[0])) == z.shape[1]


def test_weights_shrink_with_the_number_of_inputs_so_that_their_sum_does_not_grow():
    # A weighted sum of n independent inputs of size 1 spreads as sqrt(n) times a weight.
    spreads = []
    for n_in in (50, 200, 800):
        weights = initial_parameters(Architecture((n_in, 400, 10)), np.random.default_rng(0))
        spreads.append(weights.weights[0].std() * np.sqrt(n_in))

    assert spreads == pytest.approx([spreads[0]] * 3, rel=0.03)


def test_rectifiers_start_with_weights_larger_by_the_root_of_two():
    sizes = (300, 300, 10)
    relu = initial_parameters(Architecture(sizes, "relu"), np.random.default_rng(0))
    tanh = initial_parameters(Architecture(sizes, "tanh"), np.random.default_rng(0))

    assert relu.weights[0].std() / tanh.weights[0].std() == pytest.approx(np.sqrt(2), rel=1e-9)


def test_a_float32_network_is_the_float64_one_rounded():
    architecture = Architecture()
    exact = Network.random(architecture, np.random.default_rng(3))
    single = Network.random(architecture, np.random.default_rng(3), np.float32)

    np.testing.assert_array_equal(
        single.parameters.vector, exact.parameters.vector.astype(np.float32)
    )


def test_sigmoid_neurons_start_with_spread_biases_and_all_others_with_none():
    sizes = (20, 500, 500, 10)
    spread = initial_parameters(Architecture(sizes), np.random.default_rng(0)).biases
    none = initial_parameters(Architecture(sizes, "relu"), np.random.default_rng(0)).biases

    assert [b.std() for b in spread[:2]] == pytest.approx([1, 1], rel=0.1)
    assert not any(b.any() for b in none)


def test_sigmoid_neurons_behind_the_pixels_start_with_quieter_weights_than_those_behind_neurons():
    sizes = (400, 400, 400, 10)
    first, second, _ = initial_parameters(Architecture(sizes), np.random.default_rng(0)).weights

    assert second.std() == pytest.approx(1 / 20, rel=0.01)
    assert first.std() == pytest.approx(0.3 / 20, rel=0.01)
