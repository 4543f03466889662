"""While one walks through steps that show the same panels, nothing in them moves."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QApplication

from core.explain.derivation import derive
from core.explain.full_walk import Part, full_walk_of
from gui.explain.adding_view import SUMS
from gui.explain.caption_kin import kin_of
from gui.explain.caption_label import CaptionLabel
from gui.explain.captions import caption_of
from gui.explain.scenes import scene_of
from gui.explain.step_title import StepTitle
from tests.gui.explain.conftest import derivation_of, moment_of


def place_of(widget):
    return widget.mapTo(widget.window(), QPoint(0, 0))


def places(program):
    """Return where everything begins that a step of the walk leaves where it was."""
    panel, body = program.explanation, program.explanation.body
    found = {"body": place_of(body), "title": place_of(program.title._title)}
    if panel.formula.isVisible() and place_of(panel.formula).y() < place_of(body).y():
        found["formula"] = place_of(panel.formula)
    if body.adding.isVisible():
        stack = body.adding.stack
        left = stack.stack.bar_span(0).left()
        found["rows"] = place_of(stack.area), left, stack.stack.range
        found["sum"] = place_of(stack.sum)
        forms = body.adding.forms
        found["forms"] = [forms.button(name).geometry() for name in forms.names]
    return found


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (784, 10)], ids=["two", "none"])
def test_nothing_moves_among_steps_that_show_the_same_panels(open_program, size, sizes):
    program = open_program(sizes)
    program.window.resize(*size)
    program.window.arrange(program.window.size())
    program.stage.set_reduced_motion(True)
    program.stage.set_perspective("one-example")
    steps, first = program.explain.steps, {}
    for place, step in enumerate(steps):
        program.stage.go_to_step(place + 1)
        QApplication.processEvents()
        kin = kin_of(steps, place), program.explanation.formula.height()
        here = places(program)
        assert here == first.setdefault(kin, here), step.name
    assert len(first) < len(steps) / 2


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
@pytest.mark.parametrize("name", ["desires 2: 1 of 10", "desires 2: 3 of 10", "desires 2"])
def test_nothing_moves_as_somebody_is_muted(open_program, size, name):
    program = open_program((784, 16, 16, 10))
    program.window.resize(*size)
    program.window.arrange(program.window.size())
    program.stage.set_reduced_motion(True)
    program.stage.set_perspective("one-example")
    program.stage.go_to_step(name)
    stack, found = program.explanation.body.adding.stack, []
    for muted in (None, 7, 2, 4, 5, 9):
        if muted is not None:
            program.explanation.muted_toggled.emit(muted)
        QApplication.processEvents()
        here = places(program)
        here["rows"] = here["rows"][0], stack.stack._columns  # bars may have another scale
        found.append(here)
    assert all(here == found[0] for here in found)


def test_sums_wait_until_all_have_asked(program):
    program.stage.set_perspective("one-example")
    program.stage.go_to_step("desires 2: 3 of 10")
    button = program.explanation.body.adding.forms.button(SUMS)
    assert button.isVisible()
    assert not button.isEnabled()
    program.stage.go_to_step("desires 2")
    assert button.isEnabled()


@pytest.fixture
def label(theme, qtbot):
    label = CaptionLabel(theme)
    qtbot.addWidget(label)
    label.resize(300, 80)
    label.show()
    return label


LONG = "Output 5 asks neuron 7 for <b>+0.0462</b> (weight 2.07 times 0.0223, its desire). " * 4
SHORT = "Every output has asked."


def test_a_caption_is_as_high_as_the_longest_of_its_kin(label):
    label.set_caption(LONG)
    alone = label.heightForWidth(300)
    label.set_kin((LONG, SHORT))
    for caption in (SHORT, LONG):
        label.set_caption(caption)
        assert label.heightForWidth(300) == alone


def test_a_caption_without_kin_is_no_higher_than_its_words(label):
    label.set_caption(SHORT)
    alone = label.heightForWidth(300)
    label.set_kin((LONG, SHORT))
    assert label.heightForWidth(300) > alone
    label.set_kin(())
    assert label.heightForWidth(300) == alone


def test_the_title_stays_where_it_is_as_the_number_grows(qtbot):
    title = StepTitle()
    qtbot.addWidget(title)
    title.resize(600, 40)
    title.show()
    lefts = set()
    for number in (1, 9, 10, 65):
        title.set_step(number, 65, "What happens")
        QApplication.processEvents()
        lefts.add(title._title.x())
    assert len(lefts) == 1


def test_a_caption_says_when_the_lines_of_its_requests_cant_be_seen(wide):
    network = wide.network.with_parameters(wide.network.parameters.copy())
    network.parameters.biases[-1][5:] -= 9  # these outputs hardly move
    derivation, told = derive(network, wide.image, 2), {True: 0, False: 0}
    for step in full_walk_of(derivation):
        if step.part is not Part.ADDING:
            continue
        moment = moment_of(derivation, step)
        scene, layer = scene_of(moment), moment.requests.layer
        lines = abs(scene.connections[layer - 1][list(moment.newest)])
        faint = lines.max() / scene.connection_scales[layer - 1] < 0.05
        caption = caption_of(moment)
        assert ("too dim to see" in caption) == faint, moment.step.name
        begun = step.added > len(step.neurons)
        assert ("Earlier requests are dimmer" in caption) == (begun and not faint)
        told[bool(faint)] += 1
    assert min(told.values()) > 0


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
def test_the_others_follow_in_the_order_that_is_told(cost):
    derivation = derivation_of(cost, sizes=(784, 16, 16, 10))
    for layer, size in (
        (3, "wish" if cost == "cross_entropy" else "desire times leeway"),
        (2, "desire times leeway"),
    ):
        step = next(
            s for s in full_walk_of(derivation) if s.part is Part.ADDING and s.layer == layer - 1
        )
        moment, told = moment_of(derivation, step), derivation.layer(layer)
        assert f"The others follow, by {size}." in caption_of(moment)
        sizes = derivation.output_wishes if size == "wish" else told.slopes * told.desires
        others = np.abs(sizes)[moment.requests.order[1:]]
        assert (np.diff(others) <= 1e-15).all()
