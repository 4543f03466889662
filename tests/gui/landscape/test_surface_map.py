import numpy as np
import pytest
from PyQt6.QtCore import QPointF, Qt

from core.landscape.grid import Extent, Grid
from core.landscape.ground import ground_of
from core.landscape.plane import Plane
from core.landscape.relief import CostScale
from core.landscape.sample import Sample
from core.landscape.sketch import Sketch
from core.landscape.survey import Kind, Order, Survey
from core.network.architecture import Architecture
from core.network.network import Network
from gui.landscape.plane_choice import place_in, text_of
from gui.landscape.relief_image import TABLE, relief_pixels
from gui.landscape.surface_map import Live, SurfaceMap
from gui.theme import Mode, Theme


def some_sketch(costs, middle=(1.0, -2.0)):
    network = Network.random(Architecture((4, 3, 2)), np.random.default_rng(0))
    count = network.parameters.vector.size
    u, v = np.eye(count)[:2]
    plane = Plane(network.parameters.vector, u, v, ("first", "second"))
    sample = Sample(np.zeros((1, 4)), np.zeros((1, 2)), "one image")
    grid = Grid(Extent(middle, (3.0, 1.5)), costs)
    order = Order(Kind.GRADIENT, network, 7, sample)
    found = Survey(order, plane, grid, 1.0, 0.5, np.zeros(2))
    return Sketch(found, ground_of(costs, CostScale.of(grid.lowest, grid.highest)))


@pytest.fixture
def bowl():
    axis = np.linspace(-1, 1, 41)
    return some_sketch(0.2 + axis[None] ** 2 + axis[:, None] ** 2)


@pytest.fixture
def shown(qtbot, bowl):
    widget = SurfaceMap(Theme(Mode.DARK))
    qtbot.addWidget(widget)
    widget.resize(400, widget.heightForWidth(400))
    widget.set_sketch(bowl)
    widget.show()
    return widget


def test_the_colours_grow_lighter_with_the_cost():
    assert (np.diff(TABLE @ [0.2126, 0.7152, 0.0722]) > 0).all()


def test_a_point_of_the_picture_and_one_of_the_plane_answer_each_other(shown):
    for place in ((1.0, -2.0), (3.5, -0.75), (-2.0, -3.5)):
        assert shown.to_plane(shown.to_pixels(*place)) == pytest.approx(place)


def test_up_in_the_picture_is_up_in_the_plane(shown):
    assert shown.to_pixels(1.0, -1.0).y() < shown.to_pixels(1.0, -3.0).y()


def test_the_first_row_of_a_grid_is_the_lowest_of_the_picture():
    costs = np.repeat(np.linspace(0.5, 1, 11)[:, None], 11, axis=1)
    pixels = relief_pixels(ground_of(costs, CostScale.of(0.5, 1.0), (21, 21))).astype(int)
    assert pixels[-1, 10, :3].sum() < pixels[0, 10, :3].sum()


def test_what_is_not_finite_is_left_clear():
    costs = np.ones((11, 11)) + np.arange(11)
    costs[5, 5] = np.inf
    pixels = relief_pixels(ground_of(costs, CostScale.of(1, 11), (41, 41)))
    assert pixels[20, 20, 3] == 0
    assert pixels[0, 0, 3] == 255


def test_a_click_tells_the_place_of_the_plane(shown, qtbot):
    with qtbot.waitSignal(shown.chosen) as told:
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.to_pixels(2.0, -2.5).toPoint())
    assert told.args == pytest.approx((2.0, -2.5), abs=0.03)


def test_arrow_keys_move_the_cursor_and_enter_chooses(shown, qtbot):
    shown.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    first = shown.cursor_place
    qtbot.keyClick(shown, Qt.Key.Key_Up)
    assert shown.cursor_place == pytest.approx((first[0], first[1] + 3 / 40))
    with qtbot.waitSignal(shown.chosen) as told:
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert tuple(told.args) == shown.cursor_place


def test_the_cursor_stays_on_the_map(shown, qtbot):
    for _ in range(100):
        qtbot.keyClick(shown, Qt.Key.Key_Left)
    assert shown.survey.grid.extent.holds(*shown.cursor_place)


def test_the_lowest_place_is_painted_darkest(shown):
    image = shown.grab().toImage()
    ratio = image.width() / shown.width()

    def lightness(a, b):
        place = shown.to_pixels(a, b) * ratio
        return image.pixelColor(place.toPoint()).lightnessF()

    assert lightness(1.05, -2.05) < lightness(2.9, -1.2) < lightness(3.95, -0.6)


def test_the_run_is_ringed_where_it_has_gone(shown):
    shown.set_live(Live(((0.0, -2.0), (2.0, -2.0))))
    image = shown.grab().toImage()
    ratio = image.width() / shown.width()
    ring = (shown.to_pixels(2.0, -2.0) + QPointF(8, 0)) * ratio
    color = image.pixelColor(ring.toPoint())
    assert color.red() > 180 > 120 > color.blue()


@pytest.mark.parametrize("text", ["2, 5, 11", "3, 9", "1, 0, 783"])
def test_a_written_parameter_is_read_back(text):
    assert text_of(place_in(text)) == text


def test_nothing_written_is_no_parameter():
    assert place_in("  ") is None
