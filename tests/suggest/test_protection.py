"""What is context only: every sign of code, links, handles, hashtags and quotations."""

import pytest

from suggest.protection import Protector
from suggest.values import BlockKind, Protection

PROTECTOR = Protector()


def protected(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> set[str]:
    return {text[p.span.start : p.span.end] for p in PROTECTOR.spans(text, kind)}


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Run `make it` now", "`make it`"),
        ("See [the docs](https://x.io/a_b) soon", "https://x.io/a_b"),
        ("Go to https://x.io/a?b=c today", "https://x.io/a?b=c"),
        ("Try example.com today", "example.com"),
        ("Mail me@example.org please", "me@example.org"),
        ("Thanks @ana.b for it", "@ana.b"),
        ("On @ana@mastodon.social too", "@ana@mastodon.social"),
        ("A #buildinpublic day", "#buildinpublic"),
        ("Edit config.yaml first", "config.yaml"),
        ("Set LOG_LEVEL=debug here", "LOG_LEVEL=debug"),
        ("Call get_user() then", "get_user()"),
        ("The useState hook", "useState"),
        ("She said “i did it” twice", "“i did it”"),
        ('He wrote "thats it" down', '"thats it"'),
        ("Emoji 🙂 then `code é`", "`code é`"),
        ("An ![alt text](a.png) image", "![alt text](a.png)"),
    ],
)
def test_protects(text: str, inside: str) -> None:
    assert inside in protected(text)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words only, nothing else.",
        "It's the team's plan, isn't it?",
        "We grew by 5 percent - a lot.",
        "Version one. Then version two.",
    ],
)
def test_leaves_plain_text_open(text: str) -> None:
    assert protected(text) == set()


def test_marks_the_signs_of_blocks() -> None:
    spans = PROTECTOR.spans("- item\n  more", BlockKind.LIST_ITEM)
    assert [(p.span.start, p.span.end, p.why) for p in spans] == [(0, 2, Protection.MARKUP)]
