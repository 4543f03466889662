import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.architecture import Architecture
from core.network.network import Network
from core.training.confusion import Confusion, confusion_counts
from core.training.measures import measure_answers

DIGIT = st.integers(0, 9)


def digits(*numbers):
    return np.array(numbers, np.uint8)


@given(st.lists(st.tuples(DIGIT, DIGIT), max_size=300))
def test_the_counts_are_those_of_a_plain_loop(pairs):
    expected = [[0] * 10 for _ in range(10)]
    for label, answer in pairs:
        expected[label][answer] += 1
    labels, answers = digits(*[pair[0] for pair in pairs]), digits(*[pair[1] for pair in pairs])
    assert confusion_counts(labels, answers).tolist() == expected


def test_a_cell_knows_its_images():
    confusion = Confusion.of(digits(3, 5, 3, 3), digits(8, 8, 3, 8))
    assert confusion.images_in(3, 8).tolist() == [0, 3]
    assert confusion.images_in(5, 5).tolist() == []


def test_accuracy_is_told_for_all_and_for_each_digit():
    confusion = Confusion.of(digits(0, 0, 0, 0, 1), digits(0, 0, 0, 7, 7))
    assert (confusion.right, confusion.accuracy) == (3, 0.6)
    assert confusion.accuracies[:2].tolist() == [0.75, 0.0]
    assert np.isnan(confusion.accuracies[2:]).all()


def test_answers_to_other_images_are_refused():
    with pytest.raises(ValueError, match="2 answers to 3 images"):
        Confusion.of(digits(1, 2, 3), digits(1, 2))


def test_the_answers_measured_are_the_largest_outputs_and_agree_with_the_accuracy(dataset):
    network = Network.random(Architecture((784, 6, 10)), np.random.default_rng(2))
    measure, answers = measure_answers(network, dataset.test, 7, 1)
    alone = [int(network.outputs(x[None]).argmax()) for x in dataset.test.activations(slice(None))]
    assert answers.answers.tolist() == alone
    assert not answers.answers.flags.writeable
    confusion = Confusion.of(dataset.test.labels, answers.answers)
    assert (answers.step, confusion.accuracy) == (7, measure.accuracy)
