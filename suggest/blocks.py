"""Lines to Markdown blocks, one line at a time; it keeps no text and reads nothing twice.

`classify` carries the state of open fences, front matter and raw HTML from line to line, so an edit
is followed only until the state is what it was before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from suggest.values import BlockKind


class Open(Enum):
    """What an earlier line left open."""

    NOTHING = "nothing"
    BACKTICK_FENCE = "```"
    TILDE_FENCE = "~~~"
    YAML = "---"
    TOML = "+++"
    HTML = "html"
    COMMENT = "<!--"
    RAW = "<pre"


@dataclass(frozen=True, slots=True)
class State:
    """What a line must know of the lines above it."""

    open: Open = Open.NOTHING
    after_blank: bool = True
    first: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """`count` lines from `first` that belong together."""

    kind: BlockKind
    first: int
    count: int


START = State(first=True)

_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?:\s|$)")
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)")
_QUOTE = re.compile(r"[ ]{0,3}>")
_TABLE = re.compile(r"[ ]{0,3}\|.*\||[ ]{0,3}:?-+:?\s*\|[\s:|-]*$")
_HTML = re.compile(
    r"[ ]{0,3}<(?:!--|/?(?:address|article|aside|blockquote|body|center|dd|details|div|dl|dt|"
    r"fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|img|li|link|main|"
    r"nav|ol|p|pre|script|section|style|summary|svg|table|tbody|td|tfoot|th|thead|title|tr|ul|"
    r"video)(?:[\s/>]|$))",
    re.IGNORECASE,
)
# Blank lines do not end these (CommonMark 0.31, section 4.6, kinds 1 and 2).
_COMMENT = re.compile(r"[ ]{0,3}<!--")
_RAW = re.compile(r"[ ]{0,3}<(?:pre|script|style|textarea)(?:[\s>]|$)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_RULE = re.compile(r"[ ]{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+\s*)$")
_LIQUID = re.compile(r"\s*\{[%{].*[%}]\}\s*$")
_REFERENCE = re.compile(r"[ ]{0,3}\[[^\]]+\]:\s")
_YAML = re.compile(r"\s|[^\s:][^:]*:(?:\s|$)|-(?:\s|$)|[#\]}]")
_INDENTED = re.compile(r"(?: {4}|\t)")


def classify(text: str, state: State) -> tuple[BlockKind, State]:
    """The kind of one line and the state for the next."""
    if state.open is not Open.NOTHING:
        return _inside(text, state)
    stripped = text.strip()
    if state.first and stripped in ("---", "+++"):
        return BlockKind.FRONT_MATTER, State(Open.YAML if stripped == "---" else Open.TOML)
    if not stripped:
        return BlockKind.BLANK, State()
    fence = _FENCE.match(text)
    if fence:
        kind = Open.BACKTICK_FENCE if fence[1][0] == "`" else Open.TILDE_FENCE
        return BlockKind.CODE, State(kind)
    return _prose(text, state)


def _inside(text: str, state: State) -> tuple[BlockKind, State]:
    stripped = text.strip()
    if state.open is Open.HTML:
        return (BlockKind.HTML, state) if stripped else (BlockKind.BLANK, State())
    if state.open in (Open.COMMENT, Open.RAW):
        return BlockKind.HTML, State() if _ends(text, state.open) else state
    if state.open is Open.YAML and stripped not in ("", "---", "...") and not _YAML.match(text):
        return classify(text, State())  # the first line was a rule, not the start of front matter
    if state.open in (Open.YAML, Open.TOML):
        closed = stripped == state.open.value or (state.open is Open.YAML and stripped == "...")
        return BlockKind.FRONT_MATTER, State() if closed else State(state.open)
    closed = bool(stripped) and len(stripped) >= 3 and not stripped.strip(state.open.value[0])
    return BlockKind.CODE, State() if closed else State(state.open)


def _ends(text: str, opened: Open) -> bool:
    return "-->" in text if opened is Open.COMMENT else _RAW_END.search(text) is not None


def _prose(text: str, state: State) -> tuple[BlockKind, State]:
    after = State(after_blank=False)
    if _HEADING.match(text):
        return BlockKind.HEADING, State()
    if _COMMENT.match(text) or _RAW.match(text):
        kind = Open.COMMENT if _COMMENT.match(text) else Open.RAW
        return BlockKind.HTML, State() if _ends(text, kind) else State(kind)
    if _HTML.match(text) and state.after_blank:
        return BlockKind.HTML, State(Open.HTML)
    if _RULE.match(text) or _LIQUID.match(text) or _REFERENCE.match(text):
        return BlockKind.CODE, State()
    if _INDENTED.match(text) and state.after_blank and not _LIST.match(text):
        return BlockKind.CODE, State(after_blank=True)
    if _LIST.match(text):
        return BlockKind.LIST_ITEM, after
    if _QUOTE.match(text):
        return BlockKind.QUOTE, after
    if _TABLE.match(text):
        return BlockKind.TABLE, after
    return BlockKind.PARAGRAPH, after


def is_list_start(text: str) -> bool:
    """True when the line opens a list item."""
    return _LIST.match(text) is not None


def marker_length(text: str, kind: BlockKind) -> int:
    """Code points of the heading, list or quote sign at the start of a line."""
    pattern = {
        BlockKind.HEADING: re.compile(r"[ ]{0,3}#{1,6}\s*"),
        BlockKind.LIST_ITEM: re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?"),
        BlockKind.QUOTE: re.compile(r"(?:[ ]{0,3}>\s?)+"),
    }.get(kind)
    match = pattern.match(text) if pattern else None
    return match.end() if match else 0


def group(texts: Sequence[str], kinds: Sequence[BlockKind], offset: int = 0) -> list[Block]:
    """Runs of lines that form one block; blank, code and raw lines are runs of their own kind."""
    blocks: list[Block] = []
    for number, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        if blocks and _joins(blocks[-1].kind, kind, text):
            last = blocks[-1]
            blocks[-1] = Block(last.kind, last.first, last.count + 1)
        else:
            blocks.append(Block(kind, offset + number, 1))
    return blocks


def _joins(open_kind: BlockKind, kind: BlockKind, text: str) -> bool:
    if open_kind in (BlockKind.HEADING, BlockKind.BLANK):
        return False
    if kind is BlockKind.LIST_ITEM:
        return False
    if kind is BlockKind.PARAGRAPH:
        return open_kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE)
    return kind is open_kind


def is_prose(kind: BlockKind) -> bool:
    """True for blocks that suggesters may read."""
    return kind in (
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTE,
    )
