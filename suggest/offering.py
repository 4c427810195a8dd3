"""Which passages may go to a model: those the writer typed or changed, with their neighbours."""

from collections.abc import Callable, Sequence

from suggest.capture import Capture, Job
from suggest.controls import Controls
from suggest.document import Line
from suggest.model.base import Ask, Offer
from suggest.paragraphs import readable
from suggest.passages import sentences
from suggest.values import Passage, Trigger

SENT_TRIGGERS = frozenset({Trigger.PAUSE, Trigger.ASKED})
LEAST_WORDS = 3
NEAR_LINES = 3
"""A neighbouring sentence is looked for on so many lines above and below, blank ones included."""
SEARCHED = 1_000
"""Code points of a neighbouring line that are split into sentences: it is on the key path."""
LONGEST_NEIGHBOUR = 300
"""Code points of a neighbouring sentence that are shown to the model."""


def may_be_sent(job: Job) -> bool:
    """True for a whole, stable passage with at least one line that the writer wrote or changed."""
    return (
        job.trigger in SENT_TRIGGERS
        and job.unstable is None
        and any(line.typed for line in job.lines)
        and len(job.passage.text.split()) >= LEAST_WORDS
    )


def make_offer(
    job: Job, passage: Passage, desk: tuple[Capture, Controls], again: Callable[[], None]
) -> Offer:
    """The offer of a job; `passage` is the job's with foreign sentences protected."""
    capture, controls = desk
    lines = capture.document.lines
    before = _sentence(lines[max(0, job.first - NEAR_LINES) : job.first][::-1], last=True)
    end = job.first + len(job.lines)
    after = _sentence(lines[end : end + NEAR_LINES], last=False)
    return Offer(
        Ask(passage, before, after),
        current=lambda: controls.reading and job.current,
        left=lambda: not _holds_caret(job, capture),
        arrived=again,
        asked=job.trigger is Trigger.ASKED,
    )


def _sentence(lines: Sequence[Line], *, last: bool) -> str:
    for line in lines:
        if line.text.strip() and readable(line):
            near = line.text[-SEARCHED:] if last else line.text[:SEARCHED]
            found = sentences(near)
            if found:
                span = found[-1 if last else 0]
                text = near[span.start : span.end]
                return text[-LONGEST_NEIGHBOUR:] if last else text[:LONGEST_NEIGHBOUR]
    return ""


def _holds_caret(job: Job, capture: Capture) -> bool:
    number = capture.caret.line
    lines = capture.document.lines
    return number < len(lines) and lines[number] in job.lines
