"""What the grader looks at: plain numbers about a proposal, its passage and its document.

Every feature is between about -3 and 3 so that the weights can be compared. Spelling features are
0 for other proposals and the other way round, so one linear model serves both.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from suggest.dialects import british_evidence
from suggest.facts import words_of
from suggest.frequency import zipf
from suggest.terms import beside_capital, one_begins_other
from suggest.values import BlockKind, DocumentFacts, Passage, Proposal

NAMED = "s_named"
"""The feature of an unknown word that looks like a name."""
RISES = frozenset({"rate", "twins", "s_gap", "s_close", "g_odds"})
"""What can only speak for a proposal: a good record, a second source, a clear best guess."""
FALLS = frozenset(
    {
        "s_cost",
        "s_cost_rate",
        "s_far",
        "s_count",
        "s_recurs",
        "s_capital",
        "s_inner_capital",
        "s_all_caps",
        "s_digit",
        "s_joined",
        "s_foreign",
        "s_name",
        "s_abroad_draft",
        "s_case_own",
        "unknown",
        "capitals",
        "code",
        "near_protected",
        "rivals",
        "g_capital",
        "g_digit",
        "g_old_here",
    }
)
"""What can only speak against it: a far guess, a word that recurs, the shape of a name or code."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SORTS = (
    ("case", ("s_case",)),
    ("variant", ("s_abroad",)),
    ("split", ("s_split",)),
    ("recurs", ("s_recurs",)),
    ("built", ("s_derived", "s_compound")),
    ("capital", ("s_capital", "s_capital_start")),
)
_STEADY = 3
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all proposals of one passage share."""

    passage: Passage
    facts: DocumentFacts
    proposals: Sequence[Proposal]
    frequencies: Mapping[str, float]
    code: float
    unknown: float
    capitals: float
    british: float = 0.0


def surroundings(
    passage: Passage,
    proposals: Sequence[Proposal],
    facts: DocumentFacts,
    frequencies: Mapping[str, float],
) -> Surroundings:
    """The shared part, computed once per passage."""
    words = words_of(passage.text)
    count = max(1, len(words))
    code = sum(len(item.span) for item in passage.protected) / max(1, len(passage.text))
    unknown = len({p.span for p in proposals if p.signal("spelling")}) / count
    capitals = sum(word[:1].isupper() for word in words) / count
    abroad = any(p.signal("abroad") for p in proposals)  # reading the whole draft costs 1 ms
    british = british_evidence(facts.words, frequencies) if abroad else 0.0
    unknown, code = min(1.0, unknown), min(1.0, code)
    return Surroundings(passage, facts, proposals, frequencies, code, unknown, capitals, british)


def features(proposal: Proposal, around: Surroundings) -> dict[str, float]:
    """All features of one proposal by name; names that are missing stand for 0."""
    found = _context(proposal, around)
    if proposal.signal("spelling"):
        found.update(_spelling(proposal, around))
    else:
        found.update(_other(proposal, around))
    return found


def rate_key(rule: str, found: Mapping[str, float]) -> str:
    """The rule whose past rate counts; unknown words are told apart by the sort of word."""
    if "s_cost" not in found:
        return rule
    for sort, names in _SORTS:
        if any(found.get(name) for name in names):
            return f"{rule}.{sort}"
    return rule


def _context(proposal: Proposal, around: Surroundings) -> dict[str, float]:
    passage, span = around.passage, proposal.span
    sentence = passage.sentence_of(span)
    text = passage.text
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    rivals = [p for p in around.proposals if p is not proposal and p.span.meets(span)]
    twins = {p.rule for p in rivals if p.replacement == proposal.replacement and p.span == span}
    others = {p.rule for p in rivals if p.replacement != proposal.replacement}
    near = any(
        item.span.start - 2 <= span.end and span.start <= item.span.end + 2
        for item in passage.protected
    )
    return {
        "position": span.start / max(1, len(text)),
        "sentence_start": float(span.start - sentence.start < 2),
        "sentence_length": math.log1p(len(sentence)) - 4.5,
        "passage_length": math.log1p(len(text)) - 5.5,
        "heading": float(passage.kind is BlockKind.HEADING),
        "list_item": float(passage.kind is BlockKind.LIST_ITEM),
        "quote": float(passage.kind is BlockKind.QUOTE),
        "code": around.code,
        "near_protected": float(near),
        "unknown": min(3.0, around.unknown * 10),
        "capitals": around.capitals * 2,
        "twins": min(2.0, len(twins)),
        "rivals": min(3.0, len(others)),
        "after_bracket": float(before[-1:] in "([{/" and bool(before)),
        "before_mark": float(after[:1] in ")]}/(:" and bool(after)),
    }


def _spelling(proposal: Proposal, around: Surroundings) -> dict[str, float]:
    word, best = proposal.original, proposal.replacement or ""
    start = proposal.span.start - around.passage.sentence_of(proposal.span).start < 2
    letters = sum(char.isalpha() for char in word)
    count = around.facts.words.get(_core(word), 1) - 1
    here = around.facts.words.get(_core(best), 0)
    cost = proposal.signal("cost")
    capital = word[:1].isupper()
    return {
        "s_derived": proposal.signal("derived"),
        "s_compound": proposal.signal("compound"),
        "s_abroad": 3 * proposal.signal("abroad"),
        "s_abroad_draft": _of_the_draft(proposal, around),
        **_own_case(word, best, around.facts),
        NAMED: proposal.signal("name"),
        "s_name": float(capital and beside_capital(around.passage.text, proposal.span)),
        "s_length": (letters - 7) / 3,
        "s_short": float(letters <= 4),
        "s_long": float(letters >= 9),
        "s_cost": cost,
        "s_cost_rate": 4 * cost / max(3, letters),
        "s_close": float(cost <= 1.1),
        "s_far": float(cost > 2.4),
        "s_score": proposal.signal("score"),
        "s_gap": min(2.0, proposal.signal("gap")),
        "s_count": min(3.0, math.log1p(max(0, count))),
        "s_recurs": float(count > 0),
        "s_here": float(here > 0),
        "s_here_cost": float(here > 0) * max(0.0, 2.0 - cost),
        "s_zipf": zipf(around.frequencies, word) / 2,
        "s_new_zipf": (zipf(around.frequencies, best) - 4) / 2,
        "s_capital": float(capital and not start),
        "s_capital_start": float(capital and start),
        "s_all_caps": float(len(word) > 1 and word.isupper()),
        "s_inner_capital": float(any(char.isupper() for char in word[1:]) and not word.isupper()),
        "s_digit": float(any(char.isdigit() for char in word)),
        "s_foreign": float(not word.replace("\u2019", "'").isascii()),
        "s_joined": float("-" in word or "_" in word),
        "s_apostrophe": float("'" in word or "\u2019" in word),
        "s_split": float(" " in best),
        "s_suffix": float(one_begins_other(word, best)),
        "s_first": float(word[:1].lower() != best[:1].lower()),
        "s_candidates": min(1.5, proposal.signal("count") / 4),
    }


def _of_the_draft(proposal: Proposal, around: Surroundings) -> float:
    """How much the draft is spelled as this word is, where another English spells it so."""
    if not proposal.signal("abroad"):
        return 0.0
    side = british_evidence({proposal.original.lower(): 1}, around.frequencies)
    return 6 * side * around.british


def _own_case(word: str, best: str, facts: DocumentFacts) -> dict[str, float]:
    """Whether only capitals differ, and which of the two the draft holds to."""
    case = word.lower() == best.lower()
    ours, theirs = facts.forms.get(word, 0), facts.forms.get(best, 0)
    return {
        "s_case": float(case),
        "s_case_own": float(case and ours >= _STEADY and not theirs),
        "s_case_slip": float(case and theirs > ours),
    }


def _other(proposal: Proposal, around: Surroundings) -> dict[str, float]:
    old, new = proposal.original, proposal.replacement or ""
    start = proposal.span.start - around.passage.sentence_of(proposal.span).start < 2
    flat_old, flat_new = "".join(_LETTERS.findall(old)), "".join(_LETTERS.findall(new))
    same_letters = flat_old.casefold() == flat_new.casefold()
    old_words, new_words = words_of(old), words_of(new)
    capital = any(word[:1].isupper() for word in old_words) and not start
    rarest = min((zipf(around.frequencies, word) for word in old_words), default=4.0)
    forms = around.facts.forms
    return {
        "g_words": min(2.0, len(old_words) / 3),
        "g_longer": max(-2.0, min(2.0, (len(new_words) - len(old_words)))),
        "g_case": float(flat_old != flat_new and same_letters),
        "g_marks": float(flat_old == flat_new),
        "g_spaces": float("".join(old.split()) == "".join(new.split())),
        "g_hyphen": float(same_letters and "-" in new and "-" not in old),
        "g_apostrophe": float(same_letters and new.count("'") != old.count("'")),
        "g_capital": float(capital),
        "g_digit": float(any(char.isdigit() for char in old)),
        "g_rare": float(rarest < 3.0),
        "g_rarest": (rarest - 5) / 2,
        "g_small_change": max(0.0, 1 - abs(len(new) - len(old)) / 4),
        "g_odds": min(2.0, proposal.signal("odds") / 3),
        "g_choices": min(1.0, proposal.signal("count") / 3),
        "g_new_here": float(bool(new_words) and new_words[0] in forms),
        "g_old_here": float(sum(forms.get(word, 0) for word in old_words) > len(old_words)),
        "g_flag_only": float(proposal.replacement is None),
    }


def _core(word: str) -> str:
    return _EDGES.sub("", word).casefold()
