"""Finds the JSON in a model's answer: bare, fenced, or with prose around it."""

import re
from json import JSONDecodeError
from typing import Any

from suggest.errors import BadAnswer
from suggest.providers.cleaning import whole
from suggest.providers.wire import TOO_BIG, strict_decoder

_MOST_TEXT = 512 * 2**10
_MOST_STARTS = 64
_MOST_VALUES = 20_000
_MOST_NUMBER = 10**40
_DEEPEST = 32
_START = re.compile(r"[{\[]")
_NO_NUMBER = "The answer holds a number that is none."
_CUT_OFF = "The answer was cut off."


def json_in_text(text: str) -> Any:
    """The largest JSON object or array in the text, as plain Python without half surrogates.

    Raises BadAnswer, which quotes nothing, when there is none, when it is cut off, nested too
    deep, too big, or holds NaN, an infinity or a number of absurd length.
    """
    if len(text) > _MOST_TEXT:
        raise BadAnswer(TOO_BIG)
    try:
        found = _largest(text)
    except RecursionError:
        raise BadAnswer("The answer is nested too deep.") from None
    except JSONDecodeError:
        raise BadAnswer(_CUT_OFF) from None
    except ValueError:
        raise BadAnswer(_NO_NUMBER) from None
    if found is None:
        raise BadAnswer("The answer holds no data in the form that was asked for.")
    return _Cleaner().clean(found, 0)


def _largest(text: str) -> Any:
    """Decodes from each opening bracket that stands in no value found before."""
    decoder = strict_decoder()
    end_of_text = len(text.rstrip())
    best: Any = None
    best_size = at = read = 0
    for _ in range(_MOST_STARTS):
        start = _START.search(text, at)
        if start is None:
            break
        try:
            value, end = decoder.raw_decode(text, start.start())
        except JSONDecodeError as error:
            if _is_cut_off(error, end_of_text, start.start()):
                raise  # what stands inside must not pass for the whole
            at = start.end()
            read += error.pos - start.start()
            if read > 2 * len(text):
                break  # hostile text: each start would be read to the end
            continue
        if end - start.start() > best_size:
            best, best_size = value, end - start.start()
        at = end
    return best


def _is_cut_off(error: JSONDecodeError, end_of_text: int, start: int) -> bool:
    if error.pos - start <= 1:
        return False  # a lone bracket in prose
    return error.pos >= end_of_text or error.msg.startswith("Unterminated string")


class _Cleaner:
    """Copies a decoded value with clean strings; counts values and levels."""

    def __init__(self) -> None:
        self._values = 0

    def clean(self, value: Any, depth: int) -> Any:
        """Raises BadAnswer beyond the caps."""
        self._values += 1
        if depth > _DEEPEST:
            raise BadAnswer("The answer is nested too deep.")
        if self._values > _MOST_VALUES:
            raise BadAnswer(TOO_BIG)
        if isinstance(value, str):
            return whole(value)
        if isinstance(value, int | float) and not abs(value) <= _MOST_NUMBER:
            raise BadAnswer(_NO_NUMBER)
        if isinstance(value, list):
            return [self.clean(item, depth + 1) for item in value]
        if isinstance(value, dict):
            return {whole(key): self.clean(item, depth + 1) for key, item in value.items()}
        return value
