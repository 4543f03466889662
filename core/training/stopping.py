"""Watches a run for what is to stop it: the rules, and how far it has come since it was set going.

A rule that is met already when the run is set going doesn't stop it at once: who goes on beyond
95 % wants to go on.
"""

from __future__ import annotations

from core.training.endings import Progress, StopRules
from core.training.records import Measure


class Stopping:
    """The rules of a run; times are seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self.rules = StopRules()
        self.forget()

    def forget(self) -> None:
        """Forget the run's measures and progress; the rules stay."""
        self._measure: Measure | None = None
        self._epochs = 0
        self._began = 0.0
        self._passed_over: frozenset[str] = frozenset()

    def set_rules(self, rules: StopRules) -> None:
        """Use other rules; each of them counts from now on, even where it is met already."""
        self.rules = rules
        self._passed_over = frozenset()

    def begin(self, now: float) -> None:
        """Note that the run is set going: epochs and seconds count from here."""
        self._epochs, self._began = 0, now
        self._passed_over = frozenset(self.rules.reasons(self._progress(now)))

    def epoch_ended(self) -> None:
        """Note that all images have been used."""
        self._epochs += 1

    def measured(self, measure: Measure) -> None:
        """Note what the test images say."""
        self._measure = measure

    def reason(self, now: float) -> str | None:
        """Return why the run is to stop, None while it is to go on."""
        if not self.rules.any:
            return None
        reasons = self.rules.reasons(self._progress(now))
        return next((words for name, words in reasons.items() if self._counts(name)), None)

    def seconds_left(self, now: float) -> float | None:
        """Return the seconds until the rule about time stops the run, None without one."""
        if self.rules.seconds is None or not self._counts("seconds"):
            return None
        return max(0.0, self._began + self.rules.seconds - now)

    def _counts(self, name: str) -> bool:
        return name not in self._passed_over

    def _progress(self, now: float) -> Progress:
        measure = self._measure
        accuracy, cost = (None, None) if measure is None else (measure.accuracy, measure.cost)
        return Progress(self._epochs, now - self._began, accuracy, cost)
