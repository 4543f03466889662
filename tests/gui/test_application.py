"""The whole window with its real threads, on a small data set of made-up digits."""

import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QSize, Qt

from core.data.mnist import MNIST_FOLDER, load_mnist
from core.explain import derivation
from core.explain.check import Check
from core.network.architecture import Architecture
from core.network.network import targets
from core.storage.session import save_session
from core.training.settings import TrainingSettings
from gui import errands
from gui.actions import MENUS, ActionSpec
from gui.interruption import Interruption
from gui.program.window_orders import ABOUT

THREADS = ("training", "measuring", "nudges-job")


def curve(program):
    return program.training_panel.data


def train_until(program, qtbot, count):
    """Run at full speed until the panel has so many mini-batches, then pause."""
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: len(curve(program).steps) >= count)
    program.actions["train_toggle"].trigger()


def run_batches(program, qtbot, count):
    """Make so many mini-batches and wait until the window has taken the last of them."""
    last = len(curve(program).steps) + count
    program.trainer.run_batches(count)
    qtbot.waitUntil(lambda: len(curve(program).steps) == last and not program.training.running)


def run_one_batch(program, qtbot):
    """Make one mini-batch as the user does, and wait until its replay has begun."""
    program.actions["train_batch"].trigger()
    qtbot.waitUntil(lambda: program.training.replayed is not None)


def shown_vector(program):
    return program.explain.network.parameters.vector


# Training in the window


def test_every_mini_batch_arrives_in_order_whatever_the_user_does_meanwhile(program, qtbot, settle):
    sent = []
    program.trainer.batch_finished.connect(sent.append, Qt.ConnectionType.DirectConnection)
    program.actions["train_toggle"].trigger()

    def meddle():
        program.chooser.next()
        program.walker.forward()
        program.window.resize(QSize(1000 + 10 * (len(sent) % 20), 700))
        return len(curve(program).steps) > 400

    qtbot.waitUntil(meddle, timeout=20_000)
    program.actions["train_toggle"].trigger()
    settle(program)

    np.testing.assert_array_equal(curve(program).steps, np.arange(1, len(sent) + 1))
    np.testing.assert_array_equal(curve(program).costs, [record.cost for record in sent])
    assert program.messages.errors == []


def test_after_a_pause_no_mini_batch_is_made(program, qtbot, settle):
    train_until(program, qtbot, 20)
    settle(program)
    made = len(curve(program).steps)

    settle(program)

    assert len(curve(program).steps) == made
    assert not program.training.running
    assert not program.stage.clock.running


def test_after_a_pause_the_network_of_the_run_is_shown(program, qtbot, settle, run_of):
    train_until(program, qtbot, 30)
    settle(program)
    network, scene = program.explain.network, program.view.scene
    derived = program.explain.derivation.network

    run = run_of(program)

    assert run.step == curve(program).steps[-1]
    np.testing.assert_array_equal(network.parameters.vector, run.parameters.vector)
    np.testing.assert_array_equal(derived.parameters.vector, run.parameters.vector)
    np.testing.assert_array_equal(scene.connections[-1], run.parameters.weights[-1])


def test_an_epoch_ends_with_its_measures_and_a_pause(program, qtbot):
    with qtbot.waitSignal(program.trainer.epoch_finished) as finished:
        program.actions["train_epoch"].trigger()

    record = finished.args[0]
    assert (record.epoch, record.step) == (1, 20)  # 200 images in mini-batches of 10
    qtbot.waitUntil(lambda: 20 in curve(program).trains)
    assert curve(program).trains[20].examples == 200
    qtbot.waitUntil(lambda: not program.training.running)


def test_rewind_gives_back_the_same_initial_parameters(program, qtbot, settle, run_of):
    initial = shown_vector(program).copy()
    train_until(program, qtbot, 20)

    program.actions["train_rewind"].trigger()
    settle(program)

    np.testing.assert_array_equal(shown_vector(program), initial)
    np.testing.assert_array_equal(run_of(program).parameters.vector, initial)
    assert len(curve(program).steps) == 0


def test_rewind_while_training_leaves_nothing_of_the_run_before(program, qtbot, settle):
    initial = shown_vector(program).copy()
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: len(curve(program).steps) > 20)

    program.actions["train_rewind"].trigger()
    settle(program)

    assert len(curve(program).steps) == 0
    assert not program.training.running
    np.testing.assert_array_equal(shown_vector(program), initial)


def test_a_new_start_has_other_parameters(program, settle, run_of):
    initial = shown_vector(program).copy()

    program.actions["train_new"].trigger()
    settle(program)

    assert (shown_vector(program) != initial).any()
    assert run_of(program).settings.seed == program.training.settings.seed
    assert f"seed {program.training.settings.seed}" in program.window.facts.text()


def test_the_network_can_be_replaced_while_training(program, qtbot, settle, run_of):
    for hidden in ((3,), (7, 6, 5), (), (4,)):
        program.actions["train_toggle"].trigger()
        qtbot.waitUntil(lambda: len(curve(program).steps) > 5)
        architecture = Architecture((784, *hidden, 10))
        program.training.begin(architecture, program.training.settings)
        program.stage.tick(0.016)  # a frame before the trainer has taken the command
        settle(program)

    assert run_of(program).parameters.sizes == (784, 4, 10)
    assert program.view.scene.sizes == (784, 4, 10)
    assert program.messages.errors == []


def test_one_mini_batch_shows_descent_and_replays_its_nudges(program, qtbot, run_of):
    before = shown_vector(program).astype(float)

    run_one_batch(program, qtbot)
    program.stage.tick(0.1)

    nudges = program.training.replayed.nudges
    scene = program.view.scene
    assert program.stage.perspective == "descend"
    assert program.window.right.currentWidget().isAncestorOf(program.descend)
    assert 0 < program.training.alpha < 1
    assert scene.name_of_connections(scene.depth) == "nudge"
    np.testing.assert_array_equal(scene.connections[-1], nudges.weights[-1])
    # The step that was made is learning rate x nudges, in float32.
    moved = run_of(program).parameters.vector - before
    np.testing.assert_allclose(moved, nudges.vector, atol=1e-6)


def test_after_the_replay_the_weights_are_shown_again_and_the_clock_rests(program, qtbot, settle):
    run_one_batch(program, qtbot)
    settle(program)
    for _ in range(40):
        program.stage.tick(0.1)

    assert program.training.alpha == 1
    assert not program.stage.clock.running
    np.testing.assert_array_equal(
        program.view.scene.connections[-1], program.explain.network.parameters.weights[-1]
    )


def test_a_run_that_diverges_is_told_and_keeps_the_last_good_parameters(
    open_program, qtbot, settle, run_of
):
    settings = TrainingSettings(learning_rate=1000.0, train_size=200)
    program = open_program(activation="relu", settings=settings)
    panel = program.training_panel

    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: panel.status.state.text() == "diverged")
    settle(program)

    assert "infinite" in panel.warning.text
    assert "learning rate of 1000" in panel.warning.text
    assert panel.warning.isVisible()
    assert not program.training.running
    shown = shown_vector(program)
    assert np.isfinite(shown).all()
    np.testing.assert_array_equal(shown, run_of(program).parameters.vector)
    assert program.messages.errors == []


def test_after_divergence_a_rewind_starts_afresh(open_program, qtbot, settle):
    settings = TrainingSettings(learning_rate=1000.0, train_size=200)
    program = open_program(activation="relu", settings=settings)
    initial = shown_vector(program).copy()
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: program.training_panel.status.state.text() == "diverged")

    program.actions["train_rewind"].trigger()
    settle(program)

    assert program.training_panel.status.state.text() == "paused"
    assert not program.training_panel.warning.isVisible()
    np.testing.assert_array_equal(shown_vector(program), initial)


# Searching and checking


def wrong_ones(program):
    images = program.chooser.images
    answers = program.explain.network.answers(images.activations(slice(None)))
    return np.flatnonzero(answers != images.labels)


def test_the_next_wrong_example_is_shown(program, qtbot):
    wrong = wrong_ones(program)
    program.chooser.choose("test", int(wrong[2]))

    with qtbot.waitSignal(program.chooser.changed):
        program.actions["wrong_example"].trigger()

    assert program.chooser.index == wrong[3]
    assert not program.explain.derivation.correct


def test_of_real_digits_the_next_wrong_one_is_shown(open_program, qtbot, mnist):
    program = open_program((784, 16, 10), dataset=mnist, settings=TrainingSettings())
    wrong = wrong_ones(program)
    program.chooser.choose("test", int(wrong[-1]))

    with qtbot.waitSignal(program.chooser.changed):
        program.actions["wrong_example"].trigger()

    assert program.chooser.index == wrong[0]  # after the last comes the first


def test_a_network_that_is_always_right_is_told_so(program, qtbot, monkeypatch):
    monkeypatch.setattr(errands, "next_wrong", lambda *_, **__: None)

    program.actions["wrong_example"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.notices))

    assert program.messages.notices == ["It gets all test images right."]


def test_the_check_turns_green(open_program, qtbot):
    program = open_program((784, 2, 10))

    program.actions["check"].trigger()
    assert program.explanation.check.result == "checking …"
    qtbot.waitUntil(lambda: program.explanation.check.result[:1] in "✓✗", timeout=20_000)

    count = 784 * 2 + 2 + 2 * 10 + 10
    assert program.explanation.check.result.startswith(f"✓ all {count:,} derivatives agree")


def without_slopes(network, forward, y):
    """Return errors as a student might get them who forgets s'(z) in the hidden layers."""
    architecture = network.architecture
    errors = [
        architecture.cost_function.output_errors(
            forward.weighted_inputs[-1], forward.outputs, y, architecture.output_activation
        )
    ]
    for w_next in network.parameters.weights[:0:-1]:
        errors.append(errors[-1] @ w_next)
    return errors[::-1]


def test_the_check_tells_how_far_it_is(open_program, qtbot, monkeypatch):
    program = open_program()
    go_on = threading.Event()

    def half_done(derivation, progress):
        progress(derivation.nudges.vector.size // 2)
        go_on.wait(5)
        return Check(1, 0.0, 0, 1, 0, 0, 0.0, 0.0)

    monkeypatch.setattr(errands, "check_derivation", half_done)
    program.actions["check"].trigger()
    qtbot.waitUntil(
        lambda: program.explanation.check.result.startswith(("checking … 49", "checking … 50"))
    )
    go_on.set()
    qtbot.waitUntil(lambda: program.explanation.check.result.startswith("✓"))


def test_a_check_that_fails_says_so_and_waits_no_longer(open_program, qtbot, monkeypatch):
    program = open_program()

    def broken(*_):
        raise MemoryError("no room")

    monkeypatch.setattr(errands, "check_derivation", broken)
    program.actions["check"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.errors))
    assert program.messages.errors == ["MemoryError: no room"]
    assert program.explanation.check.result == ""


def test_the_check_turns_red_where_backpropagation_is_wrong(open_program, qtbot, monkeypatch):
    monkeypatch.setattr(derivation, "layer_errors", without_slopes)
    program = open_program((784, 2, 10))

    program.actions["check"].trigger()
    qtbot.waitUntil(lambda: program.explanation.check.result[:1] in "✓✗", timeout=20_000)

    assert program.explanation.check.result.startswith("✗ differences disagree by")
    assert "layer 1" in program.explanation.check.result


def test_the_result_of_a_check_is_not_shown_at_another_example(program, qtbot, monkeypatch):
    moved_on = threading.Event()
    agreed = Check(1, 0.0, 0, 1, 0, None, 0.0, 0.0)
    monkeypatch.setattr(errands, "check_derivation", lambda *_: moved_on.wait(5) and agreed)
    program.actions["check"].trigger()

    program.actions["next_example"].trigger()
    moved_on.set()
    qtbot.waitUntil(lambda: not program.jobs._running)

    assert program.explanation.check.result == ""


# Files


def test_a_saved_session_goes_on_bit_for_bit(open_program, tmp_path, qtbot, settle, run_of):
    path = tmp_path / "s.nudges"
    first = open_program()
    run_batches(first, qtbot, 27)  # into the second epoch
    first.messages.path = path
    first.actions["save"].trigger()
    qtbot.waitUntil(lambda: bool(first.messages.notices))
    run_batches(first, qtbot, 30)
    settle(first)

    second = open_program(dataset=None)
    second.load(path)
    qtbot.waitUntil(lambda: second.dataset is not None)
    settle(second)
    assert run_of(second).step == 27
    np.testing.assert_array_equal(shown_vector(second), run_of(second).parameters.vector)
    run_batches(second, qtbot, 30)
    settle(second)

    np.testing.assert_array_equal(run_of(second).parameters.vector, run_of(first).parameters.vector)
    assert run_of(second).step == 57
    np.testing.assert_array_equal(shown_vector(second), shown_vector(first))
    assert second.messages.errors == []


def test_a_session_of_another_shape_can_be_opened_in_a_replay(
    open_program, tmp_path, qtbot, settle, run_of
):
    other = open_program((784, 3, 10), "tanh", "cross_entropy")
    save_session(run_of(other), tmp_path / "s.nudges")
    program = open_program((784, 7, 6, 5, 10))
    program.walker.last()
    run_one_batch(program, qtbot)
    program.stage.tick(0.1)

    program.messages.path = tmp_path / "s.nudges"
    program.actions["open"].trigger()
    qtbot.waitUntil(lambda: program.view.scene.sizes == (784, 3, 10))
    settle(program)

    assert program.explain.network.architecture == other.explain.network.architecture
    assert "784 – 3 – 10" in program.window.facts.text()
    assert program.messages.errors == []


def test_opening_a_damaged_session_is_told_once_and_loses_nothing(
    program, tmp_path, qtbot, settle, run_of
):
    path = tmp_path / "bad.nudges"
    path.write_bytes(b"not a session")
    run_batches(program, qtbot, 7)
    before = run_of(program)

    program.messages.path = path
    program.actions["open"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.errors))
    settle(program)

    (message,) = program.messages.errors
    assert "bad.nudges" in message
    assert "\n" not in message
    assert run_of(program).step == 7
    np.testing.assert_array_equal(run_of(program).parameters.vector, before.parameters.vector)
    assert len(curve(program).steps) == 7


def test_a_damaged_session_at_the_start_leaves_a_window_with_data(open_program, tmp_path, qtbot):
    path = tmp_path / "bad.nudges"
    path.write_bytes(b"not a session")
    program = open_program(dataset=None)

    program.load(path)
    qtbot.waitUntil(lambda: bool(program.messages.errors) and program.dataset is not None)

    assert len(program.messages.errors) == 1


def test_before_there_are_data_there_is_nothing_to_save(open_program, tmp_path):
    program = open_program(dataset=None)
    program.messages.path = tmp_path / "s.nudges"

    program.actions["save"].trigger()

    assert len(program.messages.notices) == 1
    assert program.sessions.waiting is None


def test_a_place_that_cannot_be_written_is_told(program, tmp_path, qtbot):
    program.messages.path = tmp_path / "none" / "s.nudges"

    program.actions["save"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.errors))

    assert "s.nudges" in program.messages.errors[0]
    assert program.messages.notices == []


def test_a_picture_of_the_window_is_saved(program, tmp_path):
    program.messages.path = tmp_path / "window.png"

    program.actions["save_picture"].trigger()

    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")
    assert program.messages.notices == ["Picture saved: window.png"]


def test_a_picture_that_cannot_be_written_is_refused(program, tmp_path):
    program.messages.path = tmp_path / "none" / "window.png"

    program.actions["save_picture"].trigger()

    assert "window.png" in program.messages.errors[0]


def test_a_user_who_changes_their_mind_gets_no_file(program, tmp_path, settle):
    for name in ("open", "save", "save_picture"):
        program.actions[name].trigger()
    settle(program)

    assert program.messages.errors == program.messages.notices == []


@pytest.fixture
def damaged_mnist(tmp_path) -> Path:
    """Return a folder in which one of MNIST's files ends early."""
    for file in MNIST_FOLDER.glob("*.gz"):
        (tmp_path / file.name).symlink_to(file)
    images = tmp_path / "train-images-idx3-ubyte.gz"
    content = images.read_bytes()[:9999]
    images.unlink()
    images.write_bytes(content)
    return tmp_path


def test_without_mnist_one_message_says_so_and_the_window_lives(open_program, damaged_mnist, qtbot):
    program = open_program(dataset=None, load=lambda: load_mnist(damaged_mnist))

    program.load()
    qtbot.waitUntil(lambda: bool(program.messages.errors))
    for name in program.actions.names():
        if name not in ("quit", "full_screen"):
            program.actions[name].trigger()

    (message,) = program.messages.errors
    assert "train-images" in message
    assert program.window.isVisible()
    assert program.view.scene is not None


def test_mnist_is_loaded_in_the_background_and_the_first_test_image_shown(open_program, qtbot):
    program = open_program(
        (784, 16, 16, 10), dataset=None, load=load_mnist, settings=TrainingSettings()
    )

    program.load()
    qtbot.waitUntil(lambda: program.dataset is not None)

    assert program.explain.derivation.label == 7  # MNIST's first test image
    assert program.chooser.set_name == "test"


# Closing


def busy_training(program, qtbot):
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: len(curve(program).steps) > 5)


def busy_checking(program, qtbot):
    program.actions["check"].trigger()


def busy_loading(program, qtbot):
    program.load()


def busy_searching(program, qtbot):
    program.actions["wrong_example"].trigger()


def busy_replaying(program, qtbot):
    program.actions["train_batch"].trigger()
    program.trainer.synchronize()


def idle(program, qtbot):
    pass


def search_for_ever(*_, go_on, **__):
    while go_on(0.5):
        pass


@pytest.mark.parametrize(
    "busy", [idle, busy_training, busy_checking, busy_loading, busy_searching, busy_replaying]
)
def test_closing_at_any_moment_is_quick_and_leaves_no_thread(
    open_program, qtbot, monkeypatch, busy
):
    monkeypatch.setattr(errands, "next_wrong", search_for_ever)
    program = open_program((784, 16, 16, 10), load=load_mnist)
    busy(program, qtbot)

    began = time.monotonic()
    program.window.close()

    assert time.monotonic() - began < 2
    assert not [t.name for t in threading.enumerate() if t.name in THREADS]
    assert not program.stage.clock.running
    assert program.messages.errors == []


def test_closing_twice_is_as_good_as_once(program):
    program.window.close()
    program.close()

    assert program.closed


@pytest.fixture
def signals_as_before():
    """Give the signals that the program takes back to whom they belonged."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_closes_the_window_soon_but_not_in_the_midst_of_a_paint(
    program, qtbot, signals_as_before, number, code
):
    interruption = Interruption(program.window)

    signal.raise_signal(number)
    assert not program.closed

    qtbot.waitUntil(lambda: program.closed)
    assert not program.window.isVisible()
    assert interruption.exit_code == code


def test_news_on_their_way_while_closing_wake_no_clock(program, qtbot):
    program.actions["train_toggle"].trigger()
    program.trainer.synchronize()  # the trainer has told that it runs; the window has not heard

    program.window.close()
    qtbot.wait(1)  # takes what is queued

    assert not program.stage.clock.running


# Panels and menus


def test_every_action_does_something(program):
    specs = [spec for menu in MENUS.values() for spec in menu if isinstance(spec, ActionSpec)]

    for spec in specs:
        action = program.actions[spec.name]
        heard = action.receivers(action.triggered) + action.receivers(action.toggled)
        assert heard > (1 if spec.group else 0), spec.name  # a group listens to its actions


def test_a_lit_neuron_lights_its_pixel_and_a_pixel_its_neuron(program):
    place = int(program.view.scene.shown[0][3])

    program.view.neuron_hovered.emit(program.view.scene.neuron_at(0, 3))
    assert program.example.digit._lit == place
    program.view.neuron_hovered.emit(program.view.scene.neuron_at(1, 0))
    assert program.example.digit._lit is None
    program.example.pixel_hovered.emit(place)
    assert program.view._lit == program.view.scene.neuron_at(0, 3)


def test_the_learning_rate_of_the_panel_is_that_of_the_last_step_of_the_walk(program, settle):
    program.walker.last()

    program.training.set_learning_rate(2.5)

    derived = program.explain.derivation
    moved = program.explain.after.network.parameters.vector
    np.testing.assert_allclose(
        moved, derived.network.parameters.vector + 2.5 * derived.nudges.vector
    )
    assert "2.5" in program.explanation.caption


def test_an_index_that_does_not_exist_is_refused_in_one_line(program):
    program.example.example_requested.emit("test", 120)

    (message,) = program.messages.errors
    assert "120" in message
    assert "0 to 119" in message
    assert program.chooser.index == 0


def test_help_names_the_keys_and_about_the_license(program):
    program.actions["shortcuts"].trigger()
    program.actions["about"].trigger()

    keys, about = program.messages.informations
    assert "One mini-batch" in keys
    assert "F6" in keys
    assert about.endswith(ABOUT)


def test_the_output_shown_is_that_of_the_equations(program):
    image = program.chooser.images.activations(program.chooser.index)
    a = image
    parameters = program.explain.network.parameters
    for w, b in zip(parameters.weights, parameters.biases, strict=True):
        a = 1 / (1 + np.exp(-(w.astype(float) @ a + b)))

    np.testing.assert_allclose(program.explain.derivation.outputs, a, atol=1e-12)
    label = int(program.chooser.images.labels[program.chooser.index])
    cost = ((a - targets(np.array(label))) ** 2).sum()
    assert program.explain.derivation.cost == pytest.approx(cost)
