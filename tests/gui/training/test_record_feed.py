import threading
from dataclasses import replace

from core.training.bundles import Bundle
from gui.training.record_feed import RecordFeed


def steps_of(news):
    return [int(step) for bundle in news.bundles for step in bundle.steps]


def test_records_come_out_in_order_and_once(make_records):
    feed = RecordFeed()
    records = make_records([3.0, 2.0, 1.0])
    for part in (records[:2], records[2:]):
        feed.append(Bundle.of(part))

    news = feed.drain()

    assert steps_of(news) == [1, 2, 3]
    assert [float(cost) for bundle in news.bundles for cost in bundle.costs] == [3.0, 2.0, 1.0]
    assert (news.newest.step, news.newest.cost) == (3, 1.0)
    assert feed.drain().bundles == []
    assert feed.drain().newest is None
    assert feed.drain().restart is None


def test_after_a_restart_only_the_records_of_the_new_run_come_out(make_records, snapshot):
    feed = RecordFeed()
    old, new = Bundle.of(make_records([9.0, 8.0])), Bundle.of(make_records([2.0, 1.0]))
    for item in (old, snapshot, new):
        feed.append(item)

    news = feed.drain()

    assert news.restart is snapshot
    assert news.bundles == [new]


def test_of_two_restarts_the_last_one_counts(make_records, snapshot):
    feed = RecordFeed()
    last = replace(snapshot, step=0)
    for item in (snapshot, Bundle.of(make_records([1.0])), last):
        feed.append(item)

    news = feed.drain()

    assert news.restart is last
    assert news.bundles == []


def test_the_newest_network_is_that_of_the_last_record_that_carries_one(make_records, snapshot):
    feed = RecordFeed()
    records = make_records([4.0, 3.0, 2.0, 1.0])
    for place in (0, 2):
        records[place] = records[place]._replace(snapshot=replace(snapshot, step=place + 1))
    for part in (records[:3], records[3:]):
        feed.append(Bundle.of(part))

    newest = feed.drain().newest_with_snapshot

    assert newest.step == 3
    assert newest.snapshot is records[2].snapshot
    assert feed.drain().newest_with_snapshot is None


def test_nothing_is_lost_while_another_thread_appends(make_records):
    feed = RecordFeed()
    bundles = [Bundle.of([record]) for record in make_records(range(20_000))]

    def append_all():
        for bundle in bundles:
            feed.append(bundle)

    thread = threading.Thread(target=append_all)
    thread.start()
    seen = []
    while thread.is_alive():
        seen += steps_of(feed.drain())
    seen += steps_of(feed.drain())

    assert seen == list(range(1, 20_001))
