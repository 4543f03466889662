"""Only ordinary files are opened, at once, and every name can be shown."""

from __future__ import annotations

import os
import sys

import pytest

from core.errors import BadFileError
from core.storage.opening import open_regular, shown

posix = pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")


def refusal(path) -> str:
    with pytest.raises(BadFileError) as caught:
        open_regular(path)
    return str(caught.value)


def test_an_ordinary_file_is_opened(tmp_path):
    (tmp_path / "file").write_bytes(b"1\r\n\x1a2")
    with open_regular(tmp_path / "file") as file:
        assert file.read() == b"1\r\n\x1a2"


def test_a_missing_file_is_named(tmp_path):
    assert refusal(tmp_path / "gone") == f"{tmp_path}/gone doesn't exist: check its name and folder"


def test_a_folder_is_refused(tmp_path):
    assert "is a folder" in refusal(tmp_path)


@posix
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "is not an ordinary file" in refusal(tmp_path / "pipe")


@posix
@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_refused(device):
    assert "is not an ordinary file" in refusal(device)


@posix
def test_a_link_is_followed(tmp_path):
    (tmp_path / "file").write_bytes(b"content")
    (tmp_path / "link").symlink_to("file")
    with open_regular(tmp_path / "link") as file:
        assert file.read() == b"content"


@posix
def test_a_dead_link_is_called_so(tmp_path):
    (tmp_path / "link").symlink_to("nowhere")
    assert "a link to a file that doesn't exist" in refusal(tmp_path / "link")


@posix
def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "link").symlink_to("link")
    assert "can't be opened" in refusal(tmp_path / "link")


@pytest.mark.parametrize("name", ["x" * 5000, "zero\0byte", "file/below"])
def test_an_impossible_name_is_refused(tmp_path, name):
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / name).isprintable()


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def refuse(path, flags):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "secret").write_bytes(b"")
    monkeypatch.setattr("core.storage.opening.os.open", refuse)
    assert "may not be read: check its permissions" in refusal(tmp_path / "secret")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Übung 3 – Ziffern 手.nudges", "Übung 3 – Ziffern 手.nudges"),
        ("100%s'\"", "100%s'\""),
        ("two\nlines\t\x1b[31m", r"two\nlines\t\x1b[31m"),
        ("\u202egnp", r"\u202egnp"),
        ("caf\udce9", r"caf\xe9"),
        ("half \ud83d", r"half \ud83d"),
    ],
)
def test_a_name_is_shown_on_one_line(name, text):
    assert shown(name) == text


@posix
def test_a_name_that_is_not_utf_8_opens(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9")  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"content")
    with open_regular(os.fsdecode(path)) as file:
        assert file.read() == b"content"
