"""What is written of what is seen: the walk's numbers, and pictures of the step."""

from __future__ import annotations

import re
from functools import partial

from PyQt6.QtCore import QObject, pyqtSlot

from gui import errands
from gui.perspectives import FORWARD, ONE_EXAMPLE
from gui.picture_orders import PictureOrder, deliver, png_of, save
from gui.program.parts import Parts

NUMBERS = "Arrays for NumPy (*.npz);;Table (*.csv)"


class ExportOrders(QObject):
    """Asks where to write, and writes."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        actions = parts.actions
        actions["export_numbers"].triggered.connect(self._export)
        actions["save_picture"].triggered.connect(self._save_window)
        actions["save_network"].triggered.connect(self._save_network)

    @pyqtSlot()
    def _export(self) -> None:
        """Write every number of the example's derivation, in the background."""
        parts, derivation = self._parts, self._parts.explain.derivation
        if parts.chooser.images is None or derivation is None:
            parts.notice("There are no numbers to export before the data are loaded.")
            return
        name = f"{example_name(parts)}-as-{derivation.label}.npz"
        path = parts.messages.file_to_save("Export this walk's numbers", name, NUMBERS)
        if path is None:
            return
        job = parts.jobs.create(partial(errands.export_numbers, derivation, path))
        job.done.connect(parts.notice)
        job.failed.connect(parts.refuse)
        job.start()

    @pyqtSlot()
    def _save_window(self) -> None:
        parts = self._parts
        content = png_of(parts.window.grab().toImage())
        save(content, "png", parts.messages, file_name(parts))

    @pyqtSlot()
    def _save_network(self) -> None:
        parts = self._parts
        name = file_name(parts, "network")
        deliver(PictureOrder("png"), parts.view, parts.theme, parts.messages, name)


def example_name(parts: Parts) -> str:
    """Return the example as a part of a file's name: nudges-test-321."""
    return f"nudges-{parts.chooser.set_name}-{parts.chooser.index}"


def file_name(parts: Parts, what: str = "") -> str:
    """Return a name for a picture, without suffix: nudges-test-321-desires-2."""
    shown = parts.stage.perspective
    walking = shown in (FORWARD, ONE_EXAMPLE)
    return slug(f"{example_name(parts)} {parts.explain.step.name if walking else shown} {what}")


def slug(words: str) -> str:
    """Return words as letters, digits and hyphens, which every file system takes."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
