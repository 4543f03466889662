import re
from pathlib import Path

from core.version import VERSION


def test_the_version_is_that_of_the_project():
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")

    assert re.findall(r'^version = "(.+)"$', text, re.MULTILINE) == [VERSION]
