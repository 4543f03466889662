"""Collect what the benchmarks measure: a table at the end, and bench.json at the top.

A benchmark says `record_property(name, {"value": …, "unit": …, "must": …, "aim": …})`.
"""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, dict[str, object]] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the benchmarks of memory and frames take as long as they are asked for."""
    parser.addoption("--memory-minutes", type=float, default=1.0, help="of training, 10 in full")
    parser.addoption("--window-rounds", type=int, default=5, help="of 4 seconds, 15 for a minute")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the figures of each benchmark, whether or not it reached what it must."""
    if report.when == "call":
        FIGURES.update((k, v) for k, v in report.user_properties if isinstance(v, dict))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table and write the file."""
    if not FIGURES:
        return
    terminalreporter.section("figures")
    for name, figure in sorted(FIGURES.items()):
        value, unit = f"{figure['value']:.3g}", figure["unit"]
        bounds = f"must {figure['must']}, aim {figure['aim']}"
        terminalreporter.line(f"{name:32} {value:>8} {unit:4} {bounds}")
    (ROOT / "bench.json").write_text(json.dumps(FIGURES, indent=2) + "\n", encoding="utf-8")
