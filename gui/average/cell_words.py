"""What a number of the table says: how it comes about, as rich text."""

from __future__ import annotations

from math import isfinite, sqrt

from core.average.running import Average
from core.explain.derivation import Derivation
from core.explain.places import Place
from gui.network_view.nudge_arithmetic import of_bias_nudge, of_weight_nudge
from gui.widgets.arithmetic import exact, sub
from gui.widgets.numbers import compact, percent, whole, with_article


def letter(place: Place) -> str:
    """Return the derivative by a parameter, in letters, with the sign of a wish."""
    if place.source is None:
        return f"−∂C/∂{sub('b', place.neuron)}"
    return f"−∂C/∂{sub('w', place.neuron, place.source)}"


def of_cell(derivation: Derivation, place: Place, example: int, label: int) -> str:
    """Return how what one example wishes comes about."""
    layer = derivation.layer(place.layer)
    if place.source is None:
        product = of_bias_nudge(derivation, layer, place.neuron)
    else:
        product = of_weight_nudge(derivation, layer, place.neuron, place.source)
    who = f"Training image {whole(example)}, {with_article(label)}, wishes"
    return f"{who} {letter(place)} = {product}"


def of_mean(average: Average, row: int, place: Place) -> str:
    """Return how the mean over all examples so far comes about."""
    count, mean = average.count, float(average.means[row])
    if not count:
        return "No example has come yet."
    told = (
        f"Mean of {whole(count)} wishes: {letter(place)} of their mean cost<br>"
        f"= sum {exact(mean * count)} / {whole(count)} = <b>{exact(mean)}</b>"
    )
    deviation = float(average.deviations[row])
    if isfinite(deviation):
        told += (
            f" ± {compact(deviation / sqrt(count))}, the standard error: "
            f"spread {compact(deviation)} / √{whole(count)}"
        )
    return f"{told}<br>{agreement(average, row)}"


def agreement(average: Average, row: int) -> str:
    """Return how many examples want the parameter up, down, or leave it."""
    ups, downs = int(average.ups[row]), int(average.downs[row])
    still = average.count - ups - downs
    parts = [f"{percent(n / average.count)} {what}" for n, what in ((ups, "up"), (downs, "down"))]
    if still:
        parts.append(f"{percent(still / average.count)} exactly 0")
    return "Of the examples " + ", ".join(parts) + "."


def of_digit(average: Average, row: int, place: Place, digit: int) -> str:
    """Return how the mean over one digit's examples comes about."""
    count = int(average.digit_counts[digit])
    if not count:
        return f"There is no {digit} among the {whole(average.count)} examples so far: no mean."
    mean, all_mean = float(average.digit_means[row, digit]), float(average.means[row])
    share = count / average.count
    pull = "with" if mean * all_mean > 0 else "against" if mean * all_mean < 0 else "neither way of"
    return (
        f"Mean of the {whole(count)} wishes of {with_article(digit)}: {letter(place)}"
        f"<br>= sum {exact(mean * count)} / {whole(count)} = <b>{exact(mean)}</b><br>"
        f"They are {percent(share, 1)} of the examples, and pull {pull} the mean of all, "
        f"{exact(all_mean)}."
    )


def missing_words(average: Average, size: int) -> str:
    """Return which digits have no example, once there are enough to expect all; else nothing."""
    missing = average.missing_digits
    if not missing or (average.count < size and average.count < 100):
        return ""
    names = ", ".join(str(digit) for digit in missing)
    what = "the training set" if average.count >= size else f"the first {whole(average.count)}"
    return f"No example of {names} in {what}"
