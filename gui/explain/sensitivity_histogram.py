"""How large the derivatives are, as a histogram, and why so many are exactly zero, in words."""

from __future__ import annotations

from math import log10

from PyQt6.QtCore import pyqtSlot
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.explain.sensitivity_histogram import Histogram, ZeroReason
from gui.theme import Theme
from gui.widgets.histogram_bars import HistogramBars
from gui.widgets.numbers import SUPERSCRIPTS, compact, percent, whole

MOST_LABELS = 5
REASONS = {
    ZeroReason.DARK_PIXEL: "come from dark pixels",
    ZeroReason.SILENT_NEURON: "come from silent neurons",
    ZeroReason.DEAD_NEURON: "go into neurons that don't react: s′(z) is 0",
    ZeroReason.NO_WISH: "go into neurons of which nothing is asked",
}


class SensitivityHistogram(QWidget):
    """Shows a histogram of sizes; the bar apart counts the exact zeros."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histogram: Histogram | None = None
        self.bars = HistogramBars(theme)
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bars)
        layout.addWidget(self.words)
        layout.addStretch(1)
        self.bars.setAccessibleName("histogram of the sizes of all derivatives")
        self.bars.bar_chosen.connect(self._tell)

    def set_histogram(self, histogram: Histogram) -> None:
        """Show another histogram."""
        self._histogram = histogram
        labels = ["exactly 0", *axis_labels(histogram)]
        self.bars.set_counts([histogram.zero_count, *histogram.counts.tolist()], labels)
        self._tell(self.bars.chosen)
        self.bars.setAccessibleDescription(zero_words(histogram))

    @pyqtSlot(object)
    def _tell(self, bar: int | None) -> None:
        histogram = self._histogram
        if histogram is not None:
            self.words.setText(bin_words(histogram, bar) if bar else zero_words(histogram))


def axis_labels(histogram: Histogram) -> list[str]:
    """Return a label for each bin that begins with a power of ten; of many, some."""
    exponents = [round(2 * log10(edge)) for edge in histogram.edges[:-1].tolist()]
    decades = [e // 2 for e in exponents if e % 2 == 0]
    every = max(1, -(-len(decades) // MOST_LABELS))
    kept = set(decades[::-1][::every])
    return [
        f"10{str(e // 2).translate(SUPERSCRIPTS)}" if e % 2 == 0 and e // 2 in kept else ""
        for e in exponents
    ]


def zero_words(histogram: Histogram) -> str:
    """Return which share is exactly zero, and why."""
    if not histogram.zero_count:
        told = f"None of the {whole(histogram.total)} derivatives is exactly 0"
    else:
        share = percent(histogram.zero_share)
        told = f"{share} are exactly 0 ({whole(histogram.zero_count)})"
    parts = [f"{whole(count)} {REASONS[reason]}" for reason, count in histogram.zeros.items()]
    if histogram.unknown:
        parts.append(f"{whole(histogram.unknown)} more are not numbers")
    return f"{told}: {'; '.join(parts)}." if parts else f"{told}."


def bin_words(histogram: Histogram, bar: int) -> str:
    """Return how many derivatives have a size between the edges of a bin, counted from 1."""
    low, high = (compact(float(edge), 2) for edge in histogram.edges[bar - 1 : bar + 1])
    number = int(histogram.counts[bar - 1])
    count = "1 derivative has" if number == 1 else f"{whole(number)} derivatives have"
    if bar == 1:  # the smallest of all stand here
        return f"{count} a size up to {high}."
    return f"{count} a size from {low} to {high}."
