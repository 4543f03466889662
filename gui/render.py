"""The window as a picture, without a display: what the verb `render` does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PyQt6.QtWidgets import QApplication

from core.data.images import Dataset
from core.data.mnist import load_mnist
from core.errors import UsageError
from core.explain.signals import Quantity
from core.storage.atomic import write_atomically
from core.storage.session import Session, load_session
from core.training.measures import measure_answers
from core.training.run import SgdRun
from core.verbs.arguments import RenderOptions
from gui.application import Program
from gui.main_window import SMALLEST_SIZE
from gui.network_view.inputs import SIDE, Pixels
from gui.network_view.picture import picture_of
from gui.network_view.svg import svg_of
from gui.perspectives import NAMES
from gui.picture_orders import png_of
from gui.stage import Stage
from gui.theme import Mode, Theme
from gui.widgets import typesetting
from gui.widgets.segments import Segments


def render(options: RenderOptions) -> None:
    """Draw the window with one example at one step into a PNG file.

    Raises
    ------
    UsageError
        If perspective, index or step are out of range.
    NudgesError
        If the session or the data can't be read, or the picture not be written.
    """
    require_perspective(options.perspective)
    if not options.alone:
        require_size(options.width, options.height)
        require_pixels(options.out)
    session = None if options.session is None else load_session(options.session)
    dataset = load_mnist()
    dataset.named(options.set_name).checked(options.index)
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    typesetting.prepare()
    app = QApplication(sys.argv[:1])
    theme = Theme(Mode(options.theme))
    theme.apply()
    program = Program(theme)
    try:
        show_run(program, dataset, session)
        program.chooser.choose(options.set_name, options.index)
        program.stage.set_perspective(options.perspective)
        program.stage.go_to_step(options.step)
        choose_page(program, options.page)
        choose_lines(program.stage, options.lines)
        choose_inputs(program.stage, options.inputs)
        content = (
            network_alone(program, options) if options.alone else window(app, program, options)
        )
    finally:
        program.dispose()
    write_atomically(options.out, lambda file: file.write(content))


def show_run(program: Program, dataset: Dataset, session: Session | None) -> None:
    """Show a run as it is, with the measure of its network, without taking it up."""
    program.training.still = True
    program.use(dataset, session)
    network = program.explain.network
    if network is None:
        return
    state = session or first_state(program, dataset)
    measured, answers = measure_answers(network, dataset.test, state.step, state.epoch)
    program.standing = state
    program.run_path.stand(network, state.step)
    program.training_panel.add_measure(measured)
    program.answers.take(answers)


def first_state(program: Program, dataset: Dataset) -> Session:
    """Return the run that the window begins with, before its first step."""
    training = program.training
    run = SgdRun(training.architecture, training.settings, dataset.train)
    return run.to_session(dataset.sha256)


def require_perspective(name: str) -> None:
    """Raise UsageError unless there is a perspective of that name."""
    if name not in NAMES:
        raise UsageError(f"perspective {name!r}: choose one of {', '.join(NAMES)}")


def require_size(width: int, height: int) -> None:
    """Raise UsageError if the window can't be as small as that."""
    if width < SMALLEST_SIZE.width() or height < SMALLEST_SIZE.height():
        smallest = f"{SMALLEST_SIZE.width()}x{SMALLEST_SIZE.height()}"
        raise UsageError(f"size {width}x{height}: the window is at least {smallest}")


def require_pixels(out: Path) -> None:
    """Raise UsageError if the window's picture is wanted in lines and letters."""
    if out.suffix.lower() == ".svg":
        raise UsageError(f"{out.name}: the window is drawn as a .png; --picture draws an .svg")


def choose_page(program: Program, name: str | None) -> None:
    """Show a page of the panel at the right, as a click on its button does.

    Raises
    ------
    UsageError
        If no button is called that; it names those that are there.
    """
    if name is None:
        return
    panel = program.window.right.currentWidget()
    rows = [] if panel is None else panel.findChildren(Segments)
    buttons = {each: row.button(each) for row in rows for each in row.names}
    known = {each.lower(): button for each, button in buttons.items()}
    if name.strip().lower() not in known:
        offered = ", ".join(buttons) or "none"
        raise UsageError(f"page {name!r}: the panel at the right has {offered}")
    known[name.strip().lower()].click()


def choose_lines(stage: Stage, name: str) -> None:
    """Let the connections show what is asked for; "step" leaves it to the step.

    Raises
    ------
    UsageError
        If the step shows something else on them itself.
    """
    if name == "step":
        return
    if stage.deciding:
        raise UsageError(
            f"--lines {name}: this step shows {stage.deciding} itself; choose another --step, "
            "or --perspective descend, or --lines step"
        )
    stage.lines.choose(Quantity(name))


def choose_inputs(stage: Stage, inputs: str | tuple[int, int]) -> None:
    """Draw all inputs, or those of a kind, or those round a pixel of a row and column."""
    if inputs == "all":
        stage.show_all_inputs(True)
    elif isinstance(inputs, str):
        stage.choose_pixels(Pixels(inputs))
    else:
        row, column = inputs
        stage.choose_pixels(Pixels.REGION)
        stage.set_region(row * SIDE + column)


def window(app: QApplication, program: Program, options: RenderOptions) -> bytes:
    """Return the window's picture, after everything in it has settled, as a PNG."""
    window = program.window
    window.resize(options.width, options.height)
    window.arrange(window.size())
    window.show()
    program.training_panel.prepare()
    for _ in range(3):  # panels ask for their layout one after the other
        app.processEvents()
    program.view.settle()
    program.step_wiring.settle()
    for settle in program.settling:
        settle()
    return png_of(window.grab().toImage())


def network_alone(program: Program, options: RenderOptions) -> bytes:
    """Return the picture of the network alone, as an SVG if the file's name says so, else a PNG."""
    scene, size = program.view.scene, (options.width, options.height)
    if scene is None:
        raise UsageError("there is no network to draw")
    if options.out.suffix.lower() == ".svg":
        return svg_of(program.theme, scene, *size)
    return png_of(picture_of(program.theme, scene, *size, options.scale))
