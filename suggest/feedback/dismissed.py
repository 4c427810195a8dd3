"""What the writer said no to, and the personal dictionary; kept in one JSON file (io).

A dismissal is keyed by rule, normalised span and one word of context on either side, so it survives
edits elsewhere, moves and restarts. *Not now* holds until the sentence around the span changes. The
file is replaced atomically; a damaged one is kept aside. What changes holds at once and is written
later: to what the file holds by then, as other windows write it too.
"""

import hashlib
import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from suggest.context import bare, neighbours, normal
from suggest.feedback.trouble import Trouble
from suggest.values import Dismissal, DismissalEntry, Drop, DropReason, Passage, Proposal

VERSION = 1

_Entries = dict[str, DismissalEntry]
_Words = dict[str, str]
_Change = Callable[[_Entries, _Words], object]


class Dismissals(Trouble):
    """The store; `path` None keeps everything in memory."""

    def __init__(self, path: Path | None, wall: Callable[[], datetime]) -> None:
        self.later: Callable[[Callable[[], None]], None] = lambda write: write()
        """Has the file written, in whatever thread; at once unless it is set."""
        self._path = path
        self._wall = wall
        self._entries: _Entries = {}
        self._words: _Words = {}
        self._unwritten: list[_Change] = []
        self._lock = threading.Lock()
        super().__init__()
        self._load()

    def add(self, passage: Passage, proposal: Proposal, how: Dismissal) -> DismissalEntry:
        """Remembers a dismissal."""
        entry = DismissalEntry(
            key_of(passage, proposal, how),
            how,
            proposal.mutes or proposal.rule if how is Dismissal.MUTE_RULE else proposal.rule,
            proposal.original,
            self._wall().replace(microsecond=0),
            passage.id if how is Dismissal.NOT_NOW else "",
        )
        self._change(lambda entries, _: entries.update({entry.key: entry}))
        return entry

    def remove(self, key: str) -> None:
        """Forgets one dismissal; unknown keys are ignored."""
        self._change(lambda entries, _: entries.pop(key, None))

    def entries(self) -> list[DismissalEntry]:
        """All dismissals, newest first; *Not now* is not listed, it ends by itself."""
        kept = [e for e in self._entries.values() if e.how is not Dismissal.NOT_NOW]
        return sorted(kept, key=lambda e: e.when, reverse=True)

    def drop_for(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """Why this proposal must not be shown, or None."""
        for how in Dismissal:
            entry = self._entries.get(key_of(passage, proposal, how))
            if entry is not None:
                reason = (
                    DropReason.MUTED if how is Dismissal.MUTE_RULE else DropReason.DISMISSED_BEFORE
                )
                return Drop(reason, how.value, _sentence(entry))
        if normal(proposal.original) in self._words:
            return Drop(DropReason.DISMISSED_BEFORE, "dictionary", "In your dictionary.")
        return None

    def words(self) -> list[str]:
        """The personal dictionary as written, sorted."""
        return _sorted(self._words)

    def add_word(self, word: str) -> None:
        """Adds a word or phrase to the personal dictionary; blank ones are ignored."""
        if word.strip():
            self._change(lambda _, words: words.update({normal(word): word.strip()}))

    def remove_word(self, word: str) -> None:
        """Takes a word out of the dictionary."""
        self._change(lambda _, words: words.pop(normal(word), None))

    def _change(self, change: _Change) -> None:
        with self._lock:
            change(self._entries, self._words)
            if self._path is None:
                return
            self._unwritten.append(change)
        self.later(self._write)

    def _load(self) -> None:
        if self._path is None:
            return
        try:
            self._entries, self._words = self._read(self._path)
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._keep_aside(error)

    def _read(self, path: Path) -> tuple[_Entries, _Words]:
        data = json.loads(path.read_text("utf-8"))
        words = {normal(str(word)): str(word) for word in data["words"]}
        entries: dict[str, DismissalEntry] = {}
        for row in data["dismissals"]:
            when = datetime.fromisoformat(row["when"])
            entry = DismissalEntry(**{**row, "how": Dismissal(row["how"]), "when": when})
            entries[entry.key] = entry
        return entries, words

    def _write(self) -> None:
        """Adds what changed to what the file holds by now, another window's work included."""
        assert self._path is not None
        with self._lock:
            entries, words, changes = dict(self._entries), dict(self._words), [*self._unwritten]
        with suppress(OSError, ValueError, KeyError, TypeError):
            entries, words = self._read(self._path)
        for change in changes:
            change(entries, words)
        if not changes or not self._save(self._path, entries, words):
            return
        with self._lock:
            del self._unwritten[: len(changes)]
            for change in self._unwritten:
                change(entries, words)
            self._entries, self._words = entries, words

    def _keep_aside(self, error: Exception) -> None:
        assert self._path is not None
        stamp = self._wall().astimezone(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self._path.with_name(f"{self._path.name}.damaged-{stamp}")
        number = 1
        while aside.exists():  # an earlier one is never replaced
            number += 1
            aside = aside.with_name(f"{self._path.name}.damaged-{stamp}-{number}")
        try:
            self._path.replace(aside)
        except OSError:
            self.problem = f"Dismissals could not be read ({type(error).__name__})."
            return
        self.problem = f"Dismissals could not be read. The file is kept as {aside.name}."

    def _save(self, path: Path, entries: _Entries, words: _Words) -> bool:
        rows = [
            {**asdict(e), "how": e.how.value, "when": e.when.isoformat()} for e in entries.values()
        ]
        data = {"version": VERSION, "words": _sorted(words), "dismissals": rows}
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(part, "w", encoding="utf-8", opener=_private) as file:
                json.dump(data, file, indent=1)  # escaped: half a surrogate pair can be kept
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            self.problem = (
                f"Dismissals could not be saved: {error.strerror}. They hold until Stet closes. "
                "Make room, or check the rights of its data folder."
            )
            return False
        self.problem = ""
        return True


def _sorted(words: _Words) -> list[str]:
    return sorted(words.values(), key=str.casefold)


def key_of(passage: Passage, proposal: Proposal, how: Dismissal) -> str:
    """The key under which a dismissal of this kind is kept."""
    span = normal(proposal.original)
    parts: tuple[str, ...]
    if how is Dismissal.MUTE_RULE:
        parts = (proposal.mutes or proposal.rule,)
    elif how is Dismissal.NOT_PHRASE:
        parts = (span,)
    else:
        start, end = proposal.span.start, proposal.span.end
        before, after = neighbours(passage.text, start, end)
        parts = (proposal.rule, span, bare(before), bare(after))
        if how is Dismissal.NOT_NOW:
            parts = (*parts, _sentence_of(passage, proposal))
    data = "\x1f".join((str(VERSION), how.value, *parts))
    return hashlib.blake2b(data.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _sentence_of(passage: Passage, proposal: Proposal) -> str:
    """The sentences that the span stands in, as written: *Not now* ends when they change."""
    span = proposal.span
    held = [one for one in passage.sentences if one.meets(span)]
    return "\x1f".join(passage.text[one.start : one.end] for one in held) or passage.text


def _sentence(entry: DismissalEntry) -> str:
    if entry.how is Dismissal.MUTE_RULE:
        return f"You muted “{entry.rule}”."
    names = {
        Dismissal.NOT_NOW: "Not now",
        Dismissal.NOT_HERE: "Not here",
        Dismissal.NOT_PHRASE: "Not this phrase",
    }
    return f"{names[entry.how]}, {entry.when.day} {entry.when:%B}."


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
