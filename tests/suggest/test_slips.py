"""Every slip rule corrects its own examples and leaves good text alone."""

import pytest

from suggest.suggesters.slips import _RULES, SlipSuggester

SLIPS = SlipSuggester()
FIRES = [
    ("doubled", "We went to the the market before noon.", "We went to the market before noon."),
    ("doubled", "They and and we agreed.", "They and we agreed."),
    (
        "than",
        "The new oven is faster then the old one.",
        "The new oven is faster than the old one.",
    ),
    (
        "affected",
        "All three shops were effected by the strike.",
        "All three shops were affected by the strike.",
    ),
    (
        "participle",
        "The sauce is include in the price.",
        "The sauce is included in the price.",
    ),
    (
        "participle",
        "The garden was design by two sisters.",
        "The garden was designed by two sisters.",
    ),
    (
        "there-have",
        "There has been several complaints about noise.",
        "There have been several complaints about noise.",
    ),
    ("a-while", "We planted it awhile ago.", "We planted it a while ago."),
    ("for-a-while", "She sat there for awhile.", "She sat there for a while."),
    ("its-it-is", "Its a long walk to the lake.", "It's a long walk to the lake."),
    ("its-it-is", "I know its not easy.", "I know it's not easy."),
    ("its-it-is", "We’re sure, but its a start.", "We’re sure, but it’s a start."),
    ("lets-us", "Lets take the early train.", "Let's take the early train."),
    ("lose", "You will loose your place in the queue.", "You will lose your place in the queue."),
    ("their-there", "I think their are two left.", "I think there are two left."),
    ("they-are", "My friends say their going to move.", "My friends say they're going to move."),
    ("you-are", "Call me when your ready to leave.", "Call me when you're ready to leave."),
    ("too-much", "The soup is to hot, and it's to late now.", None),
    ("too-much", "By now it was to late for lunch.", "By now it was too late for lunch."),
    ("of-have", "We should of left before dark.", "We should have left before dark."),
]
SILENT = [
    "She had had enough of that.",
    "He said that that was fine.",
    "The band Duran Duran played last.",
    "Better late, then never again.",
    "First we ate more, then we slept.",
    "The change was effected by the new mayor.",
    "The list is include files and headers.",
    "There has been some rain this week.",
    "He came back after a while.",
    "The dog ate its dinner and its not-so-fresh bone.",
    "The rule lets users sign in twice.",
    "Her teeth are loose and the loose screw fell.",
    "I know their names are long.",
    "It is your right of way.",
    "We want to be to many people what he is to few.",
    "What could of course help is sleep.",
    "It is up to many of us to vote.",
]


def corrected(text: str, rule: str) -> str:
    found = [p for p in SLIPS.find(text) if p.rule == f"slips/{rule}"]
    for proposal in sorted(found, key=lambda p: p.span, reverse=True):
        span = proposal.span
        assert text[span.start : span.end] == proposal.original
        text = text[: span.start] + (proposal.replacement or "") + text[span.end :]
    return text


@pytest.mark.parametrize(("rule", "text", "fixed"), FIRES)
def test_fires(rule: str, text: str, fixed: str | None) -> None:
    if fixed is None:
        assert corrected(text, rule) != text
    else:
        assert corrected(text, rule) == fixed


@pytest.mark.parametrize("text", SILENT)
def test_stays_silent(text: str) -> None:
    assert SLIPS.find(text) == []


@pytest.mark.parametrize("fixed", sorted({fixed for _, _, fixed in FIRES if fixed}))
def test_has_nothing_to_add_to_its_own_corrections(fixed: str) -> None:
    assert SLIPS.find(fixed) == []


def test_every_rule_has_an_example_and_a_short_reason() -> None:
    names = {rule.rule.id.removeprefix("slips/") for rule in _RULES}
    assert names == {name for name, _, _ in FIRES} - {"doubled"}
    assert all(len(rule.rule.reason.split()) <= 12 for rule in _RULES)


def test_the_copy_on_the_shorter_side_goes() -> None:
    (early,) = SLIPS.find("So so-so. In in the end, nobody knew what had happened to the boat.")
    (late,) = SLIPS.find("In the end, nobody knew what had happened to to it.")
    assert early.original == "In "
    assert late.original == " to"
