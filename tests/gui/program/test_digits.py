from core.training.confusion import Confusion
from gui.perspectives import DESCEND, ONE_EXAMPLE
from tests.gui.running import run_batches


def page(program):
    program.stage.set_perspective(DESCEND)
    pages = program.window.right.currentWidget()
    pages.show_page("Digits")
    return pages.widget("Digits").widget()


def test_the_page_shows_the_answers_of_the_network_at_rest(program, qtbot, small_dataset):
    panel = page(program)
    run_batches(program, qtbot, 5)
    qtbot.waitUntil(lambda: panel.title.text().endswith("step 5"))
    test, network = small_dataset.test, program.explain.network
    answers = network.outputs(test.activations(slice(None))).argmax(axis=1).astype("uint8")
    expected = Confusion.of(test.labels, answers)
    assert panel.confusion.counts.tolist() == expected.counts.tolist()


def test_an_untrained_network_has_answers_too(program, qtbot):
    panel = page(program)
    qtbot.waitUntil(lambda: panel.title.text().endswith("step 0"))


def test_an_image_that_is_chosen_is_opened_in_the_walk(program, qtbot):
    panel = page(program)
    panel.image_chosen.emit(17)
    assert (program.chooser.set_name, program.chooser.index) == ("test", 17)
    assert program.stage.perspective == ONE_EXAMPLE
