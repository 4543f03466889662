"""A command comes before the next mini-batch at any speed: counted in steps, not by a clock."""

import threading
from dataclasses import fields

import pytest

from core.network.architecture import Architecture
from core.training import compiled_steps
from core.training.engine import Listeners
from core.training.large_batch import most_at_once
from core.training.loop import TrainingLoop
from core.training.run import TURN_SECONDS, SgdRun
from core.training.settings import TrainingSettings

SMALL = Architecture((784, 6, 10))
SPEEDS = pytest.mark.parametrize("speed", [0.1, 5.0, 300.0, 5000.0, None])
WAIT = 30.0  # seconds, at the most; nothing is judged by them


class Watched:
    """A loop whose first bundle gives a command, from within the thread that trains."""

    def __init__(self, dataset, speed, *command):
        self.bundles, self.told = [], threading.Event()
        self.command, self.speed, self.dataset = command, speed, dataset
        names = [field.name for field in fields(Listeners)]
        others = {name: lambda _value: None for name in names}
        self.loop = TrainingLoop(Listeners(**{**others, "bundle_finished": self.take}))

    def take(self, bundle):
        self.bundles.append(bundle)
        if len(self.bundles) == 1:
            self.loop.do(*self.command)
        else:
            self.told.set()

    def run(self):
        self.loop.do("begin", SMALL, TrainingSettings(train_size=205), self.dataset)
        self.loop.do("set_speed", self.speed)
        self.loop.do("start")

    def __enter__(self):
        self.run()
        return self

    def __exit__(self, *_error):
        assert self.loop.close()


@SPEEDS
def test_no_mini_batch_is_made_after_a_pause(dataset, speed):
    with Watched(dataset, speed, "pause") as watched:
        while not watched.bundles or watched.loop.running:
            assert watched.loop.synchronize(WAIT)
        assert watched.loop.synchronize(WAIT)
    assert len(watched.bundles) == 1


@pytest.mark.parametrize("speed", [300.0, None])
def test_another_batch_size_is_that_of_the_very_next_mini_batch(dataset, speed):
    with Watched(dataset, speed, "set_batch_size", 3) as watched:
        assert watched.told.wait(WAIT)
    first, second = watched.bundles[:2]
    assert {len(record.examples) for record in first} <= {10, 5}
    assert len(next(iter(second)).examples) == 3
    assert next(iter(second)).step == first.last.step + 1


@pytest.mark.parametrize("speed", [300.0, None])
def test_another_learning_rate_is_that_of_the_very_next_mini_batch(dataset, speed):
    with Watched(dataset, speed, "set_learning_rate", 0.25) as watched:
        assert watched.told.wait(WAIT)
    changed_at = watched.bundles[0].last.step
    plain = SgdRun(SMALL, TrainingSettings(train_size=205), dataset.train)
    costs = [plain.step().cost for _ in range(changed_at)]
    plain.set_learning_rate(0.25)
    costs += [plain.step().cost for _ in range(len(watched.bundles[1]))]
    told = [record.cost for bundle in watched.bundles[:2] for record in bundle]
    assert told == costs


@pytest.mark.parametrize("what", ["prepare", "prepare_images"])
def test_a_run_whose_steps_are_still_prepared_obeys_and_then_goes_on(dataset, monkeypatch, what):
    prepared = threading.Event()
    monkeypatch.setattr(compiled_steps, what, lambda *_values: prepared.wait(WAIT))
    with Watched(dataset, None, "pause") as watched:
        assert watched.loop.synchronize(WAIT)
        assert watched.loop.running
        watched.loop.do("pause")
        assert watched.loop.synchronize(WAIT)
        assert not watched.loop.running
        watched.loop.do("start")
        assert watched.loop.synchronize(WAIT)
        assert watched.bundles == []
        prepared.set()
        while not watched.bundles or watched.loop.running:
            assert watched.loop.synchronize(WAIT)


@pytest.mark.parametrize("what", ["prepare", "prepare_images"])
def test_where_preparing_fails_steps_are_tried_all_the_same(dataset, monkeypatch, caplog, what):
    def fail(*_values):
        raise OSError("no place")

    monkeypatch.setattr(compiled_steps, what, fail)
    with Watched(dataset, None, "pause") as watched:
        while not watched.bundles or watched.loop.running:
            assert watched.loop.synchronize(WAIT)
    assert "no place" in caplog.text


@pytest.mark.parametrize("hidden", [(16, 16), (30,), (200, 100), ()])
@pytest.mark.parametrize("batch_size", [1, 10, 100, 500])
def test_a_turn_is_planned_to_take_a_fifth_of_what_a_command_may_wait(dataset, hidden, batch_size):
    """What holds a command up is one turn; the benchmark measures how long it really takes."""
    architecture = Architecture((784, *hidden, 10))
    size = min(batch_size, 205)
    settings = TrainingSettings(train_size=205, batch_size=size)
    run = SgdRun(architecture, settings, dataset.train)
    assert TURN_SECONDS <= 0.02 / 5
    assert run.steps_in_a_turn == 1 or (run.steps_in_a_turn * run.seconds_of_a_step <= TURN_SECONDS)


def test_a_huge_mini_batch_is_made_in_parts_with_commands_between_them():
    for sizes in ((784, 16, 16, 10), (784, 1000, 1000, 10)):
        architecture = Architecture(sizes)
        assert most_at_once(architecture) <= 500
        assert most_at_once(architecture) * architecture.parameter_count <= 25_000_000 or (
            most_at_once(architecture) == 10
        )
