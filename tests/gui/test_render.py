"""The verb `render`, in a process of its own as a user calls it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtGui import QImage

from core.errors import UsageError
from core.verbs.arguments import parse
from gui.render import render

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "main.py"


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Return what `main.py render` did, without any display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "NUDGES_DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, str(MAIN), "render", *arguments], cwd=cwd, env=kept,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def drawn(tmp_path: Path, line: str) -> QImage:
    """Return the picture that a command line draws."""
    out = tmp_path / "picture.png"
    result = run(*line.split(), "--out", str(out))
    assert (result.returncode, result.stderr) == (0, "")
    assert out.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    return QImage(str(out))


@pytest.mark.parametrize(
    ("line", "size", "light"),
    [
        ("--perspective one-example --theme dark --size 640x480", (640, 480), False),
        ("--perspective one-example --theme light --size 1440x900 --scale 2", (2880, 1800), True),
        ("--perspective descend --theme dark --size 901x701 --scale 1.5", (1352, 1052), False),
        ("--perspective forward --theme dark --size 640x500 --scale 0.5", (320, 250), False),
    ],
)
def test_the_picture_has_the_size_and_the_theme_asked_for(tmp_path, line, size, light):
    picture = drawn(tmp_path, line)

    assert abs(picture.width() - size[0]) <= 1  # half a pixel is rounded either way
    assert abs(picture.height() - size[1]) <= 1
    assert (picture.pixelColor(picture.width() // 2, 4).lightness() > 128) == light


def test_the_same_line_draws_the_same_picture(tmp_path):
    line = "--perspective one-example --index 3 --step 6 --size 900x640"

    assert drawn(tmp_path, line) == drawn(tmp_path, line)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--step 99", ["step 99", "1 to 65"]),
        ("--step sums", ["step 'sums'", "none of that name"]),
        ("--index 10000", ["image 10000", "0 to 9999"]),
        ("--scale 9", ["'9'", "0.5 to 4"]),
        ("--inputs 28,0", ["28", "0 to 27"]),
        ("--inputs some", ["'some'", "strongest, ends, all"]),
        ("--lines light", ["'light'", "signals"]),
        ("--step 8 --lines signals", ["nudges itself", "--lines step"]),
        ("--perspective gradient --page sum", ["page 'sum'", "Table, Sizes, Pair"]),
    ],
)
def test_what_is_out_of_range_is_one_line_and_no_file(tmp_path, line, words):
    result = run(*line.split(), "--out", "p.png", cwd=tmp_path)

    assert result.returncode == 2, result.stderr
    (message,) = result.stderr.splitlines()
    assert all(word in message for word in words), message
    assert list(tmp_path.iterdir()) == []


def test_a_page_of_the_panel_is_drawn_by_its_name(tmp_path):
    line = "--perspective gradient --size 1024x640"

    assert drawn(tmp_path, f"{line} --page sizes") != drawn(tmp_path, line)


@pytest.mark.parametrize(
    "line", ["--lines changes --inputs all", "--lines signals --inputs 0,27", "--theme print"]
)
def test_the_network_alone_fills_its_picture(tmp_path, line):
    line = f"--perspective descend --size 400x320 --scale 1.5 --picture {line}"
    picture = drawn(tmp_path, line)

    assert (picture.width(), picture.height()) == (600, 480)
    corners = [picture.pixel(x, y) for x in (0, 599) for y in (0, 479)]
    assert len(set(corners)) == 1


def test_the_lines_and_inputs_chosen_are_drawn(tmp_path):
    line = "--perspective descend --size 400x320 --picture"
    pictures = [
        drawn(tmp_path, f"{line} {choice}")
        for choice in ("", "--lines signals", "--inputs ends", "--inputs 20,5")
    ]

    assert all(picture != pictures[0] for picture in pictures[1:])


def test_the_network_alone_may_be_an_svg(tmp_path):
    out = tmp_path / "network.svg"
    result = run("--picture", "--size", "400x320", "--out", str(out))

    assert (result.returncode, result.stderr) == (0, "")
    assert out.read_bytes().startswith(b"<?xml")


def test_the_window_is_no_svg(tmp_path):
    with pytest.raises(UsageError, match="--picture draws an"):
        render(parse(["render", "--out", str(tmp_path / "p.svg")]))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--perspective sideways", "'sideways': choose one of forward, one-example, gradient, .*"),
        ("--size 320x900", "320x900: the window is at least 640x480"),
        ("--set train --index 60000", "image 60000 .*0 to 59999"),
    ],
)
def test_a_wrong_wish_is_refused_before_qt_is_started(tmp_path, line, words):
    options = parse(["render", *line.split(), "--out", str(tmp_path / "p.png")])

    with pytest.raises(UsageError, match=words):
        render(options)


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path):
    tmp_path.chmod(0o500)

    result = run("--out", str(tmp_path / "p.png"))

    assert result.returncode == 4
    assert "p.png" in result.stderr


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    result = run("--out", str(tmp_path))

    assert result.returncode == 4
    assert len(result.stderr.splitlines()) == 1
