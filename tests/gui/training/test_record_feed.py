import threading

from gui.training.record_feed import RecordFeed


def test_records_come_out_in_order_and_once(make_records):
    feed = RecordFeed()
    records = make_records([3.0, 2.0, 1.0])
    for record in records:
        feed.append(record)

    assert feed.drain().records == records
    assert feed.drain().records == []
    assert feed.drain().restart is None


def test_after_a_restart_only_the_records_of_the_new_run_come_out(make_records, snapshot):
    feed = RecordFeed()
    old, new = make_records([9.0, 8.0]), make_records([2.0, 1.0])
    for item in (*old, snapshot, *new):
        feed.append(item)

    news = feed.drain()

    assert news.restart is snapshot
    assert news.records == new


def test_of_two_restarts_the_last_one_counts(make_records, snapshot):
    feed = RecordFeed()
    for item in (snapshot, *make_records([1.0]), "another snapshot"):
        feed.append(item)
    feed._items[-1] = last = type(snapshot)(0, 0, snapshot.parameters, snapshot.nudges)

    news = feed.drain()

    assert news.restart is last
    assert news.records == []


def test_the_newest_network_is_that_of_the_last_record_that_carries_one(make_records, snapshot):
    from dataclasses import replace

    feed = RecordFeed()
    records = make_records([4.0, 3.0, 2.0, 1.0])
    records[0] = replace(records[0], snapshot=snapshot)
    records[2] = replace(records[2], snapshot=snapshot)
    for record in records:
        feed.append(record)

    assert feed.drain().newest_with_snapshot is records[2]
    assert feed.drain().newest_with_snapshot is None


def test_nothing_is_lost_while_another_thread_appends(make_records):
    feed = RecordFeed()
    records = make_records(range(20_000))

    def append_all():
        for record in records:
            feed.append(record)

    thread = threading.Thread(target=append_all)
    thread.start()
    seen = []
    while thread.is_alive():
        seen += feed.drain().records
    seen += feed.drain().records

    assert [record.step for record in seen] == list(range(1, 20_001))
