import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QLabel

from gui.main_window import SMALLEST_SIZE, MainWindow
from gui.panel_shares import PanelShares
from gui.theme import Mode, Theme


@pytest.fixture
def window(qtbot):
    window = MainWindow(Theme(Mode.DARK))
    names = ("left", "title", "network", "one", "two", "transport", "training")
    labels = {name: QLabel(name) for name in names}
    window.build(
        labels["left"],
        labels["title"],
        labels["network"],
        labels["one"],
        labels["transport"],
        labels["training"],
    )
    window.right.addWidget(labels["two"])
    qtbot.addWidget(window)
    window.labels = labels
    window.show()
    return window


def test_all_panels_but_the_second_right_one_are_seen(window):
    seen = {name for name, label in window.labels.items() if label.isVisible()}

    assert seen == set(window.labels) - {"two"}


def test_side_panels_and_training_grow_with_the_window_and_the_picture_more(window):
    small, large = ([], [])
    for size, sizes in (((1440, 900), small), ((2560, 1440), large)):
        window.resize(*size)
        sizes += [*window.columns.sizes(), window.rows.sizes()[1]]

    left, middle, right, training = (b - a for a, b in zip(small, large, strict=True))

    assert 100 < left < right < middle
    assert 50 < training < 200


@pytest.mark.parametrize("handle", [1, 2])
def test_a_column_that_was_moved_keeps_its_share_and_the_others_are_as_they_suit(window, handle):
    window.resize(1000, 800)
    window.columns.moveSplitter(230 if handle == 1 else 700, handle)
    window.columns.splitterMoved.emit(0, handle)
    moved = window.columns.sizes()[0 if handle == 1 else 2] / window.columns.width()

    window.resize(2000, 800)
    sizes = window.columns.sizes()

    suits = PanelShares().columns(2000)
    column, other = (0, 2) if handle == 1 else (2, 0)
    assert sizes[column] == pytest.approx(moved * 2000, abs=3)
    assert sizes[other] == pytest.approx(suits[other], abs=3)


def test_panels_go_back_to_what_suits_the_window(window):
    window.resize(1440, 900)
    before = window.columns.sizes(), window.rows.sizes()
    window.set_shares(PanelShares(0.4, 0.1, 0.5))
    assert window.columns.sizes() != before[0]

    window.forget_shares()

    assert (window.columns.sizes(), window.rows.sizes()) == before


@pytest.mark.parametrize("size", [(640, 480), (900, 600), (1440, 900), (3000, 1500)])
def test_at_every_size_side_columns_leave_most_of_the_width_to_the_picture(window, size):
    window.resize(*size)
    window.arrange(window.size())

    left, middle, right = window.columns.sizes()

    assert middle >= 0.44 * size[0]
    assert left <= 0.28 * size[0]
    assert right <= 0.28 * size[0]


def test_the_window_stays_usable(window):
    window.resize(10, 10)

    assert window.size() == SMALLEST_SIZE


def test_it_opens_no_larger_than_the_screen(window):
    window.open_at_default_size()

    room = window.screen().availableGeometry().size()
    assert window.size().boundedTo(room) == window.size() or window.size() == SMALLEST_SIZE


def test_closing_is_told_before_it_is_done(window):
    told = []
    window.closing.connect(lambda: told.append(window.isVisible()))

    window.close()

    assert told == [True]


def test_the_whole_program_fits_the_smallest_window(program):
    program.window.resize(SMALLEST_SIZE)

    assert program.window.size() == QSize(640, 480)
    for panel in (program.view, program.transport, program.title):
        assert panel.isVisible()
        corner = panel.mapTo(program.window, panel.rect().bottomRight())
        assert program.window.rect().contains(corner), panel
