from dataclasses import replace

import numpy as np
import pytest

from core.errors import UsageError
from core.explain.places import Place
from core.landscape.costs import PlaneCosts
from core.landscape.path import Path
from core.landscape.sample import mean_cost
from core.landscape.survey import End, Kind, Order, survey
from core.landscape.walked import Walked
from core.network.parameters import Parameters


@pytest.fixture
def order(network, sample):
    rng = np.random.default_rng(0)
    here = network.parameters.vector
    steps = rng.standard_normal((8, here.size)) * 0.05
    vectors = tuple(here - each for each in np.cumsum(steps[::-1], axis=0)[::-1])
    path = Path(tuple(range(9)), (*vectors, here))
    end = End("elsewhere", here + rng.standard_normal(here.size))
    ways = [here + np.cumsum(rng.standard_normal((9, here.size)) * 0.05, axis=0) for _ in "ab"]
    walked = tuple(
        Walked(name, Path((0, *range(1, 10)), (here, *way)))
        for name, way in zip(("quick", "slow"), ways, strict=True)
    )
    return Order(Kind.GRADIENT, network, 8, sample, path, end=end, walked=walked)


def surveys(order):
    told = []
    assert survey(order, lambda each: told.append(each) is None, lambda _share: True)
    return told


def shown_paths(made):
    return made.walked if made.path is None else (made.path,)


@pytest.mark.parametrize("kind", Kind)
def test_a_finer_grid_keeps_the_costs_of_the_coarser_one(order, kind):
    coarse, middle, fine, last = surveys(replace(order, kind=kind))
    assert [each.grid.count for each in (coarse, middle, fine)] == [11, 21, 41]
    assert np.array_equal(middle.grid.costs[::2, ::2], coarse.grid.costs)
    assert np.array_equal(fine.grid.costs[::2, ::2], middle.grid.costs)
    assert last.complete
    assert len(last.walked) == 2 if kind is Kind.RACE else last.path is not None


@pytest.mark.parametrize("kind", Kind)
def test_every_point_of_the_grid_has_the_cost_of_the_network_there(order, kind):
    made = surveys(replace(order, kind=kind))[-1]
    sizes = order.network.architecture.sizes
    for row, column in ((0, 0), (20, 20), (7, 33)):
        a = made.grid.extent.axis(0, 41)[column]
        b = made.grid.extent.axis(1, 41)[row]
        there = order.network.with_parameters(Parameters(made.plane.point(a, b), sizes))
        assert made.grid.costs[row, column] == pytest.approx(
            mean_cost(there, order.sample), rel=1e-5
        )


@pytest.mark.parametrize("kind", Kind)
def test_the_same_order_gives_the_same_map_bit_for_bit(order, kind):
    first, second = (surveys(replace(order, kind=kind))[-1] for _ in range(2))
    assert np.array_equal(first.grid.costs, second.grid.costs)
    assert np.array_equal(first.plane.v, second.plane.v)
    for one, other in zip(shown_paths(first), shown_paths(second), strict=True):
        assert np.array_equal(one.costs, other.costs)


def test_another_seed_is_another_direction(order):
    first, second = (surveys(replace(order, seed=seed))[0] for seed in (0, 1))
    assert np.array_equal(first.plane.u, second.plane.u)
    assert abs(first.plane.v @ second.plane.v) < 0.9


def test_the_points_of_the_path_carry_their_own_cost(order):
    made = surveys(order)[-1]
    for vector, cost in zip(order.path.vectors, made.path.costs, strict=True):
        network = order.network.with_parameters(
            Parameters(vector, order.network.architecture.sizes)
        )
        x, y = order.sample.x, order.sample.y
        assert cost == pytest.approx(((network.outputs(x) - y) ** 2).sum(axis=1).mean())


def test_the_cost_under_a_point_is_that_of_the_plane(order):
    made = surveys(order)[-1]
    costs = PlaneCosts(order.network.architecture, made.plane, order.sample)
    for place, below in zip(made.path.places, made.path.below, strict=True):
        assert below == pytest.approx(costs.at(*place), rel=1e-5)


def test_on_the_path_plane_the_start_is_seen_where_it_is_and_no_plane_holds_more(order):
    path_plane = surveys(replace(order, kind=Kind.PATH))[0].plane
    gradient_plane = surveys(order)[0].plane
    away = order.path.array - order.network.parameters.vector
    held = [((away @ plane.u) ** 2 + (away @ plane.v) ** 2).sum() for plane in
            (path_plane, gradient_plane)]  # fmt: skip
    squares = np.linalg.svd(away, compute_uv=False) ** 2
    assert held[0] == pytest.approx(squares[:2].sum())
    assert held[0] > held[1]


def test_the_plane_of_ends_goes_through_all_three(order):
    made = surveys(replace(order, kind=Kind.ENDS))[-1]
    three = [order.network.parameters.vector, order.path.vectors[0], order.end.vector]
    assert made.plane.distances(np.stack(three)) == pytest.approx(np.zeros(3), abs=1e-12)
    assert made.plane.point(*made.end) == pytest.approx(order.end.vector)
    assert made.grid.extent.holds(*made.end)


def test_in_the_plane_of_two_parameters_nothing_else_changes(order):
    places = (Place(2, 3, 4), Place(3, 1))
    made = surveys(replace(order, kind=Kind.PARAMETERS, places=places))[0]
    moved = Parameters(made.plane.point(0.5, -0.25), order.network.architecture.sizes)
    change = moved.vector - order.network.parameters.vector
    assert np.count_nonzero(change) == 2
    assert moved.weights[1][3, 4] - order.network.parameters.weights[1][3, 4] == pytest.approx(0.5)
    assert moved.biases[2][1] - order.network.parameters.biases[2][1] == pytest.approx(-0.25)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": Kind.PARAMETERS, "places": (Place(2, 3, 4),) * 2}, "choose another parameter"),
        ({"kind": Kind.PARAMETERS, "places": (Place(2, 3, 9), None)}, "choose 0 to 6"),
        ({"kind": Kind.PARAMETERS, "places": (Place(4, 0), None)}, "choose 1 to 3"),
        ({"kind": Kind.PATH, "path": Path()}, "no path yet"),
        ({"kind": Kind.ENDS, "end": None}, "no other end yet"),
    ],
)
def test_a_plane_that_does_not_exist_is_said_with_what_to_do(order, changes, words):
    with pytest.raises(UsageError, match=words):
        surveys(replace(order, **changes))


def test_ends_that_coincide_are_said(order):
    same = End("the start again", order.path.vectors[0])
    with pytest.raises(UsageError, match="same direction"):
        surveys(replace(order, kind=Kind.ENDS, end=same))


def test_a_path_on_one_line_is_said(order):
    here = order.network.parameters.vector
    line = Path((0, 1, 2), tuple(here + k for k in (2.0, 1.0, 0.0)))
    with pytest.raises(UsageError, match="straight line"):
        surveys(replace(order, kind=Kind.PATH, path=line))


@pytest.mark.parametrize("asked", [1, 5, 30, 60, 80])
def test_it_can_be_given_up_at_any_moment(order, asked):
    calls, told = [], []

    def go_on(_share):
        calls.append(1)
        return len(calls) < asked

    assert not survey(order, lambda each: told.append(each) is None, go_on)
    assert not any(each.complete for each in told)
