"""What is said of the place where a run stands in its history, and of its branches."""

from __future__ import annotations

from dataclasses import dataclass

from core.training.branch_curves import BranchSummary
from core.training.branches import Branch, BranchTree, Entry
from core.training.settings import TrainingSettings
from gui.widgets.numbers import compact, percent, whole

GOES_ON = "Run makes the same again; after a change, the old way stays as a branch"
SHORT = "Run repeats it, a change branches off"
NAMES = {
    "learning_rate": "learning rate",
    "batch_size": "mini-batch of",
    "momentum": "momentum",
    "l2": "L2",
    "decay": "decay",
}


@dataclass(frozen=True)
class Mark:
    """Something that was changed between two mini-batches.

    Attributes
    ----------
    by_hand : whether parameters were set by hand, or only settings changed
    """

    step: int
    words: str
    by_hand: bool


@dataclass(frozen=True)
class Place:
    """Where a run stands.

    Attributes
    ----------
    first, step, last : steps: the earliest there is, where the run is, and the branch's end
    epoch : of the step; 0 at the start
    marks : what was changed on the way along the branch
    branches : how many there are
    """

    first: int = 0
    step: int = 0
    last: int = 0
    epoch: int = 0
    running: bool = False
    marks: tuple[Mark, ...] = ()
    branches: int = 1

    @property
    def past(self) -> bool:
        """Whether the branch goes on beyond this step."""
        return self.step < self.last and not self.running


def place_words(place: Place) -> tuple[str, ...]:
    """Return where the run stands, from the longest form to the shortest."""
    step, last = whole(place.step), whole(place.last)
    epoch = f" · epoch {place.epoch}" if place.epoch else ""
    if not place.past:
        return f"mini-batch {step}{epoch}", f"mini-batch {step}", step
    where = f"mini-batch {step} of {last}"
    return (
        f"{where}{epoch} · this is the past: {GOES_ON}",
        f"{step} of {last} · past: {SHORT}",
        f"{where}{epoch} · this is the past",
        f"{where} · past",
        f"{step} of {last}",
        step,
    )


def left_out_words(place: Place) -> str:
    """Return what a session file doesn't keep of a run's history, "" where it keeps all."""
    missing = []
    if place.step < place.last:
        missing.append(f"what lies ahead of mini-batch {whole(place.step)}")
    others = place.branches - 1
    if others:
        missing.append("the other branch" if others == 1 else f"the other {others} branches")
    if not missing:
        return ""
    what = " and ".join(missing)
    return f"It keeps the way that led here, but not {what}: that stays in this window alone."


def marks_on_way(tree: BranchTree, branch: int, words: dict[tuple[int, int], str]) -> list[Mark]:
    """Return what was changed on the way along a branch, in the order of the steps.

    Parameters
    ----------
    words : what was done by hand, by branch and step, where it is known; empty if it was undone
    """
    marks: list[Mark] = []
    settings: TrainingSettings | None = None
    for line, until in _stretches(tree, branch):
        for entry in line.entries:
            if entry.step > until or (entry.step == until and line.id != branch):
                continue
            text = _entry_words(entry, settings, words.get((line.id, entry.step)))
            if text:
                marks.append(Mark(entry.step, text, entry.by_hand))
            settings = entry.settings
    return marks


def _stretches(tree: BranchTree, branch: int) -> list[tuple[Branch, int]]:
    """Return the branches on the way to one, and the step at which the next one leaves."""
    way = tree.lineage(branch)
    ends = [after.from_step for after in way[1:]]
    return list(zip(way, [*ends, way[-1].last_step], strict=True))


def _entry_words(entry: Entry, before: TrainingSettings | None, by_hand: str | None) -> str:
    """Return what an entry changes; nothing where it only says again what holds already."""
    if entry.by_hand:
        return "weights and biases set by hand" if by_hand is None else by_hand
    if before is None:
        return f"settings changed: {setting_words(entry.settings, 'learning_rate')}"
    return ", ".join(
        setting_words(entry.settings, name)
        for name in NAMES
        if getattr(entry.settings, name) != getattr(before, name)
    )


def setting_words(settings: TrainingSettings, name: str) -> str:
    """Return a setting and its value."""
    return f"{NAMES[name]} {getattr(settings, name):g}"


def branch_words(summary: BranchSummary) -> str:
    """Return a line about a branch: name, where it left, its length and how it ends."""
    branch = summary.branch
    parts = [branch.name]
    count = f"{whole(summary.length)} mini-batch{'' if summary.length == 1 else 'es'}"
    step = whole(branch.from_step)
    if branch.parent is not None and not branch.name.endswith(step):
        parts.append(f"from step {step}")
    parts.append(count)
    if summary.cost is not None:
        parts.append(f"cost {compact(summary.cost)}")
    if summary.accuracy is not None:
        parts.append(f"{percent(summary.accuracy, 1)} unseen")
    return " · ".join(parts)
