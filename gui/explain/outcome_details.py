"""The arithmetic of a step's numbers: costs, outputs before and after, answers."""

from __future__ import annotations

from core.explain.derivation import Derivation
from core.explain.gradient_size import squared_lengths
from core.explain.one_step import OneStep
from gui.explain.arithmetic import of_cost, of_squashed
from gui.explain.step_words import written
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import TIMES, apart, compact, fixed, percent, whole

COST = "C<sub>0</sub>"


def cost_rows(step: OneStep) -> tuple[BarRow, ...]:
    """Return the costs before, predicted and after; what is only predicted is hollow."""
    return (
        cost_row("before", step.cost_before, cost_of(step.old, "as they are")),
        cost_row("predicted", step.cost_predicted, of_prediction(step), hollow=True),
        cost_row("after", step.cost_after, cost_of(step.new, "moved")),
    )


def cost_row(label: str, cost: float, detail: str, *, hollow: bool = False) -> BarRow:
    """Return the row of a cost, which has no sign."""
    return BarRow(label, cost, hollow, detail=detail, number=written(cost), signed=False)


def cost_of(derivation: Derivation, state: str) -> str:
    """Return the cost with weights and biases in a state, as the sum of the outputs' terms."""
    told = of_cost(derivation, derivation.cost_terms.tolist(), COST, derivation.cost)
    return f"With weights and biases {state}:<br>{told}"


def made_details(step: OneStep) -> dict[str, str]:
    """Return how the costs before and after a step that was made come about."""
    return {
        "before": cost_of(step.old, "as they were"),
        "after": cost_of(step.new, "as they are now"),
    }


def of_difference(before: float, after: float) -> str:
    """Return by how much a cost has changed, with as many decimals as that takes."""
    larger, smaller = apart(max(before, after), min(before, after))
    change = f"<b>{written(abs(before - after))}</b>"
    return f"the larger less the smaller<br>= {larger} − {smaller} = {change}"


def of_prediction(step: OneStep) -> str:
    """Return what the straight line promises of a step."""
    return of_straight_line(step.old, step.cost_predicted, step.learning_rate)


def of_straight_line(derivation: Derivation, predicted: float, rate: float) -> str:
    """Return what the straight line promises: the cost, less the rate times the slope squared."""
    squared, before = float(squared_lengths(derivation).sum()), derivation.cost
    letters = f"{COST} − η · |∇{COST}|<sup>2</sup>, along the straight line"
    numbers = f"{fixed(before)} − {compact(rate)} {TIMES} {compact(squared, 5)}"
    return f"{letters}<br>= {numbers} = <b>{fixed(predicted)}</b>"


def of_outcome(step: OneStep, digit: int, answers: int | None, total: int) -> str:
    """Return the arithmetic of an output before and after a step, and of its answers."""
    parts = [
        f"{head}: {of_squashed(each, each.layer(each.depth), digit)}"
        for head, each in (("before", step.old), ("after", step.new))
    ]
    if answers is not None:
        parts.append(of_answers(digit, answers, total))
    return "<br>".join(parts)


def of_answers(digit: int, answers: int, total: int) -> str:
    """Return how answers are counted, and their share."""
    share = percent(answers / max(total, 1), 2)
    counted = f"answers: test images whose largest output is {digit}, counted one by one"
    return f"{counted}<br>= {whole(answers)} / {whole(total)} = <b>{share}</b>"
