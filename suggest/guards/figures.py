"""Figures in a text in one written form: digits, number words, fractions, times of the day."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ONES_TEXT = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen
"""
_ONES = _ONES_TEXT.split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS_TEXT = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_ORDINALS = _ORDINALS_TEXT.split()
SMALL = {word: value for value, word in enumerate(_ONES)} | {
    word: 20 + 10 * index for index, word in enumerate(_TENS)
}
_BIG = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_OTHER = {
    "dozen": "12",
    "half": "half",
    "halves": "half",
    "twice": "2",
    "thrice": "3",
    "quarter": "1/4",
    "quarters": "1/4",
    "noon": "t720",
    "midday": "t720",
    "midnight": "t0",
    "dozens": "dozens",
    "hundreds": "hundreds",
    "thousands": "thousands",
    "millions": "millions",
    "billions": "billions",
}
_SUFFIX = {"k": 1000, "m": 10**6, "bn": 10**9, "b": 10**9, "x": 1, "\u00d7": 1}
_PLACES = {f"{word}{end}": word for word in _ORDINALS for end in ("s", "ly")}
del _PLACES["seconds"]
_NAMED = frozenset([*SMALL, *_BIG, *_OTHER, *_ORDINALS, *_PLACES])
_FIGURE = re.compile(
    r"(?P<time>\b\d{1,2}(?::\d{2}){0,2}\s?[ap]\.?m\b\.?|\b\d{1,2}:\d{2}(?::\d{2})?\b)"
    r"|(?P<noon>\b12\s(?:noon|midnight)\b)"
    r"|(?P<ordinal>\b\d+(?:st|nd|rd|th)\b)"
    r"|(?P<mixed>\b[a-z]+-?\d+(?:\.\d+)*\b)"
    r"|(?P<number>(?:(?<![\w.,/)%-])[-\u2212])?\d+(?:[.,/]\d+)*)(?P<suffix>(?:k|m|bn|b|x"
    r"|\u00d7)\b)?"
    r"|(?P<roman>\b(?-i:[IVX]{2,6})\b)"
    r"|(?P<sign>[\u00bc-\u00be\u2150-\u215f\u2189\u2460-\u2473])"
    r"|(?P<word>[A-Za-z]+)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[-\u2212]?\d{1,3}(?:[.,]\d{3})+")
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as text and where it stands; `ordinal` for places in a row."""

    value: str
    start: int
    end: int
    ordinal: bool = False
    word: bool = False


@lru_cache(maxsize=8)
def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a text in order; words that make up one number are one figure."""
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        if match.lastgroup == "word" and match[0].lower() not in _NAMED:
            continue
        figure = _figure(match)
        joined = _joined(found[-1], figure, text) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(figure)
    return tuple(found)


def _figure(match: re.Match[str]) -> Figure:
    start, end = match.span()
    kind, text = match.lastgroup or "", match[0]
    if kind == "suffix":
        base = _plain(match["number"])
        return Figure(_times(base, _SUFFIX[text[len(match["number"]) :].lower()]), start, end)
    if kind == "time":
        return Figure(_clock(text), start, end)
    if kind == "noon":
        return Figure(_OTHER[text[3:].lower()], start, end)
    if kind == "ordinal":
        return Figure(text[:-2], start, end, ordinal=True)
    if kind == "mixed":
        return Figure(text.lower().removeprefix("v"), start, end)
    if kind == "roman":
        return Figure(_roman(text), start, end)
    if kind == "sign":
        value = unicodedata.numeric(text, 0.0)
        return Figure({0.5: "half", 0.25: "1/4"}.get(value, f"{value:.4g}"), start, end)
    if kind == "word":
        return _named(text.lower(), start, end)
    return Figure(_plain(text), start, end)


def _named(word: str, start: int, end: int) -> Figure:
    if word in SMALL:
        return Figure(str(SMALL[word]), start, end, word=True)
    if word in _BIG:
        return Figure(str(_BIG[word]), start, end, word=True)
    if word in _OTHER:
        return Figure(_OTHER[word], start, end)
    return Figure(str(_ORDINALS.index(_PLACES.get(word, word)) + 1), start, end, ordinal=True)


def _joined(last: Figure, new: Figure, text: str) -> Figure | None:
    """`two hundred`, `40 million`, `twenty-five` and `hundred and five` as one; else None."""
    gap = text[last.end : new.start].lower()
    if not new.word or last.ordinal or not last.value.isdigit() or len(last.value) > 30:
        return None
    one, other = int(last.value), int(new.value)
    if gap in (" ", "-", "\u00a0") and other >= 100 > one * 0 and one < other:
        return Figure(str(one * other), last.start, new.end, word=True)
    if not last.word or gap not in (" ", "-", " and ", "\u00a0"):
        return None
    tens = 20 <= one < 100 and one % 10 == 0 and 0 < other < 10 and gap != " and "
    rest = one >= 100 and one % 100 == 0 and other < 100
    return Figure(str(one + other), last.start, new.end, word=True) if tens or rest else None


def _plain(number: str) -> str:
    text = number.replace("\u2212", "-")
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", "").replace(".", "")
    if text.count(",") == 1 and text.count(".") == 0:
        return text.replace(",", ".")  # a decimal comma; a list of figures has spaces
    return text


def _times(number: str, factor: int) -> str:
    if factor == 1:
        return number
    try:
        return f"{float(number) * factor:.12g}"
    except ValueError:
        return f"{number}*{factor}"


def _clock(text: str) -> str:
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    hours, minutes = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = re.search(r"[ap](?=\.?m)", text, re.IGNORECASE)
    if half is not None and hours <= 12:
        hours = hours % 12 + (12 if half[0].lower() == "p" else 0)
    seconds = f":{numbers[2]}" if len(numbers) > 2 else ""
    return f"t{60 * hours + minutes}{seconds}"


def _roman(text: str) -> str:
    values = [_ROMAN[char] for char in text]
    after = [*values[1:], 0]
    return str(sum(-v if v < n else v for v, n in zip(values, after, strict=True)))
