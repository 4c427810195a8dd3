"""Patterns taken one by one, and what a correction takes along of the text behind it."""

from pathlib import Path

from suggest.suggesters.pattern_files import Classes, load_patterns, parse

PATTERNS = load_patterns(Path(__file__).parents[2] / "resources" / "patterns")


def test_one_by_one_tells_which_pattern_spoke() -> None:
    text = "Their are two ways, and I put it over their."
    single = PATTERNS.one_by_one()
    assert len(single.rules) == sum(len(rule.patterns) for rule in PATTERNS.rules)
    told = {p.rule: (p.span, p.replacement) for p in single.find(text)}
    whole = [(p.span, p.replacement) for p in PATTERNS.find(text) if p.rule == "mixup/there"]
    ours = {rule: made for rule, made in told.items() if rule.startswith("mixup/there#")}
    assert len(ours) == 2
    assert sorted(ours.values(), key=str) == sorted(whole, key=str)


def test_a_pattern_is_looked_for_at_its_rarest_step() -> None:
    classes = Classes({"pet": frozenset({"dog", "cat"})}, {"in": 7.25, "manner": 4.5, "dog": 4.75})
    (rare,) = parse("[in dog manner -> doggedly]", classes)
    assert rare.elements[rare.anchor].more == {"manner"}
    (common,) = parse("[in @pet -> in the {2}]", classes)
    assert common.elements[common.anchor].words == {"dog", "cat"}
    assert classes.share(frozenset({"dog", "cat"})) == 10**4.75 + 10**3


def test_a_wrong_apostrophe_goes_with_the_word() -> None:
    for mark in "'’":
        text = f"They know each others{mark} needs well."
        (found,) = PATTERNS.find(text)
        assert found.original == f"each others{mark}"
        assert found.replacement in (f"each other{mark}s", "each other's")
    (found,) = PATTERNS.find("They know each others needs well.")
    assert found.original == "each others"
