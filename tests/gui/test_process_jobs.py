import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from core.training import child
from gui.process_jobs import ProcessJobs
from tests.gui import works

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[True, False], ids=["process", "thread"])
def either(request, qapp):
    """Jobs in processes, or in threads where those can't be had."""
    yield from closing(ProcessJobs(at_once=1, processes=request.param))


@pytest.fixture
def jobs(qapp):
    yield from closing(ProcessJobs(at_once=1))


def closing(jobs):
    yield jobs
    assert jobs.close()
    assert multiprocessing.active_children() == []
    assert "process-job" not in {thread.name for thread in threading.enumerate()}


class Ending:
    """Notes what a job tells."""

    def __init__(self, job):
        self.results, self.failures, self.fractions, self.told, self.ended = [], [], [], [], []
        job.done.connect(self.results.append)
        job.failed.connect(self.failures.append)
        job.progressed.connect(self.fractions.append)
        job.told.connect(self.told.append)
        job.ended.connect(self.ended.append)


def begin(jobs, work, dataset=None):
    job = jobs.create(work, dataset)
    ending = Ending(job)
    job.start()
    return job, ending


def finish(jobs, qtbot, work, dataset=None):
    _, ending = begin(jobs, work, dataset)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    return ending


def wait_for(qtbot, condition):
    qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)


def test_a_job_tells_its_result(either, qtbot):
    ending = finish(either, qtbot, partial(works.multiply, 6, 7))

    assert (ending.results, ending.failures) == ([42], [])


def test_partial_results_arrive_in_their_order(either, qtbot):
    ending = finish(either, qtbot, partial(works.count_up, 20))

    assert (ending.told, ending.results) == (list(range(20)), [20])


def test_a_job_works_on_the_images_of_the_data_set(either, qtbot, small_dataset):
    ending = finish(either, qtbot, works.sum_of_pixels, small_dataset)

    assert ending.results[0][0] == small_dataset.train.pixels.sum()
    assert ending.fractions == [0.5]


@pytest.mark.parametrize(
    ("work", "words"),
    [(works.refuse, "fewer examples than a batch"), (works.stumble, "KeyError: 'x'")],
)
def test_an_error_is_told_once(either, qtbot, work, words):
    ending = finish(either, qtbot, work)

    assert (ending.results, ending.failures) == ([], [words])


def test_the_next_job_has_the_same_process_and_its_images(jobs, qtbot, small_dataset):
    results = [finish(jobs, qtbot, works.sum_of_pixels, small_dataset).results for _ in range(2)]

    assert results[0] == results[1]
    assert results[0][0][1] != os.getpid()


@pytest.mark.skipif(not hasattr(os, "nice"), reason="needs priorities")
def test_the_process_gives_way_to_others(jobs, qtbot):
    assert finish(jobs, qtbot, works.niceness).results == [min(19, os.nice(0) + 10)]


def test_only_so_many_jobs_are_done_at_once(jobs, qtbot):
    endless, first = begin(jobs, works.count_for_ever)
    _, second = begin(jobs, partial(works.multiply, 2, 3))
    wait_for(qtbot, lambda: len(first.told) > 3)
    assert second.results == []
    endless.cancel()
    wait_for(qtbot, lambda: not jobs.busy)

    assert (first.results, second.results) == ([], [6])


def test_a_job_that_waits_can_be_cancelled(jobs, qtbot):
    endless, first = begin(jobs, works.count_for_ever)
    waiting, second = begin(jobs, partial(works.multiply, 2, 3))
    waiting.cancel()
    wait_for(qtbot, lambda: first.told)
    endless.cancel()
    wait_for(qtbot, lambda: not jobs.busy)

    assert (second.results, second.failures, len(second.ended)) == ([], [], 1)


def test_a_cancelled_job_tells_nothing_more_and_ends(either, qtbot):
    job, ending = begin(either, works.count_for_ever)
    wait_for(qtbot, lambda: ending.told)
    job.cancel()
    wait_for(qtbot, lambda: not either.busy)

    assert (ending.results, ending.failures, len(ending.ended)) == ([], [], 1)


def test_work_that_does_not_hear_that_it_is_cancelled_is_ended(jobs, qtbot):
    job, ending = begin(jobs, works.hear_nothing)
    wait_for(qtbot, lambda: ending.told)
    job.cancel()
    wait_for(qtbot, lambda: not jobs.busy)

    assert multiprocessing.active_children() == []
    assert finish(jobs, qtbot, partial(works.multiply, 1, 2)).results == [2]


def test_a_job_is_cancelled_while_its_process_starts(jobs, qtbot):
    job, ending = begin(jobs, works.count_for_ever)
    job.cancel()
    wait_for(qtbot, lambda: not jobs.busy)

    assert (ending.told, ending.failures) == ([], [])


def test_a_paused_job_waits_and_goes_on(either, qtbot):
    job, ending = begin(either, works.count_for_ever)
    wait_for(qtbot, lambda: ending.told)
    job.pause()
    counts = []

    def rests():
        counts.append(len(ending.told))
        return len(counts) > 20 and counts[-1] == counts[-20]

    wait_for(qtbot, rests)
    before = len(ending.told)
    job.resume()
    wait_for(qtbot, lambda: len(ending.told) > before)
    job.cancel()
    wait_for(qtbot, lambda: not either.busy)

    assert ending.told == list(range(len(ending.told)))


def test_a_paused_job_can_be_cancelled(either, qtbot):
    job, ending = begin(either, works.count_for_ever)
    wait_for(qtbot, lambda: ending.told)
    job.pause()
    job.cancel()
    wait_for(qtbot, lambda: not either.busy)


def test_a_process_that_dies_is_told_once_and_the_next_job_has_another(jobs, qtbot):
    ending = finish(jobs, qtbot, works.die)

    assert ending.results == []
    (failure,) = ending.failures
    assert "exit code 7" in failure
    assert finish(jobs, qtbot, partial(works.multiply, 1, 2)).results == [2]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_killed_is_told_once(jobs, qtbot):
    job, ending = begin(jobs, works.count_for_ever)
    wait_for(qtbot, lambda: ending.told)
    os.kill(job.pid, signal.SIGKILL)
    wait_for(qtbot, lambda: not jobs.busy)

    assert len(ending.failures) == 1


def test_what_cannot_be_sent_is_told(jobs, qtbot):
    ending = finish(jobs, qtbot, lambda _progress: 1)

    assert len(ending.failures) == 1


def test_without_processes_the_work_is_done_all_the_same(jobs, qtbot, monkeypatch):
    def refuse(*_arguments):
        raise OSError("no more processes")

    monkeypatch.setattr("gui.process_jobs.Child", refuse)

    assert finish(jobs, qtbot, works.number_of_process).results == [os.getpid()]


def test_idle_processes_are_ended_after_a_while(jobs, qtbot):
    finish(jobs, qtbot, partial(works.multiply, 1, 2))
    assert multiprocessing.active_children() != []
    jobs._tidying.timeout.emit()

    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_the_process_ends_with_the_windows_process_whatever_it_computes():
    program = (
        "import os\nfrom core.training.child import Child\n"
        "from core.training import job_worker\nfrom core.training.messages import Message\n"
        "from tests.gui import works\n"
        "if __name__ == '__main__':\n"
        "    child = Child(lambda: False, job_worker.main, 'working')\n"
        "    child.send(Message('work', (works.hear_nothing, False)))\n"
        "    child.receive()\n"
        "    print(child.pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    path = Path(os.environ["HOME"], "window.py")
    path.write_text(program)
    told = subprocess.run(
        [sys.executable, path],
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=child.START_SECONDS,
    )
    process = Path("/proc", told.stdout.strip())
    deadline = time.monotonic() + 10
    while process.exists() and time.monotonic() < deadline:
        os.sched_yield()

    assert told.stdout.strip()
    assert not process.exists()


def test_everybody_who_waits_for_the_end_of_a_job_is_told(qapp, qtbot):
    """The jobs themselves are told first, and delete the job."""
    jobs = ProcessJobs(at_once=1, processes=False)
    endings = [begin(jobs, partial(works.multiply, 1, 2))[1] for _ in range(100)]
    qtbot.waitUntil(lambda: all(each.ended for each in endings), timeout=20_000)

    assert jobs.close()
