"""Two parameters side by side: how sensitive the cost is to each, and a wiggle that measures it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PyQt6.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from core.explain.derivation import Derivation
from core.explain.places import Place, derivative_at
from core.explain.sensitivity_words import compared
from core.explain.wiggle import WIDTH, Pair, Wiggle, wiggled_pair
from gui.explain.arithmetic import exact, factor
from gui.explain.labels import heading, words
from gui.explain.notation import details_in_words, in_notation
from gui.explain.parameter_words import letter, names_of, of_derivative
from gui.theme import Theme
from gui.widgets.bar_rows import BarRow
from gui.widgets.fitting import FittingLabel
from gui.widgets.number_words import NumberWords
from gui.widgets.numbers import TIMES, apart, compact, percent
from gui.widgets.signed_bars import SignedBars

WIDTHS = (1e-4, 3e-4, WIDTH, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0)
USUAL = WIDTHS.index(WIDTH)
RATIO = re.compile(r"(over a million|[\d.,]+) times as sensitive")


@dataclass(frozen=True)
class Compared:
    """What is compared: A and B among the parameters of a derivation."""

    derivation: Derivation
    first: Place
    second: Place


class PairCard(QWidget):
    """Compares A and B; the slider says how far both are wiggled."""

    swap_requested = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compared: Compared | None = None
        self._notation = True
        self.pair: Pair | None = None
        self.names = (FittingLabel(), FittingLabel())
        self.sentence = NumberWords(theme)
        self.slopes = SignedBars(theme)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.width_words = words("muted")
        self.changes = SignedBars(theme)
        self.verdict = NumberWords(theme, "muted")
        self.swap = QPushButton("Swap A and B")
        self._lay_out()
        self.slider.valueChanged.connect(self._wiggle)
        self.swap.clicked.connect(self.swap_requested)

    def set_compared(self, compared_ones: Compared) -> None:
        """Show other parameters, or the same ones of another network."""
        self._compared = compared_ones
        derivation = compared_ones.derivation
        places = compared_ones.first, compared_ones.second
        for label, name, place in zip(self.names, "AB", places, strict=True):
            label.set_forms(*(f"{name}  {form}" for form in names_of(place, derivation.depth)))
        slopes = [derivative_at(derivation, place) for place in places]
        told = compared(*slopes).words.replace("this one", "A").replace("that one", "B")
        self._tell(self.sentence, *ratio_words(f"{told[:1].upper()}{told[1:]}.", *slopes))
        rows = tuple(
            BarRow(
                f"{name}  {plain_letter(place)}",
                slope,
                hollow=False,
                number=exact(slope),
                detail=of_derivative(derivation, place, slope),
            )
            for name, place, slope in zip("AB", places, slopes, strict=True)
        )
        self.slopes.set_rows(in_notation(rows, self._notation), headers=("", "derivative"))
        self._wiggle()

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        if self._compared is not None:
            self.set_compared(self._compared)

    @property
    def compared(self) -> Compared | None:
        """What is compared."""
        return self._compared

    @property
    def width_of_wiggle(self) -> float:
        """How far each parameter is moved."""
        return WIDTHS[self.slider.value()]

    def _lay_out(self) -> None:
        self.slider.setRange(0, len(WIDTHS) - 1)
        self.slider.setValue(USUAL)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName("how far both are moved")
        self.slopes.setAccessibleName("derivatives of A and B")
        self.changes.setAccessibleName("changes of the cost, measured and predicted")
        head = QHBoxLayout()
        head.addWidget(heading("WIGGLE BOTH"), 1)
        head.addWidget(self.swap)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for label in self.names:
            layout.addWidget(label)
        layout.addWidget(self.sentence)
        layout.addWidget(self.slopes)
        layout.addLayout(head)
        for widget in (self.width_words, self.slider, self.changes, self.verdict):
            layout.addWidget(widget)
        layout.addStretch(1)

    @pyqtSlot()
    def _wiggle(self) -> None:
        """Measure by moving both, one after the other, and computing the cost anew."""
        if self._compared is None:
            return
        given, width = self._compared, self.width_of_wiggle
        self.pair = wiggled_pair(given.derivation, given.first, given.second, width)
        self.width_words.setText(f"Each alone moved by {compact(width, 1)} up and down:")
        rows = in_notation(tuple(change_rows(self.pair)), self._notation)
        self.changes.set_rows(rows, headers=("change of the cost", ""))
        self._tell(self.verdict, *verdict(self.pair))

    def _tell(self, label: NumberWords, told: str, details: dict[str, str]) -> None:
        label.set_words(told, details_in_words(details, self._notation))


def change_rows(pair: Pair) -> list[BarRow]:
    """Return a row for each measured and each predicted change of the cost."""
    rows = []
    for name, own in (("A", pair.first), ("B", pair.second)):
        change, slope = exact(own.measured), factor(own.predicted / own.width, 5)
        up, down = apart(*own.costs)
        measured = (
            f"(C(+h) − C(−h)) / 2, both costs computed anew with h = {compact(own.width)}"
            f"<br>= ({up} − {down}) / 2 = <b>{change}</b>"
        )
        predicted = f"∂C/∂{letter(own.place)} · h<br>= {slope} {TIMES} {compact(own.width)} = "
        predicted += f"<b>{exact(own.predicted)}</b>"
        rows += [
            BarRow(f"{name} measured", own.measured, False, number=change, detail=measured),
            BarRow(
                f"{name} predicted",
                own.predicted,
                True,
                number=exact(own.predicted),
                detail=predicted,
            ),
        ]
    return rows


def ratio_words(sentence: str, first: float, second: float) -> tuple[str, dict[str, str]]:
    """Return the sentence with its ratio as a link, and the arithmetic of the ratio."""
    larger, smaller = sorted((abs(first), abs(second)), reverse=True)
    found = RATIO.search(sentence)
    if found is None or not smaller:
        return sentence, {}
    start, end = found.span(1)
    marked = f"{sentence[:start]}[[ratio|{found.group(1)}]]{sentence[end:]}"
    return marked, {"ratio": of_ratio("|∂C| larger / smaller", larger, smaller)}


def of_ratio(letters: str, first: float, second: float) -> str:
    """Return a quotient of two sizes."""
    numbers = f"{compact(first, 5)} / {compact(second, 5)}"
    return f"{letters}<br>= {numbers} = <b>{compact(first / second, 5)}</b>"


def verdict(pair: Pair) -> tuple[str, dict[str, str]]:
    """Return the ratios, and how well measurement and prediction agree, with their arithmetic."""
    details: dict[str, str] = {}
    a, b = pair.first, pair.second
    told = []
    for key, ratio, one, other in (
        ("measured", pair.measured_ratio, abs(a.measured), abs(b.measured)),
        ("predicted", pair.predicted_ratio, abs(a.predicted), abs(b.predicted)),
    ):
        if ratio is None:
            told.append("no ratio")
            continue
        told.append(f"[[{key}|{compact(ratio)}]] times")
        details[key] = of_ratio(f"|ΔC of A| / |ΔC of B|, {key}", one, other)
    first = f"A moves the cost {told[0]} as much as B, measured; {told[1]} by the derivatives."
    parts = []
    for name, own in (("A", a), ("B", b)):
        parts.append(f"{name} {agreement(own, name)}")
        if own.measurable:
            details[name] = of_error(own)
    return f"{first} Solid is measured, hollow predicted: {', '.join(parts)}.", details


def agreement(own: Wiggle, key: str) -> str:
    """Return by how much measurement and prediction differ, as a link where that is known."""
    if own.measured == own.predicted == 0:
        return "changes nothing"
    if not own.measurable:
        return "drowns in rounding"
    return f"differs by [[{key}|{percent(own.error, 2)}]]"


def of_error(own: Wiggle) -> str:
    """Return by which share of the larger one measurement and prediction differ."""
    measured, predicted = apart_compact(own.measured, own.predicted)
    largest = compact(max(abs(own.measured), abs(own.predicted)), 6)
    letters = "|measured − predicted| / the larger"
    numbers = f"|{measured} − ({predicted})| / {largest}"
    return f"{letters}<br>= {numbers} = <b>{percent(own.error, 2)}</b>"


def apart_compact(one: float, other: float) -> tuple[str, str]:
    """Return two numbers with as many figures as tell them apart."""
    return compact(one, 8), compact(other, 8)


def plain_letter(place: Place) -> str:
    """Return ∂C/∂w or ∂C/∂b."""
    return "∂C/∂b" if place.is_bias else "∂C/∂w"
