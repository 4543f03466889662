"""What is to be checked: a derivation, and whose avenues the walk shows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.explain.derivation import Derivation


@dataclass(frozen=True)
class CheckRequest:
    """Asks for everything that the walk shows to be compared with differences of the cost.

    first : for a layer, the neuron that was chosen to ask first
    """

    derivation: Derivation
    first: Mapping[int, int]
