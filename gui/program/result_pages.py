"""Keeps the results of the experiments' pages, and lists those that a session brings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PyQt6.QtCore import QObject, pyqtSlot

from gui.experiments.noise_presenter import NoisePresenter
from gui.experiments.study_page import StudyPage
from gui.program.kept_results import NOISE, KeptResults, Result


class ListedResults(QObject):
    """Holds the list of a page and what is kept of its kind together.

    Parameters
    ----------
    name_of : returns how a result is listed
    """

    def __init__(
        self, kept: KeptResults, page: StudyPage, kind: str, name_of: Callable[[Any], str]
    ) -> None:
        super().__init__(page)
        self._kept, self._list = kept, page.results
        self._kind, self._name_of = kind, name_of
        self._show()
        page.results.changed.connect(self._keep)
        kept.restored.connect(self._show)

    @pyqtSlot()
    def _keep(self) -> None:
        self._kept.set_results(self._kind, cast("tuple[Result, ...]", tuple(self._list.results)))

    @pyqtSlot()
    def _show(self) -> None:
        results = self._kept.of(self._kind)
        if results or self._list.results:
            self._list.set_results([(self._name_of(each), each) for each in results])


class ShownNoise(QObject):
    """Keeps the last noise, and shows that of a session."""

    def __init__(self, kept: KeptResults, presenter: NoisePresenter) -> None:
        super().__init__(presenter)
        self._kept, self._presenter = kept, presenter
        self._show()
        presenter.found.connect(self._keep)
        kept.restored.connect(self._show)

    @pyqtSlot(object)
    def _keep(self, finding: Result) -> None:
        self._kept.set_results(NOISE, (finding,))

    @pyqtSlot()
    def _show(self) -> None:
        for finding in self._kept.of(NOISE)[:1]:
            self._presenter.show(cast("Any", finding))
