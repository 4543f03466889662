"""What is done with data and sessions: reading them in the background, using, saving them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSlot

from core.data.images import Dataset
from core.experiments.results import ExperimentResults
from core.network.network import Network
from core.storage.session import Session
from gui import errands
from gui.program.parts import Parts
from gui.training.history_words import left_out_words

PATTERN = "Sessions (*.nudges)"


class SessionOrders(QObject):
    """Opens and saves sessions."""

    def __init__(self, parts: Parts, load: Callable[[], Dataset]) -> None:
        super().__init__(parts)
        self._parts = parts
        self._load = load
        self._save_to: Path | None = None
        self._saving = ExperimentResults()
        self._left_out = ""  # what the file that is being written doesn't keep
        parts.actions["open"].triggered.connect(self._ask_what_to_open)
        parts.actions["save"].triggered.connect(self._ask_where_to_save)
        parts.trainer.session_captured.connect(self._write)

    @property
    def waiting(self) -> Path | None:
        """Where the session goes that the trainer was asked for; None if it wasn't asked."""
        return self._save_to

    def load(self, session: Path | None = None) -> None:
        """Read the data set, and a session if one is named, in the background."""
        job = self._parts.jobs.create(partial(errands.load_all, self._load, session))
        job.done.connect(self._loaded)
        job.failed.connect(self._parts.refuse)
        job.start()

    def use(self, dataset: Dataset, session: Session | None = None) -> None:
        """Work with these data from now on, and with a session's run if there is one."""
        parts = self._parts
        parts.dataset = dataset
        if session is None:
            parts.training.set_dataset(dataset)
        else:
            parts.training.resume(session, dataset)
            parts.stage.lines.set_initial(session.initial)
            parts.explain.set_network(Network(session.architecture, session.parameters))
            parts.results.restore(session.experiments)
        parts.chooser.set_dataset(dataset)

    @pyqtSlot(object)
    def _loaded(self, loaded: errands.Loaded) -> None:
        """Work with what was read; a session that can't be opened changes nothing."""
        if loaded.problem:
            self._parts.refuse(loaded.problem)
        if not loaded.problem or self._parts.dataset is None:
            self.use(loaded.dataset, loaded.session)

    @pyqtSlot()
    def _ask_what_to_open(self) -> None:
        path = self._parts.messages.file_to_open("Open a session", PATTERN)
        if path is not None:
            self.load(path)

    @pyqtSlot()
    def _ask_where_to_save(self) -> None:
        parts = self._parts
        if parts.dataset is None:
            parts.notice("There is no run to save before the data are loaded.")
            return
        path = parts.messages.file_to_save("Save the session", "session.nudges", PATTERN)
        if path is not None:
            self._save_to = path
            parts.trainer.capture_session(with_history=True)

    @pyqtSlot(object)
    def _write(self, session: Session) -> None:
        path = self._save_to
        if path is None:
            return
        self._save_to = None
        self._saving = self._parts.results.all()
        self._left_out = left_out_words(self._parts.training_panel.place)
        curves = self._parts.training.curves_of(session)
        with_results = replace(session, experiments=self._saving)
        job = self._parts.jobs.create(partial(errands.save, with_results, curves, path))
        job.done.connect(self._saved)
        job.failed.connect(self._parts.refuse)
        job.start()

    @pyqtSlot(object)
    def _saved(self, text: str) -> None:
        self._parts.results.mark_saved(self._saving)
        self._parts.notice(f"{text}. {self._left_out}" if self._left_out else text)
