"""How fast training is, beside PyTorch and JAX: ratios of times that were taken in turn.

The times are those of the processor, so that other programs on the machine don't count, and a
second thread would.
"""

import statistics
import time
from importlib.util import find_spec

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from core.data.mnist import load_mnist
from core.network.architecture import Architecture
from core.network.network import Network, targets
from core.training.curves import CurveData
from core.training.full_gradient import full_gradient, pieces
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.training.sgd_step import SgdStep
from tests.benchmarks.rivals import jax_variants, pytorch_variants

ROUNDS = 11
EXAMPLES = {10: 6_000, 32: 16_000, 100: 30_000}  # a multiple of the batch size each


@pytest.fixture(scope="module")
def dataset():
    return load_mnist()


@pytest.fixture(scope="module")
def tensors(dataset):
    """Return all training images and targets as the others want them."""
    images = dataset.train
    return images.activations(slice(None), np.float32), targets(images.labels, np.float32)


@pytest.fixture(autouse=True)
def one_thread():
    with threadpool_limits(1, user_api="blas"):
        yield


class Ours:
    """A run as the verb `train` makes it: a record for every mini-batch, all kept in curves."""

    def __init__(self, dataset, batch_size):
        settings = TrainingSettings(batch_size=batch_size)
        self.run = SgdRun(Architecture(), settings, dataset.train)
        self.curves = CurveData()

    def train(self, examples):
        """Return the seconds of the next steps, and the places of their examples."""
        steps = examples // self.run.settings.batch_size
        records = []
        start = time.process_time()
        while len(records) < steps:
            made = self.run.steps(min(200, steps - len(records)))
            self.curves.append(made)
            records += made
        seconds = time.process_time() - start
        return seconds, np.concatenate([record.examples for record in records])


def bare_seconds(dataset, batch_size, steps):
    """Return the seconds of steps alone: no images gathered, no records made."""
    network = Network.random(Architecture(), np.random.default_rng(0), np.float32)
    step = SgdStep(network.architecture, network.parameters)
    x, y = next(pieces(dataset.train, batch_size, batch_size))
    start = time.process_time()
    for _ in range(steps):
        step.compute(x, y, -0.01 / batch_size)
        step.apply()
    return time.process_time() - start


def times_of_all(dataset, batch_size, rivals):
    """Return the seconds a step of ours, of the bare step and of each rival, round by round."""
    ours, examples = Ours(dataset, batch_size), EXAMPLES[batch_size]
    steps = examples // batch_size
    times = {name: [] for name in ("ours", "bare", *rivals)}
    for _ in range(ROUNDS + 1):
        seconds, places = ours.train(examples)
        times["ours"].append(seconds / steps)
        times["bare"].append(bare_seconds(dataset, batch_size, steps) / steps)
        for name, train in rivals.items():
            times[name].append(train(places) / steps)
    return {name: np.array(values[1:]) for name, values in times.items()}


def times_as_fast(dataset, batch_size, rivals):
    """Return how many times as fast ours is as the fastest rival; print all."""
    times = times_of_all(dataset, batch_size, rivals)
    print()
    for name, values in times.items():
        print(f"{name:42} {np.median(values) * 1e6:8.1f} us a mini-batch")
    fastest = min(rivals, key=lambda name: np.median(times[name]))
    value = float(np.median(times[fastest] / times["ours"]))
    bare = float(np.median(times[fastest] / times["bare"]))
    print(f"beside {fastest}: {value:.2f} times as fast, the bare step {bare:.2f} times")
    return value


@pytest.mark.parametrize(("batch_size", "must", "aim"), [(10, 8, 12), (32, 5, 6), (100, 3, 4)])
@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed (extra bench)")
def test_training_beside_pytorch(dataset, tensors, record_property, batch_size, must, aim):
    variants = pytorch_variants(*tensors, batch_size)
    value = times_as_fast(dataset, batch_size, variants)
    name = f"training_vs_pytorch_batch_{batch_size}"
    record_property(name, {"value": value, "unit": "x", "must": must, "aim": aim})
    assert value >= must


@pytest.mark.parametrize("batch_size", [10, 32])
@pytest.mark.skipif(find_spec("jax") is None, reason="JAX is not installed (extra bench)")
def test_training_beside_jax(dataset, tensors, record_property, batch_size):
    value = times_as_fast(dataset, batch_size, jax_variants(*tensors, batch_size))
    name = f"training_vs_jax_batch_{batch_size}"
    record_property(name, {"value": value, "unit": "x", "must": 1.3, "aim": 1.3})
    assert value >= 1.3


def test_the_gradient_of_all_images(dataset, record_property):
    network = Network.random(Architecture(), np.random.default_rng(0), np.float32)
    seconds, pauses, looks = [], [], []
    for _ in range(5):
        start = time.perf_counter()
        full_gradient(network, dataset.train, unwanted=lambda: looks.append(time.perf_counter()))
        seconds.append(time.perf_counter() - start)
        pauses.append(max(np.diff(looks)))
        looks.clear()
    value = statistics.median(seconds)
    print(f"\n{value:.3f} s; longest until a cancel is noticed {max(pauses) * 1e3:.1f} ms")
    record_property("full_gradient_seconds", {"value": value, "unit": "s", "must": 0.3, "aim": 0.1})
    assert value < 0.3
