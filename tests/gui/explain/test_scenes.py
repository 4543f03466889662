"""Every step's scene against the derivation, for networks of any depth."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.walk import StepKind, walk
from core.network.architecture import Architecture
from core.network.network import Network
from gui.explain.moment import Moment
from gui.explain.scene_parts import ARRIVAL
from gui.explain.scenes import scene_of
from gui.network_view.at_rest import choose_shown
from gui.network_view.scene import Scene

NETWORKS = [
    ((784, 10), "sigmoid", "quadratic"),
    ((784, 7, 10), "tanh", "cross_entropy"),
    ((784, 30, 6, 5, 10), "relu", "quadratic"),  # 30: more neurons than are drawn
    ((784, 6, 5, 10), "leaky_relu", "cross_entropy"),
]


def derived(sizes, activation, cost):
    rng = np.random.default_rng(4)
    network = Network.random(Architecture(sizes, activation, cost), rng)
    image = np.where(rng.random(784) < 0.2, rng.integers(1, 256, 784), 0) / 255
    return derive(network, image, label=3)


@pytest.fixture(scope="module", params=NETWORKS, ids=lambda network: str(network[0]))
def derivation(request):
    return derived(*request.param)


def moments(derivation, alpha=1.0):
    architecture = derivation.network.architecture
    shown = choose_shown(architecture, derivation.image)
    after = derivation.stepped(1.0)
    return [
        Moment(derivation, step, alpha, shown, after=after if step.kind is StepKind.STEP else None)
        for step in walk(architecture)
    ]


def of_kind(derivation, kind, alpha=1.0):
    return [m for m in moments(derivation, alpha) if m.step.kind is kind]


def assert_same(one: Scene, other: Scene) -> None:
    """Compare all that two scenes show, array by array, bit by bit."""
    np.testing.assert_equal(astuple(one), astuple(other))


def drawn(matrix, shown, layer):
    """Return the part of a matrix into a layer that is drawn, entry by entry."""
    rows, columns = shown[layer], shown[layer - 1]
    return np.array([[matrix[row, column] for column in columns] for row in rows])


def test_a_scene_depends_on_nothing_but_its_moment(derivation):
    for alpha in (0.0, 0.3, 0.7, 1.0):
        for moment in moments(derivation, alpha):
            assert_same(scene_of(moment), scene_of(replace(moment)))


def test_pixels_their_values_and_their_connections_belong_together(derivation):
    for moment in moments(derivation):
        scene = scene_of(moment)
        np.testing.assert_array_equal(scene.values[0], derivation.image[scene.shown[0]])
        kind = moment.step.kind
        weights = derivation.layer(1).weights
        if kind in (StepKind.INPUT, StepKind.FORWARD, StepKind.COST):
            assert (scene.connections[0] == drawn(weights, scene.shown, 1)).all()


def test_the_values_shown_are_the_true_activations_whatever_their_light(derivation):
    for alpha in (0.1, 1.0):
        for moment in moments(derivation, alpha):
            if moment.step.kind is StepKind.STEP:
                continue
            scene = scene_of(moment)
            for layer, values in enumerate(scene.values):
                if values is not None:
                    expected = derivation.activations[layer][scene.shown[layer]]
                    np.testing.assert_array_equal(values, expected)


def test_before_a_layer_is_computed_its_neurons_are_unknown(derivation):
    for moment in of_kind(derivation, StepKind.INPUT) + of_kind(derivation, StepKind.FORWARD):
        scene, layer = scene_of(moment), moment.step.layer
        known = [value is not None for value in scene.values]
        assert known == [index <= layer for index in range(scene.depth + 1)]
        assert [b is not None for b in scene.brightness] == known
        assert (scene.answer is not None) == (layer == scene.depth)


def test_nudges_are_those_of_every_neuron_drawn(derivation):
    for moment in of_kind(derivation, StepKind.NUDGES):
        scene, layer = scene_of(moment), moment.step.layer
        nudges = derivation.nudges.weights[layer - 1]
        assert (scene.connections[layer - 1] == drawn(nudges, scene.shown, layer)).all()
        assert scene.name_of_connections(layer) == "nudge"
        (arrows,) = scene.arrows
        biases = derivation.nudges.biases[layer - 1]
        np.testing.assert_array_equal(arrows.values, biases[scene.shown[layer]])
        assert (arrows.layer, arrows.hollow) == (layer, False)


def test_while_one_layer_shows_nudges_the_others_show_weights(derivation):
    for moment in of_kind(derivation, StepKind.NUDGES):
        scene = scene_of(moment)
        for layer in range(1, scene.depth + 1):
            if layer != moment.step.layer:
                weights = derivation.layer(layer).weights
                assert (scene.connections[layer - 1] == drawn(weights, scene.shown, layer)).all()
                assert scene.name_of_connections(layer) == "weight"


def test_requests_are_contributions_and_add_up_to_the_desires(derivation):
    for moment in of_kind(derivation, StepKind.DESIRES):
        scene, layer = scene_of(moment), moment.step.layer
        above = derivation.layer(layer + 1)
        # What j asks of k is -w_jk dC0/dz_j, written out for the neurons drawn.
        asked = [
            [-above.weights[j, k] * above.errors[j] for k in scene.shown[layer]]
            for j in scene.shown[layer + 1]
        ]
        np.testing.assert_allclose(scene.connections[layer], asked, rtol=1e-12, atol=1e-15)
        assert scene.name_of_connections(layer + 1) == "request"
        of_above, of_this = scene.arrows
        assert (of_above.layer, of_this.layer) == (layer + 1, layer)
        assert of_above.hollow
        assert of_this.hollow
        if len(scene.shown[layer + 1]) == len(above.errors):
            np.testing.assert_allclose(
                of_this.values, scene.connections[layer].sum(axis=0), rtol=1e-9, atol=1e-14
            )


def test_output_desires_are_the_distance_to_the_target(derivation):
    (moment,) = of_kind(derivation, StepKind.OUTPUT_DESIRES)
    factor = 1 if derivation.outputs_compete else 2

    (arrows,) = scene_of(moment).arrows

    distance = np.eye(10)[3] - derivation.outputs
    np.testing.assert_allclose(arrows.values, factor * distance, rtol=1e-9, atol=1e-15)
    assert arrows.hollow


def test_the_last_step_shows_all_nudges_and_the_activations_after_it(derivation):
    (moment,) = of_kind(derivation, StepKind.STEP)
    scene = scene_of(moment)
    vector = derivation.network.parameters.vector + derivation.nudges.vector
    parameters = type(derivation.nudges)(vector, derivation.nudges.sizes)
    after = derivation.network.with_parameters(parameters).forward(derivation.image)

    for layer in range(1, scene.depth + 1):
        nudges = drawn(derivation.nudges.weights[layer - 1], scene.shown, layer)
        assert (scene.connections[layer - 1] == nudges).all()
        expected = after.activations[layer][scene.shown[layer]]
        np.testing.assert_allclose(scene.values[layer], expected, atol=1e-12)
    assert scene.answer == int(np.argmax(after.outputs))


def test_light_grows_from_dark_to_full(derivation):
    for kind in (StepKind.INPUT, StepKind.FORWARD):
        for dark, half, full in zip(
            *(of_kind(derivation, kind, alpha) for alpha in (0.0, 0.8, 1.0)), strict=True
        ):
            layer = dark.step.layer
            assert not scene_of(dark).brightness[layer].any()
            np.testing.assert_array_less(
                scene_of(half).brightness[layer] - 1e-12, scene_of(full).brightness[layer]
            )
            assert scene_of(half).brightness[layer].any() == scene_of(full).brightness[layer].any()


def test_arrows_grow_to_their_full_length(derivation):
    for half, full in zip(moments(derivation, 0.5), moments(derivation, 1.0), strict=True):
        for small, large in zip(scene_of(half).arrows, scene_of(full).arrows, strict=True):
            np.testing.assert_array_equal(small.values, large.values)
            assert small.scale >= large.scale


@pytest.mark.parametrize("kind", [StepKind.FORWARD, StepKind.DESIRES])
def test_a_pulse_is_on_its_way_only_between_setting_out_and_arriving(derivation, kind):
    def pulses(alpha):
        return [scene_of(moment).pulse for moment in of_kind(derivation, kind, alpha)]

    assert not any(pulses(0.0) + pulses(ARRIVAL) + pulses(1.0))
    half = pulses(ARRIVAL / 2)
    assert [pulse.alpha for pulse in half] == pytest.approx([0.5] * len(half))
    assert {pulse.forward for pulse in half} == {kind is StepKind.FORWARD}


def test_the_light_falls_on_the_layer_that_the_step_is_about(derivation):
    for moment in moments(derivation):
        kind, layer, lights = (
            moment.step.kind,
            moment.step.layer,
            scene_of(moment).connection_lights,
        )
        if kind in (StepKind.FORWARD, StepKind.NUDGES):
            assert lights[layer - 1] == max(lights) == 1
        if kind is StepKind.DESIRES:
            assert lights[layer] == max(lights) == 1


def test_all_that_is_shown_is_finite_even_of_a_dead_network():
    network = Network.random(Architecture((784, 5, 10), "relu"), np.random.default_rng(0))
    network.parameters.vector[:] = 0
    derivation = derive(network, np.zeros(784), label=1)

    for alpha in (0.0, 0.5, 1.0):
        for moment in moments(derivation, alpha):
            scene = scene_of(moment)
            for arrays in (scene.connections, scene.brightness, scene.values):
                assert all(np.isfinite(a).all() for a in arrays if a is not None)
            assert all(np.isfinite(arrows.scale) for arrows in scene.arrows)
