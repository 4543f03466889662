"""Where a walk through steps stands, and how it moves: by hand, by play, by scrubbing."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PyQt6.QtCore import QObject, pyqtSignal

SHOW_SECONDS = 0.5  # a step that was asked for by hand unfolds this fast
PLAY_SECONDS = 1.6  # a step unfolds while playing
DWELL_SECONDS = 2.4  # and stands still, to be read
SLOWEST, FASTEST = 0.25, 4.0


class Walker(QObject):
    """A place in a walk of so many steps.

    A place is a step's index and its alpha from 0 to 1. As one number, the position, it runs from
    0 (the first step, complete) to steps - 1 (the last one, complete).
    """

    moved = pyqtSignal()
    playing_changed = pyqtSignal(bool)

    def __init__(
        self, parent: QObject | None = None, *, dwell_seconds: float = DWELL_SECONDS
    ) -> None:
        super().__init__(parent)
        self.play_seconds = PLAY_SECONDS
        self.dwell_seconds = dwell_seconds
        self.count = 1
        self.index = 0
        self.alpha = 1.0
        self.speed = 1.0
        self.playing = False
        self.reduced_motion = False
        self._dwelt = 0.0
        self._paces: tuple[float, ...] = ()

    @property
    def position(self) -> float:
        """The place as one number."""
        return self.index - 1 + self.alpha if self.index else 0.0

    @property
    def moving(self) -> bool:
        """Whether time changes anything."""
        return self.playing or self.alpha < 1

    def set_count(self, count: int) -> None:
        """Walk through so many steps; a place beyond the last moves to the last."""
        self.count = count
        if self.index >= count:
            self._go(count - 1, 1.0)

    def set_paces(self, paces: Sequence[float]) -> None:
        """Play each step so many times as fast as others; without a word, all alike."""
        self._paces = tuple(paces)

    @property
    def pace(self) -> float:
        """How many times as fast as others the step under way plays."""
        return self._paces[self.index] if self.index < len(self._paces) else 1.0

    def set_speed(self, speed: float) -> None:
        """Play so many times as fast."""
        self.speed = min(max(speed, SLOWEST), FASTEST)

    def first(self) -> None:
        """Go to the first step."""
        self._by_hand(0, 1.0)

    def last(self) -> None:
        """Go to the last step."""
        self._by_hand(self.count - 1, 1.0)

    def forward(self) -> None:
        """Begin the next step; at the end, stay."""
        if self.index + 1 < self.count:
            self._by_hand(self.index + 1, 1.0 if self.reduced_motion else 0.0)
        else:
            self._by_hand(self.index, 1.0)

    def back(self) -> None:
        """Go to the step before, as it was when it was complete."""
        self._by_hand(max(self.index - 1, 0), 1.0)

    def go_to(self, position: float) -> None:
        """Go to a position, such as a scrubbed one."""
        position = min(max(position, 0.0), self.count - 1.0)
        index = ceil(position)
        self._by_hand(index, 1.0 if index == position else position - (index - 1))

    def toggle(self) -> None:
        """Play, from the start if at the end; or stop playing."""
        if not self.playing and self.index == self.count - 1:
            self._go(0, 0.0)
        self._set_playing(not self.playing)

    def play_from_start(self) -> None:
        """Play from the first step on, which is complete, whatever was under way."""
        self._go(min(1, self.count - 1), 0.0 if self.count > 1 else 1.0)
        self._set_playing(True)

    def stop(self) -> None:
        """Stop playing; the step under way unfolds to its end."""
        self._set_playing(False)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        if self.alpha < 1:
            self._unfold(seconds)
        elif self.playing:
            self._dwelt += seconds * self.speed * self.pace
            if self._dwelt >= self.dwell_seconds:
                self._next()

    def _unfold(self, seconds: float) -> None:
        span = self.play_seconds / (self.speed * self.pace) if self.playing else SHOW_SECONDS
        alpha = 1.0 if self.reduced_motion else min(self.alpha + seconds / span, 1.0)
        self._go(self.index, alpha)

    def _next(self) -> None:
        if self.index + 1 < self.count:
            self._go(self.index + 1, 0.0)
        else:
            self._set_playing(False)

    def _by_hand(self, index: int, alpha: float) -> None:
        self._set_playing(False)
        self._go(index, alpha)

    def _go(self, index: int, alpha: float) -> None:
        self.index, self.alpha, self._dwelt = index, alpha, 0.0
        self.moved.emit()

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self._dwelt = 0.0
            self.playing_changed.emit(playing)
            self.moved.emit()
