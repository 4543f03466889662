"""A line of text in the longest of its forms that there is room for."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontMetrics

from gui.widgets.elided import ElidedLabel


class FittingLabel(ElidedLabel):
    """Shows the first of its forms that fits; the first one is in the tooltip where it doesn't."""

    def __init__(self, *forms: str) -> None:
        super().__init__(forms[0] if forms else "")
        self._forms = forms

    def set_forms(self, *forms: str) -> None:
        """Set the text, from the longest form to the shortest."""
        self._forms = forms
        self.setText(forms[0] if forms else "")
        self.setAccessibleName(self.text())

    def shown_text(self) -> str:
        return fitting(self._forms, self.fontMetrics(), self.contentsRect().width())


def fitting(forms: tuple[str, ...], metrics: QFontMetrics, width: int) -> str:
    """Return the first form that fits a width, or the last one, cut."""
    for form in forms:
        if metrics.horizontalAdvance(form) <= width:
            return form
    return metrics.elidedText(forms[-1], Qt.TextElideMode.ElideRight, width) if forms else ""
