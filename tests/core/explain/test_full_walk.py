from itertools import groupby, pairwise

import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.full_walk import (
    MOST_ADDED,
    FullStep,
    Part,
    full_walk,
    full_walk_of,
    groups_of,
    neuron_name,
    step_named,
)
from core.explain.walk import StepKind, walk
from core.network.architecture import Architecture
from core.network.network import Network

K = StepKind
DEPTHS = [(), (1,), (1, 1, 1), (5,), (6, 5, 4), (100,)]
every_depth = pytest.mark.parametrize("hidden", DEPTHS, ids=str)


def steps_of(hidden, n_in=12, focus=None, label=2, cost="quadratic") -> tuple[FullStep, ...]:
    architecture = Architecture((n_in, *hidden, 10), "sigmoid", cost)
    network = Network.random(architecture, np.random.default_rng(4))
    image = np.random.default_rng(5).uniform(0, 1, n_in)
    return full_walk_of(derive(network, image, label), focus)


def test_the_steps_of_a_network_with_three_neurons_in_the_middle():
    orders = (np.array([2, 0, 1]), np.array([1, 0]))

    steps = full_walk(Architecture((4, 3, 2)), orders)

    assert [step.name for step in steps] == [
        "input", "layer 1", "outputs", "cost", "desires",
        "avenues: bias", "avenues: weights", "avenues: before",
        "desires 1: 1 of 2", "desires 1: 2 of 2", "desires 1", "nudges",
        "avenues 1: bias", "avenues 1: weights", "avenues 1: before",
        "pixels: 1 of 3", "pixels: 2 of 3", "pixels: 3 of 3", "pixels", "nudges 1",
        "gradient", "step",
    ]  # fmt: skip
    assert [step.neuron for step in steps if step.part is Part.ADDING] == [1, 0, 2, 0, 1]
    assert [step.neuron for step in steps if step.part is Part.BIAS] == [1, 2]


@every_depth
def test_names_and_titles_are_told_by_one_step_alone(hidden):
    steps = steps_of(hidden)

    assert len({step.name for step in steps}) == len(steps)
    assert len({step.title for step in steps}) == len(steps)


@every_depth
def test_every_step_of_the_short_walk_is_in_the_full_one_under_its_name(hidden):
    steps = steps_of(hidden)
    whole = {step.name: step for step in steps if step.part is Part.WHOLE}

    for short in walk(Architecture((12, *hidden, 10))):
        full = whole.pop(short.name)
        assert (full.kind, full.layer, full.title) == (short.kind, short.layer, short.title)
        assert full.group == full.name
    assert not whole


@every_depth
def test_every_neuron_is_added_once_and_the_count_grows_to_all_of_them(hidden):
    architecture = Architecture((12, *hidden, 10))
    adding = [step for step in steps_of(hidden) if step.part is Part.ADDING]

    for asked, steps in groupby(adding, key=lambda step: step.layer):
        pieces = list(steps)
        neurons = [j for step in pieces for j in step.neurons]
        assert sorted(neurons) == list(range(architecture.sizes[asked + 1]))
        assert [step.added for step in pieces] == np.cumsum(
            [len(s.neurons) for s in pieces]
        ).tolist()
        assert {step.asking for step in pieces} == {len(neurons)}


@every_depth
def test_groups_lie_together_and_layers_come_from_the_last_to_the_first(hidden):
    steps = steps_of(hidden)
    groups = groups_of(steps)

    assert len({name for name, _, _ in groups}) == len(groups)
    assert groups[0][1] == 0
    assert groups[-1][2] == len(steps)
    assert all(end == start for (_, _, end), (_, start, _) in pairwise(groups))
    asked = [step.layer for step in steps if step.kind is K.DESIRES]
    assert asked == sorted(asked, reverse=True)


@every_depth
def test_names_stay_the_same_for_another_label_focus_and_cost(hidden):
    names = [step.name for step in steps_of(hidden)]
    last = len(hidden) + 1

    for other in (
        steps_of(hidden, label=7),
        steps_of(hidden, focus={last: 9, 1: 0}),
        steps_of(hidden, cost="cross_entropy"),
    ):
        assert [step.name for step in other] == names


def test_the_avenues_are_those_of_the_one_who_asks_first():
    steps = steps_of((6, 5), focus={2: 3})

    assert {step.neuron for step in steps if step.group == "avenues 2"} == {3}
    assert {step.neuron for step in steps if step.group == "avenues"} == {2}
    assert steps[step_named(steps, "desires 1: 1 of 5")].neuron == 3


def test_a_large_layer_adds_those_with_most_to_say_one_by_one_and_the_rest_together():
    steps = [s for s in steps_of((100,)) if s.group == "pixels" and s.part is Part.ADDING]

    assert len(steps) == MOST_ADDED + 1
    assert [len(step.neurons) for step in steps] == [1] * MOST_ADDED + [100 - MOST_ADDED]
    assert steps[-1].title == "And 36 more of layer 1 ask the pixels"
    assert steps[-1].neuron is None
    assert steps[-1].added == steps[-1].asking == 100


def test_a_layer_of_just_so_many_neurons_is_added_one_by_one():
    steps = [s for s in steps_of((MOST_ADDED,)) if s.group == "pixels" and s.part is Part.ADDING]

    assert all(step.neuron is not None for step in steps)
    assert len(steps) == MOST_ADDED


def test_titles_name_the_neuron_and_whom_it_asks():
    steps = steps_of((6, 5), focus={3: 2, 2: 4})

    titles = {step.name: step.title for step in steps}

    assert titles["avenues: bias"] == "What output 2 gains from its bias"
    assert titles["avenues 2: before"] == "What neuron 4 of layer 2 asks of layer 1"
    assert titles["desires 2: 1 of 10"] == "Output 2 asks layer 2: 1 of 10 added"
    assert titles["desires 1: 1 of 5"] == "Neuron 4 of layer 2 asks layer 1: 1 of 5 added"


def test_a_step_is_found_by_its_name():
    steps = steps_of((5,))

    assert steps[step_named(steps, "pixels: 2 of 5")].added == 2
    assert step_named(steps, "nowhere") is None


def test_neurons_have_names():
    assert [neuron_name(layer, 7, 2) for layer in range(3)] == [
        "pixel 7", "neuron 7 of layer 1", "output 7"
    ]  # fmt: skip
