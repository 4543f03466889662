import numpy as np
import pytest

from core.errors import UsageError
from core.experiments.race import EXAMPLES, STEPS, Race, Walker
from core.experiments.race_run import run_race, stops_of
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters
from core.progress import Unwatched
from core.training.measures import measure
from core.training.run import SgdRun
from tests.core.experiments.conftest import SMALL, Watcher

RACE = Race(SMALL, (Walker(10, 90), Walker(300, 8), Walker(1, 150)), train_size=300)
BITS = "steps", "examples", "costs", "accuracies", "parameters"


def raced(race, dataset):
    return run_race(race, Unwatched(), dataset)


def test_a_race_repeats_bit_for_bit_but_for_its_seconds(dataset):
    first, second = raced(RACE, dataset), raced(RACE, dataset)

    for path, other in zip(first.paths, second.paths, strict=True):
        for name in BITS:
            assert getattr(path, name).tobytes() == getattr(other, name).tobytes()


def test_another_seed_gives_another_race(dataset):
    other = Race(SMALL, RACE.walkers, seed=1, train_size=300)

    assert not np.array_equal(
        raced(RACE, dataset).paths[0].costs, raced(other, dataset).paths[0].costs
    )


def test_all_start_from_the_same_parameters_and_go_to_their_ends(dataset):
    paths = raced(RACE, dataset).paths

    for path, walker in zip(paths, RACE.walkers, strict=True):
        assert np.array_equal(path.parameters[0], paths[0].parameters[0])
        assert (path.steps[0], path.steps[-1]) == (0, walker.steps)


def test_every_example_seen_is_counted(dataset):
    batches, full, single = raced(RACE, dataset).paths

    assert np.array_equal(full.examples, 300 * full.steps)
    assert np.array_equal(single.examples, single.steps)
    assert np.array_equal(batches.examples, 10 * batches.steps)


def test_each_walks_as_it_would_walk_alone(dataset):
    path = raced(RACE, dataset).paths[0]
    run = SgdRun(SMALL, RACE.walkers[0].settings(0, 300), dataset.train)
    for _ in range(90):
        run.step()

    assert np.array_equal(path.parameters[-1], run.network.parameters.vector)


def test_costs_and_accuracies_are_those_of_the_parameters_told(dataset):
    path = raced(RACE, dataset).paths[1]
    for at in (0, 3, -1):
        parameters = Parameters(path.parameters[at], SMALL.sizes)
        network = Network(SMALL, parameters)
        assert path.costs[at] == measure(network, dataset.train, 0, 0).cost
        assert path.accuracies[at] == measure(network, dataset.test, 0, 0).accuracy


def test_the_first_step_is_not_the_first_of_its_kind(dataset, monkeypatch):
    made = []
    advance = SgdRun.advance

    def noting(run, most):
        made.append(run)
        return advance(run, most)

    monkeypatch.setattr(SgdRun, "advance", noting)
    run_race(Race(SMALL, (Walker(10, 3),), 0, 60), Unwatched(), dataset)

    assert made[0] is not made[1]  # what the first call loads isn't counted as walking


def test_seconds_never_run_backwards(dataset):
    for path in raced(RACE, dataset).paths:
        assert (np.diff(path.seconds) >= 0).all()


def test_one_that_diverges_says_so_and_the_others_go_on(dataset):
    wild = Architecture((784, 6, 10), "leaky_relu")
    race = Race(wild, (Walker(10, 50, 1000.0), Walker(300, 5, 0.01)), train_size=300)

    result = raced(race, dataset)

    lost, fine = result.paths
    assert "learning rate" in lost.problem
    assert lost.steps[-1] < 50
    assert (fine.problem, fine.steps[-1]) == ("", 5)
    assert result.problems()[0].startswith("Batches of 10: ")


def test_one_that_cannot_begin_says_so_and_the_others_go_on(dataset):
    result = raced(Race(SMALL, (Walker(301, 5), Walker(10, 20)), train_size=300), dataset)

    assert "mini-batch of 301" in result.paths[0].problem
    assert result.paths[1].steps[-1] == 20


def test_a_race_of_nobody_is_refused(dataset):
    with pytest.raises(UsageError, match="nobody walks"):
        raced(Race(SMALL, ()), dataset)


@pytest.mark.parametrize("patience", [0, 1, 2, 10, 50])
def test_a_race_can_be_given_up_at_any_look(dataset, patience):
    assert run_race(RACE, Watcher(patience), dataset) is None


def test_what_is_told_meanwhile_is_true_of_the_end(dataset, monkeypatch):
    monkeypatch.setattr("core.experiments.race_run.TELL_SECONDS", 0.0)
    watcher = Watcher()

    end = run_race(RACE, watcher, dataset)

    for told in watcher.told:
        for path, whole in zip(told.paths, end.paths, strict=True):
            assert np.array_equal(path.costs, whole.costs[: len(path.costs)])
    assert watcher.fractions == sorted(watcher.fractions)


def test_it_is_found_where_an_accuracy_was_first_passed(dataset):
    path = raced(RACE, dataset).paths[0]
    at = path.first_above(0.5, STEPS)

    first = int(np.flatnonzero(path.steps == at)[0])
    assert path.accuracies[first] > 0.5
    assert (path.accuracies[:first] <= 0.5).all()
    assert path.first_above(1.0, EXAMPLES) is None


@pytest.mark.parametrize("steps", [1, 2, 31, 1000, 60_000])
def test_a_path_is_measured_at_both_ends_and_seldom_enough(steps):
    stops = stops_of(steps)

    assert (stops[0], stops[-1]) == (0, steps)
    assert stops == sorted(set(stops))
    assert len(stops) <= 64


def test_the_table_has_a_row_for_each_point(dataset):
    result = raced(RACE, dataset)

    assert len(result.table()) == 1 + sum(len(path.steps) for path in result.paths)
