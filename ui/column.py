"""The one column of text: as wide as so many characters, in the middle, with room below its end."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPlainTextEdit

from ui.layout import SpacedLayout
from ui.theme import Measure

_ABOVE = 26  # px over the first line, besides the document's own margin
# Ordinary English; fonts disagree about what their average character is.
_SAMPLE = (
    "the quick brown fox jumps over the lazy dog and then goes home to write it all down, twice."
)


class Column:
    """Places the column of one editor. `characters` is its width."""

    def __init__(self, editor: QPlainTextEdit, layout: SpacedLayout) -> None:
        self.characters = Measure.COLUMN
        self._editor = editor
        self._layout = layout

    def fit(self) -> None:
        """Set the margins; after a change of size, font or width."""
        editor = self._editor
        per_character = QFontMetricsF(editor.font()).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        wide = round(per_character * self.characters) + 2 * Measure.GUTTER
        bar = editor.verticalScrollBar().sizeHint().width()
        left = max((editor.width() - wide) // 2, 0)
        right = max(editor.width() - wide - left - bar, 0)
        editor.setViewportMargins(left, _ABOVE, right, 0)

    def limit_scrolling(self) -> None:
        """Leave half a window of empty space under the text; Qt would leave a whole one."""
        editor = self._editor
        bar = editor.verticalScrollBar()
        lines = int(editor.viewport().height() / self._layout.line_height)
        bar.setPageStep(max(lines, 1))
        bar.setMaximum(max(editor.document().lineCount() - 1 - lines // 2, 0))
