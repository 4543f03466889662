"""A progress bar, shown on a terminal only."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm

from core.verbs.messages import say


class ProgressBar:
    """A bar on stderr that goes away at its end; silent where stderr is no terminal."""

    def __init__(self, total: int, unit: str) -> None:
        tqdm.monitor_interval = 0  # no thread beside the work
        shown = sys.stderr is not None and sys.stderr.isatty()
        self._bar = tqdm(
            total=total, unit=f" {unit}", disable=not shown, leave=False, dynamic_ncols=True
        )

    def advance(self, count: int) -> None:
        """Move on by a count of steps."""
        self._bar.update(count)

    def print_beside(self, line: str) -> None:
        """Print a line on stdout, which may be the same terminal."""
        self._bar.clear()
        say(line)
        self._bar.refresh()

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.close()
