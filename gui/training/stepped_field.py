"""Fields for numbers of which a few are usual, and for limits that may be left open."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QWidget

from core.errors import NudgesError
from gui.widgets.number_field import NumberField, parsed


class SteppedField(NumberField):
    """A number field whose arrow keys go along the usual values; others can be typed.

    Parameters
    ----------
    steps : the usual values, ascending
    """

    def __init__(
        self,
        value: float,
        check: Callable[[float], None],
        steps: tuple[float, ...],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        self._steps = steps
        super().__init__(value, check, name=name, parent=parent)

    def stepped(self, up: bool) -> float:
        """Return the next usual value up or down; the same where there is none."""
        if up:
            return min((step for step in self._steps if step > self.value), default=self.value)
        return max((step for step in self._steps if step < self.value), default=self.value)


class LimitField(QLineEdit):
    """Takes a number or nothing, which is no limit; what is refused is marked and comes back.

    Parameters
    ----------
    check : raises NudgesError with the reason if a number is out of range
    """

    limit_changed = pyqtSignal()

    def __init__(
        self,
        check: Callable[[float], None],
        name: str,
        *,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._whole = whole
        self._limit: float | None = None
        self.hint = ""
        self.setMaxLength(24)
        self.setPlaceholderText("never")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.textChanged.connect(self._judge)
        self.editingFinished.connect(self._take)

    @property
    def limit(self) -> float | None:
        """The limit that counts, None if there is none."""
        return self._limit

    def set_limit(self, limit: float | None) -> None:
        """Show another limit without telling anyone."""
        self._limit = limit
        self._write()

    def _write(self) -> None:
        limit = self._limit
        self.setText("" if limit is None else f"{limit:.7g}")
        self._judge()

    def _typed(self) -> float | None:
        """Return what is typed, or raise NudgesError."""
        if not self.text().strip():
            return None
        value = parsed(self.text(), self._whole)
        self._check(value)
        return value

    def _judge(self) -> None:
        """Mark what can't be used while it is typed."""
        try:
            self._typed()
        except NudgesError as error:
            self.hint = str(error)
        else:
            self.hint = ""
        self.setToolTip(self.hint or self.accessibleName())
        self.setProperty("state", "bad" if self.hint else "good")
        style = self.style()
        if style is not None:
            style.polish(self)

    def _take(self) -> None:
        """Use what is typed, if it can be used, and tell if it is something else."""
        if self.hint:
            self._write()
            return
        before, self._limit = self._limit, self._typed()
        self._write()
        if self._limit != before:
            self.limit_changed.emit()
