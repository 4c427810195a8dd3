"""Protected spans of awkward text, and that none of it makes the parser slow."""

import time

import pytest

from suggest.blocks import START, State, classify
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.values import BlockKind


def covered(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> str:
    """The text with every code point that is not protected blanked."""
    chars = [" "] * len(text)
    for item in Protector().spans(text, kind):
        chars[item.span.start : item.span.end] = text[item.span.start : item.span.end]
    return "".join(chars)


@pytest.mark.parametrize(
    ("text", "kept", "free"),
    [
        ("See [teh docs](https://x.io/teh_(a) 'teh title') now", ["/teh_(a)"], ["teh docs", "now"]),
        ("See [teh docs][teh-ref] now", ["[teh-ref]"], ["now"]),
        ("A ![teh alt](teh.png) b", ["teh alt", "teh.png"], []),
        ("Ask @teh@mastodon.social or @bob", ["@teh@mastodon.social", "@bob"], ["Ask", "or"]),
        ("On #cafésociété and #cafe\u0301s", ["#cafésociété", "#cafe\u0301s"], ["and"]),
        ("So 👩‍👩‍👧 #teh👍 then `wrod 👍` end", ["#teh", "`wrod 👍`"], ["then", "end"]),
        ("Mail teh@wrod.org, or teh.com/wrod?x=teh.", ["teh@wrod.org", "teh.com/wrod"], [" or "]),
        ("Run ``a ` teh`` and <b class='teh'>", ["``a ` teh``", "class='teh'"], ["and"]),
        (
            "The footnote[^teh] and [[Teh page]] end",
            ["[^teh]", "[[Teh page]]"],
            ["footnote", "end"],
        ),
        ("He said “teh end” and 'no'", ["“teh end”"], ["He said"]),
        ("\tSee `teh`\tnow", ["`teh`"], ["See", "now"]),
    ],
)
def test_only_the_words_of_the_writer_are_free(text: str, kept: list[str], free: list[str]) -> None:
    found = covered(text)
    for part in kept:
        assert part in found, part
    for part in free:
        start = text.index(part)
        assert not found[start : start + len(part)].strip(), part


RUNS = ("a", "a.", "-a", "-", "{{ ", "a/", "a_", "Aa", "a::", "[", "“", "&a", "/", "a-b.")


@pytest.mark.parametrize("text", [f"x {run * (20_000 // len(run))}" for run in RUNS], ids=RUNS)
def test_no_text_takes_long(text: str) -> None:
    reader = PassageReader(Protector())
    since = time.process_time()
    reader.read(text, BlockKind.PARAGRAPH)
    assert time.process_time() - since < 0.3


def kinds(*lines: str) -> list[BlockKind]:
    state: State = START
    found: list[BlockKind] = []
    for line in lines:
        kind, state = classify(line, state)
        found.append(kind)
    return found


def test_a_rule_on_the_first_line_is_not_front_matter() -> None:
    found = kinds("---", "", "I like teh cat.", "", "And more.")
    assert found[2] is BlockKind.PARAGRAPH
    assert found[4] is BlockKind.PARAGRAPH


def test_front_matter_of_every_shape_is_left_alone() -> None:
    lines = ["---", "title: teh", "tags:", "  - a", "- b", "# note", "", '"k 1": x', "more: |"]
    assert set(kinds(*lines, "  text", "---")) == {BlockKind.FRONT_MATTER}
    assert kinds(*lines, "  text", "---", "Text.")[-1] is BlockKind.PARAGRAPH


def test_nested_lists_are_read_with_spaces_and_tabs() -> None:
    found = kinds("- one", "  - two", "\t- three", "        - four", "1. five", "   * six")
    assert set(found) == {BlockKind.LIST_ITEM}
