from dataclasses import fields, replace

import numpy as np
import pytest

from core.network.architecture import Architecture
from core.training.endings import StopRules
from core.training.engine import Listeners, TrainingEngine
from core.training.measuring import carry_out
from core.training.run import SgdRun
from core.training.settings import TrainingSettings

SMALL = Architecture((784, 6, 10))


class Watched:
    """An engine with a clock that is set by hand, and a log of all that it tells and asks."""

    def __init__(self, dataset, architecture=SMALL, **settings):
        self.log, self.jobs, self.now = [], [], 100.0
        names = [field.name for field in fields(Listeners)]
        listeners = Listeners(**{name: self._listener(name) for name in names})
        self.engine = TrainingEngine(listeners, self.jobs.append, lambda: self.now)
        settings = {"train_size": 205, **settings}
        self.engine.begin(architecture, TrainingSettings(**settings), dataset)

    def _listener(self, name):
        if name == "bundle_finished":
            return lambda bundle: self.log.extend(("batch_finished", each) for each in bundle)
        return lambda value: self.log.append((name, value))

    def told(self, name):
        return [value for told, value in self.log if told == name]

    def advance(self, times=1):
        for _ in range(times):
            self.engine.advance()

    def measure(self):
        for job in self.jobs:
            self.engine.accept(carry_out(job, bool))
        self.jobs.clear()


@pytest.fixture
def watched(dataset):
    return Watched(dataset)


def test_a_new_run_is_paused_at_step_zero(watched):
    (snapshot,) = watched.told("restarted")
    assert (snapshot.step, snapshot.epoch, watched.engine.running) == (0, 0, False)
    assert watched.engine.waiting_time() is None


def test_as_many_mini_batches_are_made_as_asked_for(watched):
    watched.engine.run_batches(3)
    while watched.engine.running:
        watched.advance()
    assert [record.step for record in watched.told("batch_finished")] == [1, 2, 3]
    assert watched.told("running_changed") == [True, False]


def test_the_last_of_a_number_of_mini_batches_carries_the_network(watched):
    watched.engine.run_batches(3)
    watched.advance(3)
    with_snapshot = [r.snapshot is not None for r in watched.told("batch_finished")]
    assert with_snapshot == [False, False, True]


def test_an_epoch_runs_to_its_end_and_the_next_call_runs_the_next_one(watched):
    watched.engine.run_batches(5)
    watched.advance(5)
    for epoch in (1, 2):
        watched.engine.run_epoch()
        while watched.engine.running:
            watched.advance()
        assert watched.told("batch_finished")[-1].step == 21 * epoch


def test_an_epochs_record_measures_its_last_parameters(watched):
    watched.engine.run_epoch()
    watched.advance(21)
    watched.measure()
    (epoch,) = watched.told("epoch_finished")
    assert (epoch.epoch, epoch.step, epoch.train.examples, epoch.test.examples) == (1, 21, 205, 120)
    assert epoch.examples_per_second == pytest.approx(205 / epoch.train_seconds)


def test_slow_mini_batches_wait_for_their_time_and_carry_the_network(watched):
    watched.engine.set_speed(2.0)
    watched.engine.start()
    assert watched.engine.waiting_time() == 0
    watched.advance()
    assert watched.engine.waiting_time() == pytest.approx(0.5)
    assert watched.told("batch_finished")[0].snapshot is not None


def test_a_requested_snapshot_comes_with_the_next_record_only(watched):
    watched.engine.start()
    watched.engine.request_snapshot()
    watched.advance(2)
    first, second = watched.told("batch_finished")
    assert first.snapshot.step == 1
    assert second.snapshot is None


def test_the_test_images_are_measured_four_times_a_second_while_running(watched):
    watched.measure()
    watched.engine.start()
    for _ in range(100):
        watched.now += 0.01
        watched.advance()
        watched.jobs[:] = [job for job in watched.jobs if job.train is None]
        watched.measure()
    assert 4 <= len(watched.told("measured")) <= 5


def test_a_measure_that_was_held_up_does_not_keep_the_next_one_away(watched):
    watched.engine.start()
    watched.advance()
    watched.now += 0.8  # as when code is loaded for the first one
    watched.measure()
    watched.now += 1.01
    watched.advance()
    assert len(watched.jobs) == 1
    watched.now += 0.02  # one that takes as little as usual is followed at the usual pace
    watched.measure()
    watched.now += 0.24
    watched.advance()
    assert len(watched.jobs) == 1


def test_the_newest_parameters_are_measured_after_a_pause(watched):
    watched.engine.run_batches(2)
    watched.advance(2)
    watched.engine.measure_if_due()
    watched.measure()
    watched.engine.measure_if_due()
    watched.measure()
    watched.engine.measure_if_due()
    assert watched.told("measured")[-1].step == 2
    assert watched.jobs == []


def test_a_measure_says_how_far_each_layer_has_come_from_the_start(watched):
    (start,) = watched.told("restarted")
    watched.engine.run_batches(7)
    watched.advance(7)
    watched.measure()
    watched.engine.measure_if_due()
    watched.measure()
    (now,) = [record.snapshot for record in watched.told("batch_finished") if record.snapshot]
    pairs = zip(now.parameters.layers, start.parameters.layers, strict=True)
    expected = [np.sqrt(np.sum((a.astype(float) - b) ** 2)) for a, b in pairs]
    assert watched.told("measured")[-1].changes == pytest.approx(expected)
    assert min(expected) > 0


def test_a_measure_of_a_former_run_is_not_told(watched):
    watched.engine.run_epoch()
    watched.advance(21)
    watched.engine.rewind()
    watched.measure()
    assert watched.told("measured") == []
    assert watched.told("epoch_finished") == []


def test_the_run_goes_on_where_measuring_epochs_falls_behind(watched):
    watched.engine.start()
    watched.advance(63)
    assert watched.engine.waiting_time() == 0
    watched.now += 0.5  # so long it took
    watched.measure()
    watched.now += 4.9
    watched.advance(21)  # a tenth of the time is for measuring
    watched.measure()
    watched.now += 0.2
    watched.advance(21)
    watched.measure()
    told = watched.told("epoch_finished")
    assert [epoch.epoch for epoch in told] == [1, 5]
    assert told[1].examples_per_second == pytest.approx(4 * 205 / told[1].train_seconds)


def test_the_epoch_at_which_the_run_pauses_is_measured_however_fast_it_came(watched):
    for _ in range(3):
        watched.engine.run_epoch()
        watched.advance(21)
    watched.measure()
    assert [epoch.epoch for epoch in watched.told("epoch_finished")] == [1, 2, 3]


def test_rewinding_pauses_and_tells_the_same_first_state(watched):
    watched.engine.start()
    watched.advance(5)
    watched.engine.rewind()
    first, again = watched.told("restarted")
    assert not watched.engine.running
    assert first.parameters.vector.tobytes() == again.parameters.vector.tobytes()


def test_a_run_that_diverges_is_paused_and_says_why(dataset):
    watched = Watched(dataset, Architecture((784, 6, 10), "leaky_relu"), learning_rate=1000)
    watched.engine.start()
    for _ in range(200):
        if watched.engine.running:
            watched.advance()
    (divergence,) = watched.told("diverged")
    assert len(watched.told("batch_finished")) == divergence.step - 1
    assert watched.told("running_changed") == [True, False]


def test_a_new_run_that_cannot_be_made_leaves_the_old_one(dataset, watched):
    watched.engine.run_batches(1)
    watched.advance()
    with pytest.raises(Exception, match="only 205"):
        watched.engine.begin(SMALL, TrainingSettings(), dataset)
    watched.engine.run_batches(1)
    watched.advance()
    assert watched.told("batch_finished")[-1].step == 2


def test_a_captured_session_continues_the_run_bit_for_bit(dataset, watched):
    watched.engine.run_batches(30)
    watched.advance(15)
    watched.engine.capture_session()
    watched.advance(15)
    (session,) = watched.told("session_captured")
    watched.engine.resume(session, dataset)
    assert watched.told("restarted")[-1].step == 15
    watched.engine.run_batches(15)
    watched.advance(15)
    records = watched.told("batch_finished")
    assert [r.cost for r in records[15:30]] == [r.cost for r in records[30:]]


def test_a_measurement_that_failed_does_not_stop_later_ones(watched):
    watched.engine.measure_if_due()
    watched.engine.give_up(watched.jobs.pop())
    watched.engine.run_batches(1)
    watched.advance()
    watched.measure()
    assert watched.told("measured")[-1].step == 1


def test_commands_before_the_first_run_do_nothing():
    engine = TrainingEngine(Listeners(*[pytest.fail] * len(fields(Listeners))), pytest.fail)
    engine.start()
    engine.rewind()
    engine.set_learning_rate(2.0)
    engine.set_batch_size(5)
    engine.capture_session()
    engine.advance()
    assert not engine.running


def test_a_turn_makes_many_mini_batches_and_tells_each_in_order(watched):
    watched.engine.start()
    watched.engine.advance(turn=True)
    told = [record.step for record in watched.told("batch_finished")]
    assert told == list(range(1, 22))  # an epoch: 20 of ten examples and one of five


def test_a_turn_makes_no_more_than_was_asked_for_and_ends_with_the_network(watched):
    watched.engine.run_batches(8)
    while watched.engine.running:
        watched.engine.advance(turn=True)
    records = watched.told("batch_finished")
    assert [record.step for record in records] == list(range(1, 9))
    assert [record.step for record in records if record.snapshot is not None] == [8]


def test_a_turn_is_one_mini_batch_where_each_has_its_time(watched):
    watched.engine.set_speed(1000.0)
    watched.engine.start()
    watched.engine.advance(turn=True)
    assert len(watched.told("batch_finished")) == 1


def test_commands_come_between_the_parts_of_a_huge_mini_batch(dataset, monkeypatch):
    monkeypatch.setattr("core.training.large_batch.MOST_EXAMPLES", 50)
    watched = Watched(dataset, batch_size=205)
    watched.engine.start()
    watched.engine.advance(turn=True)
    watched.engine.pause()
    assert watched.told("batch_finished") == []
    watched.engine.start()
    for _ in range(4):
        watched.engine.advance(turn=True)
    assert [record.step for record in watched.told("batch_finished")] == [1]


def run_until_it_stops(watched, most=200):
    watched.engine.start()
    for _ in range(most):
        if not watched.engine.running:
            return
        watched.engine.advance(turn=True)
    raise AssertionError("it did not stop")


def test_a_rule_about_epochs_stops_the_run_at_the_end_of_an_epoch_and_says_why(watched):
    watched.engine.set_stop_rules(StopRules(epochs=2))
    run_until_it_stops(watched)
    (stopped,) = watched.told("stopped")
    assert (stopped.step, stopped.epoch) == (42, 2)
    assert stopped.reason == "2 epochs are done: 2 were asked for"
    assert watched.told("running_changed") == [True, False]


def test_a_rule_about_time_stops_a_slow_run_before_its_next_mini_batch(watched):
    watched.engine.set_stop_rules(StopRules(seconds=3))
    watched.engine.set_speed(0.1)
    watched.engine.start()
    watched.advance()
    assert watched.engine.waiting_time() == pytest.approx(3)
    watched.now += 3
    watched.advance()
    assert len(watched.told("batch_finished")) == 1
    assert watched.told("stopped")[0].reason == "3 s of training: 3 s were asked for"


def test_a_rule_about_accuracy_stops_the_run_when_it_has_been_measured(watched):
    watched.engine.set_stop_rules(StopRules(accuracy=1e-9))
    watched.engine.start()
    watched.advance()
    watched.measure()
    assert not watched.engine.running
    assert watched.told("stopped")[0].reason.startswith("test accuracy")


def test_the_answers_to_the_test_images_come_before_their_measure(watched):
    watched.engine.run_batches(1)
    watched.advance()
    watched.measure()
    names = [name for name, _ in watched.log if name in ("answered", "measured")]
    assert names == ["answered", "measured"]
    assert len(watched.told("answered")[0].answers) == 120


def test_momentum_penalty_and_decay_act_from_the_next_mini_batch_on(watched, dataset):
    watched.engine.run_batches(3)
    watched.advance(3)
    watched.engine.set_descent(0.5, 0.01, 0.1)
    watched.engine.run_batches(2)
    watched.advance(2)
    run = SgdRun(SMALL, TrainingSettings(train_size=205), dataset.train)
    run.steps(3)
    run.use(replace(run.settings, momentum=0.5, l2=0.01, decay=0.1))
    run.steps(2)
    after = watched.told("batch_finished")[-1].snapshot.parameters.vector
    assert after.tobytes() == run.network.parameters.vector.tobytes()
