"""The slider of the training speed, and the words that say what a place on it means."""

from __future__ import annotations

import math

from PyQt6.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QLabel, QSlider, QVBoxLayout, QWidget

SLOWEST, FASTEST = 0.1, 5000.0  # mini-batches a second
PLACES = 240  # of the slider; the last means as fast as it goes
SLOW_MOTION = 5.0  # up to here every mini-batch is played layer by layer


class SpeedSlider(QWidget):
    """Chooses mini-batches a second, from one in ten seconds to as fast as it goes."""

    speed_changed = pyqtSignal(object)  # mini-batches a second, or None: as fast as it goes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, PLACES)
        self.slider.setPageStep(PLACES // 12)
        self.slider.setAccessibleName("training speed")
        self.meaning = QLabel()
        self.meaning.setProperty("role", "faint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.slider)
        layout.addWidget(self.meaning)
        self.slider.setValue(PLACES)
        self._describe()
        self.slider.valueChanged.connect(self._change)

    @property
    def speed(self) -> float | None:
        """The speed chosen; None is as fast as it goes."""
        return speed_at(self.slider.value())

    def set_speed(self, speed: float | None) -> None:
        """Show the nearest place to a speed without telling anyone."""
        self.slider.blockSignals(True)
        self.slider.setValue(place_of(speed))
        self.slider.blockSignals(False)
        self._describe()

    def _describe(self) -> None:
        words = words_for(self.speed)
        self.meaning.setText(words)
        self.slider.setToolTip(f"Training speed: {words}")

    @pyqtSlot(int)
    def _change(self, _place: int) -> None:
        self._describe()
        self.speed_changed.emit(self.speed)


def speed_at(place: int) -> float | None:
    """Return the speed at a place of the slider; places are equally far apart by ratio."""
    if place >= PLACES:
        return None
    return float(SLOWEST * (FASTEST / SLOWEST) ** (place / (PLACES - 1)))


def place_of(speed: float | None) -> int:
    """Return the place of a speed, the nearest where it lies between two or outside."""
    if speed is None:
        return PLACES
    share = math.log(max(speed, SLOWEST) / SLOWEST) / math.log(FASTEST / SLOWEST)
    return min(round(share * (PLACES - 1)), PLACES - 1)


def words_for(speed: float | None) -> str:
    """Return what a speed means."""
    if speed is None:
        return "as fast as it goes"
    if speed < 1:
        return f"slow motion, {1 / speed:.2g} s a batch"
    if speed <= SLOW_MOTION:
        return f"slow motion, {speed:.1f} batches/s"
    return f"{float(f'{speed:.2g}'):,.0f} batches a second"
