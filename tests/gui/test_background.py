import threading
import time

import pytest
from PyQt6.QtCore import QCoreApplication, QThread

from core.errors import UsageError
from gui.background import Jobs


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    assert jobs.close()


class Ending:
    """Notes how a job ends."""

    def __init__(self, job):
        self.results, self.failures, self.fractions = [], [], []
        job.done.connect(self.results.append)
        job.failed.connect(self.failures.append)
        job.progressed.connect(self.fractions.append)


def finish(jobs, job, qtbot):
    """Carry a job out and take all that it has told."""
    ending = Ending(job)
    job.start()
    qtbot.waitUntil(lambda: not jobs._running)
    return ending


def raising(error):
    def work(_job):
        raise error

    return work


def test_a_job_tells_its_result(jobs, qtbot):
    ending = finish(jobs, jobs.create(lambda _job: 6 * 7), qtbot)

    assert (ending.results, ending.failures) == ([42], [])


def test_the_work_is_done_in_another_thread(jobs, qtbot):
    ending = finish(jobs, jobs.create(lambda _job: threading.get_ident()), qtbot)

    assert ending.results != [threading.get_ident()]


def test_what_it_tells_arrives_in_the_thread_of_the_window(jobs, qtbot):
    heard_in = []
    job = jobs.create(lambda _job: None)

    class Listener(Jobs):
        def hear(self, _result):
            heard_in.append(QThread.currentThread())

    listener = Listener()
    job.done.connect(listener.hear)
    finish(jobs, job, qtbot)

    assert heard_in == [QCoreApplication.instance().thread()]


def test_a_users_error_is_told_in_its_own_words(jobs, qtbot):
    ending = finish(jobs, jobs.create(raising(UsageError("image 9 doesn't exist"))), qtbot)

    assert (ending.results, ending.failures) == ([], ["image 9 doesn't exist"])


def test_any_other_error_is_told_with_its_type(jobs, qtbot):
    ending = finish(jobs, jobs.create(raising(KeyError("x"))), qtbot)

    assert ending.failures == ["KeyError: 'x'"]


def test_progress_is_told(jobs, qtbot):
    ending = finish(jobs, jobs.create(lambda job: job.report(0.25) and job.report(0.5)), qtbot)

    assert ending.fractions == [0.25, 0.5]


@pytest.mark.parametrize("ending_of_work", [lambda: 42, lambda: raising(KeyError())(None)])
def test_a_cancelled_job_stops_and_tells_nothing(jobs, qtbot, ending_of_work):
    begun = threading.Event()

    def work(job):
        while job.report(0.5):
            begun.set()
        return ending_of_work()

    job = jobs.create(work)
    ending = Ending(job)
    job.start()
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: not jobs._running)

    assert (ending.results, ending.failures) == ([], [])


def test_a_job_that_ended_is_forgotten(jobs, qtbot):
    finish(jobs, jobs.create(lambda _job: None), qtbot)

    assert jobs._running == []
    assert jobs.findChildren(type(jobs.create(lambda _job: None))) != []  # the new one alone


def test_closing_cancels_all_and_waits_for_them(jobs):
    created = [jobs.create(wait_until_cancelled) for _ in range(3)]
    for job in created:
        job.start()

    assert jobs.close()
    assert [job._thread.is_alive() for job in created] == [False] * 3


def wait_until_cancelled(job):
    assert job._cancel.wait(5)


def test_closing_waits_two_seconds_at_most_for_one_that_does_not_listen(jobs, monkeypatch):
    monkeypatch.setattr("gui.background.LONGEST_END", 0.05)
    go_on = threading.Event()
    jobs.create(lambda _job: go_on.wait(5)).start()

    began = time.monotonic()
    assert not jobs.close()
    assert time.monotonic() - began < 1
    go_on.set()


def test_a_job_that_was_never_started_does_not_hold_up_closing(jobs):
    jobs.create(lambda _job: None)

    assert jobs.close()


def test_a_job_that_comes_after_the_end_never_starts(qapp):
    jobs = Jobs()
    jobs.close()
    begun = []
    job = jobs.create(begun.append)
    job.start()
    assert job.wait(1)
    assert (begun, job.cancelled) == ([], True)
