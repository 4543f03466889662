from pathlib import Path

import numpy as np
import pytest
import threadpoolctl

from core.data.images import ImageSet
from core.errors import BadFileError, CannotWriteError, UsageError
from core.network.architecture import Architecture
from core.storage.session import save_session
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.verbs.arguments import read_render
from core.verbs.dispatch import limit_blas_threads, prepare_render, require_session_file


@pytest.mark.parametrize(
    ("word", "verb"), [("trian", "train"), ("Check", "check"), ("rendr", "render")]
)
def test_a_mistyped_verb_is_recognised(word, verb, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match=f"did you mean {verb}"):
        require_session_file(Path(word))


def test_an_unknown_word_is_told_the_verbs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match="the verbs are train, explain, check, render"):
        require_session_file(Path("frobnicate"))


@pytest.mark.parametrize("name", ["mine.nudges", "folder/mine"])
def test_a_session_that_does_not_exist_is_told(name, tmp_path):
    with pytest.raises(BadFileError, match="doesn't exist"):
        require_session_file(tmp_path / name)


def test_a_folder_is_no_session(tmp_path):
    with pytest.raises(BadFileError, match="is a folder"):
        require_session_file(tmp_path)


def test_a_session_and_none_are_let_through(tmp_path):
    path = tmp_path / "s.nudges"
    images = ImageSet("train", np.zeros((20, 784), np.uint8), np.zeros(20, np.uint8))
    run = SgdRun(Architecture((784, 10)), TrainingSettings(train_size=20), images)
    save_session(run.to_session("0" * 64), path)

    require_session_file(path)
    require_session_file(None)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "is empty"), (b"hello, a text" * 50, "not a session file")],
)
def test_a_file_that_is_no_session_is_refused_before_the_window_opens(tmp_path, content, why):
    path = tmp_path / "s.nudges"
    path.write_bytes(content)

    with pytest.raises(BadFileError, match=why) as caught:
        require_session_file(path)
    assert "s.nudges" in str(caught.value)


def test_a_picture_that_cannot_be_written_is_told_before_it_is_drawn(tmp_path):
    with pytest.raises(CannotWriteError):
        prepare_render(read_render(["--out", str(tmp_path)]))


def test_numpy_is_held_to_one_thread():
    limit_blas_threads()

    blas = [pool for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]
    assert all(pool["num_threads"] == 1 for pool in blas)
