"""The futures of a run: where somebody went on from an earlier step, the old future stays.

A branch begins at a step of its parent and holds what was changed along it. All branches together
are a tree; the way to a step is the branch that it is on and those before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.errors import UsageError
from core.training.settings import TrainingSettings


@dataclass(frozen=True)
class Entry:
    """What is changed between two mini-batches.

    Attributes
    ----------
    step : mini-batches made before it
    settings : of the next step
    by_hand : whether parameters are replaced, too
    """

    step: int
    settings: TrainingSettings
    by_hand: bool = False


@dataclass(frozen=True)
class Branch:
    """One future.

    Attributes
    ----------
    id : counted from 0, which is the run as it began
    parent : the branch that it left; None for the first
    from_step : where it left; what its parent changed there doesn't count here
    last_step : how far it has come
    entries : in the order of their steps, one a step at the most, the first at `from_step`
    name : what its owner calls it
    changed_from : the branch, perhaps another one that left at the same step, from whose state
        there it began by a change; None where it is without what was changed there
    """

    id: int
    parent: int | None
    from_step: int
    last_step: int
    entries: tuple[Entry, ...] = ()
    name: str = ""
    changed_from: int | None = None

    def entry_at(self, step: int) -> Entry | None:
        """Return what this branch changes at a step."""
        return next((entry for entry in self.entries if entry.step == step), None)


class BranchTree:
    """All branches of a run, each of them a value that is replaced when it grows."""

    def __init__(self, first_step: int) -> None:
        self._branches = [Branch(0, None, first_step, first_step, name="first run")]
        self.version = 0  # another one whenever something is changed, begun or renamed

    @classmethod
    def of(cls, branches: tuple[Branch, ...]) -> BranchTree:
        """Return the tree of branches that another one told, at least one."""
        tree = cls(branches[0].from_step)
        tree._branches = list(branches)
        return tree

    def __getitem__(self, branch: int) -> Branch:
        """Return a branch, or raise UsageError."""
        if not 0 <= branch < len(self._branches):
            raise UsageError(f"there is no branch {branch}: choose 0 to {len(self._branches) - 1}")
        return self._branches[branch]

    @property
    def branches(self) -> tuple[Branch, ...]:
        """All branches, in the order of their making."""
        return tuple(self._branches)

    @property
    def first_step(self) -> int:
        """Where the first branch begins."""
        return self._branches[0].from_step

    def lineage(self, branch: int) -> list[Branch]:
        """Return the branches on the way to one, the first one first, itself last."""
        way = [self[branch]]
        while (parent := way[-1].parent) is not None:
            way.append(self[parent])
        return way[::-1]

    def owner(self, branch: int, step: int) -> int:
        """Return the branch on the way to this one whose mini-batch led to a step."""
        way = self.lineage(branch)
        return next((line.id for line in reversed(way) if line.from_step < step), way[0].id)

    def entry_at(self, branch: int, step: int) -> tuple[int, Entry] | None:
        """Return what is changed at a step on the way along a branch, and by which branch."""
        way = reversed(self.lineage(branch))
        line = next((line for line in way if line.from_step <= step), None)
        entry = None if line is None else line.entry_at(step)
        return None if line is None or entry is None else (line.id, entry)

    def next_change(self, branch: int, step: int) -> int | None:
        """Return the first step after one at which something is changed along a branch."""
        until, nearest = None, None
        for line in reversed(self.lineage(branch)):
            steps = [entry.step for entry in line.entries if entry.step > step]
            known = [place for place in steps if until is None or place < until]
            nearest = min([*known, *([] if nearest is None else [nearest])], default=None)
            until = line.from_step
            if until <= step:
                break
        return nearest

    def led_here(self, branch: int, step: int) -> dict[int, int]:
        """Return the branches whose changes have led to a step, and up to which step they count."""
        counted = {branch: step}
        line = self[branch]
        while line.parent is not None:
            if line.changed_from is None:
                line, until = self[line.parent], line.from_step - 1
            else:
                line, until = self[line.changed_from], line.from_step
            counted[line.id] = until
        return counted

    def fork(self, branch: int, step: int, changed_from: int | None = None) -> int:
        """Make a branch that leaves another one at a step, and return its id.

        Parameters
        ----------
        changed_from : as in `Branch`
        """
        number = len(self._branches)
        parent, name = self.owner(branch, step), f"from step {step:,}"
        self._branches.append(
            Branch(number, parent, step, step, name=name, changed_from=changed_from)
        )
        self.version += 1
        return number

    def put(self, branch: int, entry: Entry) -> None:
        """Let a branch change something at a step, in place of what it changed there before."""
        line = self[branch]
        others = [other for other in line.entries if other.step != entry.step]
        entries = sorted([*others, entry], key=_step_of)
        self._branches[branch] = replace(line, entries=tuple(entries))
        self.version += 1

    def grow(self, branch: int, step: int) -> None:
        """Let a branch have come to a step."""
        if step > self[branch].last_step:
            self._branches[branch] = replace(self[branch], last_step=step)

    def rename(self, branch: int, name: str) -> None:
        """Call a branch something else."""
        self._branches[branch] = replace(self[branch], name=name)
        self.version += 1


def _step_of(entry: Entry) -> int:
    return entry.step
