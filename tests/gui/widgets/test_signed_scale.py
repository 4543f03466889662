import pytest
from PyQt6.QtGui import QColor

from gui.theme import Mode, Theme
from gui.widgets.signed_scale import NOTHING, SignedScale


@pytest.fixture
def scale(qtbot, qapp):
    scale = SignedScale(Theme(Mode.DARK))
    qtbot.addWidget(scale)
    scale.resize(240, 20)
    return scale


def test_the_ends_bear_the_value_in_full_colour_and_the_tooltip_the_largest(scale):
    scale.set_scale(1.25, 3.5)
    assert scale.ends == ("−1.25", "+1.25")
    assert "largest is 3.50" in scale.toolTip()


def test_the_colours_run_from_negative_over_the_ground_to_positive(scale):
    scale.set_scale(1.25, 1.25)
    image = scale.grab().toImage()
    colors = Theme(Mode.DARK).colors
    row = [image.pixelColor(x, 10) for x in range(240)]
    assert any(near(color, QColor(colors.negative)) for color in row[:120])
    assert any(near(color, QColor(colors.positive)) for color in row[120:])


def near(color, other):
    pairs = zip(color.getRgb(), other.getRgb(), strict=True)
    return all(abs(one - two) < 12 for one, two in pairs)


def test_values_that_are_all_zero_have_no_scale(scale):
    scale.set_scale(0.0, 0.0)
    assert scale.ends == ("", "")
    assert NOTHING in scale.accessibleName()
    scale.grab()
