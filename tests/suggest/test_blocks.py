"""Markdown lines are grouped the way a reader sees them."""

import pytest

from suggest.blocks import START, State, classify, group, is_prose, marker_length
from suggest.values import BlockKind

DRAFT = """---
title: A draft
---
# Heading

First line of a paragraph
and its second line.
- item one
  goes on
- item two

> quoted
> text

```python
code = 1

more = 2
```

| a | b |
|---|---|

    indented code

<div>
raw
</div>

Last.
"""


def kinds_of(lines: list[str]) -> list[BlockKind]:
    state, kinds = START, []
    for line in lines:
        kind, state = classify(line, state)
        kinds.append(kind)
    return kinds


def test_blocks_of_a_draft() -> None:
    lines = DRAFT.split("\n")
    blocks = [b for b in group(lines, kinds_of(lines)) if b.kind is not BlockKind.BLANK]
    assert [(b.kind.value, b.first, b.count) for b in blocks] == [
        ("front_matter", 0, 3),
        ("heading", 3, 1),
        ("paragraph", 5, 2),
        ("list_item", 7, 2),
        ("list_item", 9, 1),
        ("quote", 11, 2),
        ("code", 14, 5),
        ("table", 20, 2),
        ("code", 23, 1),
        ("html", 25, 3),
        ("paragraph", 29, 1),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("#hashtag first", BlockKind.PARAGRAPH),
        ("1. numbered", BlockKind.LIST_ITEM),
        ("* * *", BlockKind.CODE),
        ("[ref]: https://example.org", BlockKind.CODE),
        ("{% include x.html %}", BlockKind.CODE),
        ("5 > 3 is true", BlockKind.PARAGRAPH),
        ("<3 this", BlockKind.PARAGRAPH),
    ],
)
def test_single_lines(line: str, kind: BlockKind) -> None:
    assert classify(line, State())[0] is kind


def test_rule_of_dashes_is_front_matter_only_at_the_top() -> None:
    assert classify("---", START)[0] is BlockKind.FRONT_MATTER
    assert classify("---", State())[0] is BlockKind.CODE


def test_marker_lengths() -> None:
    assert marker_length("## Title", BlockKind.HEADING) == 3
    assert marker_length("  - [ ] task", BlockKind.LIST_ITEM) == 8
    assert marker_length("> > deep", BlockKind.QUOTE) == 4
    assert marker_length("plain", BlockKind.PARAGRAPH) == 0


def test_only_text_blocks_are_prose() -> None:
    prose = {kind for kind in BlockKind if is_prose(kind)}
    assert prose == {
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTE,
    }


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["<!-- a", "", "b -->", "prose"], "html html html paragraph"),
        (["<!-- a --> b", "prose"], "html paragraph"),
        (["prose", "<!-- a", "b", "-->", "prose"], "paragraph html html html paragraph"),
        (["<pre>", "", "is include", "</pre>", "prose"], "html html html html paragraph"),
        (["<div>", "", "prose"], "html blank paragraph"),
    ],
)
def test_blank_lines_end_only_the_html_that_they_end_in_markdown(
    lines: list[str], kinds: str
) -> None:
    state, found = State(), []
    for line in lines:
        kind, state = classify(line, state)
        found.append(kind.value)
    assert " ".join(found) == kinds
