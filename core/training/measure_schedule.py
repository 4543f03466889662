"""When a run is measured: as often as the curves want it, as seldom as there is time for.

The test images are due four times a second, and an epoch's end when it comes; but measuring takes
a tenth of the time at most, and where the run pauses, its newest parameters are always measured.
"""

from __future__ import annotations

MEASURE_SECONDS = 0.25
MEASURE_SHARE = 0.1  # of the time, at the most: measuring takes a processor from the window
FIRST_REST = 1.0  # seconds, at most, after the first measure: it is held up by the code it loads


class MeasureSchedule:
    """Knows what is being measured and what is due; times are seconds of a clock.

    Attributes
    ----------
    outdated : whether the parameters that are being measured have been replaced since
    """

    def __init__(self) -> None:
        self._has_measured = False
        self.forget()

    def forget(self) -> None:
        """Forget all measures under way: another stretch of a run begins."""
        self.outdated = False
        self._measuring = False
        self._measured_step: int | None = None
        self._begun = self._next = 0.0
        self._epochs_under_way = 0
        self._epoch_begun = self._next_epoch = 0.0

    def is_due(self, step: int, running: bool, now: float) -> bool:
        """Return whether the parameters at a step are to be measured on the test images."""
        if self._measuring or step == self._measured_step:
            return False
        return not running or now >= self._next

    def is_epoch_due(self, running: bool, now: float) -> bool:
        """Return whether an epoch that ends now is to be measured.

        Where epochs end faster than they can be measured, the next that does when it is time is
        measured, and the one at which the run pauses.
        """
        behind = self._epochs_under_way > 0 or now < self._next_epoch
        return not (running and behind)

    def begin(self, step: int, now: float) -> None:
        """Note that the parameters at a step begin to be measured on the test images."""
        self._measuring, self._measured_step, self._begun = True, step, now

    def begin_epoch(self, step: int, now: float) -> None:
        """Note that the epoch which has ended at a step begins to be measured."""
        self._epochs_under_way += 1
        self._measured_step, self._epoch_begun = step, now

    def end(self, now: float) -> None:
        """Note that the measure on the test images is done, or has failed."""
        self._measuring = self.outdated = False
        taken = now - self._begun
        rest = taken / MEASURE_SHARE
        if not self._has_measured:
            rest, self._has_measured = min(rest, FIRST_REST), True
        self._next = now + max(MEASURE_SECONDS - taken, rest)

    def end_epoch(self, now: float) -> None:
        """Note that the measure of an epoch is done, or has failed."""
        self._epochs_under_way -= 1
        self._next_epoch = now + (now - self._epoch_begun) / MEASURE_SHARE

    def replace_parameters(self) -> None:
        """Note that the run has other parameters at the same step: what is measured isn't them."""
        self._measured_step = None
        self.outdated = self._measuring
