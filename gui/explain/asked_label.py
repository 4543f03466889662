"""The line that says that another label is asked for than the example has, and leads back."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QLabel, QWidget

from gui.theme import Theme


class AskedLabel(QLabel):
    """Says "label 7 (true 2) · back" while that is so; hidden else."""

    reset_requested = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._true: int | None = None
        self._asked: int | None = None
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setToolTip("Ask for the label that this example has")
        self.linkActivated.connect(self._ask)
        theme.changed.connect(self._write)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; nothing while the true label is asked for."""
        if self._true is None or self._asked is None or self._asked == self._true:
            return ""
        return f"label {self._asked} (true {self._true}) · back"

    def set_true_label(self, label: int) -> None:
        """Take the label that the example has, which is then asked for."""
        self._true = self._asked = label
        self._write()

    def set_asked(self, label: int | None) -> None:
        """Take the label that is asked for."""
        self._asked = label
        self._write()

    @pyqtSlot()
    def _write(self) -> None:
        color = self._theme.colors.highlight
        link = f'<a href="back" style="color: {color}">back</a>'
        self.setText(self.words.replace("back", link))
        self.setVisible(bool(self.words))

    @pyqtSlot(str)
    def _ask(self, _link: str) -> None:
        self.reset_requested.emit()
