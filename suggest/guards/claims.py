"""Guard: an edit says no more than the text: no new praise, promise, cause, fact or certainty."""

import re
from collections.abc import Iterable

from suggest.guards.words import alike, content, folded_words, local
from suggest.values import Drop, DropReason, Passage, Proposal

_PRAISE = re.compile(
    r"\b(?:best|greatest|finest|fastest|easiest|largest|biggest|leading|top|number one|only"
    r"|unique|perfect|ideal"
    r"|ultimate|unrivall?ed|unmatched|unbeatable|award[- ]winning|best[- ]?selling"
    r"|world[- ]famous|famous|popular"
    r"|beloved|acclaimed|renowned|celebrated|trusted|proven|certified|expert|guaranteed?"
    r"|guarantees|guaranteeing"
    r"|free|risk[- ]free|flawless(?:ly)?|successful(?:ly)?|success|huge|massive|enormous"
    r"|incredible|incredibly"
    r"|amazing(?:ly)?|extraordinary|exceptional(?:ly)?|outstanding|superb|excellent|delicious"
    r"|finally|record"
    r"|revolutionary|major|significant(?:ly)?|dramatic(?:ally)?|instant(?:ly)?|everywhere"
    r"|forever|completely|entirely|totally|fully|definitely|certainly|surely"
    r"|undoubtedly|clearly|obviously|of course|immediately|permanently|millions|thousands"
    r"|hundreds|cures?|cured"
    r"|heals?|healed|prevents?|saves? lives|doubles?|doubled|tripled?|officially?"
    r"|exclusive(?:ly)?|first[- ]ever"
    r"|scientifically|experts?|studies|research|study|survey|science|data|statistics|according to"
    r"|widely|loved"
    r"|promise[sd]?|ensure[sd]?|quickly|easily|safest|secure|national|worldwide|global"
    r"|everywhere|countless|award|prize|winner|won|sold out|recommended|approved|endorsed|legally"
    r"|lifelong"
    r"|unlimited|24/7|highest|lowest|cheapest|newest|strongest|healthiest|most \w+|truly|deeply"
    r"|simply"
    r"|unforgettable|professional(?:ly)?|prestigious|proudly|breakthrough|historic|legendary)\b"
)
_CAUSE = re.compile(
    r"\b(?:because|due to|caused|causes|thanks to|as a result|leads? to|led to"
    r"|which (?:is|was|means|made|makes|led|caused|shows|proves|will)|proving|resulting in"
    r"|so you can|and you can|proves?|proved|shows that|means that)\b"
)
_REASON = re.compile(
    _CAUSE.pattern
    + r"|\b(?:since|as|reason|cause|therefore|thus|so|why|which|for that|after|when|for)\b"
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|would(?! like)|perhaps|maybe|probably|possibly|likely|presumably"
    r"|seems?|seemed|appears?|appeared"
    r"|apparently|i think|i believe|i guess|i feel|i suppose|i hope|in my (?:opinion|view"
    r"|experience)"
    r"|tend(?:s|ed)? to|sometimes|often|usually|mostly|mainly|some|many|partly|almost|nearly|a few"
    r"|hopes?|hoped|try|tries|tried|trying|want(?:s|ed)? to(?! say| mention| tell)|plan(?:s"
    r"|ned)? to|aim(?:s|ed)? to|should|can(?! not)"
    r"|suggests?|suggested|allegedly|reportedly|rumou?r|claims?|claimed|expects?|expected|feels?"
    r"|felt like"
    r"|looks like|as far as i know|not sure"
    r"|so far|(?<!no )(?<!not )one of|a friend told|he says|she says|they say|said|told \w+|up to"
    r"|if)\b"
)
_WHOLE = re.compile(
    r"\b(?:all|every|each|most|always|everyone|everybody|everything|whole|entire|any|ever|never"
    r"|more|both"
    r"|nobody|none|complete)\b"
)
_ALL = re.compile(r"\b(?:all|every|most|always|everyone|everybody|everything|nobody)\b")
_NO_SUPERLATIVE_TEXT = """
best honest interest request suggest test rest west forest guest contest protest latest invest
digest harvest modest quest chest arrest nest vest east lest zest pest jest earnest manifest
"""
_NO_SUPERLATIVE = frozenset(_NO_SUPERLATIVE_TEXT.split())
_SUPERLATIVE = re.compile(r"\b[a-z]{3,}est\b")
_MORE = 2
"""So many more words with sense than went may come in."""


class ClaimsGuard:
    """Drops edits that praise, promise, explain or assert what the text did not."""

    name = "claims"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the text said it already, or the rules for set phrases cut it."""
        if not proposal.replacement or local(proposal):
            return None
        old, new = _flat(proposal.original), _flat(proposal.replacement)
        old_words, new_words = folded_words(old), folded_words(new)
        known = folded_words(passage.text)
        praise = _PRAISE.findall(new)
        if praise and _come(praise, _PRAISE.findall(_flat(passage.text)), known):
            return self._drop("Claims more than the text.")
        if _superlative(old, new, known) or _cause(old, new):
            return self._drop("Claims more than the text.")
        if _ALL.search(new) and not _WHOLE.search(_flat(passage.text)):
            return self._drop("Claims more than the text.")
        if _HEDGE.search(old) and not _hedged(old, new):
            return self._drop("Sounds surer than the text.")
        fresh = [word for word in content(new_words) if not alike(word, known)]
        gone = [word for word in content(old_words) if not alike(word, new_words)]
        if len(fresh) - len(gone) >= _MORE:
            return self._drop("Says something new.")
        return None

    def _drop(self, why: str) -> Drop:
        return Drop(DropReason.GUARDED, self.name, why)


def _flat(text: str) -> str:
    return text.lower().replace("\u2019", "'")


def _come(found: Iterable[str], before: Iterable[str], known: list[str]) -> bool:
    had = set(before)
    return any(phrase not in had and not alike(phrase, known) for phrase in found)


def _cause(old: str, new: str) -> bool:
    return _CAUSE.search(new) is not None and _REASON.search(old) is None


def _superlative(old: str, new: str, known: list[str]) -> bool:
    found = _SUPERLATIVE.findall(new)
    if not found or "most" in old.split():
        return False
    return any(word not in _NO_SUPERLATIVE and not alike(word, known) for word in found)


def _hedged(old: str, new: str) -> bool:
    """Whether as much doubt is left: the same hedge, or another of the same sort."""
    lost = set(_HEDGE.findall(old)) - set(_HEDGE.findall(new))
    return not lost or bool(_HEDGE.search(new))
