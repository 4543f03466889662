"""What wheels and touch pads mean: a wheel zooms, two fingers pan, a pinch zooms."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QInputDevice, QNativeGestureEvent, QWheelEvent

ZOOM_OF_WHEEL = 1.0015  # per eighth of a degree; a notch, 120 of them, magnifies by a fifth
PIXELS_OF_WHEEL = 0.4  # per eighth of a degree, where a touch pad gives no pixels: 48 a notch
LEAST_PINCH = 0.1  # of the size before, so that no gesture turns the picture inside out


def pan_of(event: QWheelEvent) -> QPointF | None:
    """Return by how many pixels a turn of the wheel moves the picture, None where it zooms.

    Two fingers on a touch pad pan; with Ctrl they zoom, as a mouse's wheel always does. Pixels
    alone don't tell them apart: on X11 a mouse may have them too.
    """
    if not _from_touch_pad(event) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    if not event.pixelDelta().isNull():
        return QPointF(event.pixelDelta())
    return QPointF(event.angleDelta()) * PIXELS_OF_WHEEL


def zoom_of(event: QWheelEvent) -> float:
    """Return the factor by which a turn of the wheel magnifies."""
    return float(ZOOM_OF_WHEEL ** event.angleDelta().y())


def pinch_of(event: QEvent | None) -> float | None:
    """Return the factor by which a pinch magnifies, None for any other event."""
    if not isinstance(event, QNativeGestureEvent):
        return None
    if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
        return None
    return max(1.0 + event.value(), LEAST_PINCH)


def _from_touch_pad(event: QWheelEvent) -> bool:
    device = event.device()
    touch_pad = device is not None and device.type() == QInputDevice.DeviceType.TouchPad
    return touch_pad or event.phase() != Qt.ScrollPhase.NoScrollPhase
