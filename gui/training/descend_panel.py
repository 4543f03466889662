"""The panel on the right while descending: what the last mini-batch did."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSlot
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.data.images import ImageSet
from core.training.records import MiniBatchRecord
from core.training.settings import TrainingSettings
from gui.theme import Theme
from gui.timers import single_shot
from gui.training.labels import heading, labelled
from gui.widgets.bar_rows import BarRow
from gui.widgets.batch_pictures import MOST, BatchPictures
from gui.widgets.card import Card
from gui.widgets.formula_view import FormulaView
from gui.widgets.numbers import TIMES, compact, whole
from gui.widgets.signed_bars import SignedBars

LEAST_WIDTH = 264
MILLISECONDS = 250
BEFORE = (
    "Run the training, or make one mini-batch: its mean nudge runs backwards through the network, "
    "layer by layer."
)


class DescendPanel(QWidget):
    """Explains one mini-batch: how many examples, their cost, the mean nudge, the step."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: ImageSet | None = None
        self._settings = TrainingSettings()
        self._record_settings = self._settings
        self._record: MiniBatchRecord | None = None
        self._written: MiniBatchRecord | None = None
        self.title = labelled("", "title")
        self.caption = wrapped("")
        self.formula = FormulaView(theme)
        self.sizes = SignedBars(theme)
        self.pictures = BatchPictures(theme)
        self.more = wrapped("faint")
        self._card = Card(theme)
        self._timer = single_shot(self, MILLISECONDS, self._catch_up)
        self._lay_out()
        self.clear()

    def set_images(self, images: ImageSet) -> None:
        """Take the training images that records speak of."""
        self._images = images

    def set_settings(self, settings: TrainingSettings) -> None:
        """Take the settings of the mini-batches to come; those made keep their own."""
        self._settings = settings
        self.formula.set_formula(*rule_of(settings))

    def clear(self) -> None:
        """Say what to do: no mini-batch has been made."""
        self._record = None
        self._write()

    def set_record(self, record: MiniBatchRecord) -> None:
        """Explain a mini-batch, four times a second at most."""
        self._record, self._record_settings = record, self._settings
        if not self._timer.isActive():
            self._write_if_seen()
            self._timer.start()

    def _lay_out(self) -> None:
        self._card.add(self.formula)
        self.formula.set_formula(*rule_of(self._settings))
        self._bars_heading = heading("LENGTH OF THE GRADIENT BY LAYER")
        self._pictures_heading = heading("THE MINI-BATCH")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 8)
        layout.setSpacing(12)
        for widget in (
            heading("WHAT HAPPENS NOW"),
            self.title,
            self.caption,
            self._card,
            self._bars_heading,
            self.sizes,
            self._pictures_heading,
            self.pictures,
            self.more,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setMinimumWidth(LEAST_WIDTH)

    @pyqtSlot()
    def _catch_up(self) -> None:
        """Write the newest record if it came too early to be written."""
        if self._record is not self._written:
            self._write_if_seen()
            self._timer.start()

    def _write_if_seen(self) -> None:
        if self.isVisible():
            self._write()

    def _write(self) -> None:
        record = self._written = self._record
        for widget in (self.sizes, self.pictures, self._bars_heading, self._pictures_heading):
            widget.setVisible(record is not None)
        if record is None:
            self.title.setText("Stochastic gradient descent")
            self.caption.setText(BEFORE)
            self.more.setText("")
            return
        self.title.setText(title_of(record))
        self.caption.setText(caption_of(record, self._record_settings))
        self.sizes.set_rows(size_rows(record), one_sided=True)
        self._show_pictures(record)

    def _show_pictures(self, record: MiniBatchRecord) -> None:
        if self._images is None:
            return
        first = [self._images.picture(int(index)) for index in record.examples[:MOST]]
        self.pictures.set_pictures(first)
        rest = len(record.examples) - len(first)
        self.more.setText(f"and {whole(rest)} more" if rest else "")

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._write()


def title_of(record: MiniBatchRecord) -> str:
    """Return which mini-batch this is, counted from the start of the run."""
    return f"Mini-batch {whole(record.step)} · epoch {whole(record.epoch)}"


def rule_of(settings: TrainingSettings) -> tuple[str, str]:
    """Return the formula of a step, and the same in words; momentum and L2 where they act."""
    slope, spoken = r"\frac{\partial C}{\partial w}", "the derivative of the cost"
    if settings.l2:
        slope = rf"\left( {slope} + \lambda w \right)"
        spoken += ", plus lambda times w for weights,"
    if settings.momentum:
        return (
            rf"v \leftarrow \mu v - \eta \, {slope}, \quad w \leftarrow w + v",
            f"v becomes mu times v minus eta times {spoken}; w becomes w plus v",
        )
    return rf"w \leftarrow w - \eta \, {slope}", f"w becomes w minus eta times {spoken}"


def change_words(settings: TrainingSettings, epoch: int) -> str:
    """Return what a step adds to a parameter, in words."""
    rate = f"{settings.learning_rate_in(epoch):.4g}"
    words = f"learning rate {rate} times the nudge"
    if settings.l2:
        words += f", less {rate} {TIMES} {settings.l2:g} of each weight itself"
    if settings.momentum:
        words += f", plus {settings.momentum:g} times the change before"
    return words


def caption_of(record: MiniBatchRecord, settings: TrainingSettings) -> str:
    """Return what happened, with the numbers of the record and the settings of its step."""
    count = len(record.examples)
    who = (
        "The nudge of its one example"
        if count == 1
        else f"The mean nudge of {whole(count)} examples"
    )
    return (
        f"{who} runs backwards through the network and changes every weight and bias: "
        f"{change_words(settings, record.epoch)}. Before this step its mean cost was "
        f"{compact(record.cost)}."
    )


def size_rows(record: MiniBatchRecord) -> list[BarRow]:
    """Return the length of each layer's mean gradient, the last layer first."""
    sizes = list(enumerate(record.gradient_sizes.tolist(), 1))
    return [
        BarRow(
            f"layer {layer}", float(size), hollow=False, number=compact(float(size)), signed=False
        )
        for layer, size in reversed(sizes)
    ]


def wrapped(role: str) -> QLabel:
    """Return an empty label of a role that wraps its words."""
    label = labelled("", role)
    label.setWordWrap(True)
    return label
