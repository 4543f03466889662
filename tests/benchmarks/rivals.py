"""Other ways to train the same network on the same mini-batches: PyTorch and JAX.

Each is made with all images as float32 tensors, and is a function of places, the order in which
they come: it takes a step for every mini-batch and returns the processor's seconds which that took.
To fetch the images in their order belongs to it, as it belongs to ours; tensors and compiled code
are ready before the clock starts.
"""

import os
import time
from functools import partial
from itertools import pairwise

import numpy as np

SIZES = (784, 16, 16, 10)
FETCHED = 500  # images at a time, which stay in the processor's cache


def pytorch_variants(x, y, batch_size):
    """Return the usual ways to write it in PyTorch, eager, on one thread, by name."""
    import torch

    torch.set_num_threads(1)
    steps = {
        "nn.Sequential, optim.SGD": _module(torch),
        "nn.Sequential, optim.SGD without foreach": _module(torch, foreach=False),
        "nn.Sequential, optim.SGD fused": _module(torch, fused=True),
        "functions, autograd.grad, foreach_add": _functions(torch),
    }
    data = torch.from_numpy(x), torch.from_numpy(y), batch_size
    return {name: partial(_torch_seconds, torch, *data, step) for name, step in steps.items()}


def _torch_seconds(torch, x, y, batch_size, step, places):
    """Fetch the images of many mini-batches at once, which is faster than one by one; train."""
    places = torch.from_numpy(places.astype(np.int64))
    start = time.process_time()
    for some in places.split(FETCHED // batch_size * batch_size):
        batches = zip(x[some].split(batch_size), y[some].split(batch_size), strict=True)
        for inputs, targets in batches:
            step(inputs, targets)
    return time.process_time() - start


def _module(torch, **options):
    layers = []
    for n_in, n_out in pairwise(SIZES):
        layers += [torch.nn.Linear(n_in, n_out), torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0, **options)

    def step(x, y):
        optimizer.zero_grad()
        (model(x) - y).square().sum().div(len(x)).backward()
        optimizer.step()

    return step


def _functions(torch):
    parameters = []
    for n_in, n_out in pairwise(SIZES):
        parameters += [torch.randn(n_in, n_out) / n_in**0.5, torch.zeros(n_out)]
    for parameter in parameters:
        parameter.requires_grad_()

    def step(x, y):
        a = x
        for w, b in zip(parameters[::2], parameters[1::2], strict=True):
            a = torch.sigmoid(torch.addmm(b, a, w))
        gradients = torch.autograd.grad((a - y).square().sum().div(len(x)), parameters)
        with torch.no_grad():
            torch._foreach_add_(parameters, gradients, alpha=-1.0)

    return step


def jax_variants(x, y, batch_size):
    """Return scans over all mini-batches, compiled, with their data on the device, by name."""
    flags = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    os.environ.setdefault("XLA_FLAGS", flags)
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    import jax
    import jax.numpy as jnp

    def cost(parameters, inputs, targets):
        a = inputs
        for w, b in parameters:
            a = jax.nn.sigmoid(a @ w + b)
        return jnp.square(a - targets).sum() / batch_size

    def step(parameters, batch):
        value, gradients = jax.value_and_grad(cost)(parameters, *batch)
        return jax.tree.map(lambda w, g: w - g, parameters, gradients), value

    def fetch_each(parameters, x, y, order):
        return jax.lax.scan(lambda p, some: step(p, (x[some], y[some])), parameters, order)

    def fetch_all(parameters, x, y, order):
        return jax.lax.scan(step, parameters, (x[order], y[order]))

    rng = np.random.default_rng(0)
    parameters = [
        (jnp.array(rng.normal(0, n_in**-0.5, (n_in, n_out)), jnp.float32), jnp.zeros(n_out))
        for n_in, n_out in pairwise(SIZES)
    ]
    on_device = jax.device_put((parameters, jnp.array(x), jnp.array(y)))
    return {
        function.__name__: partial(_jax_seconds, jax, jax.jit(function), on_device, batch_size)
        for function in (fetch_each, fetch_all)
    }


def _jax_seconds(jax, epoch, on_device, batch_size, places):
    """Compile the epoch if it is the first, and train."""
    order = jax.device_put(places.reshape(-1, batch_size))
    compiled = epoch.lower(*on_device, order).compile()
    jax.block_until_ready((on_device, order))
    start = time.process_time()
    jax.block_until_ready(compiled(*on_device, order))
    return time.process_time() - start
