from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from gui.network_view.network_view import HELP, NetworkView
from gui.network_view.scene import Arrows, ConnectionId, NeuronId, Pulse, Scene
from gui.theme import Mode, Theme
from gui.widgets.numbers import fixed


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, scene: Scene) -> NetworkView:
    view = NetworkView(theme)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_scene(scene)
    view.show()
    return view


def place(view: NetworkView, layer: int, row: int) -> QPoint:
    column = view.network_layout.columns[layer]
    return QPointF(column.x, column.ys[row]).toPoint()


def test_hovering_a_neuron_tells_which_and_leaving_it_tells_none(view: NetworkView) -> None:
    spy = QSignalSpy(view.neuron_hovered)
    QTest.mouseMove(view, place(view, 1, 2))
    QTest.mouseMove(view, QPoint(2, 2))
    assert [list(args) for args in spy] == [[NeuronId(1, 2)], [None]]


def test_pointing_at_the_legend_says_what_its_numbers_are(view: NetworkView) -> None:
    QTest.mouseMove(view, QPoint(300, view.height() - 24))
    assert view.card.card is not None
    assert "full light" in view.card.card.title
    QTest.mouseMove(view, QPoint(2, 2))
    assert view.card.card is None


def test_hovering_a_connection_tells_which(view: NetworkView, scene: Scene) -> None:
    first = np.zeros((4, 3))
    first[0, 0] = 2.0
    view.set_scene(replace(scene, connections=(first, np.zeros((2, 4)))))
    spy = QSignalSpy(view.connection_hovered)
    QTest.mouseMove(view, (place(view, 0, 0) + place(view, 1, 0)) / 2)
    assert [list(args) for args in spy] == [[ConnectionId(1, 0, 0)]]


def test_clicking_a_neuron_tells_which_at_any_zoom(view: NetworkView) -> None:
    spy = QSignalSpy(view.neuron_clicked)
    view.zoom_by(4.0, QPointF(place(view, 2, 1)))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, 2, 1))
    assert [list(args) for args in spy] == [[NeuronId(2, 1)]]


def test_dragging_moves_the_network_and_clicks_nothing(view: NetworkView) -> None:
    spy, before = QSignalSpy(view.neuron_clicked), place(view, 1, 0)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=before)
    QTest.mouseMove(view, before + QPoint(30, 20))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=before + QPoint(30, 20))
    assert place(view, 1, 0) == before + QPoint(30, 20)
    assert len(spy) == 0


def test_a_double_click_beside_the_neurons_fits_the_network(view: NetworkView) -> None:
    before = place(view, 1, 0)
    view.zoom_by(3.0)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert view.zoom == 1
    assert place(view, 1, 0) == before


def test_keys_walk_from_neuron_to_neuron_and_enter_picks_one(view: NetworkView) -> None:
    spy = QSignalSpy(view.neuron_clicked)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    assert view.target == NeuronId(1, 2)  # output 0 stands beside neuron 1; down from there
    assert [list(args) for args in spy] == [[NeuronId(1, 2)]]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.target is None


def test_the_neuron_in_focus_is_described_for_screen_readers(view: NetworkView) -> None:
    QTest.mouseMove(view, place(view, 1, 2))
    value = fixed(float(view.scene.values[1][2]))
    words = f"layer 1 · neuron 2, activation {value}"
    assert (view.accessibleDescription(), view.card.text()) == (words, words)
    QTest.mouseMove(view, QPoint(2, 2))
    assert view.accessibleDescription() == HELP
    assert view.card.isHidden()


def test_a_neuron_that_is_gone_is_no_longer_pointed_at(
    view: NetworkView, make_scene: Callable[..., Scene]
) -> None:
    QTest.mouseMove(view, place(view, 1, 3))
    spy = QSignalSpy(view.neuron_hovered)
    view.set_scene(make_scene(3, 2, 2))
    assert [list(args) for args in spy] == [[None]]


def test_lighting_an_input_dims_the_connections_of_the_others(view: NetworkView) -> None:
    before = view.grab().toImage()
    view.set_lit_input(1)
    assert view.grab().toImage() != before
    view.set_lit_input(None)
    assert view.grab().toImage() == before


def test_an_input_that_is_not_drawn_lights_nothing(view: NetworkView) -> None:
    before = view.grab().toImage()
    view.set_lit_input(783)
    assert view.grab().toImage() == before


def test_the_stretched_picture_is_sharpened_by_settling(view: NetworkView) -> None:
    view.zoom_by(1.5)
    stretched = view.grab().toImage()
    view.settle()
    sharp = view.grab().toImage()
    assert sharp != stretched
    view.settle()
    assert view.grab().toImage() == sharp


def test_the_view_and_its_picture_are_the_same(view: NetworkView) -> None:
    view.settle()
    assert view.picture(600, 400, 1.0).convertToFormat(
        QImage.Format.Format_RGB32
    ) == view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_a_picture_has_the_size_and_scale_asked_for(view: NetworkView) -> None:
    picture = view.picture(480, 300, 2.0)
    assert (picture.width(), picture.height()) == (960, 600)
    assert picture.devicePixelRatio() == 2


def test_another_theme_repaints_at_once(view: NetworkView, theme: Theme) -> None:
    theme.set_mode(Mode.LIGHT)
    assert QColor(view.grab().toImage().pixel(1, 1)) == QColor("#ffffff")
    theme.set_mode(Mode.DARK)


@pytest.mark.parametrize("size", [(200, 150), (200, 900), (1900, 160)])
def test_any_size_and_any_network_is_drawn(
    view: NetworkView, make_scene: Callable[..., Scene], size: tuple[int, int]
) -> None:
    view.resize(*size)
    for scene in (
        make_scene(1, 1),
        make_scene(16, 10, sizes=(784, 10)),
        make_scene(2, 1, 1, 64, 3),
    ):
        view.set_scene(scene)
        assert not view.grab().isNull()


def test_broken_values_are_drawn_without_an_error(view: NetworkView, scene: Scene) -> None:
    broken = replace(
        scene,
        brightness=(None, np.full(4, np.nan), np.full(2, np.inf)),
        values=(None, np.full(4, np.nan), np.full(2, np.inf)),
        connections=(np.full((4, 3), np.nan), np.full((2, 4), np.inf)),
        connection_scales=(0.0, float("nan")),
        arrows=(Arrows(2, np.full(2, np.nan), 0.0, True), Arrows(1, np.ones(4), 0.0, False)),
        focus=NeuronId(1, 99),
        label=77,
        pulse=Pulse(1, False, 0.5),
    )
    view.set_scene(broken)
    QTest.mouseMove(view, place(view, 2, 1))
    assert not view.grab().isNull()


def test_a_view_without_a_scene_is_empty(qtbot: QtBot, theme: Theme) -> None:
    view = NetworkView(theme)
    qtbot.addWidget(view)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.mouseMove(view, QPoint(5, 5))
    assert QColor(view.grab().toImage().pixel(5, 5)) == theme.color("canvas")


def test_a_double_click_on_a_neuron_zooms_on_it(view: NetworkView) -> None:
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place(view, 1, 2))
    assert view.zoom > 3
    assert place(view, 1, 2) == QPoint(300, 200)


def test_the_fit_button_is_there_while_the_network_is_zoomed_or_moved(view: NetworkView) -> None:
    assert not view.fit_button.isVisible()
    view.zoom_in()
    assert view.fit_button.isVisible()
    assert view.rect().contains(view.fit_button.geometry())
    view.fit_button.click()
    assert view.zoom == 1
    assert not view.fit_button.isVisible()


def test_zooming_out_undoes_zooming_in(view: NetworkView) -> None:
    before = place(view, 1, 2)
    view.zoom_in()
    assert place(view, 1, 2) != before
    view.zoom_out()
    assert place(view, 1, 2) == before
