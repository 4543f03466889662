"""The newest answers to the test images, kept for whoever looks at them."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.training.confusion import Answers
from core.training.trainer import Trainer


class LatestAnswers(QObject):
    """Keeps what was last measured; a run that begins again has no answers until then."""

    changed = pyqtSignal()

    def __init__(self, trainer: Trainer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.newest: Answers | None = None
        trainer.answered.connect(self.take)
        for told in (trainer.restarted, trainer.moved):
            told.connect(self._forget)

    @pyqtSlot(object)
    def take(self, answers: Answers) -> None:
        """Keep newer answers."""
        self.newest = answers
        self.changed.emit()

    @pyqtSlot(object)
    def _forget(self, _news: object) -> None:
        self.newest = None
        self.changed.emit()
