"""The pictures of an epoch in the order in which the run deals them out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import IntArray, frozen
from core.errors import UsageError
from core.storage.session import Session


@dataclass(frozen=True, eq=False)
class Deck:
    """An epoch's order, and how far it is dealt.

    Attributes
    ----------
    epoch : from 1
    order : (n,) places in the training set, read-only
    position : how many of the order are dealt
    batch_size : of the mini-batches to come
    """

    epoch: int
    order: IntArray
    position: int
    batch_size: int

    @classmethod
    def of(cls, session: Session) -> Deck:
        """Return the deck from which a run deals next: of its epoch, or of the one that begins.

        Where all pictures are dealt, the next order is made as the run will make it, from the
        generator's state.
        """
        size, batch = session.settings.train_size, session.settings.batch_size
        if session.position < len(session.order):
            return cls(session.epoch, frozen(session.order), session.position, batch)
        rng = np.random.default_rng()
        rng.bit_generator.state = session.generator_state
        order = rng.permutation(size).astype(np.int32)
        return cls(session.epoch + 1, frozen(order), 0, batch)

    def __len__(self) -> int:
        return len(self.order)

    @property
    def coming(self) -> IntArray:
        """The pictures that are still to be dealt, in their order."""
        return self.order[self.position :]

    @property
    def next_batch(self) -> IntArray:
        """The mini-batch that is dealt next, as places in the training set."""
        return self.coming[: self.batch_size]

    @property
    def last_batch(self) -> IntArray:
        """The mini-batch dealt last, if all of this epoch were of today's size; may be empty."""
        return self.order[max(0, self.position - self.batch_size) : self.position]

    @property
    def batches_done(self) -> int:
        """How many mini-batches of this size are dealt, a short one counted as one."""
        return -(-self.position // self.batch_size)

    @property
    def batches_coming(self) -> int:
        """How many mini-batches are to come."""
        return -(-len(self.coming) // self.batch_size)

    def hands(self, count: int, size: int, rng: np.random.Generator) -> list[IntArray]:
        """Return so many mini-batches of another size, dealt from the shuffled whole deck.

        Within one dealing no picture comes twice; where the deck is too small for all, it is
        shuffled again for the rest.

        Raises
        ------
        UsageError
            If there are fewer pictures than one mini-batch takes.
        """
        if not 1 <= size <= len(self.order):
            raise UsageError(
                f"mini-batches of {size:,}: the training set has only {len(self.order):,} images; "
                "choose smaller ones, or train on more images"
            )
        hands: list[IntArray] = []
        while len(hands) < count:
            order = rng.permutation(self.order)
            whole = len(order) // size
            hands += [order[i * size : (i + 1) * size] for i in range(whole)]
        return hands[:count]
