"""What is needed before the first step: compiled code and listed images, made ready aside.

Both take their time once, a second together. What goes wrong here is logged only: who makes a step
meets it again, and tells it.
"""

from __future__ import annotations

import contextlib
import gc
import logging
from collections.abc import Iterator

from core.data.images import ImageSet
from core.network.architecture import Architecture
from core.storage.session import Session
from core.training import compiled_steps

log = logging.getLogger(__name__)


def load_code() -> None:
    """Load the compiled code; other threads are let go on meanwhile."""
    with reported("the compiled code can't be loaded"), without_collections():
        compiled_steps.prepare()


def list_images(begun: Architecture | Session, images: ImageSet) -> None:
    """List the images of a run that begins with one of the two, if its steps need that."""
    architecture = begun.architecture if isinstance(begun, Session) else begun
    with reported("the images can't be listed"):
        compiled_steps.prepare_images(architecture, images)


@contextlib.contextmanager
def reported(words: str) -> Iterator[None]:
    """Log what is raised within."""
    try:
        yield
    except Exception:
        log.exception(words)


@contextlib.contextmanager
def without_collections() -> Iterator[None]:
    """Let no garbage be looked for within, nor among what is there then.

    Numba makes some hundred thousand objects that stay; going through them holds up all threads
    for 40 ms.
    """
    if not gc.isenabled():  # by somebody who looks after it
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
