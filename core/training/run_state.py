"""A run between two steps, as small as it can be kept: many of them make up a history."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import FloatArray
from core.training.batches import EpochStart
from core.training.settings import TrainingSettings

OVERHEAD = 1000  # bytes of a state beside its arrays, at the most


@dataclass(frozen=True, eq=False)
class RunState:
    """All that decides how a run goes on, bit for bit, beside its images.

    Attributes
    ----------
    step : mini-batches made
    settings : of the next step
    weights : all parameters as `FoldedParameters` holds them, float32 and read-only
    velocity : likewise, the change of the last step; None without momentum
    epoch, position, began : the place in the order of the images; see `ShuffledImages`
    """

    step: int
    settings: TrainingSettings
    weights: FloatArray
    velocity: FloatArray | None
    epoch: int
    position: int
    began: EpochStart

    @property
    def at_epoch_end(self) -> bool:
        """Whether the last step used the last image of its epoch."""
        return self.epoch > 0 and self.position >= self.settings.train_size

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        moving = 0 if self.velocity is None else self.velocity.nbytes
        return self.weights.nbytes + moving + OVERHEAD
