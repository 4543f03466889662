"""A button with one of the program's icons, tinted again when the theme changes."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSlot
from PyQt6.QtWidgets import QToolButton, QWidget

from gui.theme import Theme
from gui.widgets.icons import icon


class IconButton(QToolButton):
    """A button that shows an icon, and text beside it if there is any.

    Parameters
    ----------
    name : the icon's file name without .svg
    spoken : what the button does; its tooltip and its name for screen readers
    shortcut : the keys that do the same, shown in the tooltip
    text : a word beside the icon
    role : "primary" for the main button
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        spoken: str,
        *,
        shortcut: str = "",
        text: str = "",
        role: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shortcut = shortcut
        self._name = ""
        self._tint = "primary_text" if role == "primary" else "text"
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(16, 16))
        self.setText(text)
        if text:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.set_icon(name, spoken)
        theme.changed.connect(self._restyle)

    @property
    def icon_name(self) -> str:
        """The name of the icon shown."""
        return self._name

    def set_icon(self, name: str, spoken: str) -> None:
        """Show another icon that does something else: play becomes pause."""
        if (name, spoken) == (self._name, self.accessibleName()):
            return
        self._name = name
        self.setAccessibleName(spoken)
        self.setToolTip(f"{spoken} ({self._shortcut})" if self._shortcut else spoken)
        self._restyle()

    @pyqtSlot()
    def _restyle(self) -> None:
        self.setIcon(icon(self._name, self._theme, self._tint))
