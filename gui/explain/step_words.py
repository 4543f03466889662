"""What the panel of the step says: costs, answers, and how a listening ended."""

from __future__ import annotations

from core.explain.listening import Ending, Listened
from core.explain.one_step import Heard, OneStep
from gui.widgets.numbers import compact, fixed, whole

NEGATIVE = (
    "The straight line promises [[promise|{}]], less than any cost can be: it holds close by, and"
    " this step goes far."
)
WORSE = "The cost has grown: the step went beyond the valley. A smaller learning rate helps."
FALLS_SHORT = "The straight line promised [[promise|{}]]: the slope changes on the way."
KNOWN = 0.05  # cost below which an example is as good as known
SMALL_COST = 0.01
NEAR = 0.1  # of the promised change, that a straight line may be off without a word


def place_words(set_name: str, index: int, label: int) -> str:
    """Return which example is meant, as "test 321 as a 2"."""
    article = "an" if label == 8 else "a"
    return f"{set_name} {index} as {article} {label}"


def step_words(place: str) -> str:
    """Return what making a step is called in the menu."""
    return f"one step on {place}"


def made_words(words: str, step: OneStep) -> str:
    """Return what a step that has been made did to the example's cost; numbers are links."""
    before, after = written(step.cost_before), written(step.cost_after)
    costs = f"from [[before|{before}]] to [[after|{after}]]"
    return f"Made: {words}. Its cost went {costs}. Undo brings all back."


def listening_words(place: str, steps: int) -> str:
    """Return what a listening is called in the menu."""
    return f"{whole(steps)} step{'s' * (steps != 1)} on {place} alone"


def written(cost: float) -> str:
    """Return a cost with four decimals, or three figures where these would say little."""
    return compact(cost) if 0 < abs(cost) < SMALL_COST else fixed(cost)


def remark(step: OneStep) -> str:
    """Return what there is to say about promise and outcome, or nothing; numbers are links."""
    before, predicted, after = step.cost_before, step.cost_predicted, step.cost_after
    if after > before:
        return WORSE
    if predicted < 0:
        return NEGATIVE.format(fixed(predicted))
    if abs(after - predicted) > NEAR * (before - predicted):
        return FALLS_SHORT.format(fixed(predicted))
    return ""


def answers_words(called: int, looked_at: int, label: int) -> str:
    """Return how many images have been called by a label, of those looked at."""
    asked = f"[[called|{whole(called)}]] of {whole(looked_at)}"
    return f"{asked} test images are called {label}"


def heard_words(heard: Heard) -> str:
    """Return how far a listening is."""
    called = int(heard.counts[heard.label])
    asked = f"[[called|{whole(called)}]] of {whole(heard.looked_at)} answers are {heard.label}"
    return f"{asked} after {whole(heard.step)} step{'s' * (heard.step != 1)}"


def ending_words(listened: Listened, cost_before: float) -> str:
    """Return how a listening ended, what to try where it came to little; numbers are links."""
    label, steps = listened.label, listened.steps
    if listened.ending is Ending.EVERYTHING:
        if not steps:
            return f"Every test image is called {label} already: there was nothing to do."
        return f"After {_steps(steps)} every test image is called {label}. Undo brings all back."
    called = answers_words(listened.called, listened.total, label)
    if listened.ending is Ending.STILL:
        said = f"No answer changed any more: {called} after {_steps(steps)}."
    else:
        gained = listened.gained
        more = f"{whole(abs(gained))} {'more' if gained >= 0 else 'fewer'} than before"
        said = f"Stopped at the limit of {_steps(steps)}: {called}, {more}."
    return f"{said} {_advice(cost_before)}"


def _advice(cost_before: float) -> str:
    """Return what makes a network move that hardly did."""
    if cost_before < KNOWN:
        return (
            f"It knew this example already (cost [[cost|{compact(cost_before)}]]), so its nudges"
            " are tiny:"
            " take one it gets wrong, or a larger learning rate."
        )
    return "A larger learning rate goes further."


def _steps(count: int) -> str:
    return f"{whole(count)} step{'s' * (count != 1)}"
