"""The cards of the avenues: a title, a formula, a picture, its arithmetic; that of the bias."""

from __future__ import annotations

from math import inf

import numpy as np
from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor, QFont
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.explain.avenues import Avenues
from core.explain.derivation import Derivation
from gui.explain import arithmetic
from gui.explain.notation import in_notation, numbers_alone
from gui.network_view.scene import NeuronId
from gui.theme import Theme
from gui.widgets.bar_rows import BarRow
from gui.widgets.card import Card
from gui.widgets.elided import ElidedLabel
from gui.widgets.formula_view import FormulaView
from gui.widgets.numbers import fixed
from gui.widgets.signed_bars import SignedBars

WISH = r"s'(z_j)\, d_j"
COMPETING_WISH = r"(y_j - a_j)"


class AvenueCard(Card):
    """One avenue: open with its picture, or, while it is still to come, its faint title alone."""

    neuron_hovered = pyqtSignal(object)  # NeuronId or None

    def __init__(self, theme: Theme, title: str, aside: str) -> None:
        super().__init__(theme, margin=8)
        self._title, self._aside = ElidedLabel(title), QLabel(aside)
        self.formula = FormulaView(theme, 15)
        self.body = QWidget()
        self._inside = QHBoxLayout(self.body)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)
        self.line = QLabel()
        self.line.setWordWrap(True)
        self._notation = self._open = self._asked = True
        self._opened = False  # the arithmetic, by a click, where the card isn't in question
        self._words = self._name = ""
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def is_open(self) -> bool:
        """Whether the picture is shown."""
        return self._open

    def set_avenues(self, derivation: Derivation, avenues: Avenues) -> None:
        """Show the avenue of another neuron."""
        raise NotImplementedError

    def set_alpha(self, alpha: float) -> None:
        """Let the marks have grown so far, from 0 to 1."""
        raise NotImplementedError

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        self._write()
        self._settle()

    def set_state(self, is_open: bool, asked: bool) -> None:
        """Open the card or leave its title; the one in question shows formula and arithmetic."""
        self._open, self._asked, self._opened = is_open, asked, False
        self._settle()
        self._restyle()

    def set_line(self, detail: str, name: str = "") -> None:
        """Show the arithmetic of a mark that is called so."""
        self._words, self._name = detail, name
        self._write()

    def _write(self) -> None:
        detail = self._words if self._notation else numbers_alone(self._words)
        name = f"{self._name}: " if self._name else ""
        self.line.setText(f"{name}{detail}")

    def _settle(self) -> None:
        self.body.setVisible(self._open)
        self.formula.setVisible(self._open and self._asked and self._notation)
        wanted = (self._asked or self._opened) and bool(self._words)
        self.line.setVisible(self._open and wanted)
        grows = QSizePolicy.Policy.Expanding if self._open else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, grows)

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._title, 1)
        row.addWidget(self._aside)
        self._aside.setProperty("role", "faint")
        self._layout.setSpacing(4)
        for part in (head, self.formula, self.body, self.line):
            self.add(part)

    @pyqtSlot()
    def _restyle(self) -> None:
        name = "highlight" if self._open and self._asked else "text"
        self._title.setFont(self._theme.font(13, QFont.Weight.DemiBold))
        self._title.set_color(QColor(self._theme.color(name if self._open else "text_faint")))
        self.line.setFont(self._theme.font(12))


class BiasCard(AvenueCard):
    """The first avenue: one solid bar, as long as its share of the layer's largest."""

    def __init__(self, theme: Theme) -> None:
        self.bars = SignedBars(theme)
        super().__init__(theme, "Its bias", "can be turned")
        self._inside.addWidget(self.bars)
        self._neuron: NeuronId | None = None
        self._row = BarRow("bias", 0.0, hollow=False)
        self._full, self._alpha = 0.0, 1.0
        self.bars.row_hovered.connect(self._tell)

    def set_avenues(self, derivation: Derivation, avenues: Avenues) -> None:
        """Show the nudge of the bias among those of its layer."""
        self._neuron = NeuronId(avenues.layer, avenues.neuron)
        layer = derivation.layer(avenues.layer)
        nudge = arithmetic.of_bias_nudge(derivation, layer, avenues.neuron)
        name = arithmetic.sub("b", avenues.neuron)
        detail = f"now {name} = <b>{fixed(avenues.bias)}</b>, learned<br>{nudge}"
        cells = (fixed(avenues.bias, 2),)
        self._row = BarRow("bias", avenues.bias_nudge, hollow=False, cells=cells, detail=detail)
        self._full = float(np.nan_to_num(np.abs(layer.bias_nudges)).max(initial=0.0))
        self.bars.setToolTip("The longest bar would be the largest nudge of a bias in this layer")
        self.formula.set_formula(
            rf"{slope_of('b_j')} = {wish_of(avenues)}", f"nudge of b j = {spoken_wish(avenues)}"
        )
        self._write()

    def set_alpha(self, alpha: float) -> None:
        """Let the bar have grown so far, from 0 to 1."""
        if alpha != self._alpha:
            self._alpha = alpha
            self._write()

    def set_state(self, is_open: bool, asked: bool) -> None:
        """Open the card or leave its title; where it is in question, so is its arithmetic."""
        super().set_state(is_open, asked)
        self._write()
        self.bars.open_row(0 if asked and self.bars.rows else None)

    def _write(self) -> None:
        rows = in_notation((self._row,), self._notation)
        # A scale that is larger by 1/alpha makes the bar, and nothing else, smaller by alpha.
        scale = self._full / self._alpha if self._alpha > 0 else inf
        headers = ("", "now", "nudge") if self._asked else ()  # an avenue of before is brief
        self.bars.set_rows(rows, scale, headers=headers)

    @pyqtSlot(object)
    def _tell(self, row: int | None) -> None:
        self.neuron_hovered.emit(None if row is None else self._neuron)


def slope_of(parameter: str) -> str:
    """Return minus the derivative of the cost by a parameter, on one line of LaTeX."""
    return rf"-\partial C_0 / \partial {parameter}"


def spoken_wish(avenues: Avenues) -> str:
    """Return the wish as it is read aloud."""
    return "(y j − a j)" if avenues.competes else "s prime of z j times d j"


def wish_of(avenues: Avenues) -> str:
    """Return the wish in letters: s'(z) d, or, behind softmax, y - a."""
    return COMPETING_WISH if avenues.competes else WISH
