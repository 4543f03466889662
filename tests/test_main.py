import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
MAIN = ROOT / "main.py"

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems always have a display"
)


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment without any display, with some variables changed."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "NUDGES_DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, **changes}


def run(*arguments: str, cwd: Path = ROOT, **changes: str) -> subprocess.CompletedProcess[str]:
    """Return what main.py did, in a process of its own."""
    return subprocess.run(
        [sys.executable, str(MAIN), *arguments], cwd=cwd, env=environment(**changes),
        capture_output=True, text=True, timeout=100, check=False, encoding="utf-8",
    )  # fmt: skip


def modules_after(*arguments: str) -> set[str]:
    """Return the top-level modules that a command line has imported when it ends."""
    code = (
        "import runpy, sys; sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(MAIN), *arguments], cwd=ROOT, env=environment(),
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    return set(result.stdout.splitlines()[-1].split())


def assert_one_line(result: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Check exit code and message: one line that holds all words, and no traceback."""
    assert result.returncode == code, result.stderr
    (line,) = result.stderr.splitlines()
    assert line.startswith("nudges: error: ")
    for word in words:
        assert word in line


def test_the_version_is_told():
    result = run("--version")

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Nudges ")


def test_the_help_is_told_and_imports_no_qt():
    assert "PyQt6" not in modules_after("--help")


def test_training_imports_no_qt_and_nothing_of_the_window():
    modules = modules_after("train", "--train-size", "20")

    assert {"core", "numpy"} <= modules
    assert not modules & {"PyQt6", "pyqtgraph", "gui"}


def test_one_process_trains_explains_and_checks_real_digits(tmp_path):
    session, out = str(tmp_path / "s.nudges"), str(tmp_path / "e.npz")

    trained = run("train", "--hidden", "3", "--train-size", "200", "--save", session)
    explained = run("explain", session, "--set", "train", "--index", "0", "--out", out)
    checked = run("check", session, "--set", "train", "--index", "0")

    assert (trained.returncode, trained.stderr) == (0, "")
    assert (explained.returncode, explained.stderr) == (0, "")
    assert (checked.returncode, checked.stderr) == (0, "")
    with np.load(out) as file:
        # Training image 0 is a 5 with 618 dark pixels, whose weights nothing asks to change.
        assert file["target"].argmax() == 5
        assert (file["a0"] == 0).sum() == 618
        assert (file["dW1"] == 0).all(axis=0).sum() == 618
    assert "2,395 derivatives" in checked.stdout


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("train --learning-rate -1", 2, ["learning rate -1", "above 0"]),
        ("train --hidden abc", 2, ["'abc'", "16,16"]),
        ("train --save none/s.nudges", 4, ["none/s.nudges", "folder doesn't exist"]),
        ("explain --index 10000 --out e.npz", 2, ["image 10000", "0 to 9999"]),
        ("explain none.nudges --out e.npz", 3, ["none.nudges", "doesn't exist"]),
        ("check empty.nudges", 3, ["empty.nudges", "empty"]),
        ("check --session x", 2, ["unrecognized", "--help"]),
        ("render --out none/p.png", 4, ["none/p.png"]),
        ("none.nudges", 3, ["none.nudges", "doesn't exist"]),
        ("trian", 2, ["trian", "did you mean train?"]),
    ],
)
def test_a_users_mistake_is_one_line_with_its_exit_code(tmp_path, line, code, words):
    (tmp_path / "empty.nudges").touch()

    result = run(*line.split(), cwd=tmp_path)

    assert_one_line(result, code, *words)
    assert [path.name for path in tmp_path.iterdir()] == ["empty.nudges"]


def test_a_run_that_diverges_ends_with_its_exit_code():
    result = run("train", "--activation", "relu", "--learning-rate", "1000", "--train-size", "500")

    assert_one_line(result, 6, "diverged", "learning rate of 1000")


def test_a_name_that_is_no_unicode_is_shown_escaped():
    name = os.fsdecode(b"\xff\n.nudges")

    assert_one_line(run("check", name), 3, r"\xff\n.nudges")


def test_a_pipe_that_nobody_reads_any_more_is_no_error():
    process = subprocess.Popen(
        [sys.executable, str(MAIN), "train", "--train-size", "20"], cwd=ROOT, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    process.stdout.close()

    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=100) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
@pytest.mark.parametrize(
    ("number", "code", "word"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
)
def test_a_signal_ends_training_with_a_line_and_a_session(tmp_path, number, code, word):
    session = tmp_path / "s.nudges"
    process = subprocess.Popen(
        [sys.executable, "-u", str(MAIN), "train", "--epochs", "999", "--save", str(session)],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    while not process.stdout.readline().startswith("epoch"):
        pass
    process.send_signal(number)
    _, message = process.communicate(timeout=60)

    assert process.returncode == code
    assert message.startswith(f"nudges: {word} in epoch ")
    assert len(message.splitlines()) == 1
    assert str(session) in message
    assert session.stat().st_size > 50_000


def test_the_environment_cannot_change_the_last_bits(tmp_path):
    sessions = [tmp_path / "a", tmp_path / "b"]
    line = ["train", "--hidden", "100", "--train-size", "300", "--batch-size", "100", "--save"]

    run(*line, str(sessions[0]), OPENBLAS_NUM_THREADS="1")
    run(*line, str(sessions[1]), OPENBLAS_NUM_THREADS="2", OMP_NUM_THREADS="2")

    assert sessions[0].read_bytes() == sessions[1].read_bytes()


@linux_only
def test_without_a_display_the_window_names_the_verbs():
    assert_one_line(run(), 1, "no display", "train, explain, check and render")


@linux_only
@pytest.mark.parametrize("platform", ["", "xcb"])
def test_a_display_that_cannot_be_reached_does_not_abort(platform):
    assert_one_line(run(DISPLAY=":7654", QT_QPA_PLATFORM=platform), 1, "':7654'", "reached")


@linux_only
def test_a_wayland_display_that_cannot_be_reached_does_not_abort(tmp_path):
    result = run(WAYLAND_DISPLAY="wayland-9", XDG_RUNTIME_DIR=str(tmp_path))

    assert_one_line(result, 1, "wayland-9", "reached")


@pytest.mark.parametrize(
    ("package", "arguments"),
    [("numpy", ["train"]), ("tqdm", ["train"]), ("PyQt6", []), ("PyQt6", ["render", "--out", "p"])],
)
def test_a_package_that_is_not_installed_is_named_with_make_run(tmp_path, package, arguments):
    # A package of that name which fails as a missing one does stands before the installed one.
    (tmp_path / f"{package}.py").write_text(
        f"raise ModuleNotFoundError(\"No module named '{package}'\", name='{package}')\n"
    )

    result = run(*arguments, cwd=tmp_path, PYTHONPATH=str(tmp_path))

    assert_one_line(result, 1, f"{package} is not installed", "make run")


def test_python_older_than_three_ten_can_read_the_file_and_is_told_so():
    source = MAIN.read_text(encoding="utf-8")
    code = (
        "import sys; sys.version_info = (3, 6, 9)\n"
        f"exec(compile({source!r}, 'main.py', 'exec'), {{'__name__': '__main__'}})"
    )

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert_one_line(result, 1, "Python 3.10 or newer", "this is 3.6")


def test_the_file_uses_no_syntax_newer_than_python_three_six():
    tree = ast.parse(MAIN.read_text(encoding="utf-8"), feature_version=(3, 6))

    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "__future__" not in imported  # annotations are of 3.7
