"""How numbers are written on screen: a true minus sign, a dot, thousands set apart by commas.

Each function returns one word without spaces that could break a line. Values that are not finite
are written too, because a run that diverges shows them.
"""

from __future__ import annotations

from math import floor, isfinite, isnan, log10

MINUS = "\u2212"
TIMES = "\u00d7"
THIN = "\u202f"  # a narrow space that doesn't break
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_DECIMALS = 7
LEAST_WITH_DECIMALS = 10.0 ** (2 - MOST_DECIMALS)  # three figures with most decimals
MOST_EXACT = 16  # more than a number of this precision holds
LARGE = 1e5
SMALL = 1e-3


def fixed(value: float, digits: int = 4) -> str:
    """Return a number with so many decimals: 0.4706, −1.3174; a plus is not written."""
    if not isfinite(value):
        return not_finite(value)
    if abs(value) >= LARGE:
        return scientific(value)
    return f"{value + 0.0:,.{digits}f}".replace("-", MINUS)


def signed(value: float, digits: int = 4) -> str:
    """Return a number with its sign: +0.4706, −0.0000 for a small negative one, 0.0000 for zero."""
    text = fixed(value, digits)
    return f"+{text}" if value > 0 else text


def in_column(value: float, digits: int | None) -> str:
    """Return a number as its column writes it: signed decimals, or a power of ten for None."""
    if digits is not None or not isfinite(value):
        return signed(value, 4 if digits is None else digits)
    if value == 0:
        return "0"
    return f"{'+' if value > 0 else ''}{scientific(value)}"


def seen(value: float, digits: int = 4) -> str:
    """Return a number with so many decimals, or three figures where these would all be 0."""
    small = value != 0 and abs(value) < 0.5 * 10.0**-digits
    return compact(value) if small else fixed(value, digits)


def seen_signed(value: float, digits: int = 4) -> str:
    """Return a number with its sign, so written that only 0 is written as 0."""
    text = seen(value, digits)
    return f"+{text}" if value > 0 else text


def compact(value: float, digits: int = 3) -> str:
    """Return a number with so many significant figures: 2.31, 0.0453, 12,345, 1.23×10⁻⁷."""
    if not isfinite(value):
        return not_finite(value)
    if value == 0:
        return "0"
    if not SMALL <= abs(value) < LARGE:
        return scientific(value, digits)
    decimals = max(0, digits - 1 - floor(log10(abs(value))))
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def scientific(value: float, digits: int = 3) -> str:
    """Return a number as a power of ten: −1.23×10⁻⁷."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = str(int(exponent)).translate(SUPERSCRIPTS)
    return f"{mantissa}{TIMES}10{power}".replace("-", MINUS)


def not_finite(value: float) -> str:
    """Return NaN, ∞ or −∞."""
    if isnan(value):
        return "NaN"
    return "∞" if value > 0 else f"{MINUS}∞"


def decimals_for(largest: float, figures: int = 4) -> int:
    """Return how many decimals a column needs to show so many figures of its largest value.

    At least four, so that most columns look the same, and at most `MOST_DECIMALS`.
    """
    if not isfinite(largest) or largest == 0:
        return 4
    needed = figures - 1 - floor(log10(abs(largest)))
    return min(max(needed, 4), MOST_DECIMALS)


def column_decimals(largest: float) -> int | None:
    """Return how many decimals a column needs; None where only powers of ten show three figures."""
    tiny = 0 < abs(largest) < LEAST_WITH_DECIMALS
    return None if tiny else decimals_for(largest)


def apart(one: float, other: float, figures: int = 4) -> tuple[str, str]:
    """Return two numbers with so many decimals that their difference has so many figures."""
    gap = abs(one - other)
    if not isfinite(gap) or gap == 0:
        return fixed(one), fixed(other)
    digits = min(max(figures - 1 - floor(log10(gap)), 4), MOST_EXACT)
    return fixed(one, digits), fixed(other, digits)


def with_article(digit: int) -> str:
    """Return a digit with its article: a 7, an 8."""
    return f"{'an' if digit == 8 else 'a'} {digit}"


def whole(value: int) -> str:
    """Return a whole number: 13,002."""
    return f"{value:,}".replace("-", MINUS)


def percent(fraction: float, digits: int = 0) -> str:
    """Return a share of one in per cent: 0.864 is 86 %."""
    if not isfinite(fraction):
        return not_finite(fraction)
    return f"{fixed(100 * fraction, digits)}{THIN}%"
