"""The token patterns: their language, and every example of the shipped rules."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from suggest.errors import BadResource
from suggest.frequency import load_frequencies
from suggest.suggesters.matching import tokens_of
from suggest.suggesters.pattern_files import load_patterns
from suggest.suggesters.patterns import PatternRule, PatternSuggester
from suggest.values import Kind, Proposal

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "patterns"
WORDS = """
[lists]
verbs = "walk stop try"
doubling = "stop big"
irregular = "go/went/gone"
nouns = "dog city apple"
plurals = "child/children"
gradable = "big happy"
[classes]
pet = "@noun -city"
"""


@cache
def shipped() -> PatternSuggester:
    return load_patterns(RESOURCES, load_frequencies(RESOURCES.parent / "frequencies.txt"))


def made(folder: Path, *patterns: str) -> PatternSuggester:
    (folder / "words.toml").write_text(WORDS, "utf-8")
    lines = ", ".join(f'"{pattern}"' for pattern in patterns)
    (folder / "rules.toml").write_text(
        'group = "test"\n[[rule]]\nid = "one"\nreason = "A reason."\ncertainty = "high"\n'
        f"patterns = [{lines}]\nfires = []\nleave = []\n",
        "utf-8",
    )
    return load_patterns(folder)


def applied(text: str, proposals: list[Proposal]) -> str:
    edge = len(text)
    for proposal in sorted(proposals, key=lambda p: -p.span.start):
        if proposal.span.end <= edge:
            edge = proposal.span.start
            text = text[:edge] + (proposal.replacement or "") + text[proposal.span.end :]
    return text


@pytest.mark.parametrize(
    ("pattern", "text", "fixed"),
    [
        ("did [@past -> {2:base}]", "I did walked and did went.", "I did walk and did go."),
        ("two [@noun -> {2:plural}]", "two city, two dog", "two cities, two dogs"),
        ("is [@noun -> {2:a}]", "It is apple.", "It is an apple."),
        (
            "more? [big -> {2:compared}] than",
            "more big than, big than",
            "more bigger than, bigger than",
        ),
        ("[=rome -> {1:capital}]", "From rome to ROME.", "From Rome to ROME."),
        ("[big -> huge] !dog", "a big dog, a big cat", "a big dog, a huge cat"),
        ("!very [big -> huge]", "very big, so big", "very big, so huge"),
        ("< [big -> huge]", "Big and big. Big.", "Huge and big. Huge."),
        ("[big -> huge] >|and", "big and big, big dog", "huge and huge, big dog"),
        ("in [#? big -> huge]", "in 3 big, in big", "in huge, in huge"),
        ("[@pet -> cat]", "dog in the city", "cat in the city"),
        ("[a big -> ] dog", "I like a big dog.", "I like dog."),
    ],
)
def test_a_pattern_finds_and_corrects(tmp_path: Path, pattern: str, text: str, fixed: str) -> None:
    assert applied(text, made(tmp_path, pattern).find(text)) == fixed


def test_words_must_stand_in_one_run(tmp_path: Path) -> None:
    suggester = made(tmp_path, "very [big -> huge]")
    assert suggester.find("very-big very, big very/big") == []
    assert len(suggester.find("very big VERY\u00a0BIG")) == 2


def test_capitals_and_curly_apostrophes_are_kept(tmp_path: Path) -> None:
    (found,) = made(tmp_path, "[dont -> don't]").find("Dont say “it’s”")
    assert found.replacement == "Don\u2019t"
    assert found.kind is Kind.CORRECTNESS


def test_further_corrections_become_alternatives(tmp_path: Path) -> None:
    (found,) = made(tmp_path, "[big -> huge / vast]").find("a big plan")
    assert (found.replacement, found.alternatives) == ("huge", ("vast",))


@pytest.mark.parametrize(
    "pattern", ["big dog", "[_ -> x]", "[big -> {3}]", "[big -> {1:no}]", "[@none -> x]"]
)
def test_a_damaged_pattern_is_named(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(BadResource, match=r"rules\.toml.*one"):
        made(tmp_path, pattern)


def test_tokens_keep_their_places() -> None:
    text = "Don’t pay 3.5 € (e.g. now)."
    assert [text[t.span.start : t.span.end] for t in tokens_of(text)] == [
        t.text for t in tokens_of(text)
    ]
    assert [t.key for t in tokens_of("Don’t pay 3.5.")] == ["don't", "pay", "3.5", "."]


GROUPS = tuple(path.stem for path in sorted(RESOURCES.glob("*.toml")) if path.stem != "words")


def rules_of(group: str) -> list[PatternRule]:
    name = tomllib.loads((RESOURCES / f"{group}.toml").read_text("utf-8"))["group"]
    return [rule for rule in shipped().rules if rule.id.startswith(f"{name}/")]


@pytest.mark.parametrize("group", GROUPS)
def test_every_shipped_rule_fires_and_stays_silent(group: str) -> None:
    rules = rules_of(group)
    assert rules
    for rule in rules:
        assert rule.fires
        for bad, good in rule.fires:
            own = [p for p in shipped().find(bad) if p.rule == rule.id]
            assert applied(bad, own) == good, rule.id
        for text in rule.leave:
            assert [p for p in shipped().find(text) if p.rule == rule.id] == [], rule.id


def test_ids_are_unique_and_reasons_short() -> None:
    rules = shipped().rules
    assert len({rule.id for rule in rules}) == len(rules)
    assert [rule.id for rule in rules if len(rule.reason.split()) > 12] == []
