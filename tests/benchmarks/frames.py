"""What the program asks of Python before it opens its window, for as long as a benchmark takes."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from gui.application import SWITCH_INTERVAL


@contextmanager
def frames_favoured() -> Iterator[None]:
    """Favour frames as `gui.application.run` does, and take it back in the end."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.freeze()
    yield
    gc.unfreeze()
    sys.setswitchinterval(before)
