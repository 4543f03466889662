import pytest
from PyQt6.QtCore import Qt

from gui.explain.step_title import StepTitle
from gui.explain.transport import SPEEDS, TransportBar

STEPS = [("input", "forward"), ("outputs", "forward"), ("cost", "cost"), ("step", "step")]


@pytest.fixture
def bar(qtbot, theme):
    bar = TransportBar(theme)
    qtbot.addWidget(bar)
    bar.set_steps(STEPS)
    bar.set_position(1)
    return bar


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("first", "first_requested"),
        ("back", "back_requested"),
        ("play", "play_toggled"),
        ("forward", "forward_requested"),
        ("last", "last_requested"),
    ],
)
def test_every_button_asks_for_its_move(bar, qtbot, button, signal):
    with qtbot.waitSignal(getattr(bar, signal)):
        qtbot.mouseClick(getattr(bar, button), Qt.MouseButton.LeftButton)


def test_there_is_no_way_back_from_the_first_step_nor_on_from_the_last(bar):
    bar.set_position(0)
    assert not bar.back.isEnabled()
    assert bar.forward.isEnabled()
    bar.set_position(3)
    assert bar.back.isEnabled()
    assert not bar.forward.isEnabled()


def test_while_it_plays_the_button_pauses(bar):
    bar.set_playing(True)
    assert (bar.play.icon_name, bar.play.accessibleName()) == ("pause", "Pause")
    bar.set_playing(False)
    assert (bar.play.icon_name, bar.play.accessibleName()) == ("play", "Play")


def test_the_speed_is_told_when_the_user_changes_it(bar, qtbot):
    with qtbot.waitSignal(bar.speed_changed) as changed:
        bar.speed.setCurrentIndex(SPEEDS.index(4.0))
    assert changed.args == [4.0]


def test_a_speed_set_by_code_is_not_told(bar, qtbot):
    with qtbot.assertNotEmitted(bar.speed_changed):
        bar.set_speed(0.3)
    assert bar.speed.currentText() == "0.25×"


def test_the_timeline_is_passed_on(bar, qtbot):
    with qtbot.waitSignal(bar.scrubbed) as scrubbed:
        qtbot.keyClick(bar.timeline, Qt.Key.Key_End)
    assert scrubbed.args == [3.0]


def test_every_control_has_a_name_and_can_be_reached(bar):
    for control in (*bar._buttons(), bar.timeline, bar.speed):
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_title_counts_from_one(qtbot):
    title = StepTitle()
    qtbot.addWidget(title)
    title.set_step(9, 13, "Nudges")
    assert title.text == "Step 9 of 13 Nudges"
    title.set_title("Descending")
    assert title.text == "Descending"


def test_a_narrow_title_gives_the_numbers_room_to_the_words(qtbot):
    title = StepTitle()
    qtbot.addWidget(title)
    title.show()
    title.set_step(9, 65, "What output 2 asks of layer 2")
    for width, words in ((600, "Step 9 of 65"), (260, "9 / 65")):
        title.resize(width, 40)
        assert title._number.text().startswith(words)
        assert title.text == "Step 9 of 65 What output 2 asks of layer 2"
