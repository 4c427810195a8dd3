"""Which language a passage is in; text that is not English is left alone."""

import asyncio
import re
from collections import Counter
from typing import TYPE_CHECKING

from suggest.errors import SuggesterFailed
from suggest.values import Passage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LEAST_LETTERS = 40
"""Shorter passages follow the rest of the document: names alone mislead the classifier."""
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


class LanguageGate:
    """Lets English through. Until `warm_up` has loaded the classifier, everything passes."""

    def __init__(self) -> None:
        self._identifier: LanguageIdentifier | None = None
        self._known: dict[str, str] = {}
        self._recent: Counter[str] = Counter()

    async def warm_up(self) -> None:
        """Loads the classifier in a thread. Raises SuggesterFailed."""
        if self._identifier is None:
            self._identifier = await asyncio.to_thread(_load)

    def reset(self) -> None:
        """A new document: nothing is known of its language."""
        self._recent.clear()
        self._known.clear()

    def reads(self, passage: Passage) -> bool:
        """True when the passage is in English, or too short to tell in an English document."""
        prose = prose_of(passage)
        if len(_LETTERS.findall(prose)) < LEAST_LETTERS:
            return self.verdict() == ""
        language = self._known.get(passage.id)
        if language is None:
            language = self._classify(prose)
            self._known[passage.id] = language
            self._recent[language] += 1
        return language == "en"

    def verdict(self) -> str:
        """The name of the document's language when most passages are not English, else ""."""
        if not self._recent:
            return ""
        code, count = self._recent.most_common(1)[0]
        if code == "en" or count * 2 <= sum(self._recent.values()):
            return ""
        return _LANGUAGES.get(code, "another language")

    def _classify(self, text: str) -> str:
        if self._identifier is None:
            return "en"
        code, _score = self._identifier.classify(text)  # type: ignore[no-untyped-call]
        return str(code)


def prose_of(passage: Passage) -> str:
    """The passage with its protected spans blanked and capitalised words left out."""
    chars = list(passage.text)
    for item in passage.protected:
        chars[item.span.start : item.span.end] = " " * len(item.span)
    return "".join(chars)


def _load() -> "LanguageIdentifier":
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.46 s: not at start

        identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(  # type: ignore[no-untyped-call]
            MODEL_FILE
        )
        identifier.set_languages(list(_LANGUAGES))  # type: ignore[no-untyped-call]
    except (ImportError, OSError, ValueError) as error:
        message = "The language check could not be loaded. Run the set-up again."
        raise SuggesterFailed(message) from error
    return identifier
