"""Makes foreign values safe to keep: text without half surrogates, counts, short names, keys."""

from collections.abc import Mapping
from typing import Any

from suggest.errors import NoKey

_MOST_TOKENS = 10**9
_LONGEST_NAME = 200
_HIGH = range(0xD800, 0xDC00)


def whole(text: str) -> str:
    """The text with paired surrogates joined and lone ones replaced by U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class Pieces:
    """Joins streamed text; a surrogate pair split over two pieces arrives whole."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._half = ""
        self.size = 0

    def add(self, text: str) -> str:
        """Takes a piece; gives what may be shown of it now."""
        text = self._half + text
        self._half = text[-1] if text and ord(text[-1]) in _HIGH else ""
        return self._keep(text[: len(text) - len(self._half)])

    def end(self) -> str:
        """What was held back to the end."""
        text, self._half = self._half, ""
        return self._keep(text)

    @property
    def text(self) -> str:
        """Everything given out so far."""
        return "".join(self._kept)

    def _keep(self, text: str) -> str:
        clean = whole(text)
        self._kept.append(clean)
        self.size += len(clean)
        return clean


def count(value: object) -> int:
    """A number of tokens; anything that is none counts as 0."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS:
        return value
    return 0


def name(value: object, otherwise: str = "") -> str:
    """A short printable name from a server, else `otherwise`."""
    if isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME and value.isprintable():
        return value
    return otherwise


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is an object of JSON, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """The value if it is an array of JSON, else an empty one."""
    return value if isinstance(value, list) else []


def usable_key(key: str) -> str:
    """The key without white space around it. Raises NoKey for one that no server can have given."""
    key = key.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise NoKey("The key holds characters that no key has. Paste it again.")
    return key
