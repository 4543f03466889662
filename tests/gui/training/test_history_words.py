"""What is said of a place in the history, and the line on which it is dragged."""

import pytest
from PyQt6.QtCore import Qt

from core.training.branches import BranchTree, Entry
from core.training.settings import TrainingSettings
from gui.theme import Mode, Theme
from gui.training.history_track import END, HistoryTrack
from gui.training.history_words import (
    Mark,
    Place,
    left_out_words,
    marks_on_way,
    place_words,
)


@pytest.fixture
def track(qtbot):
    track = HistoryTrack(Theme(Mode.DARK))
    qtbot.addWidget(track)
    track.resize(216, 20)  # 200 pixels between the ends
    track.set_place(Place(0, 40, 100, 1, marks=(Mark(50, "an edit", by_hand=True),)))
    return track


def test_at_the_end_of_a_branch_nothing_is_said_of_a_past():
    assert place_words(Place(0, 12345, 12345, 3))[0] == "mini-batch 12,345 · epoch 3"


def test_in_the_past_it_is_said_what_run_does():
    words = place_words(Place(0, 12345, 18000, 3))[0]
    assert words.startswith("mini-batch 12,345 of 18,000 · epoch 3 · this is the past: Run makes")


def test_marks_are_those_of_the_way_with_what_has_changed():
    plain, fast = TrainingSettings(), TrainingSettings(learning_rate=2.0)
    tree = BranchTree(0)
    tree.grow(0, 20)
    tree.put(0, Entry(5, plain, by_hand=True))
    tree.put(0, Entry(8, fast))
    tree.put(0, Entry(15, plain))
    branch = tree.fork(0, 12)
    tree.put(branch, Entry(12, TrainingSettings(learning_rate=2.0, batch_size=32)))

    marks = marks_on_way(tree, branch, {(0, 5): "one step"})

    assert marks == [
        Mark(5, "one step", by_hand=True),
        Mark(8, "learning rate 2", by_hand=False),
        Mark(12, "mini-batch of 32", by_hand=False),
    ]


def test_an_edit_that_was_undone_bears_no_mark():
    tree = BranchTree(0)
    tree.put(0, Entry(0, TrainingSettings(), by_hand=True))
    assert marks_on_way(tree, 0, {(0, 0): ""}) == []


def test_steps_and_pixels_of_the_track(track):
    assert track.x_of(0) == END
    assert track.x_of(50) == END + 100
    assert track.step_at(END + 100) == 50
    assert track.step_at(-30) == 0
    assert track.step_at(999) == 100
    assert track.mark_at(END + 102).words == "an edit"
    assert track.mark_at(END + 120) is None


@pytest.mark.parametrize("place", [Place(0, 0, 0), Place(7, 7, 7), Place(0, 0, 9)])
def test_the_handle_stands_where_the_run_stands_even_if_it_can_go_nowhere_else(track, place):
    track.set_place(place)
    handle = track.grab().toImage().pixelColor(round(END), track.height() // 2)
    assert handle == Theme(Mode.DARK).color("highlight")


def test_dragging_asks_for_each_step_once(track, qtbot):
    asked = []
    track.step_requested.connect(asked.append)
    track.show()
    middle = track.rect().center()
    qtbot.mousePress(track, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(track, middle)
    qtbot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=middle)
    assert asked == [50]


@pytest.mark.parametrize(
    ("key", "step"),
    [
        (Qt.Key.Key_Left, 39),
        (Qt.Key.Key_Right, 41),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 100),
        (Qt.Key.Key_PageUp, 0),
    ],
)
def test_keys_lead_along_the_track(track, qtbot, key, step):
    asked = []
    track.step_requested.connect(asked.append)
    qtbot.keyClick(track, key)
    assert asked == [step]


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        (Place(0, 30, 30), ""),
        (Place(0, 12, 30), "what lies ahead of mini-batch 12"),
        (Place(0, 30, 30, branches=2), "the other branch"),
        (Place(0, 12, 30, branches=4), "what lies ahead of mini-batch 12 and the other 3 branches"),
    ],
)
def test_it_is_said_what_a_session_file_does_not_keep(place, missing):
    words = left_out_words(place)
    assert words == (
        f"It keeps the way that led here, but not {missing}: that stays in this window alone."
        if missing
        else ""
    )
