"""What a question to the writer holds."""

from __future__ import annotations

from dataclasses import dataclass

from ui import strings


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a button for each answer; the first answer is the primary one.

    Closing the question answers with `otherwise`.
    """

    title: str
    text: str
    answers: tuple[str, ...]
    otherwise: str = strings.CANCEL
