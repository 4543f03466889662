import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QTextDocumentFragment

from gui.explain.example_panel import LEAST_WIDTH, ExamplePanel
from gui.explain.figures import Answer
from gui.explain.grid_values import GridValues
from gui.network_view.inputs import InputChoice
from gui.widgets.pixel_values import PixelValues

ROOM_IN_THE_SMALLEST_WINDOW = 348  # beside training, at 1024 x 640


@pytest.fixture
def panel(qtbot, theme):
    panel = ExamplePanel(theme)
    qtbot.addWidget(panel)
    panel.set_example("test", 321, np.linspace(0, 1, 784), 2, 10_000)
    panel.show()
    return panel


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_neighbours_are_asked_for(panel, qtbot):
    for name, index in (("previous", 320), ("next", 322)):
        with qtbot.waitSignal(panel.example_requested) as asked:
            click(qtbot, getattr(panel.controls, name))
        assert asked.args == ["test", index]


def test_before_the_first_comes_the_last(panel, qtbot):
    panel.set_example("train", 0, np.zeros(784), 5, 60_000)
    with qtbot.waitSignal(panel.example_requested) as asked:
        click(qtbot, panel.controls.previous)
    assert asked.args == ["train", 59_999]


def test_an_index_can_be_typed(panel, qtbot):
    field = panel.controls.index
    field.selectAll()
    qtbot.keyClicks(field, "9999")
    with qtbot.waitSignal(panel.example_requested) as asked:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == ["test", 9999]


def test_an_index_beyond_the_set_is_marked_with_the_limit(panel, qtbot):
    field = panel.controls.index
    field.selectAll()
    qtbot.keyClicks(field, "10000")
    assert field.property("state") == "bad"
    assert "9,999" in field.hint


def test_a_random_example_of_a_digit_is_asked_for(panel, qtbot):
    with qtbot.waitSignal(panel.random_requested) as asked:
        click(qtbot, panel.controls.random)
    assert asked.args == [None]
    panel.controls.digit.set_chosen("7")
    with qtbot.waitSignal(panel.random_requested) as asked:
        click(qtbot, panel.controls.random)
    assert asked.args == [7]


def test_choosing_a_digit_or_a_set_asks_at_once(panel, qtbot):
    panel.controls.digit.setCurrentText("3")
    with qtbot.waitSignal(panel.random_requested) as asked:
        panel.controls.digit.activated.emit(4)
    assert asked.args == [3]
    panel.controls.set_name.set_chosen("train")
    with qtbot.waitSignal(panel.example_requested) as asked:
        panel.controls.set_name.activated.emit(1)
    assert asked.args == ["train", 0]


def test_a_wrong_one_is_asked_for(panel, qtbot):
    with qtbot.waitSignal(panel.wrong_requested):
        click(qtbot, panel.controls.wrong)


def test_showing_an_example_asks_for_nothing(panel, qtbot):
    with qtbot.assertNotEmitted(panel.example_requested):
        panel.set_example("train", 5, np.zeros(784), 5, 60_000)


@pytest.mark.parametrize(("correct", "sign"), [(True, "✓"), (False, "✗")])
def test_right_and_wrong_answers_differ_by_sign_and_colour(panel, theme, correct, sign):
    panel.set_answer(Answer(7, 0.864, False, correct), 1.511)
    text = panel.figures.answer.text()
    assert sign in text
    assert "0.86" in text
    assert (theme.colors.negative in text) == (not correct)
    assert panel.figures.cost.text() == "1.511"


def test_another_example_forgets_the_answer(panel):
    panel.set_answer(Answer(7, 0.864, False, False), 1.511)
    panel.set_example("test", 322, np.zeros(784), 9, 10_000)
    assert panel.figures.label.text() == "9"
    assert "7" not in panel.figures.answer.text()


def test_a_small_panel_shrinks_the_digit_and_clips_nothing(dressed, panel):
    panel.resize(LEAST_WIDTH, ROOM_IN_THE_SMALLEST_WINDOW)
    assert panel.minimumSizeHint().width() <= LEAST_WIDTH
    assert panel.minimumSizeHint().height() <= ROOM_IN_THE_SMALLEST_WINDOW
    for part in (panel.digit, panel.figures, panel.controls):
        assert panel.rect().contains(part.geometry())


def test_the_marked_pixels_are_named(panel):
    panel.set_marked(range(16), InputChoice())
    assert panel.digit.marked == tuple(range(16))
    assert panel.inputs.text() == "drawn as neurons: the 16 brightest pixels of this picture"
    panel.set_marked(range(784), InputChoice(everything=True))
    assert panel.digit.marked == ()
    assert panel.inputs.text() == "all 784 pixels drawn as neurons"


def test_the_line_over_the_grid_tells_what_it_shows_and_the_scale_how_much(panel):
    values = PixelValues("weight", np.linspace(-1, 2, 784), 1.5)
    panel.set_grid(GridValues(values, ("weights of neuron 3", "weights")))
    assert panel.grid_caption == "weights of neuron 3"
    assert panel.scale.ends == ("−1.50", "+1.50")
    assert panel.modes.isVisible()
    panel.set_grid(None)
    assert panel.grid_caption.startswith("the picture")
    assert not panel.scale.isVisible()
    assert not panel.modes.isVisible()


def test_a_share_is_written_in_per_cent_and_a_huge_activation_short(panel):
    panel.set_answer(Answer(7, 0.864, True, True), 0.1)
    assert "86" in panel.figures.answer.text()
    assert "%" in panel.figures.answer.text()
    panel.set_answer(Answer(7, 248128.3, False, False), 1.2e10)
    assert "2.5×10⁵" in panel.figures.answer.text()
    assert panel.figures.cost.text() == "1.2×10¹⁰"


def seen(label):
    """Return what a label of rich text draws, in which < begins a tag."""
    assert label.textFormat() == Qt.TextFormat.RichText
    return QTextDocumentFragment.fromHtml(label.text()).toPlainText()


@pytest.mark.parametrize(
    ("cost", "text"), [(0.0, "0.000"), (4e-5, "<0.001"), (0.0006, "0.001"), (0.5, "0.500")]
)
def test_a_cost_is_written_as_zero_only_where_it_is_zero(panel, cost, text):
    panel.set_answer(Answer(7, 1.0, False, True), cost)

    assert seen(panel.figures.cost) == text


def test_equal_outputs_are_no_answer(panel):
    panel.set_answer(Answer(None, 0.0, False, False), 1.0)
    assert panel.figures.answer.toolTip().startswith("no answer")
