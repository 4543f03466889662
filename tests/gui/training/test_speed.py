import pytest

from gui.training.speed import FASTEST, PLACES, SLOWEST, SpeedSlider, place_of, speed_at, words_for


def test_the_ends_are_one_in_ten_seconds_and_as_fast_as_it_goes():
    assert speed_at(0) == pytest.approx(0.1)
    assert speed_at(PLACES) is None
    assert speed_at(PLACES - 1) == pytest.approx(FASTEST)


def test_equal_ways_on_the_slider_are_equal_ratios():
    assert speed_at(60) / speed_at(40) == pytest.approx(speed_at(160) / speed_at(140))


@pytest.mark.parametrize("place", [0, 17, 120, 239, 240])
def test_a_place_is_found_again_by_its_speed(place):
    assert place_of(speed_at(place)) == place


def test_speeds_outside_go_to_the_nearest_end():
    assert place_of(SLOWEST / 10) == 0
    assert place_of(FASTEST * 10) == PLACES - 1


@pytest.mark.parametrize(
    ("speed", "words"),
    [
        (None, "as fast as it goes"),
        (0.1, "slow motion, 10 s a batch"),
        (0.4, "slow motion, 2.5 s a batch"),
        (2.0, "slow motion, 2.0 batches/s"),
        (1234.0, "1,200 batches a second"),
    ],
)
def test_the_words_say_what_a_speed_means(speed, words):
    assert words_for(speed) == words


def test_moving_the_slider_tells_the_speed(qtbot):
    slider = SpeedSlider()
    qtbot.addWidget(slider)
    with qtbot.waitSignal(slider.speed_changed) as blocker:
        slider.slider.setValue(0)
    assert blocker.args == [pytest.approx(0.1)]


def test_setting_the_speed_tells_nobody(qtbot):
    slider = SpeedSlider()
    qtbot.addWidget(slider)
    with qtbot.assertNotEmitted(slider.speed_changed):
        slider.set_speed(1.0)
    assert slider.speed == pytest.approx(1.0, rel=0.05)
