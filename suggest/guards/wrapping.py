"""Guards on what models put around an edit: preambles, refusals, placeholders, markup, orders."""

import re

from suggest.guards.shipped import frequencies
from suggest.guards.words import alike, changed, folded_words
from suggest.values import Drop, DropReason, Passage, Proposal

_PREAMBLE = re.compile(
    r"^\W*(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|got it|no problem|gladly"
    r"|happy to help|understood|definitely|alright|yes|perfect|nice|excellent|thanks)\s*[,!.:]"
    r"|^\W*(?:the )?(?:correct(?:ed|ion)|edit(?:ed)?|revis(?:ed|ion)|rewritten|rewrite|improved"
    r"|rephrased"
    r"|polished|suggest(?:ed|ion)|updated|final|new|better|fixed|original|replacement|output"
    r"|answer|result"
    r"|response|option \w|version \w|alternative|text|draft)"
    r"(?:\s+(?:text|sentence|version|draft|post|passage|edit|paragraph|wording|one|line"
    r"|suggestion|\d))*"
    r"\W{0,3}:"
    r"|\bhere(?:'?s| is| are| you go)[^.!?\n]{0,50}\b(?:correct|edit|revis|rewr|improv|version"
    r"|sentence"
    r"|polish|suggest|updat|text|draft|option|alternative|rephras)"
    r"|\bhere you go\b|\bi(?:'ve| have| also|'d)?\s(?:\w+\s)?(?:correct|edit|revis|rewrit|rewrot"
    r"|improv"
    r"|polish|rephras|fix|chang|tighten|simplif|adjust)\w*\s(?:\w+\s){0,2}(?:text|sentence"
    r"|grammar|wording"
    r"|passage|paragraph|verb|draft|tone|post|spelling|it|this|your)\b"
    r"|\blet me know\b|\bfeel free to\b|\b(?:i )?hope (?:this|that|it) helps\b"
    r"|\bwould you like (?:me|another|a)\b|\bis there anything else\b|\bhappy to (?:help|adjust"
    r"|revise)\b"
    r"|^\W*(?:great|good|nice|lovely|strong|excellent|wonderful|what a \w+) "
    r"(?:sentence|question|post|draft|point|text|start|line|work|job|choice|writing)\b"
    r"|\bas requested\b|\bbelow is\b|\b(?:note|explanation|changes?(?: made)?|reason(?:ing)?)\s?:\s"
    r"|\((?:note|corrected|edited|fixed|changed|revised|original|i\s|no changes?|grammar"
    r"|typo)[^)]*\)"
    r"|\bthis (?:version|sentence|edit|revision|rewrite) (?:is|now|reads|keeps|sounds|corrects"
    r"|uses)\b"
    r"|\byour (?:sentence|text|draft|post|writing|passage|paragraph)\b"
    r"|\b(?:option|version|alternative) (?:\d|[ab])\s?[:)]",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\bas an? (?:ai|language model|llm|assistant|ai \w+)\b|\bi(?:'m| am)(?: just)? an? (?:ai"
    r"|language"
    r"|assistant|large)\b"
    r"|\bi(?:'m| am)? ?(?:can't|can not|cannot|won't|will not|am unable to|unable to|not able to"
    r"|not comfortable|don't feel comfortable|must decline|must refuse|do not|don't|shouldn't"
    r"|prefer not to"
    r"|would rather not|'d rather not|have to decline) ?\w* ?(?:help|assist|comment|provide"
    r"|encourage|give"
    r"|edit|rewrite|change|improve|fulfil|comply|complete|continue|discuss|answer|process|support"
    r"|generate"
    r"|create|write|offer|share|engage|correct|respond|endorse|promote|work|do|see|make|access"
    r"|advise|judge"
    r"|recommend|verify|suggest|have enough|have access|have an opinion|with)\b"
    r"|\bi must (?:decline|refuse)\b|\bi decline\b|\bi'?m afraid (?:i|that)\b"
    r"|\b(?:i'm |i am )?(?:sorry|apologi[sz]e|apologies),? (?:but|for the|i|something|this|that)\b"
    r"|\b(?:no|without|not? any) (?:further )?(?:changes?|edits?|corrections?|revisions?"
    r"|improvements?"
    r"|suggestions?)"
    r"(?: (?:is|are|was|were|seem|seems|appear))? ?(?:needed|necessary|required|made|found"
    r"|suggested|at all)?\b"
    r"|\b(?:sentence|text|passage|draft|it|this) (?:is|looks|seems) (?:already )?(?:correct|fine"
    r"|good|ok)"
    r" (?:as (?:it )?is|already|as written)\b|\b(?:already correct|correct as is"
    r"|looks good as is)\b"
    r"|\b(?:usage|content|safety|community|our) (?:polic(?:y|ies)|guidelines?)\b|\bviolat\w+\b"
    r"|\bi(?:'d| would) (?:advise|recommend|suggest|caution|encourage|urge)\b"
    r"|\b(?:consult|speak (?:to|with)|seek|see|talk to) (?:an?|your"
    r"|with a)? ?(?:\w+ )?(?:professional|doctor"
    r"|lawyer|expert|advice|physician|lawyer|attorney|advisor|adviser|therapist|help)\b"
    r"|\bsomething went wrong\b|\b(?:please )?try again\b|\binternal (?:server )?error\b"
    r"|\brate limit\b"
    r"|\bnot (?:appropriate|suitable|possible) (?:for me )?to\b|\bthis (?:request|content|topic"
    r"|text|post|"
    r"message|passage) (?:may|might|is|has been|cannot|can't|was|could|contains|appears|seems)\b"
    r"|\bnot (?:legal|medical|financial|investment) advice\b|\bplease (?:note|be (?:aware|careful"
    r"|advised)"
    r"|provide|share|clarify|remember|consult|rephrase)\b|\bcontent (?:removed|warning|blocked"
    r"|omitted)\b"
    r"|\bsensitive (?:topic|content)\b|\binappropriate\b",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\W*(?:n/?a|none|null|nil|undefined|error|no change|unchanged|nothing to (?:change|fix|edit)"
    r"|same"
    r"|keep|delete|removed?|ok|skip|nan|true|false|empty|redacted|blank|correct|fine|good|-+)\W*",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?<![\w\]])\[(?!\s?[xX]?\]|\^|\[)[A-Za-z.\u2026_][^\]\n]{0,60}\](?![(\[:])"
    r"|\{\{?\s?[A-Za-z_][\w .-]{0,40}\}?\}|\$\{\w+\}|%[A-Z_]{2,}%|%\(?[sd]\b"
    r"|<(?:name|your|insert|company|date|link|url|title|number|email|product|city|topic|place"
    r"|amount"
    r"|[a-z]+[ _][a-z _]+)[^>]{0,40}>"
    r"|\b(?-i:X{2,}|N{2,}|Y{3,}|Z{3,}|TODO|TBD|TBA|TBC|FIXME|TK|TKTK|INSERT|PLACEHOLDER|LOREM)\b"
    r"|\b(?-i:[A-Z]{3,}_[A-Z_]{2,}|INSERT_\w+|YOUR_\w+)|_{3,}|\.{5,}|\u2026{2,}|\?{3,}"
    r"|\blorem ipsum\b|\bdolor sit amet\b"
    r"|(?-i:\b(?:Your|Company|Product|Brand|Client|Customer|Event|City|First|Last|Project|Team"
    r"|Website|Author"
    r"|Recipient|Business) (?:Name|Company|Product|Brand|Title|City|Date|Team|Website|Business"
    r"|Here|Link|"
    r"Event|Email|Number)\b)"
    r"|(?-i:\b[XN]\b(?=%| (?:readers|people|users|years|days|percent|hours|weeks|months|times"
    r"|euros|dollars"
    r"|customers|\w+s)\b))|(?-i:(?<=[$\u20ac\u00a3])[XYN]\b)"
    r"|\b(?:john|jane) doe\b|\bfoo ?bar\b|\bexample (?:text|name|company|link)\b"
    r"|\binsert \w+ here\b"
    r"|\b(?:name|text|link|title|date|number|details?|quote|figure) (?:goes )?here\b"
    r"|\badd (?:\w+ )?here\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?[A-Za-z][\w:-]*(?:\s[^<>\n]{0,300})?/?>|<!--|-->|<!\[CDATA\[|<\?|<![A-Za-z]"
    r"|<\|[^|>]{1,40}\|>"
    r"|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});|```|~~~|\[/?(?:INST|SYS|B|I|URL|IMG|QUOTE|CODE|EDIT"
    r"|TEXT)\b"
    r"[^\]\n]{0,60}\]|<<\/?SYS>>|<<<|>>>|\[-|-\]|\{\+|\+\}|\[\[|\]\]|\{\{|\}\}|\{--|--\}|\{~~"
    r"|~~\}|~>"
    r"|[{\[]\s*[\"']?\w+[\"']?\s*:\s*[\"'\[{]|[\"']\s*[}\]]|\\(?:n|t|r|u[0-9a-f]{4}"
    r"|x[0-9a-f]{2})(?![a-z]{2})"
    r"|\\[a-z]{3,}\{|\$\$|\\[\[(]|^#{2,}\s(?:response|instruction|output|input|edit|assistant"
    r"|system|user)"
    r"|^---+\s*$|%[0-9A-F]{2}%|<[a-z]{1,12}$|^\W{0,2}(?:assistant|system|user|human)\s?:",
    re.IGNORECASE | re.MULTILINE,
)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\s+(?:\w+\s){0,3}(?:previous|prior|above|all|your"
    r"|earlier|these"
    r"|instructions?|rules?|prompts?)\b"
    r"|\b(?:system|developer|hidden|initial) (?:prompt|message|instruction)s?\b"
    r"|\bprompt injection\b"
    r"|\b(?:function|tool)[_ ]?(?:call|use|result|output)s?\w*\b|\bjailbreak\w*\b|\bact as an?\b"
    r"|\byou are (?:now )?(?:an?|the) (?:\w+ )?(?:ai|assistant|model|bot|editor|grader|agent)\b"
    r"|\bnew instructions?\b|\b(?:the|this|dear) (?:model|assistant|grader|ai editor"
    r"|language model)\b"
    r"|\b(?:visit|click|go to|open|follow|download|send|forward|reply with|paste|call|run"
    r"|execute) (?:this|the "
    r"following|my|your|our) (?:link|url|address|page|website|site|password|key|token|code|script"
    r"|command|"
    r"file)\b"
    r"|\b(?:api[ _-]?key|access token|password|secret key|credentials?)\b"
    r"|\bas the editor\b|\binstructions? (?:received|followed|complete)\b|\bpwned\b",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"\b(?=\w*[A-Z])[A-Z0-9]{2,}-?[A-Z]*\d{3,}[A-Z0-9-]*\b|\b[0-9a-f]{12,}\b"
    r"|\b(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{9,}\b|\b[A-Za-z0-9+/]{24,}={0,2}"
)


class PreambleGuard:
    """Drops replacements that speak about the edit in front of it or behind it."""

    name = "preamble"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the replacement is the text and nothing around it."""
        if _said(_PREAMBLE, passage, proposal):
            return Drop(DropReason.GUARDED, self.name, "Talks about the edit.")
        return None


class RefusalGuard:
    """Drops refusals, verdicts, warnings and messages of trouble in place of text."""

    name = "refusal"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the replacement says no such thing, or the text said it."""
        verdict = _VERDICT.fullmatch(proposal.replacement or " ") is not None
        if (verdict and proposal.original.count(" ") > 1) or _said(_REFUSAL, passage, proposal):
            return Drop(DropReason.GUARDED, self.name, "Is an answer, not an edit.")
        return None


class PlaceholderGuard:
    """Drops replacements with something left to fill in."""

    name = "placeholder"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when nothing is left open that was not open before."""
        if _introduced(_PLACEHOLDER, passage, proposal):
            return Drop(DropReason.GUARDED, self.name, "Leaves something to fill in.")
        return None


class TagsGuard:
    """Drops replacements that bring in tags, entities, fences or the format of an answer."""

    name = "tags"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when all markup was there before."""
        if _introduced(_TAG, passage, proposal):
            return Drop(DropReason.GUARDED, self.name, "Brings in markup.")
        return None


class InstructionsGuard:
    """Drops replacements that give orders or carry codes and made-up words from elsewhere."""

    name = "instructions"

    def __init__(self) -> None:
        self._zipf = frequencies()

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when nothing in the replacement is meant for somebody else than the reader."""
        if _said(_ORDER, passage, proposal) or _introduced(_MARKER, passage, proposal):
            return Drop(DropReason.GUARDED, self.name, "Brings in an instruction or a code.")
        if proposal.signal("model") and self._made_up(proposal):
            return Drop(DropReason.GUARDED, self.name, "Brings in a word from nowhere.")
        return None

    def _made_up(self, proposal: Proposal) -> bool:
        old = folded_words(proposal.original)
        for word in folded_words(proposal.replacement or ""):
            if len(word) < 6 or not word.isascii() or not word.isalpha() or word in self._zipf:
                continue
            if word not in old and not alike(word, old):
                return not any(word.endswith(end) and word[:-2] for end in ("ing", "ed", "s", "ly"))
        return False


def _said(pattern: re.Pattern[str], passage: Passage, proposal: Proposal) -> bool:
    """Whether the replacement says something by the pattern with words the text does not have."""
    new = _flat(changed(proposal)[1])
    if pattern.search(new) is None:
        return False
    known = [word.replace("'", "") for word in folded_words(passage.text)]
    return any(
        not alike(word.replace("'", ""), known)
        for match in pattern.finditer(new)
        for word in folded_words(match[0])
    )


def _introduced(pattern: re.Pattern[str], passage: Passage, proposal: Proposal) -> bool:
    """Whether the replacement matches more often than the text it replaces."""
    original, new = changed(proposal)
    if not new or pattern.search(new) is None:
        return False
    old = _flat(original)
    found = [match[0] for match in pattern.finditer(_flat(new))]
    if len(found) <= sum(1 for _ in pattern.finditer(old)):
        return False
    bare = _bare(passage.text)
    return any(_bare(hit) not in bare for hit in found) or _bare(new).count(
        _bare(found[0])
    ) > _bare(original).count(_bare(found[0]))


_MARKS = re.compile(r"[\u2019'.,;:!?]+")


def _flat(text: str) -> str:
    return text.replace("\u2019", "'")


def _bare(text: str) -> str:
    return _MARKS.sub("", text.lower()).strip()
