"""What a picture of the window shows of a run that no trainer has taken up."""

import numpy as np
import pytest

from core.landscape.sample import mean_cost
from core.training.confusion import Confusion
from core.training.run import SgdRun
from gui.average.dealing_panel import DealingPanel
from gui.landscape.surface_panel import SurfacePanel
from gui.perspectives import AVERAGE, DESCEND
from gui.render import show_run
from gui.training.digits_panel import DigitsPanel
from tests.gui.conftest import SMALL


@pytest.fixture
def session(small_dataset, open_program):
    program = open_program(dataset=None)
    run = SgdRun(program.training.architecture, SMALL, small_dataset.train)
    run.steps(7)
    return run.to_session(small_dataset.sha256)


@pytest.fixture
def standing(open_program, small_dataset, session):
    program = open_program(dataset=None)
    show_run(program, small_dataset, session)
    return program


def page_of(program, qtbot, perspective, title, kind):
    program.stage.set_perspective(perspective)
    program.window.right.currentWidget().show_page(title)
    for settle in program.settling:
        settle()
    return program.window.findChild(kind)


def test_the_surface_is_that_of_the_run_that_stands(standing, session, qtbot):
    panel = page_of(standing, qtbot, DESCEND, "Surface", SurfacePanel)

    survey = panel.map.survey
    assert survey.complete
    assert np.array_equal(survey.plane.origin, session.parameters.vector)
    assert survey.cost == pytest.approx(mean_cost(standing.run_path.network, survey.order.sample))
    assert "How the run came here isn't known" in panel.path.text()


def test_the_digits_are_counted(standing, small_dataset, qtbot):
    panel = page_of(standing, qtbot, DESCEND, "Digits", DigitsPanel)

    network, test = standing.explain.network, small_dataset.test
    answers = network.answers(test.activations(slice(None)))
    expected = Confusion.of(test.labels, answers.astype(np.uint8)).counts
    assert np.array_equal(panel.confusion.counts, expected)


def test_the_next_mini_batch_is_dealt_and_many_are_compared(standing, session, qtbot):
    panel = page_of(standing, qtbot, AVERAGE, "Dealing", DealingPanel)

    assert panel.place.text().startswith("Mini-batch 8 of 20 is next")
    assert len(panel.plot.points) == 1
    assert len(panel.strip.cosines) == len(panel.strip.first_cosines) == 20


def test_a_new_run_stands_at_its_start(open_program, small_dataset, qtbot):
    program = open_program(dataset=None)
    show_run(program, small_dataset, None)

    panel = page_of(program, qtbot, AVERAGE, "Dealing", DealingPanel)

    assert panel.place.text().startswith("Mini-batch 1 of 20 is next")
