"""Other ways to train the same network on the same mini-batches: PyTorch and JAX.

Each is a function of inputs and targets, in their order, that takes a step for every mini-batch
and returns the processor's seconds which that took. What can be made ready before (tensors,
batches, compiled code) is ready before the clock starts.
"""

import os
import time
from itertools import pairwise

import numpy as np

SIZES = (784, 16, 16, 10)


def pytorch_variants(batch_size):
    """Return the usual ways to write it in PyTorch, eager, on one thread, by name."""
    import torch

    torch.set_num_threads(1)
    return {
        "nn.Sequential, optim.SGD": _module(torch, batch_size, foreach=None),
        "nn.Sequential, optim.SGD without foreach": _module(torch, batch_size, foreach=False),
        "nn.Sequential, optim.SGD fused": _module(torch, batch_size, fused=True),
        "functions, autograd.grad, foreach_add": _functions(torch, batch_size),
    }


def _timed_steps(torch, batch_size, step):
    def train(x, y):
        xs, ys = torch.from_numpy(x).split(batch_size), torch.from_numpy(y).split(batch_size)
        start = time.process_time()
        for inputs, targets in zip(xs, ys, strict=True):
            step(inputs, targets)
        return time.process_time() - start

    return train


def _module(torch, batch_size, **options):
    layers = []
    for n_in, n_out in pairwise(SIZES):
        layers += [torch.nn.Linear(n_in, n_out), torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0, **options)

    def step(x, y):
        optimizer.zero_grad()
        (model(x) - y).square().sum().div(len(x)).backward()
        optimizer.step()

    return _timed_steps(torch, batch_size, step)


def _functions(torch, batch_size):
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

    return _timed_steps(torch, batch_size, step)


def jax_epoch(batch_size):
    """Return a scan over all mini-batches, compiled as a whole, with its data on the device."""
    flags = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    os.environ.setdefault("XLA_FLAGS", flags)
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    import jax
    import jax.numpy as jnp

    def cost(parameters, x, y):
        a = x
        for w, b in parameters:
            a = jax.nn.sigmoid(a @ w + b)
        return jnp.square(a - y).sum() / len(x)

    def step(parameters, batch):
        value, gradients = jax.value_and_grad(cost)(parameters, *batch)
        return jax.tree.map(lambda w, g: w - g, parameters, gradients), value

    epoch = jax.jit(lambda parameters, batches: jax.lax.scan(step, parameters, batches))
    rng = np.random.default_rng(0)
    parameters = [
        (jnp.array(rng.normal(0, n_in**-0.5, (n_in, n_out)), jnp.float32), jnp.zeros(n_out))
        for n_in, n_out in pairwise(SIZES)
    ]

    def train(x, y):
        shape = (len(x) // batch_size, batch_size, -1)
        count = shape[0] * batch_size
        batches = jnp.array(x[:count].reshape(shape)), jnp.array(y[:count].reshape(shape))
        jax.block_until_ready(batches)
        if not train.compiled:
            jax.block_until_ready(epoch(parameters, batches))
            train.compiled = True
        start = time.process_time()
        jax.block_until_ready(epoch(parameters, batches))
        return time.process_time() - start

    train.compiled = False
    return train
