"""How Qt's own widgets look: their palette and the style sheet, made of a mode's colours."""

from __future__ import annotations

from dataclasses import fields

from PyQt6.QtGui import QColor, QPalette

from gui.colors import Colors


def qt_palette(colors: Colors) -> QPalette:
    """Return the palette for Qt's own widgets."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, color in (
        (role.Window, colors.panel),
        (role.Base, colors.canvas),
        (role.AlternateBase, colors.raised),
        (role.Button, colors.raised),
        (role.ToolTipBase, colors.raised),
        (role.WindowText, colors.text),
        (role.Text, colors.text),
        (role.ButtonText, colors.text),
        (role.ToolTipText, colors.text),
        (role.PlaceholderText, colors.text_faint),
        (role.Highlight, colors.primary),
        (role.HighlightedText, colors.primary_text),
        (role.Link, colors.positive),
        (role.Mid, colors.line),
        (role.Dark, colors.line),
    ):
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colors.text_faint))
    return palette


def style_sheet(colors: Colors) -> str:
    """Return the style sheet: roles of labels and buttons, fields, menus, splitters.

    A label's role is its property ``role``: heading, muted, faint, value, title, warning, good. A
    button's is ``primary``, ``tab`` or none.
    """
    values = {field.name: getattr(colors, field.name) for field in fields(colors)}
    return STYLE.format(**values)


STYLE = """
QWidget {{ color: {text}; }}
QMainWindow, QDialog {{ background: {panel}; }}
#canvas {{ background: {canvas}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px 8px; }}
QFileDialog QHeaderView::section {{
    background: {raised}; color: {text_muted}; border: none; padding: 2px 6px;
}}
QFileDialog QHeaderView {{ background: {raised}; }}
QListView {{ background: {raised}; color: {text}; }}
QLabel[role="heading"] {{
    color: {text_muted}; font-size: 11px; font-weight: 600; letter-spacing: 1px;
}}
QLabel[role="title"] {{ font-size: 16px; font-weight: 600; }}
QLabel[role="muted"] {{ color: {text_muted}; }}
QLabel[role="faint"] {{ color: {text_faint}; font-size: 12px; }}
QLabel[role="value"] {{ font-size: 24px; font-weight: 600; }}
QLabel[role="toast"] {{
    background: {raised}; border: 1px solid {line}; border-radius: 8px; padding: 8px 16px;
}}
QLabel[role="warning"] {{ color: {warning}; }}
QLabel[role="good"] {{ color: {good}; }}
QPushButton, QToolButton {{
    background: {raised}; border: 1px solid {line}; border-radius: 6px;
    padding: 5px 12px; min-height: 20px;
}}
QToolButton {{ padding: 5px 8px; }}
QPushButton:hover, QToolButton:hover {{ background: {raised_hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {line}; }}
QToolButton:checked {{ background: {raised_hover}; border-color: {primary}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {text_faint}; }}
QPushButton:focus, QToolButton:focus, QLineEdit:focus, QComboBox:focus {{
    border: 1px solid {positive};
}}
QPushButton[role="primary"], QToolButton[role="primary"] {{
    background: {primary}; border-color: {primary}; color: {primary_text}; font-weight: 600;
}}
QPushButton[role="tab"] {{
    background: transparent; border: 1px solid transparent; color: {text_muted};
}}
QPushButton[role="tab"]:hover {{ background: {raised}; color: {text}; }}
QPushButton[role="tab"]:checked {{
    background: {raised_hover}; border-color: {primary}; color: {text}; font-weight: 600;
}}
QPushButton[role="tab"]:disabled {{ color: {text_faint}; }}
QPushButton[role="tab"]:focus {{ border-color: {positive}; }}
QLineEdit, QComboBox {{
    background: {canvas}; border: 1px solid {line}; border-radius: 6px;
    padding: 4px 8px; min-height: 20px; selection-background-color: {primary};
}}
QLineEdit[state="bad"] {{ border: 1px solid {warning}; }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox QAbstractItemView {{
    background: {raised}; border: 1px solid {line}; selection-background-color: {primary};
    selection-color: {primary_text};
}}
QComboBox QAbstractItemView::item {{ padding: 4px 8px; }}
QComboBox QAbstractItemView::item:selected {{ background: {primary}; color: {primary_text}; }}
QMenuBar {{ background: {panel}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {raised_hover}; }}
QMenu {{ background: {raised}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 20px; border-radius: 4px; }}
QMenu::item:selected {{ background: {primary}; color: {primary_text}; }}
QMenu::item:disabled {{ color: {text_faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {primary}; }}
QScrollArea, QAbstractScrollArea {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {line}; border-radius: 4px; min-height: 24px; margin: 1px;
}}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{
    background: {line}; border-radius: 4px; min-width: 24px; margin: 1px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSlider::groove:horizontal {{ height: 4px; background: {line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {primary}; border-radius: 2px; }}
QSlider::handle:horizontal {{
    background: {text}; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
}}
QSlider::handle:horizontal:focus {{ background: {positive}; }}
QStatusBar {{ background: {panel}; color: {text_muted}; }}
QProgressBar {{
    background: {canvas}; border: 1px solid {line}; border-radius: 4px; text-align: center;
}}
QProgressBar::chunk {{ background: {primary}; border-radius: 3px; }}
"""
