import json

import pytest

from core.training.endings import StopRules
from gui.storage.memory import Memory, memory_file, recall, remember


def test_what_is_remembered_is_recalled(tmp_path):
    path = tmp_path / "deep" / "window.json"
    memory = Memory("light", True, 0.25, None, 0.3)
    assert remember(memory, path)
    assert recall(path) == memory


def test_without_a_file_all_is_as_at_first(tmp_path):
    assert recall(tmp_path / "none.json") == Memory("system", False)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00random",
        b"[1, 2]",
        b'{"theme": 7, "reduced_motion": "yes"}',
        b'{"theme": ["dark"]}',
        b"[" * 9000,
        b'{"theme": "neon"}',
        b'{"left": "wide", "right": true, "training": []}',
        b'{"left": 0.01, "right": 7, "training": -0.1}',
        b'{"left": NaN, "right": Infinity, "training": 1e400}',
        b'{"left": 1' + b"0" * 4000 + b"}",
    ],
)
def test_a_hostile_file_is_as_none(tmp_path, content):
    path = tmp_path / "window.json"
    path.write_bytes(content)
    assert recall(path) == Memory()


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    assert not remember(Memory(), blocked / "window.json")


def test_the_file_lies_among_the_users_settings():
    assert memory_file().name == "window.json"
    assert "nudges" in str(memory_file())


@pytest.mark.parametrize(
    "content",
    [
        {"momentum": 2},
        {"l2": "much"},
        {"decay": None},
        {"rules": {"accuracy": 7}},
        {"rules": {"epochs": "ten"}},
        {"rules": [1, 2]},
        {"momentum": [0.5]},
    ],
)
def test_settings_and_rules_that_make_no_sense_are_as_at_first(tmp_path, content):
    path = tmp_path / "window.json"
    path.write_text(json.dumps(content))
    assert recall(path) == Memory()


def test_settings_and_rules_are_remembered(tmp_path):
    memory = Memory(momentum=0.9, l2=0.01, decay=0.1, rules=StopRules(0.95, 0.1, 3, 60.0))
    assert remember(memory, tmp_path / "window.json")
    assert recall(tmp_path / "window.json") == memory
