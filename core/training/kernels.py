"""Mini-batch gradient descent as machine code, for small networks: many steps in one call.

A step of such a network costs less arithmetic than the numpy calls that it would be made of, and
four fifths of an image's pixels are black: they add nothing to a sum, and their weights want no
change. Compiled by numba when first called, and kept beside this file for the next start. It gives
up the interpreter lock. Importing this module imports numba: `compiled_steps` does so late.

The equations are those of `core.network.backpropagation`, in float32, one example after the other.
All parameters lie in one array, as `PaddedParameters` says.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from core.training.lanes import load, plus_product, plus_times, store, total, zeros
from core.training.padded import LANES

# Sums may be taken in another order, products fused with sums; what isn't finite must stay so.
compiled = njit(
    cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract", "arcp"}
)

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "softmax")
SIGMOID, TANH, RELU, LEAKY_RELU, SOFTMAX = range(5)

ZERO, ONE, TWO, LEAK = np.float32(0), np.float32(1), np.float32(2), np.float32(0.01)
TINY = np.finfo(np.float32).tiny
BRIGHTNESS = np.float32(1 / 255)  # what a pixel's value counts


@compiled
def count_lit(pixels, starts):
    """Write where each image's lit pixels start, (n + 1,), if all are listed one after another."""
    for image in range(len(pixels)):
        count = 0
        for k in range(pixels.shape[1]):
            count += pixels[image, k] != 0
        starts[image + 1] = starts[image] + count


@compiled
def list_lit(pixels, starts, columns, values):
    """Write the places of all lit pixels in their image, and their values."""
    for image in range(len(pixels)):
        place = starts[image]
        for k in range(pixels.shape[1]):
            if pixels[image, k] != 0:
                columns[place] = k
                values[place] = pixels[image, k]
                place += 1


@compiled
def activate(z, first, count, function):
    """Turn z into a = s(z) from the first on, in place; what isn't a number stays none."""
    end = first + count
    if function == SIGMOID:
        for j in range(first, end):
            z[j] = ONE / (ONE + np.exp(-z[j]))
    elif function == TANH:
        for j in range(first, end):
            z[j] = np.tanh(z[j])
    elif function == RELU:
        for j in range(first, end):
            z[j] = ZERO if z[j] < ZERO else z[j]  # noqa: FURB136 - NaN stays
    elif function == LEAKY_RELU:
        for j in range(first, end):
            z[j] = LEAK * z[j] if z[j] < ZERO else z[j]
    else:
        largest = z[first]
        for j in range(first, end):
            largest = max(largest, z[j])
        whole = ZERO
        for j in range(first, end):
            z[j] = np.exp(z[j] - largest)
            whole += z[j]
        for j in range(first, end):
            z[j] /= whole


@compiled
def multiply_by_slope(delta, a, first, count, function):
    """Multiply delta by s'(z) from the first on; it follows from a = s(z)."""
    end = first + count
    if function == SIGMOID:
        for j in range(first, end):
            delta[j] *= a[j] * (ONE - a[j])
    elif function == TANH:
        for j in range(first, end):
            delta[j] *= ONE - a[j] * a[j]
    elif function == RELU:
        for j in range(first, end):
            delta[j] = ZERO if a[j] <= ZERO else delta[j]
    elif function == LEAKY_RELU:
        for j in range(first, end):
            delta[j] = LEAK * delta[j] if a[j] <= ZERO else delta[j]


@compiled
def weigh_pixels(w, width, inputs, columns, values, begin, end, z):
    """Write z[j] = b_j + sum of x_k w_jk over an image's lit pixels."""
    for j in range(0, width, LANES):
        sums = load(w, inputs * width + j)
        for pixel in range(begin, end):
            row = np.intp(columns[pixel]) * width
            sums = plus_times(sums, values[pixel] * BRIGHTNESS, load(w, row + j))
        store(z, j, sums)


@compiled
def weigh(w, start, width, a, below, n_in, z, above):
    """Write z[above + j] = b_j + sum of a[below + k] w_jk."""
    for j in range(start, start + width, LANES):
        sums = load(w, n_in * width + j)
        for k in range(n_in):
            sums = plus_times(sums, a[below + k], load(w, k * width + j))
        store(z, above + j - start, sums)


@compiled
def propagate_back(w, change, start, width, a, delta, below, n_in, above):
    """Add a delta^T to the change, and write delta[below + k] = sum of w_jk delta[above + j]."""
    for k in range(n_in):
        sums = zeros()
        for j in range(0, width, LANES):
            place = start + k * width + j
            wished = load(delta, above + j)
            sums = plus_product(sums, load(w, place), wished)
            store(change, place, plus_times(load(change, place), a[below + k], wished))
        delta[below + k] = total(sums)
    for j in range(0, width, LANES):
        place = start + n_in * width + j
        store(change, place, plus_times(load(change, place), ONE, load(delta, above + j)))


@compiled
def change_from_pixels(change, width, inputs, columns, values, begin, end, delta):
    """Add x delta^T to the first layer's change, for an image's lit pixels and the biases."""
    for j in range(0, width, LANES):
        wished = load(delta, j)
        for pixel in range(begin, end):
            place = np.intp(columns[pixel]) * width + j
            changed = plus_times(load(change, place), values[pixel] * BRIGHTNESS, wished)
            store(change, place, changed)
        place = inputs * width + j
        store(change, place, plus_times(load(change, place), ONE, wished))


@compiled
def squared_length(change, begin, end):
    """Return the sum of the squares of change[begin : end], whose length is a multiple of 16."""
    one, two, three, four = zeros(), zeros(), zeros(), zeros()
    place = begin
    while place + 4 * LANES <= end:
        some = load(change, place)
        one = plus_product(one, some, some)
        some = load(change, place + LANES)
        two = plus_product(two, some, some)
        some = load(change, place + 2 * LANES)
        three = plus_product(three, some, some)
        some = load(change, place + 3 * LANES)
        four = plus_product(four, some, some)
        place += 4 * LANES
    for last in range(place, end, LANES):
        some = load(change, last)
        one = plus_product(one, some, some)
    return (total(one) + total(two)) + (total(three) + total(four))


@compiled
def descend(w, change, velocity, begin, end, momentum, shrinking):
    """Move parameters by their change, the penalty and the velocity, as `Descent` does."""
    if momentum == ZERO and shrinking == ZERO:
        for place in range(begin, end, LANES):
            store(w, place, plus_times(load(w, place), ONE, load(change, place)))
    elif momentum == ZERO:
        for i in range(begin, end):
            w[i] += change[i] + shrinking * w[i]
    else:
        for i in range(begin, end):
            velocity[i] = momentum * velocity[i] + (change[i] + shrinking * w[i])
            w[i] += velocity[i]


@compiled
def feed_forward(
    w, sizes, widths, offsets, layers, hidden, output, columns, values, begin, end, a
):  # fmt: skip
    """Write the activations of all layers for an image's lit pixels, each layer at its place."""
    depth = len(widths)
    weigh_pixels(w, widths[0], sizes[0], columns, values, begin, end, a)
    activate(a, 0, sizes[1], output if depth == 1 else hidden)
    for layer in range(1, depth):
        below, above = layers[layer - 1], layers[layer]
        weigh(w, offsets[layer], widths[layer], a, below, sizes[layer], a, above)
        activate(a, above, sizes[layer + 1], output if layer == depth - 1 else hidden)


@compiled
def places_of(widths):
    """Return where each layer's activations start, and where the last one's end."""
    layers = np.zeros(len(widths) + 1, np.intp)
    for layer in range(len(widths)):
        layers[layer + 1] = layers[layer] + widths[layer]
    return layers


@compiled
def logarithm_of_answer(surest):
    """Return ln(a) of the output that is asked for; what isn't a number stays none."""
    return np.log(TINY if surest < TINY else surest)  # noqa: FURB136


@compiled
def logarithm_of_tiny_answer(
    w, sizes, widths, offsets, layers, columns, values, begin, end, a, label
):  # fmt: skip
    """Return ln(a) of an output that is too small for float32: z - ln sum of exp(z_j).

    The last layer's weighted inputs, which its activations have taken the place of, are worked out
    once more; the largest is taken off first.
    """
    last = len(widths) - 1
    z = np.zeros(widths[last], np.float32)
    if last == 0:
        weigh_pixels(w, widths[0], sizes[0], columns, values, begin, end, z)
    else:
        weigh(w, offsets[last], widths[last], a, layers[last - 1], sizes[last], z, 0)
    outputs = sizes[last + 1]
    largest = np.float64(z[0])
    for j in range(1, outputs):
        largest = max(largest, np.float64(z[j]))
    whole = 0.0
    for j in range(outputs):
        whole += np.exp(np.float64(z[j]) - largest)
    return np.float64(z[label]) - largest - np.log(whole)


@compiled
def find_answers(
    starts, columns, values, labels, begin, end, sizes, widths, offsets, hidden, output,
    quadratic, w, answers,
):  # fmt: skip
    """Write the answers to the images from begin to end; return their costs' sum in float64.

    The arguments are those of `make_steps`; answers are uint8. As numpy does, the first of several
    largest outputs is taken, or the first that is no number.
    """
    layers = places_of(widths)
    a = np.zeros(layers[-1], np.float32)
    top, outputs = layers[-2], sizes[-1]
    cost = 0.0
    for image in range(begin, end):
        first, last = starts[image], starts[image + 1]
        feed_forward(
            w, sizes, widths, offsets, layers, hidden, output, columns, values, first, last, a
        )  # fmt: skip
        largest = 0
        for j in range(outputs):
            if quadratic:
                error = a[top + j] - (ONE if j == labels[image] else ZERO)
                cost += np.float64(error * error)
            here, there = a[top + j], a[top + largest]
            if here > there or (math.isnan(here) and not math.isnan(there)):
                largest = j
        if not quadratic:
            label = labels[image]
            if a[top + label] < TINY:
                cost -= logarithm_of_tiny_answer(
                    w, sizes, widths, offsets, layers, columns, values, first, last, a, label
                )  # fmt: skip
            else:
                cost -= np.float64(np.log(a[top + label]))
        answers[image - begin] = largest
    return cost


@compiled
def make_steps(
    starts, columns, values, labels, order, position, batch, most,
    sizes, widths, offsets, hidden, output, quadratic,
    w, change, velocity, rate, momentum, shrinking, costs, squares,
):  # fmt: skip
    """Make at most so many steps, none beyond the end of the order; return how many.

    It ends before a step whose cost or change isn't finite: that one's cost and squares are
    written behind those of the steps made, its change is left, the parameters are as before it.

    Parameters
    ----------
    starts, columns, values : see `SparseImages`
    labels : of the images
    order, position, batch, most : places of the images in the epoch; where to begin; how many each
    sizes, widths, offsets : see `PaddedParameters`
    hidden, output, quadratic : places in ACTIVATIONS; whether the cost is the quadratic one
    w, change, velocity : float32 vectors of padded parameters, written
    rate, momentum, shrinking : eta, mu and -eta lambda, float32
    costs : (most,), written: summed over the examples of each mini-batch
    squares : (most, L), written: squared length of each layer's change
    """
    depth = len(sizes) - 1
    layers = places_of(widths)
    a = np.zeros(layers[depth], np.float32)
    delta = np.zeros(layers[depth], np.float32)
    top = layers[depth - 1]
    for made in range(most):
        if position >= len(order):
            return made
        stop = min(position + batch, len(order))
        factor = -rate / np.float32(stop - position)
        if quadratic:
            factor = factor * TWO
        change[:] = ZERO
        cost = ZERO
        for place in range(position, stop):
            image = order[place]
            label = labels[image]
            begin, end = starts[image], starts[image + 1]

            feed_forward(
                w, sizes, widths, offsets, layers, hidden, output, columns, values, begin, end, a
            )  # fmt: skip

            for j in range(sizes[depth]):
                error = a[top + j] - (ONE if j == label else ZERO)
                delta[top + j] = factor * error
                if quadratic:
                    cost += error * error
            if quadratic:
                multiply_by_slope(delta, a, top, sizes[depth], output)
            else:
                cost -= logarithm_of_answer(a[top + label])

            for layer in range(depth - 1, 0, -1):
                below, above, n_in = layers[layer - 1], layers[layer], sizes[layer]
                start, width = offsets[layer], widths[layer]
                propagate_back(w, change, start, width, a, delta, below, n_in, above)
                multiply_by_slope(delta, a, below, n_in, hidden)
            change_from_pixels(change, widths[0], sizes[0], columns, values, begin, end, delta)

        costs[made] = cost
        finite = math.isfinite(cost)
        for layer in range(depth):
            length = squared_length(change, offsets[layer], offsets[layer + 1])
            squares[made, layer] = length
            finite = finite and math.isfinite(length)
        if not finite:
            return made
        for layer in range(depth):
            biases = offsets[layer + 1] - widths[layer]
            descend(w, change, velocity, offsets[layer], biases, momentum, shrinking)
            descend(w, change, velocity, biases, offsets[layer + 1], momentum, ZERO)
        position = stop
    return most
