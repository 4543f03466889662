"""How much of the window each panel takes: as much as suits its size, or what the user gave it."""

from __future__ import annotations

from dataclasses import dataclass

LEFT, RIGHT, TRAINING = 292, 364, 232  # pixels in a window of 1440 x 900
WIDTH, HEIGHT = 1440, 900
WIDEST_LEFT, WIDEST_RIGHT, HIGHEST_TRAINING = 400, 600, 360
LEFT_GROWTH, RIGHT_GROWTH, TRAINING_GROWTH = 0.1, 0.2, 0.2  # of what a window has beyond that
WIDE_SHARE, WIDEST_WIDE = 0.42, 1000  # the right panel where its page needs much room
COLUMN_SHARE, TRAINING_SHARE = 0.27, 0.32  # at most so much of a small window
LEAST_CENTRE = 200
LOW, TRAINING_UNCUT = 560, 228  # a window that is not low shows training without scrolling


@dataclass(frozen=True)
class PanelShares:
    """What the user gave the panels, as shares of the window; None is what suits its size.

    left, right : of the width
    training : of the height
    wide : of the width, for the right panel where its page needs much room
    """

    left: float | None = None
    right: float | None = None
    training: float | None = None
    wide: float | None = None

    def columns(self, width: int, wide: bool = False) -> list[int]:
        """Return the widths of the three columns, in pixels; ``wide``: the right needs room."""
        left = fitting(width, WIDTH, LEFT, LEFT_GROWTH, WIDEST_LEFT, COLUMN_SHARE)
        left = left if self.left is None else round(self.left * width)
        right = self._wide(width) if wide else self._right(width)
        return [left, max(width - left - right, LEAST_CENTRE), right]

    def _right(self, width: int) -> int:
        right = fitting(width, WIDTH, RIGHT, RIGHT_GROWTH, WIDEST_RIGHT, COLUMN_SHARE)
        return right if self.right is None else round(self.right * width)

    def _wide(self, width: int) -> int:
        share = WIDE_SHARE if self.wide is None else self.wide
        return min(round(share * width), WIDEST_WIDE)

    def rows(self, height: int) -> list[int]:
        """Return the heights of what is above training, and of training, in pixels."""
        fit = fitting(height, HEIGHT, TRAINING, TRAINING_GROWTH, HIGHEST_TRAINING, TRAINING_SHARE)
        fit = max(fit, TRAINING_UNCUT) if height >= LOW else fit
        training = fit if self.training is None else round(self.training * height)
        return [height - training, training]


def fitting(size: int, usual: int, panel: int, growth: float, most: int, share: float) -> int:
    """Return a panel's size in a window of some size: ``panel`` where that is the usual one.

    A larger window gives it a part of what it has more, up to ``most``; in a small one it takes no
    more than its share.
    """
    grown = panel + growth * max(size - usual, 0)
    return round(min(grown, most, share * size))
