"""What is done away from the window's thread: reading, saving, searching, checking.

Each function takes the `Job` it is done in, which says how far it is and whether to give up.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core.data.images import Dataset, ImageSet
from core.data.shared import shared
from core.errors import BadFileError, UsageError
from core.explain.check import CheckCancelledError
from core.explain.derivation import Derivation
from core.explain.export import save_csv, save_npz
from core.explain.listening import Listened, listen
from core.explain.one_step import Heard, ListenToOne
from core.explain.search import next_wrong
from core.explain.verify import Verification, verify
from core.network.architecture import Architecture
from core.network.network import Network
from core.storage.session import Session, load_session, save_session
from core.training.saved_curves import SavedCurves
from gui.background import Job
from gui.explain.check_request import CheckRequest
from gui.explain.formulas import all_formulas
from gui.network_view.edge_picture import EdgeRasters
from gui.network_view.sharp_edges import RasterRequest
from gui.widgets import typesetting
from gui.widgets.numbers import compact, whole

TELL_SECONDS = 0.03  # between two looks at answers that are being counted
SAVERS = {".npz": (save_npz, "arrays"), ".csv": (save_csv, "numbers")}


@dataclass(frozen=True)
class Loaded:
    """What was read: the data set, the session if one was named, or why that can't be opened."""

    dataset: Dataset
    session: Session | None = None
    problem: str = ""


def load_all(load: Callable[[], Dataset], path: Path | None, _job: Job) -> Loaded:
    """Read the data set, and a session if one is named; a bad session doesn't cost the data."""
    dataset = shared(load())
    if path is None:
        return Loaded(dataset)
    try:
        return Loaded(dataset, load_session(path))
    except BadFileError as error:
        return Loaded(dataset, problem=str(error))


def prepare_formulas(architecture: Architecture, _job: Job) -> None:
    """Set the formulas of the walk, so that each step shows its own at once."""
    typesetting.prepare(all_formulas(architecture))


def save(
    session: Session, read_curves: Callable[[], SavedCurves] | None, path: Path, _job: Job
) -> str:
    """Write a session with its curves; return the words that say so."""
    curves = None if read_curves is None else read_curves()
    save_session(replace(session, curves=curves), path)
    return f"Session saved: {path.name}"


def check(request: CheckRequest, job: Job) -> tuple[CheckRequest, Verification] | None:
    """Compare what the walk shows with differences of the cost, unless it is given up."""
    try:
        return request, verify(request.derivation, request.first, job.report)
    except CheckCancelledError:
        return None


def find_wrong(
    network: Network, images: ImageSet, after: int, digit: int | None, job: Job
) -> int | None:
    """Return the place of the next image that the network gets wrong, or None."""
    return next_wrong(network, images, after, digit, go_on=job.report)


def build_rasters(request: RasterRequest, _job: Job) -> EdgeRasters:
    """Prepare the lines of a large layout."""
    return request.build()


def listen_to_one(task: ListenToOne, job: Job) -> Listened | None:
    """Repeat one example's step, telling how the answers change; None if it is given up."""
    last = 0.0

    def go_on(heard: Heard) -> bool:
        nonlocal last
        now = time.monotonic()
        if not heard.complete and now - last < TELL_SECONDS:
            return not job.cancelled
        last = now
        return job.tell(heard)

    return listen(task, go_on)


def count_answers(task: ListenToOne, job: Job) -> Heard | None:
    """Count the answers of a network as it is; None if that is given up."""
    for heard in task:
        if job.cancelled:
            return None
        if heard.complete:
            return heard
    return None


def export_numbers(derivation: Derivation, path: Path, _job: Job) -> str:
    """Write a derivation's numbers as the file's name says; return the words that say so.

    Raises
    ------
    UsageError, CannotWriteError
        If the name is of neither kind, or the file can't be written.
    """
    if path.suffix.lower() not in SAVERS:
        raise UsageError(f"{path.name}: end the name in .npz for arrays or in .csv for a table")
    save, what = SAVERS[path.suffix.lower()]
    count = save(path, derivation)
    return f"{whole(count)} {what} written: {path.name}"


def check_text(found: Verification) -> str:
    """Return what a check has found, in words."""
    worst, count = found.worst, whole(found.count)
    if found.agrees:
        error = compact(worst.worst, 1)
        return f"all {count} numbers agree with finite differences, worst error {error}"
    return (
        f"{worst.quantity} disagree: error {compact(worst.worst, 2)} at {worst.where}, "
        f"of {count} numbers compared"
    )
