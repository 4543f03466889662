"""The gradient's story: keeps table, picture and digit at the same parameter."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.explain.derivation import Derivation
from core.explain.places import Place
from core.explain.sensitivity import Column, Sensitivity, sensitivity
from core.explain.sensitivity_histogram import histogram
from gui.explain.example_panel import ExamplePanel
from gui.explain.explain_presenter import ExplainPresenter
from gui.explain.gradient_panel import PAIR, PATHS, PULL, SIZES, TABLE, GradientPanel
from gui.explain.pair_card import Compared
from gui.explain.parameter_words import place_of, target_of
from gui.explain.particulars import exists
from gui.network_view.scene import NeuronId, Target

Way = tuple[NeuronId, ...]


class GradientPresenter(QObject):
    """Shows one example's derivatives; `target_chosen` asks that the picture marks a parameter."""

    target_chosen = pyqtSignal(object)  # NeuronId or ConnectionId
    scene_changed = pyqtSignal()

    def __init__(
        self,
        explain: ExplainPresenter,
        panel: GradientPanel,
        example: ExamplePanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._explain = explain
        self._panel = panel
        self._example = example
        self._derivation: Derivation | None = None
        self._table: Sensitivity | None = None
        self._on_page: dict[str, tuple[object, ...]] = {}
        self.place: Place | None = None
        self.second: Place | None = None
        self.way: Way | None = None
        explain.told.connect(self.refresh)
        panel.shown.connect(self.refresh)
        panel.left.connect(self._leave)
        panel.page_changed.connect(self._show_page)
        panel.table.chosen.connect(self.choose)
        panel.table.compare_requested.connect(self.compare_with)
        panel.pair.swap_requested.connect(self.swap)
        panel.paths.path_hovered.connect(self._light_way)

    @pyqtSlot()
    def refresh(self) -> None:
        """Show the derivation of now, if the panel is seen."""
        if not self._panel.isVisible():
            return
        derivation = self._explain.derivation
        empty = derivation is None or self._explain.chooser.images is None
        self._panel.set_empty(empty)
        if derivation is None or empty:
            return
        if derivation is not self._derivation:
            self._take(derivation)
        self._show()

    @pyqtSlot(object)
    def choose(self, place: Place) -> None:
        """Choose a parameter, wherever it was chosen, and mark it everywhere."""
        if place == self.place:
            return
        self.place = place
        self._show()
        self.scene_changed.emit()
        self.target_chosen.emit(target_of(place))

    @pyqtSlot(object)
    def choose_target(self, target: Target | None) -> None:
        """Choose the weight of a connection or the bias of a neuron that is pinned."""
        place = None if target is None else place_of(target)
        if place is not None and self._panel.isVisible() and self._derivation is not None:
            self.choose(place)

    @pyqtSlot(object)
    def compare_with(self, place: Place) -> None:
        """Compare the chosen parameter with another one."""
        self.second = place
        self._panel.show_page(PAIR)

    @pyqtSlot()
    def swap(self) -> None:
        """Let the two that are compared change places."""
        first, second = self.place, self.second
        if first is not None and second is not None:
            self.second = first
            self.choose(second)

    @property
    def neuron(self) -> NeuronId | None:
        """The neuron to which the chosen parameter belongs."""
        return None if self.place is None else NeuronId(self.place.layer, self.place.neuron)

    def mark(self) -> None:
        """Mark the chosen parameter in the picture."""
        if self.place is not None:
            self.target_chosen.emit(target_of(self.place))

    def _take(self, derivation: Derivation) -> None:
        """Take a new derivation; choices that it doesn't have are made anew."""
        self._derivation, self._table = derivation, sensitivity(derivation)
        sizes = derivation.network.architecture.sizes
        if self.place is None or not exists(target_of(self.place), sizes):
            self.place = self._ranked(0)
        if self.second is None or not exists(target_of(self.second), sizes):
            self.second = self._small_one()
        self.scene_changed.emit()

    def _ranked(self, rank: int) -> Place:
        """Return the parameter whose derivative has a rank by size, from 0."""
        assert self._table is not None
        return self._table.place(int(self._table.sorted_rows(Column.SIZE, True)[rank]))

    def _small_one(self) -> Place:
        """Return one to which the cost is far less sensitive: in the middle of those not zero."""
        assert self._table is not None
        return self._ranked(int(np.count_nonzero(self._table.sizes)) // 2)

    def _show(self) -> None:
        if self._derivation is None or self._table is None or self.place is None:
            return
        drawn = self._is_drawn(self.place)
        self._panel.set_chosen(self._derivation, self.place, self._table.largest, drawn)
        self._mark_pixel()
        self._show_page()

    @pyqtSlot()
    def _show_page(self) -> None:
        """Bring the page that is seen up to date; the others wait until they are."""
        derivation, table, place = self._derivation, self._table, self.place
        if derivation is None or table is None or place is None:
            return
        panel, page = self._panel, self._panel.page
        if page != PATHS:
            self._light_way(None)
        now: tuple[object, ...] = (derivation, place, self.second)
        before = self._on_page.get(page, ())
        if len(before) == 3 and before[0] is derivation and before[1:] == now[1:]:
            return
        self._on_page[page] = now
        if page == TABLE:
            same = len(before) == 3 and before[0] is derivation
            if same:
                panel.table.set_place(place)
            else:
                panel.table.set_table(table, place)
        elif page == SIZES:
            panel.histogram.set_histogram(histogram(derivation), derivation)
        elif page == PAIR and self.second is not None:
            panel.pair.set_compared(Compared(derivation, place, self.second))
        elif page == PATHS:
            panel.paths.set_place(derivation, place)
        elif page == PULL:
            panel.lines.set_place(derivation, place)

    def _is_drawn(self, place: Place) -> bool:
        scene, target = self._explain.resting_scene(), target_of(place)
        ends = (target,) if isinstance(target, NeuronId) else target.ends
        return scene is None or all(scene.row_of(end) is not None for end in ends)

    def _mark_pixel(self) -> None:
        """Mark the pixel that a weight of the first layer comes from."""
        place = self.place
        of_pixel = place is not None and place.layer == 1
        self._example.set_kept(place.source if place is not None and of_pixel else None)

    @pyqtSlot()
    def _leave(self) -> None:
        """Take the mark off the digit: another perspective is shown."""
        self._example.set_kept(None)

    @pyqtSlot(object)
    def _light_way(self, way: Way | None) -> None:
        if way != self.way:
            self.way = way
            self.scene_changed.emit()
