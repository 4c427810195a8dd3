"""Guard: what was denied stays denied, and nothing else is."""

import re
from collections import Counter

from suggest.guards.words import changed, curated, folded_words
from suggest.values import Drop, DropReason, Passage, Proposal

_PLAIN_TEXT = """
not cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt
havent hasnt hadnt aint mustnt neednt dosent didint
"""
_PLAIN = frozenset(_PLAIN_TEXT.split())
# Words that say by themselves what a "not" says with another word.
_INSTEAD_TEXT = """
forget forgets forgot forgotten ignore ignores ignored miss misses missed missing different
absent badly poorly dislike dislikes disliked disagree disagrees disagreed instead stop
stops stopped skip skips skipped free closed empty false wrong reject rejects rejected only
still yet hate hates hated small bad late slow rather
"""
_INSTEAD = frozenset(_INSTEAD_TEXT.split())
_CONCORD = frozenset({"no", "none", "nobody", "nothing", "nowhere", "neither", "nor", "never"})
_ABSOLUTE = _CONCORD - {"no", "nor"}
_WEAK = frozenset({"hardly", "barely", "scarcely", "rarely", "seldom"})
_OTHER_TEXT = """
without unable impossible unlikely unlike unwilling unaware unhappy unclear unknown unusual
uncommon unsafe unfair unfinished incorrect incomplete invalid lack lacks lacked lacking
refuse refuses refused refusing fail fails failed failing deny denies denied decline
declines declined forbid forbids forbidden prohibited avoid avoids avoided minus except
prevent prevents prevented unless
"""
_OTHER = frozenset(_OTHER_TEXT.split())
_PREFIX = re.compile(r"(?:un|in|im|ir|il|dis|non-?)(?=\w{3})")
_SET_PHRASES = re.compile(
    r"\bwhether or not\b|\bor not\b(?=\s*[?.,]|$)|\blast but not least\b|\bnot to mention\b"
    r"|\bgoes without saying(?: that)?\b|\bno doubt\b|\bnothing but\b|\bnot only\b|\bno matter\b"
    r"|\bneedless to say\b|\bif not\b|\bwithout a doubt\b|\bwithout further ado\b|\bin no time\b"
    r"|\bwhy not\b|\bno wonder\b|\bnothing less than\b|\bno problem\b|\bnone other than\b"
    r"|\bnot just\b"
    r"|\bwithout (?:a |any )?question\b|\bno (?:fewer|less|more) than\b|\bno later than\b"
    r"|\bno sooner\b|\bnot later than\b|\bnone the less\b|\bnonetheless\b|\bno\.(?=\s?\d)"
    r"|\bnothing else (?:but|than)\b|, ?(?:\w+n't|\w+nt) (?:it|you|they|he|she|we|i|there)\s?\?"
    r"|, no\s?\?",
)
_FEW = re.compile(r"(?<!\ba )(?<!quite a )(?<!the )\b(?:few(?!er)|little)\b(?= \w)")
_YET_TO = re.compile(r"\b(?:has|have|had|is|are|was) yet to\b|\bfree (?:of|from)\b|\binstead of\b")
_NOT_ALL = re.compile(r"\bnot (?:all|every|everyone|everybody|everything|always|both|entirely)\b")
_NEED_NOT = re.compile(
    r"\b(?:need not|needn't|(?:don't|doesn't|do not|does not) (?:have|need) to)\b"
)
_MUST_NOT = re.compile(r"\b(?:must not|mustn't|may not|cannot|can't|should not|shouldn't)\b")
_NEITHER_NOR = re.compile(r"\bneither\b(.{1,200}?)\bnor\b", re.DOTALL)
_CAN_NOT = re.compile(r"\bcan not\b")
_NO_ONE = re.compile(r"\bno[ -]?one\b")


class NegationGuard:
    """Drops edits that lose, add or move a negation; a doubled one may be resolved."""

    name = "negation"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the edit denies what the text denied."""
        if proposal.replacement is None or curated(proposal) or proposal.signal("spelling"):
            return None
        before, after = (_flat(text) for text in changed(proposal))
        old, new = _negations(before, after), _negations(after, before)
        more, less = sum(new.values()), sum(old.values())
        if more > less and not _other_word(after, before, more - less):
            return Drop(DropReason.GUARDED, self.name, "Brings in a negation.")
        if (
            more < less
            and not _other_word(before, after, less - more)
            and not _resolved(old, new, less - more)
        ):
            return Drop(DropReason.GUARDED, self.name, "Drops a negation.")
        if _shifted(before, after, old, new):
            return Drop(DropReason.GUARDED, self.name, "Changes what is denied.")
        return None


def _flat(text: str) -> str:
    flat = _SET_PHRASES.sub(" ", text.lower().replace("\u2019", "'"))
    flat = _NO_ONE.sub("nobody", _CAN_NOT.sub("cannot", flat))
    return _NEITHER_NOR.sub(r"neither\1", flat)


def _negations(text: str, other: str) -> Counter[str]:
    """The negations of a text by kind; prefixes count where the other text has the bare word."""
    kinds: Counter[str] = Counter()
    words, bare = folded_words(text), set(folded_words(other))
    for word in words:
        if word in _PLAIN or word.endswith("n't"):
            kinds["not"] += 1
        elif word in _CONCORD:
            kinds["concord"] += 1
        elif word in _WEAK:
            kinds["weak"] += 1
        elif word in _OTHER or (word not in bare and _stripped(word) & bare):
            kinds["other"] += 1
    kinds["weak"] += len(_FEW.findall(text))
    kinds["other"] += len(_YET_TO.findall(text))
    return kinds


def _stripped(word: str) -> set[str]:
    bare = {_PREFIX.sub("", word, count=1)} if _PREFIX.match(word) else set()
    if word.endswith("less"):
        bare |= {word[:-4], f"{word[:-4]}ful"}
    return bare


def _resolved(old: Counter[str], new: Counter[str], lost: int) -> bool:
    """Two negations that made one ("don't have no"), or that made none ("not unlike")."""
    if lost == 2 and old["not"] and old["other"]:
        return old["not"] > new["not"] and old["other"] > new["other"]
    doubled = (old["concord"] or old["weak"]) and sum(old.values()) > 1
    return lost == 1 and bool(doubled) and sum(new.values()) > 0


def _other_word(denied: str, other: str, count: int) -> bool:
    """One "not" that went with its word for a word that says the same ("did not remember")."""
    fresh = set(folded_words(other)) - set(folded_words(denied))
    gone = set(folded_words(denied)) - set(folded_words(other)) - _ABSOLUTE
    return count == 1 and bool(fresh & _INSTEAD) and any(len(word) > 3 for word in gone - _PLAIN)


def _shifted(before: str, after: str, old: Counter[str], new: Counter[str]) -> bool:
    if bool(_NOT_ALL.search(before)) != bool(_NOT_ALL.search(after)):
        words = set(folded_words(before)) | set(folded_words(after))
        if words & _ABSOLUTE:
            return True
    if _MUST_NOT.search(before) and _NEED_NOT.search(after) and not _MUST_NOT.search(after):
        return True
    if _NEED_NOT.search(before) and _MUST_NOT.search(after) and not _NEED_NOT.search(after):
        return True
    absolute = _ABSOLUTE & set(folded_words(before)), _ABSOLUTE & set(folded_words(after))
    return bool(absolute[0]) != bool(absolute[1]) and old["weak"] != new["weak"]
