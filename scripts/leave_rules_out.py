"""Catalogue figures without what may have been made for the catalogue, rule by rule.

    python -m scripts.leave_rules_out --data DIR [--cache DIR]

An unseen catalogue shares no rule with the given one, so its recall is that of patterns that were
not written for its rules. The catalogue's rules are dealt into five hands; in each hand only those
of our patterns, list entries and grammar rules may speak that something outside the hand vouches
for: a person's own edit, an open label of our own posts or an example of another hand's rule.
Twice: once a pattern vouches for all its words, once only for the very words that it marked. The
truth for patterns that stand for many wordings is near the first, for lists of words near the
second. What never could be left out (the grammar engine, spelling, habits of the draft) is told
alone too. Nothing is written.
"""

import argparse
import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.training.collect import RESOURCES, Sample, collect
from scripts.training.fit import Fitted
from scripts.training.report import STYLE, Scores, Shown, resolved
from scripts.training.sets import OWN, read_set
from suggest.grading import Model, Rate
from suggest.suggesters.lexicon import LexiconSuggester, load_entries
from suggest.suggesters.offline import Offline
from suggest.values import Kind

HANDS = 5
DEALS = 4
EXAMPLES, COUNTER = "rule_examples", "rule_counterexamples"
EVIDENCE = ("posts_revisions", "posts_docs", "extra_revisions", OWN)
_NOT_OURS = ("harper/", "habit/", "fact/")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What vouches for a pattern: edits and labels, and the catalogue rules it touched."""

    outside: frozenset[Key]
    touched: Mapping[Key, frozenset[str]]


def main() -> None:
    """Collects with a rule for every pattern, deals the catalogue out and prints the figures."""
    parser = argparse.ArgumentParser(description="Catalogue figures, leaving rules out.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    parser.add_argument("--cache", type=Path, help="folder where lints are kept between runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        names = (EXAMPLES, COUNTER, *EVIDENCE)
        samples = collect(options.data, options.cache or Path(scratch), names, apart)
    catalogue = [s for s in samples if s.set in (EXAMPLES, COUNTER)]
    fitted, bars = shipped()
    edits = gold_edits(options.data)
    count = len({s.post for s in catalogue})
    print(f"{count} rules of the catalogue have a proposal; hands {HANDS}, deals {DEALS}")

    def figures(name: str, kept: Callable[[Sample], bool]) -> None:
        shown = resolved([s for s in catalogue if kept(s)], lambda s: fitted.confidence(plain(s)))
        tell(
            name, Scores(options.data, [Shown(plain(x.sample), x.confidence) for x in shown]), bars
        )

    figures("all", lambda sample: True)
    for name, key_of in (("patterns", by_pattern), ("same words", by_words)):
        evidence = vouching(samples, edits, key_of)
        for deal in range(DEALS):
            figures(
                f"left out by {name}, deal {deal}",
                lambda s, k=key_of, e=evidence, d=deal: may_speak(s, k, e, d),  # type: ignore[misc]
            )
    outside = vouching(samples, {}, by_pattern)
    figures(
        "vouched for outside the catalogue only", lambda s: may_speak(s, by_pattern, outside, 0)
    )
    figures("engine, spelling and habits only", lambda s: s.proposal.rule.startswith(_NOT_OURS))


def apart(offline: Offline) -> Offline:
    """Each pattern and each form of a list entry with a rule of its own, `id#3`."""
    entries = [
        replace(entry, rule=f"{entry.rule}#{form}", forms={form: texts})
        for entry in load_entries(RESOURCES / "rules")
        for form, texts in entry.forms.items()
    ]
    lists = LexiconSuggester(entries)
    return replace(offline, lexicon=lists, patterns=offline.patterns.one_by_one())


def plain(sample: Sample) -> Sample:
    """With the rule's id as it ships."""
    rule, _, part = sample.proposal.rule.partition("#")
    return replace(sample, proposal=replace(sample.proposal, rule=rule)) if part else sample


def by_pattern(sample: Sample) -> Key:
    """The pattern; of a list the entry. Misspellings are a list of words."""
    rule = sample.proposal.rule
    return (rule, sample.proposal.original.casefold() if rule.startswith("typo/") else "")


def by_words(sample: Sample) -> Key:
    """The pattern and the words that it marked."""
    return (sample.proposal.rule, sample.proposal.original.casefold())


def gold_edits(data: Path) -> dict[str, list[tuple[int, int]]]:
    """Where each wrong example is wrong."""
    return {
        gold.id: [(e["start"], e["end"]) for ref in gold.line["edits_by_ref"] for e in ref]
        for gold in read_set(data, EXAMPLES)
    }


def vouching(
    samples: Iterable[Sample],
    edits: Mapping[str, Sequence[tuple[int, int]]],
    key_of: Callable[[Sample], Key],
) -> Evidence:
    """Who made what the pattern proposes, and which catalogue rules it speaks of."""
    outside: set[Key] = set()
    touched: defaultdict[Key, set[str]] = defaultdict(set)
    for sample in samples:
        if sample.set in EVIDENCE and sample.agree:
            outside.add(key_of(sample))
        span = sample.span
        if sample.set == EXAMPLES and any(
            span.start <= end and start <= span.end for start, end in edits.get(sample.doc, ())
        ):
            touched[key_of(sample)].add(sample.post)
    return Evidence(frozenset(outside), {key: frozenset(v) for key, v in touched.items()})


def may_speak(
    sample: Sample, key_of: Callable[[Sample], Key], evidence: Evidence, deal: int
) -> bool:
    """True for what is not ours, and for what something outside the sample's hand vouches for."""
    if sample.proposal.rule.startswith(_NOT_OURS) or key_of(sample) in evidence.outside:
        return True
    hand = hand_of(sample.post, deal)
    rules = evidence.touched.get(key_of(sample), frozenset())
    return any(hand_of(rule, deal) != hand for rule in rules)


def hand_of(rule: str, deal: int) -> int:
    """The hand that a rule is dealt to."""
    digest = hashlib.md5(f"{deal} {rule}".encode(), usedforsecurity=False)
    return int(digest.hexdigest(), 16) % HANDS


def shipped() -> tuple[Fitted, dict[Kind, float]]:
    """The table and the default bars that ship."""
    data = json.loads((RESOURCES / "confidence.json").read_text("utf-8"))
    rates = {rule: Rate(*values) for rule, values in data["rates"].items()}
    model = Model(data["bias"], data["weights"], rates, Rate(*data["unknown"]))
    points = tuple((x, y) for x, y in data["points"][Kind.CORRECTNESS.value])
    fitted = Fitted(model, points, data["entries"], data["quiet"])
    return fitted, {Kind(kind): bars[1] for kind, bars in data["bars"].items()}


def tell(name: str, scores: Scores, bars: Mapping[Kind, float]) -> None:
    """Touch recall over all classes, and marks per 1,000 words on right sentences."""
    found = scores.touched(EXAMPLES, bars)["touch"]
    slips = scores.clean(COUNTER, bars, (Kind.CORRECTNESS,))
    style = scores.clean(COUNTER, bars, STYLE)
    rate, other = (c["false alarms per 1000 words (upper bound)"] for c in (slips, style))
    print(f"{name}: touch recall {found['R']}, counter-examples {rate} and {other} per 1,000 words")


if __name__ == "__main__":
    main()
