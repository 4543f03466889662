"""Going back, elsewhere and on in the history of a run, in the whole window."""

import random

import numpy as np
import pytest

from core.training.run import SgdRun
from tests.gui.conftest import SMALL
from tests.gui.running import curve, run_batches, shown_vector

LAST = 30


@pytest.fixture
def gone(program, qtbot, settle):
    """A program whose run has made 30 mini-batches."""
    run_batches(program, qtbot, LAST)
    settle(program)
    return program


@pytest.fixture(scope="module")
def plain(small_dataset):
    """A run beside the program: parameters and costs by step."""
    from core.network.architecture import Architecture

    run = SgdRun(Architecture((784, 6, 5, 10)), SMALL, small_dataset.train)
    vectors, costs = [run.network.parameters.vector.tobytes()], [0.0]
    for _ in range(LAST + 20):
        costs.append(run.step().cost)
        vectors.append(run.network.parameters.vector.tobytes())
    return vectors, costs


def go_to(program, settle, step):
    program.training_panel.step_requested.emit(step)
    settle(program)


def run_on(program, qtbot, settle, count):
    end = program.training.step + count
    program.trainer.run_batches(count)
    qtbot.waitUntil(lambda: program.training.step == end and program.training.at_rest)
    settle(program)


def change_rate(program, settle, rate):
    program.training.set_learning_rate(rate)
    settle(program)


def press(program, settle, name):
    program.actions[name].trigger()
    settle(program)


def test_a_step_back_shows_network_and_curves_as_they_were(gone, settle, plain):
    vectors, costs = plain

    press(gone, settle, "train_back")

    assert shown_vector(gone).tobytes() == vectors[LAST - 1]
    derived = gone.explain.derivation.network.parameters.vector
    np.testing.assert_array_equal(derived, shown_vector(gone))
    np.testing.assert_array_equal(curve(gone).costs, costs[1:LAST])
    assert curve(gone).drawn_ahead(1000)[0].tolist() == [LAST - 1, LAST]
    assert gone.training_panel.status.values["step"].text() == str(LAST - 1)


def test_the_button_goes_back_and_is_off_at_the_start(gone, settle, plain):
    back = gone.training_panel.controls.back
    back.click()
    settle(gone)
    assert shown_vector(gone).tobytes() == plain[0][LAST - 1]

    go_to(gone, settle, 0)

    assert shown_vector(gone).tobytes() == plain[0][0]
    assert not back.isEnabled()


def test_any_step_comes_back_bit_for_bit_and_the_end_again(gone, settle, plain):
    for step in (7, 23, 1, 20, 0):
        go_to(gone, settle, step)
        assert shown_vector(gone).tobytes() == plain[0][step]

    press(gone, settle, "train_to_end")

    assert shown_vector(gone).tobytes() == plain[0][LAST]
    assert len(curve(gone).drawn_ahead(1000)[0]) == 0


def test_of_many_requests_only_the_newest_is_carried_out(gone, settle, plain):
    arrived = []
    gone.training.moved.connect(lambda moved: arrived.append(moved.snapshot.step))

    for step in range(25, 2, -1):
        gone.training_panel.step_requested.emit(step)
    settle(gone)
    settle(gone)

    assert arrived[-1] == 3
    assert len(arrived) == 2  # the first, and the newest of those that came meanwhile
    assert shown_vector(gone).tobytes() == plain[0][3]


def test_a_click_on_a_curve_goes_to_its_step(gone, qtbot, settle, plain):
    card = gone.training_panel.cost
    card.build()
    card.redraw()
    card.plot.history.step_requested.emit(12)
    settle(gone)

    assert shown_vector(gone).tobytes() == plain[0][12]
    assert card.plot.history.here.value() == pytest.approx(12, abs=0.2)
    assert card.plot.history.here.isVisible()


def test_going_on_without_a_change_makes_the_same_again(gone, qtbot, settle, plain):
    go_to(gone, settle, 10)
    run_on(gone, qtbot, settle, 40)

    assert shown_vector(gone).tobytes() == plain[0][50]
    np.testing.assert_array_equal(curve(gone).costs, plain[1][1:51])
    assert len(gone.training_panel.curves.tree.branches) == 1


def test_after_a_change_the_old_future_is_a_branch_that_can_be_returned_to(
    gone, qtbot, settle, plain
):
    go_to(gone, settle, 10)
    change_rate(gone, settle, 3.0)
    run_on(gone, qtbot, settle, 8)
    curves = gone.training_panel.curves
    new = shown_vector(gone).tobytes()

    assert curves.current == 1
    assert new != plain[0][18]
    np.testing.assert_array_equal(curve(gone).costs[:10], plain[1][1:11])
    (old,) = [aside for aside in curves.asides() if aside.branch == 0]
    np.testing.assert_array_equal(old.drawn_means(1000)[0], np.arange(11, LAST + 1))

    gone.training_panel.branch_requested.emit(0)
    settle(gone)
    assert shown_vector(gone).tobytes() == plain[0][LAST]
    np.testing.assert_array_equal(curve(gone).costs, plain[1][1 : LAST + 1])
    assert gone.training_panel.controls.learning_rate.value == SMALL.learning_rate

    gone.training_panel.branch_requested.emit(1)
    settle(gone)
    assert shown_vector(gone).tobytes() == new
    assert gone.training_panel.controls.learning_rate.value == 3.0


def test_the_list_of_branches_says_where_each_left_and_how_it_ends(gone, qtbot, settle):
    go_to(gone, settle, 10)
    change_rate(gone, settle, 3.0)
    run_on(gone, qtbot, settle, 8)
    bar = gone.training_panel.history
    gone.training_panel._list_branches()

    texts = [action.text() for action in bar.menu.actions()]

    assert not bar.branches.isHidden()
    assert texts[0].startswith("first run · 30 mini-batches · cost ")
    assert texts[1].startswith("from step 10 · 8 mini-batches · cost ")
    assert [action.isChecked() for action in bar.menu.actions()] == [False, True]


def test_the_bar_says_that_this_is_the_past(gone, settle):
    bar = gone.training_panel.history
    assert bar.words.text() == f"mini-batch {LAST} · epoch 2"

    go_to(gone, settle, 12)

    assert bar.words.text().startswith("mini-batch 12 of 30 · epoch 1 · this is the past")
    assert not bar.to_end.isHidden()


def test_rewinding_keeps_the_old_way_ahead(gone, settle, plain):
    press(gone, settle, "train_rewind")

    assert len(curve(gone).steps) == 0
    assert curve(gone).last_step == LAST
    go_to(gone, settle, 25)
    assert shown_vector(gone).tobytes() == plain[0][25]


def test_another_start_forgets_the_history(gone, settle):
    press(gone, settle, "train_new")

    assert curve(gone).last_step == 0
    assert not gone.training_panel.controls.back.isEnabled()


def test_an_edit_is_marked_and_undone_from_further_on_and_done_again(gone, qtbot, settle):
    before = shown_vector(gone).tobytes()
    press(gone, settle, "make_step")
    run_on(gone, qtbot, settle, 6)
    further = shown_vector(gone).tobytes()
    (mark,) = gone.training_panel.place.marks
    assert (mark.step, mark.by_hand) == (LAST, True)
    assert mark.words in gone.actions["undo"].text()
    assert gone.actions["undo"].text().endswith(f"(goes to mini-batch {LAST})")

    press(gone, settle, "undo")
    assert shown_vector(gone).tobytes() == before
    assert gone.training.step == LAST
    assert gone.training_panel.place.marks == ()

    press(gone, settle, "redo")
    assert shown_vector(gone).tobytes() == further
    assert gone.training.step == LAST + 6
    assert gone.training_panel.place.marks == (mark,)


def test_in_the_past_of_an_edit_there_is_nothing_to_undo(gone, settle):
    press(gone, settle, "make_step")
    assert gone.actions["undo"].isEnabled()

    go_to(gone, settle, 10)
    assert not gone.actions["undo"].isEnabled()

    press(gone, settle, "train_to_end")
    assert gone.actions["undo"].isEnabled()


def test_a_label_is_undone_before_the_step_that_was_made_earlier(gone, settle):
    before = shown_vector(gone).tobytes()
    true = gone.explain.derivation.label
    press(gone, settle, "make_step")
    press(gone, settle, f"label_{(true + 1) % 10}")
    press(gone, settle, f"label_{(true + 2) % 10}")

    press(gone, settle, "undo")
    assert gone.explain.derivation.label == (true + 1) % 10
    press(gone, settle, "undo")
    assert gone.explain.derivation.label == true
    press(gone, settle, "redo")
    assert gone.explain.derivation.label == (true + 1) % 10
    press(gone, settle, "undo")
    press(gone, settle, "undo")
    assert shown_vector(gone).tobytes() == before


def test_another_example_ends_what_can_be_undone_of_labels(gone, settle):
    press(gone, settle, f"label_{(gone.explain.derivation.label + 1) % 10}")
    assert gone.actions["undo"].isEnabled()

    gone.chooser.next()
    settle(gone)

    assert not gone.actions["undo"].isEnabled()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_the_costs_and_bits_of_a_way_are_always_the_same(
    gone, qtbot, settle, run_of, seed
):
    """Note bits at each place of the history; wherever one comes by again, they are the same."""
    rng = random.Random(seed)
    known, costs = {}, {}

    def check():
        curves = gone.training_panel.curves
        step, branch = gone.training.step, curves.current
        bits = shown_vector(gone).tobytes()
        assert run_of(gone).parameters.vector.tobytes() == bits
        at_edit = any(
            mark.step == step and mark.by_hand for mark in gone.training_panel.place.marks
        )
        if not at_edit:
            assert known.setdefault((curves.tree.owner(branch, step), step), bits) == bits
        assert curve(gone).steps.tolist() == list(range(1, step + 1))
        for place, cost in zip(curve(gone).steps, curve(gone).costs, strict=True):
            owner = curves.tree.owner(branch, int(place))
            assert costs.setdefault((owner, place), cost) == cost

    for _ in range(25):
        curves = gone.training_panel.curves
        what = rng.choice(["run", "run", "back", "scrub", "rate", "edit", "undo", "redo", "branch"])
        if what == "run":
            run_on(gone, qtbot, settle, rng.randint(1, 8))
        elif what == "back":
            press(gone, settle, "train_back")
        elif what == "scrub":
            go_to(gone, settle, rng.randint(0, curves.last_step))
        elif what == "rate":
            change_rate(gone, settle, rng.choice([0.5, 1.0, 2.0]))
        elif what == "edit":
            press(gone, settle, "make_step")
        elif what == "branch":
            branch = rng.randrange(len(curves.tree.branches))
            gone.training_panel.branch_requested.emit(branch)
            settle(gone)
        else:
            press(gone, settle, what)
        settle(gone)
        check()
    assert gone.messages.errors == []


def test_the_memory_of_the_history_is_chosen_in_the_menu(gone, settle, plain, monkeypatch):
    asked = []
    monkeypatch.setattr(gone.trainer, "set_history_memory", asked.append)
    assert gone.actions["history_64"].isChecked()

    press(gone, settle, "history_16")

    assert asked == [16_000_000]
