"""Rule ids as a writer reads them: "wordy/in-order-to" is “in order to”."""

from __future__ import annotations

import re

from ui import strings

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def rule_name(rule: str) -> str:
    """A plain name for a rule id, "group/name" or either alone; never empty for a rule."""
    known = strings.RULE_NAMES.get(rule)
    if known is not None:
        return known
    name = rule.rpartition("/")[2] or rule
    words = _HUMP.sub(" ", name.replace("-", " ").replace("_", " ")).split()
    return " ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in words) or rule
