"""Builds the perspective of the gradient, and connects it: table, picture and digit in step."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from gui.explain.gradient_panel import GradientPanel
from gui.explain.gradient_presenter import GradientPresenter
from gui.gradient_story import GradientStory
from gui.main_window import scrolling
from gui.perspectives import GRADIENT
from gui.program.parts import Parts


def gradient(parts: Parts) -> QWidget:
    """Return the panel of the gradient, and give the stage its story."""
    panel = GradientPanel(parts.theme)
    presenter = GradientPresenter(parts.explain, panel, parts.example, panel)
    presenter.target_chosen.connect(parts.pinning.pin)
    presenter.scene_changed.connect(parts.stage.show_scene)
    parts.pinning.changed.connect(presenter.choose_target)
    parts.stage.add_story(GRADIENT, GradientStory(parts.explain, presenter, parts.stage.lines))
    return scrolling(panel)
