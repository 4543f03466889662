import pytest

from core.network.architecture import Architecture
from core.training.bundles import BUNDLE_SECONDS, Bundle, Bundler
from core.training.messages import Message, from_bytes, to_bytes
from core.training.run import SgdRun
from core.training.settings import TrainingSettings


@pytest.fixture
def records(dataset):
    """Return records of an epoch with a short last mini-batch; the third carries the network."""
    settings = TrainingSettings(train_size=205, batch_size=20)
    run = SgdRun(Architecture((784, 6, 10)), settings, dataset.train)
    return [run.step(with_snapshot=number == 2) for number in range(11)]


def test_records_come_out_of_a_bundle_as_they_went_in_even_by_message(records):
    (bundle,) = from_bytes(to_bytes(Message("bundle", (Bundle.of(records),)))).values
    for before, after in zip(records, bundle.records(), strict=True):
        numbers = (after.step, after.epoch, after.cost)
        assert numbers == (before.step, before.epoch, before.cost)
        assert [type(number) for number in numbers] == [int, int, float]
        for name in ("gradient_sizes", "examples"):
            old, new = getattr(before, name), getattr(after, name)
            assert (old.dtype, old.tobytes()) == (new.dtype, new.tobytes())
            assert not new.flags.writeable
        assert (before.snapshot is None) == (after.snapshot is None)
    nudges = next(r.snapshot.nudges for r in bundle.records() if r.snapshot is not None)
    assert nudges.vector.tobytes() == records[2].snapshot.nudges.vector.tobytes()
    assert len(records[-1].examples) == 5


def test_a_record_can_be_had_by_its_place(records):
    bundle = Bundle.of(records)

    assert bundle.newest_with_snapshot.snapshot is records[2].snapshot
    assert bundle.last.step == records[-1].step
    for place, record in enumerate(records):
        same = bundle.record(place)
        assert (same.step, same.epoch, same.cost) == (record.step, record.epoch, record.cost)
        assert same.examples.tolist() == record.examples.tolist()
        assert same.gradient_sizes.tolist() == record.gradient_sizes.tolist()


def test_bundles_that_are_joined_hold_the_same_records(records):
    parts = [Bundle.of(records[start:stop]) for start, stop in ((0, 2), (2, 3), (3, 11))]
    joined, whole = Bundle.join(parts), Bundle.of(records)
    for name in ("steps", "epochs", "costs", "gradient_sizes", "examples", "ends"):
        mine, expected = getattr(joined, name), getattr(whole, name)
        assert (mine.shape, mine.tobytes()) == (expected.shape, expected.tobytes())
        assert not mine.flags.writeable
    assert joined.snapshots == whole.snapshots
    assert len(joined) == 11


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def handed_on():
    return []


@pytest.fixture
def bundler(clock, handed_on):
    def keep(bundle):
        handed_on.append([record.step for record in bundle.records()])

    return Bundler(keep, clock)


def test_records_are_handed_on_together_when_time_is_up(bundler, clock, handed_on, records):
    for record in records[:3]:
        bundler.add(Bundle.of([record]))
    assert handed_on == []
    clock.now += BUNDLE_SECONDS
    bundler.add(Bundle.of(records[3:4]))
    bundler.add(Bundle.of(records[4:5]))
    assert handed_on == [[1, 2, 3, 4]]


@pytest.mark.parametrize("seconds", [None, 2 * BUNDLE_SECONDS])
def test_no_record_is_held_back_through_a_long_wait(bundler, handed_on, records, seconds):
    bundler.add(Bundle.of(records[:1]))
    bundler.before_waiting(seconds)
    bundler.before_waiting(seconds)
    assert handed_on == [[1]]


def test_a_short_wait_does_not_end_a_bundle(bundler, handed_on, records):
    bundler.add(Bundle.of(records[:1]))
    bundler.before_waiting(BUNDLE_SECONDS / 2)
    assert handed_on == []
