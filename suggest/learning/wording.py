"""The learning in plain words: one sentence for each adaptation."""

import re

from suggest.learning.answers import Subject
from suggest.values import Kind

_LONGEST = 40
_CLASSES = {
    Kind.CORRECTNESS: "correctness",
    Kind.CLARITY: "clarity",
    Kind.TONE: "tone",
    Kind.FACT: "fact",
    Kind.POST: "post",
}
_PLACES = {
    "heading": "in headings",
    "list_item": "in lists",
    "quote": "in quotes",
    "table": "in tables",
    "paragraph": "in paragraphs",
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def sentence(key: str, subject: Subject, *, up: bool) -> str:
    """What an adaptation of the record `key` does; `subject` is its latest answer's."""
    often = "often" if up else "rarely"
    level = key.partition(":")[0]
    if level in ("rule", "phrase"):
        change = "more" if up else "less"
        return f"You {often} accept {named(subject)}; it is now shown {change}."
    name = _CLASSES[subject.kind]
    amount = "more" if up else "fewer"
    if level == "list":
        return f"You {often} accept {name} marks of “{subject.list_name}”; {amount} are now shown."
    if level == "place":
        where = _PLACES.get(subject.place, f"in {subject.place.replace('_', ' ')} blocks")
        return f"You {often} accept marks {where}; {amount} are now shown there."
    return f"You {often} accept {name} marks; {amount} are now shown."


def muted(name: str) -> str:
    """What is said once when a rule mutes itself, and listed afterwards; see `named`."""
    return f"You kept dismissing {name}; it is no longer shown."


def paused(stretch: float) -> str:
    """The pause that adapts; `stretch` over 1 is longer."""
    if stretch > 1:
        return (
            f"You dismissed marks lately; the pause before reading is {stretch:.1f} times as long."
        )
    share = round(stretch * 100)
    return f"You accepted marks lately; the pause before reading is cut to {share} %."


def offered(word: str) -> str:
    """The offer of a dictionary word."""
    return f"Add “{word}” to your words?"


def named(subject: Subject) -> str:
    """The change in quotation marks; without words the rule's name."""
    old = _short(subject.original)
    if not old:
        return f"“{title(subject.rule)}”"
    if subject.offered is None:
        return f"the mark on “{old}”"
    new = _short(subject.offered)
    return f"“{old} → {new}”" if new else f"dropping “{old}”"


def title(rule: str) -> str:
    """A rule's name as words."""
    name = rule.partition("/")[2] or rule
    return _CAMEL.sub(" ", name).replace("-", " ").replace("_", " ").casefold()


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
