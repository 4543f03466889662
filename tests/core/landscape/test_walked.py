"""The ways of a race on the cost surface: the real ways, their own costs, the best plane."""

from dataclasses import replace

import numpy as np
import pytest

from core.data.images import Dataset
from core.errors import UsageError
from core.experiments.race import Race, Walker
from core.experiments.race_run import run_race
from core.landscape.sample import mean_cost
from core.landscape.survey import Kind, Order, survey
from core.landscape.walked import start_of, walked_in, walked_plane
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters
from core.progress import Unwatched
from core.training.run import SgdRun
from tests.core.landscape.conftest import made_images

SMALL = Architecture((784, 5, 10))
WALKERS = Walker(5, 40), Walker(60, 12)


@pytest.fixture(scope="module")
def dataset():
    return Dataset(made_images(60), made_images(40, "test", 4), "made up")


@pytest.fixture(scope="module")
def result(dataset):
    return run_race(Race(SMALL, WALKERS, seed=2, train_size=60), Unwatched(), dataset)


def surveyed(order):
    told = []
    assert survey(order, lambda each: told.append(each) is None, lambda _share: True)
    return told[-1]


@pytest.fixture(scope="module")
def made(result, sample):
    order = Order(Kind.RACE, start_of(result), 0, sample, walked=walked_in(result))
    return surveyed(order)


def test_the_ways_are_those_that_the_walkers_went(result, dataset):
    for walker, walked in zip(WALKERS, walked_in(result), strict=True):
        run = SgdRun(SMALL, walker.settings(2, 60), dataset.train)
        for step, vector in zip(walked.path.steps, walked.path.vectors, strict=True):
            while run.step_count < step:
                run.step()
            assert np.array_equal(vector, run.network.parameters.vector)
        assert walked.path.steps[-1] == walker.steps


def test_all_went_from_the_network_of_the_seed(result, dataset):
    start = SgdRun(SMALL, WALKERS[0].settings(2, 60), dataset.train).network.parameters.vector
    assert np.array_equal(start_of(result).parameters.vector, start)
    assert all(np.array_equal(each.path.vectors[0], start) for each in walked_in(result))


def test_points_of_the_ways_carry_their_true_costs_and_distances(result, made, sample):
    for walked, path in zip(walked_in(result), made.walked, strict=True):
        assert path.steps == walked.path.steps
        for vector, place, off, cost in zip(
            walked.path.vectors, path.places, path.distances, path.costs, strict=True
        ):
            there = Network(SMALL, Parameters(vector.astype(float), SMALL.sizes))
            assert cost == pytest.approx(mean_cost(there, sample), rel=1e-6)
            shadow = made.plane.point(*place)
            assert off == pytest.approx(np.linalg.norm(vector - shadow), abs=1e-9)


def test_all_ways_are_in_view(made):
    for path in made.walked:
        assert all(made.grid.extent.holds(*place) for place in path.places.tolist())


def test_no_other_plane_through_the_start_holds_more_of_both_ways(result):
    start = start_of(result).parameters.vector.astype(float)
    walked = walked_in(result)
    plane = walked_plane(start, walked)
    ways = [each.path.array - start for each in walked]
    held = [((way @ plane.u) ** 2 + (way @ plane.v) ** 2).mean() for way in ways]
    weighted = np.concatenate([way / np.sqrt(len(way)) for way in ways])
    most = (np.linalg.svd(weighted, compute_uv=False)[:2] ** 2).sum()
    assert sum(held) == pytest.approx(most, rel=1e-9)
    assert np.array_equal(plane.origin, start)


def test_long_ways_are_thinned_and_keep_their_ends(result):
    whole, thin = walked_in(result)[0].path, walked_in(result, most=5)[0].path
    assert len(thin) == 5 < len(whole)
    assert (thin.steps[0], thin.steps[-1]) == (0, 40)
    assert set(thin.steps) <= set(whole.steps)
    few = result.paths[0].thinned(6 * result.paths[0].parameters[0].nbytes)
    path = walked_in(replace(result, paths=(few, result.paths[1])))[0].path
    assert path.steps == tuple(few.steps[few.kept].astype(int)) != whole.steps


def test_a_walker_that_diverged_is_shown_up_to_there(result, sample):
    first = result.paths[0]
    broken = first.parameters.copy()
    broken[3:, 7] = np.nan
    paths = (replace(first, parameters=broken), result.paths[1])
    walked = walked_in(replace(result, paths=paths))
    assert len(walked[0].path) == 3
    made = surveyed(Order(Kind.RACE, start_of(result), 0, sample, walked=walked))
    assert [len(path.steps) for path in made.walked] == [3, len(walked[1].path)]


def test_a_race_without_points_or_steps_is_said(result):
    none = tuple(replace(path, parameters=path.parameters[:0]) for path in result.paths)
    with pytest.raises(UsageError, match="kept no points"):
        start_of(replace(result, paths=none))
    start = start_of(result).parameters.vector
    with pytest.raises(UsageError, match="made no step"):
        walked_plane(start, walked_in(replace(result, paths=none)))
    with pytest.raises(UsageError, match="straight line"):
        walked_plane(start, [walked_in(result, most=2)[0]])
