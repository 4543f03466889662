"""The one registry of what the user can do: it feeds the menus and the shortcuts.

Each action has a name by which the rest of the program connects to it; texts, shortcuts and menus
stand in the table below and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtGui import QAction, QActionGroup, QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu, QMenuBar

SEPARATOR = "-"


@dataclass(frozen=True)
class ActionSpec:
    """One thing that the user can do.

    keys : shortcuts as Qt writes them, or the name of a standard one such as "Open"
    group : actions of one group exclude each other, as themes do
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    checkable: bool = False
    group: str = ""


MENUS: dict[str, tuple[ActionSpec | str, ...]] = {
    "&File": (
        ActionSpec("open", "&Open session…", ("Open",)),
        ActionSpec("save", "&Save session…", ("Save",)),
        SEPARATOR,
        ActionSpec("save_picture", "Save &picture of the window…", ("Ctrl+Shift+S",)),
        SEPARATOR,
        ActionSpec("quit", "&Quit", ("Quit", "Ctrl+Q")),
    ),
    "&Example": (
        ActionSpec("next_example", "&Next", ("Ctrl+Right", "N")),
        ActionSpec("previous_example", "&Previous", ("Ctrl+Left", "P")),
        ActionSpec("random_example", "&Random", ("R",)),
        ActionSpec("wrong_example", "One it gets &wrong", ("W",)),
    ),
    "&Walk": (
        ActionSpec("walk_play", "&Play or pause", ("Space",)),
        ActionSpec("walk_forward", "Step &forward", ("Right", ".")),
        ActionSpec("walk_back", "Step &back", ("Left", ",")),
        ActionSpec("walk_first", "F&irst step", ("Home",)),
        ActionSpec("walk_last", "&Last step", ("End",)),
        SEPARATOR,
        ActionSpec("check", "&Check the numbers", ("C",)),
    ),
    "&Training": (
        ActionSpec("train_toggle", "&Run or pause", ("F5", "T")),
        ActionSpec("train_batch", "One &mini-batch", ("F6", "B")),
        ActionSpec("train_epoch", "One &epoch", ("F7", "E")),
        SEPARATOR,
        ActionSpec("train_rewind", "Re&wind to the same start", ("F8",)),
        ActionSpec("train_new", "&New random start", ("F9",)),
    ),
    "&View": (
        ActionSpec("perspective_forward", "&Forward", ("Ctrl+1",), True, "perspective"),
        ActionSpec("perspective_one_example", "&One example", ("Ctrl+2",), True, "perspective"),
        ActionSpec("perspective_descend", "&Descend", ("Ctrl+3",), True, "perspective"),
        SEPARATOR,
        ActionSpec("lines_weights", "Lines: &weights", ("1",), True, "lines"),
        ActionSpec("lines_signals", "Lines: si&gnals of the example", ("2",), True, "lines"),
        ActionSpec("lines_nudges", "Lines: &nudges of the example", ("3",), True, "lines"),
        ActionSpec("lines_changes", "Lines: &change since the start", ("4",), True, "lines"),
        SEPARATOR,
        ActionSpec("all_inputs", "All in&puts and connections", ("A",), True),
        ActionSpec("pixels_strongest", "1&6 brightest pixels", (), True, "pixels"),
        ActionSpec("pixels_ends", "16 pixels, &top and bottom", (), True, "pixels"),
        ActionSpec("pixels_region", "16 pixels round on&e clicked", (), True, "pixels"),
        SEPARATOR,
        ActionSpec("theme_system", "Colours of the &system", (), True, "theme"),
        ActionSpec("theme_dark", "D&ark", (), True, "theme"),
        ActionSpec("theme_light", "&Light", (), True, "theme"),
        SEPARATOR,
        ActionSpec("zoom_in", "&Zoom in", ("+", "Ctrl++")),
        ActionSpec("zoom_out", "Zoo&m out", ("-", "Ctrl+-")),
        ActionSpec("fit", "F&it the network", ("0", "Ctrl+0")),
        ActionSpec("reduced_motion", "&Reduce motion", (), True),
        ActionSpec("full_screen", "F&ull screen", ("FullScreen", "F11"), True),
    ),
    "&Help": (
        ActionSpec("shortcuts", "&Keyboard shortcuts", ("F1",)),
        ActionSpec("about", "&About Nudges"),
    ),
}


class Actions:
    """All actions of a window, by name."""

    def __init__(self, window: QMainWindow, bar: QMenuBar) -> None:
        self._window = window
        self._bar = bar
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for title, specs in MENUS.items():
            self._add_menu(title, specs)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def names(self) -> tuple[str, ...]:
        """Return the names of all actions."""
        return tuple(self._actions)

    def shortcut_table(self) -> str:
        """Return all shortcuts as rich text, menu by menu."""
        lines = []
        for title, specs in MENUS.items():
            rows = [self._shortcut_row(spec) for spec in specs if isinstance(spec, ActionSpec)]
            body = "".join(row for row in rows if row)
            if body:
                lines.append(f"<p><b>{title.replace('&', '')}</b></p><table>{body}</table>")
        return "".join(lines)

    def _add_menu(self, title: str, specs: tuple[ActionSpec | str, ...]) -> None:
        menu = self._bar.addMenu(title)
        if menu is None:
            return
        for spec in specs:
            if isinstance(spec, str):
                menu.addSeparator()
            else:
                self._add(menu, spec)

    def _add(self, menu: QMenu, spec: ActionSpec) -> None:
        action = QAction(spec.text, self._window)
        action.setObjectName(spec.name)
        action.setShortcuts(key_sequences(spec.keys))
        action.setCheckable(spec.checkable)
        if spec.group:
            self._group(spec.group).addAction(action)
        menu.addAction(action)
        self._window.addAction(action)
        self._actions[spec.name] = action

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            self._groups[name] = QActionGroup(self._window)
        return self._groups[name]

    def _shortcut_row(self, spec: ActionSpec) -> str:
        keys = [key.toString() for key in self._actions[spec.name].shortcuts()]
        if not keys:
            return ""
        text = spec.text.replace("&", "").rstrip("…")
        return f"<tr><td width='220'>{text}</td><td>{' &nbsp;or&nbsp; '.join(keys)}</td></tr>"


def key_sequences(keys: tuple[str, ...]) -> list[QKeySequence]:
    """Return the shortcuts, each once; a standard name gives what the system uses for it."""
    sequences: list[QKeySequence] = []
    for key in keys:
        standard = getattr(QKeySequence.StandardKey, key, None)
        # A system's further bindings are keys that few keyboards have.
        found = QKeySequence.keyBindings(standard)[:1] if standard else [QKeySequence(key)]
        sequences += [sequence for sequence in found if sequence not in sequences]
    return sequences
