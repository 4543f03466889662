import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt

from core.data.images import ImageSet
from core.training.confusion import Answers, Confusion
from gui.theme import Mode, Theme
from gui.training.digit_matrix import DigitMatrix, words_of
from gui.training.digits_panel import DigitsPanel

LABELS = np.array([3, 3, 3, 8, 8, 0] * 20, np.uint8)


def answers(wrong=8, step=5):
    """Return answers that take the first of each three 3s for another digit."""
    given = LABELS.copy()
    given[::6] = wrong
    return Answers(step, 1, given)


@pytest.fixture
def panel(qtbot):
    panel = DigitsPanel(Theme(Mode.DARK))
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.set_images(ImageSet("test", np.zeros((120, 784), np.uint8), LABELS))
    panel.show()
    panel.set_answers(answers())
    return panel


def test_the_page_tells_how_many_are_right_and_at_which_step(panel):
    assert panel.title.text().replace("\u202f", " ") == "83.33 % right at step 5"
    assert panel.confusion.counts[3, 8] == 20


def test_newer_answers_are_shown_half_a_second_later_not_sooner(panel, qtbot):
    panel.set_answers(answers(step=6))
    panel.set_answers(answers(wrong=0, step=7))
    assert panel.confusion.counts[3, 8] == 20
    panel._timer.timeout.emit()
    assert panel.confusion.counts[3, 0] == 20
    assert "step 7" in panel.title.text()


def test_a_hidden_page_counts_nothing(panel):
    panel.hide()
    panel._timer.stop()
    panel.set_answers(answers(wrong=0))
    assert panel.confusion.counts[3, 8] == 20
    panel.show()
    assert panel.confusion.counts[3, 0] == 20


def test_a_cell_opens_its_images_and_one_of_them_can_be_chosen(panel, qtbot):
    panel.open_cell(3, 8)
    assert list(panel.strip.numbers) == list(range(0, 120, 6))
    with qtbot.waitSignal(panel.image_chosen) as chosen:
        port, place = panel.strip.viewport(), panel.strip.place_of(2).center()
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [12]


def test_the_same_cell_once_more_closes_the_images(panel):
    panel.open_cell(3, 8)
    panel.open_cell(3, 8)
    assert not panel.strip.isVisible()


def test_the_open_images_stay_while_the_run_goes_on_and_follow_when_it_rests(panel):
    panel.open_cell(3, 8)
    panel.set_running(True)
    panel.set_answers(answers(wrong=0))
    panel._timer.timeout.emit()
    assert len(panel.strip.numbers) == 20
    panel.set_running(False)
    assert len(panel.strip.numbers) == 0


def test_a_run_that_begins_again_has_no_answers(panel):
    panel.open_cell(3, 8)
    panel.set_answers(None)
    panel._timer.timeout.emit()
    assert panel.title.text() == "No answers yet"
    assert panel.confusion is None
    assert not panel.strip.isVisible()


def test_only_pictures_in_view_are_made(panel, qtbot):
    made = []
    strip = panel.strip
    strip.show()
    strip.setFixedSize(200, 80)

    def picture(number):
        made.append(number)
        return np.zeros((28, 28), np.uint8)

    strip.set_pictures(range(10_000), picture)
    strip.grab()
    assert 0 < strip.drawn <= 5 * 4
    assert max(made) < 40


@pytest.fixture
def matrix(qtbot):
    matrix = DigitMatrix(Theme(Mode.DARK))
    qtbot.addWidget(matrix)
    matrix.resize(300, 260)
    matrix.show()
    matrix.set_confusion(Confusion.of(LABELS, answers().answers))
    return matrix


def test_the_table_is_walked_and_opened_by_keys(matrix, qtbot):
    reached, opened = [], []
    matrix.reached.connect(reached.append)
    matrix.chosen.connect(lambda label, answer: opened.append((label, answer)))
    for key in (
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Return,
    ):
        qtbot.keyClick(matrix, key)
    assert reached == [(0, 0), (1, 0), (1, 1), (0, 1)]
    assert opened == [(0, 1)]


def test_the_edge_of_the_table_holds_the_keys(matrix, qtbot):
    for _ in range(3):
        qtbot.keyClick(matrix, Qt.Key.Key_Left)
    with qtbot.waitSignal(matrix.chosen) as chosen:
        qtbot.keyClick(matrix, Qt.Key.Key_Space)
    assert chosen.args == [0, 0]


def test_every_cell_is_where_it_is_drawn(matrix):
    for label in range(10):
        for answer in range(10):
            centre = matrix.box(label, answer).center()
            assert matrix.cell_at(centre.x(), centre.y()) == (label, answer)
    assert matrix.box(9, 0).bottom() <= matrix.sizeHint().height()


def test_errors_have_a_scale_of_their_own(matrix):
    assert matrix.opacity(3, 8) == 1.0
    assert matrix.opacity(8, 3) == 0.0
    assert 0 < matrix.opacity(3, 3) < matrix.opacity(8, 8) < 0.5


def test_a_cell_is_told_in_words(matrix):
    words = words_of(Confusion.of(LABELS, answers().answers), (3, 8)).replace("\u202f", " ")
    assert words == "20 of 60 images of a 3 answered as 8 (33.3 %)"


def test_a_click_beside_the_table_opens_nothing(matrix, qtbot):
    with qtbot.assertNotEmitted(matrix.chosen):
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
