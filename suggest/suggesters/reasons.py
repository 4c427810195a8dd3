"""Our own short reasons and classes for Harper's kinds of lint."""

from suggest.values import Kind

_CLARITY = frozenset({"Enhancement", "Readability", "Redundancy", "Style"})
_REASONS = {
    "Spelling": "“{old}” is not in the dictionary.",
    "Typo": "Looks like a slip for “{new}”.",
    "Agreement": "These words do not agree in number.",
    "BoundaryError": "Usually written “{new}”.",
    "Capitalization": "Usually written “{new}”.",
    "Eggcorn": "The usual phrase is “{new}”.",
    "Enhancement": "A plainer way to say it.",
    "Formatting": "The usual form is “{new}”.",
    "Grammar": "The usual grammar is “{new}”.",
    "Malapropism": "Sounds like “{new}”, which fits here.",
    "Miscellaneous": "The usual form is “{new}”.",
    "Nonstandard": "The standard form is “{new}”.",
    "Punctuation": "The usual form is “{new}”.",
    "Readability": "A shorter way to say it.",
    "Redundancy": "Says the same thing twice.",
    "Regionalism": "Another spelling is usual in this English.",
    "Repetition": "The same word stands twice.",
    "Style": "A plainer way to say it.",
    "Usage": "The usual form is “{new}”.",
    "WordChoice": "“{new}” is the word that fits here.",
}
_LONGEST_QUOTE = 28
_PLAIN = {
    "Grammar": "The grammar is unusual here.",
    "Punctuation": "The punctuation is unusual here.",
    "Redundancy": "Says the same thing twice.",
}


def kind_of(rule: str, lint_kind: str) -> Kind:
    """The class of a lint: style-like kinds are clarity, all else correctness."""
    return Kind.CLARITY if lint_kind in _CLARITY else Kind.CORRECTNESS


def reason_for(lint_kind: str, old: str, new: str) -> str:
    """One sentence of at most twelve words, about the text."""
    template = _REASONS.get(lint_kind, "The usual form is “{new}”.")
    shown = " ".join(new.split())
    if "{new}" in template and (not shown or len(shown) > _LONGEST_QUOTE or shown.count(" ") > 3):
        return _PLAIN.get(lint_kind, "Another form is usual here.")
    return template.format(old=" ".join(old.split()), new=shown)
