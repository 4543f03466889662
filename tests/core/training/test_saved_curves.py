import numpy as np
import pytest

from core.training import saved_curves
from core.training.records import Measure
from core.training.saved_curves import SavedCurves, SavedMeasures


def measured(step, cost=0.5):
    return Measure("test", step, 1, cost, 0.25, 100)


def test_measures_come_back_in_the_order_of_their_steps():
    train = Measure("train", 20, 2, 0.1, 0.75, 50)
    saved = SavedMeasures.of([train, measured(10)])
    assert saved.measures() == [measured(10), train]


@pytest.mark.parametrize("cost", [np.inf, np.nan])
def test_a_measure_of_an_infinite_cost_is_left_out(cost):
    assert SavedMeasures.of([measured(1), measured(2, cost)]).measures() == [measured(1)]


def test_of_very_long_curves_the_newest_part_is_kept(monkeypatch):
    monkeypatch.setattr(saved_curves, "MOST_BATCHES", 3)
    monkeypatch.setattr(saved_curves, "MOST_MEASURES", 2)
    steps = np.arange(1.0, 6.0)
    saved = SavedCurves.of(steps, steps / 10, [measured(step) for step in (5, 1, 3)])
    assert saved.steps.tolist() == [3, 4, 5]
    assert saved.costs.tolist() == [0.3, 0.4, 0.5]
    assert saved.measures.steps.tolist() == [3, 5]


def test_saved_curves_do_not_share_memory_with_what_goes_on_growing():
    costs = np.ones(3)
    saved = SavedCurves.of(np.arange(1.0, 4.0), costs, [])
    costs[0] = 9
    assert saved.costs.tolist() == [1, 1, 1]
    assert not saved.costs.flags.writeable
