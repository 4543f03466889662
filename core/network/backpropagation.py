"""Backpropagation: the gradient of the mean cost of a batch.

This is the plain form, which reads like the equations and works in any precision. It follows the
four equations of Rumelhart, Hinton and Williams (1986) in the notation of M. Nielsen, "Neural
Networks and Deep Learning", chapter 2.
"""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.network.network import ForwardPass, Network
from core.network.parameters import Parameters


def layer_errors(network: Network, forward: ForwardPass, y: FloatArray) -> list[FloatArray]:
    """Return delta[1] to delta[L], the derivatives dC0/dz, each (..., n_l).

    delta[L] comes from the cost; delta[l] = (W[l+1]^T delta[l+1]) s'(z[l]).
    """
    architecture = network.architecture
    delta = architecture.cost_function.output_errors(
        forward.weighted_inputs[-1], forward.outputs, y, architecture.output_activation
    )
    errors = [delta]
    for layer in range(architecture.depth - 1, 0, -1):
        w_next = network.parameters.weights[layer]
        z = forward.weighted_inputs[layer - 1]
        delta = (delta @ w_next) * architecture.hidden_activation.derivative(z)
        errors.append(delta)
    return errors[::-1]


def parameter_gradient(
    network: Network, activations: tuple[FloatArray, ...], errors: list[FloatArray]
) -> Parameters:
    """Return the mean of the examples' gradients, from activations and errors of a batch.

    dC/dW[l] = mean of delta[l] a[l-1]^T and dC/db[l] = mean of delta[l] over the batch's rows.

    Parameters
    ----------
    activations : a[0] to a[L], each (batch, n_l)
    errors : delta[1] to delta[L], each (batch, n_l)
    """
    result = Parameters.zeros(network.architecture.sizes, network.parameters.vector.dtype)
    for layer, delta in enumerate(errors):
        np.matmul(delta.T, activations[layer], out=result.weights[layer])
        np.sum(delta, axis=0, out=result.biases[layer])
    result.vector /= len(errors[-1])
    return result


def gradient(network: Network, x: FloatArray, y: FloatArray) -> tuple[Parameters, float]:
    """Return the gradient of the mean cost of a batch, and that mean cost.

    Parameters
    ----------
    x : (batch, n_0) array
    y : (batch, n_L) array
    """
    forward = network.forward(x)
    errors = layer_errors(network, forward, y)
    cost = forward.terms(network.architecture.cost_function, y).sum(axis=-1).mean()
    return parameter_gradient(network, forward.activations, errors), float(cost)
