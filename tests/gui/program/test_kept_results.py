"""Results of experiments, saved with the session and listed again when it is opened."""

import numpy as np
import pytest

from core.storage.session import load_session, save_session
from gui.perspectives import DATA, DESCEND


@pytest.fixture
def page_of(qtbot):
    """Return a function that shows a page of a program whose work is done in threads."""

    def show(program, perspective, title):
        program.process_jobs._processes = False
        program.stage.set_perspective(perspective)
        panel = program.window.right.currentWidget()
        panel.show_page(title)
        return panel.widget(title).widget()

    return show


def finish(page, qtbot):
    page.run_button.click()
    qtbot.waitUntil(page.run_button.isEnabled, timeout=20_000)


def saved(program, path, qtbot):
    before = len(program.messages.notices)
    program.messages.path = path
    program.actions["save"].trigger()
    qtbot.waitUntil(lambda: len(program.messages.notices) > before, timeout=20_000)


def opened(program, path, qtbot, settle):
    """Open a session, and wait until it is there."""
    listed = []
    program.results.restored.connect(lambda: listed.append(True))
    program.load(path)
    qtbot.waitUntil(lambda: bool(listed), timeout=20_000)
    settle(program)


@pytest.fixture
def experimented(program, page_of, qtbot):
    """Return a program in which a race has been run and amounts of data have been tried."""
    amount = page_of(program, DATA, "Amount")
    amount.steps.set_value(20)
    amount.repeats.set_value(1)
    finish(amount, qtbot)
    race = page_of(program, DESCEND, "Race")
    race.steps.set_value(40)
    race.full_steps.set_value(3)
    finish(race, qtbot)
    return program


def rows(page):
    return [result.table() for result in page.results.results]


def test_saved_results_are_listed_and_drawn_in_another_window(
    experimented, open_program, page_of, tmp_path, qtbot, settle
):
    race, amount = (page_of(experimented, *at) for at in ((DESCEND, "Race"), (DATA, "Amount")))
    saved(experimented, tmp_path / "s.nudges", qtbot)

    other = open_program(dataset=None)
    opened(other, tmp_path / "s.nudges", qtbot, settle)
    race_again, amount_again = (page_of(other, *at) for at in ((DESCEND, "Race"), (DATA, "Amount")))

    assert rows(race_again) == rows(race)
    assert rows(amount_again) == rows(amount)
    for one, again in ((race, race_again), (amount, amount_again)):
        pairs = zip(one.chart.chart.lines, again.chart.chart.lines, strict=True)
        assert all(np.array_equal(a.y, b.y) and a.name == b.name for a, b in pairs)
        assert one.finding.text() == again.finding.text() != ""
    assert other.messages.errors == []


def test_the_paths_of_a_saved_race_come_back_bit_for_bit(experimented, tmp_path, qtbot):
    saved(experimented, tmp_path / "s.nudges", qtbot)
    (race,) = load_session(tmp_path / "s.nudges").experiments.races

    for path, again in zip(experimented.results.of("race")[0].paths, race.paths, strict=True):
        assert path.parameters.tobytes() == again.parameters.tobytes()
        assert len(again.parameters) == len(again.steps) > 2


def test_a_page_that_is_open_takes_the_results_that_are_opened(
    experimented, page_of, tmp_path, qtbot, settle
):
    race = page_of(experimented, DESCEND, "Race")
    saved(experimented, tmp_path / "s.nudges", qtbot)
    before = rows(race)
    race.results.remove(1)
    assert race.results.isHidden()

    opened(experimented, tmp_path / "s.nudges", qtbot, settle)

    assert rows(race) == before
    assert not race.results.isHidden()


def test_another_session_replaces_what_is_saved_and_leaves_what_is_not(
    experimented, page_of, run_of, tmp_path, qtbot, settle
):
    race = page_of(experimented, DESCEND, "Race")
    save_session(run_of(experimented), tmp_path / "bare.nudges")
    saved(experimented, tmp_path / "s.nudges", qtbot)
    finish(race, qtbot)
    unsaved = race.results.results[1]

    opened(experimented, tmp_path / "bare.nudges", qtbot, settle)

    assert race.results.results == [unsaved]
    assert page_of(experimented, DATA, "Amount").results.results == []


def test_a_damaged_file_changes_no_result(experimented, page_of, tmp_path, qtbot):
    race = page_of(experimented, DESCEND, "Race")
    saved(experimented, tmp_path / "s.nudges", qtbot)
    content = bytearray((tmp_path / "s.nudges").read_bytes())
    content[content.index(b"experiments/point_values.npy") + 400] ^= 1
    (tmp_path / "bad.nudges").write_bytes(content)
    before = race.results.results

    experimented.load(tmp_path / "bad.nudges")
    qtbot.waitUntil(lambda: bool(experimented.messages.errors), timeout=20_000)

    (message,) = experimented.messages.errors
    assert "bad.nudges is damaged" in message
    assert race.results.results == before


def test_noise_that_was_saved_is_shown_and_not_made_anew(
    program, open_program, page_of, tmp_path, qtbot, settle
):
    page = page_of(program, DATA, "Noise")
    qtbot.waitUntil(lambda: bool(page.answer.text()), timeout=20_000)
    saved(program, tmp_path / "s.nudges", qtbot)

    other = open_program(dataset=None)
    opened(other, tmp_path / "s.nudges", qtbot, settle)
    again = page_of(other, DATA, "Noise")

    assert again.run_button.isEnabled()
    assert np.array_equal(again.picture._pixels, page.picture._pixels)
    assert again.counts.text() == page.counts.text() != ""
