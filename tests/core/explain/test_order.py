import numpy as np
import pytest

from core.explain.derivation import Derivation, derive
from core.explain.focus import default_focus
from core.explain.order import asking_order, asking_orders
from core.explain.walk import StepKind, walk
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters


def derived(hidden=(9, 6), activation="sigmoid", cost="quadratic", label=3) -> Derivation:
    architecture = Architecture((12, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(4))
    return derive(network, np.random.default_rng(5).uniform(0, 1, 12), label)


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
@pytest.mark.parametrize("hidden", [(), (1,), (9, 6)], ids=str)
def test_every_neuron_asks_once(hidden, cost):
    derivation = derived(hidden, cost=cost)

    for layer, order in enumerate(asking_orders(derivation), 1):
        assert sorted(order.tolist()) == list(range(len(derivation.layer(layer).biases)))
        assert not order.flags.writeable


def test_the_labelled_output_asks_first_and_then_those_with_most_to_say():
    derivation = derived()

    order = asking_order(derivation, 3)

    assert order[0] == 3
    assert np.all(np.diff(np.abs(derivation.layer(3).errors)[order[1:]]) <= 0)


def test_in_a_hidden_layer_the_one_with_most_to_say_asks_first():
    derivation = derived()

    sizes = np.abs(derivation.layer(1).errors)[asking_order(derivation, 1)]

    assert np.all(np.diff(sizes) <= 0)
    assert sizes[0] > sizes[-1]


def test_the_users_choice_asks_before_all_others():
    derivation = derived()

    outputs, hidden = asking_order(derivation, 3, focus=7), asking_order(derivation, 1, focus=5)

    assert outputs[0] == 7
    assert hidden[0] == 5
    rest = asking_order(derivation, 1)
    assert hidden[1:].tolist() == rest[rest != 5].tolist()


def test_each_layer_has_a_focus_of_its_own():
    orders = asking_orders(derived(), {1: 4, 3: 0})

    assert orders[0][0] == 4
    assert orders[2][0] == 0
    np.testing.assert_array_equal(orders[1], asking_order(derived(), 2))


def test_who_asks_first_is_who_the_short_walk_speaks_of():
    derivation = derived()

    for step in walk(derivation.network.architecture):
        if step.kind is StepKind.NUDGES:
            assert asking_order(derivation, step.layer)[0] == default_focus(derivation, step)


def test_neurons_with_nothing_to_say_stay_in_the_order_of_the_layer():
    parameters = Parameters(np.array([-1.0, -1, 0, 0, 1, 1, 1, 1, -5, -5]), (1, 2, 2))
    dead = derive(Network(Architecture((1, 2, 2), "relu"), parameters), np.ones(1), 1)

    assert asking_order(dead, 1).tolist() == [0, 1]
    assert asking_order(dead, 2).tolist() == [1, 0]
