"""What is asked of the window itself: colours, motion, full screen, its picture, help."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, pyqtSlot

from core.version import VERSION
from gui.actions import PALETTE
from gui.command_palette import CommandPalette
from gui.keyboard_sheet import KeyboardSheet
from gui.program.parts import Parts
from gui.theme import Mode

ABOUT = (
    f"<b>Nudges {VERSION}</b> shows how a neural network learns: one example's backpropagation "
    "step by step, and gradient descent live.<br><br>Free software under the GNU General Public "
    "License, version 3 or later.<br>MNIST: Yann LeCun and Corinna Cortes, CC BY-SA 3.0.<br>"
    "Inter: The Inter Project Authors, SIL Open Font License 1.1."
)


class WindowOrders(QObject):
    """Carries out what concerns the window and not what it shows."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        actions = parts.actions
        actions["quit"].triggered.connect(parts.window.close)
        actions["reset_panels"].triggered.connect(parts.window.forget_shares)
        self.palette = CommandPalette(parts.theme, parts.window)
        self.keyboard = KeyboardSheet(parts.theme, parts.window)
        self.palette.chosen.connect(self._carry_out)
        actions[PALETTE].triggered.connect(self._offer_commands)
        actions["shortcuts"].triggered.connect(self._show_shortcuts)
        actions["about"].triggered.connect(self._show_about)
        actions["reduced_motion"].toggled.connect(parts.stage.set_reduced_motion)
        actions["full_screen"].toggled.connect(self._set_full_screen)
        for mode in (Mode.SYSTEM, Mode.DARK, Mode.LIGHT):
            action = actions[f"theme_{mode.value}"]
            action.setChecked(mode is parts.theme.mode)
            action.triggered.connect(partial(parts.theme.set_mode, mode))

    @pyqtSlot(bool)
    def _set_full_screen(self, full: bool) -> None:
        if full:
            self._parts.window.showFullScreen()
        else:
            self._parts.window.showNormal()

    @pyqtSlot()
    def _show_shortcuts(self) -> None:
        self.palette.dismiss()
        self.keyboard.show_blocks(self._parts.actions.key_blocks())

    @pyqtSlot()
    def _offer_commands(self) -> None:
        self.keyboard.dismiss()
        self.palette.offer(self._parts.actions.commands())

    @pyqtSlot(str)
    def _carry_out(self, name: str) -> None:
        self._parts.actions[name].trigger()

    @pyqtSlot()
    def _show_about(self) -> None:
        self._parts.messages.information("About Nudges", ABOUT)
