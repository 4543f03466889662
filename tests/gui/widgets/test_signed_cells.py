import numpy as np
import pytest
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor

from gui.theme import Mode, Theme
from gui.widgets.pixel_values import NOT_A_NUMBER, PixelValues
from gui.widgets.signed_cells import SignedCells, ink_on, number_that_fits


@pytest.fixture
def cells(qtbot, qapp):
    cells = SignedCells(Theme(Mode.DARK))
    qtbot.addWidget(cells)
    cells.resize(260, 64)
    cells.show()
    return cells


@pytest.mark.parametrize("count", [1, 10, 16, 33, 64])
def test_every_value_is_found_where_it_is_drawn(cells, count):
    cells.set_values(PixelValues("weight", np.linspace(-1, 1, count), 1.0))
    boxes = [cells.cell_rectangle(index) for index in range(count)]
    assert [cells.cell_at(box.center()) for box in boxes] == list(range(count))
    assert max(box.bottom() for box in boxes) <= cells.height()
    assert cells.cell_at(QPointF(-1, -1)) is None
    cells.grab()


def test_a_cell_has_the_colour_of_its_value(cells):
    cells.set_values(PixelValues("weight", np.array([-2.0, 0.0, 1.0, np.nan]), 1.0))
    colors = Theme(Mode.DARK).colors
    expected = [QColor(c) for c in (colors.negative, colors.canvas, colors.positive)]
    assert [cells.color_of(index).rgb() for index in range(4)] == [
        *(color.rgb() for color in expected),
        NOT_A_NUMBER.rgb(),
    ]
    cells.grab()


def test_a_cell_that_is_pointed_at_is_told_once(cells, qtbot):
    cells.set_values(PixelValues("weight", np.arange(16.0), 1.0))
    told = []
    cells.cell_hovered.connect(told.append)
    for index in (3, 3, 4):
        qtbot.mouseMove(cells, cells.cell_rectangle(index).center().toPoint())
    assert told == [3, 4]


def test_ink_is_read_easily_on_every_colour():
    assert ink_on(QColor("white")).name() == "#000000"
    assert ink_on(QColor("#ff9838")).name() == "#000000"
    assert ink_on(QColor("#0d1117")).name() == "#ffffff"


def test_a_click_chooses_the_cell_under_it_and_only_the_left_button_does(cells, qtbot):
    cells.set_values(PixelValues("weight", np.arange(16.0), 1.0))
    chosen = []
    cells.cell_chosen.connect(chosen.append)
    at = cells.cell_rectangle(5).center().toPoint()
    qtbot.mouseClick(cells, Qt.MouseButton.RightButton, pos=at)
    qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=at)
    assert chosen == [5]


def test_the_arrow_keys_move_among_the_cells_and_enter_chooses_one(cells, qtbot):
    cells.set_values(PixelValues("weight", np.arange(16.0), 1.0))
    chosen, pointed = [], []
    cells.cell_chosen.connect(chosen.append)
    cells.cell_hovered.connect(pointed.append)
    qtbot.keyClick(cells, Qt.Key.Key_Return)
    assert chosen == []  # none is pointed at yet
    down, right, up = Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up
    for key in (down, right, down, down, Qt.Key.Key_Space, up, Qt.Key.Key_Return):
        qtbot.keyClick(cells, key)
    below = 1 + cells.columns
    assert pointed == [0, 1, below, 1]  # the second step down would leave the cells
    assert chosen == [below, 1]
    assert cells.accessibleDescription() == "neuron 1: weight +1.0000"


@pytest.mark.parametrize(
    ("value", "room", "words"),
    [
        (-0.313, 5, "−0.31"),
        (-0.0703, 6, "−0.070"),
        (-0.0703, 5, "−0.07"),
        (9.6e-5, 5, "≈0"),
        (-0.0042, 6, "≈0"),
        (0.0, 4, "0"),
        (-12.3, 3, "−12"),
        (12345.0, 3, ""),
    ],
)
def test_a_number_is_never_cut_by_its_cell(value, room, words):
    assert number_that_fits(value, len, room) == words
