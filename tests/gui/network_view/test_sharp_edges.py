from collections.abc import Callable

import pytest
from PyQt6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from gui.network_view import sharp_edges
from gui.network_view.edge_picture import EdgeRasters
from gui.network_view.layout import Shape, network_layout
from gui.network_view.network_view import NetworkView
from gui.network_view.scene import Scene
from gui.network_view.sharp_edges import RasterRequest
from gui.theme import Theme


@pytest.fixture
def asked() -> list[RasterRequest]:
    return []


@pytest.fixture
def view(
    qtbot: QtBot,
    theme: Theme,
    scene: Scene,
    asked: list[RasterRequest],
    monkeypatch: pytest.MonkeyPatch,
) -> NetworkView:
    view = NetworkView(theme)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_scene(scene)
    view.settle()
    monkeypatch.setattr(sharp_edges, "AT_ONCE", 0)
    monkeypatch.setattr(sharp_edges, "AT_ONCE_AGAIN", 0)
    view.rasters_wanted.connect(asked.append)
    return view


def zoom_and_rest(view: NetworkView, factor: float) -> None:
    view.zoom_by(factor)
    view._sharpen()


def test_a_large_layout_is_asked_for_and_not_prepared_here(
    view: NetworkView, asked: list[RasterRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EdgeRasters, "build", lambda *_: pytest.fail("prepared here"))
    zoom_and_rest(view, 2.0)
    assert [request.layout for request in asked] == [view.network_layout]
    assert not view.grab().isNull()


def test_the_old_picture_is_shown_until_the_new_one_is_there(
    view: NetworkView, asked: list[RasterRequest], make_scene: Callable[..., Scene]
) -> None:
    view.set_scene(make_scene(30, 4, 2))
    old = view.grab().toImage()
    view.set_rasters(asked[0].build())
    new = view.grab().toImage()
    view.settle()
    assert old != new
    assert view.grab().toImage() == new


def test_an_outdated_result_is_dropped_and_the_newest_is_asked_for(
    view: NetworkView, asked: list[RasterRequest]
) -> None:
    zoom_and_rest(view, 2.0)
    zoom_and_rest(view, 1.5)
    zoom_and_rest(view, 1.2)
    assert len(asked) == 1  # one at a time
    before = view.grab().toImage()
    view.set_rasters(asked[0].build())
    assert view.grab().toImage() == before
    assert [request.layout for request in asked[1:]] == [view.network_layout]
    view.set_rasters(asked[1].build())
    assert view.grab().toImage() != before


def test_what_can_not_be_had_leaves_the_old_picture_and_may_be_asked_for_again(
    view: NetworkView, asked: list[RasterRequest]
) -> None:
    zoom_and_rest(view, 2.0)
    view.set_rasters(None)
    assert not view.grab().isNull()
    zoom_and_rest(view, 1.5)
    assert len(asked) == 2


def test_nobody_to_ask_means_to_prepare_it_here(view: NetworkView) -> None:
    view.rasters_wanted.disconnect()
    zoom_and_rest(view, 2.0)
    sharp = view.grab().toImage()
    view.settle()
    assert view.grab().toImage() == sharp


def test_a_result_for_a_network_no_longer_shown_is_dropped(
    view: NetworkView,
    scene: Scene,
    asked: list[RasterRequest],
    make_scene: Callable[..., Scene],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view.set_scene(make_scene(30, 4, 2))
    view.grab()
    monkeypatch.setattr(sharp_edges, "AT_ONCE_AGAIN", 1e9)
    view.set_scene(scene)
    before = view.grab().toImage()
    view.set_rasters(asked[0].build())
    assert view._edges.shows((3, 4, 2))
    assert view.grab().toImage() == before


def test_settling_does_not_wait(view: NetworkView, asked: list[RasterRequest]) -> None:
    zoom_and_rest(view, 2.0)
    spy = QSignalSpy(view._edges.sharpened)
    view.settle()
    assert len(spy) == 1
    view.set_rasters(asked[0].build())  # comes too late and is the same
    assert not view.grab().isNull()


def test_the_default_picture_is_little_work_and_all_inputs_are_much() -> None:
    def work(inputs: int) -> float:
        shape = Shape((784, 16, 16, 10), (inputs, 16, 16, 10))
        return RasterRequest(network_layout(shape, 1600, 1000), 1.0).work

    assert work(16) < sharp_edges.AT_ONCE < work(784)
