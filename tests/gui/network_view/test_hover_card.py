import pytest
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.network_view.hover_card import HoverCard, card_box, title_lines
from gui.network_view.inspection import Inspection
from gui.theme import Theme

NEURON = Inspection(
    "layer 2 · neuron 15",
    (
        ("activation", "not computed yet"),
        ("weighted input", "not computed yet"),
        ("bias", "−1.2345"),
        ("bias nudge", "+1.23×10⁻⁷"),
    ),
)
CONNECTION = Inspection(
    "layer 1 · neuron 15  →  layer 2 · neuron 15",
    (
        ("weight", "not a number"),
        ("activation before", "not computed yet"),
        ("signal", "+0.1234"),
        ("nudge", "−1.23×10⁻⁷"),
    ),
)


@pytest.mark.parametrize("card", [NEURON, CONNECTION])
@pytest.mark.parametrize("size", [(200, 150), (200, 900), (320, 200), (1900, 160), (760, 600)])
def test_a_card_stays_within_the_view_at_every_place(
    theme: Theme, card: Inspection, size: tuple[int, int]
) -> None:
    width, height = size
    bounds = QRectF(0, 0, width, height)
    for x in (0, 0.3, width / 2, width - 20, width):
        for y in (0, 0.7, height / 2, height - 20, height):
            box = card_box(theme, card, QPointF(x, y), bounds)
            assert bounds.adjusted(4, 4, -4, -4).contains(box)
            assert box == QRectF(box.toRect())


@pytest.mark.parametrize("card", [NEURON, CONNECTION])
def test_a_card_never_lies_under_the_pointer_where_there_is_room(
    theme: Theme, card: Inspection
) -> None:
    bounds = QRectF(0, 0, 700, 400)
    for x in range(0, 700, 50):
        for y in range(0, 400, 50):
            assert not card_box(theme, card, QPointF(x, y), bounds).contains(QPointF(x, y))


def test_a_connections_name_takes_two_lines_where_one_is_too_short(theme: Theme) -> None:
    assert title_lines(theme, CONNECTION, 600) == [CONNECTION.title]
    assert title_lines(theme, CONNECTION, 150) == ["layer 1 · neuron 15", "→ layer 2 · neuron 15"]


def test_the_card_is_a_text_that_readers_can_read_and_the_pointer_goes_through(
    qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    card = HoverCard(theme, window)
    card.show_card(NEURON, QPointF(5, 5), QRectF(0, 0, 640, 480))
    assert card.text() == card.accessibleName() == NEURON.aloud
    assert card.text().startswith("layer 2 · neuron 15, activation not computed yet, weighted")
    assert card.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not card.isHidden()
    assert not card.grab().toImage().convertToFormat(QImage.Format.Format_RGB32).isNull()
    card.show_card(None, QPointF(5, 5), QRectF(0, 0, 640, 480))
    assert (card.text(), card.isHidden()) == ("", True)
