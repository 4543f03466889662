"""What Qt needs before it may be started: itself, libraries of the system, and a display.

Qt aborts the process where one of them is missing. Here that is found out first, without Qt, and
told in one line. Only Linux and its like need it: other systems bring all of it.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import re
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from core.errors import NudgesError

COMMON_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
XCB_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
PLATFORM_LIBRARIES = {"xcb": XCB_LIBRARIES, "wayland": WAYLAND_LIBRARIES}
ALL_LIBRARIES = {**COMMON_LIBRARIES, **XCB_LIBRARIES, **WAYLAND_LIBRARIES}

VERBS = "train, explain, check and render work without one (main.py --help)"
QT_MODULES = ("PyQt6.QtCore", "PyQt6.QtGui", "PyQt6.QtWidgets")
LIBRARY_NAME = re.compile(r"lib[\w.+-]+\.so(?:\.\d+)*")


class DisplayError(NudgesError):
    """Qt can't be started here."""


def require_qt(load: Callable[[str], object] = importlib.import_module) -> None:
    """Raise DisplayError unless PyQt6 can be imported, with the libraries that it needs."""
    try:
        for module in QT_MODULES:
            load(module)
    except ModuleNotFoundError as error:
        raise DisplayError(
            f"{error.name} is not installed for this Python ({sys.executable}): "
            "`make run` installs all that is needed into .venv and starts Nudges"
        ) from error
    except ImportError as error:
        raise DisplayError(_import_failure(str(error))) from error


def require_display() -> None:
    """Raise DisplayError unless a window can be shown; choose the display that answers.

    Where a Wayland and an X display are named and only one of them answers, QT_QPA_PLATFORM is
    set to it.
    """
    if sys.platform in ("win32", "darwin", "cygwin"):
        return
    platform = usable_platform(os.environ)
    if platform:
        os.environ.setdefault("QT_QPA_PLATFORM", platform)


def usable_platform(environment: Mapping[str, str]) -> str:
    """Return the name of a platform of Qt that can show the window.

    Raises
    ------
    DisplayError
        If there is none; the message tells why and what to do.
    """
    names = wanted_platforms(environment)
    if not names:
        raise DisplayError(
            f"there is no display (DISPLAY and WAYLAND_DISPLAY are empty) for the window; {VERBS}"
        )
    problems = []
    for name in names:
        problem = problem_with(name, environment)
        if problem is None:
            return name
        problems.append(problem)
    raise DisplayError(problems[0])


def wanted_platforms(environment: Mapping[str, str]) -> list[str]:
    """Return the names of Qt's platforms that the environment asks for, the first one first."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return [part.split(":")[0] for part in chosen.split(";")]
    names = []
    if environment.get("WAYLAND_DISPLAY"):
        names.append("wayland")
    if environment.get("DISPLAY"):
        names.append("xcb")
    return names


def problem_with(platform: str, environment: Mapping[str, str]) -> str | None:
    """Return why a platform can't show the window, or None; platforms not known here may."""
    if platform not in PLATFORM_LIBRARIES:
        return None
    missing = missing_libraries({**COMMON_LIBRARIES, **PLATFORM_LIBRARIES[platform]})
    if missing:
        return _install(missing)
    if platform == "xcb":
        return _problem_with_x(environment.get("DISPLAY", ""))
    return _problem_with_wayland(environment)


def missing_libraries(names: Iterable[str]) -> list[str]:
    """Return those of the shared libraries that can't be loaded."""
    return [name for name in names if not _loads(name)]


def x_answers(display: str) -> bool:
    """Return whether there is an X server at a display such as ":0" that lets us in."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def wayland_answers(path: Path) -> bool:
    """Return whether a Wayland compositor listens at a socket."""
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as probe:
        try:
            probe.connect(os.fspath(path))
        except OSError:
            return False
    return True


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _problem_with_x(display: str) -> str | None:
    if not display:
        return f"there is no display (DISPLAY is empty) for the window; {VERBS}"
    if x_answers(display):
        return None
    return f"the display {display!r} (DISPLAY) can't be reached; correct it, or use a verb: {VERBS}"


def _problem_with_wayland(environment: Mapping[str, str]) -> str | None:
    name = environment.get("WAYLAND_DISPLAY") or "wayland-0"
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), name)
    if wayland_answers(path):
        return None
    return (
        f"the display {name!r} (WAYLAND_DISPLAY) can't be reached; "
        f"correct it, or use a verb: {VERBS}"
    )


def _import_failure(message: str) -> str:
    """Return the line for a PyQt6 that is installed and still can't be imported."""
    named = LIBRARY_NAME.findall(message)
    if not named:
        return f"PyQt6 can't be imported ({message}): `make clean run` installs it anew"
    missing = missing_libraries(COMMON_LIBRARIES)
    return _install(dict.fromkeys([*named, *missing]))


def _install(missing: Iterable[str]) -> str:
    """Return the line that names the missing libraries and Debian's packages of them."""
    names = list(missing)
    packages = sorted({ALL_LIBRARIES[name] for name in names if name in ALL_LIBRARIES})
    unknown = [name for name in names if name not in ALL_LIBRARIES]
    line = f"Qt needs libraries that this system lacks ({', '.join(names)})"
    if packages:
        line += f"; on Debian and Ubuntu: sudo apt-get install {' '.join(packages)}"
    if unknown:
        line += f"; install the packages that hold {', '.join(unknown)}"
    return line
