"""What one neuron is asked for: a stack of requests in the order of asking, and their sum."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QPushButton, QWidget

from core.explain.adding import Mask, PartialSums
from core.explain.derivation import Derivation
from gui.explain import arithmetic
from gui.explain.neighbours import Neighbours
from gui.explain.notation import in_notation
from gui.explain.rows_body import RowsBody
from gui.explain.tables import neuron_name, short_name, titled
from gui.network_view.scene import NeuronId
from gui.theme import Theme
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import whole
from gui.widgets.stack_drawing import Stack
from gui.widgets.waterfall import SumArrow, Waterfall

HINT = "M mutes a row, S hears it alone; click a row for its arithmetic."
ALL_ZERO = "Every request is exactly 0: nothing is asked of it."


@dataclass(frozen=True)
class Adding:
    """What is being added.

    Attributes
    ----------
    derivation : the example's
    sums : the requests of a layer, in the order of asking
    receiver : the neuron of the layer before that is looked at
    added : how many have been added
    heard : who is heard, (n_out,), by neuron
    newest : how many of those added have been added just now
    """

    derivation: Derivation
    sums: PartialSums
    receiver: int
    added: int
    heard: Mask
    newest: int = 0

    @property
    def receivers(self) -> int:
        """How many neurons are asked."""
        return int(self.sums.contributions.shape[1])

    @property
    def complete(self) -> bool:
        """Whether all have been added."""
        return self.added == len(self.sums.order)

    @property
    def all_heard(self) -> bool:
        """Whether nobody is muted."""
        return bool(self.heard.all())

    def is_same(self, other: Adding | None) -> bool:
        """Whether another shows the same, so that at most its motion goes on."""
        if other is None:
            return False
        same = self.derivation is other.derivation and self.sums is other.sums
        here = self.receiver, self.added, self.newest
        places = here == (other.receiver, other.added, other.newest)
        return same and places and bool(np.array_equal(self.heard, other.heard))


class AddingStack(RowsBody):
    """Shows the requests to one neuron, each beginning where the one before ended."""

    receiver_chosen = pyqtSignal(int)
    muted_toggled = pyqtSignal(int)  # a neuron of the layer that asks
    solo_toggled = pyqtSignal(int)
    all_heard = pyqtSignal()
    neuron_hovered = pyqtSignal(object)  # NeuronId or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.stack = Waterfall(theme)
        super().__init__(theme, self.stack, parent)
        self._adding: Adding | None = None
        self._notation, self._low = True, False
        self.follows_newest = True  # the rows scroll to the request that is being added
        self.hear = QPushButton("Hear all")
        self.hear.setStyleSheet("padding: 0 8px; min-height: 22px;")
        self.neighbours = Neighbours(theme)
        self.sum = SumArrow(theme, self.stack, 0)
        self.whole = SumArrow(theme, self.stack, 1)
        for widget in (self.hear, self.neighbours):
            self.add_to_head(widget)
        for row in (self.sum, self.whole):
            self.add_below(row)
        self.hear.hide()
        self._connect()

    def set_adding(self, adding: Adding, alpha: float = 1.0) -> None:
        """Show what is added; the newest request has grown by alpha, from 0 to 1."""
        if not adding.is_same(self._adding):
            self._adding = adding
            self._refresh()
            self._reveal_newest(adding.added - 1 if adding.newest else 0)
        self.stack.set_alpha(alpha)

    def _reveal_newest(self, row: int) -> None:
        """Bring the request that is being added into view, or the first, where the rows scroll."""
        if self.follows_newest and 0 <= row < len(self.stack.rows):
            place = self.stack.row_rectangle(row)
            self.reveal(int(place.top()), int(place.bottom()) + 1)

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        self._refresh()

    def set_low(self, low: bool) -> None:
        """Put the sum over the rows where there is so little height that those would scroll."""
        if low != self._low:
            self._low = low
            self.place_sum(self.sum, low)
            self._refresh()

    def _refresh(self) -> None:
        adding = self._adding
        if adding is None:
            return
        whole_sum = whole_row(adding)
        sums = (sum_row(adding),) if whole_sum is None else (sum_row(adding), whole_sum)
        first, *others = in_notation(sums, self._notation)
        rows = in_notation(request_rows(adding), self._notation)
        unseen = sums_on_the_way(adding)
        self.stack.set_rows(rows, total=first, others=others, unseen=unseen)
        self.stack.set_stack(stack_of(adding), *range_of(adding))
        self.whole.setVisible(whole_sum is not None or not self._low)
        self.hear.setVisible(not adding.all_heard)
        self.neighbours.set_place(adding.receiver, adding.receivers)
        layer, depth = adding.sums.layer - 1, adding.derivation.depth
        silent = not np.any(adding.sums.contributions[:, adding.receiver])
        self.set_words(
            titled(neuron_name(layer, adding.receiver, depth)), ALL_ZERO if silent else HINT
        )

    def _connect(self) -> None:
        self.hear.clicked.connect(self.all_heard)
        self.neighbours.asked.connect(self.receiver_chosen)
        self.stack.mute_requested.connect(self._toggle_mute)
        self.stack.solo_requested.connect(self._toggle_solo)
        self.stack.row_hovered.connect(self._tell_neuron)

    @pyqtSlot()
    def _restyle(self) -> None:
        super()._restyle()
        self._title.set_color(QColor(self._theme.colors.highlight))

    @pyqtSlot(int)
    def _toggle_mute(self, row: int) -> None:
        self.muted_toggled.emit(self._neuron(row))

    @pyqtSlot(int)
    def _toggle_solo(self, row: int) -> None:
        self.solo_toggled.emit(self._neuron(row))

    @pyqtSlot(object)
    def _tell_neuron(self, row: int | None) -> None:
        layer = 0 if self._adding is None else self._adding.sums.layer
        self.neuron_hovered.emit(None if row is None else NeuronId(layer, self._neuron(row)))

    def _neuron(self, row: int) -> int:
        return 0 if self._adding is None else int(self._adding.sums.order[row])


def request_rows(adding: Adding) -> tuple[BarRow, ...]:
    """Return a row for each neuron that asks, in the order of asking; the newest stands out."""
    derivation, sums = adding.derivation, adding.sums
    layer, k = derivation.layer(sums.layer), adding.receiver
    newest = adding.added - 1 if adding.newest == 1 else -1
    return tuple(
        BarRow(
            short_name(sums.layer, int(j), derivation.depth),
            float(sums.contributions[place, k]),
            emphasis=place == newest,
            detail=arithmetic.of_contribution(derivation, layer, int(j), k),
        )
        for place, j in enumerate(sums.order)
    )


def stack_of(adding: Adding) -> Stack:
    """Return how the requests stand on each other, who is muted, and who speaks alone."""
    steps = adding.sums.steps(adding.receiver, adding.heard)
    order = adding.sums.order
    struck = frozenset(i for i, j in enumerate(order) if not adding.heard[j])
    alone = frozenset(i for i, j in enumerate(order) if adding.heard[j])
    only_one = len(alone) == 1 and len(order) > 1
    begins, ends = (tuple(map(float, column)) for column in steps.T)
    return Stack(begins, ends, adding.added, struck, alone if only_one else frozenset())


def range_of(adding: Adding) -> tuple[float, float]:
    """Return the lowest and the highest sum on the way, with all heard and with those heard."""
    ways = [adding.sums.steps(adding.receiver, heard) for heard in (None, adding.heard)]
    values = np.nan_to_num(np.concatenate(ways))
    return float(values.min()), float(values.max())


def sum_row(adding: Adding) -> BarRow:
    """Return the sum of those added so far who are heard."""
    running = adding.sums.running_of(adding.heard)
    count = len(adding.sums.order)
    label = "sum" if adding.all_heard else "heard"
    if adding.newest or adding.added < count:
        label = f"{label}, {whole(adding.added)} of {whole(count)}"
    value = float(running[adding.added][adding.receiver])
    return BarRow(label, value, detail=of_sum(adding, adding.receiver))


def sums_on_the_way(adding: Adding) -> tuple[BarRow, BarRow]:
    """Return rows as wide as any sum of this addition, so that nothing moves from step to step."""
    last = replace(adding, added=len(adding.sums.order), newest=1)
    somebody = np.arange(len(adding.heard)) > 0  # the words are longer where someone is muted
    label = sum_row(replace(last, heard=somebody)).label
    low, high = range_of(adding)
    return BarRow(label, low), BarRow(label, high)


def whole_row(adding: Adding) -> BarRow | None:
    """Return the true sum of all, unless that is the one shown already and no one asks now."""
    if adding.all_heard and adding.complete and not adding.newest:
        return None
    requests = adding.sums.contributions[:, adding.receiver].tolist()
    total = float(adding.sums.total[adding.receiver])
    detail = arithmetic.of_request_sum(requests, total, adding.receiver)
    return BarRow("sum of all", total, detail=detail)


def of_sum(adding: Adding, receiver: int) -> str:
    """Return the arithmetic of the sum to a neuron of those added so far who are heard."""
    order = adding.sums.order[: adding.added]
    heard = [place for place, j in enumerate(order) if adding.heard[j]]
    requests = adding.sums.contributions[heard, receiver].tolist()
    result = float(adding.sums.running_of(adding.heard)[adding.added][receiver])
    what = "what each asks of it"
    if len(requests) < len(adding.sums.order):
        what += f", {whole(len(requests))} of {whole(len(adding.sums.order))} so far"
    return arithmetic.of_request_sum(requests, result, receiver, what)
