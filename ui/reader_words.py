"""Who reads the text and what it took, in words; worked out before any widget is touched."""

from __future__ import annotations

from collections.abc import Sequence

from ui import engine_strings as words
from ui import strings
from ui.remote import Amount, Model, RemoteView, Rest, Resting
from ui.status_bar import ReaderWords

_CENT = 0.01


def reader_words(view: RemoteView) -> ReaderWords:
    """Who reads now, and why it is not the chosen one if it is not."""
    if view.reads is None:
        return _offline(view)
    if view.resting is not None and (
        view.resting.host == view.reads.host or view.resting.why in (Rest.CAP, Rest.UNCOUNTED)
    ):
        rest = view.resting
        return ReaderWords(strings.ENGINE, _rest(rest), "fact", True, rest.message)
    if view.resting is not None:
        detail = words.REST_GRADER.format(model=view.reads.model, title=view.resting.title)
        short = words.REST_GRADER_SHORT.format(title=view.resting.title)
        return ReaderWords(view.reads.title, detail, "fact", True, view.resting.message, short)
    detail = _detail(view.reads, view.grades)
    if view.today is not None and view.today.tokens:
        detail = f"{detail} · {words.TODAY.format(amount=shortest(view.today))}"
    short = ""
    if view.grades is not None and view.grades.host != view.reads.host:
        short = words.READER_GRADED_SHORT.format(title=view.grades.title)
    return ReaderWords(view.reads.title, detail, short=short)


def model_words(model: Model) -> str:
    """A model and its server."""
    return f"{model.title} · {model.model}"


def joined(hosts: Sequence[str]) -> str:
    """One host, or two with a word between them."""
    if len(hosts) < 2:
        return "".join(hosts)
    return words.AND.format(first=", ".join(hosts[:-1]), second=hosts[-1])


def shortest(amount: Amount) -> str:
    """Money where all of it has a price in one currency, else tokens."""
    if amount.money and amount.priced and len(amount.money) == 1:
        return money(*amount.money[0])
    return strings.count(words.TOKENS, round(amount.tokens))


def in_full(amount: Amount) -> str:
    """Tokens, money, and how sure both are."""
    if not amount.tokens:
        return words.NOTHING_YET
    parts = [strings.count(words.TOKENS, round(amount.tokens))]
    parts += [money(*one) for one in amount.money]
    if amount.money and not amount.priced:
        parts.append(words.PARTLY_PRICED)
    if amount.estimated:
        parts.append(words.ESTIMATED)
    return " · ".join(parts)


def money(amount: float, currency: str) -> str:
    """An amount with two digits, three or more under a cent."""
    if amount >= _CENT or amount == 0:
        return f"{amount:,.2f} {currency}".rstrip()
    return f"{amount:.2g} {currency}".rstrip() if amount >= _CENT / 100 else f"< 0.0001 {currency}"


def _offline(view: RemoteView) -> ReaderWords:
    if view.chosen == "offline":
        return ReaderWords()
    if view.problem:
        return ReaderWords(detail=view.problem, role="fact", note=view.problem)
    if view.to_agree:
        hosts = joined([one.host for one in view.to_agree])
        return ReaderWords(detail=words.NOT_AGREED.format(title=hosts), role="fact")
    return ReaderWords()


def _detail(reads: Model, grades: Model | None) -> str:
    if grades is not None and grades.host != reads.host:
        return words.READER_GRADED.format(
            model=reads.model, title=grades.title, grader=grades.model
        )
    return words.READER_LOCAL.format(model=reads.model) if reads.local else reads.model


def _rest(rest: Resting) -> str:
    if rest.why is Rest.WAIT and rest.until is not None:
        return words.REST_WAIT_UNTIL.format(title=rest.title, time=f"{rest.until:%H:%M}")
    return {
        Rest.CAP: words.REST_CAP,
        Rest.UNCOUNTED: words.REST_UNCOUNTED,
        Rest.AWAY: words.REST_AWAY,
        Rest.WAIT: words.REST_WAIT,
        Rest.KEY: words.REST_KEY,
    }[rest.why].format(title=rest.title)
