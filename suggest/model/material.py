"""Draft text on its way into a prompt: one JSON object between two random lines."""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from suggest.model.prompts import Prompt

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")


def fenced(prompt: Prompt, data: dict[str, Any], token: Callable[[], str]) -> str:
    """The user part of a prompt with `data` as JSON inside a boundary made from `token()`.

    The boundary is random in each request and is made anew should the text happen to hold it.
    """
    material = plain_json(data)
    boundary = f"BOUNDARY-{token()}"
    while boundary in material:
        boundary = f"BOUNDARY-{token()}"
    return prompt.render({"boundary": boundary, "material": material})


def plain_json(value: Any) -> str:
    """JSON that shows every hidden character (joiners, direction marks, tags) as an escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _BEYOND_ASCII.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    char = match[0]
    if unicodedata.category(char) not in _HIDDEN:
        return char
    return json.dumps(char)[1:-1]
