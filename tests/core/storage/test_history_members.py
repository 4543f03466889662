"""The history of a run comes back from its file; one that no run can have is refused."""

from dataclasses import replace

import numpy as np
import pytest

from core.data.images import ImageSet
from core.errors import BadFileError
from core.network.architecture import Architecture
from core.network.initializers import initial_parameters
from core.storage.session import load_session, save_session
from core.training.history import History
from core.training.run import SgdRun
from core.training.saved_history import LONGEST_GAP
from core.training.settings import TrainingSettings

NETWORK = Architecture((784, 4, 10))
SETTINGS = TrainingSettings(learning_rate=1.0, batch_size=7, seed=3, train_size=60)


@pytest.fixture(scope="module")
def pictures():
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 10, 60).astype(np.uint8)
    return ImageSet("train", rng.integers(0, 256, (60, 784)).astype(np.uint8), labels)


def gone_on(history, count):
    bits = []
    for _ in range(count):
        history.steps(1)
        bits.append(history.run.network.parameters.vector.tobytes())
    return bits


@pytest.fixture
def lived(pictures):
    """A history of 50 steps with another rate, momentum, an edit and a branch, and its bits."""
    history = History(SgdRun(NETWORK, SETTINGS, pictures), pictures)
    gone_on(history, 20)
    history.go_to(12)
    history.set_learning_rate(2.0)
    gone_on(history, 10)
    history.use(replace(history.run.settings, momentum=0.5))
    gone_on(history, 8)
    rng = np.random.default_rng(9)
    history.replace_parameters(initial_parameters(NETWORK, rng).copy(np.float32))
    gone_on(history, 20)
    return history


def saved_and_loaded(history, tmp_path, pictures):
    path = tmp_path / "run.nudges"
    session = history.run.to_session("made up")
    save_session(replace(session, history=history.saved()), path)
    session = load_session(path)
    run = SgdRun.from_session(session, pictures)
    return History.resumed(run, session.history, pictures)


def bits_along(history, last):
    return [history.snapshot_at(step).parameters.vector.tobytes() for step in range(last + 1)]


def test_every_step_comes_back_from_a_file_bit_for_bit(lived, tmp_path, pictures):
    loaded = saved_and_loaded(lived, tmp_path, pictures)

    assert loaded.first_step == 0
    assert bits_along(loaded, 50) == bits_along(lived, 50)
    assert loaded.branch.entries == (
        *lived.branch.entries,
    )  # of the way: rate, momentum, and the change by hand


def test_fifty_steps_equal_twenty_five_saved_loaded_and_twenty_five(tmp_path, pictures):
    whole = History(SgdRun(NETWORK, SETTINGS, pictures), pictures)
    bits = gone_on(whole, 50)
    half = History(SgdRun(NETWORK, SETTINGS, pictures), pictures)
    gone_on(half, 25)

    loaded = saved_and_loaded(half, tmp_path, pictures)

    assert gone_on(loaded, 25) == bits[25:]
    loaded.go_to(10)
    assert loaded.run.network.parameters.vector.tobytes() == bits[9]
    assert gone_on(loaded, 40) == bits[10:]


def test_a_history_saved_right_after_a_change_by_hand_keeps_both_sides(tmp_path, pictures):
    history = History(SgdRun(NETWORK, SETTINGS, pictures), pictures)
    bits = gone_on(history, 9)
    by_hand = initial_parameters(NETWORK, np.random.default_rng(4)).copy(np.float32)
    history.replace_parameters(by_hand)

    loaded = saved_and_loaded(history, tmp_path, pictures)

    assert loaded.run.network.parameters.vector.tobytes() == by_hand.vector.tobytes()
    loaded.step_back()
    assert loaded.run.network.parameters.vector.tobytes() == bits[7]
    loaded.go_to(9)
    assert loaded.run.network.parameters.vector.tobytes() == by_hand.vector.tobytes()


def test_a_file_without_history_opens_as_before(tmp_path, pictures):
    run = SgdRun(NETWORK, SETTINGS, pictures)
    save_session(run.to_session("made up"), tmp_path / "old.nudges")
    assert load_session(tmp_path / "old.nudges").history is None


def test_what_does_not_fit_is_thinned_and_still_leads_everywhere(
    lived, tmp_path, pictures, monkeypatch
):
    monkeypatch.setattr("core.training.saved_history.MOST_BYTES", 3 * 4 * NETWORK.parameter_count)
    loaded = saved_and_loaded(lived, tmp_path, pictures)
    assert len(lived.saved().steps) <= 3
    assert bits_along(loaded, 50)[loaded.first_step :] == bits_along(lived, 50)[loaded.first_step :]


@pytest.mark.parametrize(
    ("name", "place", "value", "why"),
    [
        ("steps", 0, 3, "increasing steps"),
        ("steps", 0, -1, "increasing steps up to 50"),
        ("steps", -1, 51, "increasing steps up to 50"),
        ("epochs", -1, 99, "values from 0 to"),
        ("positions", -1, 61, "places in the order"),
        ("positions", 0, 1, "places in the order"),
        ("generators", (0, 4), 2, "states of a generator"),
        ("generators", (0, 5), 2**32, "states of a generator"),
        ("weights", (1, 5), np.nan, "finite numbers"),
        ("velocities", (1, 5), np.inf, "finite numbers"),
        ("by_hand", (0, 5), np.nan, "finite numbers"),
        ("settings", (0, 0), -1.0, "settings that can be used"),
        ("settings", (0, 1), 0.0, "settings that can be used"),
        ("entry_settings", (0, 2), 1.5, "settings that can be used"),
        ("entry_steps", 0, 51, "increasing steps of the history"),
        ("entry_by_hand", 0, 1, "changes by hand"),
        ("entry_by_hand", 0, 7, "changes by hand"),
    ],
)
def test_a_history_that_no_run_has_is_named(lived, tmp_path, name, place, value, why):
    history = lived.saved()
    if name == "steps" and value == 3:
        place, value = 1, 0
    array = getattr(history, name).copy()
    array[place] = value
    path = tmp_path / "bad.nudges"
    session = lived.run.to_session("made up")
    save_session(replace(session, history=replace(history, **{name: array})), path)

    with pytest.raises(BadFileError, match=why) as caught:
        load_session(path)

    assert "damaged: history/" in str(caught.value)


def test_a_history_that_would_take_for_ever_to_follow_is_refused(lived, tmp_path):
    session = replace(lived.run.to_session("made up"), step=50 + LONGEST_GAP + 1)
    save_session(replace(session, history=lived.saved()), tmp_path / "far.nudges")
    with pytest.raises(BadFileError, match="at most 100,000 apart"):
        load_session(tmp_path / "far.nudges")
