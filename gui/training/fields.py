"""The controls of the run and the fields of the next network: side by side, or one at a time."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.theme import Theme
from gui.training.controls import TrainingControls
from gui.training.labels import small_button
from gui.training.network_fields import NetworkFields

CONTROLS_WIDTH, NETWORK_WIDTH, NARROW_NETWORK_WIDTH = 292, 196, 168
SWITCH_HEIGHT = 18  # that of a heading and the gap below it


class TrainingFields(QWidget):
    """Shows both blocks; where it is folded, one of them, and a button that shows the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self.controls = TrainingControls(theme)
        self.network = NetworkFields(theme)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.controls)
        layout.addWidget(self.network)
        self.switch: QToolButton = small_button("", "")
        self.switch.setParent(self)
        self.switch.setFixedHeight(SWITCH_HEIGHT)
        self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._show_blocks)
        self.fit(gap=16, narrow=False, folded=False)

    @property
    def folded(self) -> bool:
        """Whether only one block is shown at a time."""
        return self._folded

    def fit(self, gap: int, narrow: bool, folded: bool) -> None:
        """Take more room or less."""
        self._folded = folded
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(gap)
        self.controls.setFixedWidth(CONTROLS_WIDTH)
        network = NARROW_NETWORK_WIDTH if narrow else NETWORK_WIDTH
        self.network.setFixedWidth(CONTROLS_WIDTH if folded else network)
        self._show_blocks()
        if layout is not None:
            layout.activate()
        self.updateGeometry()

    @pyqtSlot()
    def _show_blocks(self) -> None:
        """Show one block or both; the switch names the other."""
        network = self.switch.isChecked()
        self.controls.setVisible(not (self._folded and network))
        self.network.setVisible(not self._folded or network)
        self.switch.setVisible(self._folded)
        self.switch.setText("training ›" if network else "network ›")
        spoken = "Show the controls of training" if network else "Show the next network's fields"
        self.switch.setToolTip(spoken)
        self.switch.setAccessibleName(spoken)
        self._place_switch()

    def _place_switch(self) -> None:
        self.switch.adjustSize()
        self.switch.move(self.width() - self.switch.width(), 0)
        self.switch.raise_()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._place_switch()
