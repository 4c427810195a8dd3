"""The guards in the order they run, cheap ones first. A new guard is a file and a line here."""

from suggest.guards.answers import AnswersGuard
from suggest.guards.base import Guard
from suggest.guards.basics import HeadingGuard, ProtectedGuard, UnchangedGuard
from suggest.guards.claims import ClaimsGuard
from suggest.guards.control import ControlGuard, LookalikeGuard
from suggest.guards.dates import DatesGuard
from suggest.guards.language import LanguageGuard
from suggest.guards.length import LengthGuard
from suggest.guards.lines import LineBreaksGuard
from suggest.guards.located import LocatedGuard
from suggest.guards.markdown import MarkdownGuard
from suggest.guards.names import NamesGuard
from suggest.guards.negation import NegationGuard
from suggest.guards.numbers import NumbersGuard
from suggest.guards.phrasing import InsensitiveGuard, TellsGuard
from suggest.guards.quotations import QuotationsGuard
from suggest.guards.tokens import CodeGuard, HandlesGuard, HashtagsGuard, LinksGuard
from suggest.guards.units import UnitsGuard
from suggest.guards.wrapping import (
    InstructionsGuard,
    PlaceholderGuard,
    PreambleGuard,
    RefusalGuard,
    TagsGuard,
)

GUARDS: tuple[type[Guard], ...] = (
    LocatedGuard,
    UnchangedGuard,
    ProtectedGuard,
    ControlGuard,
    LineBreaksGuard,
    HeadingGuard,
    LookalikeGuard,
    HandlesGuard,
    HashtagsGuard,
    LinksGuard,
    QuotationsGuard,
    CodeGuard,
    MarkdownGuard,
    TagsGuard,
    PlaceholderGuard,
    RefusalGuard,
    PreambleGuard,
    LengthGuard,
    NumbersGuard,
    UnitsGuard,
    DatesGuard,
    NamesGuard,
    NegationGuard,
    LanguageGuard,
    AnswersGuard,
    InstructionsGuard,
    TellsGuard,
    InsensitiveGuard,
    ClaimsGuard,
)
