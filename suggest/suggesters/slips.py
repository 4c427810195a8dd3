"""Slips of the hand that no dictionary shows: doubled words and common mix-ups of two words.

Every rule asks for words around the slip that leave hardly another reading.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from suggest.suggesters.house import HOUSE_RULES, HouseRule
from suggest.values import DocumentFacts, Passage, Proposal, Span

_TWICE_ON_PURPOSE = re.compile(
    r"had|that|is|do|ha|bye|blah|knock|very|so|really|never|no|yada|her|long|far|much|many|ah|hey|"
    r"now|there|again"
)
_DOUBLED = re.compile(r"(?<![\w'’.-])([^\W\d_]{2,})([ \t]+)((?i:\1))(?![\w'’-])")
_PLAIN_VERBS = (
    "include|base|release|require|create|replace|update|provide|describe|remove|change|"
    "enable|disable|schedule|execute|generate|propose|prepare|involve|resolve|complete|"
    "publish|implement|expect|support|need|call|design|allow"
)
_COMPARED = (
    "more|less|better|rather|fewer|larger|smaller|greater|higher|lower|faster|slower|easier|"
    "harder|worse|older|newer|longer|shorter|bigger|stronger|cheaper|earlier|later|sooner"
)
_AFTER_THAN = (
    "the|a|an|that|this|it|he|she|we|you|they|i|my|our|your|his|her|their|any|all|ever|before|"
    "usual|expected|others?|just|one|two|three"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern whose group "wrong" is the slip, and what belongs there."""

    rule: HouseRule
    pattern: re.Pattern[str]
    right: Callable[[str], str]


_TWICE = HouseRule("slips/doubled", "The same word stands twice.")


class SlipSuggester:
    """Proposes corrections of slips; pure patterns, 0.1 ms for a paragraph."""

    name = "slips"
    source = HOUSE_RULES

    async def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage."""
        return self.find(passage.text)

    def find(self, text: str) -> list[Proposal]:
        """Proposals for a text, rule by rule."""
        found = [self._doubled(text, match) for match in _DOUBLED.finditer(text)]
        proposals = [proposal for proposal in found if proposal is not None]
        for rule in _RULES:
            for match in rule.pattern.finditer(text):
                span = Span(*match.span("wrong"))
                wrong = match["wrong"]
                right = rule.right(wrong)
                if "\u2019" in text:
                    right = right.replace("'", "\u2019")
                if wrong[:1].isupper():
                    right = right[:1].upper() + right[1:]
                proposals.append(rule.rule.proposal(text, span, right))
        return proposals

    def _doubled(self, text: str, match: re.Match[str]) -> Proposal | None:
        word = match[1]
        name = match[3][:1].isupper()
        if name or _TWICE_ON_PURPOSE.fullmatch(word.lower()):
            return None
        # Either copy may go; the one on the shorter side of the text is struck.
        first = match.start() < len(text) - match.end()
        span = Span(match.start(1), match.end(2)) if first else Span(match.start(2), match.end())
        return _TWICE.proposal(text, span, "")


def _rule(name: str, pattern: str, right: str | Callable[[str], str], reason: str) -> _Rule:
    def fixed(wrong: str) -> str:
        return right if isinstance(right, str) else right(wrong)

    return _Rule(HouseRule(f"slips/{name}", reason), re.compile(pattern, re.IGNORECASE), fixed)


def _participle(verb: str) -> str:
    return verb + ("d" if verb.endswith("e") else "ed")


_RULES = (
    _rule(
        "than",
        rf"\b(?:{_COMPARED})\s(?P<wrong>then)\s(?=(?:{_AFTER_THAN}|\d+)\b)",
        "than",
        "A comparison takes “than”.",
    ),
    _rule(
        "affected",
        r"(?<!change\s)(?<!changes\s)(?<!rescue\s)(?<!transfer\s)"
        r"\b(?:is|are|was|were|be|been|being|not|directly|most|badly|adversely|negatively)\s"
        r"(?P<wrong>effected)\sby\b",
        "affected",
        "“Affected” means influenced; “effected” means brought about.",
    ),
    _rule(
        "participle",
        rf"\b(?:is|are|was|were|been|being)\s(?:also\s|now\s|not\s|already\s|currently\s)?"
        rf"(?!support\sfor\b)(?P<wrong>{_PLAIN_VERBS})\s(?=(?:in|by|as|with|from|on|starting|at|for|and)\b)",
        _participle,
        "After “be” this verb takes -ed.",
    ),
    _rule(
        "there-have",
        r"\bthere\s(?P<wrong>has)\sbeen\s(?=(?:many|several|few|various|numerous|two|three|four|"
        r"five|multiple|a\sfew|a\snumber\sof|a\scouple\sof)\s\w+s\b)",
        "have",
        "“There have been” goes with a plural.",
    ),
    _rule(
        "a-while",
        r"\b(?P<wrong>awhile)(?=\s(?:ago|back)\b)",
        "a while",
        "Two words here: “a while”.",
    ),
    _rule(
        "for-a-while",
        r"\b(?:for|in|after|quite|took|takes|take)\s(?P<wrong>awhile)\b",
        "a while",
        "Two words here: “a while”.",
    ),
    _rule(
        "its-it-is",
        r"(?:^|[.!?;:]\s|\b(?:that|because|and|but|so|if|when|think|know|say|says|whether)\s)"
        r"(?P<wrong>its)\s(?=(?:been|a|an|the|not|going|important|possible|worth|time|easy|hard|"
        r"true|clear|because|just|also|too|probably|about|like|hard|getting|been|never|always)\s)",
        "it's",
        "Short for “it is”, so it takes an apostrophe.",
    ),
    _rule(
        "lets-us",
        r"(?:^|[.!?:]\s|\bso\s)(?P<wrong>lets)\s(?=(?:start|look|take|see|talk|get|go|say|assume|"
        r"begin|try|use|make|dive|add|create|find|keep|move|explore)\b)",
        "let's",
        "Short for “let us”, so it takes an apostrophe.",
    ),
    _rule(
        "lose",
        r"\b(?:to|will|would|could|might|can|not|don't|don’t|we|you|they)\s(?P<wrong>loose)\s"
        r"(?=(?:the|a|an|your|our|their|my|his|her|its|it|all|any|some|track|sight|money|time|"
        r"focus|interest|data|users|customers|access|control)\b)",
        "lose",
        "The verb is “lose”; “loose” means not tight.",
    ),
    _rule(
        "their-there",
        r"(?:^|[.!?;:]\s|\b(?:that|because|and|but|so|if|when|where|think|know|see|hope)\s)(?P<wrong>their)\s"
        r"(?=(?:is|are|was|were|has\sbeen|have\sbeen|isn't|aren't|wasn't|will\sbe|may\sbe)\s)",
        "there",
        "“There” goes with this verb.",
    ),
    _rule(
        "they-are",
        r"\b(?P<wrong>their)\s(?=(?:going\sto|not\s(?:a|the|going|able|sure|very)|able\sto|"
        r"trying\sto|doing|getting|coming)\b)",
        "they're",
        "Short for “they are” here.",
    ),
    _rule(
        "you-are",
        r"(?:^|[.!?;:]\s|\b(?:that|because|if|when|while|what|where|once|unless)\s)"
        r"(?P<wrong>your)\s(?=(?:going\sto|not\s(?:a|the|going|able|sure|alone)|able\sto|welcome|"
        r"trying\sto|looking|right|wrong|ready|sure)\b)",
        "you're",
        "Short for “you are” here.",
    ),
    _rule(
        "too-much",
        r"\b(?:is|are|was|were|it's|it’s|far|way|not|seems|feels)\s(?P<wrong>to)\s"
        r"(?=(?:much|late|early|big|small|expensive|often|hard|easy|complicated|complex|slow|"
        r"fast|long|short|high|low|good|bad|risky|strict)\b(?!\s(?:of|to)\b))",
        "too",
        "“Too” means more than enough.",
    ),
    _rule(
        "of-have",
        r"\b(?:could|should|would|must|might)(?:n't|n’t|\snot)?\s(?P<wrong>of)\s"
        r"(?=(?:been|done|had|made|gone|known|used|taken|seen|come|given|left|become|got|gotten|\w+ed)\b)",
        "have",
        "After this verb comes “have”.",
    ),
)
