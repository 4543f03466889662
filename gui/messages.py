"""The one object that tells the user something in words: errors, notices, questions.

Tests put an object with the same methods in its place.
"""

from __future__ import annotations

import hashlib
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PyQt6.QtWidgets import QFileDialog, QMainWindow, QMessageBox

from gui.widgets.save_dialog import SaveDialog
from gui.widgets.toast import Toast


class Messages:
    """Show messages over a window."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._toast = Toast(window)

    def error(self, text: str) -> None:
        """Show what went wrong; the user goes on after reading it."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Nudges")
        box.setText(text)
        box.open()

    def notice(self, text: str) -> None:
        """Show something that is good to know, for a few seconds, without blocking anything."""
        self._toast.say(text)

    def information(self, title: str, text: str) -> None:
        """Show a text that was asked for."""
        box = QMessageBox(self._window)
        box.setWindowTitle(title)
        box.setText(text)
        box.open()

    def file_to_open(self, title: str, pattern: str) -> Path | None:
        """Ask for a file to read; None if the user changes their mind."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", pattern)
        return Path(name) if name else None

    def file_to_save(self, title: str, suggestion: str, pattern: str) -> Path | None:
        """Ask where to write; None if the user changes their mind.

        A name without a suffix gets that of the suggestion, or of the kind of file chosen since.
        """
        dialog = SaveDialog(self._window, title, suggestion, pattern)
        names = dialog.selectedFiles() if dialog.exec() else []
        return Path(names[0]) if names else None


class ErrorReporter:
    """Report an unexpected exception once, however often it comes back.

    Python calls it for exceptions in slots and paint events, which would otherwise end the
    process.
    """

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._seen: set[str] = set()

    def install(self) -> None:
        """Become the handler of exceptions that nobody has handled."""
        sys.excepthook = self.report

    def report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Write the traceback to stderr and tell the user in a line, the first time."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        number = hashlib.sha256("".join(traceback.format_tb(trace)).encode()).hexdigest()
        if number in self._seen:
            return
        self._seen.add(number)
        print(text, file=sys.stderr)
        self._messages.error(
            f"Something went wrong inside Nudges ({kind.__name__}: {error}). Your work is still "
            "here; save it and start again if anything looks odd."
        )
