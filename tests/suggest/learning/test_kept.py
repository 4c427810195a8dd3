"""What learning keeps beside the log, and what is left of it when words are forgotten."""

from dataclasses import replace
from datetime import UTC, datetime

from suggest.learning.answers import APART
from suggest.learning.kept import Kept, Undone, kept_of, with_words_of

WHEN = datetime(2026, 3, 12, tzinfo=UTC)
RARELY = Undone(WHEN, "You rarely accept “plumbus → plumber”; it is now shown less.")


def test_words_that_nothing_rests_on_any_more_go_and_what_was_undone_stays_undone() -> None:
    muted = Undone(WHEN, "You kept dismissing the mark on “grob”; it is no longer shown.", True)
    wide = Undone(WHEN, "You rarely accept tone marks; fewer are now shown.")
    kept = Kept(
        {"plain/utilize": WHEN},
        {
            "rule:harper/SpellCheck": RARELY,
            "rule:slips/doubled": muted,
            f"phrase:plain/utilize{APART}utilize": RARELY,
            f"phrase:plain/grob{APART}grob": RARELY,
            "class:tone": wide,
        },
        {"Plumbus": None, "grob": False},
        WHEN,
    )
    left = with_words_of(kept, {"utilize"})
    assert left.words == {}
    assert (left.muted, left.reset) == (kept.muted, WHEN)
    assert left.undone == {
        "rule:harper/SpellCheck": replace(
            RARELY, text="You rarely accept “spell check”; it is now shown less."
        ),
        "rule:slips/doubled": replace(
            muted, text="You kept dismissing “doubled”; it is no longer shown."
        ),
        f"phrase:plain/utilize{APART}utilize": RARELY,
        "class:tone": wide,
    }
    assert with_words_of(kept, {"plumbus", "grob", "utilize"}) == kept
    assert kept_of(left.as_data()) == left
