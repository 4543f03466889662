"""The way of the run, kept from its beginning for whoever draws it, and other ends to compare."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.landscape.path import Path, PathKeeper
from core.landscape.survey import End
from core.network.network import Network
from gui.training.training_presenter import TrainingPresenter

MOST_ENDS = 12
WORTH_KEEPING = 100  # mini-batches after which a run that is left is an end of its own


class RunPath(QObject):
    """Takes the run's network as the window gets it, up to once a frame."""

    changed = pyqtSignal()  # the run is at another place
    begun = pyqtSignal()  # another run, or the same one from its start
    ends_changed = pyqtSignal()

    def __init__(self, training: TrainingPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._training = training
        self._keeper = PathKeeper()
        self._ends: list[End] = []
        self._left: End | None = None
        self.network: Network | None = None
        self.step = 0
        training.network_changed.connect(self._take)
        training.restarted.connect(self._begin)

    @property
    def path(self) -> Path:
        """The points that are kept of the way."""
        return self._keeper.path

    @property
    def ends(self) -> tuple[End, ...]:
        """Where other runs of a network of this shape have stopped, the newest first."""
        if self.network is None:
            return ()
        shape = self.network.parameters.vector.shape
        return tuple(end for end in reversed(self._ends) if end.vector.shape == shape)

    def add_end(self, end: End) -> None:
        """Keep another end; one of the same name is replaced."""
        self._ends = [each for each in self._ends if each.name != end.name]
        self._ends = [*self._ends, end][-MOST_ENDS:]
        self.ends_changed.emit()

    def stand(self, network: Network, step: int) -> None:
        """Show a run that no trainer has: its network, and no way that led there."""
        self.network, self.step = network, step
        self._keeper.begin(step, network.parameters)
        self.changed.emit()

    @pyqtSlot(object)
    def _take(self, network: Network) -> None:
        """Take the network that the run has now."""
        self.network = network
        before, self.step = self.step, self._step_of(network)
        if self.step <= before - WORTH_KEEPING:
            self._keep_left()
        self._keeper.add(self.step, network.parameters)
        if self.step >= WORTH_KEEPING:
            seed = self._training.settings.seed
            name = f"seed {seed}, step {self.step:,}"
            self._left = End(name, network.parameters.vector)
        self.changed.emit()

    def _keep_left(self) -> None:
        """Keep as an end where the run was before it went elsewhere."""
        left, self._left = self._left, None
        if left is not None:
            self.add_end(left)

    def _step_of(self, network: Network) -> int:
        """Return how many mini-batches led to a network: a record may be older than the newest."""
        replayed = self._training.replayed
        if replayed is not None and replayed.parameters is network.parameters:
            return replayed.step
        return self._training.step

    @pyqtSlot()
    def _begin(self) -> None:
        """Begin the way anew at the network that was told last; where the run was is an end."""
        self._keep_left()
        if self.network is not None:
            self._keeper.begin(self.step, self.network.parameters)
        self.begun.emit()
