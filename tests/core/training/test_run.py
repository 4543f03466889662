import numpy as np
import pytest

from core.errors import UsageError
from core.network import backpropagation
from core.network.architecture import Architecture
from core.network.network import targets
from core.training.records import Diverged
from core.training.run import SgdRun
from core.training.settings import TrainingSettings

SMALL = Architecture((784, 8, 10))


def new_run(dataset, architecture=SMALL, **settings):
    settings = {"train_size": 205, **settings}
    return SgdRun(architecture, TrainingSettings(**settings), dataset.train)


def steps(run, count, with_snapshot=False):
    return [run.step(with_snapshot) for _ in range(count)]


def bits(run):
    return run.network.parameters.vector.tobytes()


def test_a_step_subtracts_the_learning_rate_times_the_mean_gradient(dataset):
    run = new_run(dataset, learning_rate=0.7)
    before = run.network.with_parameters(run.network.parameters.copy(np.float64))
    record = run.step(with_snapshot=True)
    x = dataset.train.activations(record.examples)
    y = targets(dataset.train.labels[record.examples])
    gradient, cost = backpropagation.gradient(before, x, y)
    expected = before.parameters.vector - 0.7 * gradient.vector
    assert record.cost == pytest.approx(cost, rel=1e-5)
    assert np.allclose(run.network.parameters.vector, expected, rtol=0, atol=1e-6)
    assert np.allclose(record.snapshot.nudges.vector, -gradient.vector, rtol=0, atol=1e-6)


def test_the_same_seed_gives_the_same_bits(dataset):
    first, second = new_run(dataset, seed=7), new_run(dataset, seed=7)
    steps(first, 60)
    steps(second, 60)
    assert bits(first) == bits(second)


def test_another_seed_gives_another_start_and_another_order(dataset):
    first, second = new_run(dataset, seed=1), new_run(dataset, seed=2)
    assert bits(first) != bits(second)
    assert (first.step().examples != second.step().examples).any()


def test_snapshots_do_not_change_the_run(dataset):
    plain, watched = new_run(dataset), new_run(dataset)
    steps(plain, 50)
    steps(watched, 50, with_snapshot=True)
    assert bits(plain) == bits(watched)


def test_rewinding_leads_back_to_the_same_start_and_the_same_run(dataset):
    run = new_run(dataset)
    start = bits(run)
    first = [record.cost for record in steps(run, 30)]
    run.rewind()
    assert (run.step_count, run.epoch, bits(run)) == (0, 0, start)
    assert [record.cost for record in steps(run, 30)] == first


def test_steps_and_epochs_are_counted_from_one(dataset):
    run = new_run(dataset, batch_size=100)
    records = steps(run, 4)
    assert run.batches_per_epoch == 3
    assert [(record.step, record.epoch) for record in records] == [(1, 1), (2, 1), (3, 1), (4, 2)]
    assert [len(record.examples) for record in records] == [100, 100, 5, 100]


def test_the_epoch_ends_with_its_last_image(dataset):
    run = new_run(dataset, batch_size=100)
    ends = []
    for _ in range(6):
        run.step()
        ends.append(run.at_epoch_end)
    assert ends == [False, False, True] * 2


def test_cost_falls_as_the_run_goes_on(dataset):
    records = steps(new_run(dataset), 200)
    assert np.mean([r.cost for r in records[-20:]]) < 0.5 * np.mean([r.cost for r in records[:20]])


def test_learning_rate_and_batch_size_may_change_between_steps(dataset):
    run = new_run(dataset)
    run.step()
    before = run.network.parameters.vector
    run.set_learning_rate(0.25)
    run.set_batch_size(30)
    record = run.step(with_snapshot=True)
    change = run.network.parameters.vector - before
    assert len(record.examples) == 30
    assert np.allclose(change, 0.25 * record.snapshot.nudges.vector, rtol=0, atol=1e-6)


def test_settings_out_of_range_are_refused_and_the_old_ones_kept(dataset):
    run = new_run(dataset)
    with pytest.raises(UsageError, match="learning rate"):
        run.set_learning_rate(-1)
    with pytest.raises(UsageError, match="206 examples"):
        run.set_batch_size(206)
    assert (run.settings.learning_rate, run.settings.batch_size) == (1.0, 10)


def test_more_images_than_there_are_cannot_be_trained_on(dataset):
    with pytest.raises(UsageError, match=r"300 images.*only 205"):
        new_run(dataset, train_size=300)


def test_a_batch_larger_than_a_block_is_one_step(dataset, monkeypatch):
    monkeypatch.setattr("core.training.large_batch.MOST_EXAMPLES", 50)
    in_pieces = new_run(dataset, batch_size=205)
    record = in_pieces.step(with_snapshot=True)
    monkeypatch.undo()
    whole = new_run(dataset, batch_size=205).step(with_snapshot=True)
    assert len(record.examples) == 205
    assert record.cost == pytest.approx(whole.cost, rel=1e-6)
    assert np.allclose(
        record.snapshot.nudges.vector, whole.snapshot.nudges.vector, rtol=0, atol=1e-6
    )


def test_what_a_record_carries_cannot_be_written(dataset):
    record = new_run(dataset).step(with_snapshot=True)
    snapshot = record.snapshot
    for array in (
        record.gradient_sizes,
        record.examples,
        snapshot.parameters.vector,
        snapshot.nudges.vector,
        snapshot.nudges.weights[0],
    ):
        assert not array.flags.writeable


def test_a_snapshot_stays_what_it_was_while_the_run_goes_on(dataset):
    run = new_run(dataset)
    snapshot = run.step(with_snapshot=True).snapshot
    before = snapshot.parameters.vector.copy()
    steps(run, 5)
    assert (snapshot.parameters.vector == before).all()


def test_a_run_that_diverges_stops_before_the_bad_step_and_says_why(dataset):
    run = new_run(dataset, Architecture((784, 8, 10), "leaky_relu"), learning_rate=1000)
    with pytest.raises(Diverged) as caught:
        steps(run, 200)
    divergence = caught.value.divergence
    assert divergence.step == run.step_count + 1
    assert f"step {divergence.step}" in divergence.reason
    assert "learning rate of 1000 is too large" in divergence.reason
    assert "start again with 0.03" in divergence.reason
    assert np.isfinite(run.network.parameters.vector).all()
    assert (divergence.snapshot.parameters.vector == run.network.parameters.vector).all()


def test_a_diverged_run_can_be_rewound_and_go_on_with_a_smaller_rate(dataset):
    run = new_run(dataset, Architecture((784, 8, 10), "leaky_relu"), learning_rate=1000)
    with pytest.raises(Diverged):
        steps(run, 200)
    run.rewind()
    run.set_learning_rate(0.01)
    assert np.isfinite(steps(run, 50)[-1].cost)


def test_a_run_without_hidden_layers_trains(dataset):
    records = steps(new_run(dataset, Architecture((784, 10))), 60)
    assert records[-1].cost < records[0].cost
    assert records[0].gradient_sizes.shape == (1,)


def test_fifty_steps_equal_25_a_session_and_25(dataset):
    straight, first = new_run(dataset), new_run(dataset)
    steps(straight, 50)
    steps(first, 25)
    second = SgdRun.from_session(first.to_session("digest"), dataset.train)
    assert (second.step_count, second.epoch) == (25, 2)
    steps(second, 25)
    assert bits(second) == bits(straight)
    second.rewind()
    straight.rewind()
    assert bits(second) == bits(straight)


def test_many_steps_at_once_are_the_single_ones(dataset):
    together, single = new_run(dataset, batch_size=9), new_run(dataset, batch_size=9)
    records = []
    while len(records) < 60:
        made = together.steps(60 - len(records))
        records += made
    for record, other in zip(records, steps(single, 60), strict=True):
        assert (record.step, record.epoch, record.cost) == (other.step, other.epoch, other.cost)
        assert (record.gradient_sizes == other.gradient_sizes).all()
        assert (record.examples == other.examples).all()
    assert bits(together) == bits(single)


def test_many_steps_at_once_end_with_the_epoch(dataset):
    run = new_run(dataset, batch_size=100)
    assert [len(run.steps(100)), run.at_epoch_end, len(run.steps(2)), run.at_epoch_end] == [
        3, True, 2, False,
    ]  # fmt: skip
    assert (run.batches_left_in_epoch, run.batches_per_epoch) == (1, 3)


def test_the_steps_before_a_divergence_are_told_before_it(dataset):
    architecture = Architecture((784, 8, 10), "leaky_relu")
    run = new_run(dataset, architecture, learning_rate=1000)
    records = run.steps(1000)
    assert [record.step for record in records] == list(range(1, run.step_count + 1))
    with pytest.raises(Diverged) as caught:
        run.steps(1000)
    assert caught.value.divergence.step == run.step_count + 1
    assert not caught.value.divergence.snapshot.nudges.vector.any()


def test_gradient_sizes_are_the_lengths_of_the_mean_gradients(dataset):
    run = new_run(dataset, learning_rate=0.3)
    record = run.step(with_snapshot=True)
    lengths = [np.linalg.norm(part.astype(float)) for part in record.snapshot.nudges.layers]
    assert np.allclose(record.gradient_sizes, lengths, rtol=1e-5)


def test_a_large_batch_is_made_in_turns_and_the_same_whatever_comes_between(dataset, monkeypatch):
    monkeypatch.setattr("core.training.large_batch.MOST_EXAMPLES", 50)
    run, other = new_run(dataset, batch_size=205), new_run(dataset, batch_size=205)
    turns = [run.advance(10) for _ in range(5)]
    assert [len(records) for records in turns] == [0, 0, 0, 0, 1]
    other.advance()
    other.network, other.to_session(""), other.snapshot()
    other.steps(1)
    assert bits(run) == bits(other)


def test_a_change_of_the_rate_begins_a_large_batch_again(dataset, monkeypatch):
    monkeypatch.setattr("core.training.large_batch.MOST_EXAMPLES", 50)
    run, other = new_run(dataset, batch_size=205), new_run(dataset, batch_size=205)
    run.advance()
    for each in (run, other):
        each.set_learning_rate(0.25)
        each.step()
    assert bits(run) == bits(other)
