"""The pages within the whole program: begun, cancelled, kept, compared, saved."""

import csv
import os
import signal
import sys

import numpy as np
import pytest
from PyQt6.QtGui import QImage

from core.experiments.noise import Noise, NoiseFinding
from core.network.architecture import Architecture
from gui.experiments.noise_page import counted
from gui.perspectives import DATA, DESCEND
from gui.process_jobs import ProcessJobs
from gui.widgets.numbers import THIN


@pytest.fixture
def page_of(program, qtbot):
    """Return a function that shows a page; its work is done in threads, which begin sooner."""
    program.process_jobs._processes = False

    def show(perspective, title):
        program.stage.set_perspective(perspective)
        panel = program.window.right.currentWidget()
        panel.show_page(title)
        return panel.widget(title).widget()

    yield show
    assert program.process_jobs.close()


@pytest.fixture
def amount(page_of):
    page = page_of(DATA, "Amount")
    page.steps.set_value(40)
    page.repeats.set_value(2)
    return page


@pytest.fixture
def race(page_of):
    page = page_of(DESCEND, "Race")
    page.steps.set_value(60)
    page.full_steps.set_value(4)
    return page


def finish(page, qtbot):
    page.run_button.click()
    qtbot.waitUntil(page.run_button.isEnabled, timeout=20_000)


def names(page):
    return [line.name for line in page.chart.chart.lines]


def test_the_amount_of_data_is_shown_as_two_curves_with_spread(amount, program, qtbot):
    finish(amount, qtbot)

    learnt, unseen = amount.chart.chart.lines
    assert learnt.x.tolist() == unseen.x.tolist() == [100, len(program.dataset.train)]
    assert (learnt.low <= learnt.y).all()
    assert (learnt.y <= learnt.high).all()
    assert "100 examples" in amount.finding.text()
    assert program.messages.errors == []


def test_results_are_kept_laid_over_each_other_and_removed(amount, qtbot):
    finish(amount, qtbot)
    amount.seed.set_value(1)
    finish(amount, qtbot)
    assert names(amount) == ["1 · learnt", "1 · unseen", "2 · learnt", "2 · unseen"]

    amount.results.remove(1)

    assert names(amount) == ["learnt", "unseen"]


def test_the_same_seed_gives_the_same_curves(amount, qtbot):
    finish(amount, qtbot)
    finish(amount, qtbot)
    first, _, second, _ = amount.chart.chart.lines

    assert first.y.tolist() == second.y.tolist()


def test_cancelled_it_leaves_earlier_results_and_the_run_as_they_were(
    amount, program, qtbot, run_of
):
    finish(amount, qtbot)
    before, session = amount.chart.chart.lines[0].y.tolist(), run_of(program)
    amount.steps.set_value(1_000_000)
    amount.run_button.click()
    qtbot.waitUntil(lambda: amount.progress.value() > 0, timeout=20_000)
    amount.cancel_button.click()
    qtbot.waitUntil(amount.run_button.isEnabled, timeout=20_000)

    assert amount.chart.chart.lines[0].y.tolist() == before
    assert len(amount.results.results) == 1
    assert run_of(program).parameters.vector.tobytes() == session.parameters.vector.tobytes()
    assert program.messages.errors == []


@pytest.mark.parametrize("thousandths", [0, 1, 300, 600, 900])
@pytest.mark.parametrize("paused", [False, True])
def test_it_is_cancelled_at_any_moment_and_begins_again(
    race, program, qtbot, run_of, thousandths, paused
):
    session = run_of(program)
    race.steps.set_value(3000)
    race.full_steps.set_value(200)
    race.run_button.click()
    qtbot.waitUntil(
        lambda: race.progress.value() >= thousandths or race.run_button.isEnabled(), timeout=20_000
    )
    if paused:
        race.pause_button.click()
    race.cancel_button.click()
    qtbot.waitUntil(race.run_button.isEnabled, timeout=20_000)

    assert race.pause_button.isHidden()
    assert race.cancel_button.isHidden()
    assert run_of(program).parameters.vector.tobytes() == session.parameters.vector.tobytes()
    before = len(race.results.results)
    race.full_steps.set_value(2)
    race.steps.set_value(10)
    finish(race, qtbot)
    assert len(race.results.results) == before + 1
    assert program.messages.errors == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_killed_is_said_and_the_other_trials_go_on(program, qtbot, run_of):
    session = run_of(program)
    program.stage.set_perspective(DATA)
    panel = program.window.right.currentWidget()
    panel.show_page("Amount")
    page = panel.widget("Amount").widget()
    page.steps.set_value(20_000)
    page.repeats.set_value(1)
    page.run_button.click()
    jobs = program.process_jobs
    qtbot.waitUntil(lambda: page.progress.value() > 0, timeout=30_000)
    os.kill(jobs._running[0].pid, signal.SIGKILL)
    qtbot.waitUntil(page.run_button.isEnabled, timeout=60_000)

    assert len(program.messages.errors) == 1
    (result,) = page.results.results
    assert len(result.results) == 1  # of the two amounts that there are images for
    assert run_of(program).parameters.vector.tobytes() == session.parameters.vector.tobytes()
    page.steps.set_value(20)
    finish(page, qtbot)
    assert len(page.results.results[-1].results) == 2
    assert jobs.close()


def test_fewer_examples_than_a_batch_are_said_and_the_rest_goes_on(amount, program, qtbot):
    amount.batch.set_value(150)
    finish(amount, qtbot)

    assert "100 examples are fewer than a mini-batch of 150" in amount.problem.text()
    assert amount.chart.chart.lines[0].x.tolist() == [len(program.dataset.train)]


def test_shuffled_labels_have_a_curve_from_none_to_all(page_of, qtbot):
    page = page_of(DATA, "Shuffled labels")
    page.steps.set_value(40)
    page.repeats.set_value(1)
    finish(page, qtbot)

    assert page.chart.chart.lines[0].x.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert page.name_of(page.results.results[-1]).endswith(", 1 repeat")
    assert "With all labels shuffled" in page.finding.text()


def test_a_race_can_be_seen_by_steps_examples_and_seconds(race, program, qtbot):
    finish(race, qtbot)
    count = len(program.dataset.train)

    race.axis.button("Steps").click()
    assert [line.x[-1] for line in race.chart.chart.lines] == [60, 4]
    race.axis.button("Examples").click()
    assert race.chart.chart.lines[1].x[-1] == 4 * count
    race.axis.button("Seconds").click()
    assert 0 < race.chart.chart.lines[0].x[-1] < 60
    assert names(race) == ["batches of 10", f"all {count}"]


def test_a_race_shows_costs_as_well_as_accuracies(race, qtbot):
    finish(race, qtbot)
    accuracies = race.chart.chart.lines[0].y
    race.quantity.button("Cost").click()

    assert (accuracies <= 1).all()
    assert race.chart.chart.lines[0].y[0] > race.chart.chart.lines[0].y[-1]


def test_one_example_at_a_time_walks_along_if_wished(race, monkeypatch, qtbot):
    monkeypatch.setattr("gui.experiments.race_page.ONE_EXAMPLE_STEPS", 30)
    race.with_one.click()
    finish(race, qtbot)

    assert names(race)[-1] == "one example"


def test_a_race_that_diverges_is_said_and_kept(race, program, qtbot):
    program.training.architecture = Architecture((784, 6, 10), "leaky_relu")
    race.rate.set_value(1000.0)
    finish(race, qtbot)

    assert "learning rate" in race.problem.text()
    assert len(race.results.results) == 1


def test_a_paused_race_goes_on(race, qtbot):
    race.steps.set_value(2000)
    race.run_button.click()
    race.pause_button.click()
    assert race.pause_button.text() == "Go on"
    race.pause_button.click()
    qtbot.waitUntil(race.run_button.isEnabled, timeout=20_000)

    assert len(race.results.results) == 1


def test_noise_is_shown_with_its_answer_as_soon_as_the_page_is_open(page_of, qtbot):
    page = page_of(DATA, "Noise")
    qtbot.waitUntil(lambda: bool(page.answer.text()), timeout=20_000)
    first = page.picture._pixels.copy()
    qtbot.waitUntil(page.run_button.isEnabled, timeout=20_000)
    finish(page, qtbot)

    assert (page.picture._pixels != first).any()
    assert names(page) == ["noise", "digits"]


def test_what_noise_is_taken_for_is_a_sentence_with_the_most_frequent_first():
    called = np.zeros(10)
    called[[8, 2, 0]] = 1000, 600, 400
    none = np.zeros(0)
    finding = NoiseFinding(Noise(0), none, none, none, none, called)

    assert counted(finding).replace(THIN, " ") == (
        "Of 2,000 noise pictures it takes 50 % for an 8, 30 % for a 2, 20 % for a 0."
    )


def test_a_page_is_saved_as_picture_and_as_table(amount, program, qtbot, tmp_path):
    finish(amount, qtbot)
    program.messages.path = tmp_path / "a.png"
    amount.picture_button.click()
    program.messages.path = tmp_path / "a.csv"
    amount.numbers_button.click()

    assert QImage(str(tmp_path / "a.png")).width() >= 2 * amount.width()
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text().splitlines()))
    assert [row["examples"] for row in rows] == ["100", "205", "100", "205"]
    mean = sum(float(row["test_accuracy"]) for row in rows[::2]) / 2
    assert amount.chart.chart.lines[1].y[0] == pytest.approx(mean)


def test_without_images_it_says_so(open_program):
    program = open_program(dataset=None)
    program.stage.set_perspective(DATA)
    panel = program.window.right.currentWidget()
    panel.widget("Amount").widget().run_button.click()

    assert "images are still being read" in program.messages.errors[0]


def test_closing_the_window_ends_an_experiment(amount, program):
    amount.steps.set_value(1_000_000)
    amount.run_button.click()
    program.close()

    assert not any(job._thread.is_alive() for job in program.process_jobs._running)


def test_the_jobs_of_the_window_are_done_in_processes(program):
    assert isinstance(program.process_jobs, ProcessJobs)
    assert program.process_jobs._processes
