"""Carries out a trial: trains its network on its images, and measures it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.arrays import ByteArray
from core.data.images import DIGITS, Dataset, ImageSet
from core.errors import UsageError
from core.experiments.trial import Trial, TrialResult, require_between
from core.progress import Progress
from core.training.measures import Interrupted, measure
from core.training.records import Diverged
from core.training.run import SgdRun
from core.training.settings import TrainingSettings

STEPS_BETWEEN_LOOKS = 200
MEASURING = 0.05  # share of a trial's progress that its measures are given


def run_trial(trial: Trial, progress: Progress, dataset: Dataset) -> TrialResult | None:
    """Train and measure; None if that is given up. What can't be done is said in the result."""
    try:
        run, images = prepared(trial, dataset.train)
    except UsageError as error:
        return TrialResult(trial, problem=str(error))
    try:
        problem = _train(run, trial.recipe.steps, progress)
        result = _measured(trial, run, images, dataset.test, lambda: progress.cancelled)
    except Interrupted:
        return None
    return replace(result, problem=problem)


def prepared(trial: Trial, images: ImageSet) -> tuple[SgdRun, ImageSet]:
    """Return the run at step 0 and the images, with their labels, that it will learn.

    Raises
    ------
    UsageError
        If there are too few images for the trial, or for one mini-batch.
    """
    recipe = trial.recipe
    if trial.count > len(images):
        raise UsageError(f"{trial.count:,} examples: there are only {len(images):,}")
    if trial.count < recipe.batch_size:
        raise UsageError(
            f"{trial.count:,} examples are fewer than a mini-batch of {recipe.batch_size:,}:"
            " choose a smaller mini-batch or more examples"
        )
    chance = np.random.default_rng([recipe.seed, trial.repeat])
    chosen = chance.permutation(len(images))[: trial.count]
    labels = shuffled_labels(images.labels[chosen], trial.shuffled, chance)
    some = ImageSet("train", images.pixels[chosen], labels)
    seed = int(np.random.SeedSequence([recipe.seed, trial.repeat]).generate_state(1)[0])
    settings = TrainingSettings(
        learning_rate=recipe.learning_rate,
        batch_size=recipe.batch_size,
        seed=seed,
        train_size=trial.count,
    )
    return SgdRun(recipe.architecture, settings, some), some


def shuffled_labels(labels: ByteArray, share: float, chance: np.random.Generator) -> ByteArray:
    """Return labels of which a share, chosen by chance, have been dealt out again by chance.

    How often each digit occurs stays as it is. About a tenth of those dealt are right again.

    Raises
    ------
    UsageError
        If the share isn't from 0 to 1.
    """
    require_between("share of shuffled labels", share, 0, 1)
    result = labels.copy()
    places = chance.permutation(len(labels))[: round(share * len(labels))]
    result[np.sort(places)] = labels[places]
    return result


def missing_digits(labels: ByteArray) -> tuple[int, ...]:
    """Return the digits that no label names."""
    return tuple(int(digit) for digit in np.setdiff1d(np.arange(DIGITS), labels))


def _train(run: SgdRun, steps: int, progress: Progress) -> str:
    """Make the steps; return why they ended early, if they did, or raise Interrupted."""
    try:
        while run.step_count < steps:
            run.advance(min(steps - run.step_count, STEPS_BETWEEN_LOOKS))
            if not progress.report((1 - MEASURING) * run.step_count / steps):
                raise Interrupted
    except Diverged as error:
        return str(error)
    return ""


def _measured(
    trial: Trial, run: SgdRun, images: ImageSet, test: ImageSet, unwanted: Callable[[], bool]
) -> TrialResult:
    """Return the measures of a trained network."""
    learnt = measure(run.network, images, run.step_count, run.epoch, unwanted=unwanted)
    unseen = measure(run.network, test, run.step_count, run.epoch, unwanted=unwanted)
    return TrialResult(
        trial,
        learnt.accuracy,
        learnt.cost,
        unseen.accuracy,
        unseen.cost,
        missing_digits(images.labels),
    )
