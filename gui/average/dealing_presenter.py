"""The story of dealing: measures the run's next mini-batch, as often as there is time for."""

from __future__ import annotations

from math import acos, degrees

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.average.dealing import HANDS, Dealt, DealTask
from core.average.deck import Deck
from core.data.images import ImageSet
from core.storage.session import Session
from gui.average.cosine_plot import Point
from gui.average.dealing_panel import DealingPanel
from gui.frame_clock import InTurn, at_once
from gui.timers import single_shot
from gui.widgets.batch_pictures import COLUMNS
from gui.widgets.numbers import compact, fixed, whole

PAUSE_MILLISECONDS = 250
PATIENCE_MILLISECONDS = 3000
MOST_POINTS = 400


class DealingPresenter(QObject):
    """Shows the epoch of the run and measures its mini-batches.

    `state_wanted` asks for the run as it stands, `wanted` for a `DealTask`; `given_up` that none
    is wanted any more.
    """

    state_wanted = pyqtSignal()
    wanted = pyqtSignal(object)
    given_up = pyqtSignal()

    def __init__(
        self, panel: DealingPanel, in_turn: InTurn = at_once, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._in_turn = in_turn
        self._deck: Deck | None = None  # these three are shown in their turn
        self._next: Dealt | None = None
        self._many: Dealt | None = None
        self._images: ImageSet | None = None
        self._session: Session | None = None
        self._asked: DealTask | None = None
        self._missed = False  # a measurement gave way to a comparison of many
        self._seed = 0
        self._waiting = False
        self._training = False
        self._compared = False  # many mini-batches, once for each run without being asked
        self.points: list[Point] = []
        # A run that is just replaced may never answer.
        self._patience = single_shot(self, PATIENCE_MILLISECONDS, self._wait_no_more)
        self._pause = single_shot(self, PAUSE_MILLISECONDS, self.look)
        panel.shown.connect(self.look)
        panel.left.connect(self._rest)
        panel.compare.clicked.connect(self._compare_many)
        panel.hand_size.activated.connect(self._change_size)
        panel.show_comparison(None)

    @pyqtSlot()
    def look(self) -> None:
        """Ask for the run as it stands, if anybody looks."""
        busy = self._asked is not None or self._waiting or self._pause.isActive()
        if self._panel.isVisible() and not busy:
            self._waiting = True
            self._patience.start()
            self.state_wanted.emit()

    def set_images(self, images: ImageSet) -> None:
        """Take the training set."""
        self._images = images

    def set_training(self, training: bool) -> None:
        """Note whether the run goes on."""
        self._training = training

    @pyqtSlot()
    def begin_again(self) -> None:
        """Forget what was measured: another run begins."""
        self.points, self._session, self._asked, self._waiting = [], None, None, False
        self._deck = self._next = None
        self._compared = False
        self._panel.plot.set_points([])
        self._panel.show_comparison(None)
        self._forget_many()
        self.given_up.emit()
        self._panel.compare.setEnabled(True)
        self.look()

    @pyqtSlot(object)
    def take_state(self, session: Session) -> None:
        """Show where the run stands, and measure the mini-batch that it takes next."""
        self._waiting = False
        if self._images is None or not self._panel.isVisible() or self._asked is not None:
            return
        before, self._session = self._session, session
        if before is not None and same_state(before, session):
            return
        task = DealTask.of(session, self._images)
        self._deck = task.deck
        self._in_turn(self._show_deck)
        self._ask(task)

    @pyqtSlot(object)
    def receive(self, dealt: object) -> None:
        """Show what is measured, if it is still what was asked for."""
        if not isinstance(dealt, Dealt) or dealt.task is not self._asked:
            return
        if dealt.task.size:
            self._many = dealt
            self._in_turn(self._show_many)
        else:
            self._next = dealt
            self._note_point(dealt)
            self._in_turn(self._show_next)

    @pyqtSlot()
    def end(self) -> None:
        """Go on with the run as it is then."""
        self._asked = None
        self._panel.compare.setEnabled(True)
        if self._missed:
            self._session, self._missed = None, False
        if not self._panel.isVisible():
            return
        if self._compare_is_due:
            self._compare_many()
        else:
            self._pause.start()

    @property
    def _compare_is_due(self) -> bool:
        """Whether many mini-batches should be compared without being asked for."""
        session, size = self._session, int(self._panel.hand_size.currentText())
        rests = session is not None and not self._training and not self._compared
        return rests and session is not None and size <= session.settings.train_size

    @pyqtSlot()
    def _wait_no_more(self) -> None:
        self._waiting = False

    def _ask(self, task: DealTask) -> None:
        self._asked = task
        self.wanted.emit(task)

    @pyqtSlot()
    def _compare_many(self) -> None:
        """Deal many mini-batches from the network of now; the run is left alone."""
        if self._session is None or self._images is None:
            return
        self._panel.compare.setEnabled(False)
        self._compared = True
        self._missed = self._asked is not None and not self._asked.size
        self._seed += 1
        size = int(self._panel.hand_size.currentText())
        self._ask(DealTask.of(self._session, self._images, size, self._seed))

    @pyqtSlot()
    def _change_size(self) -> None:
        """Compare mini-batches of another size."""
        self._forget_many()
        self._compare_many()

    def _forget_many(self) -> None:
        self._many = None
        self._panel.strip.set_cosines((), None)
        self._panel.found.setText("")

    @pyqtSlot()
    def _rest(self) -> None:
        """Measure nothing where nobody looks."""
        self._pause.stop()
        self._patience.stop()
        self._asked, self._session, self._waiting = None, None, False
        self._panel.compare.setEnabled(True)
        self.given_up.emit()

    def _show_deck(self) -> None:
        """Show the epoch, and the mini-batch that is next."""
        deck, panel = self._deck, self._panel
        if deck is None:
            return
        done, total = deck.batches_done, deck.batches_done + deck.batches_coming
        panel.title.setText(f"Epoch {whole(deck.epoch)}: {whole(len(deck))} images, shuffled")
        panel.deck.set_place(done, total)
        each = panel.deck.in_a_cell
        cells = f" · a cell is {each} mini-batches" if each > 1 else ""
        batch = deck.next_batch
        rest = len(batch) - COLUMNS
        more = f": these and {whole(rest)} more" if rest > 0 else ""
        panel.place.setText(f"Mini-batch {whole(done + 1)} of {whole(total)} is next{more}{cells}")
        assert self._images is not None
        panel.pictures.set_pictures([self._images.picture(int(i)) for i in batch[:COLUMNS]])

    def _note_point(self, dealt: Dealt) -> None:
        """Add the cosine of the next mini-batch to the curve."""
        found, deck = dealt.comparisons[-1], dealt.task.deck
        if found.cosine is not None:
            epochs = deck.epoch - 1 + deck.position / len(deck)
            self.points = [p for p in self.points if p[0] < epochs][1 - MOST_POINTS :]
            self.points.append((epochs, found.cosine))

    def _show_next(self) -> None:
        """Show the angle of the next mini-batch, and the curve with it."""
        if self._next is not None:
            self._panel.show_comparison(self._next.comparisons[-1])
            self._panel.plot.set_points(self.points)
            self._panel.course.setText(f"COSINE BY EPOCH · {len(self.points)} MEASURED")

    def _show_many(self) -> None:
        """Show the cosines of many mini-batches at one moment."""
        panel, dealt = self._panel, self._many
        if dealt is not None:
            first = dealt.first_cosines, dealt.first_middle
            panel.strip.set_cosines(dealt.cosines, dealt.middle, *first)
            panel.found.setText(words_of(dealt))


def words_of(dealt: Dealt) -> str:
    """Return how far many mini-batches point from the whole, at the start and now."""
    if dealt.middle is None:
        if not dealt.comparisons:
            return "Measuring at the start …"
        return f"No angle: gradients of {dealt.undefined} are exactly 0 or not finite."
    now = f"<b>{degrees_of(dealt.middle)}</b>"
    if dealt.task.step == 0:
        told = f"At the start they point {now} from the whole: train an epoch, and compare again"
    elif dealt.first_middle is None:
        told = f"After step {whole(dealt.task.step)} they point {now} from the whole"
    else:
        first = degrees_of(dealt.first_middle)
        told = (
            f"At the start they point <b>{first}</b> from the whole,"
            f" after step {whole(dealt.task.step)} {now} (medians)"
        )
    if len(dealt.comparisons) < HANDS:
        told += f" ({len(dealt.comparisons)} of {HANDS})"
    if dealt.undefined:
        told += f"; {compact(dealt.undefined)} without an angle"
    return f"{told}."


def degrees_of(cosine: float) -> str:
    """Return the angle of a cosine as it is written: degrees."""
    return f"{fixed(degrees(acos(cosine)), 1)}°"


def same_state(one: Session, other: Session) -> bool:
    """Return whether a run stands where it stood: same step, order, parameters, batch size."""
    return (
        (one.step, one.position, one.epoch) == (other.step, other.position, other.epoch)
        and one.settings.batch_size == other.settings.batch_size
        and one.architecture == other.architecture
        and bool((one.parameters.vector == other.parameters.vector).all())
    )
