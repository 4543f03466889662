"""How a run ends, and what keeps it from learning, said honestly and one thing at a time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.network.network import Network
from core.training.convergence import STRETCHES, Convergence, Flatness, flatness, stretch_of
from core.training.endings import WayBack, way_back
from core.training.idle_neurons import LayerHealth, idle_words
from core.training.records import Divergence, Moved, Snapshot, Stopped
from core.training.trainer import Trainer
from gui.network_view.scene import NeuronId
from gui.timers import single_shot
from gui.training.judging import Judged, judge_neurons, measure_gradient, start_key
from gui.training.training_panel import TrainingPanel
from gui.training.training_presenter import TrainingPresenter
from gui.widgets.numbers import whole

SAMPLE = 1000  # training images over which neurons are judged
LOOK_SECONDS = 2.0  # between two looks at the neurons while the run goes on
REST_MILLISECONDS = 300  # at one place of the history before its neurons are judged
MOST_LOOKED_AT = 100_000  # costs, where a run has diverged
NOTHING, DIVERGED, STOPPED, CONVERGED, IDLE = "", "diverged", "stopped", "converged", "idle"


class EndingsPresenter(QObject):
    """Watches the run and lets the panel's banner say how it ends.

    Divergence comes before anything else, then what has stopped the run, convergence, and neurons
    that learn nothing. `work_wanted` carries a function for a job off this thread; its result comes
    back by `take`. `neurons_shown` carries the neurons to mark in the picture.
    """

    work_wanted = pyqtSignal(object)
    neurons_shown = pyqtSignal(object)  # tuple of NeuronId

    def __init__(
        self,
        trainer: Trainer,
        training: TrainingPresenter,
        panel: TrainingPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._trainer, self._training, self._panel = trainer, training, panel
        self._run = 0
        self._said = NOTHING
        self._network: Network | None = None
        self._first_step = 0
        self._way: WayBack | None = None
        self._returning: WayBack | None = None
        self._first_gradient: tuple[object, float] | None = None
        self._rest = single_shot(self, REST_MILLISECONDS, self._look_again)
        self._forget()
        self._connect()

    @property
    def said(self) -> str:
        """What the banner speaks of: "diverged", "stopped", "converged", "idle", or nothing."""
        return self._said if self._panel.warning.isVisibleTo(self._panel) else NOTHING

    def _connect(self) -> None:
        trainer, training, banner = self._trainer, self._training, self._panel.warning
        trainer.restarted.connect(self._begin_again)
        training.restarted.connect(self._forget)
        training.moved.connect(self._arrive)
        trainer.diverged.connect(self._tell_divergence)
        trainer.stopped.connect(self._tell_stop)
        training.network_changed.connect(self._look_at)
        training.advanced.connect(self._judge_costs)
        training.settled.connect(self._look_again)
        training.running_changed.connect(self._follow)
        banner.offer_taken.connect(self._take_offer)
        banner.dismissed.connect(self._hush)

    @pyqtSlot()
    def _forget(self) -> None:
        """Forget what belongs to the run before, and what is still being judged of it."""
        self._run += 1
        self._rest.start()
        self._judged_costs = 0  # mini-batches known when the costs were last judged
        self._judging = self._looking = False
        self._last_look = time.monotonic()
        self._converged = False
        self._idle: tuple[LayerHealth, ...] = ()
        self._told_idle: tuple[LayerHealth, ...] = ()
        self._way = None
        self._said = NOTHING
        self.neurons_shown.emit(())
        self._panel.cost.mark_step(None)

    def _say(self, kind: str, text: str, role: str, offer: str = "") -> None:
        self._said = kind
        self._panel.say(text, role, offer)

    # Divergence, and the way back

    @pyqtSlot(object)
    def _tell_divergence(self, divergence: Divergence) -> None:
        """Mark the step, name the cause, and offer to go back with half the learning rate."""
        data, settings = self._panel.data, self._training.settings
        known = data.first_and_newest(MOST_LOOKED_AT)
        way = way_back(divergence, settings.learning_rate, *known, self._first_step)
        self._way = way
        self._panel.cost.mark_step(divergence.step)
        reason = divergence.reason
        self._say(
            DIVERGED,
            f"{reason[:1].upper()}{reason[1:]}. Step {whole(divergence.snapshot.step)} was the last"
            f" with finite numbers; at step {whole(way.step)} the cost was still as usual.",
            "warning",
            f"Go back with half the learning rate: {way.learning_rate:g}",
        )

    @pyqtSlot(object)
    def _arrive(self, moved: Moved) -> None:
        """Use half the learning rate where the way back has led; elsewhere say nothing more."""
        way, self._returning = self._returning, None
        self._forget()
        self._panel.warning.hide()
        if way is not None and moved.snapshot.step == way.step:
            self._panel.controls.learning_rate.set_value(way.learning_rate)
            self._training.set_learning_rate(way.learning_rate)

    # Rules

    @pyqtSlot(object)
    def _tell_stop(self, stopped: Stopped) -> None:
        self._say(STOPPED, f"Paused at step {whole(stopped.step)}: {stopped.reason}.", "")

    # Convergence

    @pyqtSlot()
    def _judge_costs(self) -> None:
        """Look at the curve once a stretch; where it is flat, let the gradient be measured."""
        data, made = self._panel.data, self._panel.data.count
        stretch = stretch_of(self._training.settings)
        if made < self._judged_costs:
            self._judged_costs = 0
        if self._judging or self._converged or made - self._judged_costs < stretch:
            return
        self._judged_costs = made
        found = flatness(data.costs_between(max(0, made - STRETCHES * stretch), made), stretch)
        if found is not None and found.flat:
            self._measure_gradient(found)

    def _measure_gradient(self, found: Flatness) -> None:
        network, dataset = self._network, self._training.dataset
        if network is None or dataset is None:
            return
        self._judging = True
        settings = self._training.settings
        known = self._first_gradient
        key = start_key(network, settings)
        first = known[1] if known is not None and known[0] == key else None
        work = partial(measure_gradient, found, network, settings, dataset, first, self._run)
        self.work_wanted.emit(work)

    def _tell_convergence(self, convergence: Convergence) -> None:
        self._judging = False
        if self._network is not None:
            key = start_key(self._network, self._training.settings)
            self._first_gradient = key, convergence.first_gradient
        if not convergence.reached or self._idle or self.said in (DIVERGED, STOPPED):
            return
        self._converged = True
        words = f"This run has converged: {convergence.words}."
        self._say(CONVERGED, words, "good", "Pause" if self._training.running else "")

    # Neurons that learn nothing

    @pyqtSlot(object)
    def _look_at(self, network: Network) -> None:
        """Keep the newest network, and judge its neurons now and then."""
        self._network = network
        now = time.monotonic()
        if not self._looking and now - self._last_look >= LOOK_SECONDS:
            self._last_look = now
            self._judge_neurons(network)

    @pyqtSlot()
    def _look_again(self) -> None:
        """Judge the neurons with which the run has paused, or stands somewhere in its history."""
        if self._network is not None and not self._looking and not self._training.running:
            self._judge_neurons(self._network)

    def _judge_neurons(self, network: Network) -> None:
        dataset = self._training.dataset
        if dataset is None:
            return
        self._looking = True
        size = min(SAMPLE, self._training.settings.train_size)
        self.work_wanted.emit(partial(judge_neurons, network, dataset, size, self._run))

    def _tell_idle(self, health: Sequence[LayerHealth]) -> None:
        """Point out idle layers, once for each state of them; take it back where they learn."""
        self._looking = False
        idle = tuple(layer for layer in health if layer.worth_saying)
        self._idle = idle
        if not idle:
            if self.said == IDLE:
                self._panel.warning.hide()
                self.neurons_shown.emit(())
            self._told_idle = ()
            return
        known = counts_of(idle) == counts_of(self._told_idle)
        if known or self.said in (DIVERGED, STOPPED):
            return
        self._told_idle = idle
        words = idle_words(idle)
        self._say(IDLE, f"{words[:1].upper()}{words[1:]}.", "warning", "Show them in the picture")

    # Results and answers

    @pyqtSlot(object)
    def take(self, judged: Judged) -> None:
        """Take the result of work, unless it is of a run that is no more."""
        if judged is None or judged.run != self._run:
            return
        if isinstance(judged.result, Convergence):
            self._tell_convergence(judged.result)
        elif isinstance(judged.result, list):
            self._tell_idle(judged.result)

    @pyqtSlot()
    def _take_offer(self) -> None:
        """Do what the banner's button says."""
        said, banner = self._said, self._panel.warning
        if said == DIVERGED and self._way is not None:
            self._returning = self._way
            self._trainer.go_to(self._way.step)
        elif said == CONVERGED:
            self._training.pause()
            banner.hide()
        elif said == IDLE:
            self.neurons_shown.emit(neurons_of(self._idle))

    @pyqtSlot()
    def _hush(self) -> None:
        """Mark nothing any more: the user has read it."""
        self._said = NOTHING
        self.neurons_shown.emit(())

    @pyqtSlot()
    def _follow(self) -> None:
        """Where the run goes on, what was said of its end is no longer true."""
        if self._training.running:
            self._said = NOTHING
            self._panel.cost.mark_step(None)
            self.neurons_shown.emit(())
        elif self.said == CONVERGED:
            self._panel.warning.offer.hide()

    @pyqtSlot(object)
    def _begin_again(self, snapshot: Snapshot) -> None:
        """Say no more of the run before, whose last news may have come after the new network."""
        self._first_step = snapshot.step
        self._forget()
        self._panel.end_divergence()
        if snapshot.parameters.sizes == self._training.architecture.sizes:
            self._network = Network(self._training.architecture, snapshot.parameters)


def counts_of(layers: Sequence[LayerHealth]) -> list[tuple[int, int, int]]:
    """Return what is told of some layers."""
    return [(layer.layer, layer.dead, layer.saturated) for layer in layers]


def neurons_of(layers: Sequence[LayerHealth]) -> tuple[NeuronId, ...]:
    """Return the idle neurons of some layers."""
    return tuple(NeuronId(layer.layer, place) for layer in layers for place in layer.idle)
