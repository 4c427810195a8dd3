"""Offers back what windows that are gone left unsaved: one banner for each, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from ui import strings
from ui.counts import count_words
from ui.files import Files, Recovery
from ui.messages import Action, Message, Messages


def offer_recoveries(files: Files, banner: Messages, take: Callable[[Recovery], None]) -> None:
    """Tell of every recovery; `take` opens one. Closing a banner keeps it for the next start."""
    for recovery in files.recoveries():
        banner.tell(_message(recovery, files, take))
    tell_notices(files.notices(), banner)


def tell_notices(notices: Iterable[str], banner: Messages) -> None:
    """One banner for each sentence that the writer should hear at the start."""
    for notice in notices:
        banner.tell(Message(f"notice {notice}", "info", strings.NOTICE_TITLE, notice))


def _message(recovery: Recovery, files: Files, take: Callable[[Recovery], None]) -> Message:
    words = sum(count_words(line) for line in recovery.lines)
    text = strings.RECOVERY_TEXT.format(
        name=recovery.name, words=strings.count(strings.WORD_COUNT, words)
    )
    if recovery.base_changed:
        text = f"{text} {strings.RECOVERY_BASE_CHANGED}"
    return Message(
        key=f"recovery {recovery.key}",
        icon="clock",
        title=strings.RECOVERY_TITLE.format(when=_when(recovery.when)),
        text=text,
        actions=(
            Action(strings.RECOVER, lambda: take(recovery)),
            Action(strings.RECOVERY_DISCARD, lambda: files.discard(recovery)),
        ),
    )


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%d %B, %H:%M}".lstrip("0")
