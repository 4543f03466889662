from core.training.endings import StopRules
from core.training.records import Measure
from core.training.stopping import Stopping


def watching(**rules):
    stopping = Stopping()
    stopping.set_rules(StopRules(**rules))
    stopping.begin(100.0)
    return stopping


def measure(accuracy, cost=1.0):
    return Measure("test", 5, 1, cost, accuracy, 100)


def test_without_rules_nothing_stops_a_run():
    stopping = watching()
    stopping.measured(measure(1.0))
    assert stopping.reason(1e9) is None


def test_time_counts_from_where_the_run_was_set_going():
    stopping = watching(seconds=10)
    assert (stopping.reason(109.9), stopping.seconds_left(109.0)) == (None, 1.0)
    assert stopping.reason(110.0) == "10 s of training: 10 s were asked for"
    stopping.begin(200.0)
    assert stopping.reason(209.0) is None


def test_epochs_count_from_where_the_run_was_set_going():
    stopping = watching(epochs=2)
    stopping.epoch_ended()
    assert stopping.reason(100.0) is None
    stopping.epoch_ended()
    assert stopping.reason(100.0).startswith("2 epochs are done")
    stopping.begin(100.0)
    assert stopping.reason(100.0) is None


def test_an_accuracy_stops_the_run_once_it_is_measured():
    stopping = watching(accuracy=0.9)
    assert stopping.reason(100.0) is None
    stopping.measured(measure(0.91))
    assert stopping.reason(100.0) == "test accuracy 91.00%: 90.00% was asked for"


def test_who_goes_on_beyond_an_accuracy_goes_on():
    stopping = watching(accuracy=0.9, cost=0.5)
    stopping.measured(measure(0.91))
    stopping.begin(100.0)
    stopping.measured(measure(0.95))
    assert stopping.reason(100.0) is None
    stopping.measured(measure(0.95, cost=0.4))
    assert stopping.reason(100.0) == "test cost 0.4: 0.5 was asked for"


def test_a_rule_that_is_set_while_it_is_met_counts_at_once():
    stopping = watching(accuracy=0.9)
    stopping.measured(measure(0.91))
    stopping.begin(100.0)
    stopping.set_rules(StopRules(accuracy=0.85))
    assert stopping.reason(100.0) is not None


def test_another_run_begins_without_the_measures_of_the_last_one():
    stopping = watching(accuracy=0.9)
    stopping.measured(measure(0.91))
    stopping.forget()
    stopping.begin(100.0)
    stopping.measured(measure(0.92))
    assert stopping.reason(100.0) is not None
