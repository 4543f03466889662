"""What is done away from the window's thread: reading, saving, searching, checking.

Each function takes the `Job` it is done in, which says how far it is and whether to give up.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.data.images import Dataset, ImageSet
from core.explain.check import Check, CheckCancelledError, check_derivation
from core.explain.derivation import Derivation
from core.explain.search import next_wrong
from core.network.architecture import Architecture
from core.network.network import Network
from core.storage.session import Session, load_session, save_session
from gui.background import Job
from gui.explain.formulas import all_formulas
from gui.widgets import typesetting
from gui.widgets.numbers import compact, whole


def load_all(
    load: Callable[[], Dataset], path: Path | None, _job: Job
) -> tuple[Dataset, Session | None]:
    """Read the data set, and a session if one is named."""
    session = None if path is None else load_session(path)
    return load(), session


def prepare_formulas(architecture: Architecture, _job: Job) -> None:
    """Set the formulas of the walk, so that each step shows its own at once."""
    typesetting.prepare(all_formulas(architecture))


def save(session: Session, path: Path, _job: Job) -> str:
    """Write a session; return the words that say so."""
    save_session(session, path)
    return f"Session saved: {path.name}"


def check(derivation: Derivation, job: Job) -> tuple[Derivation, Check] | None:
    """Compare a derivation with central differences, unless it is given up."""
    count = derivation.nudges.vector.size
    try:
        return derivation, check_derivation(derivation, lambda done: job.report(done / count))
    except CheckCancelledError:
        return None


def find_wrong(network: Network, images: ImageSet, after: int, job: Job) -> int | None:
    """Return the place of the next image that the network gets wrong, or None."""
    return next_wrong(network, images, after, go_on=job.report)


def check_text(found: Check) -> str:
    """Return what a check has found, in words."""
    if found.agrees:
        return f"all {whole(found.count)} derivatives agree, worst error {compact(found.worst, 1)}"
    return f"differences disagree by {compact(found.worst, 2)} at the {found.parameter}"
