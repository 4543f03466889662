"""Reads arithmetic as it is written on screen, and says whether it is true.

Every numeral stands for all numbers that are rounded to it, and expressions of numerals for all
that they may come to: an interval. Two sides of a sign of equality agree where theirs overlap.
It knows nothing of networks.
"""

import math
import re

DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?(?:×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?")
REMARKS = re.compile(r"\(the other [\d,]+\)|, computed anew")


class Between:
    """All numbers from low to high."""

    def __init__(self, low, high):
        self.low, self.high = min(low, high), max(low, high)

    def __add__(self, other):
        return Between(self.low + other.low, self.high + other.high)

    def __sub__(self, other):
        return Between(self.low - other.high, self.high - other.low)

    def __neg__(self):
        return Between(-self.high, -self.low)

    def __pos__(self):
        return self

    def __mul__(self, other):
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Between(min(corners), max(corners))

    def __truediv__(self, other):
        if other.low <= 0 <= other.high:
            return Between(-math.inf, math.inf)
        return self * Between(1 / other.low, 1 / other.high)

    def squared(self):
        ends = (self.low**2, self.high**2)
        return Between(0.0 if self.low <= 0 <= self.high else min(ends), max(ends))

    def of(self, function):
        return Between(function(self.low), function(self.high))

    def meets(self, other):
        slack = 1e-12 * max(1.0, abs(self.low), abs(self.high))
        return self.low <= other.high + slack and other.low <= self.high + slack


def size(x):
    ends = abs(x.low), abs(x.high)
    return Between(0.0 if x.low <= 0 <= x.high else min(ends), max(ends))


def largest(x, y):
    return Between(max(x.low, y.low), max(x.high, y.high))


def numeral(text):
    """Return the numbers that are rounded to a numeral; a whole one is exact where it is short."""
    plain = text.replace(",", "")
    mantissa, _, power = plain.partition("×10")
    power = int(power.translate(DIGITS) or 0)
    decimals = len(mantissa.partition(".")[2])
    half = 0.0 if decimals == 0 and power == 0 else 0.5 * 10.0 ** (power - decimals)
    if decimals == 0 and power == 0 and len(mantissa) > 4:  # five figures of a large number
        half = 0.5
    value = float(mantissa) * 10.0**power
    return Between(value - half, value + half)


def expression(text):
    """Return what an expression on screen may come to."""
    text = REMARKS.sub("", text)
    percent = text.strip().removesuffix("</b>").endswith("%")
    text = text.replace("\u202f", "").replace("%", "").replace("−", "-").replace("·", "*")
    text = re.sub(r"e<sup>(.*?)</sup>", r"(\1).of(exp)", text)
    text = re.sub(r"<sup>2</sup>", ".squared()", text)
    text = re.sub(r"</?b>", "", text)
    text = re.sub(r"\|(.*?)\|", r"size(\1)", text)
    text = re.sub(r"ln (\S+)", r"(\1).of(log)", text)
    text = re.sub(r"tanh (\(.*?\)|\S+)", r"(\1).of(tanh)", text)
    text = text.replace("max(", "largest(")
    text = NUMERAL.sub(lambda found: f"numeral('{found.group()}')", text).replace("×", "*")
    text = re.sub(r"numeral\('[^']*'\)", lambda found: found.group().replace("*", "×"), text)
    names = {
        "numeral": numeral, "size": size, "largest": largest,
        "exp": math.exp, "tanh": math.tanh,
        "log": lambda x: math.log(max(x, 1e-300)),
    }  # fmt: skip
    value = eval(text, {"__builtins__": {}}, names)
    return value * Between(0.01, 0.01) if percent else value


def statements(detail):
    """Return the lines of numbers in arithmetic, each split at its signs of equality."""
    lines = [line for line in detail.split("<br>") if line.startswith("= ")]
    return [line.removeprefix("= ").split(" = ") for line in lines]


def untrue(detail):
    """Return the lines whose sides don't agree, and whether there was any to judge."""
    wrong = []
    for sides in statements(detail):
        values = [expression(side) for side in sides]
        if not all(values[0].meets(value) for value in values[1:]):
            wrong.append(" = ".join(sides))
    return wrong
