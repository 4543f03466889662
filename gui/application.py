"""The composition root: builds the parts of the window and connects them.

Here, and only here, panels meet the trainer, the background jobs and each other.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QObject, QTimer, Qt, pyqtSlot
from PyQt6.QtWidgets import QApplication

from core.data.images import Dataset
from core.data.mnist import load_mnist
from core.errors import UsageError
from core.explain.check import Check, CheckCancelledError, check_derivation
from core.explain.derivation import Derivation
from core.explain.search import next_wrong
from core.network.initializers import initial_parameters
from core.network.network import Network
from core.storage.session import Session, load_session, save_session
from core.training.run import generators
from core.training.trainer import Trainer
from gui.actions import Actions
from gui.background import Job, Jobs
from gui.explain.example_chooser import ExampleChooser
from gui.explain.example_panel import ExamplePanel
from gui.explain.explain_presenter import ExplainPresenter
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.step_title import StepTitle
from gui.explain.transport import TransportBar
from gui.explain.walker import Walker
from gui.frame_clock import FrameClock
from gui.main_window import PERSPECTIVES, MainWindow
from gui.messages import ErrorReporter, Messages
from gui.network_view.network_view import NetworkView
from gui.network_view.scene import NeuronId
from gui.theme import Mode, Theme
from gui.training.descend_panel import DescendPanel
from gui.training.record_feed import RecordFeed
from gui.training.training_panel import TrainingPanel
from gui.training.training_presenter import TrainingPresenter
from gui.widgets.numbers import whole

TEXT_SECONDS = 0.25  # numbers change at most four times a second while training
SWITCH_INTERVAL = 0.001  # seconds after which a busy thread lets the window's thread go on
START_STEPS: dict[str, Callable[[int], int]] = {
    "forward": lambda count: count,
    "one-example": lambda count: count // 2 + 2,
    "descend": lambda count: count,
}
ABOUT = (
    "<b>Nudges</b> shows how a neural network learns: one example's backpropagation step by step, "
    "and gradient descent live.<br><br>Free software under the GNU General Public License, "
    "version 3 or later.<br>MNIST: Yann LeCun and Corinna Cortes, CC BY-SA 3.0.<br>"
    "Inter: The Inter Project Authors, SIL Open Font License 1.1."
)


class NudgesWindow(QObject):
    """The whole program behind one window."""

    def __init__(self, theme: Theme, load: Callable[[], Dataset] = load_mnist) -> None:
        super().__init__()
        self.theme = theme
        self.window = MainWindow(theme)
        self.messages = Messages(self.window)
        self.actions = Actions(self.window)
        self.clock = FrameClock(self)
        self.jobs = Jobs(self)
        self.trainer = Trainer(self)
        self.perspective = "one-example"
        self.dataset: Dataset | None = None
        self.closed = False
        self._load = load
        self._since_text = 0.0
        self._build_panels()
        self._build_presenters()
        self._connect()
        self._begin_with_a_network()
        self.set_perspective(self.perspective)

    # Building

    def _build_panels(self) -> None:
        theme = self.theme
        self.view = NetworkView(theme)
        self.title = StepTitle()
        self.example = ExamplePanel(theme)
        self.explanation = ExplanationPanel(theme)
        self.transport = TransportBar(theme)
        self.training_panel = TrainingPanel(theme)
        self.descend = DescendPanel(theme)
        self.window.build(
            left=self.example,
            title=self.title,
            network=self.view,
            rights=(self.explanation, self.descend),
            transport=self.transport,
            training=self.training_panel,
        )

    def _build_presenters(self) -> None:
        self.chooser = ExampleChooser(np.random.default_rng(), self)
        self.walker = Walker(self)
        self.explain = ExplainPresenter(
            self.chooser,
            self.walker,
            self.example,
            self.explanation,
            self.transport,
            self.title,
            self,
        )
        self.feed = RecordFeed()
        self.training = TrainingPresenter(
            self.trainer, self.feed, self.training_panel, self.descend, self
        )

    def _connect(self) -> None:
        direct = Qt.ConnectionType.DirectConnection
        self.trainer.batch_finished.connect(self.feed.append, direct)
        self.trainer.restarted.connect(self.feed.append, direct)
        self._connect_training()
        self._connect_explanation()
        self._connect_actions()
        self.clock.ticked.connect(self._tick)
        self.window.perspectives.chosen.connect(self._choose_perspective)
        self.window.closing.connect(self.close)

    def _connect_training(self) -> None:
        panel, training = self.training_panel, self.training
        panel.run_requested.connect(training.begin)
        panel.start_requested.connect(training.start)
        panel.pause_requested.connect(self.trainer.pause)
        panel.batch_requested.connect(training.run_batch)
        panel.epoch_requested.connect(training.run_epoch)
        panel.rewind_requested.connect(self.trainer.rewind)
        panel.learning_rate_changed.connect(training.set_learning_rate)
        panel.batch_size_changed.connect(training.set_batch_size)
        panel.speed_changed.connect(training.set_speed)
        training.network_changed.connect(self._show_network)
        training.scene_changed.connect(self._show_scene)
        training.learning_rate_changed.connect(self.explain.set_learning_rate)
        training.begun.connect(self._show_facts)
        training.slow_motion_begun.connect(self._watch_descent)
        training.refused.connect(self._refuse)
        self.trainer.running_changed.connect(self._pace)
        self.trainer.session_captured.connect(self._write_session)

    def _connect_explanation(self) -> None:
        self.explain.scene_changed.connect(self._show_scene)
        self.explain.check_wanted.connect(self._check)
        self.chooser.wrong_wanted.connect(self._find_wrong)
        self.chooser.refused.connect(self._refuse)
        self.walker.moved.connect(self._pace)
        self.view.neuron_hovered.connect(self._light_pixel)
        self.view.neuron_clicked.connect(self.explain.choose_focus)
        self.explanation.focus_requested.connect(self.explain.choose_focus_index)
        self.example.pixel_hovered.connect(self.view.set_lit_input)

    def _connect_actions(self) -> None:
        does: dict[str, Callable[..., object]] = {
            "open": self._ask_for_session,
            "save": self._ask_where_to_save,
            "save_picture": self._ask_where_to_draw,
            "quit": self.window.close,
            "next_example": self.chooser.next,
            "previous_example": self.chooser.previous,
            "random_example": self.chooser.random,
            "wrong_example": self.chooser.ask_for_wrong,
            "walk_play": self.walker.toggle,
            "walk_forward": self.walker.forward,
            "walk_back": self.walker.back,
            "walk_first": self.walker.first,
            "walk_last": self.walker.last,
            "check": self.explain.ask_for_check,
            "train_toggle": self.training.toggle,
            "train_batch": self.training.run_batch,
            "train_epoch": self.training.run_epoch,
            "train_rewind": self.trainer.rewind,
            "train_new": self.training.new_start,
            "fit": self.view.fit,
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
        }
        for name, do in does.items():
            self.actions[name].triggered.connect(do)
        self.actions["reduced_motion"].toggled.connect(self._set_reduced_motion)
        self.actions["full_screen"].toggled.connect(self._set_full_screen)
        for mode in (Mode.SYSTEM, Mode.DARK, Mode.LIGHT):
            action = self.actions[f"theme_{mode.value}"]
            action.setChecked(mode is self.theme.mode)
            action.triggered.connect(partial(self.theme.set_mode, mode))
        for name in PERSPECTIVES.values():
            action = self.actions["perspective_" + name.replace("-", "_")]
            action.triggered.connect(partial(self.set_perspective, name))

    def _begin_with_a_network(self) -> None:
        """Show the network that the run will start with, before its data are there."""
        rng, _ = generators(self.training.settings.seed)
        architecture = self.training.architecture
        parameters = initial_parameters(architecture, rng).copy(np.float32).frozen()
        self.explain.set_network(Network(architecture, parameters))
        self._show_facts()

    # Data and sessions

    def load(self, session: Path | None = None) -> None:
        """Read MNIST, and a session if one is named, in the background."""
        job = self.jobs.create(partial(load_both, self._load, session))
        job.done.connect(self._loaded)
        job.failed.connect(self._cannot_load)
        job.start()

    def use(self, dataset: Dataset, session: Session | None = None) -> None:
        """Work with these data from now on, and with a session's network if there is one."""
        self.dataset = dataset
        self.chooser.set_dataset(dataset)
        if session is None:
            self.training.set_dataset(dataset)
        else:
            self.training.resume(session, dataset)

    @pyqtSlot(object)
    def _loaded(self, both: tuple[Dataset, Session | None]) -> None:
        self.use(*both)

    @pyqtSlot(str)
    def _cannot_load(self, text: str) -> None:
        self.training_panel.setEnabled(self.dataset is not None)
        self.messages.error(text)

    @pyqtSlot()
    def _ask_for_session(self) -> None:
        path = self.messages.file_to_open("Open a session", "Sessions (*.nudges)")
        if path is not None:
            self.load(path)

    @pyqtSlot()
    def _ask_where_to_save(self) -> None:
        self._target = self.messages.file_to_save(
            "Save the session", "session.nudges", "Sessions (*.nudges)"
        )
        if self._target is not None:
            self.trainer.capture_session()

    @pyqtSlot(object)
    def _write_session(self, session: Session) -> None:
        path = self._target
        if path is None:
            return
        job = self.jobs.create(partial(write_session, session, path))
        job.done.connect(self.messages.notice)
        job.failed.connect(self.messages.error)
        job.start()

    @pyqtSlot()
    def _ask_where_to_draw(self) -> None:
        path = self.messages.file_to_save("Save a picture", "nudges.png", "Pictures (*.png)")
        if path is None:
            return
        if self.window.grab().save(str(path)):
            self.messages.notice(f"Picture saved: {path.name}")
        else:
            self.messages.error(f"{path}: the picture can't be written there; choose another place")

    # What is shown

    def set_perspective(self, name: str) -> None:
        """Show the network from another side: forward, one-example or descend."""
        self.perspective = name
        descending = name == "descend"
        titles = {value: title for title, value in PERSPECTIVES.items()}
        self.window.perspectives.set_chosen(titles[name])
        self.actions["perspective_" + name.replace("-", "_")].setChecked(True)
        self.window.right.setCurrentIndex(1 if descending else 0)
        self.transport.setEnabled(not descending)
        self.explain.active = not descending
        self.explain.set_forward_only(name == "forward")
        if descending:
            self.walker.stop()
            self.title.set_title("Descending: each mini-batch nudges every weight and bias")
        self.explain.refresh()

    def go_to_step(self, number: int | None) -> None:
        """Go to a step of the walk, counted from 1; None is the one to begin with.

        Raises
        ------
        UsageError
            If the perspective has no such step.
        """
        count = len(self.explain.steps)
        if number is None:
            number = START_STEPS[self.perspective](count)
        if not 1 <= number <= count:
            raise UsageError(f"step {number}: this walk has steps 1 to {count}")
        self.walker.go_to(number - 1)

    def settle(self, process_events: Callable[[], object]) -> None:
        """Wait until the run has begun and everything shown is at rest."""
        self.trainer.synchronize()
        for _ in range(3):
            process_events()
        self.explain.refresh()
        self.view.settle()
        process_events()

    @pyqtSlot(str)
    def _choose_perspective(self, title: str) -> None:
        self.set_perspective(PERSPECTIVES[title])

    @pyqtSlot()
    def _watch_descent(self) -> None:
        self.set_perspective("descend")

    @pyqtSlot(object)
    def _show_network(self, network: Network) -> None:
        """Follow the run: the picture at once, words and tables when it is their time."""
        self.explain.follow(network)
        if not self.trainer.running or self.training.slow:
            self.explain.refresh()

    @pyqtSlot()
    def _show_scene(self) -> None:
        if self.perspective == "descend":
            rest = self.explain.resting_scene()
            scene = None if rest is None else self.training.scene(rest)
        else:
            scene = self.explain.scene()
        if scene is not None:
            self.view.set_scene(scene)
        self._pace()

    @pyqtSlot()
    def _show_facts(self) -> None:
        architecture, seed = self.training.architecture, self.training.settings.seed
        sizes = " – ".join(str(size) for size in architecture.sizes)
        self.window.facts.setText(
            f"{sizes}     {whole(architecture.parameter_count)} parameters     seed {seed}"
        )

    @pyqtSlot(object)
    def _light_pixel(self, neuron: NeuronId | None) -> None:
        """Light the pixel of an input neuron that is pointed at."""
        of_input = neuron is not None and neuron.layer == 0
        self.example.set_lit(neuron.index if neuron is not None and of_input else None)

    # Motion

    @pyqtSlot(float)
    def _tick(self, seconds: float) -> None:
        self.training.advance(seconds)
        if self.perspective != "descend":
            self.walker.advance(seconds)
        self._since_text += seconds
        if self._since_text >= TEXT_SECONDS:
            self._since_text = 0.0
            if self.trainer.running and not self.training.slow:
                self.explain.refresh()
        self._pace()

    @pyqtSlot()
    def _pace(self) -> None:
        """Let the clock run while anything moves."""
        walking = self.walker.moving and self.perspective != "descend"
        self.clock.keep_running("walk", walking)
        self.clock.keep_running("training", self.training.moving)

    @pyqtSlot(bool)
    def _set_reduced_motion(self, reduced: bool) -> None:
        self.walker.reduced_motion = reduced
        self.training.reduced_motion = reduced

    @pyqtSlot(bool)
    def _set_full_screen(self, full: bool) -> None:
        if full:
            self.window.showFullScreen()
        else:
            self.window.showNormal()

    # Jobs

    @pyqtSlot(object)
    def _check(self, derivation: Derivation) -> None:
        self.explanation.set_checking()
        job = self.jobs.create(partial(check_job, derivation))
        job.done.connect(self._checked)
        job.failed.connect(self._refuse)
        job.start()

    @pyqtSlot(object)
    def _checked(self, result: tuple[Derivation, Check]) -> None:
        derivation, check = result
        if derivation is not self.explain.derivation:
            return  # something else is shown by now
        self.explain.set_check_result(check_text(check), check.agrees)

    @pyqtSlot(object)
    def _find_wrong(self, digit: int | None) -> None:
        images, network = self.chooser.images, self.explain.network
        if images is None or network is None:
            return
        search = partial(next_wrong, network, images, self.chooser.index, digit)
        job = self.jobs.create(partial(search_job, search))
        job.done.connect(self._found_wrong)
        job.failed.connect(self._refuse)
        job.start()

    @pyqtSlot(object)
    def _found_wrong(self, index: int | None) -> None:
        if index is None:
            self.messages.notice("It gets all of these right.")
        else:
            self.chooser.choose(self.chooser.set_name, index)

    # Words

    @pyqtSlot(str)
    def _refuse(self, text: str) -> None:
        self.messages.error(text)

    @pyqtSlot()
    def _show_shortcuts(self) -> None:
        self.messages.information("Keyboard shortcuts", self.actions.shortcut_table())

    @pyqtSlot()
    def _show_about(self) -> None:
        self.messages.information("About Nudges", ABOUT)

    # The end

    @pyqtSlot()
    def close(self) -> None:
        """End every thread and timer; once is enough."""
        if self.closed:
            return
        self.closed = True
        self.clock.keep_running("walk", False)
        self.clock.keep_running("training", False)
        self.jobs.close()
        self.trainer.close()


def load_both(
    load: Callable[[], Dataset], session: Path | None, _job: Job
) -> tuple[Dataset, Session | None]:
    """Read the data set, and a session if one is named."""
    saved = None if session is None else load_session(session)
    return load(), saved


def write_session(session: Session, path: Path, _job: Job) -> str:
    """Write a session; return the words that say so."""
    save_session(session, path)
    return f"Session saved: {path.name}"


def check_job(derivation: Derivation, job: Job) -> tuple[Derivation, Check | None]:
    """Compare a derivation with central differences, telling how far it is."""
    count = derivation.nudges.vector.size

    def go_on(done: int) -> bool:
        return job.report(done / count)

    try:
        return derivation, check_derivation(derivation, go_on)
    except CheckCancelledError:
        return derivation, None


def search_job(search: Callable[..., int | None], job: Job) -> int | None:
    """Search for an example until found or no longer wanted."""
    return search(go_on=job.report)


def check_text(check: Check) -> str:
    """Return what a check found, in words."""
    if check.agrees:
        return f"all {whole(check.count)} derivatives agree with finite differences, {check.worst:.0e}"
    return f"finite differences disagree by {check.worst:.1e} at the {check.parameter}"


def run(session: Path | None) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Nudges")
    theme = Theme()
    theme.apply()
    program = NudgesWindow(theme)
    ErrorReporter(program.messages).install()
    code = InterruptedBy(app, program)
    program.window.open_at_default_size()
    program.window.show()
    QTimer.singleShot(0, partial(program.load, session))
    app.exec()
    program.close()
    return code.value


class InterruptedBy:
    """Closes the window on SIGINT and SIGTERM, and knows the exit code that they ask for.

    Python runs signal handlers only between two of its own instructions, so a slow timer wakes
    it while Qt waits.
    """

    def __init__(self, app: QApplication, program: NudgesWindow) -> None:
        self.value = 0
        self._program = program
        self._timer = QTimer(app)
        self._timer.timeout.connect(self._wake)
        self._timer.start(200)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)

    def _wake(self) -> None:
        """Do nothing; being called is enough."""

    def _end(self, number: int, _frame: object) -> None:
        self.value = 128 + number
        self._program.window.close()

