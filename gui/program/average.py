"""The perspective Average: its story, and its pages in a row."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from gui.perspectives import AVERAGE
from gui.program.parts import Parts
from gui.program.tabs import tabbed
from gui.resting_story import RestingStory

TITLE = "One example is not enough: many wishes, and their mean"


def average(parts: Parts) -> QWidget:
    """Return the panel of the average, and give the stage its story."""
    story = RestingStory(TITLE, parts.explain, parts.stage.lines)
    parts.stage.add_story(AVERAGE, story)
    return tabbed(AVERAGE, parts)
