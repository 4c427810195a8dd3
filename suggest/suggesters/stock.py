"""Stock sentences that many posts share and no reader needs: proposes to strike them."""

import re
from dataclasses import dataclass

from suggest.suggesters.house import HouseRule
from suggest.values import BlockKind, DocumentFacts, Kind, Passage, Proposal, Span

_SOURCE = "House list"
_START = r"(?:(?<=[.!?…:] )|(?<=[.!?…:]\n)|(?<![^\n]))(?:[-*] |\d+/ ?)?"
_REST = r"[^.!?\n]{0,80}[.!?]"
_WE = r"(?:We['’]re|We are|I['’]m|I am)"
_GLAD = r"(?:(?:so|super|very|really|beyond|incredibly|absolutely|extremely) )?"
_GLAD += r"(?:excited|thrilled|pumped|stoked|delighted|humbled)"


@dataclass(frozen=True, slots=True)
class _Stock:
    """A whole sentence, and why it may go."""

    rule: HouseRule
    pattern: re.Pattern[str]


def _rule(name: str, reason: str) -> HouseRule:
    return HouseRule(f"stock/{name}", reason, kind=Kind.TONE, source=_SOURCE)


def _stock(name: str, pattern: str, reason: str) -> _Stock:
    return _Stock(_rule(name, reason), re.compile(f"{_START}(?P<wrong>{pattern})"))


_EMPTY = "The post says the same without this sentence."
_STOCK = (
    _stock("glad", rf"{_WE} {_GLAD} (?:about|for|by) (?:this|that|it)(?: one)?!", _EMPTY),
    _stock(
        "announce",
        rf"{_WE} {_GLAD} to (?:announce|share|present|launch) (?:our|the|my) (?:most|best|biggest|"
        rf"newest|latest)\b[^.!?\n]{{0,60}}\b(?:yet|ever)[!.]",
        "Say what is new instead.",
    ),
    _stock(
        "question",
        r"(?:So,? )?[Ww]hat(?:['’]s| is) the (?:takeaway|lesson|moral|point)(?: here)?\?",
        "The answer can stand without the question.",
    ),
    _stock(
        "result",
        r"The (?:result|outcome|best part)\? (?:[\w'’-]+ ?){1,3}[.!]",
        "Say what happened, or leave it out.",
    ),
    _stock(
        "saying",
        r"(?:Let that sink in|Read that again|Mind blown|Sometimes,? less is more|"
        r"Food for thought|Buckle up|"
        r"It[’']s that simple|Full stop|Period|Wild|Game on|Onwards and upwards)[.!]",
        _EMPTY,
    ),
    _stock(
        "answer",
        r"(?:Certainly|Sure|Of course|Absolutely)[!,.] [Hh]ere(?:['’]s| is) (?:a|an|the|your)\b"
        r"[^\n:.]{3,80}[:.]",
        "Left over from a chat with a model.",
    ),
    _stock(
        "hurry",
        rf"(?:(?:Spots|Seats|Places|Tickets) are (?:limited|filling up|going fast)|"
        rf"Don['’]t miss (?:out|this|your chance)|You (?:won['’]t|don['’]t) want to miss){_REST}",
        "Pressure tells the reader nothing new.",
    ),
    _stock(
        "not-but",
        r"(?:And remember: )?(?:[Ii]t(?:['’]s| is) not|[A-Z]\w+ isn['’]t|[A-Z]\w+ is not|"
        r"[A-Z]\w+ is more than) (?:just |only |merely )?(?:a |an )?"
        r"(?!mine|ours|true|here)[a-z]{4,}[;,.—] ?"
        r"[Ii]t(?:['’]s| is) (?:a |an )?\w+[.!]",
        "A worn figure: not this, but that.",
    ),
    _stock(
        "unlock",
        r"(?:Let['’]s )?(?:[Uu]nlock|[Ee]mpower|[Ee]levate|[Uu]nleash|[Ss]upercharge|[Tt]ransform) "
        r"(?:(?:an?|your|the) )?(?:\w+ ){0,2}(?:journey|potential|power|growth|experience|success|"
        rf"workflow|creativity|synerg(?:y|ies)|business|brand|team|productivity|future)\b{_REST}",
        "An advertisement, not a message.",
    ),
    _stock(
        "meaning",
        r"(?:It|This)(?: [\w-]+){0,2} (?:is a (?:vibrant|rich) tapestry|represents a paradigm "
        r"shift|"
        r"paves? the way|(?:is|stands as) a testament to|is a (?:stark|powerful|timely|poignant) "
        rf"reminder|marks a (?:pivotal|significant) (?:moment|milestone)){_REST}",
        _EMPTY,
    ),
    _stock(
        "moral",
        r"(?:And )?(?:(?:The )?[Mm]oral(?: of (?:the|this) story)?|[Ll]esson learned|The takeaway|"
        rf"Bottom line)(?: is|:| —) ?{_REST}",
        "The story has said it.",
    ),
    _stock(
        "not-just",
        r"(?:(?:It|This|That)(?:['’]s| is) not|(?:It|This|That) isn['’]t|"
        r"[A-Z][\w'’-]+(?: \w+)? (?:isn|aren)['’]t) (?:(?:just|only|merely|simply) (?:about )?|"
        r"about )"
        r"[^.!?\n;,—]{2,40}[.;,—] ?(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]hey)(?:['’]s| is|['’]re| are) "
        r"(?:about )?[^.!?\n;,—]{2,40}[.!]",
        "A worn figure: not this, but that.",
    ),
    _stock(
        "cheer",
        r"(?:If I can (?:do it|do this|make it), (?:anyone|anybody|you|so) can(?: you)?(?: do it|"
        r" too)?|"
        r"(?:Never|Don['’]t ever|Always) (?:stop|give up on|quit|keep|follow) (?:chasing |"
        r"believing in |"
        r"following |learning |growing )?(?:your |the )?(?:dreams?|passion|heart|learning|growing)|"
        r"Dream big|Trust the process|Keep (?:pushing|grinding|hustling|going|shining)|"
        r"The best is yet to come|The future is (?:bright|now|here)|The sky['’]s the limit|"
        r"(?:The )?possibilities are endless|Stay tuned for more|Watch this space|"
        r"Together,? we can [^.!?\n]{3,40}|Sometimes,? less is more, and [^.!?\n]{3,30}|"
        r"Mic drop|Game\. ?Changer|Boom|Nuff said|['’]Nuff said|You(?:['’]ve| have) got this|"
        r"And (?:honestly|that|you know what)\? (?:That|It)(?:['’]s| is)? [^.!?\n]{3,40})(?:[.!]|"
        r"$)",
        _EMPTY,
    ),
    _stock(
        "invite",
        r"(?:Let me (?:break (?:it|this|that) down|explain|walk you through (?:it|"
        r"this))(?: for you)?|"
        r"Let['’]s (?:dive (?:right )?in|break (?:it|this) down|get (?:right )?into it|"
        r"jump (?:right )?in|"
        r"unpack (?:this|that|it)(?: together)?)|Look no further|You heard (?:that )?right|"
        r"Yes,? you read that (?:right|correctly)|Here(?:['’]s| is) the (?:thing|kicker|deal|"
        r"catch)|"
        r"Here(?:['’]s| is) (?:why|how) it matters|(?:But )?[Ww]ait,? there['’]s more|"
        r"That got me thinking|(?:It|This) really (?:got|makes|made|gets) me thinking"
        r"(?: about [^.!?\n]{3,90})?)[.!:]",
        _EMPTY,
    ),
    _stock(
        "wish",
        r"I hope (?:this|that this|my) (?:\w+ )?(?:finds|reaches|catches) you (?:all )?(?:well|safe"
        r"|in good [^.!?\n]{3,30})(?:[^.!?\n]{0,40})[.!]",
        _EMPTY,
    ),
    _stock(
        "reply",
        r"(?:(?:Great|Good|Excellent) (?:question|point|prompt)[!.] (?:[Hh]ere(?:['’]s|"
        r" is)[^\n:.]{3,80}[:.])?|"
        r"(?:Please )?[Ll]et me know if you(?:['’]d| would) (?:like|want|prefer) (?:me to |a |an |"
        r"any )"
        r"[^.!?\n]{0,50}(?:version|changes|adjust|tweak|tone|revis|shorter|longer|"
        r"edits)[^.!?\n]{0,40}[.!]|"
        r"I hope this helps[.!]|As an AI (?:language )?model[^.!?\n]{3,120}[.!])",
        "Left over from a chat with a model.",
    ),
    _stock(
        "advert",
        r"(?:Say (?:goodbye|hello|farewell) to [^.!?\n]{3,50} and (?:say )?(?:hello|"
        r"goodbye) to [^.!?\n]{3,50}|"
        r"Gone are the days (?:of|when|where) [^.!?\n]{3,80}|Whether you(?:['’]re| are) (?:an? )?"
        r"[^.!?\n]{3,60} or [^.!?\n]{3,50}, (?:there['’]s|there is|we['’]ve got|we have|"
        r"you['’]ll find) "
        r"something for (?:everyone|you)|There(?:['’]s| is) something for everyone)[.!]",
        "An advertisement, not a message.",
    ),
    _stock(
        "weight",
        r"(?:This|That|It|Which)(?: [\w-]+)? (?:underscores|underlines|highlights|showcases|"
        r"exemplifies|speaks to|reinforces|demonstrates) (?:just how |the )"
        r"(?:importance|power|need|value|significance|beauty|impact) of "
        r"[^.!?\n]{3,80}[.!]",
        _EMPTY,
    ),
    _stock(
        "world",
        r"In (?:today['’]s|this|our) (?:[\w-]+,? ){1,4}(?:world|landscape|age|era|climate|market|"
        r"economy|"
        r"environment|times|society), [^.!?\n]{3,60} (?:is|are) (?:the name of the game|"
        r"(?:more )?(?:important|crucial|vital|essential|key|critical|king|"
        r"everything)(?: than ever)?"
        r"(?: before)?)[.!]",
        _EMPTY,
    ),
    _stock(
        "lesson",
        r"(?:I can['’]t help but (?:think|feel|wonder)[^.!?\n]{0,20} )?[Tt]here(?:['’]s| is) (?:a|"
        r"some) "
        r"(?:lesson|moral|metaphor)(?: in)? (?:here|there|this|that)[^.!?\n]{0,50}[.!]",
        "The story has said it.",
    ),
)
_WORLD = re.compile(
    r"(?<![^\s])(?P<wrong>In (?:our|this|a|the|today['’]s) (?:rapidly|ever|constantly|fast)"
    r"[- ](?:changing|evolving|paced|moving)(?: \w+){0,2} (?:world|landscape|age|era|environment)"
    r"(?: of \w+)?, (?P<next>[a-z]))"
)


_CHANGING = _rule("changing-world", "The sentence is stronger without it.")


class StockSuggester:
    """Proposes to strike stock sentences; pure patterns, 0.1 ms for a paragraph."""

    name = "stock"
    source = _SOURCE

    async def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage; headings and tables are left alone."""
        plain = passage.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        return self.find(passage.text) if plain else []

    def find(self, text: str) -> list[Proposal]:
        """Proposals for a text."""
        found: list[Proposal] = []
        for stock in _STOCK:
            for match in stock.pattern.finditer(text):
                span = _widened(text, Span(*match.span("wrong")))
                if not any(span.meets(other.span) for other in found):
                    found.append(stock.rule.proposal(text, span, ""))
        for match in _WORLD.finditer(text):
            span = Span(*match.span("wrong"))
            found.append(_CHANGING.proposal(text, span, match["next"].upper()))
        return found


def _widened(text: str, span: Span) -> Span:
    """The sentence with the space that would be left over."""
    if text[span.end : span.end + 1] == " ":
        return Span(span.start, span.end + 1)
    if text[span.start - 1 : span.start] == " " and span.start:
        return Span(span.start - 1, span.end)
    return span
