import pytest

from core.training.measure_schedule import MeasureSchedule


@pytest.fixture
def schedule():
    """Return a schedule whose first measure is behind it, at second 10."""
    schedule = MeasureSchedule()
    schedule.begin(0, 9.99)
    schedule.end(10.0)
    return schedule


def test_a_step_is_measured_once(schedule):
    schedule.begin(5, 20.0)
    schedule.end(20.01)
    assert not schedule.is_due(5, running=False, now=99.0)
    assert schedule.is_due(6, running=False, now=99.0)


def test_other_parameters_at_the_same_step_are_measured_again(schedule):
    schedule.begin(5, 20.0)
    schedule.end(20.01)
    schedule.replace_parameters()
    assert schedule.is_due(5, running=False, now=99.0)
    assert not schedule.outdated


def test_what_is_being_measured_while_parameters_are_replaced_is_outdated(schedule):
    schedule.begin(5, 20.0)
    schedule.replace_parameters()
    assert schedule.outdated
    schedule.end(20.01)
    assert not schedule.outdated


@pytest.mark.parametrize(("seconds", "next_begin"), [(0.01, 0.25), (0.1, 1.1)])
def test_measuring_takes_a_tenth_of_the_time_at_most(schedule, seconds, next_begin):
    schedule.begin(5, 20.0)
    schedule.end(20.0 + seconds)
    assert not schedule.is_due(6, running=True, now=20.0 + next_begin - 0.001)
    assert schedule.is_due(6, running=True, now=20.0 + next_begin + 0.001)


def test_epochs_that_end_too_fast_are_passed_over_until_the_run_pauses(schedule):
    schedule.begin_epoch(5, 20.0)
    assert not schedule.is_epoch_due(running=True, now=20.5)
    schedule.end_epoch(21.0)
    assert not schedule.is_epoch_due(running=True, now=30.9)
    assert schedule.is_epoch_due(running=True, now=31.1)
    assert schedule.is_epoch_due(running=False, now=21.1)
