"""The offline suggesters in one list. A new suggester is a file and a line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from suggest.heap import unsearched
from suggest.suggesters.base import Suggester
from suggest.suggesters.commas import CommasSuggester
from suggest.suggesters.ends import EndsSuggester
from suggest.suggesters.grammar import GrammarSuggester, Linter
from suggest.suggesters.habits import HabitsSuggester
from suggest.suggesters.lexicon import LexiconSuggester, load_entries
from suggest.suggesters.lints import HarperLinter
from suggest.suggesters.marks import MarksSuggester
from suggest.suggesters.names import NamesSuggester
from suggest.suggesters.pattern_files import load_patterns
from suggest.suggesters.patterns import PatternSuggester
from suggest.suggesters.slips import SlipSuggester
from suggest.suggesters.sounds import SoundsSuggester
from suggest.suggesters.stock import StockSuggester
from suggest.suggesters.tagger import TaggerSuggester
from suggest.suggesters.typos import TypoSuggester, load_typos
from suggest.suggesters.weir import WeirPack, load_pack
from suggest.terms import Terms, load_terms
from suggest.values import Dialect


@dataclass(frozen=True, slots=True)
class Offline:
    """What the offline suggesters read, loaded once and shared by all pipelines."""

    lexicon: LexiconSuggester
    weir: WeirPack
    terms: Terms
    patterns: PatternSuggester
    typos: TypoSuggester
    tagger: Path

    def suggesters(
        self,
        dialect: Dialect,
        make_linter: Callable[[Dialect, bytes | None], Linter] = HarperLinter,
    ) -> tuple[Suggester, ...]:
        """New suggesters for one dialect; the grammar engine has a thread of its own."""
        grammar = GrammarSuggester(dialect, self.weir, self.terms, make_linter)
        words = self.terms.frequencies
        lists = (self.lexicon, self.typos, self.patterns)
        marks = (MarksSuggester(words), SoundsSuggester(words), EndsSuggester(), CommasSuggester())
        plain = (SlipSuggester(), StockSuggester(), *marks, TaggerSuggester(self.tagger))
        draft = (NamesSuggester(words), HabitsSuggester(words))
        return (grammar, *lists, *plain, *draft)


def load_offline(resources: Path, frequencies: Mapping[str, float]) -> Offline:
    """Reads lists and rules, 1.3 s of CPU. Raises BadResource."""
    with unsearched():
        lexicon = LexiconSuggester(load_entries(resources / "rules"))
        patterns = load_patterns(resources / "patterns", frequencies)
        typos = load_typos(resources / "typos.txt")
        terms = load_terms(resources / "terms.txt", frequencies)
    tagger = resources / "tagger" / "weights.npz"
    return Offline(lexicon, load_pack(resources / "weir"), terms, patterns, typos, tagger)
