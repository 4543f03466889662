"""What all pages of experiments have: a question, settings, a button, progress, what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from gui.experiments.results_list import ResultsList
from gui.theme import Theme
from gui.widgets.line_chart import LineChart
from gui.widgets.number_field import NumberField

MARGIN = 16
FIELD_WIDTH, WIDE_FIELD = 56, 68  # the second is for numbers of five figures
LOW = 420  # height of the page below which only what is needed is shown
LEAST_CHART, LOW_CHART = 232, 184
PARTS = 1000  # of the progress bar


class StudyPage(QWidget):
    """Asks to begin, pause, cancel and save an experiment; shows its curves and its results.

    Parameters
    ----------
    question : what the experiment answers
    about : what it does, in a sentence
    action : what its button says
    """

    run_requested = pyqtSignal()
    cancel_requested = pyqtSignal()
    pause_requested = pyqtSignal(bool)
    picture_requested = pyqtSignal()
    numbers_requested = pyqtSignal()

    def __init__(self, theme: Theme, question: str, about: str, action: str) -> None:
        super().__init__()
        self.theme = theme
        self.run_button = QPushButton(action)
        self.run_button.setProperty("role", "primary")
        self.pause_button = QPushButton("Pause")
        self.pause_button.setCheckable(True)
        self.pause_button.hide()
        self.cancel_button = QPushButton("Cancel")
        self.progress = QProgressBar()
        self.progress.setRange(0, PARTS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(8)
        self.chart = LineChart(theme)
        self.finding = words("")
        self.finding.setStyleSheet("font-size: 15px; font-weight: 600;")
        self.problem = words("", "warning")
        self.results = ResultsList()
        self.picture_button = QPushButton("Save picture…")
        self.numbers_button = QPushButton("Save numbers…")
        self.fields = QHBoxLayout()
        self.fields.setSpacing(6)
        self.about = words(about, "muted")
        self.buttons = row_of(self.run_button, self.pause_button, self.cancel_button)
        self.body = QVBoxLayout(self)
        self._lay_out(question)
        self._connect()
        self.set_running(False)
        self.set_savable(False)

    def add_field(self, title: str, value: float, check: Callable[[float], None] | None = None,
                  whole: bool = True) -> NumberField:  # fmt: skip
        """Add a field for a number and return it; all stand in a row."""
        field = NumberField(value, check, whole=whole, name=title)
        field.setFixedWidth(WIDE_FIELD if value >= 10_000 else FIELD_WIDTH)
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(words(title, "faint", wrap=False))
        layout.addWidget(field)
        self.fields.addWidget(box)
        return field

    def set_running(self, running: bool) -> None:
        """Show whether the experiment is under way."""
        self.run_button.setEnabled(not running)
        self.cancel_button.setVisible(running)
        self.progress.setVisible(running)
        self.pause_button.setChecked(False)
        self.pause_button.setText("Pause")
        if not running:
            self.progress.setValue(0)

    def set_progress(self, fraction: float) -> None:
        """Show how much is done, 0 to 1."""
        self.progress.setValue(round(PARTS * fraction))

    def set_savable(self, savable: bool) -> None:
        """Offer to save what is shown, or not."""
        self.picture_button.setEnabled(savable)
        self.numbers_button.setEnabled(savable)

    def set_problems(self, problems: Sequence[str]) -> None:
        """Say what went wrong, a line each."""
        self.problem.setText("\n".join(problems))
        self.problem.setVisible(bool(problems))

    def set_finding(self, text: str) -> None:
        """Say in a sentence what was found."""
        self.finding.setText(text)
        self.finding.setVisible(bool(text))

    def _lay_out(self, question: str) -> None:
        body = self.body
        body.setContentsMargins(MARGIN, 12, MARGIN, 12)
        body.setSpacing(8)
        body.addWidget(words(question, "title"))
        body.addWidget(self.about)
        fields = QHBoxLayout()
        fields.addLayout(self.fields)
        fields.addStretch(1)
        body.addLayout(fields)
        body.addLayout(self.buttons)
        body.addWidget(self.progress)
        body.addWidget(self.problem)
        body.addWidget(self.chart, 1)
        body.addWidget(self.finding)
        body.addWidget(self.results)
        self.saving = row_of(self.picture_button, self.numbers_button)
        body.addLayout(self.saving)
        self.set_problems(())
        self.set_finding("")

    def fit_height(self, height: int) -> None:
        """Leave out what can be missed where there is little height."""
        self.about.setVisible(height >= LOW)
        self.chart.setMinimumHeight(LEAST_CHART if height >= LOW else LOW_CHART)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        frame = self.parentWidget()
        self.fit_height((frame or self).height())

    def _connect(self) -> None:
        self.run_button.clicked.connect(self.run_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.pause_button.toggled.connect(self.pause_requested)
        self.picture_button.clicked.connect(self.picture_requested)
        self.numbers_button.clicked.connect(self.numbers_requested)


def words(text: str, role: str = "", wrap: bool = True) -> QLabel:
    """Return a text of a role of the style sheet."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets side by side, at the left."""
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout
