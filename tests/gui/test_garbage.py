import gc
import threading
import weakref

import pytest

from gui.garbage import GarbageCollector, collect_what_is_due


@pytest.fixture
def collector(qapp):
    enabled = gc.isenabled()
    collector = GarbageCollector()
    yield collector
    collector.stop()
    if not enabled:
        gc.disable()


class Ring:
    """Refers to itself: only a search for garbage finds that nobody needs it."""

    def __init__(self, ends):
        self.itself = self
        weakref.finalize(self, lambda: ends.append(threading.current_thread()))


def make_rings(count, ends):
    for _ in range(count):
        Ring(ends)


def test_what_another_thread_leaves_is_taken_apart_in_the_windows(collector, qtbot):
    ends = []
    worker = threading.Thread(target=make_rings, args=(2000, ends))
    worker.start()
    worker.join()
    assert ends == []

    qtbot.waitUntil(lambda: len(ends) == 2000)

    assert set(ends) == {threading.main_thread()}


def test_nothing_is_looked_for_where_nothing_was_made(collector):
    gc.collect()

    assert collect_what_is_due() == 0


def test_what_is_there_is_spared_and_what_comes_later_is_not(collector):
    before, after = [], []
    make_rings(1, before)

    collector.spare_what_is_there()
    make_rings(1, after)
    gc.collect()

    assert (len(before), len(after)) == (0, 1)


def test_in_the_end_python_looks_again_by_itself(collector):
    assert not gc.isenabled()

    collector.stop()

    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
