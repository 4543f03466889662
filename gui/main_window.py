"""The window: where each panel stands. It knows nothing of what they show."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenuBar,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme
from gui.widgets.icons import program_icon
from gui.widgets.keys import keep_keys, keys_of
from gui.widgets.segments import Segments

DEFAULT_SIZE = QSize(1440, 900)
SMALLEST_SIZE = QSize(640, 480)
LEFT_WIDTH, RIGHT_WIDTH = 292, 364
TRAINING_HEIGHT = 232
COLUMN_SHARE = 0.27  # a side column takes at most so much of a narrow window
GROWTH = 0.14  # and grows by so much of what a window is wider than the default one
PERSPECTIVES = {"Forward": "forward", "One example": "one-example", "Descend": "descend"}


class MainWindow(QMainWindow):
    """The frame around the panels: a bar of perspectives, three columns, two bars below."""

    closing = pyqtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Nudges")
        self.setWindowIcon(program_icon())
        self.setMinimumSize(SMALLEST_SIZE)
        self.theme = theme
        self.perspectives = Segments(list(PERSPECTIVES))
        self.facts = QLabel()
        self.facts.setProperty("role", "muted")
        self.menus = QMenuBar()
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.right = QStackedWidget()
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.rows = QSplitter(Qt.Orientation.Vertical)

    def build(
        self,
        left: QWidget,
        title: QWidget,
        network: QWidget,
        rights: tuple[QWidget, ...],
        transport: QWidget,
        training: QWidget,
    ) -> None:
        """Put the panels in their places."""
        for widget in rights:
            self.right.addWidget(widget)
        self.columns.addWidget(scrolling(left))
        title.setContentsMargins(16, 12, 16, 0)
        centre = stacked(title, network, stretch=network)
        centre.setObjectName("canvas")
        self.columns.addWidget(centre)
        self.columns.addWidget(self.right)
        self.columns.setChildrenCollapsible(False)
        self.columns.setStretchFactor(1, 1)
        self.rows.addWidget(stacked(self.columns, transport, stretch=self.columns))
        self.rows.addWidget(training)
        self.rows.setStretchFactor(0, 1)
        self.rows.setCollapsible(0, False)
        self.setCentralWidget(self.rows)
        self.setMenuWidget(self._top_bar())
        for button in self.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the window
        self.arrange(self.size())

    def open_at_default_size(self) -> None:
        """Take the default size, or what the screen has room for."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry() if screen is not None else QRect(0, 0, 1440, 900)
        self.resize(DEFAULT_SIZE.boundedTo(room.size()))
        self.arrange(self.size())

    def arrange(self, size: QSize) -> None:
        """Give the columns and rows their widths and heights for a size of the window."""
        narrow = round(size.width() * COLUMN_SHARE)
        more = round(max(size.width() - DEFAULT_SIZE.width(), 0) * GROWTH)
        left, right = min(LEFT_WIDTH, narrow) + more, min(RIGHT_WIDTH, narrow) + more
        self.columns.setSizes([left, max(size.width() - left - right, 200), right])
        training = min(TRAINING_HEIGHT, round(size.height() * 0.32))
        self.rows.setSizes([size.height() - training, training])

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
