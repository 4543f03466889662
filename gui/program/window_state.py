"""What the window remembers from one start to the next: colours, motion, the panels' shares."""

from __future__ import annotations

from pathlib import Path

from gui.panel_shares import PanelShares
from gui.program.parts import Parts
from gui.storage.memory import Memory, remember


def take_up(parts: Parts, memory: Memory) -> None:
    """Let the window look as it is remembered; its theme was chosen before it was built."""
    parts.actions["reduced_motion"].setChecked(memory.reduced_motion)
    parts.actions["notation"].setChecked(memory.notation)
    parts.window.set_shares(PanelShares(memory.left, memory.right, memory.training, memory.wide))


def keep(parts: Parts, path: Path) -> None:
    """Write down how the window looks; where that is impossible, it is forgotten."""
    shares = parts.window.shares
    reduced = parts.actions["reduced_motion"].isChecked()
    mode = parts.theme.mode.value
    notation = parts.actions["notation"].isChecked()
    memory = Memory(
        mode, reduced, shares.left, shares.right, shares.training, notation, shares.wide
    )
    remember(memory, path)
