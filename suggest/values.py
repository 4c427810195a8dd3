"""The nouns of the engine: immutable values that travel from capture to the feedback log.

All offsets are Unicode code points; spans are half open. Nothing here imports a sibling but
`surface`, whose names are to be had here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from suggest.surface import Dialect as Dialect
from suggest.surface import Kind as Kind
from suggest.surface import Mark as Mark
from suggest.surface import Place as Place
from suggest.surface import Splice as Splice


class BlockKind(StrEnum):
    """What a run of lines is in Markdown."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    FRONT_MATTER = "front_matter"
    HTML = "html"
    BLANK = "blank"


class Trigger(StrEnum):
    """Why a passage was read."""

    PAUSE = "pause"
    OPENED = "opened"
    PASTED = "pasted"
    ASKED = "asked"
    ACCEPTED = "accepted"
    SETTINGS = "settings"


class DropReason(StrEnum):
    """The one end of a proposal that the writer never saw."""

    EMPTY = "empty"
    UNCHANGED = "unchanged"
    PROTECTED = "protected"
    GUARDED = "guarded"
    BELOW_THRESHOLD = "below_threshold"
    OVER_BUDGET = "over_budget"
    OVERLAP = "overlap"
    DUPLICATE = "duplicate"
    DISMISSED_BEFORE = "dismissed_before"
    MUTED = "muted"
    STALE = "stale"
    REPLACED = "replaced"
    CANCELED = "canceled"
    FAILED = "failed"


class Outcome(StrEnum):
    """What became of a suggestion that was shown."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    OVERTYPED = "overtyped"
    DISMISSED = "dismissed"
    IGNORED = "ignored"
    REVERTED = "reverted"
    CHECKED = "checked"
    UNRESOLVED = "unresolved"
    WITHDRAWN = "withdrawn"


class Dismissal(StrEnum):
    """The four ways to say no, weakest first."""

    NOT_NOW = "not_now"
    NOT_HERE = "not_here"
    NOT_PHRASE = "not_phrase"
    MUTE_RULE = "mute_rule"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in one text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def meets(self, other: "Span") -> bool:
        """True when the two share a code point, or an empty one lies strictly inside the other."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """The same span `by` code points further on."""
        return Span(self.start + by, self.end + by)


class Protection(StrEnum):
    """Why a span of text is context only and never rewritten."""

    CODE = "code"
    LINK = "link"
    HANDLE = "handle"
    HASHTAG = "hashtag"
    QUOTATION = "quotation"
    MARKUP = "markup"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Protected:
    """A protected span of a passage and why it is protected."""

    span: Span
    why: Protection


@dataclass(frozen=True, slots=True)
class Passage:
    """One Markdown block (paragraph, heading, list item, quote) as it stood when it was read.

    `id` is a hash of the text and kind, so equal text anywhere has equal verdicts.
    """

    id: str
    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    sentences: tuple[Span, ...] = ()
    protected: tuple[Protected, ...] = ()

    def sentence_of(self, span: Span) -> Span:
        """The sentence in which a span starts; the whole text where none is known."""
        for sentence in self.sentences:
            if sentence.start <= span.start < sentence.end:
                return sentence
        return Span(0, len(self.text))


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What only the whole document shows; read by rankers and confidence features.

    `words` counts case-folded words, `forms` words as written, `customs` the ways in which marks
    are set (`suggest.customs`). Code blocks are left out. `at_end` says that the caret stands at
    the end of the passage being read, or that the draft ends there: its last sentence may not be
    finished, or do without its mark. `changes` counts the changes of one document: the same `forms`
    object with the same number holds the same counts.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    forms: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    customs: Mapping[str, int] = field(default_factory=dict)
    at_end: bool = False
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """The call to a model that a proposal came from.

    `call` is our own id of it. Latency, tokens and cost are those of the whole call with its
    grading: proposals of one call carry the same figures and the same `request_id`. Tokens and cost
    are None where nothing is known of them; an answer that was kept from before took 0 tokens.
    `currency` is that of the price table, "" without a cost.
    """

    call: str
    provider: str
    host: str
    model: str
    request_id: str = ""
    latency_ms: int = 0
    tokens: int | None = None
    cost: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate edit of a passage, not yet judged and never seen by the writer.

    `span` is in the passage's text and `original` is that slice. `replacement` None only flags,
    "" deletes. `rule` is "group/name"; `mutes` is what *Mute this rule* silences. `signals` are
    raw numbers the grader may use. `origin` is None for what was found on this machine.
    """

    span: Span
    original: str
    replacement: str | None
    kind: Kind
    rule: str
    message: str
    source: str
    mutes: str = ""
    alternatives: tuple[str, ...] = ()
    signals: tuple[tuple[str, float], ...] = ()
    origin: Origin | None = None

    def signal(self, name: str, default: float = 0.0) -> float:
        """The raw number a suggester left under `name`."""
        for key, value in self.signals:
            if key == name:
                return value
        return default


@dataclass(frozen=True, slots=True)
class Grade:
    """Judgement of the second pass: a raw score (log odds offline) and the reasons for it."""

    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """Why a proposal was not shown; `guard` names the guard, `detail` is for the Held back tab."""

    reason: DropReason
    guard: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal after guards and confidence. `drop` is None while it may still be shown."""

    proposal: Proposal
    confidence: float
    drop: Drop | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal that policy let through; `bar` is the threshold it passed."""

    id: str
    proposal: Proposal
    confidence: float
    bar: float
    trigger: Trigger = Trigger.PAUSE
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A proposal that is not shown, where it stands, and why (for the Held back tab)."""

    id: str
    proposal: Proposal
    confidence: float
    drop: Drop
    bar: float
    line: int


@dataclass(frozen=True, slots=True)
class DismissalEntry:
    """One dismissal as the list shows it. `passage` is set for *Not now* only."""

    key: str
    how: Dismissal
    rule: str
    phrase: str
    when: datetime
    passage: str = ""
