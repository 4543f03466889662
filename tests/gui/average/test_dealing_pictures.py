from math import atan2, degrees, hypot

import pytest

from core.average.comparing import Comparison
from gui.average.angle_dial import AngleDial
from gui.average.cosine_plot import CosinePlot
from gui.average.cosine_strip import HEIGHT, MIDDLE, CosineStrip
from gui.average.dealing_panel import DealingPanel
from gui.average.deck_picture import MOST, DeckPicture
from gui.theme import Mode, Theme


@pytest.fixture
def theme(qapp):
    return Theme(Mode.DARK)


@pytest.mark.parametrize("angle", [0.0, 12.0, 90.0, 135.0, 180.0])
@pytest.mark.parametrize("ratio", [0.2, 1.0, 6.0])
def test_the_arrows_have_their_true_angle_and_the_true_ratio_of_lengths(theme, qtbot, angle, ratio):
    dial = AngleDial(theme)
    qtbot.addWidget(dial)
    dial.set_angle(angle, ratio)

    origin, full, own = dial.tips()

    flat, turned = full - origin, own - origin
    assert abs(degrees(atan2(-turned.y(), turned.x()))) == pytest.approx(angle, abs=1e-6)
    assert turned.y() < 1e-9
    assert flat.y() == 0
    assert hypot(turned.x(), turned.y()) / flat.x() == pytest.approx(ratio)
    for point in (origin, full, own):
        assert 0 <= point.x() <= dial.width()
        assert 0 <= point.y() <= dial.height()
    assert not dial.grab().isNull()


@pytest.mark.parametrize("angle", [0.0, 12.0, 73.2, 90.0, 120.0, 180.0])
@pytest.mark.parametrize("ratio", [0.001, 0.02, 0.5, 1.0, 37.2, 5000.0])
def test_both_arrows_are_seen_and_each_is_named_at_its_own_tip(theme, qtbot, angle, ratio):
    dial = AngleDial(theme)
    qtbot.addWidget(dial)
    dial.set_angle(angle, ratio)

    origin, full, own = dial.tips()
    below, above, note = dial.name_places()

    lengths = [hypot(tip.x() - origin.x(), tip.y() - origin.y()) for tip in (full, own)]
    assert min(lengths) >= 10
    assert dial.to_scale == (0.5 <= ratio <= 1.0)
    assert lengths[1] / lengths[0] == pytest.approx(ratio) or not dial.to_scale
    assert below.left() <= full.x() <= below.right()
    assert above.left() <= own.x() <= above.right()
    assert full.y() < below.top() < full.y() + 12
    assert own.y() - 12 < above.bottom() < own.y()
    for place in (below, above, note):
        assert 0 <= place.left() < place.right() <= dial.width()
        assert 0 <= place.top() < place.bottom() <= dial.height()
    assert not any(map(below.intersects, (above, note)))


def test_where_there_is_no_angle_the_panel_says_why(theme, qtbot):
    panel = DealingPanel(theme)
    qtbot.addWidget(panel)

    panel.show_comparison(Comparison(10, None, 0.0, 0.5, None, 3))

    assert "exactly 0" in panel.arithmetic.text()
    assert "exactly 0" in panel.dial.words
    assert panel.figures["angle"].text() == "–"


def test_the_arithmetic_of_a_cosine_holds_its_numbers(theme, qtbot):
    panel = DealingPanel(theme)
    qtbot.addWidget(panel)

    panel.show_comparison(Comparison(10, 0.5, 2.0, 4.0, 0.75, 1234))

    assert "4.00 / (2.00 × 4.00) = <b>0.5000</b>" in panel.arithmetic.text()
    texts = [label.text() for label in panel.figures.values()]
    assert texts == ["60.0°", "0.500", "0.50 ×", "75\u202f%"]


@pytest.mark.parametrize(("done", "total"), [(0, 1), (3, 8), (317, 600), (5999, 6000)])
def test_the_deck_marks_the_cell_of_the_next_mini_batch(theme, qtbot, done, total):
    deck = DeckPicture(theme)
    qtbot.addWidget(deck)
    deck.resize(560, 44)

    deck.set_place(done, total)

    assert deck.cells <= MOST
    assert deck.cells * deck.in_a_cell >= total
    rect = deck.cell_rectangle(deck.current)
    color = deck.grab().toImage().pixelColor(rect.center().toPoint())
    assert color == theme.color("highlight")


def test_a_cosine_below_zero_makes_the_scale_reach_to_minus_one(theme, qtbot):
    plot = CosinePlot(theme)
    qtbot.addWidget(plot)
    plot.resize(400, 140)

    plot.set_points([(0.0, 0.9), (0.5, 0.2)])
    assert plot.lowest == 0
    plot.set_points([(0.0, 0.9), (1.5, -0.2)])

    assert plot.lowest == -1
    assert plot.span == (0, 2)
    assert plot.place_of(0, -1).y() == pytest.approx(plot.plot_rectangle().bottom())
    assert plot.place_of(2, 1).x() == pytest.approx(plot.plot_rectangle().right())


def test_a_strip_draws_each_cosine_where_it_is(theme, qtbot):
    strip = CosineStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(432, HEIGHT)
    at = round(strip.x_of(0.5)) + 3, round(MIDDLE)
    before = strip.grab().toImage().pixelColor(*at)

    strip.set_cosines([0.5], 0.5)

    assert strip.x_of(0) == 216
    assert strip.grab().toImage().pixelColor(*at) != before


def test_the_medians_of_the_start_and_of_now_are_named_beside_each_other(theme, qtbot):
    strip = CosineStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(320, HEIGHT)

    strip.set_cosines([0.97], 0.97, [0.998], 0.998)

    (first, left), (now, right) = strip.label_places()
    assert (first.label, now.label) == ("at the start 0.998", "now 0.970")
    assert not left.intersects(right)
    assert all(box.left() >= 0 and box.right() <= 320 for box in (left, right))
