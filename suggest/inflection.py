"""Forms of English verbs, nouns and adjectives, from word lists and the rules of spelling."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh")
_SOUNDS_A = (
    "uni",
    "unan",
    "ubi",
    "ukr",
    "ura",
    "uru",
    "use",
    "usu",
    "usa",
    "uti",
    "eu",
    "one",
    "once",
)
_SOUNDS_AN = ("unim", "unin", "unid", "hour", "honest", "honor", "honour", "heir")


class Form(StrEnum):
    """What may be asked of a word."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"
    PLURAL = "plural"
    SINGULAR = "singular"
    COMPARED = "compared"
    MOST = "most"
    WITH_ARTICLE = "a"
    CAPITAL = "capital"


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words whose forms are known: regular ones by their spelling, the others in full."""

    verbs: tuple[str, ...] = ()
    irregular: tuple[tuple[str, ...], ...] = ()
    nouns: tuple[str, ...] = ()
    plurals: tuple[tuple[str, ...], ...] = ()
    adjectives: tuple[str, ...] = ()
    doubling: frozenset[str] = frozenset()


class Inflection:
    """Turns a known word into another of its forms; an unknown word has none."""

    def __init__(self, lists: WordLists) -> None:
        self._tables: dict[Form, dict[str, str]] = {form: {} for form in Form}
        self._doubling = lists.doubling
        for base in lists.verbs:
            past = self._past(base)
            self._verb((base, third(base), past, past, self._ing(base)))
        for row in lists.irregular:
            base, past, participle = row[:3]
            self._verb((base, third(base), past, participle, self._ing(base)))
        for noun in lists.nouns:
            self._noun(noun, plural(noun))
        for one, many in lists.plurals:
            self._noun(one, many)
        for adjective in lists.adjectives:
            stem = self._doubled(adjective)
            short = _softened(stem, "er")
            self._tables[Form.COMPARED][adjective] = short
            self._tables[Form.MOST][adjective] = _softened(stem, "est")

    def forms(self, form: Form) -> Mapping[str, str]:
        """Every known word that has this form, to the form."""
        return self._tables[form]

    def form(self, word: str, form: Form) -> str | None:
        """The form of a word in lower case, without its 's; None where it is not known."""
        if form is Form.WITH_ARTICLE:
            return f"{article(word)} {word}"
        if form is Form.CAPITAL:
            return word[:1].upper() + word[1:]
        return self._tables[form].get(word) or self._tables[form].get(word.removesuffix("'s"))

    def _verb(self, forms: tuple[str, ...]) -> None:
        wanted = (Form.BASE, Form.THIRD, Form.PAST, Form.PARTICIPLE, Form.ING)
        for known in forms:
            for form, text in zip(wanted, forms, strict=True):
                self._tables[form].setdefault(known, text)
        for form, text in zip(wanted, forms, strict=True):
            self._tables[form][forms[0]] = text

    def _noun(self, one: str, many: str) -> None:
        self._tables[Form.PLURAL][one] = many
        self._tables[Form.SINGULAR][many] = one

    def _past(self, base: str) -> str:
        return _softened(self._doubled(base), "ed")

    def _ing(self, base: str) -> str:
        if base.endswith("ie"):
            return base[:-2] + "ying"
        if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and len(base) > 2:
            return base[:-1] + "ing"
        return self._doubled(base) + "ing"

    def _doubled(self, base: str) -> str:
        return base + base[-1] if base in self._doubling else base


def third(base: str) -> str:
    """The form after “she”: goes, tries, fixes."""
    irregular = {"be": "is", "have": "has"}
    if base in irregular:
        return irregular[base]
    return base + "es" if base.endswith("o") else plural(base)


def plural(noun: str) -> str:
    """The regular plural: boxes, cities, days."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_HISSING) else "s")


def article(word: str) -> str:
    """“a” or “an”, by the sound that a word begins with."""
    lowered = word.lower()
    if lowered.startswith(_SOUNDS_AN):
        return "an"
    return "an" if lowered[:1] in _VOWELS and not lowered.startswith(_SOUNDS_A) else "a"


def _softened(stem: str, ending: str) -> str:
    if stem.endswith("e"):
        return stem + ending[1:]
    if stem.endswith("y") and stem[-2:-1] not in _VOWELS:
        return stem[:-1] + "i" + ending
    return stem + ending


def word_lists(data: Mapping[str, Iterable[str] | str]) -> WordLists:
    """Word lists from plain text: words by spaces, irregular rows with their forms by slashes."""

    def words(name: str) -> tuple[str, ...]:
        return tuple(str(data.get(name, "")).split())

    def rows(name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(row.split("/")) for row in words(name))

    return WordLists(
        words("verbs"),
        rows("irregular"),
        words("nouns"),
        rows("plurals"),
        words("gradable"),
        frozenset(words("doubling")),
    )
