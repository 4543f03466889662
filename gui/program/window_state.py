"""What the window remembers from one start to the next: colours, motion, the panels' shares."""

from __future__ import annotations

from pathlib import Path

from gui.panel_shares import PanelShares
from gui.program.endings_wiring import use_rules
from gui.program.parts import Parts
from gui.storage.memory import Memory, remember


def take_up(parts: Parts, memory: Memory) -> None:
    """Let the window look as it is remembered; its theme was chosen before it was built."""
    parts.actions["reduced_motion"].setChecked(memory.reduced_motion)
    parts.actions["notation"].setChecked(memory.notation)
    parts.window.set_shares(PanelShares(memory.left, memory.right, memory.training, memory.wide))
    descent = (memory.momentum, memory.l2, memory.decay)
    if any(descent):
        parts.training.change_descent(*descent)
        parts.training_panel.show_settings(parts.training.settings)
    if memory.rules.any:
        use_rules(parts, memory.rules)


def keep(parts: Parts, path: Path) -> None:
    """Write down how the window looks; where that is impossible, it is forgotten."""
    shares = parts.window.shares
    reduced = parts.actions["reduced_motion"].isChecked()
    mode = parts.theme.mode.value
    notation = parts.actions["notation"].isChecked()
    settings = parts.training.settings
    memory = Memory(
        mode,
        reduced,
        shares.left,
        shares.right,
        shares.training,
        notation,
        shares.wide,
        settings.momentum,
        settings.l2,
        settings.decay,
        parts.training_panel.controls.rules,
    )
    remember(memory, path)
