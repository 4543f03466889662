import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QScrollArea, QToolButton

from core.explain.walk import StepKind, walk
from gui.explain.check_row import LONG, SHORT
from gui.explain.explanation_panel import LEAST_WIDTH, ExplanationPanel
from gui.explain.moment import Moment
from gui.explain.particulars import particulars_of
from gui.network_view.at_rest import choose_shown
from gui.network_view.scene import NeuronId
from gui.widgets.elided import ElidedLabel


@pytest.fixture
def panel(qtbot, theme):
    panel = ExplanationPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def moment_of(derivation, step, focus=None, after=None):
    shown = choose_shown(derivation.network.architecture, derivation.image)
    return Moment(derivation, step, 1.0, shown, focus, after)


def bars_of(panel):
    """Return the bars of the body that is shown."""
    body = panel.body.current
    return body.stack.bars if body is panel.body.adding else body.bars


def show(panel, derivation, kind, layer=None, focus=0):
    for step in walk(derivation.network.architecture):
        if step.kind is kind and layer in (None, step.layer):
            panel.show_moment(moment_of(derivation, step, focus), "the <b>caption</b>")
            return step
    raise AssertionError(kind)


def button(panel, name):
    return next(b for b in panel.findChildren(QToolButton) if b.accessibleName() == name)


@pytest.mark.parametrize("name", ["quadratic", "cross_entropy"])
def test_every_step_is_shown_with_caption_formula_and_table(panel, name, request):
    derivation = request.getfixturevalue(name)
    for step in walk(derivation.network.architecture):
        panel.show_moment(moment_of(derivation, step, after=derivation.stepped(0.1)), "words")
        assert panel.caption == "words"
        assert panel.formula.is_typeset
        assert bars_of(panel).rows
        panel.grab()


def test_the_table_fits_the_narrowest_panel(panel, quadratic):
    for step in walk(quadratic.network.architecture):
        panel.show_moment(moment_of(quadratic, step, 0, quadratic.stepped(0.1)), "words")
        assert bars_of(panel).minimumSizeHint().width() <= LEAST_WIDTH - 2 * 16 - 10


def test_the_next_neuron_is_asked_for_round_and_round(panel, quadratic, qtbot):
    show(panel, quadratic, StepKind.NUDGES, layer=1, focus=5)
    with qtbot.waitSignal(panel.focus_requested) as asked:
        button(panel, "The next neuron").click()
    assert asked.args == [0]
    with qtbot.waitSignal(panel.focus_requested) as asked:
        button(panel, "The neuron before").click()
    assert asked.args == [4]


def test_steps_about_no_single_neuron_offer_no_other(panel, quadratic):
    show(panel, quadratic, StepKind.COST)
    assert not button(panel, "The next neuron").isVisible()


def test_a_hovered_row_tells_its_neuron(panel, quadratic, qtbot):
    show(panel, quadratic, StepKind.NUDGES, layer=3)
    with qtbot.waitSignal(panel.neuron_hovered) as hovered:
        panel.table.bars.row_hovered.emit(3)  # after the bias
    assert hovered.args == [NeuronId(2, 2)]


def test_every_row_can_show_its_arithmetic(panel, quadratic):
    for kind in (StepKind.INPUT, StepKind.FORWARD, StepKind.COST, StepKind.OUTPUT_DESIRES):
        show(panel, quadratic, kind)
        assert all("=" in row.detail for row in panel.table.bars.rows)


def test_an_opened_row_is_scrolled_into_view(panel, quadratic):
    panel.resize(300, 300)
    show(panel, quadratic, StepKind.COST)
    bars = bars_of(panel)
    last = len(bars.rows) - 1
    place = bars.row_rectangle(last).center().toPoint()
    assert not bars.visibleRegion().contains(place)
    bars.open_row(last)
    assert bars.visibleRegion().contains(place)


@pytest.mark.parametrize("layer", [0, 1])
def test_sixteen_requests_and_their_sum_are_in_view(panel, wide, layer):
    panel.resize(364, 563)
    show(panel, wide, StepKind.DESIRES, layer)
    bars, total = bars_of(panel), panel.body.adding.stack.sum
    count = len(bars.rows)
    assert count == (16, 16)[layer]
    for row in range(count):
        assert row_is_whole(bars, row)
    assert total.visibleRegion().boundingRect() == total.rect()
    assert total.accessibleName().startswith("sum")


@pytest.mark.parametrize("kind", [StepKind.DESIRES, StepKind.NUDGES])
def test_a_low_panel_shows_four_whole_rows(panel, wide, kind):
    panel.resize(276, 307)
    show(panel, wide, kind, layer=1)
    bars = bars_of(panel)
    assert sum(row_is_whole(bars, row) for row in range(16)) >= 4


def test_rows_that_find_no_room_are_left_out_whole(panel, wide):
    for height in range(440, 561, 7):
        panel.resize(364, height)
        show(panel, wide, StepKind.OUTPUT_DESIRES)
        bars = bars_of(panel)
        bottom = bars.visibleRegion().boundingRect().bottom() + 1
        assert any(bottom == round(bars.row_rectangle(row).bottom()) for row in range(10))


def row_is_whole(bars, row):
    """Return whether all of a row can be seen, after the panel has been laid out."""
    place = bars.row_rectangle(row).toRect()
    return bars.visibleRegion().boundingRect().contains(place)


def test_the_check_is_asked_for_and_its_result_shown(panel, quadratic, qtbot):
    show(panel, quadratic, StepKind.COST)
    with qtbot.waitSignal(panel.check_requested):
        qtbot.mouseClick(panel.check.button, Qt.MouseButton.LeftButton)
    panel.set_checking()
    panel.set_check_progress(0.428)
    assert panel.check.result.startswith("checking … 42")
    with qtbot.waitSignal(panel.check_cancelled), qtbot.assertNotEmitted(panel.check_requested):
        qtbot.mouseClick(panel.check.button, Qt.MouseButton.LeftButton)
    panel.set_check_result("finite differences agree", True)
    assert panel.check.result == "✓ finite differences agree"
    with qtbot.waitSignal(panel.check_requested):
        qtbot.mouseClick(panel.check.button, Qt.MouseButton.LeftButton)


def test_a_result_is_forgotten_with_its_derivation(panel, quadratic, cross_entropy):
    show(panel, quadratic, StepKind.COST)
    panel.set_check_result("they differ", False)
    show(panel, quadratic, StepKind.OUTPUT_DESIRES)
    assert panel.check.result == "✗ they differ"
    show(panel, cross_entropy, StepKind.COST)
    assert panel.check.result == ""


def test_progress_after_the_result_changes_nothing(panel, quadratic):
    show(panel, quadratic, StepKind.COST)
    panel.set_checking()
    panel.set_check_result("finite differences agree", True)
    panel.set_check_progress(0.9)
    assert panel.check.result == "✓ finite differences agree"


def test_a_check_that_came_to_nothing_can_be_asked_for_again(panel, quadratic, qtbot):
    show(panel, quadratic, StepKind.COST)
    panel.set_checking()
    panel.forget_check()
    assert panel.check.result == ""
    with qtbot.waitSignal(panel.check_requested):
        qtbot.mouseClick(panel.check.button, Qt.MouseButton.LeftButton)


def heading_of(panel):
    return next(h for h in panel.findChildren(ElidedLabel) if h.property("role") == "heading")


@pytest.mark.parametrize("width", [LEAST_WIDTH, 276, 300, 364])
def test_the_heading_is_whole_at_any_width(panel, wide, width):
    panel.resize(width, 307)
    show(panel, wide, StepKind.DESIRES, layer=1)
    heading = heading_of(panel)
    assert heading.shown_text() == heading.text()
    assert panel.check.button.text() == (SHORT if width < 300 else LONG)
    assert panel.check.button.accessibleName() == LONG


def term_is_seen(inspector, row):
    """Return whether a line of the sum is in view."""
    height = inspector.sum.height() / (len(inspector.particulars.lines) + 0.5)
    bottom = int((row + 1) * height)
    return inspector.sum.visibleRegion().boundingRect().bottom() >= bottom


@pytest.mark.parametrize("target", [NeuronId(1, 3), NeuronId(2, 3), NeuronId(3, 3)])
def test_eight_terms_of_a_pinned_neuron_are_in_view_at_the_default_size(panel, wide, target):
    panel.resize(364, 563)
    show(panel, wide, StepKind.DESIRES, layer=1)
    panel.set_particulars(particulars_of(wide, target))
    panel.grab()
    assert panel.inspector.title.shown_text() == panel.inspector.title.text()
    assert all(term_is_seen(panel.inspector, row) for row in range(8))


def test_a_low_panel_gives_the_captions_room_to_what_is_pinned(panel, wide, qtbot):
    panel.resize(276, 307)
    show(panel, wide, StepKind.DESIRES, layer=1)
    panel.set_particulars(particulars_of(wide, NeuronId(2, 15)))
    title = panel.inspector.title
    qtbot.waitUntil(lambda: title.shown_text() == title.text())
    assert term_is_seen(panel.inspector, 3)
    panel.set_particulars(None)
    assert panel.body.isVisible()
    assert panel._caption.isVisible()


@pytest.mark.parametrize("form", ["Stack", "Matrix", "Sums"])
def test_no_form_of_adding_up_scrolls_for_another(panel, wide, form):
    panel.resize(364, 563)
    show(panel, wide, StepKind.DESIRES, layer=1)
    panel.body.adding.set_form(form)
    panel.show_moment(panel.body._moment, panel.caption)
    area = panel.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
