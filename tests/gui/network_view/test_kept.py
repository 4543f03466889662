"""What is kept as an image looks as if it were drawn."""

import pytest
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QImage, QPainter

from gui.network_view.kept import MOST, Kept
from gui.theme import Theme

BOX = QRectF(3.4, 5.6, 74.2, 20.9)


class Words:
    """Draws words, and counts how often."""

    def __init__(self, theme: Theme) -> None:
        self.font, self.drawn = theme.font(12), 0

    def draw(self, painter: QPainter) -> None:
        self.drawn += 1
        painter.setFont(self.font)
        painter.setPen(QColor("white"))
        painter.drawText(QPointF(8, 20), "784 inputs")


def canvas(theme: Theme, scale: float) -> QImage:
    image = QImage(round(80 * scale), round(40 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(theme.color("canvas"))
    return image


def by(image: QImage, work: object) -> QImage:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    work(painter)
    painter.end()
    return image


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_kept_drawing_looks_like_the_drawing(theme: Theme, scale: float) -> None:
    kept, words = Kept(theme), Words(theme)
    drawn = by(canvas(theme, scale), words.draw)
    for _ in range(2):
        copied = by(canvas(theme, scale), lambda painter: kept.draw(painter, BOX, "a", words.draw))
        for x in range(copied.width()):
            for y in range(copied.height()):
                before, after = QColor(drawn.pixel(x, y)), QColor(copied.pixel(x, y))
                assert abs(before.lightness() - after.lightness()) <= 3  # of 255, by rounding


def test_it_is_drawn_again_only_when_it_shows_something_else(theme: Theme) -> None:
    kept, words = Kept(theme), Words(theme)
    image = canvas(theme, 1.0)
    for shows in ("a", "a", "b", "a", "b"):
        by(image, lambda painter, shows=shows: kept.draw(painter, BOX, shows, words.draw))
    assert words.drawn == 2
    by(canvas(theme, 2.0), lambda painter: kept.draw(painter, BOX, "a", words.draw))
    assert words.drawn == 3


def test_only_the_newest_are_kept(theme: Theme) -> None:
    kept, words = Kept(theme), Words(theme)
    for shows in (*range(MOST + 1), 0):
        by(
            canvas(theme, 1.0),
            lambda painter, shows=shows: kept.draw(painter, BOX, shows, words.draw),
        )
    assert words.drawn == MOST + 2
