"""Builds the perspective of the gradient, and connects it: table, picture and digit in step."""

from __future__ import annotations

from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.explain.gradient_panel import GradientPanel
from gui.explain.gradient_presenter import GradientPresenter
from gui.gradient_story import GradientStory
from gui.main_window import scrolling, stacked
from gui.perspectives import GRADIENT
from gui.program.parts import Parts


def gradient(parts: Parts) -> QWidget:
    """Return the panel of the gradient, and give the stage its story."""
    panel = GradientPanel(parts.theme)
    presenter = GradientPresenter(parts.explain, panel, parts.example, panel)
    presenter.target_chosen.connect(parts.pinning.pin)
    notation = parts.actions["notation"]
    notation.toggled.connect(panel.set_notation)
    panel.set_notation(notation.isChecked())
    panel.lines.value_wanted.connect(parts.value_card.value_wanted)
    presenter.scene_changed.connect(parts.stage.show_scene)
    parts.pinning.changed.connect(presenter.choose_target)
    parts.stage.add_story(GRADIENT, GradientStory(parts.explain, presenter, parts.stage.lines))
    area = scrolling(panel)
    return stacked(area, way_to_the_step(parts), stretch=area)


def way_to_the_step(parts: Parts) -> QWidget:
    """Return a row with the button that leads to the step along this gradient."""
    row, to_the_step = QWidget(), QPushButton("The step it would make …")
    to_the_step.setToolTip("Learning rate × these nudges: look at it, make it, undo it (S)")
    to_the_step.clicked.connect(parts.actions["to_the_step"].trigger)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(16, 4, 16, 4)
    layout.addWidget(to_the_step)
    layout.addStretch(1)
    return row
