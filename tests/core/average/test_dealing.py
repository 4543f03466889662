from typing import ClassVar

import numpy as np
import pytest

from core.average.comparing import batch_gradient, compare
from core.average.dealing import HANDS, Dealt, DealTask, measure, measure_in, without_images
from core.average.deck import Deck
from core.data.images import Dataset, ImageSet
from core.data.mnist import load_mnist
from core.errors import UsageError
from core.network.architecture import Architecture
from core.progress import Unwatched
from core.training.run import SgdRun
from core.training.settings import TrainingSettings

SIZES = (784, 6, 5, 10)


def images_of(count=60):
    rng = np.random.default_rng(1)
    pixels = np.where(rng.random((count, 784)) < 0.2, rng.integers(1, 256, (count, 784)), 0)
    return ImageSet("train", pixels.astype(np.uint8), rng.integers(0, 10, count).astype(np.uint8))


def run_of(images, **settings):
    settings = TrainingSettings(train_size=len(images), **settings)
    return SgdRun(Architecture(SIZES), settings, images)


def told(task, most=10**6):
    heard = []

    def tell(value):
        heard.extend([value] if value is not None else [])
        return len(heard) < most

    measure(task, tell)
    return heard


def test_the_deck_s_next_batch_is_the_one_that_the_run_takes():
    run = run_of(images_of(), batch_size=8)
    for _ in range(20):  # over the ends of two epochs, with a short last mini-batch each
        deck = Deck.of(run.to_session("x"))
        record = run.step()
        assert deck.epoch == record.epoch
        assert deck.next_batch.tolist() == record.examples.tolist()


def test_a_deck_counts_its_batches():
    run = run_of(images_of(), batch_size=8)
    for _ in range(3):
        run.step()

    deck = Deck.of(run.to_session("x"))

    assert (deck.batches_done, deck.batches_coming) == (3, 5)
    assert deck.last_batch.tolist() == deck.order[16:24].tolist()


def test_hands_hold_no_picture_twice_within_one_dealing():
    deck = Deck.of(run_of(images_of()).to_session("x"))

    hands = deck.hands(8, 15, np.random.default_rng(0))

    assert [len(hand) for hand in hands] == [15] * 8
    for dealing in (hands[:4], hands[4:]):
        assert sorted(np.concatenate(dealing).tolist()) == list(range(60))


def test_fewer_images_than_a_mini_batch_are_refused_with_both_numbers():
    task = DealTask.of(run_of(images_of()).to_session("x"), images_of(), size=100)

    with pytest.raises(UsageError, match=r"mini-batches of 100.*only 60 images"):
        told(task)


def test_many_mini_batches_are_told_one_by_one_and_repeat_from_their_seed():
    images = images_of()
    session = run_of(images).to_session("x")
    tasks = [DealTask.of(session, images, 10, seed) for seed in (3, 3, 4)]

    one, same, other = (told(task) for task in tasks)

    assert [len(dealt.comparisons) for dealt in one] == list(range(1, HANDS + 1))
    assert one[-1].cosines == same[-1].cosines != other[-1].cosines
    assert one[-1].middle == np.median(one[-1].cosines)


@pytest.mark.parametrize("most", [1, 7])
def test_measuring_ends_as_soon_as_nobody_wants_it(most):
    images = images_of()
    task = DealTask.of(run_of(images).to_session("x"), images, 10)

    assert len(told(task, most)) == most


def test_a_batch_of_all_images_has_no_angle_to_the_whole():
    images = images_of()
    task = DealTask.of(run_of(images, batch_size=60).to_session("x"), images)

    (dealt,) = told(task)

    assert isinstance(dealt, Dealt)
    assert dealt.comparisons[0].cosine == pytest.approx(1, abs=1e-6)
    assert dealt.comparisons[0].ratio == pytest.approx(1, rel=1e-5)
    assert dealt.undefined == 0


def test_many_are_compared_at_the_start_as_well_with_the_same_pictures():
    images = images_of()
    run = run_of(images)
    first = run.network
    run.steps(3)
    task = DealTask.of(run.to_session("x"), images, 10, seed=2)

    dealt = told(task)[-1]

    everything = batch_gradient(first, images, np.arange(len(task.deck))).vector
    expected = [
        compare(batch_gradient(first, images, batch).vector, everything, 10).cosine
        for batch in task.batches()
    ]
    assert dealt.first_cosines == pytest.approx(expected, abs=1e-5)
    assert len(dealt.cosines) == len(expected)
    assert dealt.cosines != pytest.approx(expected, abs=1e-5)


def test_a_run_at_its_start_is_compared_once():
    images = images_of()

    assert DealTask.of(run_of(images).to_session("x"), images, 10).first is None


def test_another_process_measures_the_same_without_being_sent_the_images():
    images = images_of()
    task = DealTask.of(run_of(images).to_session("x"), images, 10, seed=2)
    lean = without_images(task)

    class Noting(Unwatched):
        told: ClassVar[list] = []

        def tell(self, value):
            self.told.append(value)
            return True

    measure_in(lean, Noting(), Dataset(images, images, "x"))

    assert [each.comparisons for each in Noting.told] == [each.comparisons for each in told(task)]
    assert {id(each.task) for each in Noting.told} == {id(lean)}
    assert lean.images.pixels.size == 0


def test_a_mini_batch_of_a_hundred_points_as_the_whole_only_at_the_start():
    mnist = load_mnist()
    run = SgdRun(Architecture(), TrainingSettings(), mnist.train)

    start = told(DealTask.of(run.to_session("x"), mnist.train, 100))[-1]
    while not run.at_epoch_end:
        run.steps(1000)
    later = told(DealTask.of(run.to_session("x"), mnist.train, 100))[-1]

    assert min(start.cosines) > 0.99
    assert min(later.first_cosines) > 0.99
    assert 0.1 < later.middle < 0.75  # 0.26 to 0.64 after three epochs of three seeds
