"""What is known of each entry of the lists and patterns: its confidence, its bar, its sightings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from suggest.calibration import Confidence
from suggest.evals.scoring import Task
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters.lexicon import Entry, LexiconSuggester
from suggest.suggesters.patterns import PatternSuggester
from suggest.values import BlockKind, DocumentFacts, Kind, Proposal

COLUMNS = ("entry", "source", "class", "confidence", "bar", "clears", "marks", "per_1000_words")


@dataclass(frozen=True, slots=True)
class EntryRate:
    """An entry; `marks` are those of the texts that were read, at any confidence."""

    rule: str
    source: str
    kind: Kind
    confidence: float
    bar: float
    marks: int = 0
    words: int = 0

    @property
    def clears(self) -> bool:
        """True when it is pushed at the default bar."""
        return self.confidence >= self.bar

    @property
    def rate(self) -> float:
        """Marks per 1,000 words."""
        return 1000 * self.marks / self.words if self.words else 0.0

    def row(self) -> tuple[str, ...]:
        """The cells of COLUMNS."""
        told = (f"{self.confidence:.3f}", f"{self.bar:.3f}", "yes" if self.clears else "no")
        return (self.rule, self.source, self.kind.value, *told, str(self.marks), f"{self.rate:.4f}")


def examples(entries: Iterable[Entry], patterns: PatternSuggester) -> list[tuple[str, Proposal]]:
    """A text and what is proposed there, for each entry, from its own example."""
    found: list[tuple[str, Proposal]] = []
    for entry in entries:
        hits = LexiconSuggester([entry]).find(entry.before)
        found += [(entry.before, hit) for hit in hits[:1]]
    for rule in patterns.rules:
        texts = [text for text, _ in rule.fires]
        pairs = ((text, hit) for text in texts for hit in patterns.find(text))
        found += [(text, hit) for text, hit in pairs if hit.rule == rule.id][:1]
    return found


async def entry_rates(
    made: Sequence[tuple[str, Proposal]], confidence: Confidence, tasks: Sequence[Task]
) -> list[EntryRate]:
    """One line per entry; the most frequent first. An entry's confidence is the same everywhere."""
    counts = Counter(mark.rule for task in tasks for a in task.answers for mark in a.marks)
    words = sum(case.words for task in tasks for case in task.cases)
    reader = PassageReader(Protector())
    rates: dict[str, EntryRate] = {}
    for text, proposal in made:
        passage = reader.read(text, BlockKind.PARAGRAPH)
        (grade,) = await confidence.grader.grade(passage, [proposal], DocumentFacts())
        value = confidence.calibration.confidence(proposal, grade)
        bar = confidence.bars[proposal.kind].balanced
        seen = counts[proposal.rule]
        named = (proposal.rule, proposal.source, proposal.kind)
        rates[proposal.rule] = EntryRate(*named, value, bar, seen, words)
    return sorted(rates.values(), key=lambda rate: (-rate.marks, rate.rule))


def summary(rates: Sequence[EntryRate]) -> list[str]:
    """How many there are of each source, clear the default bar, and were seen."""
    sources = sorted({rate.source for rate in rates})
    return [_told(source, [r for r in rates if r.source == source]) for source in sources]


def _told(source: str, rates: Sequence[EntryRate]) -> str:
    clear = sum(rate.clears for rate in rates)
    line = f"{source}: {len(rates):,} entries, {clear:,} clear the default bar"
    words = rates[0].words
    if not words:
        return f"{line}."
    seen = [rate for rate in rates if rate.marks]
    pushed = [rate for rate in seen if rate.clears]
    per = 1000 * sum(rate.marks for rate in pushed) / words
    return (
        f"{line}; {len(seen):,} occur in {words:,} words, {len(pushed):,} of these clear it,"
        f" with {per:.2f} marks per 1,000 words."
    )
