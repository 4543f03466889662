"""Gradient and change by layer: what is drawn is what was made, and any point is a step."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.network.architecture import Architecture
from core.training.branches import Branch
from core.training.bundles import Bundle
from core.training.records import Branches, Measure, MiniBatchRecord
from core.training.settings import TrainingSettings

LENGTHS = np.random.default_rng(5).random((250, 3)).astype(np.float32) + 0.1


@pytest.fixture
def panel(panel):
    panel.show_run(Architecture(), TrainingSettings())
    return panel


def made(lengths, first=1):
    """Return mini-batches whose gradients have these lengths."""
    places = np.arange(10)
    return Bundle.of(
        [MiniBatchRecord(step, 1, 0.5, sizes, places) for step, sizes in enumerate(lengths, first)]
    )


def measured(step, changes):
    return Measure("test", step, 1, 0.5, 0.9, 100, changes=changes)


def test_the_length_of_each_layers_gradient_is_drawn_as_its_mean_over_a_hundred(panel):
    panel.add_bundles([made(LENGTHS[:120]), made(LENGTHS[120:], 121)])
    panel.choice.choose("gradient")
    panel.plots.gradient.redraw()

    for layer in range(3):
        x, y = panel.plots.gradient.plot.points(f"layer {layer + 1}")
        assert list(x) == list(range(1, 251))
        expected = [LENGTHS[max(0, end - 100) : end, layer].mean() for end in range(1, 251)]
        np.testing.assert_allclose(y, expected, rtol=1e-6)


def test_under_the_cursor_stand_the_lengths_of_that_mini_batch_itself(panel):
    panel.add_bundles([made([[0.5, 0.25, 0.125], [2.0, 3.0, 4.0]])])
    panel.choice.choose("gradient")

    words = "step 2 · layer 1 2.00 · 2 3.00 · 3 4.00"
    assert panel.plots.gradient.value_text(2.2) == words
    assert panel.plots.gradient.value_text(None) == ""


def test_the_change_since_the_start_is_drawn_where_it_was_measured(panel):
    panel.add_bundles([made(LENGTHS)])
    for step, changes in ((0, (0.0, 0.0, 0.0)), (100, (1.0, 2.0, 3.0)), (250, (1.5, 2.5, 3.5))):
        panel.add_measure(measured(step, changes))
    panel.choice.choose("change")
    panel.plots.change.redraw()

    x, y = panel.plots.change.plot.points("layer 2")
    assert (list(x), list(y)) == ([0, 100, 250], [0, 2, 2.5])
    assert panel.plots.change.value_text(120) == "step 100 · layer 1 1.00 · 2 2.00 · 3 3.00"


@pytest.mark.parametrize("log", [False, True])
def test_a_branch_aside_and_what_lies_ahead_are_within_the_range(panel, log):
    panel.choice.choose("change")
    first = Branch(0, None, 0, 6, name="first run")
    panel.curves.set_branches(Branches(0, (first,), "h"))
    panel.add_bundles([made(LENGTHS[:6])])
    for step, change in ((0, 1.0), (4, 2.0), (6, 90.0)):
        panel.add_measure(measured(step, (change, change, change)))
    change = panel.plots.change
    change.build()
    change.log.setChecked(log)

    panel.curves.go_to(4)
    change.redraw()
    assert top_of(change) >= 90

    other = Branch(1, 0, 4, 4, name="from step 4")
    panel.curves.set_branches(Branches(1, (first, other), "h"))
    change.redraw()
    assert [aside.branch for aside in panel.curves.asides()] == [0]
    assert top_of(change) >= 90


def top_of(card):
    """Return the highest value in view."""
    top = card.plot._view.viewRange()[1][1]
    return 10**top if card.plot.log else top


def test_the_curve_of_the_change_is_said_to_count_weights_and_biases(panel):
    menu = panel.choice.buttons["cost"].menu()
    assert "parameters" in menu.actions()[2].text()
    for said in (menu.actions()[2].toolTip(), panel.choice.buttons["change"].toolTip()):
        assert "Euclidean length of weights and biases together" in said


def test_the_legend_names_the_layers_that_the_network_has(panel):
    panel.resize(2400, 232)
    panel.show_run(Architecture((784, 30, 10)), TrainingSettings())
    names = [style.name for style in panel.plots.gradient.legend._styles]
    assert names == ["layer 1", "layer 2"]


def test_logarithms_are_drawn_where_they_are_wanted(panel):
    panel.add_bundles([made(LENGTHS)])
    panel.choice.choose("gradient")
    panel.plots.gradient.log.click()
    assert panel.plots.gradient.plot.log
    assert not panel.cost.plot.log


def test_what_has_no_logarithm_leaves_the_scale_to_the_others(panel):
    panel.choice.choose("change")
    for step, changes in ((0, (0.0, 0.0, 0.0)), (10, (0.5, 0.2, 0.0)), (20, (2.0, 0.4, 0.0))):
        panel.add_measure(measured(step, changes))
    panel.plots.change.log.click()
    panel.plots.change.redraw()

    plot = panel.plots.change.plot
    low, high = plot._view.viewRange()[1]
    assert -2 < low < np.log10(0.2)
    assert np.log10(2.0) < high < 2
    assert list(plot._items["layer 1"].yData) == [0.5, 2.0]
    assert plot._items["layer 3"].yData is None


def test_the_menu_of_each_card_leads_to_the_others_and_names_itself(panel):
    menu = panel.choice.buttons["cost"].menu()
    menu.actions()[1].trigger()
    assert panel.choice.card is panel.plots.gradient
    panel.choice.buttons["gradient"].menu().actions()[0].trigger()
    assert panel.choice.card is panel.cost
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]


@pytest.mark.parametrize("title", ["gradient", "change"])
def test_a_click_asks_for_the_network_as_it_was_then(qtbot, panel, title):
    panel.add_bundles([made(LENGTHS)])
    panel.choice.choose(title)
    card = panel.choice.card
    qtbot.waitUntil(lambda: card.plot is not None)
    with qtbot.waitSignal(panel.step_requested) as asked:
        card.plot.history.step_requested.emit(77)
    assert asked.args == [77]


def test_a_card_that_is_not_seen_is_not_drawn(panel):
    panel.add_bundles([made(LENGTHS)])
    assert panel.plots.gradient not in panel.plots.waiting
    assert panel.cost in panel.plots.waiting


def test_the_titles_button_is_reached_by_the_keyboard(panel):
    assert panel.choice.buttons["cost"].focusPolicy() & Qt.FocusPolicy.TabFocus
