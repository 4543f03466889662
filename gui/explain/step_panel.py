"""The panel of the step: what one example's nudges would do, and the buttons that do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.arrays import IntArray
from core.explain.one_step import Heard, OneStep
from core.training.settings import check_learning_rate
from gui.explain.lettering import in_words
from gui.explain.notation import details_in_words, in_notation, numbers_alone
from gui.explain.outcome_details import cost_rows, of_answers, of_outcome, of_prediction
from gui.explain.outcome_rows import OutcomeRow, OutcomeRows
from gui.explain.step_words import answers_words, heard_words, remark
from gui.theme import Theme
from gui.widgets.number_field import NumberField
from gui.widgets.number_words import NumberWords
from gui.widgets.signed_bars import SignedBars

LEAST_WIDTH = 208
FIELD_WIDTH, NARROW_FIELD = 72, 56
ROOM_FOR_WORDS = 290
LISTEN, LISTEN_SHORT, CANCEL = "Listen only to this example", "Listen only to it", "Cancel"
COST_HEADERS = ("cost", "of this example")
COUNTING = "counting the answers …"
SMALL = "padding: 1px 10px; min-height: 22px;"


class StepPanel(QWidget):
    """Shows one step that could be made, and asks for it; it changes nothing itself."""

    rate_changed = pyqtSignal(float)
    step_requested = pyqtSignal()
    undo_requested = pyqtSignal()
    listen_requested = pyqtSignal()
    cancel_requested = pyqtSignal()
    wrong_requested = pyqtSignal()  # an example that the network gets wrong
    came_into_view = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: OneStep | None = None
        self._refusal = ""
        self._counts: IntArray | None = None
        self._total = 1
        self._listening = False
        self._notation = True
        self.rate = NumberField(1.0, check_learning_rate, name="learning rate of this step")
        self.make = button("Make this step", "Add learning rate × nudges to weights and biases")
        self.listen = button(LISTEN, "Make this step again and again until nothing changes")
        self.undo = button("Undo", "")
        self.wrong = button("One it gets wrong", "Show an example that the network gets wrong")
        self.costs = SignedBars(theme)
        self.rows = OutcomeRows(theme)
        self.remark, self.answers = NumberWords(theme, "faint"), NumberWords(theme, "muted")
        self.outcome, self._name = NumberWords(theme, "muted"), QLabel()
        self._outcome: tuple[str, Mapping[str, str]] = ("", {})
        self._name.setProperty("role", "muted")
        self._lay_out()
        self._connect()
        self.set_undo("")

    @property
    def step(self) -> OneStep | None:
        """The step that is shown."""
        return self._step

    @property
    def counts(self) -> IntArray | None:
        """The answers by digit that are shown, (n_L,); None while they aren't known."""
        return self._counts

    def set_rate(self, rate: float) -> None:
        """Show the learning rate of the step, without telling anyone."""
        if rate != self.rate.value:
            self.rate.set_value(rate)

    def set_step(self, step: OneStep | None, refusal: str = "") -> None:
        """Show a step; None where there is none, with the reason."""
        self._step, self._refusal = step, refusal
        self.make.setEnabled(step is not None and not self._listening)
        self.listen.setEnabled(step is not None or self._listening)
        for part in (self.costs, self.rows):
            part.setVisible(step is not None)
        if step is None:
            self._remark(refusal, {})
            return
        costs = cost_rows(step)
        one_sided = min(row.value for row in costs) >= 0
        headers = tuple(in_words(header, self._notation) for header in COST_HEADERS)
        rows = in_notation(costs, self._notation)
        self.costs.set_rows(rows, headers=headers, one_sided=one_sided)
        self._remark(remark(step), {"promise": of_prediction(step)})
        self._show_rows()

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        self._tell_outcome()
        self.set_step(self._step, self._refusal)

    def set_counts(self, counts: IntArray | None, total: int) -> None:
        """Show the answers of the network as it is, over so many test images."""
        if not self._listening:
            self._show_counts(counts, total)
            label = None if self._step is None else self._step.old.label
            if counts is None or label is None:
                self.answers.set_words(COUNTING, {})
                return
            called = int(counts[label])
            self._tell_answers(answers_words(called, total, label), label, called, total)

    def set_listening(self, listening: bool) -> None:
        """Show that the step is repeated, or that this is over."""
        self._listening = listening
        self.make.setEnabled(not listening and self._step is not None)
        self.rate.setEnabled(not listening)
        self._name_listen()

    def set_heard(self, heard: Heard) -> None:
        """Show how far the listening is."""
        if self._listening:
            self._show_counts(heard.counts, heard.total)
            called = int(heard.counts[heard.label])
            self._tell_answers(heard_words(heard), heard.label, called, heard.looked_at)

    def set_outcome(
        self, words: str, details: Mapping[str, str] | None = None, *, offer_wrong: bool = False
    ) -> None:
        """Say what has come of a step or a listening, and offer another example where it helps.

        details : the arithmetic of the numbers that are links in the words
        """
        self._outcome = words, details or {}
        self._tell_outcome()
        self.outcome.setVisible(bool(words))
        self.wrong.setVisible(offer_wrong)

    def _tell_outcome(self) -> None:
        words, details = self._outcome
        self.outcome.set_words(words, details_in_words(details, self._notation))

    def set_undo(self, what: str) -> None:
        """Offer to undo something; nothing, if there is nothing."""
        self.undo.setEnabled(bool(what))
        words = f"Undo {what} (Ctrl+Z)" if what else "Nothing to undo"
        self.undo.setToolTip(words)
        self.undo.setAccessibleName(words)

    def _show_counts(self, counts: IntArray | None, total: int) -> None:
        self._counts, self._total = counts, total
        self._show_rows()

    def _show_rows(self) -> None:
        """Show outputs and answers, digit by digit."""
        step = self._step
        if step is None:
            return
        counts: Sequence[int | None] = [None] * len(step.outputs_before)
        if self._counts is not None and len(self._counts) == len(counts):
            counts = [int(count) for count in self._counts]
        pairs = zip(step.outputs_before, step.outputs_after, counts, strict=True)
        rows = [
            OutcomeRow(
                float(before),
                float(after),
                count,
                digit == step.old.label,
                self._arithmetic(of_outcome(step, digit, count, self._total)),
            )
            for digit, (before, after, count) in enumerate(pairs)
        ]
        self.rows.set_outcomes(rows, self._total)

    def _arithmetic(self, detail: str) -> str:
        return detail if self._notation else numbers_alone(detail)

    def _tell_answers(self, words: str, label: int, called: int, total: int) -> None:
        """Say how many are called by the label; the number opens how they are counted."""
        details = {"called": of_answers(label, called, total)}
        self.answers.set_words(words, details_in_words(details, self._notation))

    def _remark(self, words: str, details: dict[str, str]) -> None:
        self.remark.set_words(words, details_in_words(details, self._notation))
        self.remark.setVisible(bool(words))

    def _name_listen(self) -> None:
        """Take shorter words where there is little room."""
        short = self.width() < ROOM_FOR_WORDS
        self._name.setText("rate" if short else "learning rate")
        self.rate.setFixedWidth(NARROW_FIELD if short else FIELD_WIDTH)
        words = CANCEL if self._listening else LISTEN_SHORT if short else LISTEN
        self.listen.setText(words)
        self.listen.setAccessibleName(CANCEL if self._listening else LISTEN)

    def _lay_out(self) -> None:
        self.make.setProperty("role", "primary")
        self.setMinimumWidth(LEAST_WIDTH)  # not what the words would like
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(in_a_row(self._name, self.rate, None, self.make))
        layout.addLayout(in_a_row(self.listen, None, self.undo))
        layout.addWidget(self.outcome)
        layout.addLayout(in_a_row(self.wrong, None))
        layout.addWidget(self.costs)
        layout.addWidget(self.remark)
        layout.addWidget(self.answers)
        layout.addWidget(self.rows)
        self.set_outcome("")

    def _connect(self) -> None:
        self.rate.value_changed.connect(self._change_rate)
        self.make.clicked.connect(self.step_requested)
        self.undo.clicked.connect(self.undo_requested)
        self.wrong.clicked.connect(self.wrong_requested)
        self.listen.clicked.connect(self._listen_or_cancel)

    @pyqtSlot(object)
    def _change_rate(self, rate: float) -> None:
        self.rate_changed.emit(float(rate))

    @pyqtSlot()
    def _listen_or_cancel(self) -> None:
        if self._listening:
            self.cancel_requested.emit()
        else:
            self.listen_requested.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._name_listen()


def button(text: str, spoken: str) -> QPushButton:
    """Return a low button whose tooltip says what it does."""
    made = QPushButton(text)
    made.setToolTip(spoken)
    made.setStyleSheet(SMALL)
    return made


def in_a_row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return widgets side by side; None is the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
