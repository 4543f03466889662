"""What is done away from the window's thread: reading, saving, searching, checking.

Each function takes the `Job` it is done in, which says how far it is and whether to give up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.data.images import Dataset, ImageSet
from core.errors import BadFileError
from core.explain.check import CheckCancelledError
from core.explain.search import next_wrong
from core.explain.verify import Verification, verify
from core.network.architecture import Architecture
from core.network.network import Network
from core.storage.session import Session, load_session, save_session
from gui.background import Job
from gui.explain.check_request import CheckRequest
from gui.explain.formulas import all_formulas
from gui.network_view.edge_picture import EdgeRasters
from gui.network_view.sharp_edges import RasterRequest
from gui.widgets import typesetting
from gui.widgets.numbers import compact, whole


@dataclass(frozen=True)
class Loaded:
    """What was read: the data set, the session if one was named, or why that can't be opened."""

    dataset: Dataset
    session: Session | None = None
    problem: str = ""


def load_all(load: Callable[[], Dataset], path: Path | None, _job: Job) -> Loaded:
    """Read the data set, and a session if one is named; a bad session doesn't cost the data."""
    dataset = load()
    if path is None:
        return Loaded(dataset)
    try:
        return Loaded(dataset, load_session(path))
    except BadFileError as error:
        return Loaded(dataset, problem=str(error))


def prepare_formulas(architecture: Architecture, _job: Job) -> None:
    """Set the formulas of the walk, so that each step shows its own at once."""
    typesetting.prepare(all_formulas(architecture))


def save(session: Session, path: Path, _job: Job) -> str:
    """Write a session; return the words that say so."""
    save_session(session, path)
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
