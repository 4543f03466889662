"""How large the derivatives are, as a histogram, and why so many are exactly zero, in words."""

from __future__ import annotations

from math import log10

from PyQt6.QtCore import pyqtSlot
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.explain.derivation import Derivation
from core.explain.sensitivity_histogram import Histogram, ZeroReason
from gui.explain.lettering import in_words
from gui.explain.notation import details_in_words, numbers_alone
from gui.explain.zero_details import of_bin, of_reason, of_share, of_zeros
from gui.theme import Theme
from gui.widgets.histogram_bars import HistogramBars
from gui.widgets.number_card import NumberCard
from gui.widgets.number_words import NumberWords
from gui.widgets.numbers import SUPERSCRIPTS, compact, percent, whole

MOST_LABELS = 5
MEANING = (
    "How high a bar is: how many derivatives have that size, whatever their sign. Sizes grow to "
    "the right, by powers of ten. Point at a bar for its numbers."
)
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
        self._notation = True
        self._zeros: dict[str, str] = {}  # the arithmetic of the counts of zeros
        self.bars = HistogramBars(theme)
        self.words = NumberWords(theme, "muted")
        self.card = NumberCard(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        meaning = QLabel(MEANING)
        meaning.setWordWrap(True)
        meaning.setProperty("role", "faint")
        for part in (self.bars, meaning, self.words):
            layout.addWidget(part)
        layout.addStretch(1)
        self.bars.setAccessibleName("histogram of the sizes of all derivatives")
        self.bars.bar_chosen.connect(self._tell)
        self.bars.bar_opened.connect(self._open)

    def set_histogram(self, histogram: Histogram, derivation: Derivation) -> None:
        """Show another histogram, that of a derivation."""
        self._histogram = histogram
        self.card.hide()
        self._zeros = zero_details(histogram, derivation)
        labels = ["exactly 0", *axis_labels(histogram)]
        self.bars.set_counts([histogram.zero_count, *histogram.counts.tolist()], labels)
        self._tell(self.bars.chosen)
        self.bars.setAccessibleDescription(self.words.plain)

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        self.card.hide()
        self._tell(self.bars.chosen)

    @pyqtSlot(object)
    def _tell(self, bar: int | None) -> None:
        histogram = self._histogram
        if histogram is not None:
            told, details = zero_words(histogram), self._zeros
            if bar:
                told, details = bin_words(histogram, bar), {"bin": of_bin(histogram, bar)}
            shown = self._notation
            self.words.set_words(in_words(told, shown), details_in_words(details, shown))

    @pyqtSlot(int)
    def _open(self, bar: int) -> None:
        """Open the arithmetic of a bar's count."""
        if self._histogram is not None:
            place = self.bars.bar_rectangle(bar).toAlignedRect()
            detail = of_bin(self._histogram, bar)
            told = detail if self._notation else numbers_alone(detail)
            self.card.show_beside(self.bars, place, told)


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
        told = f"[[share|{share}]] are exactly 0 ([[zeros|{whole(histogram.zero_count)}]])"
    parts = [
        f"[[{reason.name}|{whole(count)}]] {REASONS[reason]}"
        for reason, count in histogram.zeros.items()
    ]
    if histogram.unknown:
        parts.append(f"{whole(histogram.unknown)} more are not numbers")
    return f"{told}: {'; '.join(parts)}." if parts else f"{told}."


def zero_details(histogram: Histogram, derivation: Derivation) -> dict[str, str]:
    """Return the arithmetic of the counts in the words about zeros, by their keys."""
    details = {
        reason.name: of_reason(derivation, reason, count)
        for reason, count in histogram.zeros.items()
    }
    details["zeros"] = of_zeros(histogram)
    details["share"] = of_share(histogram.zero_count, histogram.total)
    return details


def bin_words(histogram: Histogram, bar: int) -> str:
    """Return how many derivatives have a size between the edges of a bin, counted from 1."""
    low, high = (compact(float(edge), 2) for edge in histogram.edges[bar - 1 : bar + 1])
    number = int(histogram.counts[bar - 1])
    count = f"[[bin|{whole(number)}]] derivative{'s have' if number != 1 else ' has'}"
    if bar == 1:  # the smallest of all stand here
        return f"{count} a size up to {high}."
    return f"{count} a size from {low} to {high}."
