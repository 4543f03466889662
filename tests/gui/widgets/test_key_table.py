import itertools

import pytest

from gui.widgets.key_table import BLOCK_GAP, KeyBlock, columns_of
from gui.widgets.keycaps import caps_of


@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        ("Ctrl+K", ["Ctrl", "K"]),
        ("+", ["+"]),
        ("Ctrl++", ["Ctrl", "+"]),
        ("Ctrl+Shift+S", ["Ctrl", "Shift", "S"]),
        ("Ctrl+Right", ["Ctrl", "→"]),
        ("-", ["-"]),
    ],
)
def test_a_shortcut_is_taken_apart_into_its_keys(keys, caps):
    assert caps_of(keys) == caps


def blocks_of(*counts):
    return [KeyBlock(str(i), (("x", ("F1",)),) * count) for i, count in enumerate(counts)]


def highest(columns):
    return max(sum(block.height + BLOCK_GAP for block in column) for column in columns)


@pytest.mark.parametrize("counts", [(4, 4, 6, 5, 12, 2), (1,), (20, 1, 1), (1, 1, 20), (3, 3, 3)])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_columns_keep_the_order_and_are_as_low_as_can_be(counts, count):
    blocks = blocks_of(*counts)

    columns = columns_of(blocks, count)

    assert list(itertools.chain(*columns)) == blocks
    assert len(columns) <= count
    cuts = itertools.combinations_with_replacement(range(len(blocks) + 1), count - 1)
    every = [[blocks[a:b] for a, b in itertools.pairwise((0, *cut, len(blocks)))] for cut in cuts]
    assert highest(columns) == min(highest(way) for way in every)


def test_without_blocks_there_are_no_columns():
    assert columns_of([], 3) == []
