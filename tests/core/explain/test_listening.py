import numpy as np
import pytest

from core.data.images import ImageSet
from core.explain.listening import STILL_AFTER, Ending, listen
from core.explain.one_step import ListenToOne
from core.network.architecture import Architecture
from core.network.network import Network


def images(count=40):
    rng = np.random.default_rng(4)
    pixels = rng.integers(0, 256, (count, 784)).astype(np.uint8)
    return ImageSet("test", pixels, rng.integers(0, 10, count).astype(np.uint8))


def task(learning_rate=1.5, most=100):
    network = Network.random(Architecture((784, 4, 10)), np.random.default_rng(0), np.float32)
    network.parameters.vector.setflags(write=False)
    return ListenToOne(network, images().activations(3), 2, images(), learning_rate, most)


def always(_heard):
    return True


def test_it_ends_when_everything_is_called_by_the_label():
    heard = listen(task(), always)
    assert heard.ending is Ending.EVERYTHING
    assert heard.called == heard.total == 40
    assert heard.gained == 40 - heard.counts_before[2]
    answers = heard.after.answers(images().activations(slice(0, 40), np.float32))
    assert (answers == 2).all()


def test_steps_that_change_no_bit_end_it_at_once():
    heard = listen(task(1e-30), always)
    assert (heard.ending, heard.steps) == (Ending.STILL, 1)
    assert (heard.after.parameters.vector == heard.before.parameters.vector).all()


def test_it_ends_when_no_answer_has_changed_for_long():
    heard = listen(task(1e-5), always)
    assert (heard.ending, heard.steps) == (Ending.STILL, STILL_AFTER)


def test_it_ends_at_the_limit():
    heard = listen(task(1e-5, most=3), always)
    assert (heard.ending, heard.steps) == (Ending.LIMIT, 3)


@pytest.mark.parametrize("pieces", [1, 3])
def test_whoever_is_told_can_end_it(pieces):
    told = []

    def go_on(heard):
        told.append(heard)
        return len(told) < pieces

    assert listen(task(1e-5), go_on) is None
    assert len(told) == pieces
