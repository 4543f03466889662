"""The way of the records from the run to the window: nothing lost, nothing queued as an event."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from core.storage.session import Session
from core.training.bundles import Bundle
from core.training.records import (
    Branches,
    EpochRecord,
    Measure,
    MiniBatchRecord,
    Moved,
    Replaced,
    Snapshot,
)

Item = Bundle | Measure | EpochRecord | Snapshot | Replaced | Moved | Branches | Session


@dataclass
class News:
    """What has come from the run since the last frame.

    restart : the network with which a new run began meanwhile, or None; all else is of it
    replaced : the network as it was last set by hand, or None
    captured : the run as it stands after all else, or None
    moved : where the run last went by itself; bundles and what was set by hand came after it
    items : everything in its order, also from before a restart: the curves of a branch stay
    """

    restart: Snapshot | None = None
    replaced: Snapshot | None = None
    bundles: list[Bundle] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    epochs: list[EpochRecord] = field(default_factory=list)
    captured: Session | None = None
    moved: Moved | None = None
    items: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> None:
        """Put an item where it belongs."""
        self.items.append(item)
        if isinstance(item, Session):
            self.captured = item
        elif isinstance(item, Bundle | Replaced | Moved):
            self.captured = None
        if isinstance(item, Bundle):
            self.bundles.append(item)
        elif isinstance(item, Measure):
            self.measures.append(item)
        elif isinstance(item, EpochRecord):
            self.epochs.append(item)
        elif isinstance(item, Replaced):
            self.replaced = item.snapshot
        elif isinstance(item, Moved):
            self.moved, self.bundles, self.replaced = item, [], None

    @property
    def leads_elsewhere(self) -> bool:
        """Whether something else than mini-batches has changed the network."""
        news = (self.restart, self.moved, self.replaced, self.captured)
        return any(each is not None for each in news)

    @property
    def newest(self) -> MiniBatchRecord | None:
        """The last record, or None."""
        return self.bundles[-1].last if self.bundles else None

    @property
    def newest_with_snapshot(self) -> MiniBatchRecord | None:
        """The last record that carries the network, or None."""
        for bundle in reversed(self.bundles):
            if bundle.snapshots:
                return bundle.newest_with_snapshot
        return None


class RecordFeed:
    """Takes every record in the thread that tells it, and gives them out once a frame.

    Measures and restarts come the same way, so that what was before a restart and what came
    after it can't be confused. Appending to a deque and taking from it need no lock.
    """

    def __init__(self) -> None:
        self._items: deque[Item] = deque()

    def append(self, item: Item) -> None:
        """Take records, a measure, or the snapshot with which a run starts."""
        self._items.append(item)

    def drain(self) -> News:
        """Return what has come since the last time, in order."""
        news = News()
        while self._items:
            item = self._items.popleft()
            if isinstance(item, Snapshot):
                news = News(restart=item, items=[*news.items, item])
            else:
                news.add(item)
        return news
