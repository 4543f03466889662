"""What a long computation knows of whoever waits for it, wherever it is done."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Tells how far a piece of work is, and whether its result is still wanted."""

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the result any more."""

    def report(self, fraction: float) -> bool:
        """Tell how much is done, 0 to 1; return False if the work should stop."""

    def tell(self, value: object) -> bool:
        """Tell something that is known already; return False if the work should stop."""


class Unwatched:
    """Nobody listens, and the result is wanted to the end."""

    cancelled = False

    def report(self, fraction: float) -> bool:
        """Go on."""
        return True

    def tell(self, value: object) -> bool:
        """Go on."""
        return True
