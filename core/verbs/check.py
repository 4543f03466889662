"""The verb `check`: compare all derivatives of one example with central differences."""

from __future__ import annotations

from core.errors import ExitCode, NudgesError
from core.explain.check import TOLERANCE, Check, check_derivation
from core.explain.derivation import Derivation
from core.verbs.arguments import CheckOptions
from core.verbs.messages import say
from core.verbs.progress import ProgressBar
from core.verbs.source import derivation_of


def check(options: CheckOptions) -> int:
    """Check the example and print the worst derivative.

    Raises
    ------
    NudgesError
        If backpropagation and central differences don't agree.
    """
    result = measured(derivation_of(options.example))
    print_result(result)
    if not result.agrees:
        say("FAILED")
        raise NudgesError(
            f"the derivatives don't agree: relative error {result.worst:.2e} at "
            f"{result.parameter} is not below {TOLERANCE:g}; please report this"
        )
    say(f"OK, below {TOLERANCE:g}")
    return ExitCode.DONE


def measured(derivation: Derivation) -> Check:
    """Return the outcome, with a progress bar on a terminal."""
    with ProgressBar(derivation.nudges.vector.size, "derivatives") as bar:
        return check_derivation(derivation, Advance(bar))


def print_result(result: Check) -> None:
    """Print how many were compared, and where backpropagation is furthest off."""
    say(f"checked  {result.count:,} derivatives against central differences")
    say(f"worst    relative error {result.worst:.2e}: {result.parameter}")
    say(f"         backpropagation     {result.analytic:+.12e}")
    say(f"         central difference  {result.measured:+.12e}")


class Advance:
    """Tells a bar of steps how many of them are done so far."""

    def __init__(self, bar: ProgressBar) -> None:
        self._bar = bar
        self._done = 0

    def __call__(self, done: int) -> bool:
        """Move the bar; return True to go on."""
        self._bar.advance(done - self._done)
        self._done = done
        return True
