"""sft.jsonl: chats that end with what the writer chose, for supervised fine-tuning.

Each line has `messages` (system, user, assistant), as training tools read them: the passage as it
was, and the passage as the writer wanted it. Only what was accepted, edited or overtyped and not
undone, and the writer's own rewrites.
"""

from collections.abc import Iterable, Iterator

from suggest.feedback.event import FeedbackEvent
from suggest.feedback.export.base import Redactor
from suggest.feedback.export.ends import ends
from suggest.feedback.export.preferences import INSTRUCTION

SYSTEM = f"{INSTRUCTION} Answer with the passage alone."


class Sft:
    """The chats; empty unless words may leave the log."""

    name = "sft"
    file = "sft.jsonl"
    needs_words = True

    def head(self, redactor: Redactor) -> str:
        """Nothing."""
        return ""

    def rows(self, events: Iterable[FeedbackEvent], redactor: Redactor) -> Iterator[str]:
        """One line for each choice."""
        for end in ends(events):
            chosen = end.chosen
            if chosen is None:
                continue
            chat = {
                "messages": [
                    {"role": "system", "content": SYSTEM},
                    {"role": "user", "content": end.before},
                    {"role": "assistant", "content": end.after(chosen)},
                ],
            }
            yield end.line(chat)
