"""The table of perspectives: the sides from which the network can be looked at.

It feeds the bar at the top, the menu, the shortcuts and the verb `render`. How each is built
stands in `gui/program/perspectives.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.explain.signals import Quantity


@dataclass(frozen=True)
class Perspective:
    """One side of the network.

    Attributes
    ----------
    name : as the command line writes it
    title : as the bar writes it
    text : as the menu writes it, with its letter
    lines : what the connections show until something else is chosen
    """

    name: str
    title: str
    text: str
    lines: Quantity = Quantity.WEIGHTS

    @property
    def action(self) -> str:
        """The name of the action that shows it."""
        return "perspective_" + self.name.replace("-", "_")


FORWARD, ONE_EXAMPLE, DESCEND = "forward", "one-example", "descend"
GRADIENT, AVERAGE = "gradient", "average"
DATA = "data"
PERSPECTIVES = (
    Perspective(FORWARD, "Forward", "&Forward", Quantity.SIGNALS),
    Perspective(ONE_EXAMPLE, "One example", "&One example"),
    Perspective(GRADIENT, "Gradient", "&Gradient", Quantity.NUDGES),
    Perspective(AVERAGE, "Average", "&Average"),
    Perspective(DESCEND, "Descend", "&Descend"),
    Perspective(DATA, "Data", "D&ata"),
)
NAMES = tuple(each.name for each in PERSPECTIVES)
TITLES = tuple(each.title for each in PERSPECTIVES)


def named(name: str) -> Perspective:
    """Return the perspective of a name."""
    return next(each for each in PERSPECTIVES if each.name == name)


def titled(title: str) -> Perspective:
    """Return the perspective of a title."""
    return next(each for each in PERSPECTIVES if each.title == title)
