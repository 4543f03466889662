"""Gradients by layer beside the costs of a run, of its branches, and after a session."""

import numpy as np

from core.training.branch_curves import BranchCurves
from core.training.branches import Branch
from core.training.curves import CurveData, change_points
from core.training.records import Branches, Measure
from core.training.saved_curves import SavedCurves
from core.training.segment import Segment

RNG = np.random.default_rng(3)


def steps(first, last):
    return np.arange(first, last + 1, dtype=float)


def test_the_numbers_of_any_mini_batch_come_back_as_they_were():
    data, rows = CurveData(), RNG.random((300, 2)).astype(np.float32)
    for start in range(0, 300, 70):
        part = rows[start : start + 70]
        data.extend(steps(start + 1, start + len(part)), np.ones(len(part)), part)
    for place in (0, 69, 70, 299):
        np.testing.assert_array_equal(data.gradients_at(place), rows[place])


def test_a_branch_has_its_own_and_those_of_the_way_that_led_to_it():
    curves = BranchCurves()
    first = Branch(0, None, 0, 6, name="first run")
    curves.set_branches(Branches(0, (first,), "h"))
    curves.extend(steps(1, 6), np.ones(6), np.full((6, 1), 2.0))
    curves.go_to(4)
    curves.set_branches(Branches(1, (first, Branch(1, 0, 4, 4)), "h"))
    curves.extend(steps(5, 8), np.ones(4), np.full((4, 1), 7.0))

    values = [float(curves.line.gradients_at(place)[0]) for place in range(8)]
    assert values == [2, 2, 2, 2, 7, 7, 7, 7]
    (aside,) = curves.asides()
    x, y = aside.drawn_gradients(0, 100)
    assert (x.tolist(), y.tolist()) == ([5, 6], [2, 2])


def test_the_first_means_of_a_branch_count_what_came_before_it():
    curves, values = BranchCurves(), RNG.random(400).astype(np.float32)
    first = Branch(0, None, 0, 300, name="first run")
    curves.set_branches(Branches(0, (first,), "h"))
    curves.extend(steps(1, 300), values[:300], values[:300, None])
    curves.go_to(250)
    curves.set_branches(Branches(1, (first, Branch(1, 0, 250, 250)), "h"))
    curves.extend(steps(251, 400), values[250:], values[250:, None])

    x, means = curves.line.drawn_gradients(0, 0, 400, 1000)

    assert x.tolist() == list(range(1, 401))
    expected = [np.mean(values[max(0, i - 99) : i + 1], dtype=float) for i in range(400)]
    np.testing.assert_allclose(means, expected, rtol=1e-6)


def test_curves_of_a_session_without_gradients_go_on_with_them():
    data = CurveData()
    data.restore(SavedCurves.of(steps(1, 5), np.ones(5), []))
    data.extend(steps(6, 8), np.ones(3), np.array([[1.0], [2.0], [3.0]]))

    assert len(data.gradients_at(4)) == 0
    assert data.gradients_at(6).tolist() == [2]
    x, y = data.drawn_gradients(0, 0, data.count, 100)
    assert (x.tolist(), y.tolist()) == ([6, 7, 8], [1, 1.5, 2])


def test_gradients_are_saved_back_to_the_first_that_is_known():
    data = CurveData()
    data.restore(SavedCurves.of(steps(1, 5), np.ones(5), []))
    rows = np.array([[0.1, 1], [0.2, 2], [0.3, 3]], np.float32)
    data.extend(steps(6, 8), np.ones(3), rows)

    again = CurveData()
    again.restore(data.saved())
    again.extend(steps(9, 9), np.ones(1), np.float32([[0.4, 4]]))

    assert data.saved().gradients.tobytes() == rows.tobytes()
    assert data.saved(7).gradients.tobytes() == rows[:2].tobytes()
    assert len(data.saved(5).gradients) == 0
    assert len(again.gradients_at(4)) == 0
    assert again.gradients_between(0, 9).tolist() == [*rows.tolist(), np.float32([0.4, 4]).tolist()]


def test_curves_as_they_were_are_saved_after_others_have_been_added():
    data = CurveData()
    data.extend(steps(1, 3), np.ones(3), np.float32([[1], [2], [3]]))
    data.add_measure(Measure("test", 3, 1, 1.0, 0.5, 10, changes=(1.0,)))
    then = data.as_now()
    data.extend(steps(4, 6), np.ones(3), np.float32([[4], [5], [6]]))
    data.add_measure(Measure("test", 6, 1, 1.0, 0.5, 10, changes=(2.0,)))

    saved = then.saved()

    assert saved.steps.tolist() == [1, 2, 3]
    assert saved.gradients.ravel().tolist() == [1, 2, 3]
    assert saved.measures.steps.tolist() == [3]


def test_gradients_of_a_branch_are_saved_with_those_of_the_way_to_it():
    first, second = Segment(), Segment()
    first.extend(steps(1, 4), np.ones(4), np.arange(4, dtype=np.float32)[:, None])
    second.extend(steps(3, 4), np.ones(2), np.float32([[20], [30]]))
    data = CurveData()
    data.follow([(first, 2), (second, np.inf)])

    assert data.saved().gradients.ravel().tolist() == [0, 1, 20, 30]


def test_many_are_thinned_and_their_peak_stays():
    rows = np.full((50_000, 1), 0.1)
    rows[33_300:33_500] = 4.0
    data = CurveData()
    data.extend(steps(1, 50_000), np.ones(50_000), rows)
    x, y = data.drawn_gradients(0, 0, 50_000, 300)
    assert len(x) < 700
    np.testing.assert_allclose(y.max(), 4.0)


def test_measures_without_changes_are_left_out_of_their_curve():
    known = Measure("test", 9, 1, 1.0, 0.5, 10, changes=(1.0, 2.0))
    x, y = change_points([known, Measure("test", 3, 1, 1.0, 0.5, 10)], 1)
    assert (x.tolist(), y.tolist()) == ([9], [2])
