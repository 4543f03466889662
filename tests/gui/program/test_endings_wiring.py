import threading

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.network.network import Network
from core.training.convergence import Convergence, flatness
from core.training.endings import StopRules
from core.training.idle_neurons import layers_health
from core.training.settings import TrainingSettings
from gui.network_view.scene import NeuronId
from gui.training.judging import Judged
from tests.gui.running import run_batches


def endings_of(program):
    return program.endings_wiring.endings


def banner_of(program):
    return program.training_panel.warning


@pytest.fixture
def diverged(open_program, qtbot):
    """Return a window whose run diverged within its first mini-batches."""
    settings = TrainingSettings(train_size=200, learning_rate=1000.0)
    program = open_program((784, 30, 30, 10), "leaky_relu", settings=settings)
    program.training.start()
    qtbot.waitUntil(lambda: endings_of(program).said == "diverged")
    return program


def test_a_divergence_names_cause_and_step_and_marks_it_on_the_curve(diverged):
    words = banner_of(diverged).text
    assert "learning rate of 1000 is too large" in words
    step = diverged.training_panel.cost._marked
    assert f"at step {step}" in words
    assert not diverged.training.running


def test_one_button_goes_back_with_half_the_learning_rate(diverged, qtbot, run_of):
    offer = banner_of(diverged).offer
    assert "half the learning rate: 500" in offer.text()
    with qtbot.waitSignal(diverged.trainer.moved) as moved:
        offer.click()
    qtbot.waitUntil(lambda: diverged.training.settings.learning_rate == 500)
    session = run_of(diverged)
    assert session.settings.learning_rate == 500
    assert session.step == moved.args[0].snapshot.step
    assert np.isfinite(session.parameters.vector).all()
    assert diverged.training_panel.controls.learning_rate.value == 500
    assert banner_of(diverged).isHidden()
    assert diverged.training_panel.cost._marked is None


def test_what_diverges_again_is_offered_half_of_the_half(diverged, qtbot):
    with qtbot.waitSignal(diverged.trainer.moved):
        banner_of(diverged).offer.click()
    qtbot.waitUntil(lambda: diverged.training.settings.learning_rate == 500)
    diverged.training.start()
    qtbot.waitUntil(lambda: "250" in banner_of(diverged).offer.text())


def test_a_rule_pauses_the_run_and_says_why(program, qtbot):
    program.endings_wiring.use_rules(StopRules(epochs=2))
    program.training.start()
    qtbot.waitUntil(lambda: endings_of(program).said == "stopped")
    assert banner_of(program).text == "Paused at step 40: 2 epochs are done: 2 were asked for."
    qtbot.waitUntil(lambda: not program.training.running)
    program.training.start()
    qtbot.waitUntil(lambda: "step 80" in banner_of(program).text)


def test_momentum_acts_on_the_run_that_goes_on_and_is_said(program, qtbot, run_of):
    run_batches(program, qtbot, 2)
    program.training_panel.controls.card.descent_changed.emit(0.9, 0.001, 0.1)
    settings = run_of(program).settings
    assert (settings.momentum, settings.l2, settings.decay) == (0.9, 0.001, 0.1)
    assert "momentum 0.9" in program.training_panel.controls.active.text()


def test_a_new_network_keeps_momentum_and_images(program, settle, run_of):
    program.training_panel.controls.card.descent_changed.emit(0.9, 0.001, 0.1)
    program.training_panel.request_new_start()
    settle(program)
    settings = run_of(program).settings
    assert (settings.momentum, settings.l2, settings.train_size) == (0.9, 0.001, 200)


def test_another_number_of_images_begins_another_run_with_a_batch_that_fits(
    program, settle, run_of
):
    program.training_panel.controls.card.size_requested.emit(5)
    settle(program)
    settings = run_of(program).settings
    assert (settings.train_size, settings.batch_size) == (5, 5)
    assert "5 images" in program.training_panel.controls.active.text()


def test_a_session_brings_its_momentum_back(program, settle, run_of, small_dataset):
    program.training_panel.controls.card.descent_changed.emit(0.5, 0.0, 0.0)
    settle(program)
    session = run_of(program)
    program.training_panel.controls.card.descent_changed.emit(0.0, 0.0, 0.0)
    program.use(small_dataset, session)
    settle(program)
    assert program.training_panel.controls.card.momentum.value == 0.5
    assert run_of(program).settings.momentum == 0.5


def saturated(program):
    """Return the run's network with neurons 0 to 2 of layer 1 saturated."""
    network = program.explain.network
    parameters = network.parameters.copy()
    parameters.weights[0][:3] = 0
    parameters.biases[0][:3] = 50
    return Network(network.architecture, parameters)


def judge(program, qtbot, network):
    """Let the neurons of a network be judged, and wait until that is done."""
    endings = endings_of(program)
    qtbot.waitUntil(lambda: not endings._looking)
    endings._judge_neurons(network)
    qtbot.waitUntil(lambda: not endings._looking)


def test_idle_neurons_are_pointed_out_and_shown_in_the_picture(program, qtbot):
    judge(program, qtbot, saturated(program))
    assert endings_of(program).said == "idle"
    assert "Layer 1: 3 saturated of 6 neurons" in banner_of(program).text
    banner_of(program).offer.click()
    assert program.view._noted == (NeuronId(1, 0), NeuronId(1, 1), NeuronId(1, 2))
    banner_of(program).close_button.click()
    assert program.view._noted == ()


def test_what_was_sent_away_is_not_said_again(program, qtbot):
    judge(program, qtbot, saturated(program))
    banner_of(program).close_button.click()
    judge(program, qtbot, saturated(program))
    assert endings_of(program).said == ""


def test_where_neurons_learn_again_nothing_is_said_of_them(program, qtbot):
    learning = program.explain.network
    judge(program, qtbot, saturated(program))
    judge(program, qtbot, learning)
    assert endings_of(program).said == ""


def converged(gradient=0.01):
    return Convergence(flatness(np.full(30, 0.25), 10), gradient, 1.0, 200)


def test_convergence_is_said_with_its_numbers(program):
    endings = endings_of(program)
    endings.take(Judged(endings._run, converged()))
    assert endings.said == "converged"
    assert "0.25, 0.25, 0.25" in banner_of(program).text
    assert banner_of(program).role == "good"


def test_a_flat_cost_with_a_large_gradient_has_not_converged(program):
    endings = endings_of(program)
    endings.take(Judged(endings._run, converged(gradient=0.5)))
    assert endings.said == ""


def test_a_network_of_dead_neurons_is_not_said_to_have_converged(program, qtbot):
    judge(program, qtbot, saturated(program))
    endings = endings_of(program)
    endings.take(Judged(endings._run, converged()))
    assert endings.said == "idle"


def test_what_was_found_of_a_run_that_is_no_more_is_not_said(program, settle):
    endings = endings_of(program)
    old = endings._run
    program.training.rewind()
    settle(program)
    endings.take(Judged(old, converged()))
    assert endings.said == ""


def test_a_run_with_nothing_left_to_learn_is_found_to_have_converged(open_program, qtbot):
    """Against a penalty nothing can be learnt by heart: cost and gradient come to rest."""
    settings = TrainingSettings(train_size=200, learning_rate=0.1, l2=0.05)
    program = open_program((784, 6, 10), "tanh", "cross_entropy", settings=settings)
    program.training.start()
    qtbot.waitUntil(lambda: endings_of(program).said == "converged", timeout=20_000)
    assert "gradient of all 200 images" in banner_of(program).text


def test_a_divergence_is_not_talked_over(diverged):
    endings = endings_of(diverged)
    endings.take(Judged(endings._run, converged()))
    assert endings.said == "diverged"


def told_late(program, do):
    """Let the trainer do something, and the window take the feed before any signal of it."""
    do()
    assert program.trainer.synchronize()
    program.training.advance(0)


def test_what_is_found_of_the_run_before_a_rewind_is_not_said_of_the_one_after(program, settle):
    endings = endings_of(program)
    found = Judged(endings._run, layers_health(saturated(program), np.zeros((5, 784), np.float32)))
    told_late(program, program.training.rewind)
    endings.take(found)
    assert endings.said == ""
    settle(program)
    assert banner_of(program).isHidden()


def test_a_divergence_that_is_told_after_the_rewind_is_no_longer_said(open_program, settle):
    settings = TrainingSettings(train_size=200, learning_rate=1000.0)
    program = open_program((784, 30, 30, 10), "leaky_relu", settings=settings)
    diverged = threading.Event()
    program.trainer.diverged.connect(
        lambda _divergence: diverged.set(), Qt.ConnectionType.DirectConnection
    )
    program.trainer.start()
    assert diverged.wait(20)
    told_late(program, program.trainer.rewind)
    settle(program)
    assert banner_of(program).isHidden()
    assert program.training_panel.status.state.text() == "paused"
    assert endings_of(program).said == ""


def test_after_a_rewind_its_own_network_is_judged(program, qtbot, settle):
    wanted = []
    initial = program.explain.network.parameters.vector.copy()
    run_batches(program, qtbot, 5)
    settle(program)
    endings = endings_of(program)
    qtbot.waitUntil(lambda: not endings._looking)
    endings.work_wanted.disconnect()
    endings.work_wanted.connect(wanted.append)
    told_late(program, program.training.rewind)
    settle(program)
    endings._rest.stop()
    endings._look_again()
    np.testing.assert_array_equal(wanted[-1].args[0].parameters.vector, initial)


def test_a_pause_told_after_an_edit_does_not_bring_back_the_network_before(program, settle):
    shown = saturated(program).parameters.copy(np.float32)
    program.trainer.capture_session()
    told_late(program, lambda: program.trainer.replace_parameters(shown))
    settle(program)
    np.testing.assert_array_equal(program.explain.network.parameters.vector, shown.vector)
