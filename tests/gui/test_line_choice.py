import numpy as np
import pytest

from core.explain.full_walk import Part
from core.explain.walk import StepKind
from core.network.architecture import Architecture
from core.network.network import Network
from gui.network_view.inputs import Pixels


def go_to(program, kind, layer=None):
    for index, step in enumerate(program.explain.steps):
        if (step.kind, step.part) == (kind, Part.WHOLE) and layer in (None, step.layer):
            program.walker.go_to(index)
            return


def drawn(program, matrix, layer):
    shown = program.view.scene.shown
    return matrix[np.ix_(shown[layer], shown[layer - 1])]


def test_forward_shows_signals_and_the_others_weights(program):
    names = []
    for perspective in ("forward", "one-example", "descend"):
        program.stage.set_perspective(perspective)
        go_to(program, StepKind.COST)
        names.append(program.view.scene.connection_name)
    assert names == ["signal", "weight", "weight"]


def test_signals_are_weight_times_activation_before(program):
    program.stage.set_perspective("forward")
    go_to(program, StepKind.COST)
    derivation = program.explain.derivation
    for layer in (1, 2, 3):
        expected = derivation.layer(layer).weights * derivation.activations[layer - 1]
        np.testing.assert_allclose(
            program.view.scene.connections[layer - 1], drawn(program, expected, layer)
        )


def test_a_signal_is_not_shown_before_the_activation_it_comes_from(program):
    program.stage.set_perspective("forward")
    go_to(program, StepKind.INPUT)
    names = [program.view.scene.name_of_connections(layer) for layer in (1, 2, 3)]
    assert names == ["signal", "weight", "weight"]


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("lines_weights", "weight"),
        ("lines_signals", "signal"),
        ("lines_nudges", "nudge"),
        ("lines_changes", "change"),
    ],
)
def test_the_menu_chooses_for_one_perspective_alone(program, action, name):
    go_to(program, StepKind.COST)
    program.actions[action].trigger()
    assert program.view.scene.connection_name == name
    assert program.actions[action].isChecked()
    program.stage.set_perspective("descend")
    assert program.view.scene.connection_name == "weight"
    program.stage.set_perspective("one-example")
    assert program.view.scene.connection_name == name


def test_the_box_over_the_picture_and_the_menu_agree(program):
    go_to(program, StepKind.COST)
    program.view_controls.lines_chosen.emit("changes")
    assert program.actions["lines_changes"].isChecked()
    assert program.view_controls.lines.currentText() == "changes"


def test_a_step_that_shows_nudges_decides_itself(program):
    program.actions["lines_signals"].trigger()
    go_to(program, StepKind.NUDGES, 3)
    assert program.view.scene.name_of_connections(3) == "nudge"
    assert not program.view_controls.lines.isEnabled()
    assert "nudges" in program.view_controls.lines.placeholderText()


def test_changes_are_measured_from_the_runs_own_start(program, qtbot, run_of):
    go_to(program, StepKind.COST)
    program.actions["lines_changes"].trigger()
    assert not any(layer.any() for layer in program.view.scene.connections)
    program.trainer.run_batches(5)
    qtbot.waitUntil(lambda: bool(program.view.scene.connections[-1].any()))
    session = run_of(program)
    for layer in (1, 2, 3):
        expected = session.parameters.weights[layer - 1] - session.initial.weights[layer - 1]
        np.testing.assert_allclose(
            program.view.scene.connections[layer - 1], drawn(program, expected, layer), atol=1e-6
        )


def test_changes_from_another_networks_start_are_not_shown(program):
    go_to(program, StepKind.COST)
    other = Network.random(Architecture((784, 3, 10)), np.random.default_rng(0)).parameters
    program.stage.lines.set_initial(other)
    program.actions["lines_changes"].trigger()
    assert program.view.scene.connection_name == "weight"


def test_one_switch_draws_all_inputs_and_their_connections(program):
    program.actions["all_inputs"].trigger()
    scene = program.view.scene
    assert scene.shown[0].tolist() == list(range(784))
    assert scene.connections[0].shape == (6, 784)
    assert program.view_controls.all_inputs.isChecked()
    assert program.example.digit.marked == ()  # outlines all over would hide the digit
    program.view_controls.all_inputs.click()
    assert not program.actions["all_inputs"].isChecked()
    assert program.view.scene.connections[0].shape == (6, 16)


def test_inputs_values_and_edges_are_those_of_the_same_pixels(program):
    go_to(program, StepKind.COST)
    derivation = program.explain.derivation
    for choose in (
        program.actions["pixels_ends"].trigger,
        lambda: program.example.pixel_clicked.emit(300),
        program.actions["pixels_strongest"].trigger,
    ):
        choose()
        scene = program.view.scene
        pixels = scene.shown[0]
        assert program.example.digit.marked == tuple(pixels)
        np.testing.assert_array_equal(scene.values[0], derivation.image[pixels])
        np.testing.assert_array_equal(scene.connections[0], derivation.layer(1).weights[:, pixels])


def test_a_pixel_that_is_clicked_is_drawn_with_its_neighbours(program):
    program.example.pixel_clicked.emit(200)
    assert program.explain.inputs.pixels is Pixels.STRONGEST
    program.stage.choose_pixels(Pixels.REGION)
    program.example.pixel_clicked.emit(300)
    assert 300 in program.view.scene.shown[0]
    assert program.view.scene.input_words == "at row 10, column 20"
    assert program.explain.inputs.pixels is Pixels.REGION
    assert program.actions["pixels_region"].isChecked()


def test_a_pixel_that_is_clicked_leaves_all_inputs_drawn(program):
    program.stage.choose_pixels(Pixels.REGION)
    program.actions["all_inputs"].trigger()
    program.example.pixel_clicked.emit(300)
    assert len(program.view.scene.shown[0]) == 784


def test_all_connections_are_prepared_in_the_background(program, qtbot):
    program.view.settle()
    program.actions["all_inputs"].trigger()
    old = program.view.grab().toImage()
    assert program.view._edges.waiting
    qtbot.waitUntil(lambda: not program.view._edges.waiting)
    assert program.view._edges.shows((784, 6, 5, 10))
    assert program.view.grab().toImage() != old
    assert program.messages.errors == []
