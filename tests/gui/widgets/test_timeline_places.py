from itertools import pairwise

import pytest

from gui.widgets.timeline_names import LEAST_GAP
from gui.widgets.timeline_places import CLOSEST, places_of, shares_of

NAMES = ["input", "layer 1", "desires", "", "", "", "", "step"]
WIDTHS = [30.0, 40.0, 44.0, 0.0, 0.0, 0.0, 0.0, 28.0]


@pytest.mark.parametrize("length", [10, 60, 200, 400, 2000])
def test_steps_stand_in_order_within_the_line(length):
    places = places_of(NAMES, WIDTHS, 16.0, length)
    assert all(after > before for before, after in pairwise(places.steps))
    assert places.steps[0] >= 16
    assert places.steps[-1] <= 16 + length + 1e-9


def test_names_get_what_they_need_and_many_steps_get_the_rest():
    assert shares_of([50.0, 50.0, 50.0], [1, 10, 1], 300) == pytest.approx([50, 200, 50])


def test_names_give_way_alike_where_there_is_no_room_for_all():
    shares = shares_of([60.0, 60.0, 120.0], [1, 1, 2], 120)
    assert shares == pytest.approx([30, 30, 60])


def test_steps_that_share_a_name_are_never_closer_than_can_be_told_apart():
    first, second = shares_of([400.0, 50.0], [1, 20], 200)
    assert second == pytest.approx(20 * CLOSEST)
    assert first == pytest.approx(100)


def test_neighbouring_names_do_not_touch_where_all_have_room():
    places = places_of(NAMES, WIDTHS, 0.0, 400)
    named = [i for i, name in enumerate(NAMES) if name]
    for before, after in pairwise(named):
        apart = places.middles[after] - places.middles[before]
        assert apart - (WIDTHS[before] + WIDTHS[after]) / 2 >= LEAST_GAP - 1e-6


@pytest.mark.parametrize("position", [0.0, 0.25, 1.0, 2.5, 6.75, 7.0])
def test_a_position_is_found_again_where_it_lies(position):
    places = places_of(NAMES, WIDTHS, 16.0, 500)
    assert places.position_at(places.x_of(position)) == pytest.approx(position)


def test_a_line_without_steps_has_one_place():
    assert places_of([], [], 16.0, 500).x_of(0) >= 0
