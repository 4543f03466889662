"""The panel on the right: what happens now, its formula, its numbers, and their check."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QCoreApplication, QEvent, QPoint, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.explain.derivation import Derivation
from core.network.architecture import Architecture
from gui.explain.caption_label import CaptionLabel
from gui.explain.caption_numbers import Detail
from gui.explain.caption_words import WRONG
from gui.explain.check_row import CheckRow
from gui.explain.formulas import all_formulas, formula_of
from gui.explain.inspector import Inspector
from gui.explain.moment import Moment
from gui.explain.particulars import Particulars
from gui.explain.step_body import AVENUES, StepBody
from gui.explain.table_view import TableView
from gui.theme import Theme
from gui.widgets.card import Card
from gui.widgets.elided import ElidedLabel
from gui.widgets.formula_view import FormulaView
from gui.widgets.idle_typesetter import IdleTypesetter

LEAST_WIDTH = 280  # where the switches of the stack have room
MARGIN = 16
FORMULA_PLACE = 2  # below heading and caption
ROOM_FOR_FORMULA = 440  # height below which the formula stands under the table
ROOM_FOR_STEP = 760  # likewise, under the panel of the step
ROOM_FOR_SUM, ROOM_FOR_ROW = 260, 20  # what a stack takes with all above it, and each of its rows
ROOM_FOR_WORDS = 300  # width below which the button of the check has one word


class ExplanationPanel(QWidget):
    """Explains the current step of the walk with the values of the derivation."""

    check_requested = pyqtSignal()
    check_cancelled = pyqtSignal()
    focus_requested = pyqtSignal(int)  # another neuron of the step's layer
    neuron_hovered = pyqtSignal(object)  # NeuronId or None: the one that a row is about
    wrong_requested = pyqtSignal()  # an example that the network gets wrong
    label_chosen = pyqtSignal(int)
    label_reset = pyqtSignal()
    muted_toggled = pyqtSignal(int)  # a neuron of the layer that asks
    solo_toggled = pyqtSignal(int)
    all_heard = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Derivation | None = None
        self._caption = CaptionLabel(theme)
        self._card = Card(theme, margin=2)
        self.formula = FormulaView(theme, 17)
        self._note = text_label("faint")
        self._note.setContentsMargins(8, 0, 8, 4)
        self.body = StepBody(theme)
        self._notation = self._own_formula = True
        self.check = CheckRow()
        self.inspector = Inspector(theme, "back to the step")
        self._body = QWidget()
        self._inside = QVBoxLayout(self._body)
        self._scroll = QScrollArea()
        self._typesetter = IdleTypesetter(self)
        self._architecture: Architecture | None = None
        self._step_panel: QWidget | None = None
        self._at_step = False
        self._lay_out()
        self._connect()

    @property
    def caption(self) -> str:
        """The caption shown, as rich text."""
        return self._caption.caption

    @property
    def details(self) -> Mapping[str, Detail]:
        """The arithmetic of the caption's numbers, by what is written."""
        return self._caption.details

    @property
    def table(self) -> TableView:
        """The table, for steps that show one."""
        return self.body.table

    def show_moment(
        self, moment: Moment, caption: str, details: Mapping[str, Detail] | None = None
    ) -> None:
        """Explain a moment of the walk.

        caption : rich text
        details : the arithmetic of the caption's numbers, by what is written
        """
        derivation = moment.derivation
        if derivation is not self._shown:
            self.check.clear()
        self._shown = derivation
        self._caption.set_caption(caption, details)
        architecture = derivation.network.architecture
        self._prepare_formulas(architecture)
        formula = formula_of(moment.step, architecture)
        self.formula.set_formula(formula.latex, formula.plain)
        self._note.setText(formula.note)
        self._note.setVisible(bool(formula.note))
        self._own_formula = moment.part not in AVENUES  # the avenues have theirs
        self._at_step = moment.after is not None
        self._place_formula()
        self._suit_height()
        self.body.show_moment(moment)
        self._share_room()
        self._settle()

    def set_kin(self, captions: tuple[str, ...]) -> None:
        """Keep room for the longest caption of the steps that share this one's panels."""
        self._caption.set_kin(captions)

    def set_alpha(self, alpha: float) -> None:
        """Let what is new at this step have grown so far, from 0 to 1."""
        self.body.set_alpha(alpha)

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and pictures only."""
        self._notation = shown
        self.body.set_notation(shown)
        self._share_room()

    def set_particulars(self, particulars: Particulars | None) -> None:
        """Show a neuron or connection in the place of formula and table; None gives it back."""
        if particulars is None and self.inspector.particulars is None:
            return
        self.inspector.set_particulars(particulars)
        self._share_room()
        self._settle()

    def add_step_panel(self, panel: QWidget) -> None:
        """Show a panel in the table's place wherever a step is told of that could be made."""
        self._step_panel = panel
        self._inside.insertWidget(self._inside.indexOf(self.body), panel)
        self._inside.addStretch(0)
        self._share_room()

    def set_checking(self) -> None:
        """Say that the check is at work."""
        self.check.set_checking()

    def set_check_progress(self, fraction: float) -> None:
        """Say how far the check is."""
        self.check.set_progress(fraction)

    def forget_check(self) -> None:
        """Show no check, such as one that came to nothing."""
        self.check.clear()

    def set_check_result(self, text: str, good: bool) -> None:
        """Show what the check of this derivation found."""
        self.check.set_result(text, good)

    def _prepare_formulas(self, architecture: Architecture) -> None:
        """Have the formulas of a new network's other steps set ahead of time."""
        if architecture != self._architecture:
            self._architecture = architecture
            self._typesetter.add(all_formulas(architecture))

    def _lay_out(self) -> None:
        heading = ElidedLabel("WHAT HAPPENS NOW")
        heading.setProperty("role", "heading")
        self._card.add(self.formula)
        self._card.add(self._note)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.check.button)
        self._inside.setContentsMargins(MARGIN, 8, MARGIN, 4)
        self._inside.setSpacing(8)
        self._inside.addLayout(head)
        for part in (self._caption, self._card):
            self._inside.addWidget(part)
        self._inside.addWidget(self.body, 1)
        self._inside.addWidget(self.inspector, 1)
        self._put_into_scroll_area()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.check)
        self.setMinimumWidth(LEAST_WIDTH)

    def _share_room(self) -> None:
        """Let the step's parts give way to what is inspected: the caption where there's no room."""
        inspecting = self.inspector.particulars is not None
        stepping = self._at_step and self._step_panel is not None
        formal = self._notation and self._own_formula
        self._card.setVisible(formal and not inspecting)
        self.body.setVisible(not inspecting and not stepping)
        if self._step_panel is not None:
            self._step_panel.setVisible(not inspecting and stepping)
        self._caption.setVisible(not inspecting or self.height() >= ROOM_FOR_FORMULA)
        self._caption.set_short(self.height() < (ROOM_FOR_STEP if stepping else ROOM_FOR_FORMULA))
        self._suit_height()

    def _suit_height(self) -> None:
        """Let what adds up scroll with all else, or have its sum on top, as there is room."""
        height, adding = self.height(), self.body.adding
        needed = ROOM_FOR_SUM + adding.asking * ROOM_FOR_ROW  # the sum is in view below its stack
        self.body.avenues.set_low(height < ROOM_FOR_FORMULA)
        adding.set_low(height < ROOM_FOR_FORMULA, height < needed)

    def _place_formula(self) -> None:
        """Put the formula over the table, or under it where the window is low."""
        room = ROOM_FOR_STEP if self._at_step and self._step_panel is not None else ROOM_FOR_FORMULA
        place = FORMULA_PLACE if self.height() >= room else self._inside.count() - 1
        if self._inside.indexOf(self._card) != place:
            self._inside.removeWidget(self._card)
            self._inside.insertWidget(place, self._card)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._place_formula()
        self._share_room()
        self.check.set_short(self.width() < ROOM_FOR_WORDS)

    def _put_into_scroll_area(self) -> None:
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        bar = self._scroll.verticalScrollBar()
        if bar is not None:
            bar.rangeChanged.connect(self._keep_width)
        self._body.setAutoFillBackground(False)

    @pyqtSlot(int, int)
    def _keep_width(self, _least: int, most: int) -> None:
        """Let the bar that scrolls take its room from the margin, so that no line breaks anew."""
        bar = self._scroll.verticalScrollBar()
        taken = 0 if bar is None or most <= 0 else bar.sizeHint().width()
        self._inside.setContentsMargins(MARGIN, 8, MARGIN - taken, 4)

    @pyqtSlot()
    def _settle(self) -> None:
        """Lay everything out now: left to Qt it takes some frames, each with a new place."""
        for _ in range(2):  # what was inside tells the outside of its new size
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _connect(self) -> None:
        self.check.requested.connect(self.check_requested)
        self.check.cancelled.connect(self.check_cancelled)
        self._caption.followed.connect(self._follow)
        self._caption.resized.connect(self._settle)
        body = self.body
        body.focus_requested.connect(self.focus_requested)
        body.neuron_hovered.connect(self.neuron_hovered)
        body.label_chosen.connect(self.label_chosen)
        body.label_reset.connect(self.label_reset)
        body.muted_toggled.connect(self.muted_toggled)
        body.solo_toggled.connect(self.solo_toggled)
        body.all_heard.connect(self.all_heard)
        self.table.bars.reveal_requested.connect(self._reveal)

    @pyqtSlot(str)
    def _follow(self, link: str) -> None:
        """Carry out what a link in the caption offers."""
        if link == WRONG:
            self.wrong_requested.emit()

    @pyqtSlot(int, int)
    def _reveal(self, top: int, bottom: int) -> None:
        """Bring a part of the table into view; a row that has grown is laid out first."""
        self._settle()
        self.table.area.reveal(top, bottom)
        above = self.table.bars.mapTo(self._body, QPoint(0, 0)).y()
        half = (bottom - top) // 2
        self._scroll.ensureVisible(0, above + top + half, 0, half + 8)


def text_label(role: str) -> QLabel:
    """Return an empty label that wraps its words."""
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
