"""A measurement to be made beside the run: what is asked, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.data.images import ImageSet
from core.network.network import Network
from core.network.parameters import Parameters
from core.training.confusion import Answers
from core.training.measures import measure, measure_answers
from core.training.records import EpochRecord, Measure


@dataclass(frozen=True)
class MeasureJob:
    """A frozen network to be measured on the test images.

    At the end of an epoch there are training images too, and the time that its steps took.
    """

    generation: int
    network: Network
    test: ImageSet
    step: int
    epoch: int
    train: ImageSet | None = None
    train_size: int = 0
    train_seconds: float = 0.0
    examples: int = 0
    branch: int = 0
    initial: Parameters | None = None  # to tell how far the network has come


@dataclass(frozen=True)
class MeasureResult:
    """The measures that a job asked for, and the answers to the test images."""

    job: MeasureJob
    test: Measure
    answers: Answers
    train: Measure | None

    def epoch_record(self) -> EpochRecord | None:
        """Return the record of the epoch that the job measured, None where it was none."""
        job = self.job
        if self.train is None:
            return None
        rate = job.examples / job.train_seconds
        return EpochRecord(job.epoch, job.step, self.train, self.test, job.train_seconds, rate)


def carry_out(job: MeasureJob, unwanted: Callable[[], bool]) -> MeasureResult:
    """Return the measures of a job, or raise Interrupted as soon as they are unwanted."""
    test, answers = measure_answers(job.network, job.test, job.step, job.epoch, unwanted=unwanted)
    train = None
    if job.train is not None:
        train = measure(job.network, job.train, job.step, job.epoch, job.train_size, unwanted)
    test = replace(_on(job, test), changes=changes_of(job))
    return MeasureResult(job, test, answers, None if train is None else _on(job, train))


def changes_of(job: MeasureJob) -> tuple[float, ...]:
    """Return how far each layer of a job's network has come from its start."""
    if job.initial is None:
        return ()
    layers = zip(job.network.parameters.layers, job.initial.layers, strict=True)
    return tuple(float(np.linalg.norm(now.astype(float) - start)) for now, start in layers)


def _on(job: MeasureJob, found: Measure) -> Measure:
    """Return a measure with the branch that its network is of."""
    return replace(found, branch=job.branch)
