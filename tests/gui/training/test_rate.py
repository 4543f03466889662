import pytest

from gui.training.rate import Rate


def test_nothing_is_said_about_one_event():
    rate = Rate()
    rate.count(1, 10.0)
    assert rate.per_second(10.0) is None


def test_the_rate_is_events_by_seconds():
    rate = Rate()
    for tick in range(11):
        rate.count(50, 10.0 + tick / 10)
    assert rate.per_second(11.0) == pytest.approx(500)


def test_what_is_long_past_does_not_count():
    rate = Rate()
    for tick in range(100):
        rate.count(1000 if tick < 50 else 10, float(tick) / 10)
    assert rate.per_second(10.0) == pytest.approx(100)
