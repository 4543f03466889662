from collections import Counter

import pytest
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QMainWindow

from gui.actions import MENUS, Actions, ActionSpec, key_sequences, specs

SPECS = [spec for _, spec in specs()]


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def actions(window):
    return Actions(window, window.menuBar())


def test_no_two_actions_share_a_shortcut(actions):
    keys = Counter(key.toString() for name in actions.names() for key in actions[name].shortcuts())

    assert [key for key, count in keys.items() if count > 1] == []


def test_no_two_actions_share_a_name():
    names = [spec.name for spec in SPECS]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_key_in_the_table_is_a_key(qapp, spec):
    for key in spec.keys:
        sequences = key_sequences((key,))
        standard = getattr(QKeySequence.StandardKey, key, None)
        assert standard is not None or all(s.toString() for s in sequences)


def test_each_menu_gives_every_action_a_letter_of_its_own():
    for title, entries in MENUS.items():
        texts = [spec.text for spec in entries if isinstance(spec, ActionSpec)]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(set(letters)) == len(letters), title


def test_the_menus_have_letters_of_their_own():
    letters = [title[title.index("&") + 1] for title in MENUS]

    assert len(set(letters)) == len(letters)


def test_all_actions_are_in_the_menus_in_the_order_of_the_table(window, actions):
    menus = [action.menu() for action in window.menuBar().actions()]
    entries = [action for menu in menus for action in menu.actions() if action.text()]
    inner = [entry.menu().actions() if entry.menu() else [entry] for entry in entries]
    shown = [action.objectName() for actions in inner for action in actions]

    assert shown == [spec.name for spec in SPECS] == list(actions.names())


def test_an_action_is_known_to_the_window_so_that_its_keys_work_with_menus_hidden(window, actions):
    assert set(window.actions()) >= {actions[name] for name in actions.names()}


def test_of_a_group_only_one_is_checked(actions):
    actions["theme_dark"].trigger()
    actions["theme_light"].trigger()

    assert actions["theme_light"].isChecked()
    assert not actions["theme_dark"].isChecked()


def test_the_sheet_of_keys_names_every_action_that_has_keys_once(actions):
    lines = [line for block in actions.key_blocks()[:-1] for line in block.lines]

    alone = [
        spec
        for spec in SPECS
        if not spec.name.startswith("label_") and actions[spec.name].shortcuts()
    ]
    together = "Another label"
    assert [words for words, _ in lines if words != together] == [spec.words for spec in alone]
    assert [keys for words, keys in lines if words == together] == [("Alt+0 … 9", "Alt+T")]
    assert all(keys for block in actions.key_blocks() for _, keys in block.lines)


def test_what_cannot_be_done_is_not_offered(actions):
    actions["save"].setEnabled(False)

    offered = [command.name for command in actions.commands()]

    assert "save" not in offered
    assert "palette" not in offered  # it is open already
    assert {"open", "save", "palette", *offered} == set(actions.names())


def test_a_command_says_where_it_stands_and_whether_it_is_on(actions):
    actions["theme_dark"].trigger()
    commands = {command.name: command for command in actions.commands()}

    assert commands["train_batch"].title == "One mini-batch"
    assert commands["train_batch"].menu == "Training"
    assert commands["train_batch"].keys == ("F6", "B")
    assert commands["theme_dark"].checked
    assert not commands["theme_light"].checked


def test_a_standard_key_and_the_same_one_written_out_count_once(qapp):
    assert key_sequences(("Open", "Ctrl+O")).count(QKeySequence("Ctrl+O")) == 1
