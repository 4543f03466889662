import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.focus import default_focus
from core.explain.walk import StepKind, walk
from core.network.architecture import Architecture
from core.network.network import Network

ARCHITECTURE = Architecture((6, 4, 5, 10))


@pytest.fixture
def derivation():
    rng = np.random.default_rng(3)
    network = Network.random(ARCHITECTURE, rng)
    return derive(network, rng.random(6), label=7)


def focus_at(derivation, kind, layer):
    (step,) = [s for s in walk(ARCHITECTURE) if (s.kind, s.layer) == (kind, layer)]
    return default_focus(derivation, step)


@pytest.mark.parametrize("kind", [StepKind.OUTPUT_DESIRES, StepKind.NUDGES])
def test_among_the_outputs_it_is_the_labelled_one(derivation, kind):
    assert focus_at(derivation, kind, 3) == 7


@pytest.mark.parametrize("layer", [1, 2])
def test_among_nudged_neurons_it_is_the_one_with_the_largest_bias_nudge(derivation, layer):
    sizes = [abs(nudge) for nudge in derivation.nudges.biases[layer - 1]]

    assert focus_at(derivation, StepKind.NUDGES, layer) == sizes.index(max(sizes))


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_among_asked_neurons_it_is_the_one_with_the_largest_desire(derivation, layer):
    sizes = [abs(desire) for desire in derivation.desires[layer]]

    assert focus_at(derivation, StepKind.DESIRES, layer) == sizes.index(max(sizes))


@pytest.mark.parametrize(
    ("kind", "layer"),
    [(StepKind.INPUT, 0), (StepKind.FORWARD, 1), (StepKind.COST, 3), (StepKind.STEP, 3)],
)
def test_elsewhere_no_neuron_is_in_focus(derivation, kind, layer):
    assert focus_at(derivation, kind, layer) is None


def test_a_dead_network_has_a_focus_all_the_same():
    network = Network.random(Architecture((6, 4, 10), "relu"), np.random.default_rng(0))
    network.parameters.vector[:] = 0
    derivation = derive(network, np.zeros(6), label=1)
    (step,) = [s for s in walk(network.architecture) if (s.kind, s.layer) == (StepKind.NUDGES, 1)]

    assert default_focus(derivation, step) == 0
