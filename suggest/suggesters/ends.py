"""How sentences begin and end: marks that are missing there, and brackets that close beside one."""

import re
from collections.abc import Iterator

from suggest.suggesters.house import HOUSE_RULES, HouseRule
from suggest.suggesters.veil import veiled
from suggest.values import BlockKind, DocumentFacts, Passage, Proposal, Span

_LEFT_ALONE = (BlockKind.TABLE, BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
_LEAD = r"(?:(?:And|But|So|Or|Then|Well|Hey|Hi|Also),? )?"
_WHO = r"(?:I|we|you|they|he|she|it)"
_DOES = (
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|have|has|had|am)(?:n['’]t)?|"
    r"(?:ca|wo)n['’]t"
)
_WH = r"(?:What|Where|When|Why|How|Who|Whom|Which \w+|How (?:many|much|often|long|far)(?: \w+)?)"
_QUESTIONS = (
    re.compile(rf"{_LEAD}{_WH} (?:{_DOES}) {_WHO}\b[^.,!?:;…\n]*(?P<wrong>\.)$", re.IGNORECASE),
    re.compile(
        rf"{_LEAD}(?:(?:Are|Do|Does|Did|Can|Could|Will|Would|Have|Has|Is|Was|Were)(?:n['’]t)?|Won['’]t|"
        r"Can['’]t) (?:you|we|they|he|she|anyone|anybody|someone|everyone)\b(?:['’]\w+)?"
        r"(?: [^\s.,!?:;…]+){2,24}(?P<wrong>\.)$"
    ),
)
_UNENDED = re.compile(
    rf"{_LEAD}{_WH} (?:{_DOES}) {_WHO} [^.,!?:;…\n]*\b(?P<wrong>[a-z]{{2,}})$", re.IGNORECASE
)
_STOP_INSIDE = re.compile(
    r"(?<=[a-z0-9][ \n])\((?P<inner>[a-z][^()]{3,200})(?P<wrong>\.\))(?=\s+[A-Z]|\s*$)"
)
_COMMA_INSIDE = re.compile(r"(?<=[a-z0-9][ \n])\([^()]{3,200}(?P<wrong>,\))(?= )")
_ABBREVIATED = re.compile(r"\b(?:etc|e\.g|i\.e|[ap]\.m|inc|ltd|vs|al|jr|sr|[A-Z])$", re.IGNORECASE)
_NEXT_INSIDE = re.compile(r"[.!?:]\s+[A-Z]|[.!?]\s*$")
_UNCLOSED = re.compile(r"[a-z0-9,] (?P<open>\()(?=\w)(?P<inner>[^()\n]{4,120})(?P<end>[.!?])$")
_SMILEY = re.compile(r"[:;=][-'’]?\($")
_STARTS = (
    "the|this|that|these|those|it|we|you|they|he|she|there|if|when|what|how|my|our|your|their|his|"
    "her|its|please|thanks|some|many|most|after|before|since|while|because|although|however|then|"
    "here|today|yesterday|tomorrow|every|each|now|also|maybe|sometimes"
)
_LOWER = re.compile(
    rf"(?:(?<=[a-z]{{3}}[.?!]) |(?<=\d%\.) )(?P<wrong>{_STARTS}|(?<!! )(?:and|but|so|or))"
    r"(?= [a-z'’]+\b)"
)
_SHORT = re.compile(
    r"(?:\b(?:etc|vs|approx|misc|vol|fig|figs|sec|min|max|est|dept|govt|inc|ltd|corp|resp|incl|excl|"
    r"cont|ver|tel|ext|nos|mrs|prof|gen|sen|rep|gov|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|"
    r"mon|tue|wed|thu|fri|sat|sun|viz|ave|blvd|yahoo|approx|avg|repo|hrs|mins|secs|dots|panic)[.?!]|"
    r"\.\.\.|\w\.\w+\.)$",
    re.IGNORECASE,
)
_WORD_END = re.compile(r"(?<![\w'’@#/.-])(?P<wrong>[A-Za-z][a-z'’-]+)(?=\s*$)")
_LINK_END = re.compile(r"\w\](?P<open>\(x+)(?P<wrong>\))(?=\s*$)")
_INNER_END = re.compile(r"[a-z0-9)\]][.!?][\"”’)*_]* +[A-Z]|[a-z0-9)\]][.!?][\"”’)*_]*\n[A-Z]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|have|has|had|do|does|did|can|could|will|would|should|may|might|"
    r"must|please|need|want|make|makes|made|know|knew|see|saw|get|got|go|went|"
    r"came|took|gave|found|left|felt|kept|became|ran|wrote|told|met|let|use|help|work|think|hope|join|check|visit|"
    r"[a-z]{3,}ed)\b|['’](?:re|ll|ve|m|s)\b|n['’]t\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"\b(?:as|like|such|including|include|includes|say|says|said|see|that|if|had|is|are|was|were|"
    r"the|a|an|and|or|but|of|to|for|with|by|in|on|at|from|follows|this|use|run|example|namely|be|"
    r"below|do|these|into|than|here|following|our|my|your|their|his|its|have|has|could|would|"
    r"should|will|can|may|might|think|consider|willing|version|improve|using|we|i|they|he|she|not)$",
    re.IGNORECASE,
)
_LEAST_WORDS = 5
_LEAST_ENDS = 2
"""So many sentences before it have their mark: the last one lost its own."""


class EndsSuggester:
    """Proposes marks at the ends of sentences and capitals at their starts; 0.1 ms."""

    name = "ends"
    source = HOUSE_RULES

    async def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage; headings, tables and code are left alone."""
        if passage.kind in _LEFT_ALONE:
            return []
        text = veiled(passage)
        found = [*_brackets(text), *_questions(passage, text), *_capitals(text)]
        if passage.kind is BlockKind.PARAGRAPH and not facts.at_end:
            found.extend(_stop(passage, text))
        return [_RULES[name].proposal(passage.text, span, new) for span, new, name in found]


_Found = tuple[Span, str, str]
"""Where, what belongs there, and the name of the rule."""


def _questions(passage: Passage, text: str) -> Iterator[_Found]:
    """Sentences that ask by their order of words but end in a stop."""
    for sentence in passage.sentences:
        part = text[sentence.start : sentence.end]
        if not part.endswith(".") or not part[:1].isupper():
            continue
        for pattern in _QUESTIONS:
            match = pattern.match(part)
            if match is not None:
                yield Span(*match.span("wrong")).shifted(sentence.start), "?", "question"
                break


def _brackets(text: str) -> Iterator[_Found]:
    if "(" not in text:
        return
    for match in _STOP_INSIDE.finditer(text):
        if not _NEXT_INSIDE.search(match["inner"]) and not _ABBREVIATED.search(match["inner"]):
            yield Span(*match.span("wrong")), ").", "bracket-stop"
    for match in _COMMA_INSIDE.finditer(text):
        yield Span(*match.span("wrong")), "),", "bracket-stop"
    last = _UNCLOSED.search(text.rstrip())
    if last is None or ")" in text or text.count("(") != 1:
        return
    if not _SMILEY.search(text[: last.end("open")]) and not _NEXT_INSIDE.search(last["inner"]):
        yield Span(*last.span("end")), ")" + last["end"], "bracket-open"


def _capitals(text: str) -> Iterator[_Found]:
    """Common words that begin a sentence in lower case, where the passage uses capitals."""
    first = re.search(r"\w", text)
    if first is None or first[0].islower():
        return
    for match in _LOWER.finditer(text):
        if not _SHORT.search(text[: match.start()]):
            word = match["wrong"]
            yield Span(*match.span("wrong")), word[0].upper() + word[1:], "capital"


def _stop(passage: Passage, text: str) -> Iterator[_Found]:
    """The last sentence of a paragraph without its stop, though those before it have theirs."""
    if not passage.sentences:
        return
    start = passage.sentences[-1].start
    last = text[start:].rstrip()
    asked = _UNENDED.match(last) if last[:1].isupper() else None
    if asked is not None:
        yield Span(*asked.span("wrong")).shifted(start), asked["wrong"] + "?", "question"
        return
    inner = len(_INNER_END.findall(text))
    if inner < _LEAST_ENDS or len(last.split()) < _LEAST_WORDS or ":" in last or "\n" in last:
        return
    if not _VERB.search(last) or _OPEN_END.search(last):
        return
    match = _LINK_END.search(text) or _WORD_END.search(text)
    if match is None or any(
        item.span.start <= match.start() < item.span.end for item in passage.protected
    ):
        return
    yield Span(*match.span("wrong")), match["wrong"] + ".", "stop"


_RULES = {
    name: HouseRule(f"ends/{name}", reason, certainty)
    for name, reason, certainty in (
        ("question", "A question ends in a question mark.", "high"),
        ("bracket-stop", "The sentence goes on around the brackets.", "high"),
        ("bracket-open", "This bracket is never closed.", "medium"),
        ("capital", "A sentence starts with a capital.", "high"),
        ("stop", "The other sentences here end with a mark.", "medium"),
    )
}
