"""The formula of each step of the walk, as LaTeX, and what has to be said beside it.

The letters are those of the program everywhere: j is a neuron of the layer that is meant, k one of
the layer before. A layer's number stands in brackets, and only where two layers meet.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.explain.full_walk import FullStep, Part
from core.explain.walk import StepKind, WalkStep, walk
from core.network.architecture import Architecture

SQUASH = {
    "sigmoid": "s is the sigmoid: s(z) = 1&nbsp;/&nbsp;(1&nbsp;+&nbsp;e<sup>−z</sup>).",
    "tanh": "s is the hyperbolic tangent: s(z) = tanh z.",
    "relu": "s is the rectifier: s(z) = z where z is positive, else 0.",
    "leaky_relu": "s is the leaky rectifier: s(z) = z where z is positive, else 0.01 z.",
    "softmax": "Softmax: positive outputs that share the sum 1.",
}
TARGETS = "a is an output, y its target: 1 for the labelled digit, 0 for all others."
OF_LABEL = "y is 1 for the labelled digit and 0 elsewhere, so only that output's term counts."
ALL_NUDGES = "∇C<sub>0</sub>, the gradient, lists the derivatives by all weights and biases."
COMPETE = "Softmax outputs can't move one by one: these are the wishes of their weighted inputs."


@dataclass(frozen=True)
class Formula:
    """A formula to set, how it is read aloud, and a note in rich text, or none."""

    latex: str
    plain: str
    note: str = ""


def formula_of(step: WalkStep, architecture: Architecture) -> Formula:
    """Return the formula of a step for the cost and the activation function of a network."""
    softmax = architecture.output_activation.name == "softmax"
    match step.kind:
        case StepKind.INPUT:
            return INPUT
        case StepKind.FORWARD:
            return forward(step.layer, architecture)
        case StepKind.COST:
            return CROSS_ENTROPY if architecture.cost == "cross_entropy" else QUADRATIC
        case StepKind.OUTPUT_DESIRES:
            return SOFTMAX_WISHES if softmax else OUTPUT_DESIRES
        case StepKind.NUDGES:
            return SOFTMAX_NUDGES if softmax and step.layer == architecture.depth else NUDGES
        case StepKind.DESIRES:
            above = step.layer + 1
            return SOFTMAX_DESIRES if softmax and above == architecture.depth else DESIRES
        case StepKind.STEP:
            is_gradient = isinstance(step, FullStep) and step.part is Part.GRADIENT
            return gradient(architecture.depth) if is_gradient else STEP


def all_formulas(architecture: Architecture) -> list[str]:
    """Return the LaTeX of every step of the walk through a network, in order."""
    steps = [formula_of(step, architecture).latex for step in walk(architecture)]
    return [*steps[:-1], gradient(architecture.depth).latex, steps[-1]]


def forward(layer: int, architecture: Architecture) -> Formula:
    """Return z = W a + b and a = s(z) with the numbers of two layers."""
    name = architecture.activation_of(layer).name
    weighted = rf"z^{{({layer})}} = W^{{({layer})}}\, a^{{({layer - 1})}} + b^{{({layer})}}"
    squashed = rf"a^{{({layer})}} = s(z^{{({layer})}})"
    spoken = f"a of layer {layer} = s of z"
    if name == "softmax":
        squashed = r"a_j = \frac{e^{z_j}}{\sum_i e^{z_i}}"
        spoken = "a j = e to the z j, divided by the sum of e to the z i"
    plain = f"z of layer {layer} = W a of layer {layer - 1} + b; {spoken}"
    return Formula(f"{weighted}\n{squashed}", plain, SQUASH[name])


def gradient(depth: int) -> Formula:
    """Return the list of all derivatives, from the first layer's to the last's."""
    names = [f"{letter}^{{({layer})}}" for layer in range(1, depth + 1) for letter in "Wb"]
    ends = [*names[:2], r"\ldots", names[-1]] if depth > 1 else names
    parts = [e if e == r"\ldots" else rf"\frac{{\partial C_0}}{{\partial {e}}}" for e in ends]
    plain = f"minus nabla C 0 = minus the derivatives of C 0 by W 1, b 1, and so on to b {depth}"
    listed = r",\; ".join(parts)
    return Formula(rf"-\nabla C_0 = -\left({listed}\right)", plain, ALL_NUDGES)


INPUT = Formula(
    r"a_k = \frac{\mathrm{pixel}_k}{255}",
    "a k = pixel k divided by 255",
    "An empty pixel has activation 0, a full stroke 1.",
)
QUADRATIC = Formula(
    r"C_0 = \sum_j (a_j - y_j)^2", "C 0 = sum over j of (a j − y j) squared", TARGETS
)
CROSS_ENTROPY = Formula(
    r"C_0 = -\sum_j y_j \ln a_j", "C 0 = minus the sum over j of y j times ln a j", OF_LABEL
)
OUTPUT_DESIRES = Formula(
    r"d_j = -\frac{\partial C_0}{\partial a_j} = 2\,(y_j - a_j)",
    "d j = minus the derivative of C 0 by a j = 2 (y j − a j)",
    "The 2 comes from the square: there is no factor ½ to cancel it.",
)
SOFTMAX_WISHES = Formula(
    r"-\frac{\partial C_0}{\partial z_j} = y_j - a_j",
    "minus the derivative of C 0 by z j = y j − a j",
    COMPETE,
)
NUDGES = Formula(
    r"-\frac{\partial C_0}{\partial b_j} = s'(z_j)\, d_j"
    "\n"
    r"-\frac{\partial C_0}{\partial w_{jk}} = a_k\, s'(z_j)\, d_j",
    "nudge of b j = s prime of z j times d j; nudge of w j k = a k times s prime of z j times d j",
)
SOFTMAX_NUDGES = Formula(
    r"-\frac{\partial C_0}{\partial b_j} = y_j - a_j"
    "\n"
    r"-\frac{\partial C_0}{\partial w_{jk}} = a_k\, (y_j - a_j)",
    "nudge of b j = y j − a j; nudge of w j k = a k times (y j − a j)",
)
DESIRES = Formula(
    r"d_k = \sum_j w_{jk}\, s'(z_j)\, d_j",
    "d k = sum over j of w j k times s prime of z j times d j",
)
SOFTMAX_DESIRES = Formula(
    r"d_k = \sum_j w_{jk}\, (y_j - a_j)",
    "d k = sum over j of w j k times (y j − a j)",
)
STEP = Formula(
    r"w \;\rightarrow\; w - \eta\, \frac{\partial C_0}{\partial w}",
    "w becomes w − eta times the derivative of C 0 by w",
    "η is the learning rate; minus the derivative is the nudge. Biases move likewise.",
)
