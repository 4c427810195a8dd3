"""A theme put on: the palette and the one style sheet, for shapes that Fusion cannot give.

States come from dynamic properties ("role", "tone"), so that no widget carries a sheet of its own.
"""

from __future__ import annotations

from string import Template

from PySide6.QtWidgets import QApplication, QToolTip

from ui.theme import Theme, palette

_TOKENS = (
    "bg",
    "chrome",
    "card",
    "text",
    "muted",
    "border",
    "edge",
    "sel",
    "hover",
    "accent",
    "on_accent",
    "cut",
)

_SHEET = Template(
    """
QToolTip { background: $card; color: $text; border: 1px solid $border; padding: 4px 6px; }
QMainWindow, QDialog { background: $chrome; }
QWidget#strip, QWidget#page { background: $bg; }
QWidget#statusbar { background: $chrome; border-top: 1px solid $border; }
QWidget#panel { background: $chrome; border-left: 1px solid $border; }
QWidget#findbar { background: $chrome; border-bottom: 1px solid $border; }
QWidget#panelfoot { background: $chrome; border-top: 1px solid $border; }
QWidget#settingslist { background: $chrome; border-right: 1px solid $border; }
QWidget#sheet { background: $card; }

QLabel { background: transparent; color: $text; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="danger"] { color: $cut; }
QLabel[tone="toast"] { color: $bg; }
QLabel[role="keycap"] { color: $muted; background: $card; border: 1px solid $border;
    border-radius: 4px; padding: 0 5px; min-height: 16px; max-height: 16px; }
QFrame[role="line"] { background: $border; border: none; min-height: 1px; max-height: 1px; }

QPushButton { background: $card; color: $text; border: 1px solid $border; border-radius: 6px;
    padding: 0 14px; min-height: 30px; }
QPushButton:focus { outline: none; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $hover; border-color: $edge; }
QPushButton:checked { background: $hover; border-color: $edge; }
QPushButton:disabled { color: $edge; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:disabled { background: $card; color: $edge; border-color: $border; }
QPushButton[role="quiet"] { background: transparent; color: $muted; border-color: transparent;
    padding: 0 8px; }
QPushButton[role="quiet"]:hover { background: $hover; color: $text; }
QPushButton[role="status"] { background: transparent; color: $text; border: none; padding: 0 4px;
    min-height: 24px; text-align: left; border-radius: 4px; }
QPushButton[role="status"][tone="muted"] { color: $muted; }
QPushButton[role="status"]:hover { background: $hover; }
QPushButton[role="toast"] { background: transparent; color: $bg; border: none; padding: 0 6px;
    min-height: 28px; text-decoration: underline; }
QPushButton[size="small"] { min-height: 26px; padding: 0 10px; }

QLineEdit, QPlainTextEdit#field { background: $card; color: $text; border: 1px solid $edge;
    border-radius: 6px; padding: 0 8px; min-height: 30px; selection-background-color: $sel;
    selection-color: $text; }
QPlainTextEdit#field { padding: 4px; }
QLineEdit:focus, QPlainTextEdit#field:focus { border: 1px solid $accent; }
QLineEdit:disabled { color: $edge; }
QLineEdit#inside, QLineEdit#inside:focus { background: $card; border: none; padding: 0;
    min-height: 20px; }
QLineEdit[problem="true"] { border-color: $cut; }

QCheckBox, QRadioButton { color: $text; spacing: 8px; min-height: 24px; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $edge; border-radius: 8px;
    background: $card; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:focus { border-color: $accent; }
QRadioButton:disabled { color: $edge; }
QDateEdit { background: $card; color: $text; border: 1px solid $edge; border-radius: 6px;
    padding: 0 4px 0 12px; selection-background-color: $sel; selection-color: $text; }
QDateEdit:focus { border: 1px solid $accent; }
QDateEdit:disabled { color: $edge; border-color: $border; }
QDateEdit::drop-down { border: none; width: 26px; }
QDateEdit::down-arrow { image: none; }
QProgressBar { background: $hover; border: none; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QMenuBar { background: $bg; color: $text; border: none; padding: 2px 12px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $card; color: $text; border: 1px solid $border; padding: 6px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; min-width: 160px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $edge; }
QMenu::separator { height: 1px; background: $border; margin: 6px 4px; }
QMenu::indicator { width: 14px; height: 14px; left: 8px; }
QMenu::item:checked { color: $accent; }

QListWidget, QTreeWidget, QTableWidget { background: $card; color: $text; border: 1px solid $border;
    border-radius: 6px; outline: none; padding: 4px; }
QTableWidget#figures { border: none; border-radius: 0; padding: 0; }
QTableWidget#figures::item { border-bottom: 1px solid $border; padding: 0 8px; }
QTableWidget#figures::item:selected { background: $hover; color: $text; }
QHeaderView { background: $card; }
QHeaderView::section { background: $card; color: $muted; border: none;
    border-bottom: 1px solid $border; padding: 0 11px; }
QSplitter::handle { background: $border; }
QListWidget::item { padding: 6px 8px; border-radius: 4px; }
QListWidget::item:selected { background: $hover; color: $text; }
QListWidget#sections { background: transparent; border: none; padding: 0; }
QListWidget#sections::item { padding: 8px 10px; border-radius: 6px; }
QListWidget#sections::item:selected { background: $hover; font-weight: 600; }
QPlainTextEdit#compare, QTextBrowser { background: $card; color: $text;
    border: 1px solid $border; border-radius: 6px; padding: 8px; }
QScrollArea { background: transparent; border: none; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px;
    min-height: 24px; min-width: 24px; }
QScrollBar[idle="true"]::handle { background: transparent; }
QScrollBar[idle="true"]::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def style_sheet(theme: Theme) -> str:
    """The application's style sheet in the colours of a theme."""
    return _SHEET.substitute({name: theme.role(name) for name in _TOKENS})


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application a theme: palette first, then the one style sheet.

    A palette change alone does not reach widgets the sheet styles, hence the order.
    """
    colours = palette(theme)
    app.setPalette(colours)
    QToolTip.setPalette(colours)
    app.setStyleSheet(style_sheet(theme))
