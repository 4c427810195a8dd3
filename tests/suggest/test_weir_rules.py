"""Every Weir rule corrects its own examples, leaves good text alone and says what it is."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import harper
import pytest

from suggest.suggesters.weir import load_pack
from suggest.values import Kind, Span
from suggest.wording import fitted

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "weir"
FEWEST_RULES = 60
LONGEST_REASON = 12
SHORTEST_EXAMPLE = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A flawed sentence and its correction."""

    text: str
    fixed: str


@dataclass(frozen=True, slots=True)
class Documented:
    """A rule as rules.toml describes it."""

    file: str
    id: str
    kind: str
    title: str
    reason: str
    certainty: str
    fires: tuple[Example, ...]
    leave: tuple[str, ...]


def _read() -> tuple[Documented, ...]:
    table = tomllib.loads((FOLDER / "rules.toml").read_text("utf-8"))
    return tuple(
        Documented(
            row["file"],
            row["id"],
            row["class"],
            row["title"],
            row["reason"],
            row["certainty"],
            tuple(Example(one["text"], one["fixed"]) for one in row["fires"]),
            tuple(row["leave"]),
        )
        for row in table["rule"]
    )


RULES = _read()
EACH = pytest.mark.parametrize("rule", RULES, ids=[rule.file for rule in RULES])


@cache
def _linter() -> harper.Linter:
    """One linter for all tests (its dictionary is slow to build), with only our rules on."""
    linter = harper.Linter()
    linter.load_weirpack(load_pack(FOLDER).data)
    ours = {rule.file for rule in RULES}
    linter.set_lint_config({name: name in ours for name in linter.get_lint_config()})
    return linter


def _corrected(text: str) -> tuple[str, set[str]]:
    """The text after the first replacement of every lint, and the rules that spoke."""
    found = _linter().organized_lints(text, language=harper.Language.MARKDOWN, dedup=False)
    lints = [(lint, rule) for rule, hits in found.items() for lint in hits]
    lints.sort(key=lambda pair: pair[0].span.start, reverse=True)
    result = text
    for lint, _ in lints:
        span = Span(lint.span.start, lint.span.end)
        fit = fitted(result, span, lint.suggestions[0].replacement_text)
        result = result[: fit.span.start] + fit.text + result[fit.span.end :]
    return result, {rule for _, rule in lints}


@EACH
def test_a_rule_corrects_its_examples(rule: Documented) -> None:
    for example in rule.fires:
        assert _corrected(example.text) == (example.fixed, {rule.file})


@EACH
def test_no_rule_speaks_on_good_or_corrected_text(rule: Documented) -> None:
    for text in (*rule.leave, *(example.fixed for example in rule.fires)):
        assert _corrected(text) == (text, set())


@EACH
def test_a_rule_says_what_it_is(rule: Documented) -> None:
    group, _, slug = rule.id.partition("/")
    assert group in {"esl", "grammar"}
    assert slug.replace("-", "").isalnum() and slug == slug.lower()
    assert Kind(rule.kind) is Kind.CORRECTNESS
    assert rule.certainty in {"high", "medium", "low"}
    assert rule.title and not rule.title.endswith(".")
    assert rule.reason.endswith(".") and "!" not in rule.reason + rule.title
    assert len(rule.reason.split()) <= LONGEST_REASON
    assert len(rule.fires) >= 2 and len(rule.leave) >= 2
    assert all(len(example.text.split()) >= SHORTEST_EXAMPLE for example in rule.fires)


def test_every_rule_has_a_file_and_a_name_of_its_own() -> None:
    files = [rule.file for rule in RULES]
    assert len(files) >= FEWEST_RULES
    assert len(set(files)) == len(files) == len({rule.id for rule in RULES})
    assert set(files) == {path.stem for path in FOLDER.glob("*.weir")}


def test_no_rule_takes_the_place_of_one_of_harpers_own() -> None:
    assert not {rule.file for rule in RULES} & set(harper.get_default_lint_config())


def test_both_forms_of_the_apostrophe_are_known() -> None:
    assert _corrected("Each page has it's own rules.")[0] == "Each page has its own rules."
    assert _corrected("Each page has it\u2019s own rules.")[0] == "Each page has its own rules."
