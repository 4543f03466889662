from dataclasses import replace

import numpy as np
from PyQt6.QtWidgets import QLabel

from gui.landscape.valleys_panel import ACROSS, ValleysPanel
from gui.perspectives import DESCEND
from gui.process_jobs import ProcessJobs
from gui.program.valleys import ValleysWiring
from tests.gui.conftest import SMALL


def opened(program):
    program.process_jobs.close()
    program.process_jobs = ProcessJobs(program, processes=False)
    program.stage.set_perspective(DESCEND)
    program.perspectives._panels[DESCEND].show_page("Valleys")
    return program.window.findChild(ValleysPanel)


def test_starts_descend_and_the_way_between_two_ends_is_shown(program, qtbot, run_of):
    panel = opened(program)
    before = run_of(program).parameters.vector.copy()
    panel.begin_requested.emit(3, 2)
    qtbot.waitUntil(lambda: len(panel.valleys) == 3, timeout=30_000)
    qtbot.waitUntil(lambda: panel.plot.curves is not None, timeout=30_000)
    assert [row[0] for row in panel.table.texts] == ["seed 0", "seed 1", "seed 2"]
    assert len(panel.apart.buttons) == 3
    assert np.array_equal(run_of(program).parameters.vector, before)
    assert {end.name for end in program.run_path.ends} == {
        f"valley of seed {seed}" for seed in range(3)
    }


def test_the_ways_down_are_drawn_epoch_by_epoch_and_the_ends_told(program, qtbot):
    panel = opened(program)
    panel.begin_requested.emit(2, 3)
    qtbot.waitUntil(lambda: len(panel.valleys) == 2, timeout=30_000)
    for line, valley in zip(panel.chart.chart.lines, panel.valleys, strict=True):
        assert line.name == f"seed {valley.seed}"
        assert line.x.tolist() == [1, 2, 3]
        assert line.y.tolist() == list(valley.costs[1:])
    apart = np.linalg.norm(panel.valleys[0].vector.astype(float) - panel.valleys[1].vector)
    assert f"2 ends, {apart:.3g} apart" in panel.finding.text()
    assert panel.chart.isVisible()
    assert panel.apart.isHidden()
    panel.views.button(ACROSS).click()
    qtbot.waitUntil(panel.plot.isVisible, timeout=30_000)
    assert panel.chart.isHidden()
    assert panel.apart.isVisible()


def test_a_start_that_diverges_is_said_and_the_others_go_on(open_program, qtbot):
    settings = replace(SMALL, learning_rate=1e3)
    program = open_program((784, 6, 10), "leaky_relu", settings=settings)
    panel = opened(program)
    panel.begin_requested.emit(2, 2)
    qtbot.waitUntil(lambda: len(panel.valleys) == 2, timeout=30_000)
    assert [row[1] for row in panel.table.texts] == ["diverged"] * 2
    assert "Seed 1: the gradient became infinite" in panel.problem.text()
    assert panel.problem.isVisible()
    assert panel.begin.text() == "Descend"


def test_another_pair_is_shown_when_its_distance_is_pressed(program, qtbot):
    panel = opened(program)
    panel.begin_requested.emit(3, 1)
    qtbot.waitUntil(lambda: len(panel.valleys) == 3, timeout=30_000)
    panel.apart.buttons[1, 2].click()
    qtbot.waitUntil(lambda: "seed 1 (" in panel.barrier.text(), timeout=30_000)
    assert panel.apart.buttons[1, 2].isChecked()


def test_starts_that_begin_again_have_rows_of_their_own(program, qtbot):
    panel = opened(program)
    panel.begin_requested.emit(3, 1)
    qtbot.waitUntil(lambda: len(panel.valleys) == 3, timeout=30_000)
    panel.begin_requested.emit(2, 1)

    def seeds():
        labels = panel.table.findChildren(QLabel)
        shown = [label.text() for label in labels if label.isVisible()]
        return [text for text in shown if text.startswith("seed")]

    qtbot.waitUntil(lambda: seeds() == ["seed 0", "seed 1"])
    assert panel.finding.isHidden()
    panel.cancelled.emit()
    qtbot.waitUntil(lambda: not program.process_jobs.busy, timeout=30_000)


def test_a_way_told_late_is_not_shown_for_starts_that_have_begun_again(program, qtbot):
    panel, told = opened(program), []
    show = panel.set_between
    panel.set_between = lambda found: (told.append(found), show(found))
    panel.begin_requested.emit(2, 1)
    qtbot.waitUntil(lambda: told != [], timeout=30_000)
    wiring = program.window.findChild(ValleysWiring)
    wiring.show_way(0, 1)
    way = wiring._way

    panel.begin_requested.emit(2, 1)
    way.done.emit(told[0])

    assert len(told) == 1
    assert panel.plot.curves is None
    panel.cancelled.emit()
    qtbot.waitUntil(lambda: not program.process_jobs.busy, timeout=30_000)


def test_giving_up_keeps_what_is_known_and_the_run(program, qtbot, run_of):
    panel = opened(program)
    before = run_of(program).parameters.vector.copy()
    panel.begin_requested.emit(4, 500)
    panel.cancelled.emit()
    qtbot.waitUntil(lambda: not program.process_jobs.busy, timeout=30_000)
    assert [row[1] for row in panel.table.texts] == ["given up"] * 4
    assert panel.begin.text() == "Descend"
    assert np.array_equal(run_of(program).parameters.vector, before)
