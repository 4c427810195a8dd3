"""Files that editors damage; each holds the word “quick” once unless it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

WORD = "quick"
OTHER = "unhurried"


@dataclass(frozen=True, slots=True)
class Awkward:
    """One file: its bytes and the encoding of its word."""

    name: str
    data: bytes
    codec: str = "utf-8"
    has_word: bool = True

    @property
    def edited(self) -> bytes:
        """What the file must be after the word was replaced and nothing else."""
        old, new = WORD.encode(self.codec), OTHER.encode(self.codec)
        if self.data.count(old) != 1:
            raise ValueError(f"{self.name} must hold the word once")
        return self.data.replace(old, new)


def _coded(name: str, text: str, codec: str, bom: bytes = b"") -> Awkward:
    return Awkward(name, bom + text.encode(codec), codec)


_LINE = "The quick fox\nsleeps here\n"
_MIXED = "one\r\ntwo quick\nthree\rfour\n\nfive\r\n\r\nsix\r"
_WESTERN = "A “quick” café – naïve, 30 €\nand a second line of plain words\n"

EXACT: tuple[Awkward, ...] = (
    _coded("lf", _LINE, "utf-8"),
    _coded("no final newline", "first\nThe quick fox", "utf-8"),
    _coded("crlf", _LINE.replace("\n", "\r\n"), "utf-8"),
    _coded("crlf without final", "a quick\r\nb", "utf-8"),
    _coded("old mac", _LINE.replace("\n", "\r"), "utf-8"),
    _coded("mixed endings", _MIXED, "utf-8"),
    _coded("mixed blank lines", "\n\r\n\r\n\r\r\nquick\r\n\n\r", "utf-8"),
    _coded("cr cr lf", "a\r\r\nquick\r\r\nb", "utf-8"),
    _coded("lf cr", "a\n\rquick\n\rb\n\r", "utf-8"),
    _coded("utf-8 mark", _LINE, "utf-8", b"\xef\xbb\xbf"),
    _coded("utf-8 mark, crlf", _LINE.replace("\n", "\r\n"), "utf-8", b"\xef\xbb\xbf"),
    _coded("utf-8 mark twice", "\ufeffquick", "utf-8", b"\xef\xbb\xbf"),
    _coded("marks inside", "a\ufeffb\n\ufeffquick\n", "utf-8"),
    _coded("utf-16 le", _MIXED, "utf-16-le", b"\xff\xfe"),
    _coded("utf-16 be", _MIXED, "utf-16-be", b"\xfe\xff"),
    _coded("utf-16 le, astral", "a 🦊 quick 🦊\r\n", "utf-16-le", b"\xff\xfe"),
    _coded("utf-16 le, no mark", _LINE, "utf-16-le"),
    _coded("utf-16 be, no mark", _LINE, "utf-16-be"),
    _coded("utf-16 be, Cyrillic, no mark", "Это quick тест\n", "utf-16-be"),
    _coded("utf-16, swapped mark inside", "\ufffequick", "utf-16-le", b"\xff\xfe"),
    _coded("utf-32 le", _MIXED, "utf-32-le", b"\xff\xfe\0\0"),
    _coded("utf-32 be", _MIXED, "utf-32-be", b"\0\0\xfe\xff"),
    _coded("utf-32 le, no mark", _LINE, "utf-32-le"),
    _coded("windows-1252", _WESTERN, "cp1252"),
    _coded("windows-1252, mixed endings", _WESTERN.replace("\nand", "\r\nand"), "cp1252"),
    Awkward("not even windows-1252", b"caf\xe9 \x81 quick \x9d and some more words\n", "latin-1"),
    _coded("Cyrillic", "Съешь же ещё этих мягких quick булок, да выпей чаю\n" * 1, "cp1251"),
    _coded("Japanese", "これは日本語の文章です。quick とても長い文章になります。\n", "cp932"),
    _coded("Chinese", "这是一个中文文本文件，quick 里面有很多常用的汉字。\n", "gb18030"),
    _coded("no-break spaces", "12\u00a0km quick\u202fand\u00a0\n\u00a0", "utf-8"),
    _coded("line separator", "one\u2028two quick\u2028\nthree\u2028", "utf-8"),
    _coded("paragraph separator", "one\u2029two quick\u2029\nthree\u2029", "utf-8"),
    _coded("what Qt breaks lines at", "a\ufdd0b quick\ufdd1\nc\ufdd1", "utf-8"),
    _coded("noncharacters", "a\uffffb\ufffeb quick\ufdef\U0001ffff\n", "utf-8"),
    _coded("other breaks", "a\x0bb\x0cquick\x85c\x1bd\n", "utf-8"),
    _coded("DOS end", "a quick\r\nb\r\n\x1a", "utf-8"),
    _coded("trailing blanks", "a quick  \n\t\n   \n  b\t\n", "utf-8"),
    _coded("zero width", "a\u200bb\u200d\u00ad quick\u2060\n", "utf-8"),
    _coded("right to left", "שלום \u202bquick\u202c עולם\u200f\n", "utf-8"),
    _coded("families", "👩‍👩‍👧‍👦 quick 🏳️‍🌈 é e\u0301 ñ\n", "utf-8"),
    _coded("private use", "\ue000 quick \U000f0000\n", "utf-8"),
    _coded("replacement characters", "already \ufffd lost, quick \ufffd\n", "utf-8"),
    _coded("object character", "a \ufffc quick \ufffc\n", "utf-8"),
    _coded("long line", "word " * 19_000 + "quick\n", "utf-8"),
    _coded("front matter", "---\r\ntitle: quick\r\n---\nText\n", "utf-8"),
    Awkward("empty", b"", has_word=False),
    Awkward("one newline", b"\n", has_word=False),
    Awkward("one crlf", b"\r\n", has_word=False),
    Awkward("only a mark", b"\xef\xbb\xbf", has_word=False),
    Awkward("only a wide mark", b"\xff\xfe", has_word=False),
)

# Files with bytes that are no text: shown, never written.
INEXACT: tuple[Awkward, ...] = (
    Awkward("damaged utf-8", "naïve café “".encode() + b"\xff quick\n", has_word=False),
    Awkward("utf-8 cut short", "quick naïve café”".encode()[:-1], has_word=False),
    Awkward(
        "half a character",
        b"\xff\xfe" + "a quick \ud83d fox".encode("utf-16-le", "surrogatepass"),
        has_word=False,
    ),
    Awkward("odd utf-16", b"\xff\xfe" + "quick".encode("utf-16-le") + b"x", has_word=False),
)

BINARY: tuple[Awkward, ...] = (
    Awkward("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", has_word=False),
    Awkward("zip", b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(200)), has_word=False),
    Awkward("all bytes", bytes(range(256)) * 4, has_word=False),
    Awkward("no NUL", bytes(range(1, 256)) * 4, has_word=False),
    Awkward("zeros", b"\0" * 64, has_word=False),
    Awkward("text with NUL", b"plain text\0and more of it", has_word=False),
)
