"""The proof: backpropagation's derivatives against central differences of the cost.

Nothing of backpropagation is used here: one parameter after another is moved a little, the cost
is computed anew by a whole forward pass, and the difference quotient is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.network.activations import Activation
from core.network.network import ForwardPass, Network
from core.network.parameters import Parameters

TOLERANCE = 1e-6
WIDTH = 1e-3
OTHER_WIDTHS = (1e-2, 3e-2, 1e-4)
MOST_DOUBTFUL = 2_000
SMALLEST_SHARE = 1e-3
SMALLEST = 1e-7


@dataclass(frozen=True)
class Check:
    """The outcome of a comparison.

    Attributes
    ----------
    count : how many derivatives were compared
    worst : the largest relative error, |analytic - measured| over the larger of the two, but at
        least over SMALLEST_SHARE of the layer's largest derivative and over SMALLEST
    index : the place of the worst one in the parameter vector
    layer, neuron, source : the same as layer, neuron and neuron before; source None for a bias
    analytic, measured : its two values, dC0/d(parameter)
    """

    count: int
    worst: float
    index: int
    layer: int
    neuron: int
    source: int | None
    analytic: float
    measured: float

    @property
    def agrees(self) -> bool:
        """Whether even the worst error is below the tolerance."""
        return self.worst < TOLERANCE

    @property
    def parameter(self) -> str:
        """The worst parameter's name in words."""
        if self.source is None:
            return f"bias of layer {self.layer}, neuron {self.neuron}"
        return f"weight of layer {self.layer}, neuron {self.neuron} from neuron {self.source}"


class CheckCancelledError(Exception):
    """The comparison was given up before its end."""


def check_derivation(
    derivation: Derivation, progress: Callable[[int], bool] | None = None
) -> Check:
    """Compare all derivatives of a derivation with central differences.

    Parameters
    ----------
    progress : called with the number compared so far; returns False to give up

    Raises
    ------
    CheckCancelledError
        If progress returned False.
    """
    probe = CostProbe(derivation.network, derivation.image, derivation.target)
    analytic = Parameters(0.0 - derivation.nudges.vector, derivation.nudges.sizes)
    measured = central_differences(probe, progress)
    look_closer(probe, analytic, measured)
    errors = relative_errors(analytic, measured)
    worst = int(np.argmax(errors))
    layer, neuron, source = analytic.locate(worst)
    return Check(
        count=errors.size,
        worst=float(errors[worst]),
        index=worst,
        layer=layer,
        neuron=neuron,
        source=source,
        analytic=float(analytic.vector[worst]),
        measured=float(measured.vector[worst]),
    )


def relative_errors(analytic: Parameters, measured: Parameters) -> FloatArray:
    """Return |analytic - measured| relative to the larger, (n_parameters,).

    Differences can't resolve a derivative that is tiny beside its neighbours: where both are
    below SMALLEST_SHARE of the layer's largest, the error is relative to that share. Nor can they
    resolve one that drowns in the cost's own rounding, about 1e-16 over the width: where both are
    below SMALLEST, as in a saturated network, the error is relative to that. A value that is not
    finite disagrees without end.
    """
    parts = []
    for a, m in zip(analytic.layers, measured.layers, strict=True):
        size = np.maximum(np.abs(a), np.abs(m))
        size = np.maximum(size, max(SMALLEST_SHARE * size.max(), SMALLEST))
        with np.errstate(invalid="ignore"):
            error = np.abs(a - m) / size
        parts.append(np.where(np.isfinite(error), error, np.inf))
    return np.concatenate(parts)


def central_differences(
    probe: CostProbe, progress: Callable[[int], bool] | None = None
) -> Parameters:
    """Return dC0/d(parameter) measured by moving each parameter, in float64."""
    measured = Parameters.zeros(probe.network.architecture.sizes)
    for index in range(measured.vector.size):
        measured.vector[index] = probe.derivative(index)
        if progress is not None and index % 100 == 0 and not progress(index):
            raise CheckCancelledError
    return measured


def look_closer(probe: CostProbe, analytic: Parameters, measured: Parameters) -> None:
    """Measure again, with other widths, what is not clearly in agreement; keep the nearest.

    A difference quotient has an error of its own: rounding where the width is too small for the
    derivative, curvature where it is too large. A wrong derivative is wrong at every width.
    """
    doubtful = np.flatnonzero(relative_errors(analytic, measured) > TOLERANCE / 10)
    for index in doubtful[:MOST_DOUBTFUL]:
        values = [measured.vector[index]]
        values += [probe.derivative(index, width) for width in OTHER_WIDTHS]
        distances = np.abs(np.array(values) - analytic.vector[index])
        if np.isfinite(distances).any():
            measured.vector[index] = values[int(np.nanargmin(distances))]


class CostProbe:
    """A copy of a network whose parameters can be moved one at a time.

    Where a move would carry a neuron across the kink of its activation function, or it sits on the
    kink, the neuron is kept on its side, and its straight piece continued: the derivative is that
    of the piece (at the kink itself, by convention, the left one).
    """

    def __init__(self, network: Network, image: FloatArray, target: FloatArray) -> None:
        self.network = network.with_parameters(network.parameters.copy(np.float64))
        self.vector = self.network.parameters.vector
        self.image = np.asarray(image, dtype=np.float64)
        self.target = target
        self._has_kinks = bool(network.architecture.hidden_activation.kinks)
        self._sides = self._sides_of(self.network.forward(self.image))

    def derivative(self, index: int, width: float = WIDTH) -> float:
        """Return dC0/d(parameter) by the five-point central difference.

        (8 (C(+h) - C(-h)) - (C(+2h) - C(-2h))) / 12 h, whose error is of the order h^4 (Abramowitz
        and Stegun, 25.3.6).
        """
        up, down, far_up, far_down = (
            self.cost_at(index, steps * width) for steps in (1, -1, 2, -2)
        )
        return float((8 * (up - down) - (far_up - far_down)) / (12 * width))

    def cost_at(self, index: int, change: float) -> float:
        """Return C0 with one parameter changed."""
        before = self.vector[index]
        self.vector[index] = before + change
        terms = self._terms()
        self.vector[index] = before
        return float(terms.sum())

    def _terms(self) -> FloatArray:
        """Return each output's share of C0, every neuron on its own side of the kink, if any."""
        forward, cost = self.network.forward(self.image), self.network.architecture.cost_function
        if not self._has_kinks or self._sides_of(forward) == self._sides:
            return forward.terms(cost, self.target)
        return cost.exact_terms(*self._outputs_on_their_sides(), self.target)

    def _outputs_on_their_sides(self) -> tuple[FloatArray, FloatArray]:
        """Return z[L] and a[L] of a forward pass in which no neuron changes its side."""
        architecture, parameters = self.network.architecture, self.network.parameters
        a: FloatArray = self.image
        layers = zip(parameters.weights, parameters.biases, self._sides, strict=True)
        for layer, (w, b, side) in enumerate(layers, 1):
            activation = architecture.activation_of(layer)
            right = np.frombuffer(side, dtype=bool)
            z = w @ a + b
            a = continued(activation, z, right) if right.size else activation(z)
        return z, a

    def _sides_of(self, forward: ForwardPass) -> list[bytes]:
        """Return, for each layer, which neurons are right of the kink; nothing without kinks."""
        activation_of = self.network.architecture.activation_of
        return [
            (z > 0).tobytes() if activation_of(layer).kinks else b""
            for layer, z in enumerate(forward.weighted_inputs, 1)
        ]


def continued(activation: Activation, z: FloatArray, right: NDArray[np.bool_]) -> FloatArray:
    """Return s(z) where each neuron's straight piece goes on beyond the kink at 0, shape of z."""
    one = np.ones(1)
    return z * np.where(right, activation(one), -activation(-one))
