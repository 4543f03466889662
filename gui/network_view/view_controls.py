"""The controls over the picture: what its lines show, and whether all inputs are drawn."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.network_view.lines import TITLES
from gui.theme import Theme
from gui.widgets.choice_box import ChoiceBox

TOOL_TIP = "What the lines show (1 weights, 2 signals, 3 nudges, 4 change since the start)"
NARROW = 600
ALL_INPUTS = "All 784 inputs and 12,960 connections"


class ViewControls(QWidget):
    """A choice of what the lines show, and a switch for all inputs."""

    lines_chosen = pyqtSignal(str)
    all_inputs_chosen = pyqtSignal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ChoiceBox(theme, tuple(TITLES.values()), "what the lines show")
        self._word = QLabel("lines")
        self.all_inputs = QToolButton()
        self.all_inputs.setCheckable(True)
        self.all_inputs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lines.textActivated.connect(self.lines_chosen)
        self.all_inputs.clicked.connect(self.all_inputs_chosen)
        self._lay_out()
        self.set_all_words(ALL_INPUTS)
        self.set_narrow(False)

    def set_lines(self, title: str, deciding: str) -> None:
        """Show what is chosen, or what a step shows that decides it itself."""
        self.lines.setEnabled(not deciding)
        self.lines.setPlaceholderText(deciding)
        self.lines.blockSignals(True)
        self.lines.setCurrentIndex(-1 if deciding else self.lines.findText(title))
        self.lines.blockSignals(False)
        self.lines.setToolTip("This step decides what the lines show" if deciding else TOOL_TIP)

    def set_all_inputs(self, everything: bool) -> None:
        """Show whether all inputs are drawn."""
        self.all_inputs.setChecked(everything)

    def set_all_words(self, words: str) -> None:
        """Say what the switch draws: how many inputs and connections."""
        self.all_inputs.setToolTip(f"{words} (A)")
        self.all_inputs.setAccessibleName(words)

    def set_narrow(self, narrow: bool) -> None:
        """Use fewer words, so that the title beside has room."""
        self._word.setVisible(not narrow)
        self.all_inputs.setText("All" if narrow else "All inputs")

    def _lay_out(self) -> None:
        self._word.setProperty("role", "muted")
        self._word.setBuddy(self.lines)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._word, self.lines, self.all_inputs):
            layout.addWidget(widget)


class TitleRow(QWidget):
    """The row over the picture: a title, which takes the room there is, and the controls."""

    def __init__(
        self, title: QWidget, controls: ViewControls, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controls = controls
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(title, 1)
        layout.addWidget(controls)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._controls.set_narrow(self.width() < NARROW)
        super().resizeEvent(event)
