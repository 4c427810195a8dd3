"""Guard: weekdays, months, relative days and the words that bound them stay what they are."""

import re
from collections import Counter

from suggest.guards.words import alike, curated, folded_words, touching
from suggest.values import Drop, DropReason, Passage, Proposal

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS_TEXT = """
january february march april may june july august september october november december
"""
_MONTHS = _MONTHS_TEXT.split()
_SEASONS = ["spring", "summer", "autumn", "fall", "winter"]
CALENDAR = frozenset([*_DAYS, *_MONTHS, *(f"{day}s" for day in _DAYS)])
_SHORT = {day[:3]: day for day in _DAYS} | {month[:3]: month for month in _MONTHS}
_SHORT |= {"tues": "tuesday", "thur": "thursday", "thurs": "thursday", "sept": "september"}
_SHORT.pop("may")
_WORD = re.compile(
    r"\b(?P<day>" + "|".join(_DAYS) + r")s?\b"
    r"|\b(?P<month>" + "|".join(m for m in _MONTHS if m not in ("may", "march")) + r")\b"
    r"|(?P<unsure>(?-i:(?<=[a-z,\d] )(?:May|March)|\b(?:May|March|may|march)(?= \d)))\b"
    r"|(?<=\d )(?P<after>(?:may|march))\b"
    r"|(?P<short>(?-i:\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Oct|Nov"
    r"|Dec)\b"
    r"|\b(?:Sat|Sun|Mar)\b(?=[ .,]+\d)|(?<=\d )Mar\b))"
    r"|\b(?P<near>today|tonight|tomorrow|yesterday|weekends?|weekdays?|fortnight)\b"
    r"|\b(?P<turn>last|next|this|previous|coming|past)\s(?P<what>weekend|week|month|year|quarter"
    r"|night"
    r"|morning|evening|afternoon|" + "|".join([*_DAYS, *_MONTHS, *_SEASONS]) + r")\b"
    r"|\b(?P<part>morning|afternoon|evening|night)s?\b"
    r"|\b(?P<season>" + "|".join(_SEASONS[:1] + _SEASONS[1:3] + _SEASONS[4:]) + r")\b"
    r"|\b(?P<half>q[1-4]|h[12])\b"
    r"|(?P<zone>(?-i:\b(?:UTC|GMT|CES?T|[EPCM][SD]?T|BST|IST|JST)\b))"
    r"|\b(?P<ago>ago|from now)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?P<limit>by|until|till|no later than|through)\s|\b(?P<before>before|prior to)\s"
    r"|\b(?P<since>since|after|from|following|as of|starting)\s",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:the\s|next\s|this\s|last\s|early\s|late\s)?(?:\d{1,2}(?:st|nd|rd|th)?(?=\s(?:"
    + "|".join(_MONTHS)
    + r"))|\d{1,2}(?::\d\d|\s?[ap]\.?m)|\d{4}\b|noon\b"
    r"|midnight\b|tomorrow\b|today\b|tonight\b|(?:" + "|".join([*_DAYS, *_MONTHS]) + r")\b)",
    re.IGNORECASE,
)

# A look ahead that is cheap: letters every date word has, or a digit.
_ANY = re.compile(
    r"\d|day|week|mon|year|tues|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|night|noon|morrow|morning|evening|quarter|last|next|previous|coming|past|spring|summer"
    r"|autumn|winter|ago|from now|(?-i:[A-Z]{2})",
    re.IGNORECASE,
)


class DatesGuard:
    """Drops edits that change a day, a month, a part of the day, or until when and since when."""

    name = "dates"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same dates stand there; spelling and order may change."""
        if proposal.replacement is None or curated(proposal):
            return None
        before, after = touching(passage, proposal)
        if before.split() == after.split() or not (_ANY.search(before) or _ANY.search(after)):
            return None
        old, new = _dates(before), _dates(after)
        gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
        misspelled = [word for word in folded_words(before) if word not in CALENDAR]
        come = Counter({d: n for d, n in come.items() if not alike(d, misspelled)})
        if any(date not in new for date in gone):
            return Drop(DropReason.GUARDED, self.name, "Changes or drops a date.")
        if any(date not in old for date in come):
            return Drop(DropReason.GUARDED, self.name, "Changes a date.")
        if list(dict.fromkeys(old)) != [d for d in dict.fromkeys(new) if d in old]:
            return Drop(DropReason.GUARDED, self.name, "Changes the order of dates.")
        if _limits(before) != _limits(after):
            return Drop(DropReason.GUARDED, self.name, "Changes what a date means.")
        return None


def _dates(text: str) -> list[str]:
    return [_date(match) for match in _WORD.finditer(text)]


def _date(match: re.Match[str]) -> str:
    if match["turn"]:
        turn = match["turn"].lower()
        turn = {"previous": "last", "past": "last", "coming": "next"}.get(turn, turn)
        return f"{turn} {match['what'].lower()}"
    word = match[match.lastgroup or 0].lower()
    if match["short"]:
        return _SHORT.get(word) or _SHORT[word[:3]]
    return word.removesuffix("s") if match["near"] else word


def _limits(text: str) -> list[str]:
    """The bounds that stand before a date, `by` and `until` as one: learners mix them up."""
    found = (m for m in _BOUND.finditer(text) if _WHEN.match(text, m.end()))
    kinds = [match.lastgroup or "" for match in found]
    return sorted(kinds)
