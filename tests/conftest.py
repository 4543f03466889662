"""What holds for every test: no screen, one BLAS thread, a home of its own, no thread left behind.

A test marked ``xvfb`` needs a real X display. It is run by ``make xvfb`` and skipped elsewhere, so
that it never takes the mouse of a desktop at which someone is working.
"""

import contextlib
import gc
import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QSettings, QThread
from pytestqt.qtbot import QtBot

from gui.garbage import collect_what_is_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # read when numpy is imported, which nobody has done yet

# A shell that starts something in the background has it ignore SIGINT, and its children too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Garbage found in another thread than the tests' would take widgets apart there.
gc.disable()

PATIENCE = 30_000  # milliseconds

HOME_FOLDERS = {
    "HOME": "",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_RUNTIME_DIR": "run",
    "XDG_STATE_HOME": ".local/state",
}


@contextlib.contextmanager
def temporary_home() -> Iterator[None]:
    """Send what is read from and written to the user's folders to a new one for a while."""
    with (
        tempfile.TemporaryDirectory(prefix="nudges-", ignore_cleanup_errors=True) as home,
        pytest.MonkeyPatch.context() as environment,
    ):
        for variable, folder in HOME_FOLDERS.items():
            path = Path(home, folder)
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            environment.setenv(variable, str(path))
        for settings in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(settings, QSettings.Scope.UserScope, os.environ["XDG_CONFIG_HOME"])
        yield


def has_x_display() -> bool:
    """Return whether Qt draws on an X display in this run."""
    return bool(os.environ.get("DISPLAY")) and os.environ["QT_QPA_PLATFORM"] == "xcb"


def running_threads() -> list[str]:
    """Return the names of all threads that would keep the process alive, Python's and Qt's."""
    ours = (threading.main_thread(), QThread.currentThread())
    pythons = [t.name for t in threading.enumerate() if not t.daemon and t not in ours]
    qts = [t for t in gc.get_objects() if issubclass(type(t), QThread) and t not in ours]
    return pythons + [repr(t) for t in qts if not sip.isdeleted(t) and t.isRunning()]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if has_x_display():
        return
    for item in items:
        if item.get_closest_marker("xvfb"):
            item.add_marker(pytest.mark.skip(reason="needs a real X display: make xvfb"))


class PatientBot(QtBot):
    """Waits longer than five seconds where the machine is busy: what comes at once still does.

    The first run of a process loads compiled code, and the machine may do other work.
    """

    def waitSignal(self, signal, *, timeout=PATIENCE, **options):  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals, *, timeout=PATIENCE, **options):  # noqa: N802
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitUntil(self, callback, *, timeout=PATIENCE):  # noqa: N802
        return super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp, request) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    yield
    collect_what_is_due()


@pytest.fixture(scope="session", autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    yield
    assert running_threads() == []


@pytest.fixture(scope="session", autouse=True)
def home_of_the_session() -> Iterator[None]:
    """Give fixtures that live longer than a test a home."""
    with temporary_home():
        yield


@pytest.fixture(autouse=True)
def home_of_the_test() -> Iterator[None]:
    """Give each test a home that is empty, and gone afterwards."""
    with temporary_home():
        yield
