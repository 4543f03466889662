"""Four number lines: a parameter, its neuron's weighted input and activation, and the cost.

Pull the parameter, and the other three move: exactly, by computing what depends on it anew, and
as the straight line says that touches the cost where the network stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, frozen
from core.explain.derivation import Derivation
from core.explain.places import Place, derivative_at, lever
from core.explain.sensitivity_histogram import ZeroReason

POINTS = 65


@dataclass(frozen=True)
class Reading:
    """The values on the four lines at one or at several places of the first. Arrays read-only.

    Attributes
    ----------
    value : of the parameter, shape (...)
    weighted_input, activation : z_j and a_j of its neuron, (...)
    cost : C0 of the example, (...)
    """

    value: FloatArray
    weighted_input: FloatArray
    activation: FloatArray
    cost: FloatArray


@dataclass(frozen=True)
class NumberLines:
    """The lines of one parameter.

    Attributes
    ----------
    place : the parameter
    here : where the network stands
    slopes : dz/dw, da/dw and dC0/dw there
    """

    derivation: Derivation
    place: Place
    here: Reading
    slopes: tuple[float, float, float]

    def pulled(self, values: FloatArray | float) -> Reading:
        """Return what really comes of it when the parameter alone has other values, (...)."""
        values = np.asarray(values, dtype=np.float64)
        z, a, cost = recomputed(self.derivation, self.place, values.ravel())
        shape = values.shape
        return Reading(
            frozen(values),
            frozen(z.reshape(shape)),
            frozen(a.reshape(shape)),
            frozen(cost.reshape(shape)),
        )

    def predicted(self, values: FloatArray | float) -> Reading:
        """Return what the straight lines say, (...)."""
        values = np.asarray(values, dtype=np.float64)
        change = values - self.here.value
        z, a, cost = (
            frozen(start + slope * change)
            for start, slope in zip(
                (self.here.weighted_input, self.here.activation, self.here.cost),
                self.slopes,
                strict=True,
            )
        )
        return Reading(frozen(values), z, a, cost)

    def curves(self, low: float, high: float, points: int = POINTS) -> tuple[Reading, Reading]:
        """Return the real and the predicted values at equally spaced places, each (points,)."""
        values = np.linspace(low, high, points)
        return self.pulled(values), self.predicted(values)

    def cost_terms(self, value: float) -> FloatArray:
        """Return each output's share of the cost when the parameter has another value, (n_L,)."""
        _, _, terms = recomputed_terms(self.derivation, self.place, np.array([float(value)]))
        return frozen(terms[0])

    @property
    def standstill(self) -> ZeroReason | None:
        """Why the straight line of the cost is flat: dC0/dw is exactly 0; None where it isn't."""
        to_z, to_a, to_cost = self.slopes
        if to_cost != 0 or not np.isfinite(self.slopes).all():
            return None
        if to_z == 0:
            first = self.place.layer == 1
            return ZeroReason.DARK_PIXEL if first else ZeroReason.SILENT_NEURON
        return ZeroReason.DEAD_NEURON if to_a == 0 else ZeroReason.NO_WISH

    def reach(self) -> tuple[float, float]:
        """Return a range to draw: as far as the parameter's own size to both sides, at least 2."""
        value = float(self.here.value)
        span = max(2.0, abs(value))
        return value - span, value + span


def number_lines(derivation: Derivation, place: Place) -> NumberLines:
    """Return the lines of a parameter of a derivation.

    da/dw = s'(z_j) dz/dw holds behind softmax too: z_j alone moves, and s' is da_j/dz_j.
    """
    own, j = derivation.layer(place.layer), place.neuron
    value = place.value_in(derivation.network.parameters)
    here = Reading(
        *(
            frozen(np.array(number))
            for number in (value, own.weighted_inputs[j], own.activations[j], derivation.cost)
        )
    )
    dz = lever(derivation, place)
    slopes = (dz, dz * float(own.slopes[j]), derivative_at(derivation, place))
    return NumberLines(derivation, place, here, slopes)


def recomputed(
    derivation: Derivation, place: Place, values: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return z_j, a_j and C0 for other values of one parameter, (m,) for values (m,)."""
    z, a, terms = recomputed_terms(derivation, place, values)
    return z, a, terms.sum(axis=-1)


def recomputed_terms(
    derivation: Derivation, place: Place, values: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return z_j and a_j, (m,), and the terms of the cost, (m, n_L), for values (m,).

    Only what depends on the parameter is computed: its neuron, what that adds to the weighted
    inputs of the next layer, and all layers after it.
    """
    architecture = derivation.network.architecture
    own, j = derivation.layer(place.layer), place.neuron
    change = values - place.value_in(derivation.network.parameters)
    z = np.repeat(own.weighted_inputs[np.newaxis], len(values), axis=0)
    z[:, j] += change * lever(derivation, place)
    a = architecture.activation_of(place.layer)(z)
    moved_z, moved_a = z[:, j], a[:, j]
    for layer in derivation.layers[place.layer :]:
        if layer.index == place.layer + 1:
            change_of_a = moved_a - own.activations[j]
            z = layer.weighted_inputs + np.outer(change_of_a, layer.weights[:, j])
        else:
            z = a @ layer.weights.T + layer.biases
        a = architecture.activation_of(layer.index)(z)
    terms = architecture.cost_function.exact_terms(z, a, derivation.target)
    return moved_z, moved_a, terms
