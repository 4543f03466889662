"""The figures on the number lines with their arithmetic, and why nothing moves where it doesn't."""

from __future__ import annotations

from core.arrays import FloatArray
from core.explain.number_lines import NumberLines, Reading
from core.explain.sensitivity_histogram import ZeroReason
from gui.explain.arithmetic import (
    factor,
    of_cost,
    of_squashed,
    of_weighted_input,
    share_of,
    squashed,
    sub,
)
from gui.explain.parameter_words import letter
from gui.explain.tables import neuron_name
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import MINUS, TIMES, compact, fixed, signed

PRIME = "′"
ASLEEP = {
    ZeroReason.DEAD_NEURON: "z moves, but nothing else moves, because s′(z) = 0 here.",
    ZeroReason.NO_WISH: "z and a move, but C doesn't: nothing, or too little, is asked of them.",
}
AWAKE = {
    ZeroReason.DEAD_NEURON: "The straight lines lie flat, because s′(z) = 0 where the network "
    "stands. Pulled this far, a really moves.",
    ZeroReason.NO_WISH: "The straight line lies flat: nothing, or too little, is asked here. "
    "Pulled this far, C really moves.",
}


def figure_rows(lines: NumberLines, value: float | None) -> list[BarRow]:
    """Return z, a and C where the parameter has a value, or as they are; each opens arithmetic.

    Where it is pulled, what the straight lines say stands below each as a hollow bar.
    """
    if value is None:
        return rows_at_rest(lines)
    true, straight = lines.pulled(value), lines.predicted(value)
    names = ("z", "a", "C")
    rows = [parameter_row(lines, value)]
    for name, now, expected, told, foretold in zip(
        names,
        quantities(true),
        quantities(straight),
        true_details(lines, true),
        straight_details(lines, straight),
        strict=True,
    ):
        rows.append(figure(f"{name}{PRIME}", float(now), told))
        rows.append(figure(f"{name}{PRIME} straight", float(expected), foretold, hollow=True))
    return rows


def rows_at_rest(lines: NumberLines) -> list[BarRow]:
    """Return z, a and C as they are."""
    derivation, here = lines.derivation, lines.here
    layer, j = derivation.layer(lines.place.layer), lines.place.neuron
    details = (
        of_weighted_input(derivation, layer, j),
        of_squashed(derivation, layer, j),
        of_cost(derivation, derivation.cost_terms.tolist(), "C", float(here.cost)),
    )
    values = quantities(here)
    return [
        parameter_row(lines, None),
        *(
            figure(name, float(value), detail)
            for name, value, detail in zip(("z", "a", "C"), values, details, strict=True)
        ),
    ]


def parameter_row(lines: NumberLines, value: float | None) -> BarRow:
    """Return the row of the parameter itself, as it is or where it is pulled to."""
    plain, name = "b" if lines.place.is_bias else "w", letter(lines.place)
    here = float(lines.here.value)
    if value is None:
        detail = f"{name} = <b>{signed(here)}</b>, learned: nothing else makes it"
        return figure(plain, here, detail)
    start, change = compact(here, 5), factor(value - here, 5)
    detail = f"{name}{PRIME} = {name} + how far it is pulled"
    detail += f"<br>= {start} + {change} = <b>{signed(value)}</b>"
    return figure(f"{plain}{PRIME}", value, detail)


def figure(name: str, value: float, detail: str, hollow: bool = False) -> BarRow:
    """Return the row of one figure."""
    return BarRow(name, value, hollow, detail=detail, number=signed(value))


def true_details(lines: NumberLines, true: Reading) -> tuple[str, str, str]:
    """Return how z, a and C really come about at a pulled place."""
    j, shape = lines.place.neuron, function_of(lines)
    squash = "softmax" if shape == "softmax" else "s"
    z, a = float(true.weighted_input), float(true.activation)
    numbers = share_when_pulled(lines, z) if shape == "softmax" else squashed(shape, z)
    activation = f"{sub('a', j)}{PRIME} = {squash}({sub('z', j)}{PRIME})"
    activation += f"<br>= {numbers} = <b>{fixed(a)}</b>"
    terms = lines.cost_terms(float(true.value))
    cost = of_cost(lines.derivation, terms.tolist(), f"C{PRIME}", float(true.cost))
    return of_moved_input(lines, true), activation, f"{cost}, computed anew"


def share_when_pulled(lines: NumberLines, z: float) -> str:
    """Return softmax of the neuron's moved input, written out; the other inputs stay."""
    inputs = lines.derivation.layer(lines.place.layer).weighted_inputs.tolist()
    inputs[lines.place.neuron] = z
    return share_of(inputs, lines.place.neuron)


def of_moved_input(lines: NumberLines, reading: Reading) -> str:
    """Return how a pull moves z: by the activation before, times how far the weight has come."""
    place, z = lines.place, sub("z", lines.place.neuron)
    change = f"({letter(place)}{PRIME} {MINUS} {letter(place)})"
    start, result = compact(float(lines.here.weighted_input), 4), float(reading.weighted_input)
    numbers = moved(lines, reading)
    if place.source is None:
        return f"{z}{PRIME} = {z} + {change}<br>= {start} + {numbers} = <b>{fixed(result)}</b>"
    letters = f"{z}{PRIME} = {z} + {sub('a', place.source)} · {change}"
    before = factor(lines.slopes[0])
    return f"{letters}<br>= {start} + {before} {TIMES} {numbers} = <b>{fixed(result)}</b>"


def straight_details(lines: NumberLines, straight: Reading) -> tuple[str, str, str]:
    """Return how z, a and C come about by the straight lines: a start, and slope times change."""
    j, name = lines.place.neuron, letter(lines.place)
    return (
        of_moved_input(lines, straight),
        of_line(lines, straight, 1, sub("a", j), name),
        of_line(lines, straight, 2, "C", name),
    )


def of_line(lines: NumberLines, straight: Reading, which: int, quantity: str, name: str) -> str:
    """Return one straight line: a + ∂a/∂w · (w′ − w), in letters and in numbers."""
    start, result = (float(quantities(each)[which]) for each in (lines.here, straight))
    letters = f"{quantity} + ∂{quantity}/∂{name} · ({name}{PRIME} {MINUS} {name})"
    numbers = (
        f"{compact(start, 4)} + {factor(lines.slopes[which])} {TIMES} {moved(lines, straight)}"
    )
    return f"{letters}<br>= {numbers} = <b>{fixed(result)}</b>"


def moved(lines: NumberLines, reading: Reading) -> str:
    """Return how far the parameter has come, as the difference of its values."""
    return f"({compact(float(reading.value), 4)} {MINUS} {factor(float(lines.here.value))})"


def standstill_words(lines: NumberLines, value: float | None) -> str:
    """Return why nothing moves, or "" where the straight line of the cost isn't flat."""
    reason, place = lines.standstill, lines.place
    if reason is None:
        return ""
    if reason not in ASLEEP:
        assert place.source is not None  # a bias moves z whatever stands before it
        before = neuron_name(place.layer - 1, place.source, lines.derivation.depth)
        kind = "pixel" if place.layer == 1 else "neuron"
        return f"Nothing moves: the {kind} before it is at 0 ({before})."
    if value is None:
        return ASLEEP[reason]
    which = 1 if reason is ZeroReason.DEAD_NEURON else 2
    stood, now = (float(quantities(each)[which]) for each in (lines.here, lines.pulled(value)))
    return AWAKE[reason] if now != stood else ASLEEP[reason]


def function_of(lines: NumberLines) -> str:
    """Return the name of the activation function of the parameter's neuron."""
    return lines.derivation.network.architecture.activation_of(lines.place.layer).name


def quantities(reading: Reading) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return z, a and C of a reading."""
    return reading.weighted_input, reading.activation, reading.cost
