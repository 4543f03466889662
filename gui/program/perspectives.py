"""Which panel each perspective shows at the right, and how perspectives are chosen.

A new perspective is a module of this folder with a function like those in `BUILDERS`: it builds
what it needs, gives the stage its story (`parts.stage.add_story`) and returns its panel. It needs
a line below, and its names in `gui/perspectives.py`; if it has several pages, they stand in `TABS`
(`gui/program/tabs.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QObject, pyqtSlot
from PyQt6.QtWidgets import QWidget

from gui.perspectives import (
    AVERAGE,
    DATA,
    DESCEND,
    FORWARD,
    GRADIENT,
    ONE_EXAMPLE,
    PERSPECTIVES,
    named,
    titled,
)
from gui.program.average import average
from gui.program.gradient import gradient
from gui.program.parts import Parts
from gui.program.tabs import tabbed
from gui.resting_story import RestingStory
from gui.widgets.keys import leave_keys
from gui.widgets.tabbed_pages import TabbedPages


def walk(parts: Parts) -> QWidget:
    """Return the panel of the walk, whose story the stage knows from the beginning."""
    return parts.explanation


def data(parts: Parts) -> QWidget:
    """Return the panel of what the data does; the picture shows the network at rest."""
    story = RestingStory("What the data does", parts.explain, parts.stage.lines)
    parts.stage.add_story(DATA, story)
    return tabbed(DATA, parts)


BUILDERS: dict[str, Callable[[Parts], QWidget]] = {
    FORWARD: walk,
    ONE_EXAMPLE: walk,
    GRADIENT: gradient,
    AVERAGE: average,
    DESCEND: partial(tabbed, DESCEND),
    DATA: data,
}


class PerspectiveSwitch(QObject):
    """Keeps the bar, the menu, the stage and the panel at the right at the same perspective."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        self._panels: dict[str, QWidget] = {}
        parts.window.perspectives.chosen.connect(self._choose)
        parts.stage.perspective_opening.connect(self._build)
        parts.stage.perspective_changed.connect(self._show)
        parts.stage.timeline_changed.connect(parts.transport.setEnabled)
        parts.training.slow_motion_begun.connect(parts.stage.watch_descent)
        for each in PERSPECTIVES:
            action = parts.actions[each.action]
            action.triggered.connect(partial(parts.stage.set_perspective, each.name))

    @pyqtSlot(str)
    def _choose(self, title: str) -> None:
        self._parts.stage.set_perspective(titled(title).name)

    @pyqtSlot(str)
    def _build(self, name: str) -> None:
        """Build a perspective's panel before it is first shown: the window opens without it."""
        if name in self._panels:
            return
        panel = self._panels[name] = BUILDERS[name](self._parts)
        if isinstance(panel, TabbedPages):
            panel.page_changed.connect(self._give_room)
        if self._parts.window.right.indexOf(panel) < 0:  # two may share one
            leave_keys(panel)
            self._parts.window.right.addWidget(panel)

    @pyqtSlot(str)
    def _show(self, name: str) -> None:
        perspective, window = named(name), self._parts.window
        window.perspectives.set_chosen(perspective.title)
        self._parts.actions[perspective.action].setChecked(True)
        window.right.setCurrentWidget(self._panels[name])
        self._give_room()

    @pyqtSlot()
    def _give_room(self) -> None:
        """Let the panel at the right be as wide as its page needs it."""
        panel = self._parts.window.right.currentWidget()
        self._parts.window.set_wide(isinstance(panel, TabbedPages) and panel.current.wide)
