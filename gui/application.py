"""The composition root: builds the parts of the window and connects them.

Here, and only here, panels meet the trainer, the background jobs and each other.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from PyQt6 import sip
from PyQt6.QtCore import QObject, QPoint, Qt, QTimer, pyqtSlot
from PyQt6.QtWidgets import QApplication

from core.data.images import Dataset
from core.data.mnist import load_mnist
from core.explain.check import Check
from core.explain.derivation import Derivation
from core.explain.signals import Quantity
from core.network.initializers import initial_parameters
from core.network.network import Network
from core.storage.session import Session
from core.training.run import generators
from core.training.trainer import Trainer
from core.version import VERSION
from gui import errands
from gui.actions import Actions
from gui.background import Job, Jobs
from gui.explain.example_chooser import ExampleChooser
from gui.explain.example_panel import ExamplePanel
from gui.explain.explain_presenter import ExplainPresenter
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.pinning import Pinning
from gui.explain.step_title import StepTitle
from gui.explain.transport import TransportBar
from gui.main_window import PERSPECTIVES, MainWindow, scrolling
from gui.messages import ErrorReporter, Messages
from gui.network_view.inputs import InputChoice, Pixels
from gui.network_view.network_view import NetworkView
from gui.network_view.scene import NeuronId
from gui.network_view.sharp_edges import RasterRequest
from gui.network_view.view_controls import TitleRow, ViewControls
from gui.picture_orders import PictureMenu, PictureOrder, deliver
from gui.player import Player
from gui.stage import Stage
from gui.storage.memory import Memory, memory_file, recall, remember
from gui.theme import Mode, Theme
from gui.training.descend_panel import DescendPanel
from gui.training.record_feed import RecordFeed
from gui.training.training_panel import TrainingPanel
from gui.training.training_presenter import TrainingPresenter
from gui.walker import Walker
from gui.widgets.escape import EscapeWatcher
from gui.widgets.numbers import whole

SWITCH_INTERVAL = 0.001  # seconds after which a busy thread lets the window's thread go on
WAKE_MILLISECONDS = 200
ABOUT = (
    f"<b>Nudges {VERSION}</b> shows how a neural network learns: one example's backpropagation "
    "step by step, and gradient descent live.<br><br>Free software under the GNU General Public "
    "License, version 3 or later.<br>MNIST: Yann LeCun and Corinna Cortes, CC BY-SA 3.0.<br>"
    "Inter: The Inter Project Authors, SIL Open Font License 1.1."
)


class Program(QObject):
    """The whole program behind one window."""

    def __init__(
        self,
        theme: Theme,
        load: Callable[[], Dataset] = load_mnist,
        trainer: Trainer | None = None,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.window = MainWindow(theme)
        self.messages = Messages(self.window)
        self.actions = Actions(self.window, self.window.menus)
        self.jobs = Jobs(self)
        self.trainer = trainer or Trainer()
        self.trainer.setParent(self)
        self.dataset: Dataset | None = None
        self.closed = False
        self._load = load
        self._save_to: Path | None = None
        self._check_job: Job | None = None
        self._build_panels()
        self._build_stories()
        self._connect_run()
        self._connect_panels()
        self._connect_actions()
        self._begin_with_a_network()
        self.stage.set_perspective(self.stage.perspective)

    def _build_panels(self) -> None:
        theme = self.theme
        self.view = NetworkView(theme)
        self.title = StepTitle()
        self.view_controls = ViewControls(theme)
        self.example = ExamplePanel(theme)
        self.explanation = ExplanationPanel(theme)
        self.transport = TransportBar(theme)
        self.training_panel = TrainingPanel(theme)
        self.descend = DescendPanel(theme)
        self.window.build(
            left=self.example,
            title=TitleRow(self.title, self.view_controls),
            network=self.view,
            rights=(self.explanation, scrolling(self.descend)),
            transport=self.transport,
            training=self.training_panel,
        )

    def _build_stories(self) -> None:
        self.chooser = ExampleChooser(np.random.default_rng(), self)
        self.walker = Walker(self)
        self.explain = ExplainPresenter(
            self.chooser,
            self.walker,
            self.example,
            self.explanation,
            self.title,
            self,
        )
        self.pinning = Pinning(self.explain, self.example, self.explanation, self)
        self.escape = EscapeWatcher(self.window)
        self.feed = RecordFeed()
        self.training = TrainingPresenter(
            self.trainer, self.feed, self.training_panel, self.descend, self
        )
        self.player = Player(self.transport, self.walker)
        self.stage = Stage(self.view, self.explain, self.walker, self.training, self.player, self)

    def _connect_run(self) -> None:
        """Let the feed take every record in the trainer's thread; it does no more than keep it."""
        direct = Qt.ConnectionType.DirectConnection
        trainer = self.trainer
        for told in (
            trainer.batch_finished,
            trainer.measured,
            trainer.epoch_finished,
            trainer.restarted,
        ):
            told.connect(self.feed.append, direct)  # type: ignore[call-arg]
        self.trainer.session_captured.connect(self._write_session)

    def _connect_panels(self) -> None:
        training = self.training
        training.learning_rate_changed.connect(self.explain.set_learning_rate)
        training.begun.connect(self._show_facts)
        training.slow_motion_begun.connect(self.stage.watch_descent)
        training.refused.connect(self.refuse)
        self.explain.check_wanted.connect(self._check)
        self.chooser.wrong_wanted.connect(self._find_wrong)
        self.chooser.refused.connect(self.refuse)
        self.view.rasters_wanted.connect(self._prepare_rasters)
        self.view.menu_wanted.connect(self._offer_pictures)
        self.view.neuron_hovered.connect(self._light_pixel)
        self.view.neuron_clicked.connect(self.explain.choose_focus)
        self.view.neuron_clicked.connect(self.pinning.pin)
        self.view.connection_clicked.connect(self.pinning.pin)
        self.example.pixel_clicked.connect(self.pinning.pin_pixel)
        self.pinning.changed.connect(self.view.set_pinned)
        self.escape.pressed.connect(self.pinning.free)
        self.explanation.neuron_hovered.connect(self.view.set_lit)
        self.explanation.focus_requested.connect(self.explain.choose_focus_index)
        self.example.pixel_hovered.connect(self.view.set_lit_input)
        self.example.pixel_clicked.connect(self.stage.set_region)
        self.example.inputs.pixels_chosen.connect(self.stage.choose_pixels)
        self.example.inputs.all_chosen.connect(self.stage.show_all_inputs)
        self.example.cells.neuron_hovered.connect(self.view.set_lit)
        self.view_controls.lines_chosen.connect(self.stage.lines.choose_title)
        self.view_controls.all_inputs_chosen.connect(self.stage.show_all_inputs)
        self.stage.lines_shown.connect(self._show_lines)
        self.stage.inputs_changed.connect(self._show_inputs)
        self.window.perspectives.chosen.connect(self._choose_perspective)
        self.window.closing.connect(self.close)
        self.stage.perspective_changed.connect(self._show_perspective)
        self.stage.timeline_changed.connect(self.transport.setEnabled)

    def _connect_actions(self) -> None:
        for name, do in self._doers().items():
            self.actions[name].triggered.connect(do)
        self.actions["reduced_motion"].toggled.connect(self.stage.set_reduced_motion)
        self.actions["full_screen"].toggled.connect(self._set_full_screen)
        for mode in (Mode.SYSTEM, Mode.DARK, Mode.LIGHT):
            action = self.actions[f"theme_{mode.value}"]
            action.setChecked(mode is self.theme.mode)
            action.triggered.connect(partial(self.theme.set_mode, mode))
        for quantity in Quantity:
            action = self.actions[f"lines_{quantity.value}"]
            action.triggered.connect(partial(self.stage.lines.choose, quantity))
        self.actions["all_inputs"].triggered.connect(self.stage.show_all_inputs)
        for pixels in Pixels:
            action = self.actions[f"pixels_{pixels.value}"]
            action.triggered.connect(partial(self.stage.choose_pixels, pixels))
        self._show_inputs(self.explain.inputs)
        for name in PERSPECTIVES.values():
            action = self.actions[perspective_action(name)]
            action.triggered.connect(partial(self.stage.set_perspective, name))

    def _doers(self) -> dict[str, Callable[..., object]]:
        """Return what each plain action does."""
        chooser, player, training = self.chooser, self.player, self.training
        return {
            "open": self._ask_for_session,
            "save": self._ask_where_to_save,
            "save_picture": self._ask_where_to_draw,
            "quit": self.window.close,
            "next_example": chooser.next,
            "previous_example": chooser.previous,
            "random_example": chooser.random,
            "wrong_example": chooser.ask_for_wrong,
            "walk_play": player.toggle,
            "walk_forward": player.forward,
            "walk_back": player.back,
            "walk_first": player.first,
            "walk_last": player.last,
            "check": self.explain.ask_for_check,
            "train_toggle": training.toggle,
            "train_batch": training.run_batch,
            "train_epoch": training.run_epoch,
            "train_rewind": training.rewind,
            "train_new": self.training_panel.request_new_start,
            "zoom_in": self.view.zoom_in,
            "zoom_out": self.view.zoom_out,
            "fit": self.view.fit,
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
        }

    def _begin_with_a_network(self) -> None:
        """Show the network that the run will start with, before its data are there."""
        rng, _ = generators(self.training.settings.seed)
        architecture = self.training.architecture
        parameters = initial_parameters(architecture, rng).copy(np.float32).frozen()
        self.stage.lines.set_initial(parameters)
        self.explain.set_network(Network(architecture, parameters))
        self._show_facts()

    def prepare(self) -> None:
        """Do in the background what would hold up the first steps."""
        work = partial(errands.prepare_formulas, self.training.architecture)
        self.jobs.create(work).start()
        self.trainer.prepare()

    def load(self, session: Path | None = None) -> None:
        """Read MNIST, and a session if one is named, in the background."""
        job = self.jobs.create(partial(errands.load_all, self._load, session))
        job.done.connect(self._loaded)
        job.failed.connect(self.refuse)
        job.start()

    def use(self, dataset: Dataset, session: Session | None = None) -> None:
        """Work with these data from now on, and with a session's run if there is one."""
        self.dataset = dataset
        if session is None:
            self.training.set_dataset(dataset)
        else:
            self.training.resume(session, dataset)
            self.stage.lines.set_initial(session.initial)
            self.explain.set_network(Network(session.architecture, session.parameters))
        self.chooser.set_dataset(dataset)

    @pyqtSlot(object)
    def _loaded(self, loaded: errands.Loaded) -> None:
        """Work with what was read; a session that can't be opened changes nothing."""
        if loaded.problem:
            self.refuse(loaded.problem)
        if not loaded.problem or self.dataset is None:
            self.use(loaded.dataset, loaded.session)

    @pyqtSlot()
    def _ask_for_session(self) -> None:
        path = self.messages.file_to_open("Open a session", "Sessions (*.nudges)")
        if path is not None:
            self.load(path)

    @pyqtSlot()
    def _ask_where_to_save(self) -> None:
        if self.dataset is None:
            self.notice("There is no run to save before the data are loaded.")
            return
        path = self.messages.file_to_save(
            "Save the session", "session.nudges", "Sessions (*.nudges)"
        )
        if path is not None:
            self._save_to = path
            self.trainer.capture_session()

    @pyqtSlot(object)
    def _write_session(self, session: Session) -> None:
        path, self._save_to = self._save_to, None
        if path is None:
            return
        whole_session = self.training.with_curves(session)
        job = self.jobs.create(partial(errands.save, whole_session, path))
        job.done.connect(self.notice)
        job.failed.connect(self.refuse)
        job.start()

    @pyqtSlot()
    def _ask_where_to_draw(self) -> None:
        path = self.messages.file_to_save("Save a picture", "nudges.png", "Pictures (*.png)")
        if path is None:
            return
        if self.window.grab().save(str(path)):
            self.notice(f"Picture saved: {path.name}")
        else:
            self.refuse(f"{path} can't be written; choose another place")

    @pyqtSlot(str)
    def _choose_perspective(self, title: str) -> None:
        self.stage.set_perspective(PERSPECTIVES[title])

    @pyqtSlot(str)
    def _show_perspective(self, name: str) -> None:
        titles = {value: title for title, value in PERSPECTIVES.items()}
        self.window.perspectives.set_chosen(titles[name])
        self.actions[perspective_action(name)].setChecked(True)
        self.window.right.setCurrentIndex(1 if self.stage.descending else 0)

    @pyqtSlot(str, str)
    def _show_lines(self, title: str, deciding: str) -> None:
        """Show what the lines show, over the picture and in the menu."""
        self.view_controls.set_lines(title, deciding)
        self.actions[f"lines_{self.stage.lines.quantity.value}"].setChecked(True)

    @pyqtSlot(object)
    def _show_inputs(self, inputs: InputChoice) -> None:
        """Show which inputs are drawn, over the picture and in the menu."""
        self.view_controls.set_all_inputs(inputs.everything)
        self.actions["all_inputs"].setChecked(inputs.everything)
        self.actions[f"pixels_{inputs.pixels.value}"].setChecked(True)

    @pyqtSlot()
    def _show_facts(self) -> None:
        architecture, seed = self.training.architecture, self.training.settings.seed
        connections = sum(before * after for before, after in pairwise(architecture.sizes))
        words = f"All {whole(architecture.sizes[0])} inputs and {whole(connections)} connections"
        self.view_controls.set_all_words(words)
        self.actions["all_inputs"].setText(words.replace("inputs", "in&puts"))
        sizes = " – ".join(str(size) for size in architecture.sizes)
        self.window.facts.setText(
            f"{sizes}     {whole(architecture.parameter_count)} parameters     seed {seed}"
        )

    @pyqtSlot(object)
    def _light_pixel(self, neuron: NeuronId | None) -> None:
        """Light the pixel of an input neuron that is pointed at."""
        of_input = neuron is not None and neuron.layer == 0
        self.example.set_lit(neuron.index if neuron is not None and of_input else None)

    @pyqtSlot(QPoint)
    def _offer_pictures(self, place: QPoint) -> None:
        """Open the menu of the network's picture."""
        menu = PictureMenu(self.view.width(), self.view.height(), self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.ordered.connect(self._deliver_picture)
        menu.popup(place)

    @pyqtSlot(object)
    def _deliver_picture(self, order: PictureOrder) -> None:
        deliver(order, self.view, self.theme, self.messages)

    @pyqtSlot(object)
    def _prepare_rasters(self, request: RasterRequest) -> None:
        """Prepare the lines of a large layout; meanwhile the view shows its old picture."""
        job = self.jobs.create(partial(errands.build_rasters, request))
        job.done.connect(self.view.set_rasters)
        job.failed.connect(self._no_rasters)
        job.start()

    @pyqtSlot(str)
    def _no_rasters(self, why: str) -> None:
        self.view.set_rasters(None)
        self.refuse(f"The connections can't be drawn so large: {why}")

    @pyqtSlot(object)
    def _check(self, derivation: Derivation) -> None:
        if self._check_job is not None:
            self._check_job.cancel()  # it checks other numbers
        self.explanation.set_checking()
        self._check_job = self.jobs.create(partial(errands.check, derivation))
        self._check_job.progressed.connect(self.explanation.set_check_progress)
        self._check_job.done.connect(self._checked)
        self._check_job.failed.connect(self._check_failed)
        self._check_job.start()

    @pyqtSlot(str)
    def _check_failed(self, text: str) -> None:
        """Say why there is no result, and wait for none."""
        self.explanation.forget_check()
        self.refuse(text)

    @pyqtSlot(object)
    def _checked(self, result: tuple[Derivation, Check] | None) -> None:
        """Show what a check has found, if its example is still the one shown."""
        if result is not None and result[0] is self.explain.derivation:
            found = result[1]
            self.explanation.set_check_result(errands.check_text(found), found.agrees)

    @pyqtSlot(object)
    def _find_wrong(self, digit: int | None) -> None:
        images, network = self.chooser.images, self.explain.network
        if images is None or network is None:
            return
        work = partial(errands.find_wrong, network, images, self.chooser.index, digit)
        job = self.jobs.create(work)
        job.done.connect(self._found_wrong)
        job.failed.connect(self.refuse)
        job.start()

    @pyqtSlot(object)
    def _found_wrong(self, index: int | None) -> None:
        if index is None:
            which = "images" if self.chooser.digit is None else f"images of a {self.chooser.digit}"
            self.notice(f"It gets all {self.chooser.set_name} {which} right.")
        else:
            self.chooser.choose(self.chooser.set_name, index)

    @pyqtSlot(bool)
    def _set_full_screen(self, full: bool) -> None:
        if full:
            self.window.showFullScreen()
        else:
            self.window.showNormal()

    @pyqtSlot(str)
    def refuse(self, text: str) -> None:
        """Show what can't be done, and why."""
        self.messages.error(text)

    @pyqtSlot(object)
    def notice(self, text: str) -> None:
        """Say something in passing."""
        self.messages.notice(text)

    @pyqtSlot()
    def _show_shortcuts(self) -> None:
        self.messages.information("Keyboard shortcuts", self.actions.shortcut_table())

    @pyqtSlot()
    def _show_about(self) -> None:
        self.messages.information("About Nudges", ABOUT)

    @pyqtSlot()
    def close(self) -> None:
        """End every thread and timer; once is enough."""
        if self.closed:
            return
        self.closed = True
        self.stage.close()
        self.jobs.close()
        self.trainer.close()

    def dispose(self) -> None:
        """End everything and take the window apart, which must not outlive the application.

        Left to Python, a function's names go in the order of their making: the application
        first, and then widgets without one.
        """
        self.close()
        sip.delete(self.window)


def perspective_action(name: str) -> str:
    """Return the name of the action that shows a perspective."""
    return "perspective_" + name.replace("-", "_")


class Interruption(QObject):
    """Closes the window on SIGINT and SIGTERM, and knows the exit code that they ask for.

    Python runs signal handlers only between two of its own instructions, so a slow timer wakes
    it while Qt waits. A handler may run in the midst of a paint event: it only takes a note, and
    the timer closes the window.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.exit_code = 0
        self._program = program
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._wake)
        self._timer.start(WAKE_MILLISECONDS)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)

    @pyqtSlot()
    def _wake(self) -> None:
        """Close the window if a signal asked for it; if none did, being called is enough."""
        if self.exit_code:
            self._program.window.close()

    def _end(self, number: int, _frame: object) -> None:
        self.exit_code = 128 + number


def run(session: Path | None) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Nudges")
    memory = recall(memory_file())
    theme = Theme(Mode(memory.theme))
    theme.apply()
    program = Program(theme)
    program.actions["reduced_motion"].setChecked(memory.reduced_motion)
    ErrorReporter(program.messages).install()
    interruption = Interruption(program)
    program.window.open_at_default_size()
    program.window.show()
    QTimer.singleShot(0, partial(program.load, session))
    QTimer.singleShot(0, program.prepare)
    app.exec()
    program.close()
    reduced_motion = program.actions["reduced_motion"].isChecked()
    remember(Memory(theme.mode.value, reduced_motion), memory_file())
    program.dispose()
    return interruption.exit_code
