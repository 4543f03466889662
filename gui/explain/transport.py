"""The bar under the network: first, back, play, forward, last, the timeline, the speed."""

from __future__ import annotations

from PyQt6.QtCore import QSize, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.icon_button import IconButton
from gui.widgets.timeline import Timeline
from gui.widgets.timeline_names import Steps

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
BUTTON = QSize(36, 32)


class TransportBar(QWidget):
    """Asks for steps and shows where the walk is; it moves nothing itself."""

    first_requested = pyqtSignal()
    back_requested = pyqtSignal()
    play_toggled = pyqtSignal()
    forward_requested = pyqtSignal()
    last_requested = pyqtSignal()
    scrubbed = pyqtSignal(float)
    speed_changed = pyqtSignal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.first = IconButton(theme, "first", "First step", shortcut="Home")
        self.back = IconButton(theme, "back", "Back one step", shortcut="Left")
        self.play = IconButton(theme, "play", "Play", shortcut="Space", role="primary")
        self.forward = IconButton(theme, "forward", "Forward one step", shortcut="Right")
        self.last = IconButton(theme, "last", "Last step", shortcut="End")
        self.timeline = Timeline(theme)
        self.speed = ChoiceBox(theme, [f"{speed:g}×" for speed in SPEEDS], "speed of the walk")
        self.set_speed(1.0)
        self._lay_out()
        self._connect()

    def set_steps(self, steps: Steps) -> None:
        """Show other steps, each a (name, group) or more."""
        self._count = len(steps)
        self.timeline.set_steps(steps)
        self._enable()

    def set_position(self, position: float) -> None:
        """Show where the walk is, in steps from 0; between two steps while it moves."""
        self.timeline.set_position(position)
        self._enable()

    def set_playing(self, playing: bool) -> None:
        """Offer to pause, or to play."""
        self.play.set_icon("pause" if playing else "play", "Pause" if playing else "Play")

    def set_speed(self, speed: float) -> None:
        """Show a speed without telling anyone; one that isn't offered shows the nearest."""
        nearest = min(SPEEDS, key=lambda offered: abs(offered - speed))
        self.speed.set_chosen(f"{nearest:g}×")

    def _buttons(self) -> tuple[IconButton, ...]:
        return (self.first, self.back, self.play, self.forward, self.last)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(4)
        for button in self._buttons():
            button.setFixedSize(BUTTON)
            button.setIconSize(QSize(20, 20))
            layout.addWidget(button)
        layout.addSpacing(8)
        layout.addWidget(self.timeline, 1)
        layout.addSpacing(8)
        self.speed.setToolTip("How fast the walk plays")
        self.speed.setFixedWidth(76)
        layout.addWidget(self.speed)

    def _connect(self) -> None:
        self.first.clicked.connect(self.first_requested)
        self.back.clicked.connect(self.back_requested)
        self.play.clicked.connect(self.play_toggled)
        self.forward.clicked.connect(self.forward_requested)
        self.last.clicked.connect(self.last_requested)
        self.timeline.scrubbed.connect(self.scrubbed)
        self.speed.currentIndexChanged.connect(self._change_speed)

    def _enable(self) -> None:
        position = self.timeline.position
        before, after = position > 0, position < self._count - 1
        for button, possible in (
            (self.first, before),
            (self.back, before),
            (self.forward, after),
            (self.last, after),
        ):
            if button.isEnabled() != possible:
                button.setEnabled(possible)

    @pyqtSlot(int)
    def _change_speed(self, index: int) -> None:
        self.speed_changed.emit(SPEEDS[index])
