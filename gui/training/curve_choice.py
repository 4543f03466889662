"""One place for several plots of the run, of which one is seen at a time."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QActionGroup
from PyQt6.QtWidgets import QMenu, QStackedWidget, QToolButton, QWidget

from gui.training.curve_card import CurveCard
from gui.training.labels import small_button

LOOK = (
    "QToolButton { padding: 0 6px; min-height: 16px; font-size: 12px; }"
    "QToolButton::menu-indicator { image: none; width: 0; }"
)


class CurveChoice(QStackedWidget):
    """Shows one of some cards; a button in the place of its title offers the others."""

    chosen = pyqtSignal(str)  # the title of the card that is seen

    def __init__(self, cards: tuple[CurveCard, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = cards
        self.buttons: dict[str, QToolButton] = {}
        for card in cards:
            self.addWidget(card)
            self._add_button(card)

    @property
    def card(self) -> CurveCard:
        """The card that is seen."""
        return self.cards[self.currentIndex()]

    @pyqtSlot(str)
    def choose(self, title: str) -> None:
        """Show the card of a title."""
        titles = [card.title for card in self.cards]
        self.setCurrentIndex(titles.index(title))
        self.chosen.emit(title)

    def _add_button(self, card: CurveCard) -> None:
        """Put a button with a menu of all titles before a card's legend."""
        button = small_button(
            f"{card.title} ▾", "Another curve: cost, gradient, change of parameters"
        )
        button.setStyleSheet(LOOK)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        if card.explanation:
            button.setToolTip(f"{card.explanation}.\n{button.toolTip()}")
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        for each in self.cards:
            action = menu.addAction(each.menu_words)
            if action is not None:
                action.setToolTip(each.explanation or each.menu_words)
                action.setCheckable(True)
                action.setChecked(each is card)
                group.addAction(action)
                action.triggered.connect(partial(self._choose, card, each))
        button.setMenu(menu)
        card.legend.set_title("")
        card.header.insertWidget(0, button)
        self.buttons[card.title] = button

    def _choose(self, here: CurveCard, there: CurveCard, _checked: bool = False) -> None:
        """Show another card; the menu of the one that is left names itself again."""
        menu = self.buttons[here.title].menu()
        if menu is not None:
            menu.actions()[self.cards.index(here)].setChecked(True)
        self.choose(there.title)
