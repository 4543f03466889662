"""The whole program on a small data set of made-up digits, and someone who notes its messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QCoreApplication, QEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.data.images import Dataset, ImageSet
from core.data.mnist import load_mnist
from core.network.architecture import Architecture
from core.storage.session import Session
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from gui.application import Program
from gui.messages import Messages
from gui.theme import Mode, Theme

SMALL = TrainingSettings(train_size=200)
PATIENCE = 60.0  # seconds: the first run of a process loads compiled code, which may take a while


class NotedMessages(Messages):
    """Notes what the user would have been told; answers questions with the path it was given."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.notices: list[str] = []
        self.informations: list[str] = []
        self.suggestions: list[str] = []
        self.path: Path | None = None

    def error(self, text: str) -> None:
        self.errors.append(text)

    def notice(self, text: str) -> None:
        self.notices.append(text)

    def information(self, title: str, text: str) -> None:
        self.informations.append(f"{title}: {text}")

    def file_to_open(self, title: str, pattern: str) -> Path | None:
        return self.path

    def file_to_save(self, title: str, suggestion: str, pattern: str) -> Path | None:
        self.suggestions.append(suggestion)
        return self.path


def made_up_images(name: str, count: int, seed: int) -> ImageSet:
    """Return pictures in which the rows of a digit's own place are bright, most of the rest 0."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 10, count).astype(np.uint8)
    pixels = np.where(rng.random((count, 784)) < 0.1, rng.integers(1, 60, (count, 784)), 0)
    for row, label in zip(pixels, labels, strict=True):
        row[int(label) * 78 : int(label) * 78 + 78] += 190
    return ImageSet(name, pixels.astype(np.uint8), labels)


@pytest.fixture(scope="session")
def small_dataset() -> Dataset:
    return Dataset(made_up_images("train", 205, 1), made_up_images("test", 120, 2), "made up")


@pytest.fixture(scope="session")
def mnist() -> Dataset:
    return load_mnist()


@pytest.fixture
def open_program(qtbot: QtBot, small_dataset: Dataset) -> Iterator[Callable[..., Program]]:
    """Return a function that opens a window, its run that of the small data set or of others."""
    programs: list[Program] = []

    def open_it(
        sizes: tuple[int, ...] = (784, 6, 5, 10),
        activation: str = "sigmoid",
        cost: str = "quadratic",
        settings: TrainingSettings = SMALL,
        dataset: Dataset | None = small_dataset,
        load: Callable[[], Dataset] | None = None,
    ) -> Program:
        program = opened(load or (lambda: small_dataset), Architecture(sizes, activation, cost))
        programs.append(program)
        program.training.settings = settings
        if dataset is not None:
            program.use(dataset)
            settled(program)
        return program

    yield open_it
    for program in programs:
        dispose(program)


def opened(load: Callable[[], Dataset], architecture: Architecture | None = None) -> Program:
    """Open a window that loads these data; it is given none yet. Whoever opens it disposes of it.

    The architecture is that of a small run if none is given.
    """
    trainer = Trainer(process=False)  # it begins sooner, and there are many windows here
    program = Program(Theme(Mode.DARK), load, trainer)
    program.quick_jobs._processes = False
    program.messages = NotedMessages()
    program.training.settings = SMALL
    program.training.architecture = architecture or Architecture((784, 6, 5, 10))
    program.window.resize(1100, 760)
    program.window.show()
    return program


@pytest.fixture
def program(open_program: Callable[..., Program]) -> Program:
    return open_program()


@pytest.fixture
def settle() -> Callable[[Program], None]:
    return settled


@pytest.fixture
def run_of() -> Callable[[Program], Session]:
    """Return a function that tells where a program's run stands: what it would save."""

    def captured(program: Program) -> Session:
        sessions: list[Session] = []
        program.trainer.session_captured.connect(sessions.append)
        program.trainer.capture_session()
        settled(program)
        program.trainer.session_captured.disconnect(sessions.append)
        return sessions[-1]

    return captured


def settled(program: Program) -> None:
    """Wait until the trainer has carried out all commands, and let the window take the news."""
    for _ in range(2):  # the news may lead to commands
        assert program.trainer.synchronize(PATIENCE)
        QCoreApplication.processEvents()
    QCoreApplication.processEvents()


def dispose(program: Program) -> None:
    """Close a window and delete all of it, so that nothing of it hears the next test."""
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def dressed(qapp: QApplication, theme: Theme) -> Iterator[None]:
    """Dress the application as the program does: fonts and margins say how high a panel is."""
    before = qapp.style().objectName(), qapp.styleSheet(), qapp.font(), qapp.palette()
    theme.apply()
    yield
    qapp.setStyle(before[0])
    qapp.setStyleSheet(before[1])
    qapp.setFont(before[2])
    qapp.setPalette(before[3])
