import math
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.network.architecture import Architecture
from core.training.bundles import Bundle
from core.training.curves import CurveData
from core.training.divergence import reason_of
from core.training.records import Divergence, EpochRecord
from core.training.settings import TrainingSettings
from gui.theme import Mode
from gui.training.training_panel import TrainingPanel


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("name", ["batch", "epoch", "rewind"])
def test_each_button_asks_for_what_it_says(qtbot, panel, name):
    with qtbot.waitSignal(getattr(panel, f"{name}_requested")):
        click(qtbot, getattr(panel.controls, name))


def test_the_main_button_asks_for_a_run_and_then_for_a_pause(qtbot, panel):
    with qtbot.waitSignal(panel.start_requested):
        click(qtbot, panel.controls.run)
    panel.set_running(True)
    assert panel.controls.run.text() == "Pause"
    with qtbot.waitSignal(panel.pause_requested):
        click(qtbot, panel.controls.run)


def test_learning_rate_and_batch_size_act_at_once(qtbot, panel):
    for field, text, signal, value in (
        (panel.controls.learning_rate, "0.5", panel.learning_rate_changed, 0.5),
        (panel.controls.batch_size, "32", panel.batch_size_changed, 32),
    ):
        field.setText(text)
        with qtbot.waitSignal(signal) as blocker:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert blocker.args == [value]


@pytest.mark.parametrize("text", ["-1", "1001", "nan", "0", "abc"])
def test_a_bad_learning_rate_is_not_told(qtbot, panel, text):
    field = panel.controls.learning_rate
    field.setText(text)
    with qtbot.assertNotEmitted(panel.learning_rate_changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("state") == "bad"


def test_a_batch_over_the_training_images_is_refused(panel):
    panel.show_run(Architecture(), TrainingSettings(train_size=100))
    panel.controls.batch_size.setText("101")
    assert "1 to 100" in panel.controls.batch_size.hint


def test_a_new_network_keeps_rate_and_batch_size(qtbot, panel):
    panel.controls.learning_rate.set_value(0.25)
    panel.network.hidden.setText("30")
    with qtbot.waitSignal(panel.run_requested) as blocker:
        click(qtbot, panel.network.apply)
    assert blocker.args == [Architecture((784, 30, 10)), TrainingSettings(learning_rate=0.25)]


@pytest.mark.parametrize(("rate", "expected"), [(1.0, 0.05), (0.7, 0.7)])
def test_a_new_network_takes_its_suggested_rate_unless_one_was_set_by_hand(
    qtbot, panel, rate, expected
):
    panel.controls.learning_rate.set_value(rate)
    panel.network.activation.setCurrentText("Tanh")
    with qtbot.waitSignal(panel.run_requested) as blocker:
        click(qtbot, panel.network.apply)
    architecture, settings = blocker.args
    assert (architecture.activation, settings.learning_rate) == ("tanh", expected)


def test_a_rate_that_is_entered_is_told_to_the_plan_of_the_next_network(qtbot, panel):
    panel.controls.learning_rate.setText("0.25")
    qtbot.keyClick(panel.controls.learning_rate, Qt.Key.Key_Return)
    panel.network.hidden.setText("30")
    assert panel.network.plan.text() == "new run, learning rate 0.25"


def test_a_new_start_asks_for_the_same_network_with_another_seed(qtbot, panel):
    with qtbot.waitSignal(panel.run_requested) as blocker:
        click(qtbot, panel.network.new_start)
    architecture, settings = blocker.args
    assert architecture == Architecture()
    assert settings.seed != 0


def test_records_are_kept_and_drawn(qtbot, panel, make_records):
    costs = np.linspace(1, 0.1, 50)
    panel.add_bundles([Bundle.of(make_records(costs))])
    qtbot.waitUntil(lambda: panel.status.values["step"].text() == "50")
    x, y = panel.cost.plot.points("mini-batch")
    assert list(x) == list(range(1, 51))
    assert np.allclose(y, costs)


def test_200_000_mini_batches_are_drawn_with_few_points_and_their_peak(panel, make_records):
    costs = np.full(200_000, 0.1)
    costs[123_456] = 3.0
    panel.add_bundles([Bundle.of(make_records(costs))])
    panel.cost.redraw()
    x, y = panel.cost.plot.points("mini-batch")
    assert len(x) <= 2 * panel.cost.plot.width()
    assert y.max() == 3.0
    assert len(panel.data.costs) == 200_000


def test_measures_give_the_curve_of_accuracy_in_per_cent(panel, make_measure):
    panel.add_measure(make_measure(0, 0.1))
    panel.add_measure(make_measure(500, 0.5))
    panel.accuracy.redraw()
    x, y = panel.accuracy.plot.points("unseen")
    assert (list(x), list(y)) == ([0, 500], [10, 50])


def test_an_epoch_adds_the_accuracy_on_the_training_images(panel, make_measure):
    record = EpochRecord(1, 600, make_measure(600, 0.75), make_measure(600, 0.5), 1.0, 1.0)
    panel.add_epoch(record)
    panel.accuracy.redraw()
    assert panel.accuracy.plot.points("training")[1] == [75]


def test_the_values_under_the_cursor_are_those_of_the_nearest_mini_batch(
    panel, make_records, make_measure
):
    panel.add_bundles([Bundle.of(make_records([0.5, 0.25, 0.125]))])
    panel.add_measure(make_measure(2, cost=0.3))
    assert panel.cost.value_text(2.2) == "step 2 · batch 0.250 · mean 0.375 · test 0.300"


def test_a_logarithmic_scale_survives_a_cost_of_zero(panel, make_records):
    panel.add_bundles([Bundle.of(make_records([1.0, 0.0, 0.1]))])
    panel.cost.log.click()
    assert panel.cost.plot.points("mini-batch")[1].min() > 0
    panel.grab()


def test_divergence_is_said_with_its_reason_until_it_runs_again(panel, snapshot):
    panel.set_running(True)
    panel.show_divergence(Divergence(9, 1, "the cost became infinite at step 9", snapshot))
    panel.set_running(False)
    assert panel.status.state.text() == "diverged"
    assert panel.warning.text == "The cost became infinite at step 9."
    panel.set_running(True)
    assert panel.warning.isHidden()


@pytest.mark.parametrize("width", [1024, 1440])
def test_a_warning_moves_nothing_and_leaves_the_marked_curve_to_be_seen_if_it_can(
    panel, snapshot, width
):
    panel.resize(width, 232)
    cards = (panel.choice, panel.accuracy, panel.status, panel.network)
    before = [card.geometry() for card in cards]
    words = reason_of(12_345, 12, math.inf, 1000.0, 500.0)
    panel.show_divergence(Divergence(12_345, 12, words, snapshot))
    assert [card.geometry() for card in cards] == before
    place = panel.warning.geometry()
    others = (panel.accuracy, panel.status if width == 1440 else panel.choice)
    assert others[0].geometry().united(others[1].geometry()).contains(place)
    assert place.top() >= panel.choice.y() + panel.cost.log.geometry().bottom()
    assert place.height() >= panel.warning.heightForWidth(place.width())


@pytest.mark.parametrize(
    "end", [TrainingPanel.clear, partial(TrainingPanel.set_running, running=True)]
)
def test_a_warning_goes_when_a_run_begins_again(panel, snapshot, end):
    panel.show_divergence(Divergence(9, 1, "the cost became infinite", snapshot))
    end(panel)
    assert panel.warning.isHidden()


@pytest.mark.parametrize("cost", [0.1234, 1234.5, 8.184e33, 1.234e-12])
def test_no_number_is_cut_in_the_narrow_window(qtbot, theme, panel, make_measure, cost):
    panel.setFont(theme.font())
    panel.resize(1024, 228)
    panel.add_measure(make_measure(4_000_000, cost=cost))
    panel.prepare()
    values = panel.status.values.values()
    qtbot.waitUntil(lambda: all(value.width() >= width_of_text(value) for value in values))


@pytest.mark.parametrize("step", [999_999, 1_620_000, 99_999_999])
@pytest.mark.parametrize("width", [1024, 1440])
def test_the_step_is_never_cut_and_the_full_number_is_said(qtbot, theme, panel, step, width):
    panel.setFont(theme.font())
    panel.resize(width, 228)
    panel.show_place(step, 270)
    label, status = panel.status.values["step"], panel.status
    qtbot.waitUntil(lambda: label.width() >= width_of_text(label))
    right = label.mapTo(status, label.rect().topRight()).x()
    assert right < status.width() - status._layout.contentsMargins().right()
    assert f"{step:,}" in (label.text(), label.toolTip())


def width_of_text(label):
    return label.fontMetrics().horizontalAdvance(label.text())


def test_before_the_first_mini_batch_the_cards_say_what_to_do(qtbot, panel, make_records):
    for card in (panel.cost, panel.accuracy):
        assert card.empty.isVisible()
        assert not card.plot.isVisible()
    panel.add_bundles([Bundle.of(make_records([1.0]))])
    qtbot.waitUntil(panel.cost.plot.isVisible)
    assert not panel.cost.empty.isVisible()
    panel.clear()
    assert panel.accuracy.empty.isVisible()


def test_restored_curves_are_drawn_with_their_newest_numbers(panel, make_records, make_measure):
    before = CurveData()
    before.append(make_records([0.5, 0.25]))
    before.add_measure(make_measure(2, accuracy=0.75, cost=0.3))
    panel.clear()
    panel.show_place(2, 1)
    panel.restore(before.saved())
    texts = {name: value.text() for name, value in panel.status.values.items()}
    assert (texts["step"], texts["epoch"]) == ("2", "1")
    assert (texts["cost"], texts["test cost"]) == ("0.375", "0.300")
    assert texts["accuracy"].startswith("75.00")
    assert list(panel.cost.plot.points("mini-batch")[1]) == [0.5, 0.25]


def test_clearing_forgets_curves_and_numbers(panel, make_records, make_measure):
    panel.add_bundles([Bundle.of(make_records([1.0, 0.5]))])
    panel.add_measure(make_measure(2))
    panel.clear()
    assert len(panel.cost.plot.points("mini-batch")[0]) == 0
    assert panel.status.values["step"].text() == "0"
    assert panel.status.values["accuracy"].text() == "–"


@pytest.mark.parametrize("width", [640, 1024, 1440, 2000])
@pytest.mark.parametrize("mode", [Mode.DARK, Mode.LIGHT])
def test_the_panel_draws_at_every_width_and_in_every_theme(panel, theme, make_records, width, mode):
    panel.add_bundles([Bundle.of(make_records([1.0, 0.5, 0.2]))])
    theme.set_mode(mode)
    panel.resize(width, 232)
    assert panel.width() == width
    assert not panel.grab().isNull()


def test_the_plots_come_by_themselves_once_the_panel_is_seen(qtbot, theme):
    panel = TrainingPanel(theme)
    qtbot.addWidget(panel)
    assert panel.cost.plot is None
    panel.show()
    qtbot.waitUntil(lambda: panel.cost.plot is not None)


def test_in_a_small_window_the_fields_of_the_network_take_the_place_of_the_controls(panel, qtbot):
    panel.resize(640, 228)
    assert panel.fields.folded
    assert panel.controls.isVisible()
    assert not panel.network.isVisible()

    click(qtbot, panel.fields.switch)
    assert not panel.controls.isVisible()
    assert panel.network.isVisible()

    panel.resize(1024, 228)
    assert panel.controls.isVisible()
    assert panel.network.isVisible()
    assert not panel.fields.switch.isVisible()


@pytest.mark.parametrize("width", [640, 700, 868, 1024, 1440])
def test_no_block_lies_over_another_at_any_width(panel, width):
    panel.resize(width, 232)
    panel.grab()
    blocks = [panel.controls, panel.network, panel.cost, panel.accuracy, panel.status]
    places = [
        block.rect().translated(block.mapTo(panel, block.rect().topLeft()))
        for block in blocks
        if block.isVisible()
    ]
    assert all(a.right() < b.left() for a, b in pairwise(places))
    assert places[-1].right() < width
