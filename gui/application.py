"""The composition root: the program behind one window, from its start to its end.

`gui/program/parts.py` builds the parts; each other module of that folder connects what belongs
to one idea. Here, and only here, panels meet the trainer, the background jobs and each other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import QTimer, pyqtSlot
from PyQt6.QtWidgets import QApplication

from core.data.images import Dataset
from core.data.mnist import load_mnist
from core.storage.session import Session
from core.training.trainer import Trainer
from gui import errands
from gui.garbage import GarbageCollector
from gui.interruption import Interruption
from gui.messages import ErrorReporter
from gui.network_view.view_controls import TitleRow
from gui.program import window_state
from gui.program.edit_orders import EditOrders
from gui.program.endings_wiring import EndingsWiring
from gui.program.example_wiring import ExampleWiring
from gui.program.export_orders import ExportOrders
from gui.program.hand_values import HandValues
from gui.program.history_wiring import HistoryWiring
from gui.program.parts import Parts
from gui.program.perspectives import PerspectiveSwitch
from gui.program.session_orders import SessionOrders
from gui.program.step_wiring import StepWiring
from gui.program.training_wiring import TrainingWiring
from gui.program.view_wiring import ViewWiring
from gui.program.window_orders import WindowOrders
from gui.storage.memory import memory_file, recall
from gui.theme import Mode, Theme

SWITCH_INTERVAL = 0.001  # seconds after which a busy thread lets the window's thread go on


class Program(Parts):
    """The whole program behind one window: its parts, connected."""

    def __init__(
        self,
        theme: Theme,
        load: Callable[[], Dataset] = load_mnist,
        trainer: Trainer | None = None,
    ) -> None:
        super().__init__(theme, trainer)
        self.closed = False
        self.perspectives = PerspectiveSwitch(self)
        self._furnish()
        self.training_wiring = TrainingWiring(self)
        self.sessions = SessionOrders(self, load)
        self.example_wiring = ExampleWiring(self)
        self.endings_wiring = EndingsWiring(self)
        self.history_wiring = HistoryWiring(self)
        self.edit_orders = EditOrders(self)
        self.step_wiring = StepWiring(self, self.edit_orders)
        self.hand_values = HandValues(self, self.edit_orders)
        self.export_orders = ExportOrders(self)
        self.view_wiring = ViewWiring(self)
        self.window_orders = WindowOrders(self)
        self.window.closing.connect(self.close)
        self.training_wiring.show_first_network()
        self.stage.set_perspective(self.stage.perspective)

    def _furnish(self) -> None:
        self.window.build(
            left=self.example,
            title=TitleRow(self.title, self.view_controls),
            network=self.view,
            right=self.explanation,
            transport=self.transport,
            training=self.training_panel,
        )

    def prepare(self) -> None:
        """Do in the background what would hold up the first steps."""
        work = partial(errands.prepare_formulas, self.training.architecture)
        self.jobs.create(work).start()
        self.trainer.prepare()

    def load(self, session: Path | None = None) -> None:
        """Read MNIST, and a session if one is named, in the background."""
        self.sessions.load(session)

    def use(self, dataset: Dataset, session: Session | None = None) -> None:
        """Work with these data from now on, and with a session's run if there is one."""
        self.sessions.use(dataset, session)

    @pyqtSlot()
    def close(self) -> None:
        """End every thread and timer; once is enough."""
        if self.closed:
            return
        self.closed = True
        self.stage.close()
        self.process_jobs.close()
        self.quick_jobs.close()
        self.jobs.close()
        self.trainer.close()

    def dispose(self) -> None:
        """End everything and take the window apart, which must not outlive the application.

        Left to Python, a function's names go in the order of their making: the application
        first, and then widgets without one.
        """
        self.close()
        sip.delete(self.window)


def run(session: Path | None) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Nudges")
    memory = recall(memory_file())
    theme = Theme(Mode(memory.theme))
    theme.apply()
    program = Program(theme)
    window_state.take_up(program, memory)
    ErrorReporter(program.messages).install()
    interruption = Interruption(program.window)
    program.window.open_at_default_size()
    program.window.show()
    QTimer.singleShot(0, partial(program.load, session))
    QTimer.singleShot(0, program.prepare)
    garbage = GarbageCollector()
    app.exec()
    program.close()
    garbage.stop()
    window_state.keep(program, memory_file())
    exit_code = interruption.exit_code  # it goes with the window
    program.dispose()
    return exit_code
