import numpy as np
import pytest

from core.explain.derivation import derive
from core.network.architecture import Architecture
from core.network.backpropagation import gradient
from core.network.network import targets
from core.training.settings import TrainingSettings
from gui.average.average_panel import DIGITS, SETTLING, AveragePanel
from gui.network_view.scene import ConnectionId
from gui.perspectives import AVERAGE, FORWARD, ONE_EXAMPLE
from gui.program.average_page import AverageWiring


class Page:
    def __init__(self, program, qtbot):
        self.program, self.qtbot = program, qtbot
        self.panel = program.window.findChild(AveragePanel)
        self.presenter = program.window.findChild(AverageWiring).presenter

    @property
    def stream(self):
        return self.presenter.stream

    def shows(self, count):
        self.qtbot.waitUntil(lambda: self.stream.task is not None and self.stream.count == count)
        self.qtbot.waitUntil(lambda: self.panel.grid.content.mean_head[1] == f"of {count}")


@pytest.fixture
def page(program, qtbot):
    program.stage.set_perspective(AVERAGE)
    page = Page(program, qtbot)
    page.shows(1)
    return page


def test_all_examples_stream_in_and_their_mean_is_minus_the_gradient(page):
    page.panel.counts["all"].click()
    page.shows(200)

    program = page.program
    images, network = program.dataset.train, program.explain.network
    network = network.with_parameters(network.parameters.copy(np.float64))
    some = slice(0, 200)
    whole, _ = gradient(network, images.activations(some), targets(images.labels[some]))
    expected = [-place.value_in(whole) for place in page.stream.places]
    assert np.abs(page.panel.grid.content.means - expected).max() < 1e-12


def test_each_cell_is_the_nudge_of_the_example_over_it(page):
    page.panel.counts["100"].click()
    page.shows(100)

    content, view = page.panel.grid.content, page.presenter.view
    images = page.program.dataset.train
    for column in range(len(content.heads)):
        view.choose(2, column)
        nudges = derive(
            page.program.explain.network,
            images.activations(view.example),
            int(images.labels[view.example]),
        ).nudges
        expected = [place.value_in(nudges) for place in page.stream.places]
        assert content.values[:, column] == pytest.approx(expected, rel=1e-12, abs=1e-18)
        assert content.heads[column].label == str(images.labels[view.example])


def test_one_more_example_comes_with_each_click_and_fewer_begin_again(page):
    page.panel.one.click()
    page.shows(2)
    page.panel.counts["10"].click()
    page.shows(10)
    page.panel.counts["1"].click()
    page.shows(1)


def test_a_stream_plays_to_its_end_and_rests(page):
    page.panel.speed.setCurrentText("fast")
    page.panel.play.click()
    assert page.presenter.playing

    page.shows(200)

    assert not page.presenter.playing
    page.qtbot.waitUntil(lambda: not page.presenter._tick.isActive())


def test_a_connection_clicked_in_the_picture_becomes_the_first_row(page):
    page.program.pinning.pin(ConnectionId(2, 3, 4))

    page.qtbot.waitUntil(lambda: len(page.stream.places) == 1)

    (place,) = page.stream.places
    assert (place.layer, place.neuron, place.source) == (2, 3, 4)
    assert page.panel.rows.currentText() == "picked"


def test_a_double_click_opens_the_example_s_walk(page):
    page.panel.counts["10"].click()
    page.shows(10)
    example = int(page.stream.task.examples[3])

    page.panel.grid.cell_opened.emit(1, 3)

    assert (page.program.chooser.set_name, page.program.chooser.index) == ("train", example)
    assert page.program.stage.perspective == ONE_EXAMPLE


def test_by_digit_each_column_is_the_mean_of_the_digit_s_examples(page):
    page.panel.counts["all"].click()
    page.shows(200)

    page.panel.view.button(DIGITS).click()

    content, wishes = page.panel.grid.content, page.stream.wishes
    for digit in range(10):
        own = wishes.values[wishes.labels == digit]
        assert content.values[:, digit] == pytest.approx(own.mean(axis=0))
    assert [head.label for head in content.heads] == list("0123456789")


def test_a_digit_without_examples_is_named(open_program, small_dataset, qtbot):
    count = next(n for n in range(200) if len(set(small_dataset.train.labels[:n].tolist())) == 4)
    program = open_program(settings=TrainingSettings(train_size=count, batch_size=1))
    program.stage.set_perspective(AVERAGE)
    page = Page(program, qtbot)
    page.panel.counts["all"].click()
    page.shows(count)

    missing = set(range(10)) - set(small_dataset.train.labels[:count].tolist())
    words = ", ".join(map(str, sorted(missing)))
    assert f"No example of {words} in the training set" in page.panel.count.text()
    page.panel.view.button(DIGITS).click()
    page.presenter.view.choose(0, min(missing))
    assert f"There is no {min(missing)}" in page.panel.arithmetic.text()


def test_the_mean_s_arithmetic_and_its_curve_belong_to_the_chosen_row(page):
    page.panel.counts["all"].click()
    page.shows(200)

    page.panel.view.button(SETTLING).click()
    page.presenter.view.choose(3, len(page.panel.grid.content.heads))

    settling, values = page.panel.curve.settling, page.stream.wishes.values[:, 3]
    assert settling.means[-1] == pytest.approx(values.mean())
    assert settling.spreads[-1] == pytest.approx(values.std(ddof=1) / np.sqrt(200))
    assert "Mean of 200 wishes" in page.panel.arithmetic.text()


def test_the_table_follows_the_network_when_it_has_trained(page, settle):
    page.panel.counts["10"].click()
    page.shows(10)
    before = page.panel.grid.content.values.copy()

    page.program.trainer.run_batches(3)
    page.qtbot.waitUntil(lambda: page.program.training.step == 3)
    page.qtbot.waitUntil(lambda: not np.array_equal(page.panel.grid.content.values, before))

    task = page.stream.task
    page.qtbot.waitUntil(lambda: page.stream.task.network is page.program.explain.network)
    assert task is not None


def test_a_page_that_is_left_and_shown_again_goes_on(page):
    page.panel.counts["all"].click()
    page.program.stage.set_perspective(FORWARD)
    page.program.stage.set_perspective(AVERAGE)

    page.shows(200)


def test_a_network_of_another_shape_brings_rows_of_its_own(page):
    page.program.training.begin(Architecture((784, 4, 10)), page.program.training.settings)

    page.qtbot.waitUntil(
        lambda: (
            page.stream.task is not None
            and page.stream.task.network.architecture.sizes == (784, 4, 10)
        )
    )
    assert all(place.layer <= 2 for place in page.stream.places)
