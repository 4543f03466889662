"""Hold the rules of the architecture by reading what every module imports."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

CONCEPTS = ("explain", "training", "average", "landscape", "experiments", "data", "storage")
ROOT_MODULES = ("gui.application", "gui.program")
TRAINER = "core/training/trainer.py"
TRAINING = {
    f"core/training/{name}.py"
    for name in ("loop", "remote", "child", "worker", "job_worker", "messages", "long_series")
}
WINDOW = {"gui/application.py", "gui/background.py", "gui/process_jobs.py"}
KNOW_THREADS = {TRAINER, *TRAINING, *WINDOW}
THREAD_MODULES = ("threading", "_thread", "multiprocessing", "concurrent")
THREAD_NAMES = {*THREAD_MODULES, "QThread", "QThreadPool", "QRunnable"}

# Written in pieces, so that this file passes its own test.
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:" + "root|home|Users|work" + ")/")
REGISTRIES = [f"{name}.org" for name in ("pypi", "pythonhosted", "npmjs", "deb.debian")]


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yield the path, relative to `root`, and the syntax tree of every module of the program."""
    folders = [root / "core", root / "gui"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    for path in [*paths, *root.glob("main.py")]:
        yield path.relative_to(root).as_posix(), ast.parse(path.read_bytes())


def imports(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield the full dotted name of everything that the module at `path` imports."""
    package = path.split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = [*above, node.module] if node.module else above
            yield from (".".join([*base, alias.name]) for alias in node.names)


def is_in(name: str, *packages: str) -> bool:
    """Return whether a dotted name is one of `packages` or lies in one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def forbidden_in_core(path: str, name: str) -> str | None:
    if is_in(name, "gui", "main"):
        return "core knows nothing of the window"
    if is_in(name, "PyQt6") and not (path == TRAINER and is_in(name, "PyQt6.QtCore")):
        return f"in core only {TRAINER} imports Qt, and of Qt only QtCore"
    if is_in(name, "pyqtgraph", "ziamath"):
        return "core draws nothing"
    return None


def forbidden_in_gui(path: str, name: str) -> str | None:
    folder = path.split("/")[1]
    others = [f"gui.{concept}" for concept in CONCEPTS if concept != folder]
    if folder in (*CONCEPTS, "network_view", "widgets") and is_in(name, *ROOT_MODULES):
        return "panels emit requests, and the composition root connects them"
    if folder in (*CONCEPTS, "network_view") and is_in(name, *others):
        return "what concepts share lies in gui/widgets, gui/network_view or core"
    if folder == "widgets" and is_in(name, "gui.network_view", *others):
        return "widgets know nothing of networks"
    if (
        folder == "widgets"
        and is_in(name, "core")
        and not is_in(name, "core.arrays", "core.errors")
    ):
        return "of core, widgets import nothing but core.arrays and core.errors"
    return None


def forbidden_imports(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield a line for each import that the folder of the module must not make."""
    rules = {"core": forbidden_in_core, "gui": forbidden_in_gui}
    folder = path.split("/")[0]
    if folder not in rules:
        return
    for name in imports(path, tree):
        if reason := rules[folder](path, name):
            yield f"{path} imports {name}: {reason}"


def mentions_of_threads(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield a line for each name of a thread in a module that should not know there is one."""
    if path in KNOW_THREADS:
        return
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    names += [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    imported = list(imports(path, tree))
    found = {name for name in names if name in THREAD_NAMES}
    found |= {name for name in imported if is_in(name, *THREAD_MODULES)}
    found |= {name for name in imported if name.rsplit(".", 1)[-1] in THREAD_NAMES}
    for name in sorted(found):
        yield f"{path} mentions {name}: only {', '.join(sorted(KNOW_THREADS))} know of threads"


def violations(root: Path) -> list[str]:
    """Return a line for each place below `root` that breaks a rule of the architecture."""
    return [
        line
        for path, tree in modules(root)
        for rule in (forbidden_imports, mentions_of_threads)
        for line in rule(path, tree)
    ]


def unclean_lines(text: str) -> list[str]:
    """Return the lines that hold a path of somebody's machine or the host of a registry."""
    return [
        line
        for line in text.splitlines()
        if MACHINE_PATH.search(line) or any(host in line for host in REGISTRIES)
    ]


def project_files() -> list[Path]:
    """Return all files that are, or may be, committed; none outside a git checkout."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return []
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def write_module(root: Path, path: str, source: str) -> None:
    module = root / path
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(source, encoding="utf-8")


def test_the_program_keeps_the_rules_of_its_architecture():
    assert violations(ROOT) == []


def test_a_tree_without_modules_breaks_no_rule(tmp_path):
    assert violations(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("core/data/mnist.py", "import gui.theme"),
        ("core/data/mnist.py", "def load():\n    from gui import theme"),
        ("core/network/network.py", "from PyQt6.QtCore import QObject"),
        ("core/network/network.py", "import pyqtgraph"),
        (TRAINER, "from PyQt6.QtGui import QImage"),
        (TRAINER, "import PyQt6"),
        ("gui/explain/panel.py", "from gui.training.panel import TrainingPanel"),
        ("gui/explain/panel.py", "from gui import storage"),
        ("gui/explain/deep/panel.py", "from ...training import panel"),
        ("gui/data/panel.py", "from ..explain.panel import ExplainPanel"),
        ("gui/network_view/view.py", "import gui.explain.panel"),
        ("gui/explain/panel.py", "from gui.program.parts import Parts"),
        ("gui/widgets/slider.py", "import gui.application"),
        ("gui/widgets/slider.py", "from gui.network_view import view"),
        ("gui/widgets/slider.py", "import gui.data.panel"),
        ("gui/widgets/slider.py", "from core.network.network import Network"),
        ("gui/widgets/slider.py", "from core import network"),
        ("core/training/run.py", "import threading"),
        ("core/data/mnist.py", "from concurrent.futures import ThreadPoolExecutor"),
        ("gui/main_window.py", "from PyQt6.QtCore import QThread"),
        ("gui/main_window.py", "from PyQt6 import QtCore\nworker = QtCore.QThread()"),
        ("main.py", "from multiprocessing import Pool"),
    ],
)
def test_a_broken_rule_is_found(tmp_path, path, source):
    write_module(tmp_path, path, source)

    (violation,) = violations(tmp_path)

    assert violation.startswith(path)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (TRAINER, "from PyQt6.QtCore import QObject, QThread"),
        (TRAINER, "from PyQt6 import QtCore"),
        ("core/network/network.py", "import numpy\nfrom . import costs\nfrom core import arrays"),
        ("gui/explain/panel.py", "from gui.explain import table\nfrom . import bars"),
        ("gui/explain/panel.py", "from gui.network_view import view\nfrom core.network import x"),
        ("gui/widgets/slider.py", "from core.arrays import FloatArray\nfrom gui import theme"),
        ("gui/application.py", "import threading\nimport gui.explain.panel, gui.data.panel"),
        ("gui/background.py", "from PyQt6.QtCore import QThread"),
        ("main.py", "from threadpoolctl import threadpool_limits"),
    ],
)
def test_what_the_rules_allow_is_not_found(tmp_path, path, source):
    write_module(tmp_path, path, source)

    assert violations(tmp_path) == []


def test_no_file_names_a_machine_or_a_registry():
    contents = {path: path.read_bytes() for path in project_files()}
    texts = {
        path: data.decode(errors="replace") for path, data in contents.items() if b"\0" not in data
    }

    found = {str(path): unclean_lines(text) for path, text in texts.items()}

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("folder", ["root", "home", "Users"])
def test_a_path_of_a_machine_is_found(folder):
    assert unclean_lines(f"clean\nopen /{folder}/someone/x") == [f"open /{folder}/someone/x"]


def test_the_host_of_a_registry_is_found():
    assert unclean_lines(f"https://{REGISTRIES[0]}/simple") != []


def test_addresses_and_folders_of_the_project_are_clean():
    assert unclean_lines("https://example.net/home/page\nsee tests/home/ and ~/home/") == []
