import numpy as np
import pytest

from core.explain.full_walk import full_walk
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


def test_the_gradient_lists_the_derivatives_by_all_parameters_and_the_step_takes_them():
    architecture = Architecture((784, 6, 10))
    orders = tuple(np.arange(size) for size in (6, 10))
    *_, gradient, step = full_walk(architecture, orders)
    latex = formula_of(gradient, architecture).latex
    assert all(name in latex for name in ("nabla", "W^{(1)}", "b^{(1)}", "b^{(2)}"))
    assert "eta" not in latex
    assert "eta" in formula_of(step, architecture).latex


def test_no_convention_is_said_twice():
    assert "½" not in formula(StepKind.COST).note  # the caption says it


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
