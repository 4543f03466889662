"""In which order the examples of the table stand side by side."""

from __future__ import annotations

from enum import Enum

import numpy as np

from core.arrays import IntArray
from core.average.wishes import Wishes


class Order(Enum):
    """An order of examples, in words."""

    COMING = "as they came"
    NEWEST = "newest first"
    DIGIT = "by digit"
    UP = "most up first"
    DOWN = "most down first"


def ordered(wishes: Wishes, count: int, order: Order, row: int = 0) -> IntArray:
    """Return the places among the first ``count`` examples, (count,), in an order.

    Equal ones stay in the order in which they came.

    Parameters
    ----------
    row : the parameter by whose wish they are sorted, where they are
    """
    count = min(count, len(wishes))
    if order is Order.NEWEST:
        return np.arange(count)[::-1]
    if order is Order.DIGIT:
        return np.argsort(wishes.labels[:count], kind="stable")
    if order in (Order.UP, Order.DOWN) and row < wishes.values.shape[1]:
        keys = wishes.values[:count, row]
        return np.argsort(-keys if order is Order.UP else keys, kind="stable")
    return np.arange(count)
