"""One step for one example alone, and what comes of listening to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray, frozen
from core.data.images import ImageSet
from core.errors import DivergedError
from core.explain.derivation import Derivation, derive
from core.network.network import Network
from core.network.parameters import Parameters

PIECE = 500
MOST_STEPS = 100


@dataclass(frozen=True)
class OneStep:
    """A step that has been made: learning rate x nudges, added to the parameters.

    Attributes
    ----------
    before, after : the networks, in their own precision; `before` is the very one that was given,
        so to undo is to take it back, bit for bit
    learning_rate : what the nudges were multiplied by
    old, new : the example's derivations before and after
    """

    before: Network
    after: Network
    learning_rate: float
    old: Derivation
    new: Derivation

    @property
    def cost_before(self) -> float:
        """C0 before the step."""
        return self.old.cost

    @property
    def cost_predicted(self) -> float:
        """C0 - eta |gradient|^2: what a straight line along the gradient promises."""
        return self.old.cost_after(self.learning_rate)

    @property
    def cost_after(self) -> float:
        """C0 after the step, of the parameters as they are, rounding included."""
        return self.new.cost

    @property
    def outputs_before(self) -> FloatArray:
        """a[L] before, (n_L,)."""
        return self.old.outputs

    @property
    def outputs_after(self) -> FloatArray:
        """a[L] after, (n_L,)."""
        return self.new.outputs


def one_step(network: Network, image: FloatArray, label: int, learning_rate: float) -> OneStep:
    """Return the step that one example wishes.

    The nudges are computed in float64 and rounded to the network's own precision once, as the
    parameters are moved.

    Raises
    ------
    DivergedError
        If a parameter would no longer be a finite number.
    """
    old = derive(network, image, label)
    with np.errstate(over="ignore", invalid="ignore"):
        moved = network.parameters.vector + learning_rate * old.nudges.vector
        vector = moved.astype(network.parameters.vector.dtype)
    if not np.isfinite(vector).all():
        raise DivergedError(
            f"a step with learning rate {learning_rate:g} leads to parameters that are not finite:"
            " choose a smaller one"
        )
    after = network.with_parameters(Parameters(frozen(vector), network.architecture.sizes))
    return OneStep(network, after, learning_rate, old, derive(after, image, label))


@dataclass(frozen=True)
class Heard:
    """How far the listening has come.

    Attributes
    ----------
    step : steps made so far
    network : as it is after them
    counts : answers by digit among the images looked at so far, (n_L,)
    looked_at, total : how many images that are, and how many there are
    label : the digit that is listened to
    """

    step: int
    network: Network
    counts: IntArray
    looked_at: int
    total: int
    label: int

    @property
    def complete(self) -> bool:
        """Whether all images have been looked at for this step."""
        return self.looked_at == self.total

    @property
    def share(self) -> float:
        """The share of the images looked at that are called by the label."""
        return int(self.counts[self.label]) / self.looked_at

    @property
    def everything(self) -> bool:
        """Whether every image is called by the label."""
        return self.complete and int(self.counts[self.label]) == self.total


@dataclass(frozen=True)
class ListenToOne:
    """Listen to one example alone, again and again, until everything is called by its label.

    Iterating counts the answers over all images, makes a step, counts again, and so on. It yields
    after every piece of 500 images, a millisecond's work, so that whoever iterates may stop; a
    new iteration begins anew. `network` itself is never changed.

    Attributes
    ----------
    network : where it starts, and where undo leads back to
    image, label : the example: (n_0,), and the digit it is called
    images : those whose answers are counted
    most : steps after which it ends in any case
    """

    network: Network
    image: FloatArray
    label: int
    images: ImageSet
    learning_rate: float
    most: int = MOST_STEPS

    def __iter__(self) -> Iterator[Heard]:
        network = self.network
        for step in range(self.most + 1):
            if step:
                network = one_step(network, self.image, self.label, self.learning_rate).after
            for heard in self._counted(network, step):
                yield heard
                if heard.everything:
                    return

    def _counted(self, network: Network, step: int) -> Iterator[Heard]:
        """Yield the answers counted so far, piece by piece."""
        classes, total = network.architecture.sizes[-1], len(self.images)
        dtype = network.parameters.vector.dtype
        counts = np.zeros(classes, dtype=np.int64)
        for start in range(0, total, PIECE):
            end = min(start + PIECE, total)
            answers = network.answers(self.images.activations(slice(start, end), dtype))
            counts = frozen(counts + np.bincount(answers, minlength=classes))
            yield Heard(step, network, counts, end, total, self.label)
