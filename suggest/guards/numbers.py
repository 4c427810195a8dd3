"""Guard: numbers, words for numbers, versions, ranges and currencies stay what they are."""

import re
from collections import Counter

from suggest.guards.figures import Figure, figures
from suggest.guards.words import curated, touching
from suggest.values import Drop, DropReason, Passage, Proposal

_CURRENCY = re.compile(
    r"(?:\b(?:US|A|C|NZ|HK))?\$|[\u20ac\u00a3\u00a5\u20b9\u20bd\u20a9\u20ba]"
    r"|\b(?:usd|eur|gbp|jpy|chf|inr|cad|aud|dollars?|euros?|quid|yen|rupees?|francs?|cents?|pence"
    r"|kroner|kronor|z\u0142oty)\b|(?<=[\dk] )pounds?\b|(?<=\d)(?:usd|eur|gbp|chf)\b",
    re.IGNORECASE,
)
_SAME_MONEY = {
    "usd": "$",
    "dollar": "$",
    "us$": "$",
    "eur": "\u20ac",
    "euro": "\u20ac",
    "gbp": "\u00a3",
    "pound": "\u00a3",
    "quid": "\u00a3",
    "jpy": "\u00a5",
    "yen": "\u00a5",
    "inr": "\u20b9",
    "rupee": "\u20b9",
}
_BOUNDS = (
    ("below", r"nearly|almost|just under|close to|not quite"),
    ("above", r"more than|over|above|upwards of|north of|exceeding|in excess of|greater than"),
    ("about", r"about|around|roughly|approximately|approx\.?|circa|some|an estimated"),
    ("least", r"at least|a minimum of|no less than|no fewer than|not less than"),
    ("most", r"at most|up to|no more than|not more than|a maximum of|as many as|max\.?"),
    ("under", r"less than|fewer than|under|below|at under"),
)
_BOUND = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in reversed(_BOUNDS))
    + r")\s+(?:the\s|an?\s)?[$\u20ac\u00a3\u00a5]?$",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:at first|in the first place|for the first time|second thoughts?|first name|second-hand"
    r"|(?:one|per|each|every|split) second|a second(?=\s*(?:[.,!?]|$|to|before|later|and|after"
    r"|for)))\b",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    r"\b(?:no|the|any|every|each|some|this|that|which|another|only|new|old|good|right|wrong|big|"
    r"last|next|little|favou?rite|better|best|not)[ -]$",
    re.IGNORECASE,
)
_ONE_AFTER = re.compile(
    r"[ -]?(?:of|another|day|and the same|by one|that|who|which|is|was|'|\u2019|can|must|should|has"
    r"|would|could|[.,;:!?]|$)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:one|1)\b", re.IGNORECASE)
_OPENING = re.compile(r"\bfirst(?: of all| and foremost|ly)\b", re.IGNORECASE)
_A = re.compile(r"\ban?\b", re.IGNORECASE)


class NumbersGuard:
    """Drops edits that add, drop or change a number or a currency; another form of it may come."""

    name = "numbers"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same values stand in the same order."""
        if proposal.replacement is None:
            return None
        before, after = touching(passage, proposal)
        old, new = _figures(before), _figures(after)
        if _money(before) != _money(after):
            return Drop(DropReason.GUARDED, self.name, "Changes a currency.")
        if curated(proposal):  # "a dime a dozen" counts nothing
            old, new = _digits(before, old, new), _digits(after, new, old)
        if [f.value for f in old] == [f.value for f in new]:
            return self._bounds(before, after, old, new)
        gone = Counter(f.value for f in old) - Counter(f.value for f in new)
        come = Counter(f.value for f in new) - Counter(f.value for f in old)
        _forgive(gone, come, before, after)
        if gone and not come:
            return Drop(DropReason.GUARDED, self.name, "Drops a number.")
        if come:
            return Drop(DropReason.GUARDED, self.name, "Changes a number.")
        if _rows(old, new) != _rows(new, old):
            return Drop(DropReason.GUARDED, self.name, "Moves a number.")
        return self._bounds(before, after, old, new)

    def _bounds(self, before: str, after: str, old: list[Figure], new: list[Figure]) -> Drop | None:
        if old and sorted(_limits(before, old)) != sorted(_limits(after, new)):
            return Drop(DropReason.GUARDED, self.name, "Changes how exact a number is.")
        return None


def _figures(text: str) -> list[Figure]:
    return [f for f in figures(text) if not _idle(text, f)]


def _digits(text: str, found: list[Figure], others: list[Figure]) -> list[Figure]:
    """Those in digits alone, and not those the other side has in words."""
    values = {f.value for f in others}
    return [
        f
        for f in found
        if f.value not in values and any(char.isdigit() for char in text[f.start : f.end])
    ]


def _idle(text: str, figure: Figure) -> bool:
    """A word for a number that counts nothing: `one of us`, `first of all`."""
    word = text[figure.start : figure.end].lower()
    if word == "one":
        before = text[max(0, figure.start - 12) : figure.start]
        return bool(_ONE_BEFORE.search(before) or _ONE_AFTER.match(text, figure.end))
    if word in ("first", "second"):
        near = text[max(0, figure.start - 12) : figure.end + 14]
        return bool(_NO_PLACE.search(near))
    return False


def _forgive(gone: Counter[str], come: Counter[str], before: str, after: str) -> None:
    """`one` and `a` may stand for each other; `both` is `the two`; `single` is `one`."""
    articles = len(_A.findall(after)) - len(_A.findall(before))
    ones = len(_ONE.findall(before)) - len(_ONE.findall(after))
    if ones > 0 and articles > 0:
        gone["1"] -= min(ones, articles)
    if ones < 0 and articles < 0:
        come["1"] -= min(-ones, -articles)
    if gone["1"] and _OPENING.search(before):
        gone["1"] -= 1
    if gone["2"] and "both" in after.lower():
        gone["2"] -= 1
    if come["2"] and "both" in before.lower():
        come["2"] -= 1
    for count in (gone, come):
        for value in [value for value, left in count.items() if left <= 0]:
            del count[value]


def _rows(figures_: list[Figure], others: list[Figure]) -> list[list[str]]:
    """Cardinals and ordinals apart, each in order, those alone that both sides have."""
    shared = {f.value for f in others}
    kept = [f for f in figures_ if f.value in shared]
    return [[f.value for f in kept if f.ordinal is kind] for kind in (False, True)]


def _limits(text: str, found: list[Figure]) -> list[str]:
    limits = []
    for figure in found:
        if figure.ordinal:
            continue
        match = _BOUND.search(text, max(0, figure.start - 24), figure.start)
        if match is not None:
            limits.append(match.lastgroup or "")
    return limits


def _money(text: str) -> set[str]:
    found = set()
    for match in _CURRENCY.finditer(text):
        name = match[0].lower()
        found.add(_SAME_MONEY.get(name) or _SAME_MONEY.get(name.rstrip("s"), name.rstrip("s")))
    return found
