"""Commas that a sentence needs after its opening, or has where nothing may be parted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from suggest.customs import FORMS
from suggest.suggesters.house import HOUSE_RULES, HouseRule
from suggest.suggesters.veil import veiled
from suggest.values import BlockKind, DocumentFacts, Passage, Proposal, Span

_LEFT_ALONE = (BlockKind.TABLE, BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
_WHO = r"(?:I|we|you|they|he|she|it)"
_MODAL = (
    r"(?:can|could|will|would|should|must|might|may|need to|have to|cannot|can['’]t|won['’]t)\b"
)
_WHEN = (
    r"(?:If|When|Once|After|Before|Since|As|Although|While|Because|Until|Unless|Whenever|Though)"
    r"(?: (?:soon|long) as)?"
)
_SUBJECT = (
    rf"(?:{_WHO}|there|this|that|these|those|the|an?|your|our|my|their|his|her|its|anyone|someone|"
    r"everyone|nobody|something|anything|people|any|[A-Z][a-z]+)(?:['’](?:re|ve|s|m|d|ll))?"
)
_CLAUSE = rf"{_WHEN} (?P<clause>{_SUBJECT}(?: [^\s,;:.!?()—–-][^\s,;:.!?()—–]*){{1,16}})"
_PLEASE = re.compile(rf"(?:(?:And|But|So),? )?{_CLAUSE} (?=please\b|let (?:me|us) know\b)")
_THEN = re.compile(
    rf"(?:(?:And|But|So),? )?{_CLAUSE} "
    rf"(?=(?:{_WHO}|there) {_MODAL}|{_WHO}['’]ll\b|let['’]s\b)(?![^.!?]*,)"
)
_GOES_ON = re.compile(
    rf"\b(?:{_WHO}|{_MODAL}|can|could|will|would|should|must|to|or|and|not|then|all|both|also|but|"
    r"that|which|who|if|when|so|do|does|did|don['’]t|just|of|for|with|the|a|as)$"
)
_CLOSED = re.compile(
    r"(?:\b(?:them|me|us|him|here|now|done|ready|again|too|well|today|tomorrow|yesterday|soon|"
    r"correctly|together|online|finished|late|early|sick|tired|busy|interested|right|wrong|alone|"
    r"home|outside|inside|enough|possible|available|necessary|old|young|free|full|empty)|"
    r"(?:is|are|was|were|been|get|gets|got|have|has|had|be|['’]s|['’]re|['’]ve) [a-z]{2,}ed)$"
)
_HOWEVER = re.compile(
    rf"(?:[A-Z][\w'’]*)(?: [^\s,;:.!?()—–]+){{3,20}}(?P<wrong>, (?P<word>however|therefore|"
    rf"moreover|furthermore|nevertheless|nonetheless|consequently),?) "
    rf"(?={_WHO}\b|this (?:is|was)\b|there\b)"
)
_MAIN = re.compile(
    r"(?:I|We|You|They|He|She|It|There|This|That|My|Our|The|These|Those|His|Her|Their|Your)\b(?![^,]*\b(?:if|when|"
    r"that|because|although|while|think|believe|note|say|said|hope|suppose|feel|know|what|which)\b)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    right: str
    rule: str


_RULES = {
    name: HouseRule(f"commas/{name}", reason, certainty)
    for name, reason, certainty in (
        ("opening", "A comma sets off this opening.", "high"),
        ("reply", "A comma follows this opening word.", "high"),
        ("greeting", "A comma ends the greeting.", "high"),
        ("clause", "A comma ends the opening clause.", "high"),
        ("splice", "Two sentences meet here: a comma is too weak.", "high"),
        ("tag", "A comma comes before this short question.", "high"),
        ("pair", "The turn needs a comma on both sides.", "medium"),
        ("surplus", "No comma here.", "high"),
    )
}
_TABLE = tuple(
    (rule, re.compile(pattern), right)
    for rule, pattern, right in (
        (
            "reply",
            rf"(?:^|(?<=[.!?] ))(?P<wrong>Yes|No|Well|Oh|Wow|Yeah) (?={_WHO}(?:['’]\w+)? "
            r"(?!who\b|were\b))",
            r"\g<wrong>,",
        ),
        (
            "greeting",
            r"^(?P<wrong>(?:Hi|Hello|Hey|Dear|Good morning) (?:everyone|everybody|all|there|folks|"
            r"guys|friends|team|network|community)) (?=(?:I|we|my|our|this|today|it|does|do|is|has|"
            r"can|just|please|how|what)(?:['’]\w+)? )",
            r"\g<wrong>,",
        ),
        (
            "greeting",
            r"^(?P<wrong>(?:Hi|Hello|Hey|Dear) [A-Z][a-z]+) "
            r"(?=(?:I|we|my|our|thanks|thank)(?:['’]\w+)? )",
            r"\g<wrong>,",
        ),
        (
            "tag",
            r"(?:^|(?<=[.!?] ))(?:I|We|You|They|He|She|It|This|That|There|The|My|Our|Your)"
            r"(?:['’][a-z]+)?(?: [\w'’-]+){0,12} "
            r"(?P<wrong>(?!why|how|or|and|but|if|what|where|when)[a-z]{2,}) "
            r"(?=(?:(?:is|are|was|were|do|does|did|have|has|could|would|should)n['’]t|won['’]t|"
            r"can['’]t) (?:it|you|they|we|he|she|there)\?)",
            r"\g<wrong>,",
        ),
        (
            "pair",
            r"(?<=[a-z]), (?P<wrong>for example|for instance|however|therefore|of course|in fact) "
            r"(?=(?:is|are|was|were|has|have|had|does|do|did) )(?![^.!?]*\?)",
            r"\g<wrong>,",
        ),
        (
            "surplus",
            r"(?<![Yy]ou )\b(?P<wrong>(?:know|understand|wonder|explain|decide|remember|learn|"
            rf"depends on),) (?=(?:what|how|why|where|whether) (?:{_WHO}|to) )(?![^.!?]*,)",
            "",
        ),
        (
            "surplus",
            rf"(?P<wrong>\b(?:[Aa]lthough|[Ee]ven though|[Bb]ecause),) (?={_WHO}\b)(?![^.!?]*,)",
            "",
        ),
        ("surplus", r"(?<=[a-z] )(?<!as )(?P<wrong>such,) (?=as\b)", ""),
        (
            "surplus",
            r"\b(?P<wrong>(?:better|worse|faster|slower|bigger|smaller|cheaper|easier|harder|older|"
            r"younger|longer|shorter|higher|lower|stronger|earlier|later),) (?=than\b)",
            "",
        ),
        (
            "surplus",
            r"(?:^|(?<=[.!?] ))(?:The|This|These|Our|My|Your|Their|His|Her) (?:[a-z]+ )?"
            r"(?P<wrong>[a-z]{3,},) (?=(?:is|are|was|were|has|have) )(?![^.!?]*[,?])",
            "",
        ),
    )
)


class CommasSuggester:
    """Proposes commas and strikes some; pure patterns, 0.1 ms for a paragraph."""

    name = "commas"
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
        found = [*_from_table(text), *_openings(text, facts)]
        for sentence in passage.sentences:
            found.extend(_in_sentence(text[sentence.start : sentence.end], sentence.start))
        return [_RULES[one.rule].proposal(passage.text, one.span, one.right) for one in found]


def _from_table(text: str) -> Iterator[_Found]:
    for rule, pattern, right in _TABLE:
        for match in pattern.finditer(text):
            new = match.expand(right) if right else match["wrong"][:-1]
            yield _Found(Span(*match.span("wrong")), new, rule)


def _openings(text: str, facts: DocumentFacts) -> Iterator[_Found]:
    """“However we left”: unless the draft leaves the comma out more often than not."""
    bare, comma = (facts.customs.get(f"opener_{form}", 0) for form in ("bare", "comma"))
    if bare > 1 and bare > comma:
        return
    for match in FORMS["opener_bare"].finditer(text):
        yield _Found(Span(*match.span()), match[0] + ",", "opening")


def _in_sentence(part: str, start: int) -> Iterator[_Found]:
    for pattern in (_PLEASE, _THEN):
        match = pattern.match(part)
        if match is None or _GOES_ON.search(match["clause"]):
            continue
        if pattern is _THEN and not _CLOSED.search(match["clause"]):
            continue
        word = match["clause"].rsplit(" ", 1)[-1]
        at = start + match.end("clause") - len(word)
        yield _Found(Span(at, at + len(word)), word + ",", "clause")
        return
    match = _HOWEVER.match(part)
    if match is not None and _MAIN.match(part):
        right = f"; {match['word']},"
        yield _Found(Span(*match.span("wrong")).shifted(start), right, "splice")
