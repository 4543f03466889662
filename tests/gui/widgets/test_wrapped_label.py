"""Tests of the label that remembers how high its words are."""

import pytest
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import QLabel

from gui.widgets.wrapped_label import WrappedLabel

SHORT, LONG = "a few words", "<b>many</b> words " * 30


def plain_height(words, width, pixels):
    label = QLabel(words)
    label.setWordWrap(True)
    label.setStyleSheet(f"font-size: {pixels}px")
    label.ensurePolished()
    height = label.heightForWidth(width)
    label.deleteLater()
    return height


@pytest.fixture
def label(qtbot):
    label = WrappedLabel()
    qtbot.addWidget(label)
    label.setStyleSheet("font-size: 13px")
    label.ensurePolished()
    return label


@pytest.mark.parametrize("width", [120, 300])
def test_other_words_are_as_high_as_in_a_label_that_remembers_nothing(label, width):
    for words in (SHORT, LONG, SHORT):
        label.set_words(words)
        for _ in range(2):
            assert label.heightForWidth(width) == plain_height(words, width, 13)


def test_a_larger_font_makes_the_words_higher_at_once(label):
    label.set_words(LONG)
    before = label.heightForWidth(200)
    label.setStyleSheet("font-size: 26px")
    label.ensurePolished()
    assert label.heightForWidth(200) == plain_height(LONG, 200, 26) > before


def test_words_are_asked_for_again_only_after_a_change(label, monkeypatch):
    asked = []
    label.set_words(LONG)
    monkeypatch.setattr(QLabel, "heightForWidth", lambda _, width: asked.append(width) or 40)
    for width in (200, 200, 300, 200):
        label.heightForWidth(width)
    assert asked == [200, 300]
    label.set_words(SHORT)
    label.setFont(QFont("serif", 30))
    label.heightForWidth(200)
    assert asked == [200, 300, 200]
