"""Colours and measures of the window: six themes, and the palette made from one.

Every colour of the interface is named here and nowhere else. Measures are logical pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

SYSTEM = "system"  # the setting that follows the desktop; not a theme itself


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one theme, as "#RRGGBB"; `shadow` is the alpha of one shadow step, 0 to 1."""

    name: str
    dark: bool
    bg: str  # text area and top strip
    chrome: str  # status bar, side panel, dialogs
    card: str  # cards, menus, inputs, buttons
    text: str
    muted: str  # secondary text, icons, placeholders, Markdown signs
    border: str  # hairlines; decoration only
    edge: str  # input outlines, slider track, disabled text
    sel: str
    caretline: str
    hover: str
    accent: str
    on_accent: str
    ins: str
    ins_bg: str
    cut: str  # deleted words
    cut_bg: str
    correctness: str
    clarity: str
    tone: str
    fact: str
    shadow: float
    tint: float = 0.13  # how much of its class colour lies behind the words of the open mark

    def mark(self, kind: str) -> str:
        """The colour of a class of marks, by the value of its Kind; post hints share clarity's."""
        if kind == "correctness":
            return self.correctness
        if kind == "tone":
            return self.tone
        if kind == "fact":
            return self.fact
        return self.clarity

    def role(self, name: str) -> str:
        """The colour of the token called `name`; raises AttributeError for any other name."""
        return str(getattr(self, name))


_LIGHT = Theme(
    name="light",
    dark=False,
    bg="#FBFAF7",
    chrome="#F3F1EC",
    card="#FFFFFF",
    text="#26241F",
    muted="#666259",
    border="#E3DFD6",
    edge="#948E82",
    sel="#D5E3EE",
    caretline="#F5F2EB",
    hover="#ECE8E0",
    accent="#1E6B5A",
    on_accent="#FFFFFF",
    ins="#1B6A46",
    ins_bg="#DFF0E4",
    cut="#A5322B",
    cut_bg="#FBE6E2",
    correctness="#B82A24",
    clarity="#2279CC",
    tone="#6B35B0",
    fact="#B07D00",
    shadow=0.01,
)
_DARK = Theme(
    name="dark",
    dark=True,
    bg="#1B1B1A",
    chrome="#222120",
    card="#2A2928",
    text="#DAD6CE",
    muted="#A7A298",
    border="#373533",
    edge="#77736B",
    sel="#2F4456",
    caretline="#222120",
    hover="#32302E",
    accent="#6DBDA5",
    on_accent="#10241E",
    ins="#8CCFA6",
    ins_bg="#21382B",
    cut="#F0938A",
    cut_bg="#432624",
    correctness="#EF7268",
    clarity="#4F97E6",
    tone="#CDB0FA",
    fact="#D9A23A",
    shadow=0.03,
)
_CONTRAST_LIGHT = Theme(
    name="contrast-light",
    dark=False,
    bg="#FFFFFF",
    chrome="#FFFFFF",
    card="#FFFFFF",
    text="#000000",
    muted="#3A3A3A",
    border="#000000",
    edge="#000000",
    sel="#B9D7FF",
    caretline="#F2F2F2",
    hover="#E6E6E6",
    accent="#00473A",
    on_accent="#FFFFFF",
    ins="#00471F",
    ins_bg="#FFFFFF",
    cut="#8A0000",
    cut_bg="#FFFFFF",
    correctness="#A00000",
    clarity="#0057B0",
    tone="#4B0082",
    fact="#8A6A00",
    shadow=0.0,
    tint=0.2,
)
_CONTRAST_DARK = Theme(
    name="contrast-dark",
    dark=True,
    bg="#000000",
    chrome="#000000",
    card="#000000",
    text="#FFFFFF",
    muted="#D6D6D6",
    border="#FFFFFF",
    edge="#FFFFFF",
    sel="#003E7A",
    caretline="#141414",
    hover="#2A2A2A",
    accent="#7FE8CB",
    on_accent="#000000",
    ins="#8CF0B0",
    ins_bg="#000000",
    cut="#FFA79E",
    cut_bg="#000000",
    correctness="#FF8A80",
    clarity="#5AA5F5",
    tone="#E0C8FF",
    fact="#FFC44D",
    shadow=0.0,
    tint=0.35,
)
_BLIND_LIGHT = replace(
    _LIGHT,
    name="colour-blind-light",
    ins="#0B4F8A",
    ins_bg="#DCEBF9",
    cut="#8A330D",
    cut_bg="#FBE8DC",
    correctness="#8A330D",
    clarity="#0E3A6C",
    tone="#D23AD0",
    fact="#968C10",
)
_BLIND_DARK = replace(
    _DARK,
    name="colour-blind-dark",
    ins="#9BC8E6",
    ins_bg="#1E3446",
    cut="#F2A184",
    cut_bg="#45291C",
    correctness="#EE3A12",
    clarity="#9BC8E6",
    tone="#BC3AD6",
    fact="#EADDA6",
)

THEMES: dict[str, Theme] = {
    theme.name: theme
    for theme in (_LIGHT, _DARK, _CONTRAST_LIGHT, _CONTRAST_DARK, _BLIND_LIGHT, _BLIND_DARK)
}


class Measure:
    """Sizes in logical pixels, on a 4 px grid."""

    STRIP = 44
    STATUS = 32
    CARD = 372
    CARD_PADDING = 16
    CARD_GAP = 6
    CARD_ASIDE = 400  # free margin from which the card opens beside the column
    MENU = 300
    PANEL = 328
    PANEL_OVERLAY = 900  # window width under which the panel covers the text
    BUTTON = 32
    BUTTON_SMALL = 28
    PILL = 26
    RADIUS_KEY = 4
    RADIUS_BUTTON = 6
    RADIUS_MENU = 8
    RADIUS_CARD = 10
    SHADOW_BLUR = 18
    SHADOW_DROP = 5
    TEXT_KEY = 11
    TEXT_SMALL = 12
    TEXT = 13
    TEXT_REASON = 14
    TEXT_TITLE = 16
    TEXT_WINDOW = 20
    TEXT_FIGURE = 28
    PROSE = 18
    PROSE_MIN = 12
    PROSE_MAX = 32
    LEADING = 1.62  # line height over prose size
    COLUMN = 68  # characters
    COLUMN_MIN = 60
    COLUMN_MAX = 80
    GUTTER = 30
    FADE_MS = 120
    TOAST_MS = 6000


def palette(theme: Theme) -> QPalette:
    """The application palette of a theme: text area as Base, panels as Window."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.chrome,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.bg,
        QPalette.ColorRole.AlternateBase: theme.caretline,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.card,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.on_accent,
        QPalette.ColorRole.Highlight: theme.sel,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.card,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Light: theme.card,
        QPalette.ColorRole.Midlight: theme.hover,
        QPalette.ColorRole.Mid: theme.edge,
        QPalette.ColorRole.Dark: theme.edge,
        QPalette.ColorRole.Shadow: theme.border,
    }
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.edge))
    return result


def choose(setting: str, scheme: Qt.ColorScheme) -> Theme:
    """The theme for a setting; "system" and unknown names follow the desktop, else light."""
    if setting in THEMES:
        return THEMES[setting]
    return _DARK if scheme is Qt.ColorScheme.Dark else _LIGHT
