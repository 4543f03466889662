"""Momentum, L2 and decay, against the equations written out in float64."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.network import backpropagation
from core.network.architecture import Architecture
from core.network.network import targets
from core.network.parameters import Parameters
from core.storage.session import load_session, save_session
from core.training.run import SgdRun
from core.training.settings import TrainingSettings

SMALL = Architecture((784, 6, 10))
ALL = {"momentum": 0.7, "l2": 0.01, "decay": 0.2, "learning_rate": 0.5}


def new_run(dataset, architecture=SMALL, **changed):
    changed = {"train_size": 205, "batch_size": 20, **changed}
    return SgdRun(architecture, TrainingSettings(**changed), dataset.train)


def written_out(run, dataset, steps, momentum, l2, decay, rate):
    """Return the parameters after some steps, in float64, by the equations one by one.

    v <- mu v - eta (dC/dw + lambda w), w <- w + v; eta falls with each epoch; lambda not for b.
    """
    network = run.network.with_parameters(run.network.parameters.copy(np.float64))
    weights_only = Parameters.zeros(SMALL.sizes)
    for w in weights_only.weights:
        w[:] = 1
    v = np.zeros_like(network.parameters.vector)
    for record in [run.step() for _ in range(steps)]:
        x = dataset.train.activations(record.examples)
        y = targets(dataset.train.labels[record.examples])
        gradient, _ = backpropagation.gradient(network, x, y)
        eta = rate
        for _ in range(record.epoch - 1):
            eta *= 1 - decay
        w = network.parameters.vector
        v = momentum * v - eta * (gradient.vector + l2 * weights_only.vector * w)
        w += v
    return network.parameters.vector


@settings(max_examples=25, deadline=None)
@given(
    momentum=st.sampled_from([0, 0.5, 0.9]),
    l2=st.sampled_from([0, 0.001, 0.1]),
    decay=st.sampled_from([0, 0.1, 0.5]),
    rate=st.sampled_from([0.1, 0.5]),
)
def test_a_run_follows_the_equations(dataset, momentum, l2, decay, rate):
    run = new_run(dataset, momentum=momentum, l2=l2, decay=decay, learning_rate=rate)
    expected = written_out(run, dataset, 25, momentum, l2, decay, rate)
    assert np.allclose(run.network.parameters.vector, expected, rtol=0, atol=2e-5)


def test_biases_are_not_penalized(dataset):
    plain, shrunk = new_run(dataset), new_run(dataset, l2=0.5)
    plain.step()
    shrunk.step()
    ours, theirs = shrunk.network.parameters, plain.network.parameters
    assert (ours.biases[0] == theirs.biases[0]).all()
    assert np.linalg.norm(ours.weights[0]) < 0.8 * np.linalg.norm(theirs.weights[0])


def test_the_learning_rate_falls_at_the_start_of_each_epoch(dataset):
    run = new_run(dataset, learning_rate=0.8, decay=0.5)
    rates = []
    for _ in range(22):
        run.step()
        rates.append(run.learning_rate)
    assert rates == [0.8] * 11 + [0.4] * 11


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
@pytest.mark.parametrize("before", [1, 11, 25])
def test_fifty_steps_equal_some_a_file_and_the_rest(dataset, tmp_path, before, activation):
    architecture = Architecture((784, 6, 10), activation)
    straight = new_run(dataset, architecture, **ALL)
    first = new_run(dataset, architecture, **ALL)
    for _ in range(50):
        straight.step()
    first.steps(before)
    while first.step_count < before:
        first.steps(before - first.step_count)
    save_session(first.to_session("0" * 64), tmp_path / "s.nudges")
    second = SgdRun.from_session(load_session(tmp_path / "s.nudges"), dataset.train)
    while second.step_count < 50:
        second.steps(50 - second.step_count)
    vectors = [run.network.parameters.vector.tobytes() for run in (straight, second)]
    assert vectors[0] == vectors[1]
    assert straight.to_session("").velocity.vector.tobytes() == (
        second.to_session("").velocity.vector.tobytes()
    )


def test_rewinding_forgets_the_velocity(dataset):
    run = new_run(dataset, **ALL)
    first = [run.step().cost for _ in range(15)]
    run.rewind()
    assert [run.step().cost for _ in range(15)] == first
