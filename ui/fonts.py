"""Loads the bundled fonts and makes the fonts of the interface and the prose, in pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

UI_FAMILY = "Inter"
PROSE_FAMILY = "iA Writer Quattro S"
MONO_FAMILY = "iA Writer Mono S"

_FOLDERS = {
    "inter": UI_FAMILY,
    "ia-writer-quattro": PROSE_FAMILY,
    "ia-writer-mono": MONO_FAMILY,
}
_FIRST = frozenset(
    {
        "Inter-Regular",
        "Inter-Medium",
        "ia-writer-quattro-latin-400-normal",
        "ia-writer-quattro-latin-700-normal",  # headings of the draft
    }
)
_UI_FALLBACK = ["Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "Noto Color Emoji"]
_PROSE_FALLBACK = ["Literata", "Noto Sans", "Segoe UI", "DejaVu Sans", "Noto Color Emoji"]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families that are there; a family that did not load is replaced by the system's own."""

    ui_family: str
    prose_family: str
    mono_family: str
    problems: tuple[str, ...] = ()  # bundled files that Qt would not load

    def ui(self, size: int, weight: int = 400) -> QFont:
        """A font for the interface; `size` in px, `weight` 400, 500 or 600."""
        return _font([self.ui_family, *_UI_FALLBACK], size, weight)

    def figures(self, size: int, weight: int = 400) -> QFont:
        """As `ui`, with digits of equal width; for numbers only, never for file names."""
        font = self.ui(size, weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def prose(self, size: int, weight: int = 400) -> QFont:
        """A font for the draft and for words quoted from it."""
        return _font([self.prose_family, *_PROSE_FALLBACK], size, weight)

    def mono(self, size: int) -> QFont:
        """A font for code."""
        return _font([self.mono_family, *_PROSE_FALLBACK], size, 400)


def load(resources: Path) -> Fonts:
    """Register every font file under `resources`/fonts. Call it once the application exists."""
    return load_rest(resources, load_first(resources))


def load_first(resources: Path) -> Fonts:
    """Register only what the first paint shows: a file costs 1 to 3 ms of CPU."""
    found, problems = _register(resources, first=True)
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return Fonts(
        ui_family=UI_FAMILY if UI_FAMILY in found else general,
        prose_family=PROSE_FAMILY if PROSE_FAMILY in found else general,
        mono_family=fixed,
        problems=problems,
    )


def load_rest(resources: Path, fonts: Fonts) -> Fonts:
    """Register the other files; `fonts` is what `load_first` gave."""
    found, problems = _register(resources, first=False)
    mono = MONO_FAMILY if MONO_FAMILY in found else fonts.mono_family
    return replace(fonts, mono_family=mono, problems=fonts.problems + problems)


def _register(resources: Path, *, first: bool) -> tuple[set[str], tuple[str, ...]]:
    """The families found and the files that Qt would not load."""
    found: set[str] = set()
    problems: list[str] = []
    for folder, family in _FOLDERS.items():
        for file in sorted((resources / "fonts" / folder).glob("*.woff2")):
            if (file.stem in _FIRST) is not first:
                continue
            number = QFontDatabase.addApplicationFont(str(file))
            families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
            if family in families:
                found.add(family)
            else:
                problems.append(file.name)
    return found, tuple(problems)


def _font(families: list[str], size: int, weight: int) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    # Full hinting rounds advances, so that lines break differently at other scales.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
