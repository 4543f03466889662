import pytest

from gui.widgets.bar_places import HEADER, ROW, Places


@pytest.mark.parametrize("opened", [None, 0, 2, 4])
def test_every_height_of_the_table_belongs_to_the_row_drawn_there(opened):
    places = Places(5, HEADER, opened, 0.0 if opened is None else 33.0)
    end = places.top(5)

    for y in range(int(end) + 40):
        index = places.row_at(y)
        if index is None:
            assert y < HEADER or y >= end
        else:
            assert places.top(index) <= y < places.end(index)


def test_rows_follow_each_other_without_a_gap_and_the_open_one_is_higher():
    places = Places(4, HEADER, 1, 50.0)

    assert [places.end(index) for index in range(4)] == [places.top(i) for i in range(1, 5)]
    assert places.end(1) - places.top(1) == ROW + 50
