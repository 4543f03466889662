import numpy as np
import pytest

from core.training.curves import CurveData, measured_points
from core.training.records import EpochRecord, Measure, MiniBatchRecord
from core.training.running_mean import running_means


def records(costs, first=1):
    sizes, examples = np.zeros(3), np.zeros(0, int)
    return [MiniBatchRecord(first + i, 1, cost, sizes, examples) for i, cost in enumerate(costs)]


def test_every_number_is_kept_however_it_came():
    costs = np.random.default_rng(1).random(5000)
    data = CurveData()
    for start in range(0, 5000, 77):
        data.append(records(costs[start : start + 77], start + 1))
    assert (data.costs == costs).all()
    assert (data.steps == np.arange(1, 5001)).all()


def test_the_running_mean_is_that_of_the_last_hundred():
    costs = np.random.default_rng(2).random(450)
    data = CurveData()
    for start in range(0, 450, 7):
        data.append(records(costs[start : start + 7], start + 1))
    expected = [costs[max(0, i - 99) : i + 1].mean() for i in range(450)]
    assert np.allclose(data.means, expected)


def test_one_huge_cost_leaves_no_trace_in_later_means():
    values = np.ones(300)
    values[10] = 1e30
    assert running_means(np.zeros(0), values)[200] == 1


def test_nothing_to_append_is_fine():
    data = CurveData()
    data.append([])
    assert len(data.steps) == 0
    assert data.at(5) is None
    assert data.test_at(5) is None


@pytest.mark.parametrize(("step", "place"), [(-5, 0), (1, 0), (2.4, 1), (2.6, 2), (99, 3)])
def test_the_nearest_mini_batch_is_found(step, place):
    data = CurveData()
    data.append(records([0.4, 0.3, 0.2, 0.1]))
    assert data.at(step) == place


def test_measures_come_ordered_by_step_and_once_each():
    data = CurveData()
    for step, accuracy in ((20, 0.5), (10, 0.25), (20, 0.75)):
        data.add_measure(Measure("test", step, 1, 0.1, accuracy, 100))
    steps, accuracies = measured_points(data.tests.values(), "accuracy")
    assert (list(steps), list(accuracies)) == ([10, 20], [0.25, 0.75])
    assert data.test_at(13).step == 10


def test_a_picture_of_a_stretch_holds_its_costs_and_means():
    costs = np.random.default_rng(6).random(30_000)
    data = filled(costs)
    means = data.means
    for start, stop, columns in ((0, 30_000, 100), (77, 29_990, 7), (500, 600, 200), (5, 5, 9)):
        for values, drawn in ((costs, data.drawn_costs), (means, data.drawn_means)):
            steps, shown = drawn(start, stop, columns)
            np.testing.assert_allclose(values[steps.astype(int) - 1], shown, rtol=1e-13)
            assert shown.max(initial=0) == pytest.approx(values[start:stop].max(initial=0))
            assert shown.min(initial=1) == pytest.approx(values[start:stop].min(initial=1))


def test_the_first_and_the_newest_are_those_up_to_here():
    data = filled(np.arange(20.0))
    data.go_to(10)
    assert [part.tolist() for part in data.first_and_newest(3)] == [[1, 8, 9, 10], [0, 7, 8, 9]]
    assert data.first_and_newest(99)[0].tolist() == list(range(1, 11))


def test_clearing_forgets_all():
    data = CurveData()
    data.append(records([1.0]))
    data.add_measure(Measure("test", 1, 1, 0.1, 0.5, 10))
    data.clear()
    assert len(data.costs) == 0
    assert data.tests == {}


def filled(costs):
    data = CurveData()
    data.append(records(costs))
    data.add_measure(Measure("test", 0, 0, 2.3, 0.1, 100))
    test, train = Measure("test", 200, 1, 0.5, 0.8, 100), Measure("train", 200, 1, 0.4, 0.9, 60)
    data.add_epoch(EpochRecord(1, 200, train, test, 1.0, 1.0))
    return data


def test_restored_curves_show_what_was_saved():
    data, restored = filled(np.random.default_rng(4).random(250)), CurveData()
    restored.append(records([9.0, 9.0]))
    restored.restore(data.saved())
    assert (restored.steps == data.steps).all()
    assert (restored.costs == data.costs).all()
    assert np.allclose(restored.means, data.means, rtol=1e-13)
    assert (restored.tests, restored.trains) == (data.tests, data.trains)


def test_a_run_goes_on_after_its_restored_curves():
    costs = np.random.default_rng(5).random(300)
    restored = CurveData()
    restored.restore(filled(costs[:250]).saved())
    restored.append(records(costs[250:], 251))
    assert (restored.steps == np.arange(1, 301)).all()
    assert restored.means[-1] == pytest.approx(costs[-100:].mean())


def test_what_came_after_a_step_is_not_saved_with_it():
    saved = filled(np.ones(250)).saved(last_step=199)
    assert saved.steps[-1] == 199
    assert [measure.step for measure in saved.measures.measures()] == [0]


def test_no_curves_are_saved_and_restored_as_none():
    data = CurveData()
    data.restore(CurveData().saved())
    assert len(data.steps) == len(data.means) == 0
