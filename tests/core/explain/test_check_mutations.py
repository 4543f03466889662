"""The mutations: backpropagation as people get it wrong. The check must find every one."""

import numpy as np
import pytest

from core.explain import derivation as derivation_module
from core.explain.check import Check, check_derivation
from core.explain.derivation import derive
from core.network import backpropagation
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import CrossEntropy, Quadratic
from core.network.network import Network

SQUARE = (6, 6, 6, 6)  # a transposed weight matrix still fits


def checked(activation: str, cost: str = "quadratic") -> Check:
    """Return the check of a random network with a picture that is dark in part."""
    network = Network.random(Architecture(SQUARE, activation, cost), np.random.default_rng(4))
    image = np.random.default_rng(5).uniform(0, 1, 6)
    image[:2] = 0
    return check_derivation(derive(network, image, 3))


def forget_the_slope(monkeypatch):
    """delta[l] = W^T delta[l+1], without s'(z)."""
    for activation in ACTIVATIONS.values():
        monkeypatch.setattr(type(activation), "derivative", lambda self, z: np.ones_like(z))


def slope_of_the_activation(monkeypatch):
    """s'(a) in place of s'(z)."""
    for activation in ACTIVATIONS.values():
        true = type(activation).derivative
        monkeypatch.setattr(
            type(activation), "derivative", lambda self, z, true=true: true(self, self(z))
        )


def let_no_output_want_down(monkeypatch):
    """Outputs that want to go down ask for what those ask that want up."""
    for cost in (Quadratic, CrossEntropy):
        true = cost.output_errors
        monkeypatch.setattr(
            cost, "output_errors", lambda self, z, a, y, s, true=true: -abs(true(self, z, a, y, s))
        )


def drop_the_factor_two(monkeypatch):
    monkeypatch.setattr(Quadratic, "derivative", lambda self, a, y: a - y)


def turn_the_sign(monkeypatch):
    monkeypatch.setattr(Quadratic, "derivative", lambda self, a, y: 2 * (y - a))


def transpose_the_weights(monkeypatch):
    """delta[l] = W delta[l+1] in place of W^T delta[l+1]."""
    errors_with_weights(monkeypatch, lambda network, layer: network.parameters.weights[layer].T)


def use_the_weights_after_the_step(monkeypatch):
    """Update each layer's weights before its delta is passed on."""

    def stepped(network, layer):
        true = network.parameters.weights[layer]
        return true - 0.01 * np.ones_like(true)

    errors_with_weights(monkeypatch, stepped)


def use_the_layer_before(monkeypatch):
    """W[l] in place of W[l+1]."""
    errors_with_weights(monkeypatch, lambda network, layer: network.parameters.weights[layer - 1])


def errors_with_weights(monkeypatch, weights_of):
    """Let errors be passed back through other weights than those of the forward pass."""
    true = backpropagation.layer_errors

    def layer_errors(network, forward, y):
        changed = network.parameters.copy()
        for layer in range(1, network.architecture.depth):
            changed.weights[layer][:] = weights_of(network, layer)
        return true(network.with_parameters(changed), forward, y)

    monkeypatch.setattr(derivation_module, "layer_errors", layer_errors)


def forget_the_biases(monkeypatch):
    mutate_gradient(monkeypatch, lambda nudges: [b.fill(0) for b in nudges.biases])


def transpose_the_gradient(monkeypatch):
    """dC/dW = a delta^T in place of delta a^T."""

    def change(nudges):
        for w in nudges.weights:
            w[:] = w.T.copy()

    mutate_gradient(monkeypatch, change)


def ignore_the_activations_before(monkeypatch):
    """dC/dW = delta, as if every neuron before were fully lit."""

    def change(nudges):
        for w, b in zip(nudges.weights, nudges.biases, strict=True):
            w[:] = b[:, None]

    mutate_gradient(monkeypatch, change)


def halve_the_first_layer(monkeypatch):
    mutate_gradient(
        monkeypatch, lambda nudges: np.multiply(0.5, nudges.layers[0], nudges.layers[0])
    )


def mutate_gradient(monkeypatch, change):
    true = backpropagation.parameter_gradient

    def parameter_gradient(*arguments):
        result = true(*arguments)
        change(result)
        return result

    monkeypatch.setattr(derivation_module, "parameter_gradient", parameter_gradient)


MUTATIONS = [
    forget_the_slope,
    slope_of_the_activation,
    let_no_output_want_down,
    drop_the_factor_two,
    turn_the_sign,
    transpose_the_weights,
    use_the_weights_after_the_step,
    use_the_layer_before,
    forget_the_biases,
    transpose_the_gradient,
    ignore_the_activations_before,
    halve_the_first_layer,
]
OF_THE_QUADRATIC_COST = (drop_the_factor_two, turn_the_sign)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
@pytest.mark.parametrize("mutate", MUTATIONS)
def test_a_broken_backpropagation_does_not_agree(monkeypatch, mutate, activation):
    assert checked(activation).agrees

    mutate(monkeypatch)

    broken = checked(activation)
    assert broken.worst > 1e-3
    assert not broken.agrees


@pytest.mark.parametrize("mutate", [m for m in MUTATIONS if m not in OF_THE_QUADRATIC_COST])
def test_a_broken_backpropagation_behind_softmax_does_not_agree(monkeypatch, mutate):
    assert checked("sigmoid", "cross_entropy").agrees

    mutate(monkeypatch)

    assert not checked("sigmoid", "cross_entropy").agrees
