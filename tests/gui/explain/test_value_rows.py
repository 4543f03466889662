from gui.explain.value_rows import places_of


def test_values_stand_in_columns_and_those_that_wait_in_rows_below():
    assert places_of((False, False, False, True, True), 2) == (
        (0, 0, 1),
        (0, 1, 1),
        (1, 0, 1),
        (2, 0, 2),
        (3, 0, 2),
    )


def test_no_two_values_share_a_place():
    for columns in (1, 2):
        for pattern in range(128):
            waiting = tuple(bool(pattern >> bit & 1) for bit in range(7))
            places = places_of(waiting, columns)
            cells = [(row, c) for row, column, span in places for c in range(column, column + span)]
            assert len(cells) == len(set(cells))
