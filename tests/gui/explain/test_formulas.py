import pytest

from core.explain.walk import StepKind, walk
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from gui.explain.formulas import all_formulas, formula_of
from gui.widgets.typesetting import typeset


def formula(kind, layer=None, cost="quadratic"):
    architecture = Architecture(cost=cost)
    steps = [step for step in walk(architecture) if step.kind is kind]
    chosen = steps if layer is None else [step for step in steps if step.layer == layer]
    return formula_of(chosen[0], architecture)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (16, 16)])
def test_every_step_has_a_formula_that_can_be_set(hidden, activation, cost):
    architecture = Architecture((784, *hidden, 10), activation, cost)
    for latex in all_formulas(architecture):
        assert all(typeset(line) is not None for line in latex.split("\n"))


def test_the_quadratic_cost_says_that_it_has_no_half():
    assert "no factor ½" in formula(StepKind.COST).note


def test_the_cross_entropy_has_its_own_cost_and_wishes():
    assert "ln" in formula(StepKind.COST, cost="cross_entropy").latex
    assert "y_j - a_j" in formula(StepKind.OUTPUT_DESIRES, cost="cross_entropy").latex


def test_only_the_outputs_of_softmax_lack_the_slope():
    assert "s'" not in formula(StepKind.NUDGES, 3, "cross_entropy").latex
    assert "s'" in formula(StepKind.NUDGES, 2, "cross_entropy").latex
    assert "s'" not in formula(StepKind.DESIRES, 2, "cross_entropy").latex
    assert "s'" in formula(StepKind.DESIRES, 1, "cross_entropy").latex


def test_a_forward_step_names_its_two_layers():
    assert "a^{(1)}" in formula(StepKind.FORWARD, 2).latex
    assert "z^{(2)}" in formula(StepKind.FORWARD, 2).latex
