"""Which example is explained: chosen by index, at random, by digit, or because it goes wrong."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.data.images import Dataset, ImageSet
from core.errors import UsageError
from core.explain.search import random_index


class ExampleChooser(QObject):
    """Holds the data set and the place of the example in it."""

    changed = pyqtSignal()
    refused = pyqtSignal(str)
    wrong_wanted = pyqtSignal(object)  # the digit, or None for any

    def __init__(self, rng: np.random.Generator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rng = rng
        self.dataset: Dataset | None = None
        self.set_name = "test"
        self.index = 0
        self.digit: int | None = None

    @property
    def images(self) -> ImageSet | None:
        """The set that the example is from, once there are data."""
        return None if self.dataset is None else self.dataset.named(self.set_name)

    def set_dataset(self, dataset: Dataset) -> None:
        """Choose from these images from now on."""
        self.dataset = dataset
        self.choose(self.set_name, self.index)

    @pyqtSlot(str, int)
    def choose(self, set_name: str, index: int) -> None:
        """Take the example at a place; refuse one that isn't there."""
        if self.dataset is None:
            self.set_name, self.index = set_name, index
            return
        try:
            index = self.dataset.named(set_name).checked(index)
        except UsageError as error:
            self.refused.emit(str(error))
            return
        self.set_name, self.index = set_name, index
        self.changed.emit()

    @pyqtSlot()
    def next(self) -> None:
        """Take the next example; after the last comes the first."""
        self._move(+1)

    @pyqtSlot()
    def previous(self) -> None:
        """Take the example before."""
        self._move(-1)

    @pyqtSlot(object)
    def set_digit(self, digit: int | None) -> None:
        """Look for examples of one digit from now on; None is any."""
        self.digit = digit

    @pyqtSlot(object)
    def choose_random(self, digit: int | None) -> None:
        """Take a random example, of one digit if one is given."""
        self.digit = digit
        if self.images is None:
            return
        try:
            self.choose(self.set_name, random_index(self.images, digit, self._rng))
        except UsageError as error:
            self.refused.emit(str(error))

    @pyqtSlot()
    def random(self) -> None:
        """Take a random example, of the digit asked for before."""
        self.choose_random(self.digit)

    @pyqtSlot()
    def ask_for_wrong(self) -> None:
        """Ask for an example that the network gets wrong."""
        if self.images is not None:
            self.wrong_wanted.emit(self.digit)

    def _move(self, by: int) -> None:
        images = self.images
        if images is not None:
            self.choose(self.set_name, (self.index + by) % len(images))
