"""Words that no dictionary lists but that are built by rule: derived forms and compounds."""

from collections.abc import Mapping

from suggest.frequency import zipf

_SUFFIXES = (
    "s",
    "es",
    "ed",
    "ing",
    "er",
    "ers",
    "or",
    "ors",
    "ee",
    "ees",
    "ly",
    "y",
    "able",
    "ability",
    "ness",
    "less",
    "ish",
    "ize",
    "izes",
    "ized",
    "izing",
    "ization",
    "izations",
    "ise",
    "ism",
    "ist",
    "ists",
)
_PREFIXES = (
    "re",
    "un",
    "de",
    "co",
    "non",
    "pre",
    "sub",
    "micro",
    "multi",
    "anti",
    "auto",
    "hyper",
    "inter",
    "over",
    "under",
    "semi",
    "super",
    "meta",
    "mini",
    "mis",
    "post",
    "out",
    "up",
)
_SHORTEST_STEM = 4
_SHORTEST_PART = 3
_COMMON_PART = 4.0


def is_derived(word: str, frequencies: Mapping[str, float]) -> bool:
    """True when a common word with a living prefix or suffix makes the word ("approvers")."""
    lowered = word.lower().removesuffix("\u2019s").removesuffix("'s")
    for suffix in _SUFFIXES:
        stem = lowered.removesuffix(suffix)
        if (
            stem != lowered
            and len(stem) >= _SHORTEST_STEM
            and any(form in frequencies for form in _stems(stem))
        ):
            return True
    for prefix in _PREFIXES:
        stem = lowered.removeprefix(prefix)
        if stem != lowered and len(stem) >= _SHORTEST_STEM and stem in frequencies:
            return True
    return False


def is_compound(word: str, frequencies: Mapping[str, float]) -> bool:
    """True when two common words of at least three letters make the word ("skillset")."""
    lowered = word.lower()
    return any(
        zipf(frequencies, lowered[:at]) >= _COMMON_PART
        and zipf(frequencies, lowered[at:]) >= _COMMON_PART
        for at in range(_SHORTEST_PART, len(lowered) - _SHORTEST_PART + 1)
    )


def _stems(stem: str) -> tuple[str, ...]:
    """The stem as it stands alone: with its silent e, its y, or its letter single."""
    forms = [stem, stem + "e"]
    if stem.endswith("i"):
        forms.append(stem[:-1] + "y")
    if len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2]:
        forms.append(stem[:-1])
    return tuple(forms)
