"""The forms that models are asked to answer in, and the caps on what is taken from an answer."""

from collections.abc import Mapping
from typing import Any

from suggest.values import Kind

KINDS: Mapping[str, tuple[Kind, str]] = {
    "spelling": (Kind.CORRECTNESS, "A spelling mistake."),
    "grammar": (Kind.CORRECTNESS, "The grammar does not hold together here."),
    "word": (Kind.CORRECTNESS, "Another word is meant here."),
    "missing": (Kind.CORRECTNESS, "A word is missing or doubled here."),
    "punctuation": (Kind.CORRECTNESS, "The punctuation is off here."),
    "wordiness": (Kind.CLARITY, "The same in fewer words."),
    "repetition": (Kind.CLARITY, "A word comes back too soon."),
    "wording": (Kind.CLARITY, "This wording reads more easily."),
    "tone": (Kind.TONE, "Plainer, closer to the rest of the text."),
}
"""What a model may call an edit, its class, and what the card says.

The sentences are ours: a model's own words about a text could carry what the text told it to say.
"""
MOST_EDITS = 6
"""Edits taken of one passage; the prompt asks for no more."""
LONGEST_QUOTE, LONGEST_REPLACEMENT = 400, 500
GRADES = ("correct", "meaning", "better", "voice")
HIGHEST_GRADE = 10


def _listed(name: str, item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: {"type": "array", "items": _closed(item)}},
        "required": [name],
        "additionalProperties": False,
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "edits": _listed(
        "edits",
        {
            "passage": {"type": "integer"},
            "quote": {"type": "string"},
            "before": {"type": "string"},
            "replacement": {"type": "string"},
            "kind": {"type": "string", "enum": list(KINDS)},
        },
    ),
    "grades": _listed("grades", {name: {"type": "integer"} for name in ("n", *GRADES)}),
}
"""JSON Schemas by the name that a prompt gives as its `output`."""
