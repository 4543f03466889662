"""Training in the whole window, with its real threads."""

import numpy as np
from PyQt6.QtCore import QSize, Qt

from core.network.architecture import Architecture
from core.training.settings import TrainingSettings
from tests.gui.running import curve, run_one_batch, shown_vector, train_until


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
    assert 0 < program.training.replay.alpha_shown < 1
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

    assert program.training.replay.alpha_shown == 1
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


def test_the_learning_rate_of_the_panel_is_that_of_the_last_step_of_the_walk(program, settle):
    program.walker.last()

    program.training.set_learning_rate(2.5)

    derived = program.explain.derivation
    moved = program.explain.after.network.parameters.vector
    np.testing.assert_allclose(
        moved, derived.network.parameters.vector + 2.5 * derived.nudges.vector
    )
    assert "2.5" in program.explanation.caption
