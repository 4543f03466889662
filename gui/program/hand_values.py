"""Setting a weight or a bias by hand: the card, and the edit that comes of it."""

from __future__ import annotations

from functools import partial

import numpy as np
from PyQt6.QtCore import QObject, QPoint, pyqtSlot

from core.errors import UsageError
from core.explain.places import Place
from core.training.edits import with_value
from gui.explain.parameter_words import long_name, place_of
from gui.network_view.scene import Target
from gui.program.edit_orders import EditOrders
from gui.program.parts import Parts
from gui.program.rest import Rest
from gui.widgets.numbers import compact

NOTHING_PINNED = "Click a line (its weight) or a neuron (its bias) in the picture first."
GAP = 4


class HandValues(QObject):
    """Opens the card for what is pinned, and lets the run go on from the value that is wanted."""

    def __init__(self, parts: Parts, edits: EditOrders) -> None:
        super().__init__(parts)
        self._parts = parts
        self._edits = edits
        self._rest = Rest(parts)
        card = parts.value_card
        parts.actions["set_value"].triggered.connect(self._open)
        for inspector in (parts.example.inspector, parts.explanation.inspector):
            inspector.edit_requested.connect(self._open)
        card.value_wanted.connect(self.set_value)
        parts.pinning.changed.connect(self._follow)
        parts.explain.told.connect(self._refresh)

    @pyqtSlot(object, float)
    def set_value(self, place: Place, value: float) -> None:
        """Let one parameter of the run have another value, as an entry of its history."""
        if self._parts.dataset is not None and not self._edits.busy:
            self._rest.then(partial(self._set, place, value))

    def _set(self, place: Place, value: float) -> None:
        network = self._parts.explain.network
        if network is None:
            return
        before = network.parameters
        try:
            after = with_value(before, place.index_in(before.sizes), value)
        except UsageError as error:
            self._parts.refuse(str(error))
            return
        if np.array_equal(before.vector, after.vector):
            return
        name = long_name(place, network.architecture.depth)
        words = f"{name} set to {compact(value)}"
        said = f"{name[:1].upper()}{name[1:]}: {{}} instead of {{}}."
        numbers = (compact(place.value_in(each)) for each in (after, before))
        self._edits.make(words, before, after, said.format(*numbers))

    @pyqtSlot()
    def _open(self) -> None:
        """Open the card above the training panel, for the weight or bias that is pinned."""
        parts, place = self._parts, self._pinned
        if place is None or parts.dataset is None:
            parts.notice(NOTHING_PINNED)
            return
        self._show(place)
        left = parts.view.mapTo(parts.window, QPoint(GAP, 0)).x()
        above = parts.training_panel.mapTo(parts.window, QPoint(0, -GAP)).y()
        corner = QPoint(left, above)
        parts.value_card.open_at(parts.window, corner)

    @property
    def _pinned(self) -> Place | None:
        """The weight or bias that is pinned."""
        target = self._parts.pinning.pinned
        return None if target is None else place_of(target)

    def _show(self, place: Place) -> None:
        network = self._parts.explain.network
        if network is not None:
            value = place.value_in(network.parameters)
            self._parts.value_card.show_parameter(place, value, network.architecture.depth)

    @pyqtSlot(object)
    def _follow(self, _target: Target | None) -> None:
        """Show what is pinned now; where nothing is, the card goes."""
        if self._parts.value_card.isVisible():
            self._refresh()

    @pyqtSlot()
    def _refresh(self) -> None:
        """Show the value of now, while the card is seen."""
        card, place = self._parts.value_card, self._pinned
        if not card.isVisible():
            return
        if place is None:
            card.dismiss()
        else:
            self._show(place)
