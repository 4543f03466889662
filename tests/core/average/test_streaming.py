import numpy as np
import pytest

from core.average.streaming import Begun, More, Rows, StreamTask, carry_out
from core.average.wishes import joined, shuffled_examples
from core.data.images import ImageSet
from core.explain.places import Place
from core.network.architecture import Architecture
from core.network.backpropagation import gradient
from core.network.network import Network, targets
from core.training.measures import Interrupted

PLACES = (Place(3, 1), Place(2, 0, 3))


def images_of(count=1200):
    rng = np.random.default_rng(1)
    pixels = np.where(rng.random((count, 784)) < 0.2, rng.integers(1, 256, (count, 784)), 0)
    return ImageSet("train", pixels.astype(np.uint8), rng.integers(0, 10, count).astype(np.uint8))


def task_of(**changes):
    network = Network.random(Architecture((784, 6, 5, 10)), np.random.default_rng(3))
    images = images_of()
    settings = {"places": PLACES, "count": 10, **changes}
    return StreamTask(network, images, shuffled_examples(len(images), 0), **settings)


def told(task, most=10**6):
    heard = []

    def tell(value):
        heard.extend([value] if value is not None else [])
        return len(heard) < most

    carry_out(task, tell)
    return heard


def test_what_is_shown_comes_first_and_then_all_others():
    task = task_of()

    begun, *more = told(task)

    assert isinstance(begun, Begun)
    assert begun.running.count == len(begun.wishes) == 10
    whole = joined([begun.wishes, *(each.wishes for each in more)], 2)
    assert whole.examples.tolist() == task.examples.tolist()
    exact, _ = gradient(
        task.network, task.images.activations(slice(None)), targets(task.images.labels)
    )
    expected = [-place.value_in(exact) for place in PLACES]
    assert np.abs(whole.values.mean(axis=0) - expected).max() < 1e-12


def test_only_what_is_shown_is_computed_where_that_is_all_that_is_wanted():
    assert [type(value) for value in told(task_of(everything=False))] == [Begun]


@pytest.mark.parametrize("most", [1, 2])
def test_a_stream_ends_as_soon_as_nobody_wants_it(most):
    heard = told(task_of(), most)

    assert [type(value) for value in heard] == [Begun, More][:most]


def test_choosing_the_rows_is_given_up_as_well():
    with pytest.raises(Interrupted):
        told(task_of(places=None), 0)


def test_the_most_sensitive_rows_are_those_of_all_the_examples():
    task = task_of(places=None, row_count=6)

    begun = told(task, 1)[0]

    exact, _ = gradient(
        task.network, task.images.activations(slice(None)), targets(task.images.labels)
    )
    largest = np.sort(np.abs(exact.vector))[::-1][:6]
    sizes = [abs(place.value_in(exact)) for place in begun.places]
    assert sizes == pytest.approx(largest.tolist(), rel=1e-4)


def test_random_rows_repeat_from_their_seed():
    tasks = [task_of(places=None, rows=Rows.RANDOM, row_count=12, seed=s) for s in (1, 1, 2)]

    one, same, other = (told(task, 1)[0].places for task in tasks)

    assert one == same != other
    assert len(set(one)) == 12
