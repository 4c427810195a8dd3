"""A text file as the editor needs it: lines, what belongs between them, and the way back to bytes.

No Qt and no file access: `stet check` reads with the same code without opening a window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.encodings import Decoded, NotText, decode, encode
from app.endings import carry_endings, join_lines, split_lines
from ui.files import FileProblem, FileProblemKind

MAX_BYTES = 10_000_000
MAX_LINE = 100_000  # characters; Qt needs seconds per key for longer lines


@dataclass(frozen=True, slots=True)
class TextFile:
    """The content of one file; `to_bytes` with the same lines gives the same bytes."""

    lines: tuple[str, ...]  # at least one
    endings: tuple[str, ...]  # of each line; the last is ""
    codec: str = "utf-8"
    bom: bytes = b""  # a byte order mark, and what the editor cannot hold right after it
    exact: bool = True  # False: not to be written, some bytes could not be read
    note: str = ""  # what was odd, fit to be shown; "" if nothing

    @property
    def text(self) -> str:
        """All of it in one string, endings as they are, without byte order mark."""
        return join_lines(self.lines, self.endings)

    def to_bytes(self) -> bytes:
        """What to write. Raises FileProblem ENCODING if a character has no bytes here."""
        try:
            return encode(self.text, self.codec, self.bom)
        except UnicodeEncodeError as error:
            raise _unencodable(self, error) from None


def empty_file() -> TextFile:
    """What a new document starts from: UTF-8, no byte order mark."""
    return TextFile(("",), ("",))


def read_text(data: bytes, name: str, *, large_ok: bool = False) -> TextFile:
    """The content of a file called `name`.

    Raises FileProblem BINARY, or TOO_LARGE for more than MAX_BYTES or a line beyond MAX_LINE
    unless `large_ok`.
    """
    if len(data) > MAX_BYTES and not large_ok:
        raise too_large(name, len(data))
    try:
        decoded = decode(data)
    except NotText:
        raise FileProblem(
            FileProblemKind.BINARY,
            f"“{name}” is not a text file, so Stet cannot show it. Choose a text or Markdown file.",
        ) from None
    text, bom = _without_leading_marks(decoded)
    lines, endings = split_lines(text)
    longest = max(map(len, lines))
    if longest > MAX_LINE and not large_ok:
        raise FileProblem(
            FileProblemKind.TOO_LARGE,
            f"“{name}” has a line of {longest:,} characters. Typing in it will be slow, and Stet "
            "will not check it. Open it anyway?",
        )
    return TextFile(lines, endings, decoded.codec, bom, decoded.exact, _note(decoded))


def too_large(name: str, size: int) -> FileProblem:
    """The question to ask before opening a file of `size` bytes."""
    return FileProblem(
        FileProblemKind.TOO_LARGE,
        f"“{name}” is {size / 1e6:,.0f} MB. Opening and typing may be slow. Open it anyway?",
    )


def edited(base: TextFile, lines: Sequence[str], removed: dict[str, str]) -> TextFile:
    """`base` with other lines: its encoding, and its endings where they belong.

    `removed`: endings of lines that were taken out by earlier saves (see carry_endings).
    """
    if len(lines) == len(base.lines) and all(map(str.__eq__, lines, base.lines)):
        return base
    endings = carry_endings(base.lines, base.endings, lines, removed)
    return TextFile(tuple(lines), endings, base.codec, base.bom, base.exact)


def as_utf8(file: TextFile) -> TextFile:
    """The same text in UTF-8 without byte order mark."""
    return TextFile(file.lines, file.endings, exact=file.exact)


def _without_leading_marks(decoded: Decoded) -> tuple[str, bytes]:
    """Qt drops U+FEFF and U+FFFE at the start of a text, so they stay with the byte order mark."""
    text = decoded.text.lstrip("\ufeff\ufffe")
    marks = decoded.text[: len(decoded.text) - len(text)]
    return text, decoded.bom + marks.encode(decoded.codec)


def _note(decoded: Decoded) -> str:
    if not decoded.exact:
        return (
            f"Some bytes of this file are not {decoded.encoding_name} text; they show as “\ufffd”. "
            "It is read-only so that nothing is lost. Use Save as to edit a copy."
        )
    if decoded.guessed:
        return f"Read as {decoded.encoding_name}, which is a guess. It is saved the same way."
    return ""


def _unencodable(file: TextFile, error: UnicodeEncodeError) -> FileProblem:
    character = file.text[error.start]
    line = len(split_lines(file.text[: error.start])[0])
    if "\ud800" <= character <= "\udfff":
        message = (
            f"Line {line} holds half a character (U+{ord(character):04X}), which no file can hold. "
            "Delete it, then save again."
        )
    else:
        name = Decoded("", file.codec, b"").encoding_name
        message = (
            f"Line {line} holds “{character}”, which this file’s encoding ({name}) lacks. "
            "Save it as UTF-8 instead, or remove the character."
        )
    return FileProblem(FileProblemKind.ENCODING, message)
