"""Connects the run: its records with the feed, its settings with whoever shows them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PyQt6.QtCore import QObject, Qt, pyqtSlot

from core.network.initializers import initial_parameters
from core.network.network import Network
from core.training.run import generators
from gui.program.parts import Parts
from gui.widgets.numbers import whole


class TrainingWiring(QObject):
    """Brings the run into the window, and its buttons to the run."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        self._feed_records()
        training, actions = parts.training, parts.actions
        training.learning_rate_changed.connect(parts.explain.set_learning_rate)
        training.begun.connect(self._show_facts)
        training.refused.connect(parts.refuse)
        for name, do in (
            ("train_toggle", training.toggle),
            ("train_batch", training.run_batch),
            ("train_epoch", training.run_epoch),
            ("train_rewind", training.rewind),
            ("train_new", parts.training_panel.request_new_start),
        ):
            actions[name].triggered.connect(do)

    def show_first_network(self) -> None:
        """Show the network that the run will start with, before its data are there."""
        parts = self._parts
        rng, _ = generators(parts.training.settings.seed)
        architecture = parts.training.architecture
        parameters = initial_parameters(architecture, rng).copy(np.float32).frozen()
        parts.stage.lines.set_initial(parameters)
        parts.explain.set_network(Network(architecture, parameters))
        self._show_facts()

    def _feed_records(self) -> None:
        """Let the feed take all news in the trainer's thread; it does no more than keep it."""
        direct = Qt.ConnectionType.DirectConnection
        trainer = self._parts.trainer
        for told in (
            trainer.bundle_finished,
            trainer.measured,
            trainer.epoch_finished,
            trainer.restarted,
            trainer.replaced,
            trainer.moved,
            trainer.branched,
            trainer.session_captured,
        ):
            told.connect(self._parts.feed.append, direct)  # type: ignore[call-arg]

    @pyqtSlot()
    def _show_facts(self) -> None:
        parts = self._parts
        architecture, seed = parts.training.architecture, parts.training.settings.seed
        connections = sum(before * after for before, after in pairwise(architecture.sizes))
        words = f"All {whole(architecture.sizes[0])} inputs and {whole(connections)} connections"
        parts.view_controls.set_all_words(words)
        parts.actions["all_inputs"].setText(words.replace("inputs", "in&puts"))
        sizes = " – ".join(str(size) for size in architecture.sizes)
        facts = (sizes, f"{whole(architecture.parameter_count)} parameters", f"seed {seed}")
        parts.window.facts.set_forms(*("     ".join(facts[:count]) for count in (3, 2, 1)), "")
