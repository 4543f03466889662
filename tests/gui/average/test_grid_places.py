import itertools

import pytest

from gui.average.grid_places import GridPlaces


@pytest.mark.parametrize("width", [320, 560])
def test_a_cell_is_found_where_it_is_drawn(width):
    places = GridPlaces(width, rows=2, columns=3)
    for row in (-1, 0, 1):
        for column in (-1, 0, 2, 3):
            assert places.cell_at(places.rectangle(row, column).center()) == (row, column)


def test_the_columns_of_examples_lie_side_by_side_between_names_and_mean():
    places = GridPlaces(560, rows=2, columns=3)
    edges = [(box.left(), box.right()) for box in (places.rectangle(0, c) for c in range(-1, 4))]
    assert edges[0][0] == 0
    assert edges[-1][1] == 560
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(edges))
