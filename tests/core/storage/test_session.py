"""A session comes back from its file bit for bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import CannotWriteError
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.storage.session import NotFiniteError, Session, load_session, save_session
from core.training.settings import TrainingSettings

PLAIN_FIELDS = (
    "architecture", "settings", "step", "epoch", "position", "generator_state", "dataset_sha256",
)  # fmt: skip


def assert_same(one: Session, other: Session) -> None:
    for field in PLAIN_FIELDS:
        assert getattr(one, field) == getattr(other, field), field
    assert one.parameters.vector.tobytes() == other.parameters.vector.tobytes()
    assert one.initial.vector.tobytes() == other.initial.vector.tobytes()
    assert one.order.tobytes() == other.order.tobytes()
    assert one.order.dtype == other.order.dtype


def test_loading_gives_what_was_saved(session, saved):
    assert_same(load_session(saved), session)


def test_the_generator_goes_on_where_it_was(session, saved):
    one, other = np.random.default_rng(0), np.random.default_rng(1)
    one.bit_generator.state = session.generator_state
    other.bit_generator.state = load_session(saved).generator_state
    assert one.random(3, dtype=np.float32).tolist() == other.random(3, dtype=np.float32).tolist()
    assert one.permutation(100).tolist() == other.permutation(100).tolist()


@pytest.mark.parametrize("hidden", [(), (1,), (5, 4, 3)])
@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
def test_every_depth_comes_back(session, tmp_path, hidden, cost):
    architecture = Architecture((784, *hidden, 10), "relu", cost)
    vector = np.arange(architecture.parameter_count, dtype=np.float32)
    parameters = Parameters(vector, architecture.sizes)
    session = replace(session, architecture=architecture, parameters=parameters, initial=parameters)
    save_session(session, tmp_path / "deep.nudges")
    assert_same(load_session(tmp_path / "deep.nudges"), session)


def test_a_run_before_its_first_step_comes_back(session, tmp_path):
    session = replace(session, step=0, epoch=0, position=0, order=np.zeros(0, np.int32))
    save_session(session, tmp_path / "new.nudges")
    assert_same(load_session(tmp_path / "new.nudges"), session)


@pytest.mark.parametrize("rate", [1000.0, 1e-300, 0.1 + 0.2, 1])
def test_a_learning_rate_comes_back_exactly(session, tmp_path, rate):
    session = replace(session, settings=TrainingSettings(rate, 7, 0, 50))
    save_session(session, tmp_path / "rate.nudges")
    assert load_session(tmp_path / "rate.nudges").settings.learning_rate == rate


def test_strange_floats_keep_their_bits(session, tmp_path):
    vector = session.parameters.vector.copy()
    vector[:4] = [-0.0, 1e-45, np.finfo(np.float32).max, -np.finfo(np.float32).tiny]
    session = replace(session, parameters=Parameters(vector, session.architecture.sizes))
    save_session(session, tmp_path / "strange.nudges")
    assert_same(load_session(tmp_path / "strange.nudges"), session)


def test_any_layout_of_the_arrays_gives_the_same_file(session, saved, tmp_path):
    spread = np.zeros(2 * session.parameters.vector.size, np.float32)[::2]
    spread[:] = session.parameters.vector
    parameters = Parameters(spread, session.architecture.sizes)
    order = session.order.astype(">i8")
    save_session(replace(session, parameters=parameters, order=order), tmp_path / "b.nudges")
    assert (tmp_path / "b.nudges").read_bytes() == saved.read_bytes()


def test_what_was_loaded_is_read_only(saved):
    loaded = load_session(saved)
    for array in (loaded.parameters.vector, loaded.initial.weights[0], loaded.order):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_parameters_that_are_not_finite_are_refused_unless_asked_for(session, tmp_path, value):
    vector = session.parameters.vector.copy()
    vector[-1] = value
    session = replace(session, parameters=Parameters(vector, session.architecture.sizes))
    path = tmp_path / "diverged.nudges"
    save_session(session, path)
    with pytest.raises(NotFiniteError, match=r"diverged\.nudges holds 1 parameters of layer 2"):
        load_session(path)
    assert_same(load_session(path, allow_not_finite=True), session)


@pytest.mark.parametrize(
    "name",
    [
        "Übung 3 – Ziffern.nudges", "100%s%d.nudges", "it's \"mine\".nudges", "two\nlines.nudges",
        "\u202egnp.nudges", "x" * 248 + ".nudges", "-rf.nudges", "no ending",
    ],
)  # fmt: skip
def test_any_name_of_a_file_will_do(session, tmp_path, name):
    save_session(session, tmp_path / name)
    assert_same(load_session(tmp_path / name), session)


def test_saving_to_a_folder_that_does_not_exist_is_refused(session, tmp_path):
    with pytest.raises(CannotWriteError, match=r"nowhere.*folder doesn't exist"):
        save_session(session, tmp_path / "nowhere" / "run.nudges")


def with_extras(session: Session, velocity: Parameters | None) -> Session:
    settings = replace(session.settings, momentum=0.9, l2=1e-4, decay=0.1)
    return replace(session, settings=settings, velocity=velocity)


def test_momentum_penalty_decay_and_velocity_come_back(session, tmp_path):
    session = with_extras(session, session.initial)
    save_session(session, tmp_path / "moving.nudges")
    loaded = load_session(tmp_path / "moving.nudges")
    assert_same(loaded, session)
    assert loaded.velocity.vector.tobytes() == session.velocity.vector.tobytes()


def test_a_run_with_momentum_that_never_moved_is_at_rest(session, tmp_path):
    save_session(with_extras(session, None), tmp_path / "resting.nudges")
    assert not load_session(tmp_path / "resting.nudges").velocity.vector.any()


def test_a_velocity_that_is_not_finite_is_refused(session, tmp_path):
    vector = session.initial.vector.copy()
    vector[0] = np.inf
    velocity = Parameters(vector, session.architecture.sizes)
    save_session(with_extras(session, velocity), tmp_path / "mad.nudges")
    with pytest.raises(NotFiniteError, match="infinite"):
        load_session(tmp_path / "mad.nudges")


def test_a_session_from_before_there_was_momentum_has_none(session, with_field):
    old = {"learning_rate": 0.1, "batch_size": 7, "seed": 2**32 - 1, "train_size": 50}
    loaded = load_session(with_field("settings", old))
    assert_same(loaded, session)
    assert loaded.velocity is None
