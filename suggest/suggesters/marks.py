"""Slips in punctuation: stray brackets, doubled marks, spaces before and after marks."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from suggest.frequency import zipf
from suggest.suggesters.house import HOUSE_RULES, HouseRule
from suggest.values import BlockKind, DocumentFacts, Passage, Proposal, Span

_CLOSING = {")": "(", "]": "["}
_SMILEY = re.compile(r"(?:[:;=8xX]['’]?-?|\^_?\^?)$")
_NUMBERING = re.compile(r"(?:^|[\s(])(?:\w{1,3}|[ivxIVX]+)$")
_COMMON = 3.5
_NOT_ENDS = re.compile(r"\b(?:vs|no|inc|ltd|jr|sr|dr|mr|ms|mrs|st)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Slip:
    """A pattern whose group "wrong" is to be replaced by `right` of the match."""

    rule: HouseRule
    pattern: re.Pattern[str]
    right: Callable[[re.Match[str]], str]


def _slip(name: str, pattern: str, right: str, reason: str, certainty: str = "high") -> _Slip:
    rule = HouseRule(f"marks/{name}", reason, certainty)
    return _Slip(rule, re.compile(pattern), lambda match: match.expand(right))


_END = r"(?=[\s.,;:!?)]|$)"
_NUMBER = r"(\d[\d,.]*\d|\d)"
_NO_SPACE = "No space before this mark."
_ONE_WORD = "No space around this apostrophe."
_PEOPLE = r"[Ii]|[Ww]e|[Yy]ou|[Tt]hey|[Hh]e|[Ss]he|[Ii]t"
_SHORTENED = rf"(?:{_PEOPLE}|[Tt]h(?:at|ere)|[Hh]ere|[Ww]h(?:at|o|ere)|[Hh]ow|[Ll]et)"
_JOINED = (
    "anti|co|ex|full|high|inter|long|low|mid|multi|non|part|post|pre|re|real|self|semi|short|user|"
    "well"
)
_INSIDE = "No space inside brackets."
_ORDINAL = "The ending does not go with this number."
_SLIPS = (
    _slip("two-commas", r"(?<=\w)(?P<wrong>, ?,)(?=\s)", ",", "One comma is enough."),
    _slip("two-stops", r"(?<=[a-z]{2})(?P<wrong>\.\.)(?=\s[A-Z]|\s*$)", ".", "One stop is enough."),
    _slip("comma-stop", r"(?<=[a-z])(?P<wrong>,\.)(?=\s|$)", ".", "One mark is enough here."),
    _slip("two-semicolons", r"(?<=\w)(?P<wrong>;;)(?=\s)", ";", "One mark is enough here."),
    _slip("space-before", r"(?<=[a-z]{2})(?P<wrong> ,)(?=\s)", ",", _NO_SPACE),
    _slip("space-before", r"(?<=[a-z]{3})(?P<wrong> \.)(?=\s[A-Z]|\s*$)", ".", _NO_SPACE),
    _slip("space-before", r"(?<=[a-z]{2})(?P<wrong> ;)(?=\s|$)", ";", _NO_SPACE),
    _slip("space-before", r"(?<=[a-z]{2})(?P<wrong> ([?!]))(?=\s*$|\s+[A-Z])", r"\2", _NO_SPACE),
    _slip("space-before", r"(?<=[a-z]{3})(?P<wrong> :)(?=\s*$|\s[A-Za-z])", ":", _NO_SPACE),
    _slip(
        "space-around", r"(?<=[a-z]{2})(?P<wrong> ,)(?=[a-z]{2})", ", ", "The space goes after it."
    ),
    _slip("question-stop", r"(?<=[a-z])(?P<wrong>\?\.)(?=\s|$)", "?", "One mark is enough here."),
    _slip("apostrophe", r"\b(?P<wrong>([a-z]{2,4}n) (['’]t))\b", r"\2\3", _ONE_WORD),
    _slip(
        "apostrophe",
        rf"\b(?P<wrong>({_SHORTENED})(?: (['’])|(['’]) )(s|re|ve|ll|m|d))\b(?!['’])",
        r"\2\3\4\5",
        _ONE_WORD,
    ),
    _slip(
        "abbreviation", r"(?<![\w.])(?P<wrong>(e\.g|i\.e))(?=[ ,:])", r"\2.", "It ends in a stop."
    ),
    _slip("abbreviation", r"(?<=\d)(?P<wrong>( ?[ap]\.m))(?![.\w])", r"\2.", "It ends in a stop."),
    _slip(
        "comma-capital",
        r"(?<=[a-z], )(?P<wrong>And|But|Or|So|Because|Which)(?= [a-z])",
        "",
        "After a comma no capital.",
    ),
    _slip(
        "hyphen-space",
        rf"\b(?P<wrong>({_JOINED})(?:- | -)((?!over|than|and|then)[a-z]{{4,}}))\b",
        r"\2-\3",
        "No space beside this hyphen.",
    ),
    _slip("space-inside", r"(?<=\s)(?P<wrong>\( )(?=\w)", "(", _INSIDE, "medium"),
    _slip("space-inside", r"(?<=\w)(?P<wrong> \))" + _END, ")", _INSIDE, "medium"),
    _slip("currency", rf"(?<!\S)(?P<wrong>\$ {_NUMBER}){_END}", r"$\2", "No space after the sign."),
    _slip("currency", rf"(?<!\S)(?P<wrong>{_NUMBER} ?\$){_END}", r"$\2", "The sign comes first."),
    _slip(
        "o-clock",
        r"(?P<wrong>\b(\d{1,2}:\d{2}) o['’]clock\b)",
        r"\2",
        "The minutes already tell the time.",
    ),
    _slip("ordinal", r"(?P<wrong>\b(\d*(?<!1)1)(?:th|nd|rd)\b)", r"\2st", _ORDINAL),
    _slip("ordinal", r"(?P<wrong>\b(\d*(?<!1)2)(?:th|st|rd)\b)", r"\2nd", _ORDINAL),
    _slip("ordinal", r"(?P<wrong>\b(\d*(?<!1)3)(?:th|st|nd)\b)", r"\2rd", _ORDINAL),
    _slip(
        "comma-that",
        r"\b(?:mean|think|know|hope|believe|show|say|said|found|noticed|realized|means|shows)"
        r"(?P<wrong>, that)(?= (?:I|we|you|they|he|she|it|the|this|there|our|my|your)\b)",
        " that",
        "No comma before “that” here.",
    ),
    _slip("two-spaces", r"(?<=[a-z,])(?P<wrong>  )(?=[a-z])", " ", "One space is enough."),
)
_GLUED = re.compile(
    r"(?<![\w./@#{-])(?P<one>[a-z]{2,}|[A-Z][a-z]{2,})(?P<mark>,)(?P<two>[a-z]{2,})(?![\w./@(}-])"
)
_ABUTTED = re.compile(
    r"(?<![\w./@#-])(?P<one>[a-z]{2,})(?P<mark>[.?!])(?P<two>[A-Z][a-z]{1,})(?=[\s,])"
)

_BEFORE_BRACKET = re.compile(
    r"(?<![\w./@#{-])(?P<one>[a-z]{2,})(?P<mark>\()(?P<two>[a-z]{2,})(?= [a-z])"
)
_AFTER_BRACKET = re.compile(r"(?<=[a-z] )(?P<one>[a-z]{2,})(?P<mark>\))(?P<two>[a-z]{2,})(?=[ ,.])")


class MarksSuggester:
    """Proposes corrections of punctuation; pure patterns, 0.1 ms for a paragraph."""

    name = "marks"
    source = HOUSE_RULES

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self._frequencies = frequencies

    async def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage; tables and code are left alone."""
        if passage.kind in (BlockKind.TABLE, BlockKind.CODE, BlockKind.HTML):
            return []
        return [*self._slips(passage.text), *self._glued(passage.text), *_strays(passage.text)]

    def _slips(self, text: str) -> Iterator[Proposal]:
        for slip in _SLIPS:
            for match in slip.pattern.finditer(text):
                span = Span(*match.span("wrong"))
                right = slip.right(match) or match["wrong"].lower()
                yield slip.rule.proposal(text, span, right)

    def _glued(self, text: str) -> Iterator[Proposal]:
        """Two common words with a mark but no space between them."""
        for pattern in (_GLUED, _ABUTTED, _BEFORE_BRACKET, _AFTER_BRACKET):
            for match in pattern.finditer(text):
                if min(zipf(self._frequencies, match[name]) for name in ("one", "two")) < _COMMON:
                    continue
                if _NOT_ENDS.search(match["one"]):
                    continue
                span = Span(match.start("one"), match.end("two"))
                mark = " (" if match["mark"] == "(" else match["mark"] + " "
                right = f"{match['one']}{mark}{match['two']}"
                yield _GLUE.proposal(text, span, right)


_GLUE = HouseRule("marks/space-after", "A space is missing beside the mark.")
_STRAY = HouseRule("marks/stray-bracket", "This bracket has no partner.", "medium")


def _strays(text: str) -> Iterator[Proposal]:
    """Brackets without a partner in their paragraph; smileys and “a)” are none."""
    opened: list[tuple[str, int]] = []
    strays: list[int] = []
    for at, char in enumerate(text):
        if char in "([":
            opened.append((char, at))
        elif char in _CLOSING:
            if opened and opened[-1][0] == _CLOSING[char]:
                opened.pop()
            elif not _SMILEY.search(text[:at]) and not _NUMBERING.search(text[:at]):
                strays.append(at)
    if opened or len(strays) != 1:
        return
    (at,) = strays
    if any(sign in text for sign in ("](", "//", "%")):
        return  # an address may hold one
    word = re.search(r"\S+$", text[:at])
    if text[at] != ")" or word is None or text[at + 1 : at + 2].strip(" .,;:!?\n"):
        return
    start = at - len(word[0])
    yield _STRAY.proposal(text, Span(start, at + 1), word[0])
