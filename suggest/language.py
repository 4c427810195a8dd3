"""Which language a passage is in; text that is not English is left alone."""

import asyncio
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from suggest.classifier import Classifier, load_classifier
from suggest.errors import SuggesterFailed
from suggest.values import Passage, Protected, Protection

LEAST_LETTERS = 12
"""Shorter passages follow the rest of the document."""
SURE_LETTERS = 40
"""Below so many letters names alone mislead the classifier: it must be sure by `MARGIN` then."""
MARGIN = 20.0
"""Log odds; on published posts no English sentence of 12 letters is taken for another language."""
_ENGLISH = re.compile(
    r"\b(?:the|and|of|to|is|you|for|it|that|with|this|are|my|we|not|be|have|on|your)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "fi": "Finnish",
    "cs": "Czech",
    "ro": "Romanian",
    "hu": "Hungarian",
    "tr": "Turkish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "el": "Greek",
    "ar": "Arabic",
    "he": "Hebrew",
    "hi": "Hindi",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "id": "Indonesian",
    "vi": "Vietnamese",
}


@dataclass(frozen=True, slots=True)
class _Known:
    code: str
    letters: int


class LanguageGate:
    """Lets English through. Until `warm_up` has loaded the classifier, everything passes."""

    def __init__(self) -> None:
        self._classifier: Classifier | None = None
        self._known: dict[str, _Known] = {}

    async def warm_up(self) -> None:
        """Loads the classifier in a thread. Raises SuggesterFailed."""
        if self._classifier is None:
            self._classifier = await asyncio.to_thread(_load)

    def reset(self) -> None:
        """A new document: nothing is known of its language."""
        self._known.clear()

    def keep(self, ids: Collection[str]) -> None:
        """Forgets all passages but these: only what the document holds now says what it is in."""
        self._known = {key: known for key, known in self._known.items() if key in ids}

    def reads(self, passage: Passage) -> bool:
        """True when the passage is in English, or too short to tell in an English document."""
        known = self._known.get(passage.id)
        if known is None:
            prose = prose_of(passage)
            letters = len(_LETTERS.findall(prose))
            known = _Known(self._classify(prose, letters), letters)
            self._known[passage.id] = known
        return known.code == "en" if known.code else self.verdict() == ""

    def shielded(self, passage: Passage) -> Passage:
        """An English passage with its sentences in other languages protected."""
        if self._classifier is None or len(passage.sentences) < 2:
            return passage
        prose = prose_of(passage)
        foreign = [
            Protected(span, Protection.LANGUAGE)
            for span in passage.sentences
            if self._is_foreign(prose[span.start : span.end])
        ]
        if not foreign:
            return passage
        spans = sorted((*passage.protected, *foreign), key=lambda item: item.span)
        return replace(passage, protected=tuple(spans))

    def verdict(self) -> str:
        """The name of the document's language when most of it is not English, else ""."""
        letters: Counter[str] = Counter()
        for known in self._known.values():
            if known.code:
                letters[known.code] += known.letters
        if not letters:
            return ""
        code, count = letters.most_common(1)[0]
        if code == "en" or count * 2 <= letters.total():
            return ""
        return _LANGUAGES.get(code, "another language")

    def _is_foreign(self, sentence: str) -> bool:
        letters = len(_LETTERS.findall(sentence))
        if letters < LEAST_LETTERS or _ENGLISH.search(sentence):
            return False
        return self._classify(sentence, 0) not in ("", "en")

    def _classify(self, text: str, letters: int) -> str:
        """A language code, "" when the text is too short to tell."""
        if self._classifier is None:
            return "en"
        if 0 < letters < LEAST_LETTERS or not text.strip():
            return ""
        ranked = self._classifier.rank(text)
        code, best = ranked[0]
        rival = "en" if code != "en" else ranked[1][0]
        gap = best - next(score for name, score in ranked if name == rival)
        return "" if letters < SURE_LETTERS and gap < MARGIN else code


def prose_of(passage: Passage) -> str:
    """The passage with its protected spans blanked."""
    chars = list(passage.text)
    for item in passage.protected:
        chars[item.span.start : item.span.end] = " " * len(item.span)
    return "".join(chars)


def _load() -> Classifier:
    try:
        return load_classifier(_LANGUAGES)
    except (ImportError, OSError, ValueError) as error:
        message = "The language check could not be loaded. Run the set-up again."
        raise SuggesterFailed(message) from error
