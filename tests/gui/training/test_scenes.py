import numpy as np
import pytest

from core.network.architecture import Architecture
from core.network.network import Network
from gui.network_view.at_rest import choose_shown, scene_at_rest
from gui.training.scenes import BACKWARD, descend_scene


@pytest.fixture
def rest(snapshot, images):
    architecture = Architecture((784, 6, 5, 10))
    network = Network(architecture, snapshot.parameters)
    x = images.activations(0)
    shown = choose_shown(architecture, x)
    return scene_at_rest(snapshot.parameters, network.forward(x).activations, architecture, shown)


@pytest.mark.parametrize(("alpha", "layer"), [(0.01, 3), (0.4, 2), (0.84, 1)])
def test_layers_take_their_turns_from_the_last_to_the_first(rest, snapshot, alpha, layer):
    scene = descend_scene(rest, snapshot, alpha)
    drawn = snapshot.nudges.weights[layer - 1][np.ix_(rest.shown[layer], rest.shown[layer - 1])]
    assert (scene.connections[layer - 1] == drawn).all()
    assert [arrows.layer for arrows in scene.arrows] == list(range(layer, 4))
    for waiting in range(layer - 1):
        assert (scene.connections[waiting] == rest.connections[waiting]).all()


def test_bias_nudges_are_solid_because_they_are_made(rest, snapshot):
    scene = descend_scene(rest, snapshot, 0.5)
    assert all(not arrows.hollow for arrows in scene.arrows)
    assert (scene.arrows[-1].values == snapshot.nudges.biases[2]).all()


def test_the_pulse_runs_backwards(rest, snapshot):
    pulse = descend_scene(rest, snapshot, 0.05).pulse
    assert (pulse.layer, pulse.forward) == (3, False)


def test_at_the_end_the_network_is_at_rest(rest, snapshot):
    assert descend_scene(rest, snapshot, 1.0) is rest
    returning = descend_scene(rest, snapshot, (1 + BACKWARD) / 2)
    assert returning.connections is rest.connections
    assert returning.arrows == ()


def test_a_gradient_of_zero_draws_without_a_division_by_zero(rest, snapshot):
    snapshot.nudges.vector[:] = 0
    for alpha in np.linspace(0, 1, 21):
        scene = descend_scene(rest, snapshot, alpha)
        assert np.isfinite(scene.connection_scales).all()
