"""How long a map of the cost surface takes, from the order to its finest grid."""

import statistics
import time

import numpy as np

from core.landscape.ground import ground_of
from core.landscape.relief import CostScale
from core.landscape.sample import sample_of
from core.landscape.survey import Kind, Order, survey
from core.network.architecture import Architecture
from core.network.network import Network

TURNS = 5


def test_a_map_of_41_by_41_points_on_1000_examples_is_made_in_time(mnist, record_property):
    network = Network.random(Architecture(), np.random.default_rng(0), np.float32)
    order = Order(Kind.GRADIENT, network, 0, sample_of(mnist.train))
    times, firsts = [], []
    for _ in range(TURNS):
        told = []

        def tell(found, told=told):
            ground_of(found.grid.costs, CostScale.of(found.grid.lowest, found.grid.highest))
            told.append((time.perf_counter(), found))
            return True

        start = time.perf_counter()
        assert survey(order, tell, lambda _share: True)
        firsts.append(told[0][0] - start)
        times.append(told[-1][0] - start)
    value = statistics.median(times)

    print(f"\nthe first grid after {statistics.median(firsts):.2f} s")
    record_property("map_seconds", {"value": value, "unit": "s", "must": 1, "aim": 0.5})
    assert [found.grid.count for _, found in told][:3] == [11, 21, 41]
    assert order.sample.count == 1000
    assert value < 1
