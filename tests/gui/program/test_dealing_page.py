import numpy as np
import pytest

from core.average.comparing import batch_gradient, compare
from core.network.network import Network
from gui.average.dealing_panel import DealingPanel
from gui.perspectives import AVERAGE, FORWARD
from gui.program.dealing_page import DealingWiring


class Page:
    def __init__(self, program, qtbot):
        program.stage.set_perspective(AVERAGE)
        program.window.right.currentWidget().show_page("Dealing")
        self.program, self.qtbot = program, qtbot
        self.panel = program.window.findChild(DealingPanel)
        self.presenter = program.window.findChild(DealingWiring).presenter

    def measures(self, count):
        self.qtbot.waitUntil(lambda: len(self.presenter.points) == count)


@pytest.fixture
def page(program, qtbot):
    page = Page(program, qtbot)
    page.measures(1)
    qtbot.waitUntil(lambda: len(page.panel.strip.cosines) == 20)  # compared without being asked
    qtbot.waitUntil(page.panel.compare.isEnabled)
    return page


def test_the_next_mini_batch_of_the_run_is_measured_against_all(page, run_of):
    session = run_of(page.program)
    images = page.program.dataset.train
    network = Network(session.architecture, session.parameters)
    page.program.trainer.run_batches(1)
    page.measures(2)
    record = page.program.descend._record

    batch = batch_gradient(network, images, record.examples).vector
    full = batch_gradient(network, images, range_of(200)).vector

    epochs, cosine = page.presenter.points[0]
    assert epochs == 0
    assert cosine == pytest.approx(compare(batch, full, 10).cosine, abs=1e-5)


def range_of(count):
    return np.arange(count)


def test_a_page_that_is_opened_while_training_compares_many_only_at_rest(program, qtbot):
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: program.training.step > 5)
    page = Page(program, qtbot)
    qtbot.waitUntil(lambda: len(page.presenter.points) >= 1)
    assert not page.presenter._compared

    program.actions["train_toggle"].trigger()

    qtbot.waitUntil(lambda: len(page.panel.strip.cosines) == 20)


def test_the_page_follows_the_run_through_the_epoch(page):
    page.program.trainer.run_batches(5)

    page.qtbot.waitUntil(lambda: page.presenter.points[-1][0] == 50 / 200)

    assert page.panel.place.text().startswith("Mini-batch 6 of 20 is next")
    assert page.panel.title.text().startswith("Epoch 1: 200 images")


def test_twenty_mini_batches_are_compared_at_once(page):
    page.panel.hand_size.setCurrentText("10")

    page.panel.compare.click()
    page.qtbot.waitUntil(lambda: page.panel.found.text().endswith("again."))

    middle = np.degrees(np.arccos(np.median(page.panel.strip.cosines)))
    assert f"At the start they point <b>{middle:.1f}°</b>" in page.panel.found.text()
    page.qtbot.waitUntil(page.panel.compare.isEnabled)


def test_after_some_steps_start_and_now_are_told_beside_each_other(page):
    page.panel.hand_size.setCurrentText("10")
    page.program.trainer.run_batches(10)
    page.qtbot.waitUntil(lambda: page.presenter.points[-1][0] == 100 / 200)

    page.panel.compare.click()
    page.qtbot.waitUntil(lambda: page.panel.found.text().endswith("(medians)."))

    strip = page.panel.strip
    first, now = (
        np.degrees(np.arccos(np.median(each))) for each in (strip.first_cosines, strip.cosines)
    )
    assert f"At the start they point <b>{first:.1f}°</b>" in page.panel.found.text()
    assert f"after step 10 <b>{now:.1f}°</b>" in page.panel.found.text()


def test_another_size_is_compared_at_once_in_place_of_the_one_before(page):
    before = page.panel.strip.cosines
    page.panel.compare.click()
    page.panel.hand_size.setCurrentText("10")
    page.panel.hand_size.activated.emit(0)

    page.qtbot.waitUntil(lambda: len(page.panel.strip.cosines) == 20)
    assert min(page.panel.strip.cosines) < min(before)  # ten agree less than a hundred
    assert page.presenter._asked is None or page.presenter._asked.size == 10


def test_mini_batches_larger_than_the_training_set_are_refused(page):
    page.panel.hand_size.setCurrentText("1000")

    page.panel.compare.click()

    page.qtbot.waitUntil(lambda: page.program.messages.errors != [])
    assert "only 200 images" in page.program.messages.errors[0]
    page.qtbot.waitUntil(page.panel.compare.isEnabled)


def test_another_run_begins_another_curve(page, settle):
    page.program.trainer.run_batches(5)
    page.qtbot.waitUntil(lambda: len(page.presenter.points) > 1)

    page.program.trainer.rewind()

    page.qtbot.waitUntil(lambda: [epochs for epochs, _ in page.presenter.points] == [0])


def test_leaving_in_the_middle_gives_up_and_coming_back_goes_on(page):
    page.panel.compare.click()
    page.program.stage.set_perspective(FORWARD)
    assert page.presenter._asked is None

    page.program.trainer.run_batches(1)
    page.program.stage.set_perspective(AVERAGE)

    page.qtbot.waitUntil(lambda: page.presenter.points[-1][0] == 10 / 200)


def test_deck_and_angle_wait_for_a_frame_of_their_own_each(page):
    turns, panel = [], page.panel
    page.presenter._in_turn = turns.append
    place, angle = panel.place.text(), panel.figures["angle"].text()

    page.program.trainer.run_batches(1)
    page.measures(2)
    page.qtbot.waitUntil(lambda: len(turns) >= 2)
    assert (panel.place.text(), panel.figures["angle"].text()) == (place, angle)

    turns[0]()
    assert panel.place.text().startswith("Mini-batch 2 of 20 is next")
    assert panel.figures["angle"].text() == angle
    turns[1]()
    assert panel.figures["angle"].text() != angle
    assert len(panel.plot.points) == 2
