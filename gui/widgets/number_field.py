"""A field for a number: it takes only what is in range, and keeps the old value otherwise."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QFocusEvent, QKeyEvent
from PyQt6.QtWidgets import QLineEdit, QToolTip, QWidget

from core.errors import NudgesError

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
ROUND_STEPS = (1.0, 2.0, 5.0)


class NumberField(QLineEdit):
    """Takes a number, written with a dot whatever the system's language.

    Enter or leaving the field hands a number over; one that is refused is marked, the reason
    stands beside it, and leaving the field brings the old value back. Up and down change it: a
    whole number by one, another along 1, 2, 5, 10.

    Parameters
    ----------
    check : raises NudgesError with the reason if a number is out of range
    """

    value_changed = pyqtSignal(object)  # the new value, int or float

    def __init__(
        self,
        value: float,
        check: Callable[[float], None] | None = None,
        *,
        whole: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._whole = whole
        self._value = value
        self.hint = ""
        self.setMaxLength(24)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.textChanged.connect(self._judge)
        self.returnPressed.connect(self._enter)
        self._write()

    @property
    def value(self) -> float:
        """The number that counts: the last one that was taken."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show another number without telling anyone."""
        self._value = value
        self._write()

    def typed(self) -> float:
        """Return the number that is typed.

        Raises
        ------
        NudgesError
            If it is none, or out of range; the message is for the user.
        """
        value = parsed(self.text(), self._whole)
        if self._check is not None:
            self._check(value)
        return value

    def stepped(self, up: bool) -> float:
        """Return the next number up or down."""
        if self._whole:
            return self._value + (1 if up else -1)
        return next_round(self._value, up)

    def _write(self) -> None:
        self.setText(str(self._value) if self._whole else f"{self._value:.7g}")
        self._judge()

    @pyqtSlot()
    def _judge(self) -> None:
        """Mark what can't be used while it is typed."""
        try:
            self.typed()
        except NudgesError as error:
            self.hint = str(error)
        else:
            self.hint = ""
        self._mark("bad" if self.hint else "good")

    def _mark(self, state: str) -> None:
        if state == self.property("state"):
            return
        self.setProperty("state", state)
        self.setToolTip(self.hint or self.accessibleName())
        style = self.style()
        if style is not None:
            style.polish(self)

    @pyqtSlot()
    def _enter(self) -> None:
        if self.hint:
            place = self.mapToGlobal(self.rect().bottomLeft())
            QToolTip.showText(place, self.hint, self)
            return
        self._take(self.typed())
        self.clearFocus()  # the keys belong to the window again

    def _take(self, value: float) -> None:
        """Use a number that is in range, and tell if it is another one."""
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.value_changed.emit(value)

    def _step(self, up: bool) -> None:
        """Go to the next number, if it is in range."""
        value = self.stepped(up)
        try:
            if self._check is not None:
                self._check(value)
        except NudgesError:
            return
        self._take(value)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        if self.hint:
            self._write()
        else:
            self._take(self.typed())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(event.key() == Qt.Key.Key_Up)
        elif event.key() == Qt.Key.Key_Escape:
            self._write()
            self.clearFocus()
        else:
            super().keyPressEvent(event)


def parsed(text: str, whole: bool) -> float:
    """Return the number written in a text, or raise NudgesError with a hint."""
    text = text.strip()
    if "," in text and NUMBER.fullmatch(text.replace(",", ".", 1)):
        raise NudgesError(f"{text}: write a dot, not a comma: {text.replace(',', '.', 1)}")
    if whole and not WHOLE.fullmatch(text):
        raise NudgesError(f"{text or 'nothing'} is not a whole number: write one such as 10")
    if not NUMBER.fullmatch(text):
        raise NudgesError(f"{text or 'nothing'} is not a number: write one such as 0.5")
    value = int(text) if whole else float(text)
    if not math.isfinite(value):
        raise NudgesError(f"{text} is too large: write a number such as 0.5")
    return value


def next_round(value: float, up: bool) -> float:
    """Return the next of 1, 2, 5, 10, 20, 50 ... (and 0.5, 0.2 ...) above or below a number.

    Negative numbers go by the same steps below zero; at zero itself there is no next one.
    """
    if value == 0:
        return value
    if value < 0:
        return -next_round(-value, not up)
    power = math.floor(math.log10(value))
    steps = [
        float(f"{step}e{exponent}")
        for exponent in (power - 1, power, power + 1)
        for step in ROUND_STEPS
    ]
    nearly = 1 + 1e-9
    if up:
        return min(step for step in steps if step > value * nearly)
    return max(step for step in steps if step * nearly < value)
