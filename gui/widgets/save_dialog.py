"""A dialog that asks where to write, and writes the suffix of the kind of file that is chosen."""

from __future__ import annotations

import re
from pathlib import Path

from PyQt6.QtCore import pyqtSlot
from PyQt6.QtWidgets import QFileDialog, QWidget

SUFFIX = re.compile(r"\*(\.\w+)")


class SaveDialog(QFileDialog):
    """Suggests a name, which takes another suffix with another kind of file."""

    def __init__(self, parent: QWidget | None, title: str, suggestion: str, pattern: str) -> None:
        super().__init__(parent, title, "", pattern)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setDefaultSuffix(Path(suggestion).suffix)
        self.selectFile(suggestion)
        self.filterSelected.connect(self._follow)

    @pyqtSlot(str)
    def _follow(self, kind: str) -> None:
        """Write the suffix of the kind of file that was chosen, as in "Tables (*.csv)"."""
        found = SUFFIX.search(kind)
        if found is None:
            return
        self.setDefaultSuffix(found[1])
        for name in self.selectedFiles()[:1]:
            self.selectFile(Path(name).with_suffix(found[1]).name)
