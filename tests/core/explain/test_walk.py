import pytest

from core.explain.walk import StepKind, layer_name, walk
from core.network.architecture import Architecture

K = StepKind


def test_the_steps_of_the_reference_network():
    steps = [(step.kind, step.layer) for step in walk(Architecture())]

    assert steps == [
        (K.INPUT, 0), (K.FORWARD, 1), (K.FORWARD, 2), (K.FORWARD, 3), (K.COST, 3),
        (K.OUTPUT_DESIRES, 3), (K.NUDGES, 3), (K.DESIRES, 2), (K.NUDGES, 2), (K.DESIRES, 1),
        (K.NUDGES, 1), (K.DESIRES, 0), (K.STEP, 3),
    ]  # fmt: skip


def test_the_steps_without_hidden_layers():
    kinds = [step.kind for step in walk(Architecture((784, 10)))]

    assert kinds == [
        K.INPUT, K.FORWARD, K.COST, K.OUTPUT_DESIRES, K.NUDGES, K.DESIRES, K.STEP
    ]  # fmt: skip


@pytest.mark.parametrize("hidden", [(), (5,), (5, 4, 3)])
def test_every_layer_is_computed_nudged_and_the_one_before_asked_once(hidden):
    depth = len(hidden) + 1
    steps = walk(Architecture((784, *hidden, 10)))

    layers = {kind: [step.layer for step in steps if step.kind is kind] for kind in StepKind}

    assert layers[K.FORWARD] == list(range(1, depth + 1))
    assert layers[K.NUDGES] == list(range(depth, 0, -1))
    assert layers[K.DESIRES] == list(range(depth - 1, -1, -1))


@pytest.mark.parametrize("hidden", [(), (5,), (5, 4, 3)])
def test_no_two_steps_have_the_same_title(hidden):
    titles = [step.title for step in walk(Architecture((784, *hidden, 10)))]

    assert len(set(titles)) == len(titles)


def test_titles_name_who_asks_whom():
    titles = [step.title for step in walk(Architecture()) if step.kind is K.DESIRES]

    assert titles == [
        "Adding up desires: what the outputs ask of layer 2",
        "Adding up desires: what layer 2 asks of layer 1",
        "Adding up desires: what layer 1 asks of the pixels",
    ]


def test_without_hidden_layers_the_outputs_ask_the_pixels():
    (step,) = (s for s in walk(Architecture((784, 10))) if s.kind is K.DESIRES)

    assert step.title == "Adding up desires: what the outputs ask of the pixels"


def test_layers_have_names():
    assert [layer_name(layer, 3) for layer in range(4)] == [
        "the pixels", "layer 1", "layer 2", "the outputs"
    ]  # fmt: skip
