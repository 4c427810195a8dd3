"""The learning of one writer: answers in, shifts of confidence and adaptations out.

Pure: it is handed its clock, what was kept, and where to say and keep things. Nothing here waits.
Answers that are not the writer's own count for nothing without consent.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from suggest.events import Learned, WordOffered
from suggest.learning import wording
from suggest.learning.answers import Answer, Subject
from suggest.learning.definitions import MOST_DOWN, MOST_UP
from suggest.learning.kept import Kept, Undone
from suggest.learning.records import Records
from suggest.learning.refusals import Refusals
from suggest.learning.words import Words


@dataclass(frozen=True, slots=True)
class Adaptation:
    """Something that was learned, for the list. `key` undoes it.

    `since` is the day of the first answer it rests on, None for what has no date. `strength` is
    the shift in log odds, below 0 for less; `undone` ones are off and can be put back.
    """

    key: str
    text: str
    since: datetime | None
    strength: float
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears of it: `said` gets news that are told once, `changed` what must be written now."""

    said: Callable[[Learned | WordOffered], None]
    changed: Callable[[Kept], None]


class Learner:
    """`enabled` is asked every time: off, everything shipped holds and answers are still counted.

    `consent` True lets answers of others (imported logs) count, too.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        listeners: Listeners,
        kept: Kept | None = None,
        enabled: Callable[[], bool] = lambda: True,
    ) -> None:
        self.consent = False
        self._now = now
        self._listeners = listeners
        self._kept = kept or Kept()
        self._enabled = enabled
        self._records = Records()
        self._refusals = Refusals()
        self._words = Words()

    # --- what is learned from

    def load(self, answers: Iterable[Answer]) -> None:
        """Takes over past answers, oldest first; says and offers nothing. May run in a thread,
        before the first `take`."""
        records, refusals, words = Records(), Refusals(), Words()
        since = self._since()
        for answer in answers:
            if self._counts(answer):
                words.add(answer)
                records.add(answer)
                refusals.add(answer, since)
        self._records, self._refusals, self._words = records, refusals, words

    def take(self, answer: Answer) -> None:
        """One new state of a suggestion; what is judged next already knows it."""
        if not self._counts(answer):
            return
        word = self._words.add(answer)
        self._records.add(answer)
        if self._refusals.add(answer, self._since()):
            self._mute(answer.subject)
        if word is not None and word not in self._kept.words and self._enabled():
            self._kept.words[word] = None
            self._listeners.changed(self._kept)
            self._listeners.said(WordOffered(word, wording.offered(word)))

    # --- what it changes

    def shift(self, subject: Subject) -> float:
        """What to add to the log odds of a proposal's confidence, -3 to 1."""
        if not self._enabled():
            return 0.0
        shift = self._records.shift(subject, self._since(), self._now())
        return min(MOST_UP, max(-MOST_DOWN, shift))

    def mutes(self, rule: str) -> bool:
        """True for a rule that muted itself."""
        return rule in self._kept.muted and self._enabled()

    # --- what the writer sees and takes back

    def adaptations(self) -> list[Adaptation]:
        """Everything that was learned and holds now, strongest first, then what was undone."""
        found = [self._muted_one(rule, when) for rule, when in self._kept.muted.items()]
        since, now = self._since(), self._now()
        for key in list(self._records.keys()):
            shown = self._records.measure(key, since, now)
            subject = self._records.latest(key)
            if shown.shift and subject is not None and not self._is_muted(key, subject.rule):
                text = wording.sentence(key, subject, up=shown.shift > 0)
                found.append(Adaptation(key, text, shown.since, shown.shift))
        found.sort(key=lambda one: (-abs(one.strength), one.text))
        undone = (
            Adaptation(key, one.text, one.when, 0.0, undone=True)
            for key, one in self._kept.undone.items()
            if key not in {here.key for here in found}
        )
        return [*found, *undone]

    def undo(self, key: str) -> None:
        """Takes one adaptation back: its record begins anew. Unknown keys are ignored."""
        one = next((a for a in self.adaptations() if a.key == key and not a.undone), None)
        if one is None:
            return
        rule = key.partition(":")[2]
        muted = key.startswith("rule:") and self._kept.muted.pop(rule, None) is not None
        self._kept.undone[key] = Undone(self._now(), one.text, muted)
        if key.startswith("rule:"):
            self._refusals.forget(rule)
        self._changed()

    def redo(self, key: str) -> None:
        """Puts an undone adaptation back, with the answers it rested on."""
        one = self._kept.undone.pop(key, None)
        if one is None:
            return
        if one.muted:
            self._kept.muted[key.partition(":")[2]] = self._now()
        self._changed()

    def reset(self) -> None:
        """Forgets everything learned so far; the log stays. Later answers are learned from."""
        self._kept.muted.clear()
        self._kept.undone.clear()
        self._kept.reset = self._now()
        self._refusals = Refusals()
        self._changed()

    def forget(self) -> None:
        """Everything was erased: nothing is left of it here, and nothing is written."""
        self._kept = Kept()
        self.load(())

    def adopt(self, kept: Kept) -> None:
        """What is kept was changed elsewhere: it holds from now on, and nothing is written."""
        self._kept = kept
        self._records.refresh()

    # --- words

    def offers(self) -> list[str]:
        """Words that were offered to the dictionary and not answered yet."""
        return [word for word, answer in self._kept.words.items() if answer is None]

    def answer_offer(self, word: str, accepted: bool) -> None:
        """The writer took or declined a word; it is not offered again."""
        self._kept.words[word] = accepted
        self._listeners.changed(self._kept)

    # --- inside

    def _counts(self, answer: Answer) -> bool:
        return answer.own or self.consent

    def _since(self) -> Mapping[str, datetime]:
        reset = self._kept.reset
        since = {key: one.when for key, one in self._kept.undone.items()}
        return since if reset is None else {**since, "": reset}

    def _mute(self, subject: Subject) -> None:
        if subject.rule in self._kept.muted or not self._enabled():
            return
        self._kept.muted[subject.rule] = self._now()
        self._kept.undone.pop(f"rule:{subject.rule}", None)
        self._changed()
        text = wording.muted(wording.named(subject))
        self._listeners.said(Learned(text, f"rule:{subject.rule}"))

    def _muted_one(self, rule: str, when: datetime) -> Adaptation:
        key = f"rule:{rule}"
        subject = self._records.latest(key)
        name = f"“{wording.title(rule)}”" if subject is None else wording.named(subject)
        return Adaptation(key, wording.muted(name), when, -MOST_DOWN)

    def _is_muted(self, key: str, rule: str) -> bool:
        """True for the rule's own records: the entry of the mute says it all."""
        return key.startswith(("rule:", "phrase:")) and rule in self._kept.muted

    def _changed(self) -> None:
        self._records.refresh()
        self._listeners.changed(self._kept)
