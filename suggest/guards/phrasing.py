"""Guards on wording that comes in: phrases that give machines away, words that hurt people."""

import re

from suggest.guards.shipped import Phrases, house_forms, word_list
from suggest.guards.words import alike, changed, content, folded_words
from suggest.values import Drop, DropReason, Passage, Proposal

_TELL = re.compile(
    r"\bin today'?s (?:\w+[ -]){0,2}(?:world|age|era|landscape|society|market|economy|environment"
    r"|climate"
    r"|times)\b"
    r"|\bin (?:a|the|an) (?:\w+[ -]){0,3}(?:world|age|era|landscape) (?:where|of|that)\b"
    r"|\bhere'?s (?:the (?:kicker|thing|catch|twist|truth|deal|secret|part)|why|how|what)\b"
    r"|\b(?:and|but) (?:honestly|here's the thing)\b|\blet that sink in\b|\bthe result\?"
    r"|\bthe best part\?"
    r"|\b(?:isn't|aren't|wasn't|not|don't|doesn't) (?:just|only|merely|simply)\b[^.!?]{1,80}"
    r"(?:\bbut\b|\bit's\b|\bit is\b|[;,\u2014\u2013-]\s*(?:it|we|they|you|he|she|i)\b|\.\s*it's\b)"
    r"|\bit'?s (?:not|no longer) (?:just |only )?about\b|\bmore than just\b"
    r"|\bwhether you'?re\b[^.!?]{1,80}\bor\b"
    r"|\b(?:plays?|played|playing) an? (?:\w+ )?role\b|\b(?:stands?|serves?|stood|served) as an?\b"
    r"|\bin (?:conclusion|summary|essence)\b|\bit(?:'s| is) (?:important|worth|crucial"
    r"|essential) (?:to note"
    r"|noting|to remember|mentioning|to understand)\b"
    r"|\b(?:take|takes|taking|elevate|bring) (?:your|our|their|my|it"
    r"|things) (?:\w+ )?to the next level\b"
    r"|\b(?:rich|vibrant|intricate|complex) tapestry\b|\btapestry of\b|\btestament to\b"
    r"|\brealm of\b"
    r"|\bat the (?:heart|forefront|intersection|crossroads) of\b"
    r"|\bnavigat\w+ the (?:\w+ )?(?:complexit"
    r"|landscape|challenge|world|waters)\w*\b"
    r"|\bdeep(?:er)? dive\b|\bdive (?:deep(?:er)? )?in(?:to)?\b|\bever[- ](?:evolving|changing"
    r"|growing)\b"
    r"|\b(?:a|the|this|our|your|my|their) (?:\w+ )?(?:journey (?:of|to|toward|towards|into"
    r"|begins))\b"
    r"|\b(?:unlock|unleash|harness|ignite|spark|embrace|embark)(?:s|ed|ing)?\b|\blook no further\b"
    r"|\bgame[- ]?chang(?:er|ers|ing)\b|\bcutting[- ]edge\b|\bstate[- ]of[- ]the[- ]art\b"
    r"|\bone[- ]stop\b"
    r"|\bworld[- ]class\b|\bnext[- ]level\b|\bthought[- ]leader\w*\b|\bwin[- ]win\b"
    r"|\bfast[- ]paced\b"
    r"|\btreasure trove\b|\bbeacon of\b|\bsymphony of\b|\bkaleidoscope\b|\bdouble[- ]edged sword\b"
    r"|\bmeaningful (?:connections?|conversations?|impact|change|experiences?|ways?"
    r"|relationships?)\b"
    r"|\b(?:endless|limitless|infinite|boundless) possibilit\w+\b|\bmakes? all the difference\b"
    r"|\bstand(?:s|ing)? the test of time\b|\bwithout further ado\b|\bbuckle up\b"
    r"|\bspoiler alert\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"\u2014| -- | \u2013 ")
_ANY_DASH = re.compile(r"\u2014|\u2013|--|(?<=\s)-(?=\s)")
_OPEN = frozenset({"they", "them", "their", "theirs", "themselves", "themself", "they're"})
_SIDED_TEXT = """
he she him her his hers himself herself he's she's man woman girl boy
"""
_SIDED = frozenset(_SIDED_TEXT.split())
_MAN = re.compile(
    r"\w{3,}(?:man|men|woman|women)|(?:wait|host|steward|act|poet|author|manager"
    r"|murder)r?ess(?:es)?"
)
_NO_MAN_TEXT = """
human german roman ottoman talisman shaman specimen regimen women woman abdomen acumen
norman superhuman inhuman batman superman freshman freshmen craftsmanship humans
"""
_NO_MAN = frozenset(_NO_MAN_TEXT.split())
_EMOJI = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55]")
_HURT = re.compile(
    r"\b(?:committed|commits?|committing|successful|failed) suicide\b"
    r"|\bsuffer(?:s|ed|ing)? from\b|\bconfined to a wheelchair\b|\bwheelchair[- ]bound\b"
    r"|\b(?:an?|the|like|such|some|those|these|is|are|was|were|total|complete) "
    r"(?:schizophrenics?|epileptics?|diabetics?|autistics?|psychos?|addicts?|junkies?|alcoholics?"
    r"|cripples?"
    r"|retards?|spastics?|midgets?|dwarf|mutes?|lunatics?|maniacs?|psychopaths?|imbeciles?"
    r"|morons?|gypsies|gypsy"
    r"|illegals?|aliens?|natives?|savages?|orientals?|coloureds?|transsexuals?|transvestites?"
    r"|homosexuals?)\b"
    r"|\bthe (?:disabled|blind|deaf|elderly|aged|homeless|poor|mentally ill|handicapped|insane"
    r"|unemployed|blacks"
    r"|gays|jews|muslims|foreigners|old|mad|weak|fat|obese|uneducated|autistic|crippled|infirm)\b"
    r"(?=\s*(?:[.,;:!?]|$|and\b|or\b|are\b|who\b|have\b|can\b|need\b|in\b|to\b|of\b|with\b))"
    r"|\b(?:so|totally|completely|absolutely|a bit|really|very|pretty|such an?) (?:ocd|bipolar"
    r"|schizo|autistic"
    r"|retarded|gay|crazy|insane|psycho|mental|spastic|lame|dumb)\b"
    r"|\bthird[- ]world\b|\b(?:bad|broken|poor) english\b|\b(?:old|elderly) (?:folks?|people"
    r"|ladies|men|women|dogs?)"
    r" (?:who|that|can't|cannot|don't|won't|are)\b|\b(?:even )?(?:my|your) (?:grandma|grandmother"
    r"|mom|mum|granny)"
    r" (?:can|could|would understand)\b"
    r"|\b(?:for|like) (?:a|an old) (?:girl|woman|lady|man his age|foreigner|immigrant)\b"
    r"|\b(?:throw|run|fight|cry|scream|drive|hit|play)(?:s|ed|ing)? like an? (?:girl|woman|baby"
    r"|sissy)\b"
    r"|\b(?:typical|just like|as all|all|of course|being an?|naturally,?) (?:wom[ae]n|m[ae]n"
    r"|girls?|ladies|foreigners?"
    r"|immigrants?|old people|germans?|asians?|millennials?|boomers?|females?|students?"
    r"|teenagers?)\b"
    r"|\b(?:women|girls|ladies|men|boys|immigrants|foreigners|old people|teenagers|millennials"
    r"|boomers) (?:are|always"
    r"|never|can't|cannot|just|simply|usually|tend|love|hate|don't|do not|of course|will be)\b"
    r"|\b(?:ladies|girls|women|men|guys) of course\b|\b(?:male|female|lady|woman|girl) (?:nurse"
    r"|doctor|boss|driver"
    r"|engineer|lawyer|pilot|coder|programmer|president|writer|author|ceo|scientist)s?\b"
    r"|\b(?:his|her) (?:wife|secretary|girl) (?:can|will|could)\b|\b(?:hysterical|bossy|shrill"
    r"|nagging|slutty|bitchy"
    r"|catty) ?(?:woman|women|lady|girl|wife)?\b"
    r"|\bnormal (?:people|person|users?|readers?|children|kids|man|woman)\b|\bable[- ]bodied\b"
    r"|\bspecial needs\b"
    r"|\bspeaks? (?:good|perfect|such good) english for\b|\b(?:hey|hi|hello|dear|you|thanks|okay"
    r"|ok|listen),? (?:guys"
    r"|dudes|ladies|gentlemen|girls|gents|sirs?|boys)\b|\bguys\b|\bjust a (?:girl|housewife|woman"
    r"|secretary|nurse)\b",
    re.IGNORECASE,
)


class TellsGuard:
    """Drops edits that bring in wording readers know from machines."""

    name = "tells"

    def __init__(self) -> None:
        listed = house_forms("machine") | house_forms("jargon") | house_forms("cliche")
        self._phrases = Phrases(listed | word_list("tells", "phrases"))

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the words are the writer's own, if misspelled, or plain ones."""
        old, new = changed(proposal)
        if not new or _respelled(proposal):
            return None
        if _come(_TELL, passage, old, new) or _new_phrase(self._phrases, passage, new):
            return Drop(DropReason.GUARDED, self.name, "Brings in worn-out phrasing.")
        if _DASH.search(new) and not _ANY_DASH.search(old):
            return Drop(DropReason.GUARDED, self.name, "Brings in a dash.")
        if len(_EMOJI.findall(new)) > len(_EMOJI.findall(old)):
            return Drop(DropReason.GUARDED, self.name, "Brings in an emoji.")
        return None


class InsensitiveGuard:
    """Drops edits that bring in wording that demeans people or takes them for a type."""

    name = "insensitive"

    def __init__(self) -> None:
        self._phrases = Phrases(house_forms("inclusive") | word_list("insensitive", "phrases"))

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when no such wording comes in; what the writer wrote is not judged here."""
        old, new = changed(proposal)
        if not new:
            return None
        if _gendered(passage, old, new):
            return Drop(DropReason.GUARDED, self.name, "Takes somebody for a man or a woman.")
        if _come(_HURT, passage, old, new) or _new_phrase(self._phrases, passage, new):
            return Drop(DropReason.GUARDED, self.name, "Brings in wording that may hurt.")
        return None


def _respelled(proposal: Proposal) -> bool:
    """One word became a like one: the writer chose it, and only its letters were wrong."""
    old, new = folded_words(proposal.original), folded_words(proposal.replacement or "")
    return len(old) == len(new) == 1 and alike(new[0], old)


def _gendered(passage: Passage, old: str, new: str) -> bool:
    """`they` became `he`, or a word for all became one for men."""
    before, after = set(folded_words(old)), set(folded_words(new))
    if before & _OPEN - after and after & _SIDED and not set(folded_words(passage.text)) & _SIDED:
        return True
    return any(_MAN.fullmatch(word) and word not in _NO_MAN for word in after - _known(passage))


def _come(pattern: re.Pattern[str], passage: Passage, old: str, new: str) -> bool:
    text = new.replace("\u2019", "'")
    found = [match[0].lower() for match in pattern.finditer(text)]
    if not found:
        return False
    known = _known(passage)
    return any(_fresh(phrase, known) for phrase in found)


def _new_phrase(phrases: Phrases, passage: Passage, new: str) -> bool:
    found = phrases.found(folded_words(new))
    if not found:
        return False
    known = _known(passage)
    return any(_fresh(phrase, known) for phrase in found)


def _known(passage: Passage) -> set[str]:
    words = set(folded_words(passage.text.replace("-", " ").replace("'", "").replace("\u2019", "")))
    return words | {word.removesuffix("s") for word in words} | {f"{word}s" for word in words}


def _fresh(phrase: str, known: set[str]) -> bool:
    """Whether a word of the phrase that says something was not in the text."""
    words = folded_words(phrase.replace("-", " ").replace("'", ""))
    return any(word not in known for word in content(words) or words)
