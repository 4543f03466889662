"""The weighted sum of a neuron written out, line by line: z = Σ w a + b, largest terms first."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite, log10

from core.explain.derivation import Derivation
from core.explain.sums import WeightedSum, weighted_sum
from gui.explain.tables import short_name
from gui.widgets.numbers import MINUS, MOST_DECIMALS, TIMES, compact, seen, signed, whole

TERMS = 16
LEAST_DECIMALS = 4


@dataclass(frozen=True)
class SumLine:
    """A line of a sum: where it comes from, how it is made, and its number."""

    source: str
    product: str
    number: str
    result: bool = False

    @property
    def plain(self) -> str:
        """The line as plain text."""
        equals = f"{self.product} = " if self.product else ""
        return f"{self.source}: {equals}{self.number}"


def sum_lines(derivation: Derivation, layer: int, neuron: int) -> tuple[SumLine, ...]:
    """Return the weighted sum of a neuron, written out: largest terms first, rest, bias, z, a."""
    told = weighted_sum(derivation, layer, neuron)
    count = len(told.terms)
    shown = count if count <= TERMS + 1 else TERMS
    digits = _digits(told)
    lines = [_term(derivation, told, layer, place, digits) for place in range(shown)]
    if shown < count:
        rest = signed(told.rest(shown), digits)
        lines.append(SumLine(f"{whole(count - shown)} more", "", rest))
    activation = float(derivation.layer(layer).activations[neuron])
    softmax = derivation.network.architecture.activation_of(layer).name == "softmax"
    return (
        *lines,
        SumLine("bias", "", signed(told.bias, digits)),
        SumLine("sum z", "", signed(told.total, digits), result=True),
        SumLine("softmax(z)" if softmax else "s(z)", "", seen(activation), result=True),
    )


def _term(
    derivation: Derivation, told: WeightedSum, layer: int, place: int, digits: int
) -> SumLine:
    source = short_name(layer - 1, int(told.sources[place]), derivation.depth)
    weight, activation = float(told.weights[place]), float(told.activations[place])
    product = f"{plus(weight)} {TIMES} {compact(activation)}"
    return SumLine(source, product, signed(float(told.terms[place]), digits))


def _digits(told: WeightedSum) -> int:
    """Return how many decimals the sum's column needs: those in which its total is told elsewhere.

    At least four, and enough for three figures of the largest number.
    """
    largest = max(abs(told.total), abs(told.bias), float(abs(told.terms[:1]).sum()))
    if not isfinite(largest) or largest == 0:
        return LEAST_DECIMALS
    return min(max(2 - floor(log10(largest)), LEAST_DECIMALS), MOST_DECIMALS)


def plus(value: float) -> str:
    """Return a number of three figures with its sign: +2.31, −0.0453."""
    text = compact(value)
    return text if text.startswith(MINUS) or not value > 0 else f"+{text}"
