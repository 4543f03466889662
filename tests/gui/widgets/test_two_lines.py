import pytest

from gui.widgets.two_lines import TwoLineLabel

TEXT = "Nudges of the second layer's weights and biases"


@pytest.fixture
def label(qtbot):
    label = TwoLineLabel(TEXT)
    qtbot.addWidget(label)
    label.show()
    return label


def wide(label, text):
    return label.fontMetrics().horizontalAdvance(text) + 2


def test_where_there_is_room_it_is_one_line(label):
    label.resize(wide(label, TEXT), 40)

    assert label.shown_lines() == [TEXT]


def test_it_breaks_between_words_and_loses_none(label):
    label.resize(round(wide(label, TEXT) * 0.7), 40)

    first, second = label.shown_lines()

    assert f"{first} {second}" == TEXT
    assert wide(label, first) - 2 <= label.width()


def test_letters_get_smaller_before_a_word_is_cut(label):
    font = label.font()
    font.setPixelSize(18)
    label.setFont(font)
    label.resize(round(wide(label, TEXT) * 0.45), 40)

    assert " ".join(label.shown_lines()) == TEXT
    assert label.shown_font().pixelSize() < label.fontInfo().pixelSize()


def test_what_two_lines_cannot_hold_is_in_the_tooltip(label):
    label.resize(wide(label, "Nudges of"), 40)
    label.grab()

    assert label.shown_lines()[1].endswith("…")
    assert label.toolTip() == TEXT


def test_its_height_is_the_same_for_every_text(label):
    before = label.sizeHint().height()
    label.setText("Cost")

    assert label.sizeHint().height() == before
