import numpy as np
import pytest

from core.errors import UsageError
from core.experiments.noise import Noise, noise_pictures, run_noise
from core.network.initializers import initial_parameters
from core.network.network import Network
from core.progress import Unwatched
from tests.core.experiments.conftest import SMALL, Watcher

NETWORK = Network(SMALL, initial_parameters(SMALL, np.random.default_rng(0)))
NOISE = Noise(count=700)


def found(noise, dataset):
    return run_noise(noise, NETWORK, dataset.test, Unwatched())


def test_noise_repeats_bit_for_bit_and_another_seed_is_other_noise(dataset):
    first, again = found(NOISE, dataset), found(NOISE, dataset)

    assert np.array_equal(first.noise_tops, again.noise_tops)
    assert np.array_equal(first.picture, again.picture)
    assert not np.array_equal(first.picture, found(Noise(1, 700), dataset).picture)


def test_the_answer_is_that_of_the_network_to_the_picture(dataset):
    finding = found(NOISE, dataset)
    outputs = NETWORK.outputs(finding.picture / 255)

    np.testing.assert_allclose(finding.answers, outputs, atol=1e-12)
    assert finding.answer == outputs.argmax()
    assert finding.confidence == finding.noise_tops[0]


def test_the_largest_output_of_every_digit_is_counted(dataset):
    finding = found(NOISE, dataset)
    tops = NETWORK.outputs(dataset.test.activations(slice(None))).max(axis=1)

    np.testing.assert_allclose(finding.digit_tops, tops, atol=1e-12)
    assert finding.noise_answers.sum() == 700


def test_the_bars_hold_all_pictures(dataset):
    edges, noise, digits = found(NOISE, dataset).histogram()

    assert (len(edges), noise.sum(), digits.sum()) == (21, pytest.approx(1), pytest.approx(1))


def test_noise_like_digits_has_the_ink_of_digits(dataset):
    chance = np.random.default_rng(0)
    pictures = noise_pictures(Noise(like_digits=True), 50, dataset.test, chance)
    inks = {tuple(np.sort(row)) for row in dataset.test.pixels.tolist()}

    assert all(tuple(np.sort(row)) in inks for row in pictures.tolist())
    assert pictures.dtype == np.uint8


@pytest.mark.parametrize("patience", [0, 1, 2])
def test_noise_can_be_given_up(dataset, patience):
    assert run_noise(NOISE, NETWORK, dataset.test, Watcher(patience)) is None


@pytest.mark.parametrize("count", [0, 100_001])
def test_a_count_out_of_range_is_refused(count):
    with pytest.raises(UsageError, match="noise pictures"):
        Noise(count=count)
