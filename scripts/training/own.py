"""What the labels of our own posts say of a proposal."""

from scripts.training.sets import Gold
from suggest.values import Proposal, Span


def own_verdict(gold: Gold, proposal: Proposal, span: Span) -> tuple[bool, bool]:
    """Whether it makes a text that a label accepts, and whether the labels leave it open.

    Open is what lies on a label of the other kind ("may") or changes a slip in another way than the
    label lists: a person may well accept that.
    """
    text = gold.text
    made = text[: span.start] + (proposal.replacement or "") + text[span.end :]
    for label in gold.line["must"]:
        for right in label["replacements"]:
            if text[: label["start"]] + right + text[label["end"] :] == made:
                return True, False
    labels = [*gold.line["must"], *gold.line["may"]]
    near = any(span.start < label["end"] and label["start"] < span.end for label in labels)
    return False, near
