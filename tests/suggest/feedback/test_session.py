"""A writer's session through the real engine: one end per suggestion, one reason per held one."""

import asyncio
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from suggest import Dismissal, EngineOptions, Kind, Outcome, Splice
from suggest.capture import Capture
from suggest.engine import Engine
from suggest.events import Event, Shown
from suggest.feedback.definitions import LEGAL
from suggest.feedback.dismissed import Dismissals
from suggest.feedback.event import Action, FeedbackEvent
from suggest.feedback.outcomes import Outcomes
from suggest.guards import GUARDS
from suggest.guards.dismissed import DismissedGuard
from suggest.parts import EngineParts
from suggest.passages import PassageReader
from suggest.pipeline import Pipeline, Stations
from suggest.policy import Bars, Policy
from suggest.protection import Protector
from suggest.values import DropReason
from tests.fakes.stations import EveryLanguage, FixedCalibration, FlatGrader, WordSuggester
from tests.suggest.feedback.desk import Time

WORDS = {"teh": "the", "wrod": "word", "utilize": "use", "maybe": "perhaps", "foo": "bar"}
SURE = {"teh": 0.95, "wrod": 0.9, "utilize": 0.7, "maybe": 0.4, "foo": 0.6}
PAUSE = 3.0


class Session:
    """A real engine with real outcomes, on a few words and a clock that moves when told to."""

    def __init__(self) -> None:
        self.time = Time()
        self.told: list[FeedbackEvent] = []
        self.events: list[Event] = []
        self.lines: list[str] = [""]
        self.outcomes = Outcomes(self.told.append, self.time.clocks, "s")
        dismissals = Dismissals(None, lambda: datetime(2026, 3, 12, tzinfo=UTC))
        guards = (*(guard() for guard in GUARDS), DismissedGuard(dismissals))
        stations = Stations((WordSuggester(WORDS),), guards, FlatGrader(), FixedCalibration(SURE))
        self.made: list[str] = []
        parts = EngineParts(
            lambda dialect: Pipeline(stations),
            lambda delay, gone: Capture(PassageReader(Protector()), delay, gone),
            Policy({kind: Bars(0.9, 0.5, 0.3) for kind in Kind}),
            self.outcomes,
            dismissals,
            EveryLanguage(),
            self.time.mono,
            self._new_id,
        )
        self.engine = Engine(parts, EngineOptions(), self.events.append)
        self.engine.focus(True)

    def _new_id(self) -> str:
        self.made.append(f"s{len(self.made) + 1}")
        return self.made[-1]

    def open(self, *lines: str) -> None:
        self.lines = list(lines)
        self.engine.load(lines, "doc")
        self.engine.viewport(0, 40)

    async def read(self, seconds: float = PAUSE) -> None:
        """Time passes and the reader does what is due."""
        self.time.now += seconds
        for _ in range(3):
            await asyncio.sleep(0)
        await asyncio.wait_for(self.engine._reader._work(), 5)

    def type_over(self, line: int, start: int, end: int, text: str) -> None:
        """Replaces part of one line; the caret ends behind it."""
        old = self.lines[line]
        new = old[:start] + text + old[end:]
        self.lines[line] = new
        self.engine.edit(Splice(line, 1, (new,), start, len(old) - end))
        self.engine.caret(line, start + len(text))

    def accept(self, suggestion_id: str, text: str | None = None) -> None:
        edit = self.engine.accept(suggestion_id, text)
        if edit is not None:
            place = edit.place
            self.type_over(place.line, place.start, place.end, edit.text)

    def find(self, word: str) -> str:
        """The id of the mark on that word."""
        found = [s.id for s in self.engine.suggestions() if s.proposal.original == word]
        assert len(found) == 1, f"{word}: {found}"
        return found[0]

    def ends(self) -> dict[str, Outcome | None]:
        """Final state by original word, from the closing events."""
        words = {e.suggestion.id: e.suggestion.proposal.original for e in self._shown()}
        closed = [e for e in self.told if e.action is Action.CLOSED]
        return {words[e.suggestion_id]: e.outcome for e in closed}

    def check(self) -> None:
        """The promise: one end each, one reason each, legal transitions only."""
        published = {e.suggestion.id for e in self._shown()}
        closed = Counter(e.suggestion_id for e in self.told if e.action is Action.CLOSED)
        assert closed == dict.fromkeys(published, 1)
        assert set(self.made) == {e.suggestion_id for e in self.told}
        state: dict[str, Outcome | None] = {}
        for event in self.told:
            if event.action is Action.OUTCOME:
                assert event.previous is state.get(event.suggestion_id)
                assert event.outcome in LEGAL[event.previous] or event.outcome is event.previous
                state[event.suggestion_id] = event.outcome
            elif event.action is Action.SHOWN:
                state[event.suggestion_id] = None
        unshown = {e.suggestion_id for e in self.told} - published
        last = {e.suggestion_id: e.drop_reason for e in self.told if e.suggestion_id in unshown}
        assert all(isinstance(reason, DropReason) for reason in last.values())

    def _shown(self) -> list[Shown]:
        return [e for e in self.events if isinstance(e, Shown)]


async def test_a_session_with_every_kind_of_end() -> None:
    session = Session()
    session.open(
        "We saw teh plan.", "", "We utilize it.", "", "A wrod here.", "", "Say foo now.", "",
        "It is maybe so.", "", "And teh rest.",
    )  # fmt: skip
    await session.read()
    # Accept one of the two "teh" and edit the other first.
    first, second = (s.id for s in session.engine.suggestions() if s.proposal.original == "teh")
    session.engine.caret(0, 3)
    session.accept(first)
    await session.read()
    session.accept(second, "our")
    # Seen, then left for more than ten seconds.
    session.engine.caret(2, 3)
    await session.read(2.0)
    session.engine.caret(6, 0)
    await session.read(11.0)
    # Refuse one, type the other by hand.
    session.engine.dismiss(session.find("foo"), Dismissal.NOT_HERE)
    session.type_over(4, 2, 6, "word")
    await session.read()
    session.engine.load([""], "next")
    ends = session.ends()
    assert ends["utilize"] is Outcome.IGNORED
    assert ends["foo"] is Outcome.DISMISSED
    assert ends["wrod"] is Outcome.OVERTYPED
    outcomes = {e.suggestion_id: e.outcome for e in session.told if e.action is Action.CLOSED}
    assert (outcomes[first], outcomes[second]) == (Outcome.ACCEPTED, Outcome.EDITED)
    held = [e for e in session.told if e.action is Action.HELD]
    assert [(e.rule, e.drop_reason) for e in held] == [("words/maybe", DropReason.BELOW_THRESHOLD)]
    session.check()


async def test_own_version_of_a_seen_mark_is_ignored_and_kept() -> None:
    session = Session()
    session.open("We utilize it.")
    await session.read()
    await session.read(2.0)
    session.type_over(0, 3, 10, "apply")
    await session.read()
    session.engine.load([""], "next")
    assert session.ends() == {"utilize": Outcome.IGNORED}
    finals = [e.text.final for e in session.told if e.outcome and e.text is not None]
    assert finals == ["apply"]


async def test_undone_acceptance_ends_as_reverted() -> None:
    session = Session()
    session.open("We saw teh plan.")
    await session.read()
    session.accept(session.find("teh"))
    await session.read()
    session.type_over(0, 7, 10, "teh")
    await session.read()
    session.engine.load([""], "next")
    assert session.ends() == {"teh": Outcome.REVERTED}
    session.check()


async def test_mark_on_the_paragraph_of_the_caret_is_ignored_when_it_is_left() -> None:
    session = Session()
    session.open("", "", "")
    session.type_over(0, 0, 0, "We saw teh plan. So there.")
    await session.read()
    await session.read(2.0)
    session.engine.caret(2, 0)
    await session.read(11.0)
    session.engine.load([""], "next")
    assert session.ends() == {"teh": Outcome.IGNORED}


async def test_mark_whose_text_was_restored_goes_on_as_the_same_suggestion() -> None:
    session = Session()
    session.open("We saw teh plan. So there.")
    await session.read()
    before = session.find("teh")
    session.type_over(0, 8, 8, "x")
    assert session.engine.suggestions() == []
    session.type_over(0, 8, 9, "")
    await session.read(6.0)
    assert session.find("teh") == before
    session.accept(before)
    session.engine.load([""], "next")
    actions = [(e.action, e.outcome) for e in session.told]
    assert actions[:2] == [(Action.SHOWN, None), (Action.OUTCOME, Outcome.ACCEPTED)]
    session.check()


async def test_random_sessions_keep_the_promise() -> None:
    for seed in range(15):
        await _random_session(random.Random(seed))


async def _random_session(chance: random.Random) -> None:
    session = Session()
    words = [*WORDS, "plain", "text", "here.", "and", "so."]
    session.open(*(" ".join(chance.choices(words, k=6)) if n % 2 else "" for n in range(8)))
    for _ in range(40):
        step = chance.randrange(9)
        marks = session.engine.suggestions()
        one = chance.choice(marks).id if marks else ""
        line = chance.randrange(len(session.lines))
        length = len(session.lines[line])
        if step == 0 and one:
            session.accept(one, chance.choice([None, "own"]))
        elif step == 1 and one:
            session.engine.dismiss(one, chance.choice(list(Dismissal)))
        elif step == 2:
            session.engine.caret(line, 0)
        elif step == 3:
            start = chance.randint(0, length)
            end = chance.randint(start, min(length, start + 8))
            session.type_over(line, start, end, chance.choice(["", " ", *words]))
        elif step == 4:
            held = session.engine.held()
            if held:
                session.engine.show_anyway(chance.choice(held).id)
        elif step == 5:
            eagerness = chance.choice([0.0, 0.5, 1.0])
            session.engine.configure(replace(EngineOptions(), eagerness=eagerness))
        elif step == 6:
            session.engine.focus(chance.random() < 0.8)
        else:
            await session.read(chance.choice([0.1, 1.0, 3.0, 12.0]))
    await session.read()
    session.engine.load([""], "next")
    session.check()


async def test_what_is_typed_within_the_pause_before_closing_counts() -> None:
    session = Session()
    session.open("We saw teh plan.", "", "We utilize it.", "", "A wrod here.", "", "Say foo now.")
    await session.read()
    await session.read(2.0)
    session.type_over(0, 7, 10, "the")
    session.type_over(2, 3, 10, "apply")
    session.type_over(4, 2, 6, "wro")
    session.type_over(4, 2, 5, "wrod")
    session.type_over(6, 0, 12, "Nothing.")
    session.engine.load([""], "next")
    assert session.ends() == {
        "teh": Outcome.OVERTYPED,
        "utilize": Outcome.IGNORED,
        "wrod": Outcome.UNRESOLVED,
        "foo": Outcome.IGNORED,
    }
    finals = [e.text.final for e in session.told if e.outcome and e.text is not None]
    assert finals == ["the", "apply"]
    session.check()


async def test_accepted_text_that_is_changed_later_ends_as_edited() -> None:
    session = Session()
    session.open("We utilize it.")
    await session.read()
    session.accept(session.find("utilize"))
    await session.read()
    session.type_over(0, 3, 6, "used")
    await session.read(30.0)
    session.engine.load([""], "next")
    assert session.ends() == {"utilize": Outcome.EDITED}
    edited = [e for e in session.told if e.outcome is Outcome.EDITED and e.text is not None]
    assert [(e.text.final, e.distance) for e in edited if e.text] == [("used", 1.0)]
    session.check()


async def test_own_version_is_found_at_its_own_place_among_many_like_it() -> None:
    session = Session()
    session.open("In the end, we saw the foo the team made. So the rest is the same.")
    await session.read()
    await session.read(2.0)
    session.type_over(0, 23, 26, "thing")
    await session.read()
    session.engine.load([""], "next")
    finals = [e.text.final for e in session.told if e.outcome and e.text is not None]
    assert finals == ["thing"]
