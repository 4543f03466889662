"""The program as a user starts it, on a real X display, its window driven from outside."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(shutil.which("xdotool") is None, reason="needs xdotool"),
]


def xdotool(*arguments: object) -> str:
    """Return what xdotool has to say."""
    words = ["xdotool", *(str(argument) for argument in arguments)]
    return subprocess.run(words, capture_output=True, text=True, timeout=30, check=True).stdout


class ClientMessage(ctypes.Structure):
    """Xlib's XClientMessageEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 24),
    )


def ask_to_close(window: int) -> None:
    """Send a window WM_DELETE_WINDOW, as a desktop does when its close button is pressed."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    protocols, delete = (
        x.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
    )
    event = ClientMessage(33, 0, 1, display, window, protocols, 32)  # 33 is ClientMessage
    event.data[0] = delete
    x.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(event))
    x.XCloseDisplay(display)


def cpu_seconds_of(process: str) -> float:
    """Return how long a process has kept a processor busy; 0 if it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class RunningProgram:
    """A process with a window, and the ways a user has of touching it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py")], cwd=ROOT, text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.window = ""

    def open(self) -> None:
        """Wait until its window is shown and all is loaded; give the window the keys."""
        self.window = self._find()
        xdotool("windowfocus", "--sync", self.window)
        self.wait_until_idle()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, with the time that a hand needs."""
        xdotool("key", "--window", self.window, "--delay", "60", *keys)

    def cpu_seconds(self) -> float:
        """Return how long it and the processes it has started have kept a processor busy."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        started = " ".join(children.read_text() for children in tasks).split()
        return sum(cpu_seconds_of(each) for each in (str(self.process.pid), *started))

    def wait_until_idle(self) -> None:
        """Wait until it has loaded everything and does nothing any more."""
        self._watch(lambda busy: busy < 0.1)

    def wait_until_busy(self) -> None:
        """Wait until it works all the time, as it does while it trains."""
        self._watch(lambda busy: busy > 0.2)

    def _watch(self, enough: Callable[[float], bool]) -> None:
        """Wait until the share of a processor that it uses for half a second is as it should be."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            before = self.cpu_seconds()
            time.sleep(0.5)  # another process: there is no signal to wait for
            if enough((self.cpu_seconds() - before) / 0.5):
                return
        raise AssertionError("neither idle nor busy in time")

    def end(self) -> tuple[int, float, str]:
        """Return exit code, seconds until the end, and what was written to stderr."""
        began = time.monotonic()
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, time.monotonic() - began, errors

    def _find(self) -> str:
        """Return the id of its window, once it is shown."""
        search = [
            "search",
            "--sync",
            "--onlyvisible",
            "--pid",
            self.process.pid,
            "--name",
            "Nudges",
        ]
        return xdotool(*search).split()[-1]


@pytest.fixture
def running():
    program = RunningProgram()
    try:
        program.open()
        yield program
    finally:
        if program.process.poll() is None:
            program.process.kill()
        sys.stderr.write(program.process.communicate()[1] or "")  # pytest shows it on failure


def test_keys_resizing_and_closing_while_training_leave_nothing_on_stderr(running):
    running.press("Right", "Right", "Right", "Left", "n")
    running.press("F5")
    running.wait_until_busy()
    for size in ((1200, 800), (760, 560), (1400, 900)):
        xdotool("windowsize", "--sync", running.window, *size)
        xdotool("windowmove", running.window, 30, 20)
        running.press("Right")
    running.press("ctrl+3", "ctrl+2", "space")
    assert running.process.poll() is None

    with contextlib.suppress(subprocess.CalledProcessError):  # nobody is left to let the key go
        running.press("ctrl+q")
    code, seconds, errors = running.end()

    assert (code, errors) == (0, "")
    assert seconds < 2


def test_the_network_is_zoomed_dragged_and_walked_through_and_says_nothing(running):
    xdotool("mousemove", "--window", running.window, 640, 300)
    for button in (4, 4, 4, 5, 4):  # the wheel
        xdotool("click", button)
    xdotool("mousedown", 1)
    for step in range(8):
        xdotool("mousemove_relative", "--", 9, 4 - step)
    xdotool("mouseup", 1)
    xdotool("click", "--repeat", 2, "--delay", 60, 1)
    running.press("a")
    for x in range(420, 900, 24):
        xdotool("mousemove", "--window", running.window, x, 280)
    running.press("Tab", "Up", "shift+Down", "shift+Down", "Return", "Escape", "Escape", "0")
    running.wait_until_idle()
    assert running.process.poll() is None

    ask_to_close(int(running.window))
    code, _, errors = running.end()

    assert (code, errors) == (0, "")


def test_a_window_that_is_closed_by_the_desktop_ends_the_program(running):
    running.press("F5")
    running.wait_until_busy()

    ask_to_close(int(running.window))
    code, seconds, errors = running.end()

    assert (code, errors) == (0, "")
    assert seconds < 2


@pytest.mark.parametrize(("number", "expected"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_closes_the_window_while_it_trains(running, number, expected):
    running.press("F5")
    running.wait_until_busy()

    running.process.send_signal(number)
    code, seconds, errors = running.end()

    assert (code, errors) == (expected, "")
    assert seconds < 2
