"""Bytes to text and back: which encoding a file is in, and whether it is text at all.

No Qt, no file access. What cannot be carried exactly is marked inexact, so it is never written.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

_BOMS: tuple[tuple[bytes, str], ...] = (
    # UTF-32 LE first: its mark begins with that of UTF-16 LE.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# Control characters that real text files do hold: bell, backspace, tab, line ends, form feed,
# Ctrl+Z at the end of old DOS files, escape sequences of a terminal.
_TEXT_CONTROLS = frozenset("\a\b\t\n\v\f\r\x1a\x1b\x85")
_CONTROL_BYTES = bytes(i for i in range(32) if chr(i) not in _TEXT_CONTROLS) + b"\x7f"
_MAX_CONTROL_SHARE = 0.01
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "latin-1": "Latin-1",
    "cp932": "Shift JIS",
    "gb18030": "GB 18030",
}
# What the guesser may answer: stateless, ASCII below 128, so one edit changes only its own bytes.
_GUESSABLE = re.compile(
    "big5|big5hkscs|cp437|cp85[0258]|cp8(66|74)|cp9(32|49|50)|cp125[0-8]|euc_(jp|kr)|gb2312"
    "|gb18030|gbk|iso8859_([2-57-9]|10|1[3-6])|koi8_[ru]|mac_(roman|cyrillic|greek|latin2|turkish)"
    "|shift_jis|tis_620"
)
_GUESS_FROM = 64 * 1024  # bytes; more makes the guess slower, not better


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and what is needed to write it back."""

    text: str  # without a byte order mark
    codec: str  # a Python codec name without byte order mark
    bom: bytes  # the mark as it stood in the file, or b""
    guessed: bool = False  # the codec is a guess, though an exact one
    exact: bool = True  # False: some bytes were no text; `text` has U+FFFD there

    @property
    def encoding_name(self) -> str:
        """The encoding as a person would call it."""
        windows = self.codec.replace("cp125", "Windows-125")
        return _NAMES.get(self.codec, windows.replace("_", "-"))


class NotText(ValueError):
    """The bytes are not a text file."""


def decode(data: bytes) -> Decoded:
    """Read bytes as text: by byte order mark, as UTF-8, as UTF-16 or 32, else by a guess.

    Raises NotText for pictures, archives, programs and the like.
    """
    marked = _decode_marked(data)
    if marked is not None:
        return marked
    if b"\0" in data:
        return _decode_wide(data)
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > max(1, _MAX_CONTROL_SHARE * len(data)):
        raise NotText
    try:
        return Decoded(data.decode("utf-8"), "utf-8", b"")
    except UnicodeDecodeError:
        return _decode_damaged(data) or _decode_guessed(data)


def encode(text: str, codec: str, bom: bytes) -> bytes:
    """The bytes of `text`; raises UnicodeEncodeError if the codec lacks a character."""
    return bom + text.encode(codec)


def _decode_marked(data: bytes) -> Decoded | None:
    for bom, codec in _BOMS:
        if not data.startswith(bom):
            continue
        body = data[len(bom) :]
        try:
            return Decoded(body.decode(codec), codec, bom)
        except UnicodeDecodeError:
            if codec == "utf-32-le":
                continue  # UTF-16 LE that begins with a NUL; the next mark decides
            text = body.decode(codec, "replace")
            if text.count("\ufffd") > 1 + len(text) // 10:
                raise NotText from None
            return Decoded(text, codec, bom, exact=False)
    return None


def _decode_wide(data: bytes) -> Decoded:
    """UTF-16 or 32 without a mark; text in any other encoding has no NUL bytes."""
    best: Decoded | None = None
    best_score = 0
    for codec in _WIDE:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        score = _ascii_text(text)
        if score > best_score and not any(map(_is_alien, set(text))):
            best, best_score = Decoded(text, codec, b"", guessed=True), score
    if best is None:
        raise NotText
    return best


def _ascii_text(text: str) -> int:
    """How many plain spaces, line ends and letters it has: few if the byte order is wrong."""
    return sum(c in " \n\r" or (c.isascii() and c.isalnum()) for c in text)


def _is_alien(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") and c not in _TEXT_CONTROLS


def _decode_damaged(data: bytes) -> Decoded | None:
    """UTF-8 with some broken bytes, recognised by more sound multi-byte characters than broken."""
    text = data.decode("utf-8", "replace")
    genuine = data.count("\ufffd".encode())
    broken = text.count("\ufffd") - genuine
    sound = sum(not c.isascii() for c in text) - broken
    return Decoded(text, "utf-8", b"", exact=False) if sound >= broken else None


def _decode_guessed(data: bytes) -> Decoded:
    candidates = ["cp1252", _guess(data)] if _looks_western(data) else [_guess(data), "cp1252"]
    for codec in (*candidates, "latin-1"):
        if codec is None:
            continue
        try:
            text = data.decode(codec)
            if text.encode(codec) == data:
                return Decoded(text, codec, b"", guessed=True)
        except UnicodeError:
            continue
    raise NotText  # not reached: Latin-1 carries every byte


def _looks_western(data: bytes) -> bool:
    """Mostly ASCII: then a short guess is worse than the encoding Western files have."""
    sample = data[:_GUESS_FROM]
    return len(sample.translate(None, bytes(range(0x80)))) <= 0.15 * len(sample)


def _guess(data: bytes) -> str | None:
    # Imported late: 40 ms that almost no start needs.
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_GUESS_FROM]).best()
    if match is None or not _GUESSABLE.fullmatch(match.encoding):
        return None
    return {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}.get(
        match.encoding, match.encoding
    )
