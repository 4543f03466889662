"""Pinning in the whole window: by clicks on the picture, over steps, examples and networks."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt

from core.explain.full_walk import Part
from core.explain.walk import StepKind
from core.network.architecture import Architecture
from core.network.network import Network
from gui.explain import arithmetic
from gui.explain.notation import numbers_alone
from gui.network_view.inputs import Pixels
from gui.network_view.scene import ConnectionId, NeuronId


def go_to(program, kind, layer):
    for place, step in enumerate(program.explain.steps):
        if (step.kind, step.layer, step.part) == (kind, layer, Part.WHOLE):
            program.walker.go_to(place)
            return
    raise AssertionError(kind)


def place_of(program, neuron):
    """Return where a neuron is drawn."""
    column = program.view.network_layout.columns[neuron.layer]
    row = program.view.scene.row_of(neuron)
    return QPoint(round(column.x), round(column.ys[row]))


def click(qtbot, program, place):
    qtbot.mouseClick(program.view, Qt.MouseButton.LeftButton, pos=place)


def grid(program):
    values = program.example.digit.values
    return None if values is None else values.values


@pytest.fixture
def forward(program):
    go_to(program, StepKind.FORWARD, 2)
    return program


def test_a_clicked_neuron_of_the_first_layer_lays_its_weights_over_the_picture(forward, qtbot):
    program = forward
    assert grid(program) is None
    click(qtbot, program, place_of(program, NeuronId(1, 5)))
    assert program.pinning.pinned == NeuronId(1, 5)
    weights = program.explain.network.parameters.weights[0][5]
    np.testing.assert_array_equal(grid(program), weights)
    assert program.example.grid_caption.startswith("weights of neuron 5")
    assert not program.example.scale.isHidden()
    assert program.explanation.inspector.particulars.title == "Neuron 5 of layer 1"


def test_a_neuron_further_on_is_inspected_without_values_over_the_picture(forward, qtbot):
    click(qtbot, forward, place_of(forward, NeuronId(3, 4)))
    assert forward.explanation.inspector.particulars.title == "Output 4"
    assert not forward.explanation.inspector.isHidden()
    assert grid(forward) is None


def test_a_neuron_further_on_shows_what_its_inputs_weigh(forward):
    program = forward
    program.pinning.pin(NeuronId(3, 4))
    cells = program.example.cells
    parameters = program.explain.network.parameters
    np.testing.assert_array_equal(cells.cells.values.values, parameters.weights[2][4])
    cells.cells.cell_chosen.emit(3)
    weight = f"<b>{arithmetic.exact(float(parameters.weights[2][4][3]))}</b>"
    assert weight in cells.card.detail
    shown = cells.card.detail
    assert "<sub>" in shown
    program.actions["notation"].setChecked(False)
    cells.cells.cell_chosen.emit(3)
    assert cells.card.detail == numbers_alone(shown)
    assert weight in cells.card.detail
    assert "<sub>" not in cells.card.detail
    program.actions["notation"].setChecked(True)
    assert cells.caption.text() == "weights of output 4 from layer 2"
    go_to(program, StepKind.NUDGES, 3)
    derivation = program.explain.derivation
    nudges = -derivation.layer(3).errors[4] * derivation.activations[2]
    np.testing.assert_allclose(cells.cells.values.values, nudges, atol=1e-15)
    assert cells.card.isHidden()  # it told of a weight
    cells.cells.cell_chosen.emit(3)
    assert cells.card.detail.endswith(f"<b>{arithmetic.exact(nudges[3])}</b>")
    go_to(program, StepKind.DESIRES, 2)
    requests = -derivation.layer(3).errors[4] * parameters.weights[2][4]
    np.testing.assert_allclose(cells.cells.values.values, requests, atol=1e-12)
    cells.cells.cell_chosen.emit(3)
    assert cells.card.detail.endswith(f"<b>{arithmetic.exact(requests[3])}</b>")
    program.pinning.free()
    assert cells.isHidden()


def test_a_hovered_cell_lights_its_neuron_in_the_network(forward):
    program = forward
    program.pinning.pin(NeuronId(3, 4))
    with_none = program.view.grab().toImage()
    program.example.cells.cells.cell_hovered.emit(2)
    assert program.view.grab().toImage() != with_none


def test_the_grid_shows_nudges_and_desires_at_their_steps(forward, qtbot):
    program = forward
    program.pinning.pin(NeuronId(1, 5))
    go_to(program, StepKind.NUDGES, 1)
    derivation = program.explain.derivation
    expected = -derivation.layer(1).errors[5] * derivation.image
    np.testing.assert_allclose(grid(program), expected, atol=1e-15)
    assert program.example.grid_caption.startswith("nudges of neuron 5")
    go_to(program, StepKind.DESIRES, 0)
    expected = -derivation.layer(1).weights.T @ derivation.layer(1).errors
    np.testing.assert_allclose(grid(program), expected, atol=1e-12)
    assert program.example.grid_caption.startswith("desires of all pixels")


def test_without_a_pin_the_nudges_are_those_of_the_neuron_in_focus(program):
    go_to(program, StepKind.NUDGES, 1)
    program.explain.choose_focus_index(3)
    derivation = program.explain.derivation
    np.testing.assert_array_equal(grid(program), derivation.layer(1).weight_nudges[3])


def test_a_click_on_nothing_lets_go(forward, qtbot):
    program = forward
    program.pinning.pin(NeuronId(1, 5))
    click(qtbot, program, QPoint(2, 2))
    assert program.pinning.pinned is None
    assert program.explanation.inspector.isHidden()
    assert grid(program) is None


def test_escape_lets_go(forward, qtbot):
    forward.pinning.pin(ConnectionId(2, 3, 5))
    assert forward.explanation.inspector.particulars.title == "Neuron 5 → neuron 3"
    qtbot.keyClick(forward.window, Qt.Key.Key_Escape)
    assert forward.pinning.pinned is None


def test_a_clicked_pixel_is_inspected(forward, qtbot):
    digit = forward.example.digit
    digit.pixel_clicked.emit(407)
    assert forward.explanation.inspector.particulars.title == "Pixel 407"


def test_what_is_pinned_stays_with_another_example_and_its_numbers_follow(forward):
    forward.pinning.pin(NeuronId(2, 1))
    before = forward.explanation.inspector.particulars
    forward.chooser.next()
    after = forward.explanation.inspector.particulars
    assert after.title == before.title
    assert after.quantities != before.quantities


def test_a_network_without_that_neuron_lets_go(forward):
    forward.pinning.pin(NeuronId(2, 1))
    architecture = Architecture((784, 10), "sigmoid", "quadratic")
    forward.explain.set_network(Network.random(architecture, np.random.default_rng(0)))
    assert forward.pinning.pinned is None
    assert forward.explanation.inspector.isHidden()
    forward.pinning.pin(NeuronId(3, 1))
    assert forward.pinning.pinned is None


def test_the_mode_under_the_grid_shows_picture_values_or_both(forward, qtbot):
    forward.pinning.pin(NeuronId(1, 0))
    panel = forward.example
    for name in ("picture", "values", "both"):
        qtbot.mouseClick(panel.modes.button(name), Qt.MouseButton.LeftButton)
        assert panel.digit.mode == name


def test_a_hovered_row_lights_its_neuron_in_the_network(program):
    go_to(program, StepKind.DESIRES, 1)
    before = program.view.grab().toImage()
    program.explanation.table.bars.row_hovered.emit(2)
    assert program.view.grab().toImage() != before
    program.explanation.table.bars.row_hovered.emit(None)
    assert program.view.grab().toImage() == before


def test_the_inspectors_words_can_be_read_aloud(forward):
    forward.pinning.pin(NeuronId(2, 1))
    inspector = forward.explanation.inspector
    spoken = [value.number.accessibleName() for value in inspector.values]
    assert spoken[0].startswith("activation: ")
    assert spoken[1].startswith("weighted input z: ")
    assert inspector.sum.accessibleName().startswith("weighted sum: ")


def test_a_clicked_connection_is_inspected(forward, qtbot):
    view = forward.view
    start, end = (place_of(forward, NeuronId(layer, 0)) for layer in (2, 3))
    for share in np.linspace(0.2, 0.8, 30):
        place = start + (end - start) * float(share)
        qtbot.mouseMove(view, place)
        if isinstance(view.target, ConnectionId):
            break
    click(qtbot, forward, place)
    pinned = forward.pinning.pinned
    assert isinstance(pinned, ConnectionId)
    assert pinned.layer == 3
    assert "→ output" in forward.explanation.inspector.particulars.title


def test_the_inspector_stands_in_the_place_of_formula_and_table_till_it_is_let_go(forward, qtbot):
    panel = forward.explanation
    forward.pinning.pin(NeuronId(2, 1))
    assert panel.inspector.isVisible()
    assert not panel.table.isVisible()
    assert not panel.formula.isVisible()
    qtbot.mouseClick(panel.inspector.back, Qt.MouseButton.LeftButton)
    assert forward.pinning.pinned is None
    assert not panel.inspector.isVisible()
    assert panel.table.isVisible()
    assert panel.formula.isVisible()


def test_what_is_pinned_tells_more_as_the_walk_goes_on(forward):
    program = forward
    program.pinning.pin(NeuronId(2, 1))
    values = {value.word.text(): value for value in program.explanation.inspector.values}
    assert values["activation"].number.isVisible()
    assert not values["bias nudge"].number.isVisible()
    assert (
        values["bias nudge"].waiting.text()
        == "not reached yet: appears with step “avenues 2: bias”"
    )
    go_to(program, StepKind.NUDGES, 2)
    assert values["bias nudge"].number.isVisible()
    assert not values["bias nudge"].waiting.isVisible()


def test_while_training_is_seen_the_examples_panel_inspects(forward):
    forward.pinning.pin(NeuronId(2, 1))
    forward.stage.set_perspective("descend")
    assert forward.example.inspector.isVisible()
    assert forward.explanation.inspector.isHidden()
    assert not any(q.missing for q in forward.example.inspector.particulars.quantities)
    forward.stage.set_perspective("one-example")
    assert forward.example.inspector.isHidden()
    assert forward.explanation.inspector.isVisible()


@pytest.mark.parametrize("pixels", Pixels)
def test_neuron_value_connections_mark_and_weight_belong_to_the_same_pixel(forward, pixels):
    program = forward
    program.stage.choose_pixels(pixels)
    if pixels is Pixels.REGION:
        program.example.digit.pixel_clicked.emit(9 * 28 + 20)
    program.pinning.pin(NeuronId(1, 3))
    index = program.chooser.index
    picture = program.dataset.test.pixels[index].astype(float) / 255
    weights = program.explain.network.parameters.weights[0]
    scene, digit = program.view.scene, program.example.digit
    assert digit.marked == tuple(scene.shown[0])
    assert len(set(digit.marked)) == 16
    assert pixels is not Pixels.REGION or 9 * 28 + 20 in digit.marked
    for row, pixel in enumerate(digit.marked):
        assert scene.neuron_at(0, row) == NeuronId(0, pixel)
        assert scene.values[0][row] == picture[pixel]
        assert scene.brightness[0][row] == picture[pixel]
        np.testing.assert_array_equal(scene.connections[0][:, row], weights[:, pixel])
        assert digit.values.values[pixel] == weights[3, pixel]
        assert digit.pixel_at(digit.pixel_rectangle(pixel).center()) == pixel
        assert place_of(program, NeuronId(0, pixel)).y() == round(
            program.view.network_layout.columns[0].ys[row]
        )


def test_the_line_below_the_digit_offers_the_choices_of_pixels(program):
    caption = program.example.inputs
    for pixels in Pixels:
        caption.action(pixels).trigger()
        assert program.explain.inputs.pixels is pixels
        assert caption.text() == program.explain.inputs.sentences[0]
        assert program.actions[f"pixels_{pixels.value}"].isChecked()
    caption.action(None).trigger()
    assert program.explain.inputs.everything
    assert caption.text().startswith("all 784")
    caption.action(Pixels.ENDS).trigger()
    assert not program.explain.inputs.everything
    program.actions["pixels_strongest"].trigger()
    assert caption.action(Pixels.STRONGEST).isChecked()
