import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QWidget

from core.training.endings import StopRules
from core.training.settings import TrainingSettings
from gui.training.active_words import active_words
from gui.training.more_card import MoreCard


@pytest.fixture
def card(qtbot, theme):
    window = QWidget()
    window.resize(1024, 640)
    qtbot.addWidget(window)
    card = MoreCard(theme, window)
    window.show()
    card.open_at(window, QPoint(16, 400))
    yield card
    window.close()


def type_into(qtbot, field, text):
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_momentum_penalty_and_decay_are_told_together(card, qtbot):
    told = []
    card.descent_changed.connect(lambda *values: told.append(values))
    type_into(qtbot, card.momentum, "0.9")
    type_into(qtbot, card.l2, "1e-4")
    type_into(qtbot, card.decay, "0.1")
    assert told == [(0.9, 0, 0), (0.9, 1e-4, 0), (0.9, 1e-4, 0.1)]


@pytest.mark.parametrize(("field", "text"), [("momentum", "1"), ("l2", "-1"), ("decay", "nan")])
def test_what_is_out_of_range_is_refused_at_the_field(card, qtbot, field, text):
    with qtbot.assertNotEmitted(card.descent_changed):
        type_into(qtbot, getattr(card, field), text)
    assert getattr(card, field).hint


def test_arrow_keys_go_along_the_usual_values_from_nothing_on(card, qtbot):
    for _ in range(4):
        qtbot.keyClick(card.momentum, Qt.Key.Key_Up)
    assert card.momentum.value == 0.95
    for _ in range(9):
        qtbot.keyClick(card.momentum, Qt.Key.Key_Down)
    assert card.momentum.value == 0


def test_rules_are_told_as_they_are_typed_and_taken_back_when_emptied(card, qtbot):
    rules = []
    card.rules_changed.connect(rules.append)
    type_into(qtbot, card.accuracy, "95")
    type_into(qtbot, card.epochs, "3")
    type_into(qtbot, card.accuracy, "")
    assert rules == [
        StopRules(accuracy=0.95),
        StopRules(accuracy=0.95, epochs=3),
        StopRules(epochs=3),
    ]


@pytest.mark.parametrize("text", ["0", "101", "1e400", "ten", "9,5"])
def test_a_limit_that_cannot_be_is_marked_and_the_old_one_comes_back(card, qtbot, text):
    card.show_rules(StopRules(accuracy=0.9))
    card.accuracy.setText(text)
    assert card.accuracy.hint
    with qtbot.assertNotEmitted(card.rules_changed):
        qtbot.keyClick(card.accuracy, Qt.Key.Key_Return)
    assert card.accuracy.text() == "90"


def test_rules_are_shown_without_telling_anyone(card, qtbot):
    rules = StopRules(0.95, 0.1, 3, 60.0)
    with qtbot.assertNotEmitted(card.rules_changed):
        card.show_rules(rules)
    assert card.rules == rules


def test_a_new_run_is_offered_for_another_number_of_images_only(card, qtbot):
    card.show_settings(TrainingSettings(train_size=500))
    assert not card.begin.isEnabled()
    card.images.setText("2000")
    with qtbot.waitSignal(card.size_requested) as asked:
        card.begin.click()
    assert asked.args == [2000]
    card.images.setText("60001")
    assert not card.begin.isEnabled()


@pytest.mark.parametrize("corner", [QPoint(16, 400), QPoint(2000, 2000), QPoint(-50, 5)])
def test_the_card_lies_within_the_window(card, corner):
    window = card.parentWidget()
    card.open_at(window, corner)
    assert window.rect().contains(card.geometry())


def test_escape_sends_the_card_away(card, qtbot):
    with qtbot.waitSignal(card.closed):
        qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert card.isHidden()


def test_another_size_of_the_window_sends_the_card_away(card, qtbot):
    with qtbot.waitSignal(card.closed):
        card.parentWidget().resize(700, 500)


def test_what_is_active_is_said_and_nothing_where_all_is_as_at_first():
    assert active_words(TrainingSettings(), StopRules()) == ()
    settings = TrainingSettings(momentum=0.9, l2=1e-4, decay=0.1, train_size=500)
    assert active_words(settings, StopRules(accuracy=0.95, seconds=60)) == (
        "momentum 0.9",
        "L2 0.0001",
        "decay 0.1",
        "500 images",
        "pause at 95 %, 60 s",
    )
