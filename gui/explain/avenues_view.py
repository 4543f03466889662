"""The three avenues to one neuron's desire, one below the other: bias, weights, neurons before."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor, QFont
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.explain.avenues import Avenues
from core.explain.derivation import Derivation
from core.explain.full_walk import Part
from gui.explain.avenue_cards import AvenueCard, BiasCard
from gui.explain.line_cards import BeforeCard, LineCard, WeightsCard
from gui.explain.neighbours import Neighbours
from gui.explain.tables import neuron_name, titled
from gui.theme import Theme
from gui.widgets.elided import ElidedLabel

PARTS = (Part.BIAS, Part.WEIGHTS, Part.BEFORE)


class AvenuesView(QWidget):
    """Shows the avenue in question, those before it, and the titles of those to come."""

    neuron_hovered = pyqtSignal(object)  # NeuronId or None
    focus_requested = pyqtSignal(int)  # another neuron of the layer

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bias, self.weights, self.before = (
            BiasCard(theme),
            WeightsCard(theme),
            BeforeCard(theme),
        )
        self._shown: tuple[Derivation, Avenues] | None = None
        self._part: Part | None = None
        self._low = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._title = ElidedLabel()
        self._theme = theme
        self.neighbours = Neighbours(theme)
        self._layout.addWidget(self._head())
        self.neighbours.asked.connect(self.focus_requested)
        theme.changed.connect(self._restyle)
        self._restyle()
        for card in self.cards:
            self._layout.addWidget(card)
            card.neuron_hovered.connect(self.neuron_hovered)
        self._layout.addStretch(1)

    @property
    def cards(self) -> tuple[AvenueCard, ...]:
        """The cards of bias, weights, and neurons before."""
        return (self.bias, self.weights, self.before)

    def set_avenues(
        self, derivation: Derivation, avenues: Avenues, part: Part, alpha: float = 1.0
    ) -> None:
        """Show the avenues of a neuron.

        Parameters
        ----------
        part : BIAS, WEIGHTS or BEFORE: the one in question; any other shows all three
        alpha : how far the marks in question have grown, from 0 to 1
        """
        if self._shown is None or self._shown[1] is not avenues:
            self._shown = (derivation, avenues)
            name = neuron_name(avenues.layer, avenues.neuron, derivation.depth)
            self._title.setText(titled(name))
            count = len(derivation.layer(avenues.layer).biases)
            self.neighbours.set_place(avenues.neuron, count)
            for card in self.cards:
                card.set_avenues(derivation, avenues)
        if part is not self._part:
            self._part = part
            self._open_cards(part)
        for own, card in zip(PARTS, self.cards, strict=True):
            card.set_alpha(alpha if own is part else 1.0)

    def set_low(self, low: bool) -> None:
        """Show the avenue in question alone where there is no room for the others above it."""
        if low != self._low:
            self._low = low
            if self._part is not None:
                self._open_cards(self._part)

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        for card in self.cards:
            card.set_notation(shown)

    def _head(self) -> QWidget:
        """Return the line over the cards: whose avenues they are, and the way to the others."""
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._title, 1)
        row.addWidget(self.neighbours)
        return head

    @pyqtSlot()
    def _restyle(self) -> None:
        self._title.setFont(self._theme.font(13, QFont.Weight.DemiBold))
        self._title.set_color(QColor(self._theme.colors.highlight))

    def _open_cards(self, part: Part) -> None:
        place = PARTS.index(part) if part in PARTS else len(PARTS) - 1
        for index, card in enumerate(self.cards):
            card.set_state(index <= place, part not in PARTS or index == place)
            card.setVisible(index == place or part not in PARTS or not self._low)
            grows = isinstance(card, LineCard) and index <= place
            self._layout.setStretch(index + 1, (1000 if index == place else 400) if grows else 0)
