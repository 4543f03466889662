"""The panel at the right of the gradient: one parameter chosen, and views of all of them."""

from __future__ import annotations

from PyQt6.QtCore import QRect, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor, QFont, QHideEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from core.explain.derivation import Derivation
from core.explain.places import Place, derivative_at
from core.explain.sensitivity_words import advice
from gui.explain.arithmetic import exact
from gui.explain.labels import words
from gui.explain.notation import details_in_words, in_notation, numbers_alone
from gui.explain.number_lines_view import NumberLinesView
from gui.explain.pair_card import PairCard, plain_letter
from gui.explain.parameter_words import names_of, of_advice, of_derivative, of_value
from gui.explain.paths_view import PathsView
from gui.explain.sensitivity_histogram import SensitivityHistogram
from gui.explain.sensitivity_table import SensitivityTable
from gui.theme import Theme
from gui.widgets.bar_rows import BarRow
from gui.widgets.elided import ElidedLabel
from gui.widgets.fitting import FittingLabel
from gui.widgets.number_card import NumberCard
from gui.widgets.number_words import NumberWords
from gui.widgets.numbers import fixed
from gui.widgets.segments import Segments
from gui.widgets.signed_bars import SignedBars

LEAST_WIDTH = 264
MARGIN = 16
LEAST_PAGE = 204
LOW = 400  # height below which the head is one line
TABLE, SIZES, PAIR, PATHS, PULL = "Table", "Sizes", "Pair", "Paths", "Pull"
PAGES = (TABLE, SIZES, PAIR, PATHS, PULL)
HINTS = {
    TABLE: "Every weight and bias with its derivative",
    SIZES: "How large the derivatives are, and why some are 0",
    PAIR: "Compare two, and wiggle them",
    PATHS: "The chain rule: factors, and all paths to the cost",
    PULL: "Pull a parameter and see the cost move",
}
EMPTY = "As soon as there are images, this shows how much each weight and bias moves the cost."


class GradientPanel(QWidget):
    """Shows the chosen parameter and one of the pages below; tells when a page is needed."""

    page_changed = pyqtSignal()
    shown = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = self._detail = ""
        self._forms: tuple[str, ...] = ()
        self._notation = True
        self._chosen: tuple[Derivation, Place, float, bool] | None = None
        self.tabs = Segments(PAGES)
        self.name = FittingLabel()
        self.derivative = SignedBars(theme)
        self.state = NumberWords(theme, "muted")
        self.card = NumberCard(theme, self)
        self.empty = words("muted")
        self.table = SensitivityTable(theme)
        self.histogram = SensitivityHistogram(theme)
        self.pair = PairCard(theme)
        self.paths = PathsView(theme)
        self.lines = NumberLinesView(theme)
        self.pages = QStackedWidget()
        self._body = QWidget()
        self._lay_out()
        self.tabs.chosen.connect(self.show_page)
        self.table.opened.connect(self._open)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.set_empty(True)

    @property
    def page(self) -> str:
        """The name of the page shown."""
        return PAGES[self.pages.currentIndex()]

    @pyqtSlot(str)
    def show_page(self, name: str) -> None:
        """Show a page by its name."""
        self.tabs.set_chosen(name)
        self.pages.setCurrentIndex(PAGES.index(name))
        self.page_changed.emit()

    def set_empty(self, empty: bool) -> None:
        """Show that there is nothing to show yet, or what there is."""
        self.empty.setVisible(empty)
        self._body.setVisible(not empty)

    def set_chosen(
        self, derivation: Derivation, place: Place, largest: float, drawn: bool = True
    ) -> None:
        """Show the chosen parameter; ``drawn``: whether both ends are in the picture."""
        self._chosen = (derivation, place, largest, drawn)
        slope = derivative_at(derivation, place)
        self._forms, self._number = names_of(place, derivation.depth), exact(slope)
        self._fold()
        parts = (of_derivative(derivation, place, slope), of_value(derivation, place))
        detail = "<br>".join((*parts, of_advice(slope, largest)))
        row = BarRow(plain_letter(place), slope, False, number=exact(slope), detail=detail)
        self.derivative.set_rows(in_notation((row,), self._notation), scale=largest)
        value = fixed(place.value_in(derivation.network.parameters))
        told = f"value [[value|{value}]] · {advice(0.0 - slope, largest)}"
        if not drawn and place.source is not None:
            where = "its pixel is marked in the digit" if place.layer == 1 else "zoom the network"
            told += f" · not among the neurons drawn: {where}"
        details = details_in_words({"value": of_value(derivation, place)}, self._notation)
        self.state.set_words(told, details)
        if detail != self._detail:
            self.card.hide()
        self._detail = detail

    @pyqtSlot(bool)
    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        self.card.hide()
        for page in (self.histogram, self.pair, self.paths, self.lines):
            page.set_notation(shown)
        if self._chosen is not None:
            self.set_chosen(*self._chosen)

    @pyqtSlot(QRect)
    def _open(self, place: QRect) -> None:
        """Open the arithmetic of the chosen parameter beside its row in the table."""
        viewport = self.table.view.viewport()
        if viewport is not None and self._detail:
            detail = self._detail if self._notation else numbers_alone(self._detail)
            self.card.show_beside(viewport, place, detail)

    def _lay_out(self) -> None:
        self.empty.setText(EMPTY)
        self.tabs.setStyleSheet("QPushButton { padding: 3px 2px; }")
        for name, hint in HINTS.items():
            self.tabs.button(name).setToolTip(hint)
        self.derivative.setAccessibleName("derivative of the chosen parameter")
        for page in (self.table, self.histogram, self.pair, self.paths, self.lines):
            self.pages.addWidget(page if page is self.table else scrolled(page))
        self.pages.setMinimumHeight(LEAST_PAGE)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        self.heading = ElidedLabel("EVERY DERIVATIVE")
        self.heading.setProperty("role", "heading")
        for widget in (self.name, self.derivative, self.state):
            inside.addWidget(widget)
        inside.addWidget(self.tabs)
        inside.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 8, MARGIN, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.empty)
        layout.addWidget(self._body, 1)
        layout.addStretch(0)
        self.setMinimumWidth(LEAST_WIDTH)

    @pyqtSlot()
    def _restyle(self) -> None:
        self.name.setFont(self._theme.font(13, QFont.Weight.DemiBold))
        self.name.set_color(QColor(self._theme.colors.highlight))

    @property
    def low(self) -> bool:
        """Whether there is so little height that the head is one line."""
        frame = self.parentWidget()
        return (self.height() if frame is None else frame.height()) < LOW

    def _fold(self) -> None:
        """Give a low panel's room to the page: name and derivative in one line, no more."""
        low = self.low
        first = f"{self._number}  " if low else ""
        self.name.set_forms(*(first + form for form in self._forms))
        for part in (self.heading, self.derivative, self.state):
            part.setVisible(not low)
        self.table.set_low(low)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fold()

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        self.left.emit()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.shown.emit()


def scrolled(page: QWidget) -> QScrollArea:
    """Return a page in a frame in which it scrolls up and down."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
