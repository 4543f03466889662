import pytest

from gui.average.average_panel import AveragePanel
from gui.average.average_view import AverageView
from gui.average.wish_stream import WishStream
from gui.theme import Mode, Theme


@pytest.fixture
def panel(qtbot):
    panel = AveragePanel(Theme(Mode.DARK))
    qtbot.addWidget(panel)
    AverageView(panel, WishStream())
    return panel


def test_before_the_first_example_it_is_said_that_none_was_asked_and_what_asks_more(panel):
    assert panel.count.text() == "No example yet"
    assert "No example has been asked yet" in panel.arithmetic.text()
    assert "play button" in panel.arithmetic.text()
    assert panel.walk.isHidden()


def test_before_the_first_example_no_scale_says_that_all_are_zero(panel, colors_of):
    assert colors_of(panel.scale) == 1
    panel.scale.set_scale(0.0, 0.0)
    assert colors_of(panel.scale) > 1


@pytest.fixture
def colors_of():
    def colors(widget):
        """Return how many colours a widget is drawn in."""
        image = widget.grab().toImage()
        return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})

    return colors
