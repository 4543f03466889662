"""The one registry of what the user can do: it feeds menus, shortcuts and command palette.

Each action has a name by which the rest of the program connects to it; texts, shortcuts and menus
stand in the table below and nowhere else; those of perspectives in theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtGui import QAction, QActionGroup, QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu, QMenuBar

from gui.perspectives import PERSPECTIVES
from gui.widgets.command_list import Command
from gui.widgets.key_table import KeyBlock

SEPARATOR = "-"
HISTORY_SIZES = (16, 64, 256)  # MB
PALETTE = "palette"
UNDO, REDO = "&Undo", "&Redo"  # and what, once there is something


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

    @property
    def words(self) -> str:
        """What it does, without the marks that menus use."""
        return plain(self.text).rstrip("…")


@dataclass(frozen=True)
class Submenu:
    """Actions in a menu of their own, within another one.

    Attributes
    ----------
    line : what the sheet of keys says of all of them together, and their keys
    """

    text: str
    specs: tuple[ActionSpec, ...]
    line: tuple[str, tuple[str, ...]]


MENUS: dict[str, tuple[ActionSpec | Submenu | str, ...]] = {
    "&File": (
        ActionSpec("open", "&Open session…", ("Open",)),
        ActionSpec("save", "&Save session…", ("Save",)),
        SEPARATOR,
        ActionSpec("export_numbers", "&Export this walk's numbers…", ("Ctrl+E",)),
        ActionSpec("save_picture", "Save this step's &picture…", ("Ctrl+Shift+S",)),
        ActionSpec("save_network", "Save the &network's picture…", ("Ctrl+Alt+S",)),
        SEPARATOR,
        ActionSpec("quit", "&Quit", ("Ctrl+Q",)),
    ),
    "&Edit": (
        ActionSpec("undo", UNDO, ("Ctrl+Z",)),
        ActionSpec("redo", REDO, ("Ctrl+Shift+Z",)),
        SEPARATOR,
        ActionSpec("set_value", "Set the pinned &weight or bias…", ("V",)),
        ActionSpec("make_step", "&Make this example's step", ("M",)),
        ActionSpec("listen", "&Listen only to this example"),
    ),
    "E&xample": (
        ActionSpec("next_example", "&Next", ("N",)),
        ActionSpec("previous_example", "&Previous", ("P",)),
        ActionSpec("random_example", "&Random", ("R",)),
        ActionSpec("wrong_example", "One it gets &wrong", ("W",)),
        SEPARATOR,
        Submenu(
            "&Label",
            (
                ActionSpec("label_true", "Label: the &true one", ("Alt+T",)),
                *(
                    ActionSpec(f"label_{d}", f"Label: &{d}", (f"Alt+{d}",), True, "label")
                    for d in range(10)
                ),
            ),
            ("Another label", ("Alt+0 … 9", "Alt+T")),
        ),
    ),
    "&Walk": (
        ActionSpec("walk_play", "&Play or pause", ("Space",)),
        ActionSpec("walk_forward", "Step &forward", ("Right", ".")),
        ActionSpec("walk_back", "Step &back", ("Left", ",")),
        ActionSpec("walk_first", "F&irst step", ("Home",)),
        ActionSpec("walk_last", "&Last step", ("End",)),
        ActionSpec("walk_next_group", "Next &group of steps", ("Ctrl+Right",)),
        ActionSpec("walk_previous_group", "P&revious group of steps", ("Ctrl+Left",)),
        ActionSpec("neuron_before", "The &neuron before, of the step's layer", ("Ctrl+Up",)),
        ActionSpec("neuron_after", "The ne&xt neuron of the step's layer", ("Ctrl+Down",)),
        ActionSpec("walk_jump", "&Jump to a step…", ("Ctrl+G",)),
        ActionSpec("to_the_step", "To &the step it would make", ("S",)),
        SEPARATOR,
        ActionSpec("check", "&Check the numbers", ("C",)),
    ),
    "&Training": (
        ActionSpec("train_toggle", "&Run or pause", ("F5", "T")),
        ActionSpec("train_batch", "One &mini-batch", ("F6", "B")),
        ActionSpec("train_epoch", "One &epoch", ("F7", "E")),
        SEPARATOR,
        ActionSpec("train_back", "Step &back one mini-batch", ("Shift+F6", "Shift+B")),
        ActionSpec("train_to_end", "To the en&d of this branch", ("Shift+F7",)),
        Submenu(
            "Memory of the &history",
            tuple(
                ActionSpec(f"history_{size}", f"History: at most {size} MB", (), True, "history")
                for size in HISTORY_SIZES
            ),
            ("Memory of the history", ()),
        ),
        SEPARATOR,
        ActionSpec("train_rewind", "Re&wind to the same start", ("F8",)),
        ActionSpec("train_new", "&New random start", ("F9",)),
    ),
    "&View": (
        *(
            ActionSpec(each.action, each.text, (f"Ctrl+{number}",), True, "perspective")
            for number, each in enumerate(PERSPECTIVES, 1)
        ),
        SEPARATOR,
        ActionSpec("lines_weights", "Lines: &weights", ("1",), True, "lines"),
        ActionSpec("lines_signals", "Lines: signals of the e&xample", ("2",), True, "lines"),
        ActionSpec("lines_nudges", "Lines: &nudges of the example", ("3",), True, "lines"),
        ActionSpec("lines_changes", "Lines: &change since the start", ("4",), True, "lines"),
        SEPARATOR,
        ActionSpec("all_inputs", "All in&puts and connections", ("A",), True),
        ActionSpec("pixels_strongest", "1&6 brightest pixels", (), True, "pixels"),
        ActionSpec("pixels_ends", "16 pixels, top and &bottom", (), True, "pixels"),
        ActionSpec("pixels_region", "16 pixels round on&e clicked", (), True, "pixels"),
        SEPARATOR,
        ActionSpec("theme_system", "Colours of the &system", (), True, "theme"),
        ActionSpec("theme_dark", "D&ark", (), True, "theme"),
        ActionSpec("theme_light", "&Light", (), True, "theme"),
        SEPARATOR,
        ActionSpec("notation", "Notation: formulas and s&ymbols", ("F",), True),
        SEPARATOR,
        ActionSpec("zoom_in", "&Zoom in", ("+", "Ctrl++")),
        ActionSpec("zoom_out", "Zoo&m out", ("-", "Ctrl+-")),
        ActionSpec("fit", "F&it the network", ("0", "Ctrl+0")),
        ActionSpec("reduced_motion", "&Reduce motion", (), True),
        ActionSpec("reset_panels", "Panel widt&hs as at first"),
        ActionSpec("full_screen", "F&ull screen", ("FullScreen", "F11"), True),
    ),
    "&Help": (
        ActionSpec(PALETTE, "&Find a command…", ("Ctrl+K",)),
        ActionSpec("shortcuts", "&Keyboard shortcuts", ("F1",)),
        ActionSpec("about", "&About Nudges"),
    ),
}

IN_THE_NETWORK = KeyBlock(  # keys of the picture itself
    "In the picture (Tab leads there)",
    (
        ("From neuron to neuron", ("Arrow keys",)),
        ("From line to line into it", ("Shift+Down", "Shift+Up")),
        ("Keep in the inspector", ("Return",)),
        ("Let go, then unpin", ("Esc",)),
    ),
)


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

    def commands(self) -> list[Command]:
        """Return what can be done now, in the order of the menus."""
        return [
            Command(
                spec.name, self._words_now(spec), plain(title), self._keys(spec), self._is_on(spec)
            )
            for title, spec in specs()
            if self._actions[spec.name].isEnabled() and spec.name != PALETTE
        ]

    def key_blocks(self) -> list[KeyBlock]:
        """Return all shortcuts, menu by menu."""
        blocks = []
        for title, menu in MENUS.items():
            lines = [self._line(entry) for entry in menu if not isinstance(entry, str)]
            blocks.append(KeyBlock(plain(title), tuple(line for line in lines if line[1])))
        return [*(block for block in blocks if block.lines), IN_THE_NETWORK]

    def _line(self, entry: ActionSpec | Submenu) -> tuple[str, tuple[str, ...]]:
        """Return what the sheet says of an action, or of a submenu's actions together."""
        return entry.line if isinstance(entry, Submenu) else (entry.words, self._keys(entry))

    def _add_menu(self, title: str, specs: tuple[ActionSpec | Submenu | str, ...]) -> None:
        menu = self._bar.addMenu(title)
        if menu is None:
            return
        for spec in specs:
            if isinstance(spec, str):
                menu.addSeparator()
            elif isinstance(spec, Submenu):
                self._add_submenu(menu, spec)
            else:
                self._add(menu, spec)

    def _add_submenu(self, menu: QMenu, submenu: Submenu) -> None:
        inner = menu.addMenu(submenu.text)
        if inner is not None:
            for spec in submenu.specs:
                self._add(inner, spec)

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

    def _keys(self, spec: ActionSpec) -> tuple[str, ...]:
        return tuple(key.toString() for key in self._actions[spec.name].shortcuts())

    def _words_now(self, spec: ActionSpec) -> str:
        """Return what it does at this moment: Undo names what it would undo."""
        return plain(self._actions[spec.name].text()).rstrip("…")

    def _is_on(self, spec: ActionSpec) -> bool:
        return spec.checkable and self._actions[spec.name].isChecked()


def specs() -> list[tuple[str, ActionSpec]]:
    """Return all actions of the table, each with its menu's title."""
    return [
        (title, spec)
        for title, menu in MENUS.items()
        for entry in menu
        for spec in (entry.specs if isinstance(entry, Submenu) else (entry,))
        if isinstance(spec, ActionSpec)
    ]


def plain(text: str) -> str:
    """Return a menu's text without the mark of its letter."""
    return text.replace("&", "")


def key_sequences(keys: tuple[str, ...]) -> list[QKeySequence]:
    """Return the shortcuts, each once; a standard name gives what the system uses for it."""
    sequences: list[QKeySequence] = []
    for key in keys:
        standard = getattr(QKeySequence.StandardKey, key, None)
        # A system's further bindings are keys that few keyboards have.
        found = QKeySequence.keyBindings(standard)[:1] if standard else [QKeySequence(key)]
        sequences += [sequence for sequence in found if sequence not in sequences]
    return sequences
