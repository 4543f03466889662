"""What of a run's settings and rules is not as at first, in a few words."""

from __future__ import annotations

from core.training.endings import StopRules
from core.training.settings import MOST_EXAMPLES, TrainingSettings
from gui.widgets.numbers import whole


def active_words(settings: TrainingSettings, rules: StopRules) -> tuple[str, ...]:
    """Return, each in a few words, what is not as at first."""
    words = []
    for name, value in (
        ("momentum", settings.momentum),
        ("L2", settings.l2),
        ("decay", settings.decay),
    ):
        words += [f"{name} {value:g}"] if value else []
    if settings.train_size != MOST_EXAMPLES:
        words.append(f"{whole(settings.train_size)} images")
    stops = stop_words(rules)
    return (*words, f"pause at {', '.join(stops)}") if stops else tuple(words)


def stop_words(rules: StopRules) -> list[str]:
    """Return the limits of rules, each in a word or two."""
    words = [] if rules.accuracy is None else [f"{100 * rules.accuracy:g} %"]
    words += [] if rules.cost is None else [f"cost {rules.cost:g}"]
    if rules.epochs is not None:
        words.append(f"{whole(rules.epochs)} epoch{'s' * (rules.epochs != 1)}")
    return words + ([] if rules.seconds is None else [f"{rules.seconds:g} s"])
