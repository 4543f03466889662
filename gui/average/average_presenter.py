"""The story of the average: lets examples stream in, and keeps table, words and curve together."""

from __future__ import annotations

from math import ceil

from PyQt6.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from core.average.streaming import Begun, More, Rows, StreamTask
from core.average.wishes import shuffled_examples
from core.data.images import ImageSet
from core.explain.places import Place
from core.network.network import Network
from gui.average.average_panel import (
    COUNTS,
    SPEEDS,
    AveragePanel,
)
from gui.average.average_view import AverageView
from gui.average.wish_stream import WishStream
from gui.frame_clock import InTurn, at_once
from gui.network_view.parameter_names import place_of, target_of
from gui.network_view.scene import Target
from gui.timers import single_shot

FOLLOW_MILLISECONDS = 250  # while the network trains
TICK_MILLISECONDS = 70  # the page is drawn anew about fourteen times a second
MOST_PICKED = 20
PICK_FIRST = "Click a connection or a neuron in the picture: its parameter becomes a row."


class AveragePresenter(QObject):
    """Shows what many examples wish for a few parameters.

    `wanted` asks for a `StreamTask` to be carried out, in place of the one before;
    `given_up` that none is; `example_opened` carries a training image's index.
    """

    wanted = pyqtSignal(object)
    given_up = pyqtSignal()
    example_opened = pyqtSignal(int)
    target_chosen = pyqtSignal(object)  # the neuron or connection of the chosen row

    def __init__(
        self, panel: AveragePanel, in_turn: InTurn = at_once, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._in_turn = in_turn
        self._network: Network | None = None
        self._images: ImageSet | None = None
        self._examples = shuffled_examples(1, 0)
        self._asked: StreamTask | None = None
        self._dirty = False
        self._training = False
        self._draws = 0
        self._rows_due = True
        self._picked: list[Place] = []
        self.playing = False
        self.stream = WishStream()
        self.view = AverageView(panel, self.stream)
        self._follow = single_shot(self, FOLLOW_MILLISECONDS, self._ask_if_due)
        self._show_soon = single_shot(self, 0, self._show)  # frames may come in between
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MILLISECONDS)
        self._tick.timeout.connect(self._advance)
        self._connect()

    def set_images(self, images: ImageSet, size: int, seed: int) -> None:
        """Take the training images that the run learns from: the first ``size``."""
        self._images, self._examples = images, shuffled_examples(size, seed)
        self.stream.forget()
        self._panel.set_size(size)
        self._again()

    @pyqtSlot(object)
    def set_network(self, network: Network) -> None:
        """Follow the run."""
        before, self._network = self._network, network
        if before is not None and before.architecture.sizes != network.architecture.sizes:
            self._picked, self._asked = [], None
            self._panel.rows.set_chosen(Rows.SENSITIVE.value)
            self.stream.forget()
        self._dirty = True
        if not self._follow.isActive():
            self._follow.start()

    def set_training(self, training: bool) -> None:
        """Compute only what is shown while the network changes; the rest when it rests."""
        self._training = training
        if not training:
            self._dirty = True
            self._ask_if_due()

    @pyqtSlot(object)
    def pick(self, target: Target | None) -> None:
        """Take the parameter that was clicked in the picture as a row."""
        place = None if target is None else place_of(target)
        if place is None or not self._panel.isVisible():
            return
        if place in self.stream.places:
            row = self.stream.places.index(place)
            self.view.choose(row, self._panel.grid.chosen[1])
        else:
            self._picked = [place, *(p for p in self._picked if p != place)][:MOST_PICKED]
            self._panel.rows.set_chosen(Rows.PICKED.value)
            self.view.choose(0, self._panel.grid.chosen[1])
            self._choose_rows()

    @pyqtSlot(object)
    def receive(self, told: object) -> None:
        """Take what a task has told, if it is still the one that was asked for."""
        if isinstance(told, Begun) and told.task is self._asked:
            self.stream.begin(told)
            self._rows_due = False
            self.stream.aim(self.stream.target)
            self._tick.start()
            self.view.show()
        elif isinstance(told, More) and told.task is self._asked:
            self.stream.extend(told)

    @pyqtSlot()
    def end(self) -> None:
        """Note that the task is carried out; what changed meanwhile is asked for."""
        self._asked = None if self._asked is not self.stream.task else self._asked
        if self._dirty and not self._follow.isActive():
            self._follow.start()

    def _connect(self) -> None:
        panel = self._panel
        panel.shown.connect(self._ask_if_due)
        panel.left.connect(self._rest)
        panel.count_wanted.connect(self._go_to)
        panel.one.clicked.connect(self._one_more)
        panel.play.clicked.connect(self.toggle)
        panel.rows.activated.connect(self._choose_rows)
        panel.row_count.activated.connect(self._choose_rows)
        panel.grid.cell_chosen.connect(self._chosen)
        panel.grid.cell_opened.connect(self._open)
        panel.walk.clicked.connect(self._open_chosen)

    @pyqtSlot()
    def _choose_rows(self) -> None:
        """Ask for other parameters; random ones are drawn anew."""
        self._draws += 1
        self._again()

    def _again(self) -> None:
        """Ask anew, for the rows as well."""
        self._rows_due = True
        self._asked, self._dirty = None, True
        self._ask_if_due()

    @pyqtSlot()
    def _ask_if_due(self) -> None:
        """Ask for the wishes of the newest network, unless those of one are on their way."""
        under_way = self._asked is not None and self._asked is not self.stream.task
        if not (self._dirty and self._panel.isVisible()) or (under_way and self._training):
            return
        if self._network is None or self._images is None:
            return
        places = self._rows()
        if places == ():
            self._panel.arithmetic.setText(PICK_FIRST)
            return
        self._dirty = False
        self._asked = StreamTask(
            network=self._network,
            images=self._images,
            examples=self._examples,
            places=places,
            rows=Rows(self._panel.rows.currentText()),
            row_count=int(self._panel.row_count.currentText().split()[0]),
            seed=self._draws,
            count=min(self.stream.target, len(self._examples)),
            everything=not self._training,
        )
        self.wanted.emit(self._asked)

    def _rows(self) -> tuple[Place, ...] | None:
        """Return the parameters wanted; None if they are still to be chosen, () if by a click."""
        if Rows(self._panel.rows.currentText()) is Rows.PICKED:
            return tuple(self._picked)
        return None if self._rows_due else self.stream.places or None

    @pyqtSlot()
    def _rest(self) -> None:
        """Stop where nobody looks."""
        self._follow.stop()
        self._tick.stop()
        self._set_playing(False)
        if self._asked is not None and (self.stream.task is not self._asked or not self._complete):
            self._asked, self._dirty = None, True
        self.given_up.emit()

    @property
    def _complete(self) -> bool:
        return len(self.stream.wishes) == self.stream.size

    @pyqtSlot(str)
    def _go_to(self, text: str) -> None:
        size = len(self._examples)
        self._aim(size if text == COUNTS[-1] else 10 ** COUNTS.index(text))

    @pyqtSlot()
    def _one_more(self) -> None:
        self._aim(self.stream.target + 1)

    @pyqtSlot()
    def toggle(self) -> None:
        """Let examples stream in, or pause; at the end it begins again with the first."""
        playing = not self.playing
        if playing and self.stream.target >= len(self._examples):
            self._aim(1)
        self._set_playing(playing)

    def _aim(self, count: int) -> None:
        self._set_playing(False)
        self.stream.aim(count)
        self._tick.start()
        self._advance()

    def _set_playing(self, playing: bool) -> None:
        self.playing = playing
        self._panel.set_playing(playing)
        if playing:
            self._tick.start()

    @pyqtSlot()
    def _show(self) -> None:
        self._in_turn(self.view.show)

    @pyqtSlot()
    def _advance(self) -> None:
        """Let a moment of the stream pass."""
        if self.playing and not self.stream.behind:
            rate = SPEEDS[self._panel.speed.currentText()] * TICK_MILLISECONDS / 1000
            self.stream.aim(max(ceil(self.stream.count * 10**rate), self.stream.count + 1))
        if self.stream.catch_up():
            self._show_soon.start()
            if self.stream.count >= len(self._examples):
                self._set_playing(False)
        elif not self.playing and self.stream.count >= self.stream.target:
            self._tick.stop()

    @pyqtSlot(int, int)
    def _chosen(self, row: int, column: int) -> None:
        self.view.choose(row, column)
        if row < len(self.stream.places):
            self.target_chosen.emit(target_of(self.stream.places[row]))

    @pyqtSlot(int, int)
    def _open(self, row: int, column: int) -> None:
        """Open the example of a column."""
        self.view.choose(row, column)
        self._open_chosen()

    @pyqtSlot()
    def _open_chosen(self) -> None:
        example = self.view.example
        if example is not None:
            self.example_opened.emit(example)
