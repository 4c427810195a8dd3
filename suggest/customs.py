"""Marks that can be written in two ways, counted, so that a draft shows which way is its own."""

import re
from collections import Counter

_WORD = r"[^\W\d_][\w'\u2019-]*"
_ITEM = rf"(?:{_WORD} )?{_WORD}"
_END = r"(?=[.,;:!?)]|$)"
_OPENER = (
    "However|For example|For instance|In addition|Unfortunately|Fortunately|Luckily|In fact|"
    "Moreover|Furthermore|Additionally|On the other hand|As a result|In conclusion|Nevertheless|"
    "Consequently|In other words|First of all|In my opinion|To be honest|By the way|In general"
)
_FORMS = {
    "opener_comma": rf"\b(?:{_OPENER}),",
    "opener_bare": rf"(?<![\w,] )\b(?:{_OPENER})(?= (?:I|we|they|he|she|it|this|these|there|our|my|"
    rf"their|the)(?:['\u2019]\w+)? )",
    "eg_comma": r"\b(?:e\.g\.|i\.e\.),",
    "eg_bare": r"\b(?:e\.g\.|i\.e\.)(?= [\w`*\[\"\u201c])",
    "serial_comma": rf"(?<=, ){_ITEM}, (?:and|or) {_ITEM}{_END}",
    "serial_bare": rf"(?<=, ){_ITEM} (?:and|or) {_ITEM}{_END}",
    "dash_two": r"(?<=\w) ?--(?= ?\w)",
    "dash_hyphen": r"(?<=[a-z]) -(?= [a-z])",
    "dash_em": r"(?<=[\w)\"\u201d]) ?\u2014(?= ?[\w(\"\u201c])",
    "dash_en": r"(?<=[^\W\d_]) \u2013(?= [^\W\d_])",
    "dots_three": r"(?<=\w)\.\.\.(?=\s|$)",
    "dots_one": r"(?<=\w)\u2026",
    "percent_sign": r"(?<=\d)%(?=[\s.,;)]|$)",
    "percent_word": r"(?<=\d) percent\b",
    "quotes_double": r"[\u201c\"](?=\w)",
    "quotes_single": r"(?<!\w)\u2018(?=\w[^\u2018\u2019\"\u201c]{0,60}\u2019(?!\w))",
}
FORMS = {name: re.compile(pattern) for name, pattern in _FORMS.items()}
_SIGNS = re.compile(
    r"[.\u2026]\w|\.\.|\u2026|--| - |[\u2014\u2013%\"\u201c\u2018]|\d percent| (?:and|or) |"
    rf"(?:{_OPENER})[ ,]"
)


def customs_of(text: str) -> Counter[str]:
    """How often each form stands in a line of text; empty forms are left out."""
    if _SIGNS.search(text) is None:
        return Counter()
    found = {name: sum(1 for _ in pattern.finditer(text)) for name, pattern in FORMS.items()}
    return Counter({name: count for name, count in found.items() if count})
