import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PyQt6.QtTest import QSignalSpy, QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.network_view.movements import pan_of, pinch_of, zoom_of
from gui.network_view.network_view import NetworkView
from gui.network_view.scene import NeuronId, Scene
from gui.theme import Theme

PHASED, PLAIN = Qt.ScrollPhase.ScrollUpdate, Qt.ScrollPhase.NoScrollPhase
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, scene: Scene) -> NetworkView:
    view = NetworkView(theme)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_scene(scene)
    view.show()
    return view


def wheel(
    pixels: tuple[int, int] = (0, 0),
    angle: tuple[int, int] = (0, 0),
    phase: Qt.ScrollPhase = PLAIN,
    modifiers: Qt.KeyboardModifier = NONE,
    at: QPointF | None = None,
) -> QWheelEvent:
    place = at or QPointF(10, 10)
    return QWheelEvent(
        place, place, QPoint(*pixels), QPoint(*angle), Qt.MouseButton.NoButton, modifiers, phase,
        False,
    )  # fmt: skip


def pinch(value: float, at: QPointF, kind: str = "ZoomNativeGesture") -> QNativeGestureEvent:
    device = QPointingDevice.primaryPointingDevice()
    return QNativeGestureEvent(Qt.NativeGestureType[kind], device, 2, at, at, at, value, QPointF())


def place(view: NetworkView, layer: int, row: int) -> QPointF:
    column = view.network_layout.columns[layer]
    return QPointF(column.x, column.ys[row])


def test_a_mouses_wheel_zooms_even_where_it_has_pixels(qapp: QApplication) -> None:
    assert pan_of(wheel(pixels=(0, 120), angle=(0, 120))) is None
    assert zoom_of(wheel(angle=(0, 120))) == pytest.approx(1.197, abs=1e-3)
    assert zoom_of(wheel(angle=(0, 120))) * zoom_of(wheel(angle=(0, -120))) == pytest.approx(1)


def test_two_fingers_pan_by_pixels_or_by_what_they_turn(qapp: QApplication) -> None:
    assert pan_of(wheel(pixels=(-7, 12), angle=(-14, 24), phase=PHASED)) == QPointF(-7, 12)
    assert pan_of(wheel(angle=(0, 120), phase=PHASED)) == QPointF(0, 48)
    assert pan_of(wheel(pixels=(0, 12), angle=(0, 24), phase=PHASED, modifiers=CTRL)) is None


def test_a_pinch_magnifies_and_other_gestures_do_not(qapp: QApplication) -> None:
    assert pinch_of(pinch(0.25, QPointF())) == 1.25
    assert pinch_of(pinch(-3.0, QPointF())) > 0
    assert pinch_of(pinch(0.25, QPointF(), "RotateNativeGesture")) is None
    assert pinch_of(wheel()) is None


def test_the_device_alone_tells_a_touch_pad(qapp: QApplication) -> None:
    pad = QPointingDevice(
        "pad", 77, QInputDevice.DeviceType.TouchPad, QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.PixelScroll, 2, 3,
    )  # fmt: skip
    event = QWheelEvent(
        QPointF(), QPointF(), QPoint(3, 4), QPoint(6, 8), Qt.MouseButton.NoButton, NONE, PLAIN,
        False, Qt.MouseEventSource.MouseEventNotSynthesized, pad,
    )  # fmt: skip
    assert pan_of(event) == QPointF(3, 4)


def test_the_wheel_zooms_about_the_pointer_and_keeps_pointing_there(view: NetworkView) -> None:
    at = place(view, 0, 1)
    QTest.mouseMove(view, at.toPoint())
    for angle in (120, 120, -120, 360):
        QApplication.sendEvent(view, wheel(angle=(0, angle), at=at))
        assert (place(view, 0, 1) - at).manhattanLength() < 1e-6
        assert view.target == NeuronId(0, 1)
        assert not view.card.isHidden()
    assert view.zoom > 1.5


def test_a_pinch_zooms_about_its_middle(view: NetworkView) -> None:
    at = place(view, 2, 1)
    for value in (0.2, 0.3):
        QApplication.sendEvent(view, pinch(value, at))
    assert view.zoom == pytest.approx(1.2 * 1.3)
    assert (place(view, 2, 1) - at).manhattanLength() < 1e-6


def test_two_fingers_move_the_network_with_them(view: NetworkView) -> None:
    before = place(view, 1, 1)
    QApplication.sendEvent(view, wheel(pixels=(-20, 15), angle=(-40, 30), phase=PHASED))
    assert place(view, 1, 1) == before + QPointF(-20, 15)
    assert view.zoom == 1


def test_zooming_stretches_the_old_picture_and_rest_sharpens_it(
    view: NetworkView, qtbot: QtBot
) -> None:
    view.settle()
    view.card.hide()
    with qtbot.waitSignal(view._edges.sharpened):
        QApplication.sendEvent(view, wheel(angle=(0, 240), at=QPointF(590, 5)))
        stretched = view.grab().toImage()
    sharp = view.grab().toImage()
    assert sharp != stretched
    view.settle()
    assert view.grab().toImage() == sharp


def test_a_double_click_zooms_and_what_it_clicked_first_stays_chosen(view: NetworkView) -> None:
    clicked = QSignalSpy(view.neuron_clicked)
    at = place(view, 1, 0).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert view.zoom > 3
    assert {args[0] for args in clicked} == {NeuronId(1, 0)}


def test_the_hand_is_closed_while_the_network_is_dragged(view: NetworkView) -> None:
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 10))
    QTest.mouseMove(view, QPoint(330, 30))
    assert view.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    assert view.card.isHidden()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(330, 30))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
