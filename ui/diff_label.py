"""Shows a change word by word: deleted words struck through, inserted words bold, some context."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from suggest import DiffPart
from ui import strings
from ui.look import Look
from ui.theme import Measure


class DiffLabel(QLabel):
    """A word diff in the prose font; keeps its colours through a change of theme."""

    def __init__(self, look: Look, size: int = Measure.TEXT_TITLE) -> None:
        super().__init__()
        self._look = look
        self._parts: tuple[DiffPart, ...] = ()
        self.setFont(look.fonts.prose(size))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self._render)

    def show_parts(self, parts: Sequence[DiffPart]) -> None:
        """Show another change."""
        self._parts = tuple(parts)
        self.setAccessibleName("".join(part.text for part in parts if part.op != "del"))
        self._render()

    def _render(self) -> None:
        pieces: list[str] = []
        before = ""
        for part in self._parts:
            if before == "del" and part.op == "ins":
                pieces.append(" ")
            pieces.append(self._piece(part))
            before = part.op
        self.setText(f'<div style="white-space:pre-wrap; line-height:128%">{"".join(pieces)}</div>')

    def _piece(self, part: DiffPart) -> str:
        theme = self._look.theme
        text = escape(part.text.replace("\n", strings.NEWLINE_SHOWN), quote=False)
        if part.op == "del":
            style = f"color:{theme.cut}; background-color:{theme.cut_bg}"
            return f'<span style="{style}; text-decoration:line-through">{text}</span>'
        if part.op == "ins":
            style = f"color:{theme.ins}; background-color:{theme.ins_bg}"
            return f'<span style="{style}; font-weight:700">{text}</span>'
        return text
