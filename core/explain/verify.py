"""The proof of what is shown, and not of derivatives alone: every quantity against the cost.

Each claim's experiment is measured by differences; none of them uses backpropagation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.explain.check import (
    OTHER_WIDTHS,
    SMALLEST,
    SMALLEST_SHARE,
    TOLERANCE,
    CheckCancelledError,
)
from core.explain.claims import Claim, claims_of
from core.explain.derivation import Derivation
from core.explain.order import asking_orders
from core.explain.probe import Probe, slopes_of

MOST_COMPARED = 20_000
"""Of a quantity in one layer; of more, so many are taken, evenly spread."""


@dataclass(frozen=True)
class Compared:
    """One quantity of the window against what was measured.

    Attributes
    ----------
    quantity : its name: slopes, desires, nudges, requests, sums, avenues, chains or paths
    count : how many numbers were compared
    worst : the largest relative error, as in the check
    where : which number that is, in words
    shown, measured : its two values
    """

    quantity: str
    count: int
    worst: float
    where: str
    shown: float
    measured: float

    @property
    def agrees(self) -> bool:
        """Whether even the worst error is below the tolerance."""
        return self.worst < TOLERANCE


@dataclass(frozen=True)
class Verification:
    """All quantities, compared."""

    quantities: tuple[Compared, ...]

    @property
    def agrees(self) -> bool:
        """Whether all agree."""
        return all(compared.agrees for compared in self.quantities)

    @property
    def worst(self) -> Compared:
        """The quantity with the largest error."""
        return max(self.quantities, key=_worst_of)

    @property
    def count(self) -> int:
        """How many numbers were compared."""
        return sum(compared.count for compared in self.quantities)


def verify(
    derivation: Derivation,
    focus: Mapping[int, int] | None = None,
    progress: Callable[[float], bool] | None = None,
) -> Verification:
    """Compare what the walk shows with differences of the cost.

    Parameters
    ----------
    focus : for a layer, the neuron that asks first, whose avenues, chain and paths are shown
    progress : called with the share done, 0 to 1; returns False to give up

    Raises
    ------
    CheckCancelledError
        If progress returned False.
    """
    probe = Probe(derivation.network, derivation.image, derivation.target)
    claims = list(claims_of(derivation, probe, asking_orders(derivation, focus)))
    found: dict[str, Compared] = {}
    for number, claim in enumerate(claims):
        if progress is not None and not progress(number / len(claims)):
            raise CheckCancelledError
        compared = compare(claim, probe.moves_at_once)
        before = found.get(claim.quantity)
        found[claim.quantity] = compared if before is None else _joined(before, compared)
    return Verification(tuple(found.values()))


def compare(claim: Claim, at_once: int) -> Compared:
    """Measure a claim's numbers; again, with other widths, where they are not clearly right."""
    which = _sample(claim.shown.size)
    shown = claim.shown.ravel()[which]
    measured = claim.sign * slopes_of(claim.experiment, which, at_once)
    doubtful = np.flatnonzero(_errors(shown, measured) > TOLERANCE / 10)
    for width in OTHER_WIDTHS if doubtful.size else ():
        again = claim.sign * slopes_of(claim.experiment, which[doubtful], at_once, width)
        with np.errstate(invalid="ignore"):
            nearer = np.abs(again - shown[doubtful]) < np.abs(measured[doubtful] - shown[doubtful])
        measured[doubtful[nearer]] = again[nearer]
    errors = _errors(shown, measured)
    worst = int(np.argmax(errors))
    place = np.unravel_index(int(which[worst]), claim.shown.shape)
    return Compared(
        quantity=claim.quantity,
        count=which.size,
        worst=float(errors[worst]),
        where=f"{claim.where}, number {', '.join(str(int(number)) for number in place)}",
        shown=float(shown[worst]),
        measured=float(measured[worst]),
    )


def _sample(size: int) -> IntArray:
    """Return which of so many numbers are compared: all, or MOST_COMPARED evenly spread."""
    if size <= MOST_COMPARED:
        return np.arange(size)
    return np.linspace(0, size - 1, MOST_COMPARED).astype(np.intp)


def _errors(shown: FloatArray, measured: FloatArray) -> FloatArray:
    """Return |shown - measured| relative to the larger, with the check's floors, (n,)."""
    size = np.maximum(np.abs(shown), np.abs(measured))
    size = np.maximum(size, max(SMALLEST_SHARE * size.max(), SMALLEST))
    with np.errstate(invalid="ignore"):
        error = np.abs(shown - measured) / size
    return np.where(np.isfinite(error), error, np.inf)


def _joined(first: Compared, second: Compared) -> Compared:
    """Return what two comparisons of a quantity say together."""
    worse = max(first, second, key=_worst_of)
    count = first.count + second.count
    return Compared(worse.quantity, count, worse.worst, worse.where, worse.shown, worse.measured)


def _worst_of(compared: Compared) -> float:
    return compared.worst
