"""A run of which every moment can be gone back to, bit for bit, in a memory of a set size.

Some states are kept (`core.training.keyframes`); every step between two of them is made again from
the one before it, as order, settings and chance are known. What was changed on the way, by settings
or by hand, is an entry of the step at which it was changed.

Whoever goes on from an earlier step without changing anything comes by the same steps again, as
far as nothing was changed there either. Where the way begins to differ, a branch begins: the old
future stays (`core.training.branches`).
"""

from __future__ import annotations

from dataclasses import replace

from core.data.images import ImageSet
from core.errors import UsageError
from core.network.parameters import Parameters
from core.training.branches import Branch, BranchTree, Entry
from core.training.bundles import Bundle
from core.training.edits import require_fitting
from core.training.keyframes import Keyframes
from core.training.nearby import SHARE, Nearby, next_stop
from core.training.records import MiniBatchRecord, Snapshot
from core.training.run import SgdRun
from core.training.run_state import RunState
from core.training.saved_history import SavedHistory
from core.training.settings import TrainingSettings

MEMORY = 64_000_000  # bytes
BETWEEN_SECONDS = 0.01  # of steps, about, between two states that are kept
LEAST_BETWEEN = 16  # steps: keeping a state takes as long as a third of a step


class History:
    """A run, all that happened to it, and all that it might have become.

    Everything that is done to the run from now on goes through here. States at a step are those
    after what was changed there.

    Parameters
    ----------
    run : where its history begins
    images : that it learns from
    memory : bytes for states that are kept and parameters that were set by hand; the latter stay
        even where they take more
    """

    def __init__(self, run: SgdRun, images: ImageSet, memory: int = MEMORY) -> None:
        self.run = run
        self._images = images
        self._memory = memory
        self._tree = BranchTree(run.step_count)
        self._keyframes = Keyframes()
        self._nearby = Nearby(SHARE * memory)
        self._by_hand: dict[tuple[int, int], Parameters] = {}
        self._pinned: set[tuple[int, int]] = {(0, run.step_count)}
        self._branch = 0
        self._here: Parameters | None = None  # what was set by hand since the last mini-batch
        self._viewer: SgdRun | None = None
        self.arrival: MiniBatchRecord | None = None  # of the mini-batch that `go_to` came by
        self._keyframes.add(0, run.state())

    @classmethod
    def resumed(
        cls, run: SgdRun, saved: SavedHistory, images: ImageSet, memory: int = MEMORY
    ) -> History:
        """Return the history of a run that was saved, and stands where it was saved."""
        history = cls(run, images, memory)
        states = saved.states(run.settings)
        tree = history._tree = BranchTree(states[0].step)
        tree.grow(0, run.step_count)
        history._pinned = {(0, states[0].step)}
        history._keyframes = Keyframes()
        for state in states:
            history._keyframes.add(0, state)
        for entry, parameters in saved.entries(run.settings, run.architecture.sizes):
            tree.put(0, entry)
            if parameters is not None:
                history._by_hand[0, entry.step] = parameters
        history._here = history._by_hand.get((0, run.step_count))
        return history

    def saved(self) -> SavedHistory | None:
        """Return the way to where the run is, as a session keeps it; None if too little fits."""
        states: list[RunState] = []
        entries: list[tuple[Entry, Parameters | None]] = []
        step, way = self.run.step_count, self._tree.lineage(self._branch)
        for line, leaves in zip(way, [*(after.from_step for after in way[1:]), None], strict=True):
            states += self._keyframes.until(line.id, step if leaves is None else min(leaves, step))
            entries += [
                (entry, self._by_hand.get((line.id, entry.step)))
                for entry in line.entries
                if entry.step <= step and (leaves is None or entry.step < leaves)
            ]
        return SavedHistory.of(states, entries, step)

    @property
    def branch(self) -> Branch:
        """The branch that the run is on."""
        return self._tree[self._branch]

    @property
    def branches(self) -> tuple[Branch, ...]:
        """All branches, in the order of their making."""
        return self._tree.branches

    @property
    def version(self) -> int:
        """Another number whenever a branch has been begun, changed or renamed."""
        return self._tree.version

    @property
    def first_step(self) -> int:
        """The earliest step to which one can go."""
        return self._tree.first_step

    @property
    def nbytes(self) -> int:
        """The memory that the history takes."""
        by_hand = sum(parameters.vector.nbytes for parameters in self._by_hand.values())
        return self._keyframes.nbytes + self._nearby.nbytes + by_hand

    def lineage(self, branch: int) -> list[Branch]:
        """Return the branches on the way to one, the first one first, itself last."""
        return self._tree.lineage(branch)

    def rename(self, branch: int, name: str) -> None:
        """Call a branch something else."""
        self._tree.rename(branch, name)

    # Going on

    def advance(self, most: int = 1) -> Bundle:
        """Do as `SgdRun.advance`."""
        change = self._tree.next_change(self._branch, self.run.step_count)
        if change is not None:
            most = min(most, change - self.run.step_count)
        bundle = self.run.advance(most)
        if bundle:
            self._moved_on()
        return bundle

    def steps(self, most: int) -> list[MiniBatchRecord]:
        """Do as `SgdRun.steps`."""
        while True:
            bundle = self.advance(most)
            if bundle:
                return list(bundle)

    def use(self, settings: TrainingSettings) -> None:
        """Use other settings from the next step on; raise UsageError as `SgdRun.use`."""
        if settings != self.run.settings:
            self.run.require_usable(settings)
            self._prepare_change()
            self.run.use(settings)
            self._note_change()

    def set_learning_rate(self, learning_rate: float) -> None:
        """Use another learning rate from the next step on, or raise UsageError."""
        self.use(replace(self.run.settings, learning_rate=learning_rate))

    def set_batch_size(self, batch_size: int) -> None:
        """Use another batch size from the next step on, or raise UsageError."""
        self.use(replace(self.run.settings, batch_size=batch_size))

    def replace_parameters(self, parameters: Parameters) -> Snapshot:
        """Go on from other parameters; raise UsageError as `SgdRun.replace_parameters`."""
        require_fitting(parameters, self.run.architecture.sizes)
        self._prepare_change()
        snapshot = self.run.replace_parameters(parameters)
        self._here = snapshot.parameters
        self._note_change()
        return snapshot

    # Going elsewhere

    def go_to(self, step: int, branch: int | None = None) -> Snapshot:
        """Go to a step of a branch (None: of the one the run is on), and return what is there.

        Raises
        ------
        UsageError
            If the branch doesn't reach that step.
        """
        branch = self._branch if branch is None else branch
        self._require(step, branch)
        if (step, branch) != (self.run.step_count, self._branch):
            self._here = self._move(self.run, step, branch, goes_on=branch == self._branch)
            self._branch = branch
        return self.run.snapshot()

    def step_back(self) -> Snapshot:
        """Take back one mini-batch, or raise UsageError where there is none before."""
        return self.go_to(self.run.step_count - 1)

    def rewind(self) -> None:
        """Go to the first step as it was before anything was changed there; keep the settings.

        Where these are others than at first, that is a branch.
        """
        settings = self.run.settings
        self.go_to(self.first_step)
        if self._here is not None:
            self.replace_parameters(self.run.initial)
        self.use(settings)

    def snapshot_at(self, step: int, branch: int | None = None) -> Snapshot:
        """Return the network as it was at a step; the run stays where it is."""
        return self._view(step, branch).snapshot()

    def _view(self, step: int, branch: int | None) -> SgdRun:
        """Return a second run of the same images, at another step."""
        branch = self._branch if branch is None else branch
        self._require(step, branch)
        if self._viewer is None:
            self._viewer = SgdRun(self.run.architecture, self.run.settings, self._images)
        self._move(self._viewer, step, branch, goes_on=False)
        return self._viewer

    def _require(self, step: int, branch: int) -> None:
        """Raise UsageError unless a branch reaches a step."""
        first, last = self.first_step, self._tree[branch].last_step
        if not first <= step <= last:
            raise UsageError(
                f"step {step:,} isn't in the history of this run: choose one from {first:,} to"
                f" {last:,}"
            )

    def _move(self, run: SgdRun, step: int, branch: int, *, goes_on: bool) -> Parameters | None:
        """Let a run come to a step by at least one mini-batch, if there is one before.

        Returns
        -------
        parameters that were set by hand there
        """
        start = self._keyframe(branch, max(self.first_step, step - 1))
        here = None
        if not (goes_on and start.step <= run.step_count < step):
            run.restore(start)
            here = self._change(run, branch)
        record = None
        while run.step_count < step:
            stop = self._stop(run.step_count, step, branch)
            if run.step_count == step - 1:
                (record,) = run.steps(1)
            else:
                run.retrace(min(stop, step - 1) - run.step_count)
            if not self._keep_if_due(run, branch):
                self._nearby.add(self._tree.owner(branch, run.step_count), run.state())
            here = self._change(run, branch)
        if run is self.run:
            self.arrival = record
        return here

    def _stop(self, now: int, step: int, branch: int) -> int:
        """Return how far one may go at once: to the next change or state that is to be kept."""
        change = self._tree.next_change(branch, now)
        due = min(now + self._between, next_stop(now, step))
        return min(due, due if change is None else change)

    def _change(self, run: SgdRun, branch: int) -> Parameters | None:
        """Change what was changed at the step where a run is; return what was set by hand."""
        found = self._tree.entry_at(branch, run.step_count)
        if found is None:
            return None
        owner, entry = found
        run.use(entry.settings)
        by_hand = self._by_hand[owner, entry.step] if entry.by_hand else None
        if by_hand is not None:
            run.replace_parameters(by_hand)
        return by_hand

    # What is kept

    @property
    def _between(self) -> int:
        """Mini-batches between two states that are kept."""
        return max(LEAST_BETWEEN, int(BETWEEN_SECONDS / self.run.seconds_of_a_step))

    def _keyframe(self, branch: int, step: int) -> RunState:
        """Return the last state that is kept, if only for a while, on the way to a step."""
        states = (self._last(kept, branch, step) for kept in (self._keyframes, self._nearby))
        return max((state for state in states if state is not None), key=_step_of)

    def _last(self, kept: Keyframes, branch: int, step: int) -> RunState | None:
        """Return the last of the kept states on the way along a branch to a step."""
        until = step
        for line in reversed(self._tree.lineage(branch)):
            state = kept.last(line.id, until)
            if state is not None:
                return state
            until = min(until, line.from_step)
        return None

    def _keep_if_due(self, run: SgdRun, branch: int) -> bool:
        """Keep the state that the last mini-batch led to, where it is time or an epoch ends.

        Returns
        -------
        whether it is kept
        """
        due = run.at_epoch_end or self._since_keyframe(run.step_count, branch) >= self._between
        if due:
            self._keep(run, branch)
        return due

    def _since_keyframe(self, step: int, branch: int) -> int:
        """Return how far back the last state is that is kept for good."""
        state = self._last(self._keyframes, branch, step)
        return step if state is None else step - state.step

    def _keep(self, run: SgdRun, branch: int) -> None:
        """Keep a state, and thin what is kept where it is too much."""
        self._keyframes.add(self._tree.owner(branch, run.step_count), run.state())
        self._thin(run.step_count, branch)

    def set_memory(self, memory: int) -> None:
        """Take no more than so many bytes from now on; see `History`."""
        self._memory = memory
        self._nearby.set_limit(SHARE * memory)
        self._thin(self.run.step_count, self._branch)

    def _thin(self, step: int, branch: int) -> None:
        """Keep fewer states where they take too much; those near a step of a branch stay."""
        by_hand = self.nbytes - self._keyframes.nbytes - self._nearby.nbytes
        room = int((1 - SHARE) * self._memory) - by_hand
        if self._keyframes.nbytes > room:
            now = {line.id: line.last_step for line in self.branches}
            now |= {line.id: step for line in self._tree.lineage(branch)}
            self._keyframes.thin(room, now, self._pinned)

    def _moved_on(self) -> None:
        """Note that the run has made mini-batches, perhaps such as it had made before."""
        self._here = None
        step = self.run.step_count
        self._keep_if_due(self.run, self._branch)
        if self._tree.entry_at(self._branch, step) is not None:
            self._part(step)
        self._tree.grow(self._branch, step)

    def _part(self, step: int) -> None:
        """Leave the branch where something was changed before and isn't now.

        Where it is the branch's own beginning, its parent is what comes again.
        """
        self._branch = self._tree.owner(self._branch, step)
        if self._tree.entry_at(self._branch, step) is not None:
            self._keep(self.run, self._branch)
            self._fork(step)
            self._note_change()

    def _prepare_change(self) -> None:
        """Begin a branch where the run is about to be changed at an earlier step."""
        step = self.run.step_count
        if step != self.branch.last_step:
            if self._tree.entry_at(self._branch, step) is None:
                self._keep(self.run, self._branch)
            self._fork(step, changed_from=self._branch)

    def _fork(self, step: int, changed_from: int | None = None) -> None:
        """Begin a branch; the state where it leaves stays."""
        self._branch = self._tree.fork(self._branch, step, changed_from)
        self._pinned.add((self._tree.owner(self._branch, step), step))

    def _note_change(self) -> None:
        """Let the branch have an entry that says all there is to say of this step."""
        step = self.run.step_count
        self._tree.put(self._branch, Entry(step, self.run.settings, self._here is not None))
        if self._here is not None:
            self._by_hand[self._branch, step] = self._here


def _step_of(state: RunState) -> int:
    return state.step
