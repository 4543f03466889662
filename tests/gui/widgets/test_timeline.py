from itertools import pairwise

import pytest
from PyQt6.QtCore import QPoint, Qt

from gui.theme import Mode, Theme
from gui.widgets.timeline import TRACK, Timeline
from gui.widgets.timeline_names import LEAST_GAP, names_that_fit

STEPS = [(f"step number {i}", "forward" if i < 6 else "back") for i in range(13)]


@pytest.fixture
def timeline(qtbot):
    timeline = Timeline(Theme(Mode.DARK))
    qtbot.addWidget(timeline)
    timeline.resize(500, 44)
    timeline.set_steps(STEPS)
    timeline.show()
    return timeline


def test_a_click_asks_for_the_step_below_the_mouse(timeline, qtbot):
    place = QPoint(round(timeline.x_of(7)), round(TRACK))
    with qtbot.waitSignal(timeline.scrubbed) as scrubbed:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
    assert scrubbed.args == [7.0]


def test_a_drag_asks_for_places_between_steps(timeline):
    assert timeline.position_at(timeline.x_of(3.5)) == pytest.approx(3.5)
    assert timeline.position_at(timeline.x_of(3.05)) == 3.0


def test_a_drag_beyond_the_ends_stays_inside(timeline):
    assert timeline.position_at(-50) == 0
    assert timeline.position_at(9999) == 12


def test_asking_moves_nothing(timeline, qtbot):
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, 16))
    assert timeline.position == 0


@pytest.mark.parametrize(
    ("position", "key", "wanted"),
    [
        (4.0, Qt.Key.Key_Right, 5.0),
        (4.0, Qt.Key.Key_Left, 3.0),
        (4.3, Qt.Key.Key_Left, 4.0),
        (12.0, Qt.Key.Key_Right, 12.0),
        (0.0, Qt.Key.Key_Left, 0.0),
        (4.0, Qt.Key.Key_Home, 0.0),
        (4.0, Qt.Key.Key_End, 12.0),
    ],
)
def test_keys_ask_for_steps(timeline, qtbot, position, key, wanted):
    timeline.set_position(position)
    with qtbot.waitSignal(timeline.scrubbed) as scrubbed:
        qtbot.keyClick(timeline, key)
    assert scrubbed.args == [wanted]


@pytest.mark.parametrize("width", [200, 500, 1100, 3000])
@pytest.mark.parametrize("current", range(13))
def test_names_never_touch_and_the_current_one_is_there(timeline, width, current):
    timeline.resize(width, 44)
    timeline.set_position(current)
    names = timeline.names
    assert current in [name.index for name in names]
    for first, second in pairwise(names):
        assert second.left - first.left - first.width >= LEAST_GAP
    assert names[0].left >= 0
    assert names[-1].left + names[-1].width <= width


def test_with_little_room_the_first_of_a_group_is_named_rather():
    names = names_that_fit(STEPS, [i * 20.0 for i in range(13)], [30.0] * 13, 0, 260)
    assert 6 in [name.index for name in names]


def test_the_knob_is_drawn_where_the_position_is(timeline):
    timeline.set_position(6.5)
    color = timeline.grab().toImage().pixelColor(round(timeline.x_of(6.5)), round(TRACK))
    assert color.name() == Theme(Mode.DARK).colors.highlight


def test_a_timeline_without_steps_is_drawn_and_asks_for_nothing(timeline, qtbot):
    timeline.set_steps([])
    timeline.grab()
    with qtbot.assertNotEmitted(timeline.scrubbed):
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(100, 16))
        qtbot.keyClick(timeline, Qt.Key.Key_Right)


def test_a_screen_reader_hears_where_it_is(timeline):
    timeline.set_position(4)
    assert timeline.accessibleDescription() == "step 5 of 13: step number 4"
