"""The engine's errors.

StetError
 +-- BadResource      a rule, list or model file that cannot be read or fails its own examples
 +-- SuggesterFailed  a suggester raised or its engine is not usable
 +-- LogError         the feedback log cannot be opened or written
 |    +-- LogTooNew   the log was written by a newer version
 +-- ExportError      an export could not be written
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
