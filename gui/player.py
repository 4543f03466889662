"""The transport's other side: its buttons, its timeline and the keys move the walker in front."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSlot

from gui.explain.transport import TransportBar
from gui.walker import Walker
from gui.widgets.timeline_names import Steps


class Player(QObject):
    """Connects the transport with one walker at a time: the walk, or a mini-batch's replay."""

    def __init__(self, transport: TransportBar, front: Walker) -> None:
        super().__init__(transport)
        self._transport = transport
        self._front = front
        self._groups: tuple[str, ...] = ()  # of each step
        transport.first_requested.connect(self.first)
        transport.back_requested.connect(self.back)
        transport.play_toggled.connect(self.toggle)
        transport.forward_requested.connect(self.forward)
        transport.last_requested.connect(self.last)
        transport.scrubbed.connect(self.go_to)
        transport.speed_changed.connect(self.set_speed)
        self._listen()

    @property
    def front(self) -> Walker:
        """The walker that is moved."""
        return self._front

    def bring(self, walker: Walker, steps: Steps) -> None:
        """Move another walker from now on, through steps of these names."""
        if walker is not self._front:
            self._front.stop()
            self._front.moved.disconnect(self._show_position)
            self._front.playing_changed.disconnect(self._transport.set_playing)
            self._front = walker
            self._listen()
        self._groups = tuple(step[1] for step in steps)
        self._transport.set_steps(steps)
        self._transport.set_playing(walker.playing)
        self._show_position()

    @pyqtSlot()
    def first(self) -> None:
        """Go to the first step."""
        self._front.first()

    @pyqtSlot()
    def back(self) -> None:
        """Go one step back."""
        self._front.back()

    @pyqtSlot()
    def toggle(self) -> None:
        """Play or pause."""
        self._front.toggle()

    @pyqtSlot()
    def forward(self) -> None:
        """Go one step forward."""
        self._front.forward()

    @pyqtSlot()
    def last(self) -> None:
        """Go to the last step."""
        self._front.last()

    @pyqtSlot()
    def next_group(self) -> None:
        """Go to where the next group of steps begins; within the last, to its end."""
        begins = [place for place in self._beginnings() if place > self._front.index]
        self._front.go_to(begins[0] if begins else len(self._groups) - 1)

    @pyqtSlot()
    def previous_group(self) -> None:
        """Go to where this group of steps begins; from there, to where the one before does."""
        begins = [place for place in self._beginnings() if place < self._front.position]
        self._front.go_to(begins[-1] if begins else 0)

    def _beginnings(self) -> list[int]:
        """Return the places at which groups begin."""
        groups = self._groups
        return [i for i, group in enumerate(groups) if i == 0 or group != groups[i - 1]]

    @pyqtSlot(float)
    def go_to(self, position: float) -> None:
        """Go to a place on the timeline."""
        self._front.go_to(position)

    @pyqtSlot(float)
    def set_speed(self, speed: float) -> None:
        """Play so many times as fast."""
        self._front.set_speed(speed)

    def _listen(self) -> None:
        self._front.moved.connect(self._show_position)
        self._front.playing_changed.connect(self._transport.set_playing)

    @pyqtSlot()
    def _show_position(self) -> None:
        self._transport.set_position(self._front.position)
