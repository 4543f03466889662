"""Pages of which one is shown, with a row of names above; each is built when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.widgets.keys import leave_keys
from gui.widgets.segments import Segments

MARGIN = 16


@dataclass(frozen=True)
class Page:
    """One of the pages.

    Attributes
    ----------
    title : stands on its button
    hint : what it shows, as the button's tooltip
    build : makes its widget, once
    wide : whether it needs more room than a column has
    """

    title: str
    hint: str
    build: Callable[[], QWidget]
    wide: bool = False


class TabbedPages(QWidget):
    """Shows one page of several; the row of names is hidden where there is only one.

    `page_changed` carries the title of the page that is shown from now on.
    """

    page_changed = pyqtSignal(str)

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = {page.title: page for page in pages}
        self._built: dict[str, QWidget] = {}
        self.tabs = Segments(tuple(self._pages))
        self.tabs.setStyleSheet("QPushButton { padding: 3px 6px; }")
        self.tabs.setContentsMargins(MARGIN, 8, MARGIN, 0)
        for page in pages:
            self.tabs.button(page.title).setToolTip(page.hint)
        self.stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.stack, 1)
        self.tabs.setVisible(len(pages) > 1)  # in the layout: alone it would be a window
        self.tabs.chosen.connect(self.show_page)
        self.show_page(pages[0].title)

    @property
    def current(self) -> Page:
        """The page that is shown."""
        return self._pages[self.tabs.current]

    def widget(self, title: str) -> QWidget:
        """Return what a page shows, and build it first if nobody has asked for it yet."""
        if title not in self._built:
            page = self._built[title] = self._pages[title].build()
            leave_keys(page)
            self.stack.addWidget(page)
        return self._built[title]

    @pyqtSlot(str)
    def show_page(self, title: str) -> None:
        """Show the page of a title."""
        self.tabs.set_chosen(title)
        self.stack.setCurrentWidget(self.widget(title))
        self.page_changed.emit(title)
