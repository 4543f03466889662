"""Sessions and data, opened and saved from the whole window."""

from pathlib import Path

import numpy as np
import pytest

from core.data.mnist import MNIST_FOLDER, load_mnist
from core.storage.session import save_session
from core.training.settings import TrainingSettings
from tests.gui.running import curve, run_batches, run_one_batch, shown_vector


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


def test_after_opening_one_can_still_go_to_any_step(open_program, tmp_path, qtbot, settle):
    first = open_program()
    run_batches(first, qtbot, 24)
    settle(first)
    first.training_panel.step_requested.emit(9)
    settle(first)
    at_nine = shown_vector(first).tobytes()
    first.actions["train_to_end"].trigger()
    settle(first)
    first.messages.path = tmp_path / "s.nudges"
    first.actions["save"].trigger()
    qtbot.waitUntil(lambda: bool(first.messages.notices))

    second = open_program(dataset=None)
    second.load(tmp_path / "s.nudges")
    qtbot.waitUntil(lambda: second.dataset is not None)
    settle(second)
    assert second.training_panel.place.first == 0
    second.training_panel.step_requested.emit(9)
    settle(second)

    assert shown_vector(second).tobytes() == at_nine
    np.testing.assert_array_equal(curve(second).costs, curve(first).costs[:9])
    assert second.training_panel.place.last == 24


def test_saving_says_that_other_branches_are_not_in_the_file(
    program, tmp_path, qtbot, settle, run_of
):
    run_batches(program, qtbot, 12)
    settle(program)
    program.training_panel.step_requested.emit(5)
    settle(program)
    program.training.set_learning_rate(0.5)
    settle(program)
    program.messages.path = tmp_path / "s.nudges"
    program.actions["save"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.notices))

    (said,) = program.messages.notices
    assert said.startswith("Session saved: s.nudges. It keeps the way that led here, but not")
    assert "the other branch" in said
