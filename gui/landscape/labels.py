"""Labels of this folder's panels."""

from __future__ import annotations

from PyQt6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget


def words(role: str, text: str = "") -> QLabel:
    """Return a label of a role that wraps its words, as high as they need."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def line(role: str, text: str = "") -> QLabel:
    """Return a label of a role with one line, which never asks for more width than there is."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return label


def name_of(text: str) -> QLabel:
    """Return the name of a field, as wide as it is."""
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label


def row(*widgets: QWidget, stretch: QWidget | None = None) -> QWidget:
    """Return widgets side by side; one takes the room that is left, or none does."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is stretch else 0)
    if stretch is None:
        layout.addStretch(1)
    return box


def flatten(progress: QProgressBar) -> None:
    """Make a progress bar a thin line, which is not seen while nothing is done."""
    progress.setTextVisible(False)
    progress.setFixedHeight(4)
    progress.setStyleSheet("QProgressBar { background: transparent; border: 0; }")
