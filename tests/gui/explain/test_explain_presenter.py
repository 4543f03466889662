"""The walk through one example in the whole window: by keys, forth and back."""

from dataclasses import astuple

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.explain.full_walk import full_walk_of
from core.explain.walk import StepKind
from gui.network_view.scene import NeuronId


def press(qtbot, program, key):
    qtbot.keyClick(program.window, key)


@pytest.fixture
def active(program, qtbot):
    """Return a program whose window hears the keys."""
    activate(program, qtbot)
    return program


def activate(program, qtbot):
    with qtbot.waitActive(program.window):
        program.window.activateWindow()


def test_scrubbing_back_to_a_place_shows_what_was_there(program):
    program.walker.go_to(4.25)
    before = astuple(program.view.scene)

    program.transport.timeline.scrubbed.emit(1.7)
    program.transport.timeline.scrubbed.emit(4.25)

    np.testing.assert_equal(astuple(program.view.scene), before)


@pytest.mark.parametrize(
    ("key", "index"),
    [
        (Qt.Key.Key_End, -1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Period, 3),
        (Qt.Key.Key_Comma, 1),
    ],
)
def test_a_key_moves_the_walk(active, qtbot, key, index):
    active.walker.go_to(2)

    press(qtbot, active, key)

    assert active.walker.index == index % len(active.explain.steps)


def test_space_plays_and_pauses(active, qtbot):
    press(qtbot, active, Qt.Key.Key_Space)
    assert active.walker.playing
    assert active.transport.play.icon_name == "pause"
    assert active.stage.clock.running

    press(qtbot, active, Qt.Key.Key_Space)
    assert not active.walker.playing
    assert active.transport.play.icon_name == "play"


@pytest.mark.parametrize(("key", "index"), [(Qt.Key.Key_N, 1), (Qt.Key.Key_P, 119)])
def test_a_key_changes_the_example_and_all_that_shows_it(active, qtbot, key, index):
    press(qtbot, active, key)

    images = active.dataset.test
    assert active.chooser.index == index
    assert active.explain.derivation.label == images.labels[index]
    np.testing.assert_array_equal(active.explain.derivation.image, images.pixels[index] / 255)
    assert active.view.scene.label == images.labels[index]


def test_the_marked_pixels_are_those_drawn_as_neurons(program):
    for _ in range(3):
        program.chooser.next()
        np.testing.assert_array_equal(program.example.digit._marked, program.view.scene.shown[0])


def test_a_click_puts_a_neuron_in_focus_and_a_click_on_nothing_frees_it(program):
    explain = program.explain
    index = [s.kind for s in explain.steps].index(StepKind.NUDGES)
    program.walker.go_to(index)
    by_default = explain.focus
    other = (by_default + 1) % 10

    program.view.neuron_clicked.emit(NeuronId(explain.step.layer, other))
    assert explain.focus == other
    assert program.view.scene.focus == NeuronId(explain.step.layer, other)
    assert f"Output {other}" in program.explanation.caption

    program.view.neuron_clicked.emit(NeuronId(explain.step.layer - 1, 0))  # not of this step
    assert explain.focus == other
    explain.choose_focus(None)
    assert explain.focus == by_default


def test_the_focus_belongs_to_its_step_and_its_example(program):
    explain = program.explain
    index = [s.kind for s in explain.steps].index(StepKind.NUDGES)
    program.walker.go_to(index)
    explain.choose_focus_index(9)
    program.walker.forward()
    program.walker.back()
    assert explain.focus == 9

    program.chooser.next()

    assert explain.focus == explain.derivation.label


def test_forward_only_ends_at_the_cost(program):
    program.walker.last()

    program.explain.set_forward_only(True)

    assert [step.kind for step in program.explain.steps][-1] is StepKind.COST
    assert program.explain.step.kind is StepKind.COST
    program.explain.set_forward_only(False)
    assert len(program.explain.steps) == len(full_walk_of(program.explain.derivation))


def test_a_smaller_network_is_explained_from_where_the_walk_still_is(program, settle):
    from core.network.architecture import Architecture

    program.walker.last()

    program.training.begin(Architecture((784, 10)), program.training.settings)
    settle(program)

    assert program.explain.derivation.depth == 1
    assert program.walker.index == len(program.explain.steps) - 1
    assert program.view.scene.sizes == (784, 10)


def test_real_digits_are_shown_with_their_labels(open_program, mnist):
    from core.training.settings import TrainingSettings

    program = open_program((784, 16, 16, 10), dataset=mnist, settings=TrainingSettings())

    labels = []
    for _ in range(10):
        labels.append(program.explain.derivation.label)
        program.chooser.next()

    assert labels == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]  # MNIST's first ten test images


def test_before_there_are_data_the_network_is_shown_and_nothing_is_explained(open_program):
    program = open_program(dataset=None)

    assert program.view.scene is not None
    assert program.title.text == ""
    assert program.explanation.caption == ""


def test_at_the_step_the_figures_say_that_they_are_of_now(program):
    figures = program.example.figures
    assert figures.heads == ("label", "answer", "cost")
    program.walker.last()
    program.walker.advance(10.0)
    assert figures.heads == ("label", "answer now", "cost now")
    program.walker.first()
    assert figures.heads == ("label", "answer", "cost")
