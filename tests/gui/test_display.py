import contextlib
import ctypes.util
import os
import socket
import sys

import pytest

from core.errors import ExitCode
from gui import display
from gui.display import (
    DisplayError,
    missing_libraries,
    problem_with,
    require_display,
    require_qt,
    usable_platform,
    wanted_platforms,
    wayland_answers,
)


@pytest.fixture
def all_libraries(monkeypatch):
    monkeypatch.setattr(display, "missing_libraries", lambda names: [])


@pytest.fixture
def reachable(monkeypatch, all_libraries):
    """Return the set of displays that answer; a test fills it."""
    displays: set[str] = set()
    monkeypatch.setattr(display, "x_answers", lambda name: name in displays)
    monkeypatch.setattr(display, "wayland_answers", lambda path: path.name in displays)
    return displays


def failing_with(error: ImportError):
    def load(module: str) -> object:
        raise error

    return load


def test_with_qt_installed_nothing_is_said():
    require_qt()


def test_without_pyqt_make_run_is_named():
    with pytest.raises(DisplayError, match=r"PyQt6 is not installed.*`make run`") as refusal:
        require_qt(failing_with(ModuleNotFoundError("No module named 'PyQt6'", name="PyQt6")))

    assert refusal.value.exit_code == ExitCode.FAILED


def test_a_library_that_qt_misses_is_named_with_its_package():
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    with pytest.raises(DisplayError, match=r"libEGL\.so\.1.*apt-get install.*libegl1"):
        require_qt(failing_with(error))


def test_a_library_of_an_unknown_package_is_named_all_the_same():
    with pytest.raises(DisplayError, match=r"packages that hold libfoo-2\.1\.so\.7"):
        require_qt(failing_with(ImportError("libfoo-2.1.so.7: cannot open shared object file")))


def test_a_broken_installation_of_qt_is_told():
    with pytest.raises(DisplayError, match=r"undefined symbol.*make clean run"):
        require_qt(failing_with(ImportError("undefined symbol: _ZN5QFont")))


def test_without_a_display_the_verbs_are_named():
    with pytest.raises(DisplayError, match=r"no display.*train, explain, check and render"):
        usable_platform({})


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=5901", "eglfs", "windows"])
def test_a_platform_without_a_display_server_is_left_to_qt(platform):
    assert usable_platform({"QT_QPA_PLATFORM": platform}) == platform.split(":")[0]


@pytest.mark.parametrize(
    ("environment", "platforms"),
    [
        ({}, []),
        ({"DISPLAY": ":0"}, ["xcb"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["wayland", "xcb"]),
        ({"DISPLAY": "", "WAYLAND_DISPLAY": "wayland-0"}, ["wayland"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ["offscreen"]),
        ({"QT_QPA_PLATFORM": "wayland;xcb:x=1"}, ["wayland", "xcb"]),
    ],
)
def test_the_environment_names_the_platforms(environment, platforms):
    assert wanted_platforms(environment) == platforms


def test_a_display_that_answers_is_used(reachable):
    reachable.add(":0")

    assert usable_platform({"DISPLAY": ":0"}) == "xcb"


def test_a_display_that_does_not_answer_is_named(reachable):
    with pytest.raises(DisplayError, match=r"':9'.*can't be reached.*verb"):
        usable_platform({"DISPLAY": ":9"})


def test_a_wayland_display_that_does_not_answer_is_named(reachable):
    with pytest.raises(DisplayError, match=r"'wayland-3'.*can't be reached"):
        usable_platform({"WAYLAND_DISPLAY": "wayland-3"})


def test_a_stale_wayland_display_gives_way_to_x(reachable):
    reachable.add(":0")

    assert usable_platform({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}) == "xcb"


def test_the_xcb_platform_without_a_display_is_told(reachable):
    with pytest.raises(DisplayError, match="DISPLAY is empty"):
        usable_platform({"QT_QPA_PLATFORM": "xcb"})


def test_missing_libraries_are_named_with_all_their_packages(monkeypatch):
    lacking = ["libxcb-cursor.so.0", "libxcb-icccm.so.4"]
    monkeypatch.setattr(display, "missing_libraries", lambda names: lacking)

    problem = problem_with("xcb", {"DISPLAY": ":0"})

    assert problem is not None
    assert "(libxcb-cursor.so.0, libxcb-icccm.so.4)" in problem
    assert problem.endswith("sudo apt-get install libxcb-cursor0 libxcb-icccm4")


def test_a_library_that_is_not_there_is_missing():
    assert missing_libraries(["libnudges-none.so.1"]) == ["libnudges-none.so.1"]


def test_a_library_that_is_there_is_not_missing():
    assert missing_libraries([ctypes.util.find_library("c") or "libc.so.6"]) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X is asked on Linux only")
@pytest.mark.parametrize("name", [":7654", "nonsense", "/nowhere/socket:0"])
def test_a_display_where_no_server_is_does_not_answer(name):
    if missing_libraries(["libxcb.so.1"]):
        pytest.skip("libxcb is not installed")

    assert not display.x_answers(name)


def test_a_listening_socket_answers_and_a_dead_one_does_not(tmp_path):
    path = tmp_path / "wayland-0"
    assert not wayland_answers(path)

    with contextlib.closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(path))
        server.listen()
        assert wayland_answers(path)
    assert not wayland_answers(path)


def test_the_platform_that_answers_is_handed_to_qt(monkeypatch, reachable):
    reachable.add(":0")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")

    require_display()

    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
    monkeypatch.delenv("QT_QPA_PLATFORM")


def test_a_platform_that_the_user_chose_stays_chosen(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    require_display()

    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_always_have_a_display(monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    require_display()
