"""Whether there is compiled code for a network, and how it names the network's functions.

Numba is imported with the first use, not with this module: the window opens without it.
"""

from __future__ import annotations

import logging
from functools import cache
from types import ModuleType

from core.network.architecture import Architecture

log = logging.getLogger(__name__)

WIDEST = 128  # neurons: for wider layers, matrix products of a whole mini-batch are faster


@cache
def kernels() -> ModuleType | None:
    """Return the compiled code, or None where numba isn't there or finds no place to keep it."""
    try:
        from core.training import kernels as found
    except (ImportError, RuntimeError) as error:
        log.warning("numpy makes the steps, more slowly: %s", error)
        return None
    return found


def is_compiled(architecture: Architecture) -> bool:
    """Return whether compiled code is what is fastest for a network."""
    return max(architecture.sizes[1:]) <= WIDEST and kernels() is not None


def functions_of(architecture: Architecture) -> tuple[int, int, bool]:
    """Return which activation hidden and output neurons have, and whether the cost is quadratic.

    The first two are places in `core.training.kernels.ACTIVATIONS`.
    """
    from core.training.kernels import ACTIVATIONS

    hidden = ACTIVATIONS.index(architecture.activation)
    output = ACTIVATIONS.index(architecture.output_activation.name)
    return hidden, output, architecture.cost == "quadratic"
