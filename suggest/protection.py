"""Spans of a passage that are context only: code, links, handles, hashtags, quotations, markup."""

import re

import tree_sitter_markdown
from tree_sitter import Language, Node, Parser

from suggest.blocks import marker_length
from suggest.values import BlockKind, Protected, Protection, Span

_BY_NODE = {
    "code_span": Protection.CODE,
    "link_destination": Protection.LINK,
    "link_title": Protection.LINK,
    "link_label": Protection.LINK,
    "uri_autolink": Protection.LINK,
    "email_autolink": Protection.LINK,
    "image": Protection.LINK,
    "html_tag": Protection.CODE,
    "latex_block": Protection.CODE,
    "full_reference_link": Protection.MARKUP,
    "emphasis_delimiter": Protection.MARKUP,
    "backslash_escape": Protection.MARKUP,
}

# Every pattern starts once in a run of its own characters and has an end: a long line of anything
# (a pasted key, a row of dashes) is read in linear time.
_TOKENS: tuple[tuple[re.Pattern[str], Protection], ...] = (
    (re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+", re.IGNORECASE), Protection.LINK),
    (re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]*\w"), Protection.LINK),
    (
        re.compile(
            r"(?<![\w@/.-])(?:[\w-]{1,63}\.)+(?:com|org|net|io|dev|app|gov|edu|co|ai|me|info|uk|de|fr|us)"
            r"(?:/[^\s<>()\[\]]*)?(?![\w])",
            re.IGNORECASE,
        ),
        Protection.LINK,
    ),
    (re.compile(r"(?<![\w/])@[\w][\w.-]*(?:@[\w.-]+\w)?"), Protection.HANDLE),
    (re.compile(r"(?<![\w&])#[^\W_][\w\u0300-\u036f-]*"), Protection.HASHTAG),
    (re.compile(r"\[\^[^\]\s]{1,60}\]|\[\[[^\[\]\n]{1,200}\]\]"), Protection.LINK),
    (re.compile(r"\{[{%].{0,300}?[%}]\}"), Protection.CODE),
    (re.compile(r"(?<!\w):[a-z0-9_+-]{2,}:(?!\w)"), Protection.CODE),
    (re.compile(r"&(?:[a-z]+|#\d+);", re.IGNORECASE), Protection.CODE),
    (
        re.compile(
            r"(?<![\w./-])[\w-]{1,100}(?:/[\w.-]+)+/?|(?<![\w/])(?:[~.]{1,2}/|/)[\w./-]+\w|"
            r"(?<![\w.-])[\w-]{1,100}\.(?:py|js|ts|md|txt|ya?ml|json|toml|rs|html?|css|sh|exe|png|jpe?g|"
            r"gif|pdf|csv|xml|ini|cfg|lock|rb|go|java|c|h|cpp)(?!\w)"
        ),
        Protection.CODE,
    ),
    (re.compile(r"(?<!\w)--?[a-z][\w-]*(?:=\S+)?|\b[A-Z][A-Z0-9_]{2,}=\S+"), Protection.CODE),
    (
        re.compile(
            r"\b\w+_\w+(?:\(\))?|\b[a-z]+[A-Z]\w*|(?<![\w.])[\w.]{1,100}\(\)|\b\w+::\w[\w:]*|\$\w+|"
            r"\b[A-Z][a-z]+(?:[A-Z][a-z0-9]+)+\b"
        ),
        Protection.CODE,
    ),
)
_QUOTATION = re.compile(
    r"“[^“”\n]{1,600}”|(?<!\w)\"(?=\S)[^\"\n]{0,600}[^\s\"]\"(?!\w)|«[^«»\n]{1,600}»"
)


class Protector:
    """Finds protected spans; holds one parser, so use it from one thread."""

    def __init__(self) -> None:
        self._parser = Parser(Language(tree_sitter_markdown.inline_language()))

    def spans(self, text: str, kind: BlockKind) -> tuple[Protected, ...]:
        """Protected spans of one block in order; spans of different kinds may overlap."""
        found = self._markup(text, kind)
        found += [
            Protected(Span(*match.span()), why)
            for pattern, why in _TOKENS
            for match in pattern.finditer(text)
        ]
        found += [
            Protected(Span(*match.span()), Protection.QUOTATION)
            for match in _QUOTATION.finditer(text)
        ]
        found.sort(key=lambda item: item.span)
        return tuple(found)

    def _markup(self, text: str, kind: BlockKind) -> list[Protected]:
        found: list[Protected] = []
        start = 0
        for line in text.split("\n"):
            length = marker_length(line, kind)
            if length and (start == 0 or kind is BlockKind.QUOTE):
                found.append(Protected(Span(start, start + length), Protection.MARKUP))
            start += len(line) + 1
        if not any(sign in text for sign in "`*_[<$\\!"):
            return found
        data = text.encode("utf-8", "replace")
        to_point = _byte_map(text, data)
        stack: list[Node] = [self._parser.parse(data).root_node]
        while stack:
            node = stack.pop()
            why = _BY_NODE.get(node.type)
            if why is None or node.type == "full_reference_link":
                stack.extend(node.children)
                continue
            span = Span(to_point[node.start_byte], to_point[node.end_byte])
            found.append(Protected(span, why))
        return found


def _byte_map(text: str, data: bytes) -> "list[int] | range":
    if len(data) == len(text):
        return range(len(text) + 1)
    points: list[int] = []
    for index, char in enumerate(text):
        points.extend([index] * len(char.encode("utf-8", "replace")))
    points.append(len(text))
    return points
