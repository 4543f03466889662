"""The window: where each panel stands. It knows nothing of what they show."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QEvent, QRect, QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenuBar,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.panel_shares import PanelShares
from gui.perspectives import TITLES
from gui.theme import Theme
from gui.widgets.fitting import FittingLabel
from gui.widgets.icons import program_icon
from gui.widgets.keys import keep_keys, keys_of, leave_keys
from gui.widgets.segments import Segments
from gui.widgets.shared_splitter import SharedSplitter

DEFAULT_SIZE = QSize(1440, 900)
SMALLEST_SIZE = QSize(640, 480)


class MainWindow(QMainWindow):
    """The frame around the panels: a bar of perspectives, three columns, two bars below."""

    closing = pyqtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Nudges")
        self.setWindowIcon(program_icon())
        self.setMinimumSize(SMALLEST_SIZE)
        self.theme = theme
        self.perspectives = Segments(TITLES)
        self.facts = FittingLabel()
        self.facts.setProperty("role", "muted")
        self.menus = QMenuBar()
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.right = QStackedWidget()
        self.shares = PanelShares()
        self._wide = False
        self.columns = SharedSplitter(Qt.Orientation.Horizontal, self._column_widths)
        self.rows = SharedSplitter(Qt.Orientation.Vertical, self._row_heights)
        self.columns.splitterMoved.connect(self._keep_columns)
        self.rows.splitterMoved.connect(self._keep_rows)

    def build(
        self,
        left: QWidget,
        title: QWidget,
        network: QWidget,
        right: QWidget,
        transport: QWidget,
        training: QWidget,
    ) -> None:
        """Put the panels in their places."""
        self.right.addWidget(right)
        self.columns.addWidget(scrolling(left))
        title.setContentsMargins(16, 12, 16, 0)
        centre = stacked(title, network, stretch=network)
        centre.setObjectName("canvas")
        self.columns.addWidget(centre)
        self.columns.addWidget(self.right)
        self.columns.setChildrenCollapsible(False)
        self.columns.setStretchFactor(1, 1)
        self.rows.addWidget(stacked(self.columns, transport, stretch=self.columns))
        self.rows.addWidget(scrolling(training))
        self.rows.setStretchFactor(0, 1)
        self.rows.setCollapsible(0, False)
        self.setCentralWidget(self.rows)
        self.setMenuWidget(self._top_bar())
        leave_keys(self)
        self.arrange(self.size())

    def open_at_default_size(self) -> None:
        """Take the default size, or what the screen has room for."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry() if screen is not None else QRect(0, 0, 1440, 900)
        self.resize(DEFAULT_SIZE.boundedTo(room.size()))
        self.arrange(self.size())

    def arrange(self, size: QSize) -> None:
        """Give the columns and rows their widths and heights for a size of the window."""
        self.columns.setSizes(self._column_widths(size.width()))
        self.rows.setSizes(self._row_heights(size.height()))

    def set_shares(self, shares: PanelShares) -> None:
        """Give the panels other shares of the window."""
        self.shares = shares
        self.arrange(self.size())

    def set_wide(self, wide: bool) -> None:
        """Give the panel at the right as much room as a page full of figures needs, or less."""
        if wide is not self._wide:
            self._wide = wide
            self.arrange(self.size())

    @pyqtSlot()
    def forget_shares(self) -> None:
        """Give the panels what suits the window's size, whatever the user has moved."""
        self.set_shares(PanelShares())

    def _column_widths(self, width: int) -> list[int]:
        return self.shares.columns(width, self._wide)

    def _row_heights(self, height: int) -> list[int]:
        return self.shares.rows(height)

    @pyqtSlot(int, int)
    def _keep_columns(self, _place: int, handle: int) -> None:
        """Keep the share of the column whose handle was moved."""
        left, _, right = (size / self.columns.extent for size in self.columns.sizes())
        if handle == 1:
            self.shares = replace(self.shares, left=left)
        elif self._wide:
            self.shares = replace(self.shares, wide=right)
        else:
            self.shares = replace(self.shares, right=right)

    @pyqtSlot(int, int)
    def _keep_rows(self, _place: int, _handle: int) -> None:
        training = self.rows.sizes()[1] / self.rows.extent
        self.shares = replace(self.shares, training=training)

    def _top_bar(self) -> QWidget:
        """Return the one row that holds the menus, the perspectives and the facts."""
        bar = QWidget()
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(8, 6, 16, 6)
        layout.setSpacing(16)
        layout.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.perspectives)
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.facts, 1)
        return bar

    def sizeHint(self) -> QSize:
        return DEFAULT_SIZE

    def event(self, event: QEvent | None) -> bool:
        """Leave the keys of a focused button, slider or choice to it; shortcuts come after."""
        return keep_keys(event, keys_of(self.focusWidget())) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Let Escape, and a click on what takes no focus, give the keys back to the window."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.release_focus()
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        self.release_focus()
        super().mousePressEvent(event)

    def release_focus(self) -> None:
        """Take the keyboard from the field that has it, which then keeps or drops its text."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        self.closing.emit()
        super().closeEvent(event)


def stacked(*widgets: QWidget, stretch: QWidget) -> QWidget:
    """Return the widgets one above the other without gaps; one takes the room that is left."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is stretch else 0)
    return box


def scrolling(widget: QWidget) -> QScrollArea:
    """Return a frame in which a panel scrolls up and down where the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
