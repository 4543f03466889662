"""Say why a run diverged, and what to do about it."""

from __future__ import annotations

import math


def reason_of(step: int, epoch: int, cost: float, learning_rate: float, better: float) -> str:
    """Return one line: what is no longer finite, where, and which learning rate is better."""
    return (
        f"the {what_is_lost(cost)} at step {step:,} in epoch {epoch}: a learning rate of "
        f"{learning_rate:g} is too large here; start again with {better:g}"
    )


def what_is_lost(cost: float) -> str:
    """Return which value is not finite: the mini-batch's cost, or else its gradient."""
    if math.isnan(cost):
        return "cost is no longer a number"
    if math.isinf(cost):
        return "cost became infinite"
    return "gradient became infinite"
