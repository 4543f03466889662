"""The way of the records from the run to the window: nothing lost, nothing queued as an event."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from core.training.records import MiniBatchRecord, Snapshot


@dataclass(frozen=True)
class News:
    """What has come from the run since the last frame.

    restart : the network with which a new run began meanwhile, or None; the records are of it
    """

    restart: Snapshot | None
    records: list[MiniBatchRecord]

    @property
    def newest_with_snapshot(self) -> MiniBatchRecord | None:
        """The last record that carries the network, or None."""
        for record in reversed(self.records):
            if record.snapshot is not None:
                return record
        return None


class RecordFeed:
    """Takes every record in the thread that makes it, and gives them out once a frame.

    A restart comes the same way, so that records before and after it can't be confused.
    Appending to a deque and taking from it need no lock.
    """

    def __init__(self) -> None:
        self._items: deque[MiniBatchRecord | Snapshot] = deque()

    def append(self, item: MiniBatchRecord | Snapshot) -> None:
        """Take a record, or the snapshot with which a run starts."""
        self._items.append(item)

    def drain(self) -> News:
        """Return what has come since the last time, in order."""
        restart: Snapshot | None = None
        records: list[MiniBatchRecord] = []
        while self._items:
            item = self._items.popleft()
            if isinstance(item, Snapshot):
                restart, records = item, []
            else:
                records.append(item)
        return News(restart, records)
