import io
import sys

import pytest

from core.errors import (
    BadFileError,
    CannotWriteError,
    DivergedError,
    NoDataError,
    NudgesError,
    UsageError,
)
from core.verbs.messages import TerminatedError, complain, guarded, say


def raising(error: BaseException):
    def action() -> int:
        raise error

    return action


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (NudgesError, 1), (UsageError, 2), (BadFileError, 3), (CannotWriteError, 4),
        (NoDataError, 5), (DivergedError, 6),
    ],
)  # fmt: skip
def test_a_users_mistake_is_one_line_and_its_exit_code(kind, code, capsys):
    assert guarded(raising(kind("what, why, what to do"))) == code

    assert capsys.readouterr() == ("", "nudges: error: what, why, what to do\n")


def test_an_action_that_succeeds_gives_its_own_code(capsys):
    assert guarded(lambda: 7) == 7
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [(KeyboardInterrupt(), 130, "interrupted"), (TerminatedError(), 143, "terminated")],
)
def test_an_interruption_has_its_exit_code(error, code, word, capsys):
    assert guarded(raising(error)) == code
    assert capsys.readouterr().err == f"nudges: {word}\n"


def test_an_internal_error_is_one_line_that_asks_for_a_report(capsys, monkeypatch):
    monkeypatch.delenv("NUDGES_DEBUG", raising=False)

    assert guarded(raising(ZeroDivisionError("division\nby zero"))) == 1

    (line,) = capsys.readouterr().err.splitlines()
    assert "ZeroDivisionError: division\\nby zero" in line
    assert "please report" in line
    assert "NUDGES_DEBUG=1" in line


def test_an_internal_error_is_shown_in_full_when_asked(capsys, monkeypatch):
    monkeypatch.setenv("NUDGES_DEBUG", "1")

    assert guarded(raising(ZeroDivisionError("division by zero"))) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_package_that_is_not_installed_is_named_with_make_run(capsys):
    error = ModuleNotFoundError("No module named 'numpy.core'", name="numpy.core")

    assert guarded(raising(error)) == 1

    assert "numpy is not installed" in (line := capsys.readouterr().err)
    assert "make run" in line


def test_a_lack_of_memory_is_told(capsys):
    assert guarded(raising(MemoryError())) == 1
    assert "not enough memory" in capsys.readouterr().err


def test_a_message_stays_one_line_whatever_it_holds(capsys):
    complain("a\nb\x1b[31m\udcff")

    assert capsys.readouterr().err == "nudges: error: a\\nb\\x1b[31m\\xff\n"


def test_what_a_terminal_cannot_show_is_replaced(monkeypatch):
    content = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(content, encoding="ascii"))

    def action() -> int:
        say("Übung")
        return 0

    assert guarded(action) == 0
    assert content.getvalue() == b"?bung\n"
