from dataclasses import replace

import numpy as np
import pytest

from core.errors import UsageError
from core.training.bundles import Bundle
from core.training.records import MiniBatchRecord, Snapshot
from gui.stage import first_step
from gui.story import Story


def test_each_perspective_shows_its_panel_and_checks_its_action(program):
    for name, panel, walks in (
        ("forward", program.explanation, True),
        ("descend", program.descend, False),
        ("one-example", program.explanation, True),
    ):
        program.stage.set_perspective(name)
        shown = program.window.right.currentWidget()
        assert shown is panel or shown.isAncestorOf(panel)
        assert program.transport.isEnabled() == walks
        assert program.actions[f"perspective_{name.replace('-', '_')}"].isChecked()


def test_the_bar_of_perspectives_and_the_menu_agree(program):
    program.window.perspectives.chosen.emit("Descend")
    assert program.actions["perspective_descend"].isChecked()

    program.actions["perspective_forward"].trigger()
    assert program.stage.perspective == "forward"


def test_descent_shows_the_whole_network_and_no_step(program):
    program.walker.first()

    program.stage.set_perspective("descend")

    scene = program.view.scene
    assert all(values is not None for values in scene.values)
    assert scene.connection_lights == (1.0,) * scene.depth
    assert "Step" not in program.title.text


def test_back_from_descent_the_walk_stands_where_it_was(program):
    program.walker.go_to(3)
    title = program.title.text
    program.stage.set_perspective("descend")

    program.stage.set_perspective("one-example")

    assert program.walker.index == 3
    assert program.title.text == title


def test_the_clock_rests_when_nothing_moves(program):
    program.walker.forward()
    assert program.stage.clock.running

    program.stage.tick(10)

    assert not program.stage.clock.running


def test_a_walk_that_plays_stops_at_descent(program):
    program.walker.toggle()

    program.stage.set_perspective("descend")

    assert not program.walker.playing
    assert not program.stage.clock.running


def test_reduced_motion_leaves_nothing_moving(program):
    program.actions["reduced_motion"].trigger()

    program.walker.forward()

    assert program.walker.alpha == 1
    assert not program.stage.clock.running


@pytest.mark.parametrize(("number", "index"), [(1, 0), (5, 4)])
def test_steps_are_counted_from_one(program, number, index):
    program.stage.go_to_step(number)

    assert (program.walker.index, program.walker.alpha) == (index, 1.0)


@pytest.mark.parametrize("number", [0, -1, 45])
def test_a_step_that_does_not_exist_is_refused_with_the_limits(program, number):
    with pytest.raises(UsageError, match=rf"step {number}: choose 1 to 44"):
        program.stage.go_to_step(number)


@pytest.mark.parametrize(("sizes", "count"), [((784, 10), 21), ((784, 5, 10), 32)])
def test_every_network_has_a_step_to_begin_with(open_program, sizes, count):
    program = open_program(sizes)

    for perspective in ("forward", "one-example", "descend"):
        program.stage.set_perspective(perspective)
        program.stage.go_to_step(None)
    program.stage.set_perspective("one-example")
    assert len(program.explain.steps) == count
    assert 1 <= first_step("one-example", program.explain.steps) <= count


def test_while_training_words_change_at_most_four_times_a_second(program, monkeypatch):
    refreshed = []
    monkeypatch.setattr(program.explain, "tell", lambda: refreshed.append(1))
    seconds = iter(np.arange(62) / 60)
    monkeypatch.setattr(program.clock, "_now", lambda: float(next(seconds)))
    program.clock.tick()
    program.training.running = True
    program.stage.pace()

    for _ in range(60):  # one second of frames
        program.clock.tick()
    program.training.running = False

    assert 3 <= len(refreshed) <= 4


def test_a_frame_of_words_draws_no_new_network(program, monkeypatch):
    order = []
    monkeypatch.setattr(program.training, "_show", lambda record: order.append(record.step))
    monkeypatch.setattr(program.explain, "tell", lambda: order.append("words"))
    program.training.running = True
    program.stage.pace()
    program.clock.in_turn(program.stage._refresh_words)
    network = program.explain.network.parameters
    snapshot = Snapshot(1, 1, network, network)
    made = MiniBatchRecord(1, 1, 1.0, np.ones(2, np.float32), np.arange(10), snapshot)
    program.feed.append(Bundle.of([made]))

    program.clock.tick()
    assert order == ["words"]
    program.clock.tick()
    program.training.running = False

    assert order == ["words", 1]


def test_the_picture_follows_the_run_at_once(program, qtbot):
    initial = program.view.scene.connections[-1].copy()

    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: bool((program.view.scene.connections[-1] != initial).any()))
    program.actions["train_toggle"].trigger()

    assert np.isfinite(program.view.scene.connections[-1]).all()


class NotedStory(Story):
    """Shows a picture that it was given, and notes the time that passes."""

    deciding = "slopes"

    def __init__(self, scene):
        self.shown = scene
        self.seconds = []

    def scene(self):
        return self.shown

    def advance(self, seconds):
        self.seconds.append(seconds)


def test_a_story_that_is_added_is_told_in_its_perspective_alone(program):
    story = NotedStory(replace(program.view.scene, input_words="as it says itself"))
    told = []
    program.stage.lines_shown.connect(lambda _title, deciding: told.append(deciding))
    program.stage.add_story("forward", story)

    program.stage.set_perspective("forward")
    program.stage.tick(0.25)
    program.stage.set_perspective("one-example")
    program.stage.tick(0.5)

    assert story.seconds == [0.25]
    assert "slopes" in told
    assert program.view.scene is not story.shown
