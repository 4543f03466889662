import os

import pytest

from core.errors import CannotWriteError, UsageError
from core.verbs.outputs import require_writable

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions don't bind root"
)


def test_new_and_old_files_and_none_are_fine(tmp_path):
    (tmp_path / "old").write_text("kept")

    require_writable([tmp_path / "new", None, tmp_path / "old"])

    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text() == "kept"


def test_a_folder_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(CannotWriteError, match=r"x\.json.*its folder doesn't exist"):
        require_writable([tmp_path / "none" / "x.json"])

    assert not (tmp_path / "none").exists()


def test_a_folder_in_place_of_a_file_is_told(tmp_path):
    with pytest.raises(CannotWriteError, match="it is a folder"):
        require_writable([tmp_path])


def test_a_file_in_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(CannotWriteError, match="not a folder"):
        require_writable([tmp_path / "file" / "x.json"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(CannotWriteError, match="not an ordinary file"):
        require_writable([tmp_path / "pipe"])


@as_root
def test_a_protected_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)

    with pytest.raises(CannotWriteError, match="its folder is write-protected"):
        require_writable([tmp_path / "x"])


def test_a_name_that_is_too_long_is_told(tmp_path):
    with pytest.raises(CannotWriteError, match="can't be written"):
        require_writable([tmp_path / ("x" * 5000)])


def test_one_file_for_two_outputs_is_refused(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "x")

    with pytest.raises(UsageError, match="twice"):
        require_writable([tmp_path / "x", tmp_path / "link"])
