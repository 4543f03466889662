"""A file is the old one or the new one, whatever happens in between."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.errors import CannotWriteError
from core.storage import atomic
from core.storage.atomic import write_atomically
from core.storage.session import load_session, save_session

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
ROOT = Path(__file__).parents[3]


def write_new(file):
    file.write(b"new")


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def refusal(path) -> str:
    with pytest.raises(CannotWriteError) as caught:
        write_atomically(path, write_new)
    message = str(caught.value)
    assert message.startswith(f"{path} can't be written: ")
    assert "nothing has been changed" in message
    return message


def test_a_new_file_is_made(tmp_path):
    write_atomically(tmp_path / "file", write_new)
    assert (tmp_path / "file").read_bytes() == b"new"
    assert names_in(tmp_path) == ["file"]


def test_an_old_file_is_replaced(tmp_path):
    (tmp_path / "file").write_bytes(b"something longer")
    write_atomically(tmp_path / "file", write_new)
    assert (tmp_path / "file").read_bytes() == b"new"


def test_the_old_file_is_there_until_the_new_one_is_complete(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def write(file):
        file.write(b"x" * 1_000_000)
        file.flush()
        assert path.read_bytes() == b"old"

    write_atomically(path, write)
    assert path.stat().st_size == 1_000_000


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, MemoryError])
def test_an_error_while_writing_leaves_the_old_file_and_no_other(tmp_path, error):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def write(file):
        file.write(b"half")
        raise error

    with pytest.raises(error):
        write_atomically(path, write)
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["file"]


@posix
def test_permissions_are_kept(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, write_new)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_new_file_has_the_permissions_of_any_other(tmp_path):
    write_atomically(tmp_path / "file", write_new)
    (tmp_path / "other").touch()
    assert (tmp_path / "file").stat().st_mode == (tmp_path / "other").stat().st_mode


@posix
@pytest.mark.parametrize("existing", [True, False])
def test_a_link_stays_a_link_to_the_new_content(tmp_path, existing):
    (tmp_path / "folder").mkdir()
    if existing:
        (tmp_path / "folder" / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("folder/file")
    write_atomically(tmp_path / "link", write_new)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "file").read_bytes() == b"new"


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "folder").mkdir()
    assert "it is a folder" in refusal(tmp_path / "folder")


@posix
def test_a_pipe_and_a_device_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refusal(tmp_path / "pipe")
    assert "not an ordinary file" in refusal("/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_missing_folder_is_called_so(tmp_path):
    assert "its folder doesn't exist" in refusal(tmp_path / "nowhere" / "file")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()
    refusal(tmp_path / "file" / "below")


@posix
def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "link").symlink_to("link")
    refusal(tmp_path / "link")


def test_a_name_with_a_zero_byte_is_refused():
    with pytest.raises(CannotWriteError, match=r"a\\x00b can't be written"):
        write_atomically("a\0b", write_new)


def test_a_write_protected_file_is_kept(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    monkeypatch.setattr("core.storage.atomic.os.access", lambda path, mode: False)
    assert "write-protected" in refusal(path)
    assert path.read_bytes() == b"old"


class FailingSystem:
    """The operating system, with a disk that is full from the n-th call on."""

    def __init__(self, good_calls: int) -> None:
        self.calls_left = good_calls

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    @property
    def has_failed(self) -> bool:
        return self.calls_left < 0

    def _count(self) -> None:
        self.calls_left -= 1
        if self.has_failed:
            raise OSError(errno.ENOSPC, "No space left on device")

    def open(self, *arguments: Any) -> int:
        self._count()
        return os.open(*arguments)

    def fsync(self, descriptor: int) -> None:
        self._count()
        os.fsync(descriptor)

    def fdopen(self, descriptor: int, mode: str) -> Any:
        return FailingFile(os.fdopen(descriptor, mode), self._count)


class FailingFile:
    def __init__(self, file: Any, count: Any) -> None:
        self._file = file
        self._count = count

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> int:
        self._count()
        return self._file.write(content)

    def flush(self) -> None:
        self._count()
        self._file.flush()


def test_the_content_is_on_the_disk_before_it_takes_the_old_place(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    seen = []

    def look(descriptor):
        seen.append((path.read_bytes(), stat.S_ISREG(os.fstat(descriptor).st_mode)))

    monkeypatch.setattr("core.storage.atomic.os.fsync", look)
    write_atomically(path, write_new)
    assert seen[0] == (b"old", True)
    assert all(content == b"new" for content, _ in seen[1:])


def test_a_disk_that_is_full_at_any_moment_leaves_the_old_session(
    session, saved, monkeypatch, tmp_path
):
    old = saved.read_bytes()
    for good_calls in range(1000):
        system = FailingSystem(good_calls)
        with monkeypatch.context() as patch:
            patch.setattr(atomic, "os", system)
            if saves(session, saved):
                break
        assert system.has_failed
        assert saved.read_bytes() == old
        assert names_in(tmp_path) == [saved.name]
    assert good_calls > 20
    assert load_session(saved).step == session.step


def saves(session, path) -> bool:
    try:
        save_session(session, path)
    except CannotWriteError as error:
        return "No space left on device" not in str(error)
    return True


def test_a_replacement_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    def refuse(self, target):
        raise PermissionError(13, "The file is in use")

    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    assert "The file is in use" in refusal(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names_in(tmp_path) == ["file"]


LIMITED = """
import resource, sys
from core.errors import CannotWriteError
from core.storage.atomic import write_atomically
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_atomically(sys.argv[1], lambda file: file.write(bytes(1_000_000)))
except CannotWriteError as error:
    print(error)
"""

KILLED = """
import os, random, signal, sys
from pathlib import Path
from core.storage.atomic import write_atomically

path = Path(sys.argv[1])

def save_for_ever(seconds):
    signal.setitimer(signal.ITIMER_REAL, seconds)  # ends the process at once
    for round in range(10**9):
        write_atomically(path, lambda file: file.write(bytes([65 + round % 26]) * 300_000))

path.write_bytes(b"A" * 300_000)
rng = random.Random(0)
for kill in range(40):
    child = os.fork()
    if not child:
        save_for_ever(rng.random() * 0.05 + 0.001)
    rng.random()
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    content = path.read_bytes()
    assert content == content[:1] * 300_000, kill
print("whole")
"""


def run(script: str, path: Path) -> str:
    arguments = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@posix
def test_a_limit_on_the_size_leaves_the_old_file(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    assert "can't be written: File too large" in run(LIMITED, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names_in(tmp_path) == ["file"]


@posix
def test_a_process_that_is_killed_leaves_a_whole_file(tmp_path):
    assert run(KILLED, tmp_path / "file") == "whole\n"
