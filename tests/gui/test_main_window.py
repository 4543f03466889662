import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QLabel

from gui.main_window import SMALLEST_SIZE, MainWindow
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
        (labels["one"], labels["two"]),
        labels["transport"],
        labels["training"],
    )
    qtbot.addWidget(window)
    window.labels = labels
    window.show()
    return window


def test_all_panels_but_the_second_right_one_are_seen(window):
    seen = {name for name, label in window.labels.items() if label.isVisible()}

    assert seen == set(window.labels) - {"two"}


def test_the_side_columns_are_wider_in_a_large_window(window):
    widths = []
    for width in (1440, 2000, 2560):
        window.resize(width, 900)
        window.arrange(window.size())
        left, centre, right = window.columns.sizes()
        widths.append((left, right))
        assert centre > left + right
    assert widths == sorted(widths)
    assert widths[2][0] > 1.3 * widths[0][0]
    assert widths[2][1] > 1.3 * widths[0][1]


def test_the_picture_takes_the_room_that_is_left(window):
    window.resize(1000, 700)
    window.arrange(window.size())
    before = window.labels["network"].width(), window.labels["left"].width()

    window.resize(1400, 700)

    assert window.labels["network"].width() == pytest.approx(before[0] + 400, abs=2)
    assert window.labels["left"].width() == pytest.approx(before[1], abs=2)


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
