"""Adding up desires: a neuron's requests as a stack, a layer's as a matrix, and their sums."""

from __future__ import annotations

from PyQt6.QtCore import QSize, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.explain.adding import Mask, PartialSums
from core.explain.derivation import Derivation
from gui.explain.adding_stack import Adding, AddingStack
from gui.explain.counts import of_pixels
from gui.explain.desires_view import DesiresView
from gui.explain.request_matrix import RequestMatrix
from gui.theme import Theme
from gui.widgets.number_words import NumberWords
from gui.widgets.numbers import whole
from gui.widgets.segments import Segments

STACK, MATRIX, SUMS = "Stack", "Matrix", "Sums"
SIGNS = "Faint: not added yet, or muted. A cell or sum opens its arithmetic, a head mutes."


class Pages(QStackedWidget):
    """Shows one page and asks for the least room that it needs, however tall the others are.

    Qt's own asks for the tallest of all, so that a stack would scroll for the matrix behind it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._whole = False

    def set_whole(self, whole: bool) -> None:
        """Ask for room for every row, as Qt does, or make do with what there is."""
        if whole != self._whole:
            self._whole = whole
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return self._whole and super().hasHeightForWidth()

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self._whole else self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None or self._whole else page.minimumSizeHint()


class AddingView(QWidget):
    """Lets the user choose between stack, matrix and, once all are added, the layer's desires."""

    receiver_chosen = pyqtSignal(int)
    muted_toggled = pyqtSignal(int)  # a neuron of the layer that asks
    solo_toggled = pyqtSignal(int)
    all_heard = pyqtSignal()
    neuron_hovered = pyqtSignal(object)  # NeuronId or None
    form_chosen = pyqtSignal(str)  # STACK, MATRIX or SUMS

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.forms = Segments((STACK, MATRIX, SUMS))
        self.stack = AddingStack(theme)
        self.matrix = RequestMatrix(theme)
        self.desires = DesiresView(theme)
        self._form = STACK
        self._adding: Adding | None = None
        self._summed: Adding | None = None
        self._note = NumberWords(theme, "faint")
        self._pages = Pages()
        self._lay_out()
        self._connect()

    @property
    def form(self) -> str:
        """The form that is chosen: STACK, MATRIX or SUMS."""
        return self._form

    @property
    def asking(self) -> int:
        """How many neurons ask: the rows of the stack."""
        return 0 if self._adding is None else len(self._adding.sums.order)

    def set_adding(
        self,
        derivation: Derivation,
        sums: PartialSums,
        receiver: int,
        added: int,
        heard: Mask | None = None,
        alpha: float = 1.0,
        newest: int = 0,
    ) -> None:
        """Show requests that are added.

        Parameters
        ----------
        sums : of layer l, in the order of asking
        receiver : the neuron of layer l - 1 that is looked at
        added : how many have been added
        heard : who is heard, (n_l,), by neuron; all if not given
        alpha : how far the newest has grown, from 0 to 1
        newest : how many are the newest; 0 where no one asks just now
        """
        everybody = sums.everybody if heard is None else heard
        adding = Adding(derivation, sums, receiver, added, everybody, newest)
        self.stack.set_adding(adding, alpha)
        self.matrix.set_adding(adding, alpha)
        pixels = {"all": of_pixels(adding.receivers)} if sums.layer == 1 else {}
        self._note.set_words(self._words(adding), pixels)
        self._adding = adding
        self.forms.button(SUMS).setEnabled(adding.complete)
        self._turn(self.form)

    def set_low(self, low: bool, sum_first: bool) -> None:
        """Suit a low window, which scrolls as a whole; `sum_first` puts the sum over its stack."""
        self._pages.set_whole(low)
        self.stack.set_low(low or sum_first)
        self.stack.follows_newest = not low  # there it would scroll the caption away

    def set_form(self, form: str) -> None:
        """Show the STACK, the MATRIX or, where they are complete, the SUMS."""
        self._form = form
        self._turn(form)

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self.stack.set_notation(shown)
        self.matrix.set_notation(shown)
        self.desires.set_notation(shown)

    def _words(self, adding: Adding) -> str:
        shown, count = len(self.matrix.listed), adding.receivers
        if shown == count:
            return SIGNS
        all_ = (
            f"[[all|{whole(count)}]] pixels"
            if adding.sums.layer == 1
            else f"{whole(count)} neurons"
        )
        return f"The {whole(shown)} of {all_} that are asked for most. {SIGNS}"

    def _lay_out(self) -> None:
        matrix = QWidget()
        inside = QVBoxLayout(matrix)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.matrix, 1)
        inside.addWidget(self._note)
        for page in (self.stack, matrix, self.desires):
            self._pages.addWidget(page)
        for name in (STACK, MATRIX, SUMS):
            self.forms.button(name).setStyleSheet("min-height: 16px; padding: 2px 8px;")
        self.forms.button(SUMS).setToolTip("Each neuron's sum, once all have asked")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.forms)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.forms.chosen.connect(self._choose)
        self.stack.all_heard.connect(self.all_heard)
        self.desires.neuron_hovered.connect(self.neuron_hovered)
        self.desires.neuron_chosen.connect(self.receiver_chosen)
        for part in (self.stack, self.matrix):
            part.receiver_chosen.connect(self.receiver_chosen)
            part.muted_toggled.connect(self.muted_toggled)
            part.solo_toggled.connect(self.solo_toggled)
            part.neuron_hovered.connect(self.neuron_hovered)

    @pyqtSlot(str)
    def _choose(self, form: str) -> None:
        self._form = form
        self._turn(form)
        self.form_chosen.emit(form)

    def _turn(self, form: str) -> None:
        """Show a form; the stack stands in for sums that aren't complete."""
        complete = self._adding is not None and self._adding.complete
        seen = STACK if form == SUMS and not complete else form
        self.forms.set_chosen(seen)
        self._pages.setCurrentIndex((STACK, MATRIX, SUMS).index(seen))
        if seen == SUMS and self._adding is not None and not self._adding.is_same(self._summed):
            self._sum_up()

    def _sum_up(self) -> None:
        """Show the layer's desires, beside the activations and slopes of its neurons."""
        adding = self._summed = self._adding
        if adding is not None:
            self.desires.set_desires(adding.derivation, adding.sums.layer - 1, adding.receiver)
