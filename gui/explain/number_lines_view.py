"""Pull a parameter on its number line, and see what really comes of it beside the prediction."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.explain.number_lines import NumberLines, Reading, number_lines
from core.explain.places import Place
from gui.explain.arithmetic import exact, factor
from gui.explain.labels import words
from gui.explain.lettering import in_words
from gui.explain.line_figures import figure_rows, quantities, standstill_words
from gui.explain.notation import in_notation
from gui.explain.parameter_words import long_name
from gui.theme import Theme
from gui.widgets.bar_rows import BarRow
from gui.widgets.number_line import NumberLine
from gui.widgets.numbers import TIMES, apart
from gui.widgets.signed_bars import SignedBars

HOW = "Drag the first disc, or use ← → Home End; double-click or Escape lets go."
AT_REST = f"As the network is. {HOW}"
WHAT_IF = (
    "What if: the network itself is not changed. Solid is true, ○ is what the straight line says."
)


class NumberLinesView(QWidget):
    """Four lines: a parameter to pull, z and a of its neuron, and the cost."""

    value_wanted = pyqtSignal(object, float)  # Place, the value that the network is to have

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: NumberLines | None = None
        self._pulled_to: float | None = None
        self._notation = True
        self.note = words("muted")
        self.handle = NumberLine(theme, "w", draggable=True)
        self.others = tuple(NumberLine(theme, name) for name in ("z", "a", "C"))
        self.release = QPushButton("Let go")
        self.keep = QPushButton("Keep it")
        self.keep.setToolTip("Give the network this value; Undo (Ctrl+Z) brings back the old one")
        self.still = words("")
        self.figures = SignedBars(theme)
        self.figures.setAccessibleName("figures on the lines, with their arithmetic")
        self.changes = SignedBars(theme)
        self.changes.setAccessibleName("changes along the lines, true and by the straight line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (
            self.note, self.still, self.handle, *self.others,
            self.figures, self.changes,
        ):  # fmt: skip
            layout.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.release, 1)
        buttons.addWidget(self.keep, 1)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.handle.pulled.connect(self.pull)
        self.handle.let_go.connect(self.let_go)
        self.release.clicked.connect(self.let_go)
        self.keep.clicked.connect(self._keep)

    @property
    def pulled_to(self) -> float | None:
        """The value to which the parameter is pulled; None where it stands as it is."""
        return self._pulled_to

    def set_place(self, derivation: Derivation, place: Place) -> None:
        """Take another parameter; one that is pulled stays pulled while the network learns."""
        if self.lines is None or self.lines.place != place:
            self._pulled_to = None
        self.lines = number_lines(derivation, place)
        self._name(place, derivation.depth)
        self._set_ranges(self.lines)
        self._show()

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        if self.lines is not None:
            self._name(self.lines.place, self.lines.derivation.depth)
            self._show()

    @pyqtSlot(float)
    def pull(self, value: float) -> None:
        """Pull the parameter to a value, and show what comes of it."""
        self._pulled_to = value
        self._show()

    @pyqtSlot()
    def let_go(self) -> None:
        """Show the network as it is."""
        self._pulled_to = None
        self._show()

    @pyqtSlot()
    def _keep(self) -> None:
        """Ask that the network takes the value to which the parameter is pulled."""
        lines, value = self.lines, self._pulled_to
        if lines is not None and value is not None:
            self.let_go()
            self.value_wanted.emit(lines.place, value)

    def _name(self, place: Place, depth: int) -> None:
        name = "b, bias" if place.is_bias else "w, weight"
        self.handle.set_name(in_words(name, self._notation))
        self.handle.setToolTip(long_name(place, depth))
        for line, text in zip(
            self.others,
            ("z, weighted input", "a, activation", "C, cost"),
            strict=True,
        ):
            line.set_name(in_words(text, self._notation))

    def _set_ranges(self, lines: NumberLines) -> None:
        """Let each line show all that the reach of the parameter leads to."""
        low, high = lines.reach()
        true, _ = lines.curves(low, high)
        self.handle.set_range(low, high)
        for line, values in zip(self.others, quantities(true), strict=True):
            line.set_range(*ends(values))

    def _show(self) -> None:
        lines = self.lines
        if lines is None:
            return
        here = float(lines.here.value)
        value = here if self._pulled_to is None else self._pulled_to
        true, straight = lines.pulled(value), lines.predicted(value)
        pulled = self._pulled_to is not None
        self.handle.set_values(here, value)
        for line, stood, now, expected in zip(
            self.others,
            quantities(lines.here),
            quantities(true),
            quantities(straight),
            strict=True,
        ):
            line.set_values(float(stood), float(now), float(expected) if pulled else None)
        self.note.setText(WHAT_IF if pulled else AT_REST)
        self.release.setEnabled(pulled)
        self.keep.setEnabled(pulled)
        still = in_words(standstill_words(lines, self._pulled_to), self._notation)
        self.still.setText(still)
        self.still.setVisible(bool(still))
        rows = in_notation(tuple(figure_rows(lines, self._pulled_to)), self._notation)
        self.figures.set_rows(rows, headers=("figure", "a click shows how"))
        rows = in_notation(tuple(change_rows(lines, true, straight)), self._notation)
        self.changes.set_rows(rows, headers=("change", ""))


def change_rows(lines: NumberLines, true: Reading, straight: Reading) -> list[BarRow]:
    """Return the cost's change as it is and as the straight line has it, with their arithmetic."""
    name = "b" if lines.place.is_bias else "w"
    stood, now, expected = (float(each.cost) for each in (lines.here, true, straight))
    moved = factor(float(straight.value - lines.here.value), 5)
    slope = factor(lines.slopes[2], 5)
    pulled, rest = apart(now, stood)
    return [
        BarRow(
            "cost, true",
            now - stood,
            hollow=False,
            number=exact(now - stood),
            detail="C pulled − C, both computed<br>"
            f"= {pulled} − {rest} = <b>{exact(now - stood)}</b>",
        ),
        BarRow(
            "straight line",
            expected - stood,
            number=exact(expected - stood),
            detail=f"∂C/∂{name} · Δ{name}<br>= {slope} {TIMES} {moved}"
            f" = <b>{exact(expected - stood)}</b>",
        ),
    ]


def ends(values: FloatArray) -> tuple[float, float]:
    """Return the ends of a line on which values lie; a little wider where they hardly differ."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    if high - low > 1e-9 * max(abs(low), abs(high), 1e-9):
        return low, high
    margin = max(abs(low), 1.0) * 0.01
    return low - margin, high + margin
