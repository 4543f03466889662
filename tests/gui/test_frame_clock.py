import pytest
from PyQt6.QtWidgets import QApplication

from gui.frame_clock import LONGEST_TICK, FrameClock


class FakeTime:
    """Time that passes when a test says so."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def fake_time():
    return FakeTime()


@pytest.fixture
def clock(qapp: QApplication, fake_time):
    clock = FrameClock(now=fake_time)
    yield clock
    clock.keep_running("anyone", False)


@pytest.fixture
def ticks(clock):
    ticks = []
    clock.ticked.connect(ticks.append)
    return ticks


def test_it_rests_until_somebody_needs_it(clock):
    assert not clock.running

    clock.keep_running("walk", True)

    assert clock.running


def test_it_runs_until_the_last_one_releases_it(clock):
    clock.keep_running("walk", True)
    clock.keep_running("training", True)
    clock.keep_running("walk", False)
    assert clock.running

    clock.keep_running("training", False)

    assert not clock.running


def test_who_asks_twice_releases_it_once(clock):
    clock.keep_running("walk", True)
    clock.keep_running("walk", True)

    clock.keep_running("walk", False)

    assert not clock.running


def test_releasing_what_was_never_held_is_harmless(clock):
    clock.keep_running("walk", False)

    assert not clock.running


def test_a_tick_tells_the_seconds_since_the_last_one(clock, ticks, fake_time):
    fake_time.seconds += 0.016
    clock.tick()
    fake_time.seconds += 0.033
    clock.tick()

    assert ticks == pytest.approx([0.016, 0.033])


def test_after_a_long_pause_nothing_catches_up_in_a_burst(clock, ticks, fake_time):
    fake_time.seconds += 3600
    clock.tick()
    fake_time.seconds += 0.016
    clock.tick()

    assert ticks == pytest.approx([LONGEST_TICK, 0.016])


def test_a_clock_that_jumps_back_takes_no_time_back(clock, ticks, fake_time):
    fake_time.seconds -= 5
    clock.tick()

    assert ticks == [0.0]


def test_the_time_of_rest_does_not_count(clock, ticks, fake_time):
    fake_time.seconds += 60
    clock.keep_running("walk", True)
    fake_time.seconds += 0.02
    clock.tick()

    assert ticks == pytest.approx([0.02])


def test_the_timer_ticks_while_it_is_needed(clock, qtbot):
    with qtbot.waitSignal(clock.ticked):
        clock.keep_running("walk", True)


def test_what_waits_is_drawn_one_by_one_in_frames_of_their_own(clock):
    drawn, frames = [], []
    words, plot = (lambda: drawn.append("words")), (lambda: drawn.append("plot"))
    clock.ticked.connect(lambda _seconds: frames.append((list(drawn), clock.turn_taken)))
    clock.keep_running("training", True)
    for draw in (words, plot, words):
        clock.in_turn(draw)
    assert drawn == []

    for _ in range(3):
        clock.tick()

    assert frames == [(["words"], True), (["words", "plot"], True), (["words", "plot"], False)]


def test_at_rest_nothing_waits_for_its_turn(clock):
    drawn = []

    clock.in_turn(lambda: drawn.append("words"))

    assert drawn == ["words"]


def test_a_clock_that_stops_leaves_nothing_waiting(clock):
    drawn = []
    clock.keep_running("training", True)
    clock.in_turn(lambda: drawn.append("words"))

    clock.keep_running("training", False)

    assert drawn == ["words"]
