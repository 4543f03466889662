"""Examples streaming in: first as many as are shown, with their average; then the others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from core.arrays import IntArray
from core.average.rows import most_sensitive, random_places
from core.average.running import RunningAverage
from core.average.wishes import Wishes, joined, stream
from core.data.images import Dataset, ImageSet
from core.explain.places import Place
from core.network.network import Network
from core.progress import Progress
from core.training.full_gradient import full_gradient
from core.training.measures import Interrupted


class Rows(Enum):
    """How the parameters of the table are chosen, in words."""

    SENSITIVE = "most sensitive"
    RANDOM = "random"
    PICKED = "picked"


@dataclass(frozen=True, eq=False)
class StreamTask:
    """What is wanted.

    Attributes
    ----------
    network : with these parameters
    images, examples : the set, and the places in it in the order in which they stream in
    places : the parameters; None where ``rows`` and ``row_count`` choose them
    seed : of random rows
    count : how many examples are shown
    everything : whether the others are wanted as well
    """

    network: Network
    images: ImageSet
    examples: IntArray
    places: tuple[Place, ...] | None
    rows: Rows = Rows.SENSITIVE
    row_count: int = 8
    seed: int = 0
    count: int = 1
    everything: bool = True


@dataclass(frozen=True, eq=False)
class Begun:
    """The examples shown, and their average, which whoever receives it carries on.

    Its task comes without the images; `of` puts it back.
    """

    task: StreamTask
    places: tuple[Place, ...]
    wishes: Wishes
    running: RunningAverage

    def of(self, task: StreamTask) -> Begun:
        """Return the same as the beginning of the whole task."""
        return replace(self, task=task)


@dataclass(frozen=True, eq=False)
class More:
    """Further examples."""

    task: StreamTask
    wishes: Wishes = field(repr=False)

    def of(self, task: StreamTask) -> More:
        """Return the same as a part of the whole task."""
        return replace(self, task=task)


def chosen_places(task: StreamTask, unwanted: Callable[[], bool]) -> tuple[Place, ...]:
    """Return the parameters that a task is about.

    Raises
    ------
    Interrupted
        If it is unwanted meanwhile.
    """
    if task.places is not None:
        return task.places
    network = task.network
    if task.rows is Rows.RANDOM:
        rng = np.random.default_rng(task.seed)
        return tuple(random_places(network.parameters, task.row_count, rng))
    single = network.with_parameters(network.parameters.copy(np.float32))
    gradient, _ = full_gradient(single, task.images, len(task.examples), unwanted)
    return tuple(most_sensitive(gradient, task.row_count))


def carry_out(task: StreamTask, tell: Callable[[object], bool]) -> None:
    """Tell a `Begun`, then `More` block after block, until ``tell`` returns False.

    Raises
    ------
    Interrupted
        If it is given up while the parameters are chosen.
    """
    places = chosen_places(task, lambda: not tell(None))
    shown, running = task.examples[: task.count], RunningAverage(len(places))
    parts = []
    for part in stream(task.network, task.images, shown, places):
        running.add(part)
        parts.append(part)
        if not tell(None):
            return
    if not tell(Begun(task, places, joined(parts, len(places)), running)) or not task.everything:
        return
    for part in stream(task.network, task.images, task.examples[task.count :], places):
        if not tell(More(task, part)):
            return


def stream_in(task: StreamTask, progress: Progress, dataset: Dataset) -> None:
    """Carry out a task without images on the training images, as work for another process.

    It tells what `carry_out` does, likewise without images, and ends as soon as nobody wants it.
    """

    def tell(value: object) -> bool:
        if isinstance(value, Begun | More):
            return progress.tell(value.of(task))
        return not progress.cancelled

    with suppress(Interrupted):
        carry_out(replace(task, images=dataset.train), tell)


def without_images(task: StreamTask) -> StreamTask:
    """Return a task without its images, to be sent to where they are already."""
    return replace(task, images=task.images.emptied())
