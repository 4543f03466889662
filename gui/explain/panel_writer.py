"""Writes a moment of the walk into the panels: title, caption, table, answer and marked pixels."""

from __future__ import annotations

from functools import partial

from core.explain.derivation import Derivation
from core.explain.walk import StepKind
from gui.explain.arithmetic import of_activation, of_cost
from gui.explain.caption_numbers import details_in
from gui.explain.captions import caption_of
from gui.explain.example_panel import ExamplePanel
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.figures import ANSWER, Answer
from gui.explain.moment import Moment
from gui.explain.notation import told
from gui.explain.step_title import StepTitle
from gui.network_view.inputs import InputChoice


class PanelWriter:
    """Tells the panels what they show; it holds nothing of it."""

    def __init__(
        self, example: ExamplePanel, explanation: ExplanationPanel, title: StepTitle
    ) -> None:
        self.example = example
        self.explanation = explanation
        self.title = title

    def write_step(
        self, moment: Moment, number: int, count: int, learning_rate: float, notation: bool
    ) -> None:
        """Write the step, the so-manieth of so many, with caption, formula and body."""
        self.title.set_step(number, count, moment.step.title)
        caption = told(caption_of(moment, learning_rate), notation)
        details = details_in(caption, moment, notation, learning_rate)
        self.explanation.show_moment(moment, caption, details)

    def write_answer(self, moment: Moment, inputs: InputChoice, walking: bool) -> None:
        """Write what the network answers, and mark the pixels that are drawn as neurons.

        walking : whether the walk is seen; where it asks the pixels, the one in focus is lit
        """
        derivation, step = moment.derivation, moment.step
        detail = partial(arithmetic_of, derivation)
        self.example.set_answer(answer_of(derivation), derivation.cost, detail)
        self.example.figures.set_before_step(walking and moment.after is not None)
        self.example.set_asked(moment.label)
        self.example.set_marked(moment.shown[0].tolist(), inputs)
        asked = step.kind is StepKind.DESIRES and step.layer == 0
        self.example.set_lit(moment.focus if asked and walking else None)


def answer_of(derivation: Derivation) -> Answer:
    """Return what the network answers to the example."""
    return Answer(
        digit=None if derivation.undecided else derivation.answer,
        activation=float(derivation.outputs[derivation.answer]),
        is_share=derivation.outputs_compete,
        correct=derivation.correct,
    )


def arithmetic_of(derivation: Derivation, figure: str) -> str:
    """Return how the activation of the answer, or the cost of the example, comes about."""
    if figure == ANSWER:
        return of_activation(derivation, derivation.layers[-1], derivation.answer)
    return of_cost(derivation, derivation.cost_terms.tolist(), "C<sub>0</sub>", derivation.cost)
