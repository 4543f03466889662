"""All that is known of one neuron or connection, as words and numbers for the inspector.

The numbers are those that the derivation holds; sums are written with their largest terms first.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite, log10

from core.explain.derivation import Derivation
from core.explain.sums import WeightedSum, weighted_sum
from gui.explain import arithmetic
from gui.explain.tables import neuron_name, short_name, titled
from gui.network_view.scene import ConnectionId, NeuronId
from gui.widgets.numbers import MINUS, MOST_DECIMALS, TIMES, compact, fixed, signed, whole

SIDE = 28
TERMS = 8
Target = NeuronId | ConnectionId


@dataclass(frozen=True)
class Quantity:
    """A number with its name: short on screen, in words where it is read aloud."""

    word: str
    number: str
    spoken: str = ""

    @property
    def aloud(self) -> str:
        """The whole of it as words."""
        return f"{self.spoken or self.word}: {self.number}"


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


@dataclass(frozen=True)
class Particulars:
    """What the inspector shows.

    Attributes
    ----------
    title : the name of the neuron or connection
    quantities : its values
    lines : the weighted sum, term by term
    notes : arithmetic as rich text, each under its heading
    """

    title: str
    quantities: tuple[Quantity, ...]
    lines: tuple[SumLine, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def exists(target: Target, sizes: tuple[int, ...]) -> bool:
    """Return whether a network of these layers has this neuron or connection."""
    ends = (target,) if isinstance(target, NeuronId) else target.ends
    return all(0 <= end.layer < len(sizes) and end.index < sizes[end.layer] for end in ends)


def particulars_of(derivation: Derivation, target: Target) -> Particulars:
    """Return what there is to say about a neuron or connection of a derivation's network."""
    if isinstance(target, ConnectionId):
        return _of_connection(derivation, target)
    if target.layer == 0:
        return _of_pixel(derivation, target.index)
    return _of_neuron(derivation, target)


def _of_pixel(derivation: Derivation, k: int) -> Particulars:
    row, column = divmod(k, SIDE)
    value = float(derivation.image[k])
    quantities = (
        Quantity("row", str(row)),
        Quantity("column", str(column)),
        Quantity("value", f"{round(255 * value)} of 255"),
        Quantity("activation", fixed(value)),
        Quantity("desire", arithmetic.exact(float(derivation.input_desires[k]))),
    )
    return Particulars(titled(neuron_name(0, k, derivation.depth)), quantities)


def _of_neuron(derivation: Derivation, neuron: NeuronId) -> Particulars:
    layer, j = derivation.layer(neuron.layer), neuron.index
    last = neuron.layer == derivation.depth
    wishes_of_z = last and derivation.outputs_compete
    desires = derivation.output_wishes if last else layer.desires
    quantities = (
        Quantity("activation", fixed(float(layer.activations[j]))),
        Quantity("input z", signed(float(layer.weighted_inputs[j])), "weighted input z"),
        Quantity("bias", signed(float(layer.biases[j]))),
        Quantity("its nudge", arithmetic.exact(float(layer.bias_nudges[j])), "bias nudge"),
        Quantity(
            "desire", arithmetic.exact(float(desires[j])), "desire of z" if wishes_of_z else ""
        ),
        Quantity("s′(z)", compact(float(layer.slopes[j])), "slope s′(z)"),
    )
    share = (("share of the cost", arithmetic.of_cost_term(derivation, j)),) if last else ()
    return Particulars(
        titled(neuron_name(neuron.layer, j, derivation.depth)),
        quantities,
        sum_lines(derivation, neuron.layer, j),
        share,
    )


def _of_connection(derivation: Derivation, connection: ConnectionId) -> Particulars:
    layer, j, k = derivation.layer(connection.layer), connection.neuron, connection.source
    source = short_name(layer.index - 1, k, derivation.depth)
    target = short_name(layer.index, j, derivation.depth)
    weight, before = float(layer.weights[j, k]), float(derivation.activations[layer.index - 1][k])
    quantities = (
        Quantity("weight", signed(weight)),
        Quantity("a before", fixed(before), "activation before"),
        Quantity("w a", signed(weight * before), "weight times activation"),
        Quantity("nudge", arithmetic.exact(float(layer.weight_nudges[j, k]))),
        Quantity("request", arithmetic.exact(float(layer.contributions[j, k]))),
    )
    notes = (
        ("its nudge", arithmetic.of_weight_nudge(derivation, layer, j, k)),
        (f"what {target} asks of {source}", arithmetic.of_contribution(derivation, layer, j, k)),
    )
    return Particulars(f"{titled(source)} → {target}", quantities, notes=notes)


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
        SumLine("softmax(z)" if softmax else "s(z)", "", fixed(activation), result=True),
    )


def _term(
    derivation: Derivation, told: WeightedSum, layer: int, place: int, digits: int
) -> SumLine:
    source = short_name(layer - 1, int(told.sources[place]), derivation.depth)
    weight, activation = float(told.weights[place]), float(told.activations[place])
    product = f"{plus(weight)} {TIMES} {compact(activation)}"
    return SumLine(source, product, signed(float(told.terms[place]), digits))


def _digits(told: WeightedSum) -> int:
    """Return how many decimals the sum's column needs for three figures of its largest number."""
    largest = max(abs(told.total), abs(told.bias), float(abs(told.terms[:1]).sum()))
    if not isfinite(largest) or largest == 0:
        return 2
    return min(max(2 - floor(log10(largest)), 2), MOST_DECIMALS)


def plus(value: float) -> str:
    """Return a number of three figures with its sign: +2.31, −0.0453."""
    text = compact(value)
    return text if text.startswith(MINUS) or not value > 0 else f"+{text}"
