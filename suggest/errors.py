"""The engine's errors.

StetError
 +-- BadResource      a rule, list or model file that cannot be read or fails its own examples
 +-- SuggesterFailed  a suggester raised or its engine is not usable
 +-- LogError         the feedback log cannot be opened or written
 |    +-- LogTooNew   the log was written by a newer version
 +-- ExportError      an export could not be written
 +-- CapReached       the writer's spending cap is used up
 |    +-- NotCounted  what is sent could not be counted, so nothing may be sent
 +-- ProviderFailed   a model server did not give a usable answer
      +-- NoKey           no key for this host, or the server refuses it
      +-- NotAllowed      the server understands and says no (model, size, quota of the account)
      +-- RateLimited     too many requests; `retry_after` seconds when the server named a time
      +-- Overloaded      the server is there but cannot answer now
      +-- Unreachable     no connection, or it broke; `sent` when the request was under way
      +-- TooSlow         the deadline passed
      +-- BadAnswer       what came back is not an answer
      +-- CircuitOpen     not even tried: the last calls failed
"""


class StetError(Exception):
    """Base of all errors raised by Stet; the text is fit to be shown."""


class BadResource(StetError):
    """A rule, list or model file cannot be read or fails its own examples."""


class SuggesterFailed(StetError):
    """A suggester raised, or the engine behind it is not usable."""


class LogError(StetError):
    """The feedback log cannot be opened or written."""


class LogTooNew(LogError):
    """The feedback log was written by a newer version of Stet."""


class ExportError(StetError):
    """An export could not be written."""


class CapReached(StetError):
    """The spending cap the writer set is used up."""


class NotCounted(CapReached):
    """Spending cannot be recorded, or a cap in money has no price: nothing may be sent."""


class ProviderFailed(StetError):
    """A model server did not give a usable answer."""


class NoKey(ProviderFailed):
    """There is no key for this host, or the server refuses it."""


class NotAllowed(ProviderFailed):
    """The server understands and says no: unknown model, too long, account without credit."""


class RateLimited(ProviderFailed):
    """Too many requests."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Overloaded(ProviderFailed):
    """The server is there but cannot answer now."""


class Unreachable(ProviderFailed):
    """No connection, or it broke.

    `sent` says that the server may have read the request, and may want to be paid for it.
    """

    def __init__(self, message: str, *, sent: bool = False) -> None:
        super().__init__(message)
        self.sent = sent


class TooSlow(ProviderFailed):
    """The deadline passed."""


class BadAnswer(ProviderFailed):
    """What came back is not an answer."""


class CircuitOpen(ProviderFailed):
    """Not even tried, because the last calls failed."""
