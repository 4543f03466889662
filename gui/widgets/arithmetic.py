"""How arithmetic is written as rich text: letters with indices, products, results."""

from __future__ import annotations

from gui.widgets.numbers import TIMES, compact, signed


def sub(letter: str, *indices: int) -> str:
    """Return a letter with indices below it: w<sub>2,9</sub>."""
    return f"{letter}<sub>{','.join(map(str, indices))}</sub>"


def factor(value: float, figures: int = 3) -> str:
    """Return a number as a factor of a product: in brackets where it is negative."""
    text = compact(value, figures)
    return f"({text})" if value < 0 else text


def product(names: list[str], factors: list[str], result: float) -> str:
    """Return a product in letters and in numbers, and what comes out."""
    letters = " · ".join(names)
    numbers = f" {TIMES} ".join(factors)
    return f"{letters}<br>= {numbers} = <b>{exact(result)}</b>"


def exact(value: float) -> str:
    """Return a result with its sign: four decimals, or three figures where it is small."""
    if value == 0 or abs(value) >= 0.01:
        return signed(value)
    return f"+{compact(value)}" if value > 0 else compact(value)
