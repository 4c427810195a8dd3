"""Whether the last sentence of a block may well stand without its mark."""

from collections.abc import Sequence

from suggest.capture import Caret, Job
from suggest.document import Line


def open_ended(job: Job, lines: Sequence[Line], caret: Caret | None = None) -> bool:
    """True where the writer may be adding to the block, and at the end of a longer draft.

    Many writers set no stop after the last words of a post. `lines` are those of the draft.
    """
    last = job.first + len(job.lines) - 1
    if caret is not None and caret.line == last and not job.lines[-1].text[caret.column :].strip():
        return True
    after = (lines[at].text for at in range(len(lines) - 1, last, -1))
    return job.first > 0 and not any(text.strip() for text in after)
