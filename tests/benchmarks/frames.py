"""What the program asks of Python before it opens its window, for as long as a benchmark takes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from gui.application import SWITCH_INTERVAL
from gui.garbage import GarbageCollector


@contextmanager
def frames_favoured() -> Iterator[None]:
    """Favour frames as `gui.application.run` does, and take it back in the end."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    garbage = GarbageCollector()
    garbage.spare_what_is_there()
    yield
    garbage.stop()
    sys.setswitchinterval(before)
