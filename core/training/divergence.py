"""Say why a run diverged, and what to do about it."""

from __future__ import annotations

import math


def reason_of(
    step: int,
    epoch: int,
    cost: float,
    learning_rate: float,
    better: float,
    momentum: float = 0.0,
    l2: float = 0.0,
) -> str:
    """Return one line: what is no longer finite, where, the likely cause, and a better rate."""
    return (
        f"the {what_is_lost(cost)} at step {step:,} in epoch {epoch}: "
        f"{likely_cause(learning_rate, momentum, l2)} is too large here; start again with "
        f"{better:g}"
    )


def likely_cause(learning_rate: float, momentum: float, l2: float) -> str:
    """Return what made the steps too long: the learning rate, and what multiplies it.

    Steps along one direction add up to 1 / (1 - momentum) of them. Where rate x penalty is above
    1, a step takes more than the whole weight away: that alone makes weights change sign and,
    above 2, grow.
    """
    rate = f"a learning rate of {learning_rate:g}"
    if learning_rate * l2 > 1:
        return f"{rate} with an L2 penalty of {l2:g}, which overshoots the weights it shrinks,"
    if momentum:
        longer = f"{1 / (1 - momentum):.3g}"
        return f"{rate} with momentum {momentum:g}, which makes steps up to {longer} times as long,"
    return rate


def what_is_lost(cost: float) -> str:
    """Return which value is not finite: the mini-batch's cost, or else its gradient."""
    if math.isnan(cost):
        return "cost is no longer a number"
    if math.isinf(cost):
        return "cost became infinite"
    return "gradient became infinite"
