"""Each perspective's panel is there when it is chosen, and only then is it built."""

import pytest

from gui.explain.gradient_panel import GradientPanel
from gui.perspectives import FORWARD, GRADIENT, ONE_EXAMPLE, PERSPECTIVES


def test_a_panel_is_built_when_its_perspective_is_first_chosen(program):
    right = program.window.right
    assert program.window.findChild(GradientPanel) is None

    for _ in range(2):
        program.stage.set_perspective(GRADIENT)
        program.stage.set_perspective(ONE_EXAMPLE)

    assert len(program.window.findChildren(GradientPanel)) == 1
    assert right.count() == 2


def test_forward_and_one_example_share_their_panel(program):
    program.stage.set_perspective(FORWARD)
    forward = program.window.right.currentWidget()
    program.stage.set_perspective(ONE_EXAMPLE)
    assert program.window.right.currentWidget() is forward


@pytest.mark.parametrize("perspective", PERSPECTIVES, ids=lambda each: each.name)
def test_choosing_a_perspective_marks_it_in_bar_and_menu(program, perspective):
    program.actions[perspective.action].trigger()
    assert program.stage.perspective == perspective.name
    assert program.window.perspectives.current == perspective.title
    assert program.actions[perspective.action].isChecked()
