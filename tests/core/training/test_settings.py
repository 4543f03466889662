import pytest

from core.errors import UsageError
from core.training.settings import TrainingSettings


def test_the_defaults_are_those_of_the_reference_run():
    settings = TrainingSettings()
    assert (settings.learning_rate, settings.batch_size) == (1.0, 10)
    assert (settings.seed, settings.train_size) == (0, 60_000)


@pytest.mark.parametrize("value", [0, -1, 1000.5, 1e9, float("nan"), float("inf"), -float("inf")])
def test_a_learning_rate_out_of_range_is_refused_with_value_and_limit(value):
    with pytest.raises(UsageError, match=r"learning rate .*above 0, at most 1000"):
        TrainingSettings(learning_rate=value)


@pytest.mark.parametrize("value", [0, -3, 101])
def test_a_batch_size_out_of_range_is_refused_with_the_number_of_images(value):
    with pytest.raises(UsageError, match=f"{value} examples.*from 1 to 100"):
        TrainingSettings(batch_size=value, train_size=100)


@pytest.mark.parametrize("value", [-1, 2**32])
def test_a_seed_out_of_range_is_refused(value):
    with pytest.raises(UsageError, match=f"seed {value}.*4294967295"):
        TrainingSettings(seed=value)


@pytest.mark.parametrize("value", [0, -1, 60_001])
def test_a_train_size_out_of_range_is_refused(value):
    with pytest.raises(UsageError, match="from 1 to 60,000"):
        TrainingSettings(train_size=value)


def test_the_limits_themselves_are_accepted():
    TrainingSettings(learning_rate=1000, batch_size=60_000, seed=2**32 - 1)
    TrainingSettings(learning_rate=1e-30, batch_size=1, seed=0, train_size=1)


@pytest.mark.parametrize(("name", "value"), [
    ("momentum", -0.1), ("momentum", 1), ("momentum", float("nan")),
    ("l2", -1e-9), ("l2", 1.1), ("decay", -0.1), ("decay", 1), ("decay", float("inf")),
])  # fmt: skip
def test_momentum_penalty_and_decay_out_of_range_are_refused(name, value):
    words = {"momentum": "momentum", "l2": "L2 penalty", "decay": "decay"}
    with pytest.raises(UsageError, match=f"{words[name]} {value:g}: choose"):
        TrainingSettings(**{name: value})


def test_they_are_off_unless_asked_for():
    settings = TrainingSettings()
    assert (settings.momentum, settings.l2, settings.decay) == (0, 0, 0)
