"""The pages of the perspectives that have several: one table, and how they come into the window.

A new page is a module of this folder with a function that takes the parts, builds and connects
what it needs, and returns its widget; and a line in `TABS`. It is built when it is first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PyQt6.QtWidgets import QWidget

from gui.main_window import scrolling
from gui.perspectives import AVERAGE, DATA, DESCEND
from gui.program.average_page import average_page
from gui.program.dealing_page import dealing_page
from gui.program.digits import digits_page
from gui.program.experiments import amount_page, noise_page, race_page, shuffled_page
from gui.program.parts import Parts
from gui.program.surface import surface_page
from gui.program.valleys import valleys_page
from gui.widgets.tabbed_pages import Page, TabbedPages

SURFACE = "Surface"


@dataclass(frozen=True)
class Tab:
    """A page of a perspective: its title, what it shows in a few words, and who builds it."""

    title: str
    hint: str
    build: Callable[[Parts], QWidget]
    wide: bool = False


def run_page(parts: Parts) -> QWidget:
    """Return the page of the run: what the last mini-batch did."""
    return scrolling(parts.descend)


TABS: dict[str, tuple[Tab, ...]] = {
    AVERAGE: (
        Tab("Average", "What many examples wish, and their mean", average_page, wide=True),
        Tab("Dealing", "An epoch, mini-batch by mini-batch", dealing_page, wide=True),
    ),
    DESCEND: (
        Tab("Run", "What the last mini-batch did", run_page),
        Tab(SURFACE, "The cost around the network of now", surface_page, wide=True),
        Tab("Valleys", "Where other starts end, and what lies between", valleys_page, wide=True),
        Tab("Digits", "Which digits are taken for which, and their images", digits_page),
        Tab("Race", "Mini-batches against all examples, from the same start", race_page, wide=True),
    ),
    DATA: (
        Tab("Amount", "The same steps on ever more examples", amount_page, wide=True),
        Tab("Shuffled labels", "It memorises, it doesn't learn", shuffled_page, wide=True),
        Tab("Noise", "The confident answer to a picture of nothing", noise_page, wide=True),
    ),
}


def tabbed(perspective: str, parts: Parts) -> TabbedPages:
    """Return the panel of a perspective that has pages."""
    pages = TabbedPages([page_of(tab, parts) for tab in TABS[perspective]])
    if perspective == DESCEND:
        parts.results.race_wanted.connect(partial(pages.show_page, SURFACE))
    return pages


def page_of(tab: Tab, parts: Parts) -> Page:
    """Return a tab as a page of these parts."""
    return Page(tab.title, tab.hint, partial(tab.build, parts), tab.wide)
