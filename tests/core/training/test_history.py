from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.images import ImageSet
from core.errors import UsageError
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.storage.session import load_session, save_session
from core.training.history import History
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from tests.sessions import bits as session_bits

TINY = Architecture((784, 3, 10))
SETTINGS = TrainingSettings(train_size=40, batch_size=7, momentum=0.5, decay=0.1)


def images():
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 10, 40).astype(np.uint8)
    return ImageSet("train", rng.integers(0, 256, (40, 784)).astype(np.uint8), labels)


IMAGES = images()


def new_history(memory=64_000_000, **changes):
    return History(SgdRun(TINY, replace(SETTINGS, **changes), IMAGES), IMAGES, memory)


def others(seed):
    rng = np.random.default_rng(seed)
    return Parameters(rng.standard_normal(TINY.parameter_count).astype(np.float32), TINY.sizes)


def go_on(history, count):
    """Make so many mini-batches and return their costs."""
    costs = []
    while len(costs) < count:
        costs += [record.cost for record in history.steps(count - len(costs))]
    return costs


def bits(run):
    """Return all that decides how a run goes on."""
    return session_bits(run.to_session("made up"))


def plain(operations):
    """Return a run without a history after operations in their order."""
    run = SgdRun(TINY, SETTINGS, IMAGES)
    for name, value in operations:
        if name == "step":
            run.step()
        elif name == "use":
            run.use(replace(run.settings, **value))
        else:
            run.replace_parameters(value)
    return run


class Told:
    """A history, and for each branch the operations that led to its end."""

    def __init__(self, memory):
        self.history = new_history(memory)
        self.way = []
        self.ways = {0: []}

    def note(self):
        branch = self.history.branch
        if self.history.run.step_count == branch.last_step:
            self.ways[branch.id] = list(self.way)

    def step(self, count):
        for _ in range(count):
            self.history.steps(1)
            self.way.append(("step", None))
            self.note()

    def use(self, changes):
        self.history.use(replace(self.history.run.settings, **changes))
        self.way.append(("use", changes))
        self.note()

    def edit(self, parameters):
        before = self.history.run.network.parameters
        self.history.replace_parameters(parameters)
        self.way.append(("replace", parameters))
        self.note()
        return before

    def undo(self, seed):
        self.edit(self.edit(others(seed)))

    def go_to(self, share, branch_share):
        branches = self.history.branches
        branch = branches[int(branch_share * len(branches))]
        step = round(share * branch.last_step)
        self.history.go_to(step, branch.id)
        self.way = cut(self.ways[branch.id], step)

    def back(self):
        if self.history.run.step_count:
            step = self.history.run.step_count - 1
            branch = self.history.branch.id
            self.history.step_back()
            self.way = cut(self.ways[branch], step)


def cut(way, step):
    """Return the operations up to a step, and what was changed there."""
    steps = [place for place, (name, _) in enumerate(way) if name == "step"]
    return way[: steps[step]] if step < len(steps) else list(way)


shares = st.floats(0, 0.999)
changes = st.one_of(
    st.fixed_dictionaries({"learning_rate": st.sampled_from([0.1, 0.5, 1.0])}),
    st.fixed_dictionaries({"batch_size": st.sampled_from([1, 7, 40])}),
    st.fixed_dictionaries({"momentum": st.sampled_from([0.0, 0.5, 0.9])}),
    st.fixed_dictionaries({"l2": st.sampled_from([0.0, 0.01])}),
)
operations = st.one_of(
    st.tuples(st.just("step"), st.integers(1, 9)),
    st.tuples(st.just("use"), changes),
    st.tuples(st.just("edit"), st.integers(0, 5).map(others)),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("go_to"), shares, shares),
    st.tuples(st.just("back")),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(operations, min_size=3, max_size=14), st.sampled_from([60_000, 64_000_000]))
def test_whatever_is_done_the_bits_are_those_of_a_plain_run(done, memory):
    told = Told(memory)
    for name, *values in done:
        getattr(told, name)(*values)
        assert bits(told.history.run) == bits(plain(told.way))
    for branch, way in told.ways.items():
        told.history.go_to(told.history.branches[branch].last_step, branch)
        assert bits(told.history.run) == bits(plain(way))


def test_going_back_and_on_comes_by_the_same_steps_without_a_branch():
    history = new_history()
    costs = go_on(history, 30)
    end = bits(history.run)
    history.go_to(11)
    assert go_on(history, 19) == costs[11:]
    assert bits(history.run) == end
    assert len(history.branches) == 1


def test_another_rate_at_an_earlier_step_begins_a_branch_and_the_old_future_stays():
    history = new_history()
    go_on(history, 30)
    end = bits(history.run)
    history.go_to(12)
    history.set_learning_rate(0.25)
    go_on(history, 5)
    branch = history.branch
    assert (branch.id, branch.parent, branch.from_step, branch.last_step) == (1, 0, 12, 17)
    history.go_to(30, 0)
    assert bits(history.run) == end
    assert history.branch.id == 0


def test_a_change_that_is_not_made_again_begins_a_branch():
    history = new_history()
    go_on(history, 10)
    history.set_learning_rate(0.25)
    go_on(history, 10)
    history.go_to(8)
    go_on(history, 7)
    assert history.branch.from_step == 10
    assert history.run.settings.learning_rate == 1.0
    assert history.branches[0].last_step == 20


def test_going_on_where_a_branch_left_without_its_change_is_the_parent_again():
    history = new_history()
    go_on(history, 20)
    history.go_to(10)
    history.set_batch_size(3)
    go_on(history, 5)
    history.go_to(6)
    go_on(history, 9)
    assert (history.branch.id, len(history.branches)) == (0, 2)


def test_looking_at_a_step_leaves_the_run_where_it_is():
    history = new_history()
    go_on(history, 9)
    nine = bits(history.run)
    network = history.run.network.parameters.vector.tobytes()
    go_on(history, 20)
    before, snapshot = bits(history.run), history.run.snapshot()
    seen = history.snapshot_at(9)
    assert seen.parameters.vector.tobytes() == network
    assert bits(history.run) == before != nine
    assert history.run.snapshot().nudges.vector.tobytes() == snapshot.nudges.vector.tobytes()
    assert seen.step == 9


def test_the_nudges_that_led_to_a_step_come_back_with_it():
    history = new_history()
    go_on(history, 13)
    nudges = history.run.snapshot().nudges.vector.tobytes()
    go_on(history, 30)
    assert history.go_to(13).nudges.vector.tobytes() == nudges


def test_a_large_mini_batch_that_was_begun_is_forgotten_by_going_elsewhere(monkeypatch):
    monkeypatch.setattr("core.training.large_batch.MOST_EXAMPLES", 10)
    history = new_history(batch_size=40)
    go_on(history, 3)
    expected = bits(history.run)
    while not history.advance():
        pass
    assert len(history.advance()) == 0
    history.go_to(3)
    assert bits(history.run) == expected


def test_steps_outside_the_history_are_refused():
    history = new_history()
    go_on(history, 5)
    for step in (-1, 6):
        with pytest.raises(UsageError, match="choose one from 0 to 5"):
            history.go_to(step)
    with pytest.raises(UsageError, match="no branch 1"):
        history.go_to(3, 1)
    history.go_to(0)
    with pytest.raises(UsageError, match="from 0 to 5"):
        history.step_back()


def test_what_cannot_be_used_is_refused_and_begins_no_branch():
    history = new_history()
    go_on(history, 5)
    history.go_to(3)
    with pytest.raises(UsageError, match="learning rate"):
        history.set_learning_rate(-1)
    with pytest.raises(UsageError, match="seed 9"):
        history.use(replace(SETTINGS, seed=9))
    with pytest.raises(UsageError, match="don't fit"):
        history.replace_parameters(Parameters.zeros((784, 4, 10), np.float32))
    assert len(history.branches) == 1


def test_half_a_run_saved_loaded_and_gone_on_with_is_the_whole(tmp_path):
    whole = new_history()
    go_on(whole, 50)
    half = new_history()
    go_on(half, 40)
    half.go_to(25)
    save_session(half.run.to_session("made up"), tmp_path / "half.nudges")
    loaded = SgdRun.from_session(load_session(tmp_path / "half.nudges"), IMAGES)
    history = History(loaded, IMAGES)
    go_on(history, 25)
    assert bits(history.run) == bits(whole.run)
    history.go_to(31)
    history.go_to(27)
    assert bits(history.run) == bits(plain([("step", None)] * 27))
    with pytest.raises(UsageError, match="from 25 to 50"):
        history.go_to(24)


def test_the_memory_is_held_and_every_step_still_comes_back():
    history = new_history(memory=150_000)
    go_on(history, 900)
    assert history.nbytes <= 150_000
    for step in (1, 333, 899):
        assert bits_at(history, step) == bits(plain([("step", None)] * step))
    assert history.nbytes <= 150_000


def bits_at(history, step):
    history.go_to(step)
    return bits(history.run)


def test_parameters_set_by_hand_count_as_memory():
    history = new_history()
    go_on(history, 5)
    before = history.nbytes
    history.replace_parameters(others(1))
    assert history.nbytes - before == 4 * TINY.parameter_count


def test_a_branch_can_be_renamed():
    history = new_history()
    history.rename(0, "first try")
    assert history.branch.name == "first try"


def test_momentum_taken_away_and_given_back_between_two_steps_changes_nothing():
    told = Told(64_000_000)
    told.step(8)
    for momentum in (0.0, 0.5):
        told.use({"momentum": momentum})
    told.step(5)
    end = bits(told.history.run)
    assert end == bits(plain([("step", None)] * 13))
    told.history.go_to(9)
    told.history.go_to(13)
    assert bits(told.history.run) == end


def test_a_branch_keeps_the_velocity_that_its_parent_lost_there():
    told = Told(64_000_000)
    told.step(8)
    told.use({"momentum": 0.0})
    told.step(3)
    told.go_to(8 / 11, 0)
    told.use({"momentum": 0.5})
    told.step(4)
    end = bits(told.history.run)
    told.history.go_to(9)
    told.history.go_to(12)
    assert bits(told.history.run) == end == bits(plain([("step", None)] * 12))


def test_what_was_set_by_hand_is_set_at_its_own_step_alone():
    told = Told(64_000_000)
    told.step(3)
    told.edit(others(2))
    told.step(4)
    told.use({"learning_rate": 0.5})
    told.step(4)
    told.go_to(9 / 11, 0)
    assert bits(told.history.run) == bits(plain(told.way))


def test_rewinding_undoes_what_was_set_by_hand_at_the_start_and_keeps_that_future():
    history = new_history()
    first = bits(history.run)
    history.replace_parameters(others(4))
    go_on(history, 8)
    end = bits(history.run)
    history.rewind()
    assert bits(history.run) == first
    history.go_to(8, 0)
    assert bits(history.run) == end


def test_a_smaller_memory_is_held_at_once_and_every_step_still_comes_back():
    history = new_history()
    for _ in range(40):
        go_on(history, 16)
    bits = [bits_at(history, step) for step in (3, 333, 640)]
    states = history.nbytes

    history.set_memory(states // 4)

    assert history.nbytes <= states // 4
    assert [bits_at(history, step) for step in (3, 333, 640)] == bits


def test_after_one_step_back_the_next_ones_are_short_ways(monkeypatch):
    monkeypatch.setattr("core.training.history.LEAST_BETWEEN", 2000)
    monkeypatch.setattr("core.training.history.BETWEEN_SECONDS", 0.0)
    history = new_history(batch_size=1, train_size=40)
    monkeypatch.setattr(SgdRun, "at_epoch_end", False)
    go_on(history, 900)
    history.step_back()
    made = []
    retrace = SgdRun.retrace
    monkeypatch.setattr(
        SgdRun, "retrace", lambda run, count: (made.append(count), retrace(run, count))
    )
    for _ in range(100):
        made.append("back")
        history.step_back()
    ways = [sum(map(int, way.split())) for way in " ".join(map(str, made)).split("back")]
    assert max(ways) <= 16
    monkeypatch.undo()
    expected = new_history(batch_size=1, train_size=40)
    go_on(expected, 799)
    assert bits(history.run) == bits(expected.run)
