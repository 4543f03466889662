from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QFontMetricsF

from gui.average.grid_content import GridContent, Head
from gui.average.grid_places import COLUMN, GAP, MEAN, NARROW_NAME
from gui.average.number_texts import NumberTexts
from gui.average.wish_grid import WishGrid
from gui.theme import Mode, Theme


@pytest.fixture
def theme(qapp):
    return Theme(Mode.DARK)


@pytest.fixture
def grid(qtbot, theme):
    grid = WishGrid(theme)
    qtbot.addWidget(grid)
    grid.resize(560, 200)
    heads = tuple(Head(str(n), spoken=f"training image {n}") for n in (4, 7, 9))
    values = np.array([[0.001, -0.002, 0.0], [0.0005, np.nan, -0.0001]])
    means, errors = np.array([-0.0003, 0.0002]), np.array([0.0001, np.nan])
    grid.set_content(
        GridContent(
            heads,
            ("2 · bias 1", "1 · 3 ← 400"),
            values,
            means,
            errors,
            ("mean", "of 3"),
            0.002,
            0.0003,
            -3,
        )
    )
    grid.show()
    return grid


def middle(grid, row, column):
    return grid.places.rectangle(row, column).center().toPoint()


def test_a_positive_cell_is_blue_a_negative_one_orange_and_zero_the_canvas(grid, theme):
    picture = grid.grab().toImage()

    def drawn(row, column):
        rect = grid.places.rectangle(row, column)
        return picture.pixelColor(round(rect.left()) + 4, round(rect.bottom()) - 5)

    assert drawn(0, 1) == theme.color("negative")
    assert drawn(0, 2) == theme.color("canvas")
    assert drawn(0, 0).blue() > drawn(0, 0).red()
    assert drawn(1, 1) == theme.color("panel")


def drawn_texts(monkeypatch, grid):
    """Return the numbers that are drawn when a table is drawn anew, each with its width."""
    drawn, lay_out = [], NumberTexts.laid_out

    def noted(numbers, text, size, weight):
        font = grid._drawing._theme.font(size, QFont.Weight(weight))
        drawn.append((text, QFontMetricsF(font).horizontalAdvance(text)))
        return lay_out(numbers, text, size, weight)

    monkeypatch.setattr(NumberTexts, "laid_out", noted)
    grid.grab()
    return drawn


@pytest.mark.parametrize("wide", [COLUMN, COLUMN - 9, COLUMN - 14, 12])
def test_a_large_value_is_never_a_sign_alone_and_never_wider_than_its_cell(grid, monkeypatch, wide):
    large = np.array([[4.3, -9123.0, 12_345.6], [9.87e8, 1e12, -3.2e-3]])
    heads = tuple(Head(str(n)) for n in range(3))
    zeros = np.zeros(2)
    grid.set_content(GridContent(heads, ("a", "b"), large, zeros, zeros * np.nan, scale=1.0))
    grid.resize(round(NARROW_NAME + MEAN + GAP + 3 * wide), 200)

    drawn = drawn_texts(monkeypatch, grid)

    cells = [(text, width) for text, width in drawn if text != "0"]
    assert [text for text, _ in cells if text in ("−", "+")] == ["−"], "the tiny value alone"
    assert all(width <= wide for _, width in cells)
    assert wide < COLUMN or "−9123" in dict(cells)
    assert grid._content.spoken(-9123.0) == "−9123"


def test_a_huge_mean_and_its_error_stay_in_their_halves(grid, monkeypatch):
    huge = np.array([-123_456.0, 9_876_543.0])
    grid.set_content(GridContent((), ("a", "b"), np.zeros((2, 0)), huge, np.abs(huge)))

    drawn = drawn_texts(monkeypatch, grid)

    assert [text for text, _ in drawn] == ["−1×10⁵", "±1×10⁵", "+1×10⁷", "±1×10⁷"]
    assert all(width <= MEAN / 2 + 2 for _, width in drawn)


def test_a_click_chooses_a_cell_and_a_double_click_opens_it(grid, qtbot):
    with qtbot.waitSignal(grid.cell_chosen) as chosen:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=middle(grid, 1, 2))
    with qtbot.waitSignal(grid.cell_opened) as opened:
        qtbot.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=middle(grid, 1, 2))

    assert chosen.args == opened.args == [1, 2]


def test_a_click_on_a_picture_opens_its_example_and_one_on_a_name_chooses_the_mean(grid, qtbot):
    with qtbot.waitSignal(grid.cell_opened) as opened:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=middle(grid, -1, 1))
    with qtbot.waitSignal(grid.cell_chosen) as chosen:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=middle(grid, 1, -1))

    assert opened.args == [0, 1]
    assert chosen.args == [1, 3]


def test_arrow_keys_move_as_far_as_the_mean_and_enter_opens(grid, qtbot):
    for key in (Qt.Key.Key_Right,) * 7 + (Qt.Key.Key_Down,) * 4:
        qtbot.keyClick(grid, key)
    assert grid.chosen == (1, 3)

    with qtbot.waitSignal(grid.cell_opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [1, 3]


def test_a_cell_says_its_parameter_its_example_and_its_number(grid):
    assert grid.content.words_at((0, 1)) == "2 · bias 1, training image 7: −2.00 ×10⁻³"
    assert grid.content.words_at((0, 3)) == "2 · bias 1: mean −0.30 ×10⁻³"
    assert grid.content.words_at((-1, 2)) == "training image 9"


def test_as_many_examples_fit_as_have_room(grid, qtbot):
    wide = grid.places.examples_that_fit
    with qtbot.waitSignal(grid.columns_changed):
        grid.resize(400, 200)

    assert grid.places.examples_that_fit < wide


def shown(grid):
    return grid.grab().toImage()


def differs(before, after, rect):
    corners = [rect.topLeft(), rect.bottomRight()]
    box = [each.toPoint() for each in corners]
    return before.copy(*_box(box)) != after.copy(*_box(box))


def _box(corners):
    (first, last) = corners
    return first.x(), first.y(), last.x() - first.x(), last.y() - first.y()


def test_while_the_mean_goes_on_only_its_column_is_drawn_anew(grid):
    before, kept = shown(grid), (grid._frame, grid._cells)
    means = grid.content.means * 0.5
    grid.set_content(replace(grid.content, means=means, mean_head=("mean", "of 4")))
    after = shown(grid)
    assert (grid._frame, grid._cells) == kept
    assert differs(before, after, grid.places.rectangle(0, 3))
    assert not differs(before, after, grid.places.rectangle(0, 0))


@pytest.mark.parametrize("change", ["values", "names", "heads", "scale", "power", "chosen"])
def test_what_changes_beside_the_mean_is_drawn(grid, change):
    before, content = shown(grid), grid.content
    changed = {
        "values": {"values": content.values * -1},
        "names": {"names": ("3 · bias 0", "1 · 3 ← 401")},
        "heads": {"heads": tuple(Head(str(n)) for n in (5, 7, 9))},
        "scale": {"scale": 0.02},
        "power": {"power": -6},
        "chosen": {},
    }[change]
    grid.set_content(replace(content, **changed))
    if change == "chosen":
        grid.set_chosen(1, 0)
    column = -1 if change in ("names", "chosen") else 0
    row = {"heads": -1, "chosen": 1}.get(change, 0)
    assert differs(before, shown(grid), grid.places.rectangle(row, column).adjusted(2, 2, -2, -2))


def test_another_theme_draws_everything_anew(grid, theme):
    before = shown(grid)
    theme.set_mode(Mode.LIGHT)
    assert differs(before, shown(grid), grid.places.rectangle(0, 0))
