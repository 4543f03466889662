"""All that is known of one neuron or connection, as words and numbers for the inspector.

The numbers are those that the derivation holds, each from the step on at which the walk reaches
it; of the others it is said when they come.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from core.explain.derivation import Derivation
from core.explain.walk import StepKind
from gui.explain import arithmetic
from gui.explain.notation import numbers_alone
from gui.explain.reach import Reach
from gui.explain.tables import neuron_name, short_name, titled
from gui.explain.written_sum import SumLine, sum_lines
from gui.network_view.scene import ConnectionId, NeuronId
from gui.widgets.numbers import compact, seen, seen_signed

SIDE = 28
SUM = "z = Σ w a + b, largest terms first"
SUM_IN_WORDS = "weighted sum, largest terms first"
IN_WORDS = {  # names without letters
    "input z": "weighted sum",
    "s′(z)": "leeway",
    "slope s′(z)": "leeway",
    "desire of z": "desire",
    "a before": "active before",
    "signal w a": "signal",
    "sum z": "sum",
    "s(z)": "activation",
    "softmax(z)": "activation",
}
EVERYTHING = Reach()
NEVER = "never"  # what a hidden neuron has no share of
Target = NeuronId | ConnectionId


@dataclass(frozen=True)
class Quantity:
    """A number with its name: short on screen, in words where it is read aloud.

    missing : what the walk has to reach before the number is shown; "" once it has
    """

    word: str
    number: str
    spoken: str = ""
    missing: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """What stands in the number's place while it is missing, the longest form first."""
        return waiting_forms(self.missing)

    @property
    def aloud(self) -> str:
        """The whole of it as words."""
        return f"{self.spoken or self.word}: {self.forms[0] if self.missing else self.number}"


@dataclass(frozen=True)
class Particulars:
    """What the inspector shows.

    Attributes
    ----------
    title : the name of the neuron or connection
    quantities : its values
    lines : the weighted sum, term by term
    lines_missing : what the sum waits for, "" once the walk has reached it
    notes : arithmetic as rich text, each under its heading
    has_parameter : whether there is a weight or bias that could be set by hand
    """

    title: str
    quantities: tuple[Quantity, ...]
    lines: tuple[SumLine, ...] = ()
    lines_missing: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    has_parameter: bool = True


def waiting_forms(missing: str) -> tuple[str, ...]:
    """Return the words for what isn't reached yet, from the longest form to the shortest."""
    return (
        f"not reached yet: appears with {missing}",
        f"not reached yet: see {missing}",
        f"not yet: see {missing}",
        "not yet",
    )


def without_letters(particulars: Particulars) -> Particulars:
    """Return the same in words and numbers alone."""
    quantities = tuple(
        replace(each, word=in_plain(each.word), spoken=in_plain(each.spoken))
        for each in particulars.quantities
    )
    lines = tuple(replace(each, source=in_plain(each.source)) for each in particulars.lines)
    notes = tuple((in_plain(head), numbers_alone(text)) for head, text in particulars.notes)
    return replace(particulars, quantities=quantities, lines=lines, notes=notes)


def in_plain(word: str) -> str:
    """Return a name without letters."""
    return IN_WORDS.get(word, word)


def exists(target: Target, sizes: tuple[int, ...]) -> bool:
    """Return whether a network of these layers has this neuron or connection."""
    ends = (target,) if isinstance(target, NeuronId) else target.ends
    return all(0 <= end.layer < len(sizes) and end.index < sizes[end.layer] for end in ends)


def particulars_of(
    derivation: Derivation, target: Target, reach: Reach = EVERYTHING
) -> Particulars:
    """Return what there is to say about a neuron or connection of a derivation's network.

    reach : how far the walk is
    """
    if isinstance(target, ConnectionId):
        return _of_connection(derivation, target, reach)
    if target.layer == 0:
        return _of_pixel(derivation, target.index, reach)
    return _of_neuron(derivation, target, reach)


def _quantity(missing: str, word: str, number: str, spoken: str = "") -> Quantity:
    """Return a quantity whose number is left out while the walk hasn't reached it."""
    return Quantity(word, "" if missing else number, spoken, missing)


def _of_pixel(derivation: Derivation, k: int, reach: Reach) -> Particulars:
    row, column = divmod(k, SIDE)
    value, desire = float(derivation.image[k]), float(derivation.input_desires[k])
    waits = reach.missing_desires(0, derivation.depth)
    quantities = (
        Quantity("row", str(row)),
        Quantity("column", str(column)),
        Quantity("value", f"{round(255 * value)} of 255"),
        _quantity(reach.missing_forward(0), "activation", seen(value)),
        _quantity(waits, "desire", arithmetic.exact(desire)),
    )
    told = (
        (reach.missing_forward(0), "activation", arithmetic.of_pixel(derivation, k)),
        (waits, "desire", arithmetic.of_desire(derivation, 0, k)),
    )
    notes = tuple((head, text) for missing, head, text in told if not missing)
    title = titled(neuron_name(0, k, derivation.depth))
    return Particulars(title, quantities, notes=notes, has_parameter=False)


def _of_neuron(derivation: Derivation, neuron: NeuronId, reach: Reach) -> Particulars:
    computed = reach.missing_forward(neuron.layer)
    return Particulars(
        titled(neuron_name(neuron.layer, neuron.index, derivation.depth)),
        _values_of_neuron(derivation, neuron, reach),
        () if computed else sum_lines(derivation, neuron.layer, neuron.index),
        computed,
        _notes_of_neuron(derivation, neuron, reach),
    )


def _values_of_neuron(
    derivation: Derivation, neuron: NeuronId, reach: Reach
) -> tuple[Quantity, ...]:
    layer, j, depth = derivation.layer(neuron.layer), neuron.index, derivation.depth
    last = neuron.layer == depth
    computed, wished = (
        reach.missing_forward(neuron.layer),
        reach.missing_desires(neuron.layer, depth),
    )
    desires = derivation.output_wishes if last else layer.desires
    of_z = "desire of z" if last and derivation.outputs_compete else ""
    z, nudge = float(layer.weighted_inputs[j]), float(layer.bias_nudges[j])
    nudged = reach.missing_nudges(neuron.layer)
    values = (
        _quantity(computed, "activation", seen(float(layer.activations[j]))),
        _quantity(computed, "input z", seen_signed(z), "weighted input z"),
        Quantity("bias", seen_signed(float(layer.biases[j]))),
        _quantity(wished, "s′(z)", compact(float(layer.slopes[j])), "slope s′(z)"),
        _quantity(wished, "desire", arithmetic.exact(float(desires[j])), of_z),
        _quantity(nudged, "bias nudge", arithmetic.exact(nudge)),
    )
    if not last:
        return values
    waits, term = reach.missing(StepKind.COST, depth), float(derivation.cost_terms[j])
    share = _quantity(waits, "cost share", seen(term), "share of the cost")
    return (*values[:3], share, *values[3:])


def _notes_of_neuron(
    derivation: Derivation, neuron: NeuronId, reach: Reach
) -> tuple[tuple[str, str], ...]:
    """Return the arithmetic of all values that are reached; that of z is its sum, term by term."""
    layer, j, depth = derivation.layer(neuron.layer), neuron.index, derivation.depth
    last = neuron.layer == depth
    computed, wished = reach.missing_forward(layer.index), reach.missing_desires(layer.index, depth)
    share = reach.missing(StepKind.COST, depth) if last else NEVER
    desire = "desire of z" if last and derivation.outputs_compete else "desire"
    told = (
        (computed, "activation", partial(arithmetic.of_squashed, derivation, layer, j)),
        (share, "share of the cost", partial(arithmetic.of_cost_term, derivation, j)),
        (wished, "slope s′(z)", partial(arithmetic.of_slope, derivation, layer, j)),
        (wished, desire, partial(arithmetic.of_desire, derivation, layer.index, j)),
        (
            reach.missing_nudges(layer.index),
            "bias nudge",
            partial(arithmetic.of_bias_nudge, derivation, layer, j),
        ),
    )
    return tuple((head, text()) for missing, head, text in told if not missing)


def _of_connection(derivation: Derivation, connection: ConnectionId, reach: Reach) -> Particulars:
    layer, j, k = derivation.layer(connection.layer), connection.neuron, connection.source
    depth, below = derivation.depth, layer.index - 1
    source, target = short_name(below, k, depth), short_name(layer.index, j, depth)
    weight, before = float(layer.weights[j, k]), float(derivation.activations[below][k])
    known, nudged = reach.missing_forward(below), reach.missing_nudges(layer.index)
    asked = reach.missing_desires(below, depth)
    nudge, request = float(layer.weight_nudges[j, k]), float(layer.contributions[j, k])
    quantities = (
        Quantity("weight", seen_signed(weight)),
        _quantity(known, "a before", seen(before), "activation before"),
        _quantity(
            known, "signal w a", seen_signed(weight * before), "signal, weight times activation"
        ),
        _quantity(nudged, "nudge", arithmetic.exact(nudge)),
        _quantity(asked, "request", arithmetic.exact(request)),
    )
    told = (
        (known, "signal", arithmetic.of_signal(layer, j, k, before)),
        (nudged, "its nudge", arithmetic.of_weight_nudge(derivation, layer, j, k)),
        (
            asked,
            f"what {target} asks of {source}",
            arithmetic.of_contribution(derivation, layer, j, k),
        ),
    )
    notes = tuple((head, text) for missing, head, text in told if not missing)
    return Particulars(f"{titled(source)} → {target}", quantities, notes=notes)
