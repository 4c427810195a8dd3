"""Reads bodies of model servers within bounds: bytes, compressed bytes, events, JSON."""

import json
import re
import zlib
from collections.abc import AsyncGenerator, AsyncIterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from suggest.errors import BadAnswer
from suggest.providers.faults import NOT_AN_ANSWER

Chunks = AsyncGenerator[bytes, None]
Texts = AsyncGenerator[str, None]
TOO_BIG = "The server sent more than an answer can hold."
_LINE_END = re.compile(rb"\r\n|\n|\r(?!\Z)")
_SLICE = 65_536
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Caps:
    """The most bytes taken from a server: a body, one event, all events of a stream.

    All count what is there after decompression. A stream wraps each word in its own event, so it
    may be longer than a body; the text in it is held to `body` as well.
    """

    body: int = 2 * 2**20
    event: int = 256 * 2**10
    stream: int = 16 * 2**20


async def bounded(chunks: AsyncIterable[bytes], encoding: str, most: int) -> Chunks:
    """The plain bytes of a body, decompressed here so that a small one cannot grow without bound.

    Raises BadAnswer above `most` bytes and for an encoding that is not what it says. However it
    ends, `chunks` is closed, if it can be: the loop need not find it among the garbage.
    """
    try:
        inflater = _inflater(encoding)
        left = most
        async for chunk in chunks:
            for plain in _slices(inflater, chunk) if inflater else (chunk,):
                left -= len(plain)
                if left < 0:
                    raise BadAnswer(TOO_BIG)
                yield plain
    finally:
        if isinstance(chunks, AsyncGenerator):
            await chunks.aclose()


async def read_body(chunks: AsyncIterable[bytes], encoding: str, most: int) -> bytes:
    """A whole body, at most `most` bytes. Raises BadAnswer above."""
    async with aclosing(bounded(chunks, encoding, most)) as plain:
        return b"".join([chunk async for chunk in plain])


async def read_some(chunks: AsyncIterable[bytes], encoding: str, most: int) -> bytes:
    """The first bytes of a body that is only looked at for marks; never fails on its content."""
    found = bytearray()
    try:
        async with aclosing(bounded(chunks, encoding, most)) as plain:
            async for chunk in plain:
                found += chunk
    except BadAnswer:
        pass  # what was read until then is enough to look at
    return bytes(found)


class Events:
    """Splits the bytes of a server-sent event stream into the data of its events.

    Lines end at LF, CR LF or CR only; U+2028 and its like stand in JSON as they are.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._rest = bytearray()
        self._searched = 0
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[str]:
        """The events that this chunk completes. Raises BadAnswer for one above the cap."""
        self._rest += chunk
        lines, start = [], 0
        for end in [match.span() for match in _LINE_END.finditer(self._rest, self._searched)]:
            lines.append(bytes(self._rest[start : end[0]]))
            start = end[1]
        del self._rest[:start]
        # The last byte may be half of a CR LF.
        self._searched = max(0, len(self._rest) - 1)
        if len(self._rest) + self._size > self._most:
            raise BadAnswer(TOO_BIG)
        for line in lines:
            yield from self._take(line)

    def end(self) -> Iterator[str]:
        """The event left without an empty line behind it; a line without its end is dropped."""
        rest, self._rest, self._searched = bytes(self._rest), bytearray(), 0
        if rest.endswith(b"\r"):
            yield from self._take(rest[:-1])
        yield from self._take(b"")

    def _take(self, line: bytes) -> Iterator[str]:
        if line:
            field, _, value = line.removeprefix(b"\xef\xbb\xbf").partition(b":")
            if field == b"data":
                self._data.append(value.removeprefix(b" "))
                self._size += len(value) + 1
            if self._size > self._most:
                raise BadAnswer(TOO_BIG)
        elif self._data:
            data, self._data, self._size = b"\n".join(self._data), [], 0
            try:
                yield data.decode("utf-8")
            except UnicodeDecodeError:
                raise BadAnswer(NOT_AN_ANSWER) from None


async def events(chunks: AsyncIterable[bytes], encoding: str, caps: Caps) -> Texts:
    """The data of each event of a stream. Raises BadAnswer."""
    reader = Events(caps.event)
    async with aclosing(bounded(chunks, encoding, caps.stream)) as plain:
        async for chunk in plain:
            for event in reader.feed(chunk):
                yield event
    for event in reader.end():
        yield event


def read_object(text: str | bytes) -> dict[str, Any]:
    """A JSON object as a server must send it. Raises BadAnswer, which quotes nothing."""
    try:
        value = strict_decoder().decode(text if isinstance(text, str) else text.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadAnswer(NOT_AN_ANSWER) from None
    if not isinstance(value, dict):
        raise BadAnswer(NOT_AN_ANSWER)
    return value


def strict_decoder() -> json.JSONDecoder:
    """A decoder that refuses NaN and infinities by name with ValueError.

    Python itself refuses integers above 4,300 digits; other numbers are not looked at here, as
    a call for each would hold the loop for long.
    """
    return json.JSONDecoder(parse_constant=_constant)


def _inflater(encoding: str) -> "zlib._Decompress | None":
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(_GZIP_OR_ZLIB)
    raise BadAnswer("The server compresses its answers in a way Stet cannot read.")


def _slices(inflater: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    """What a chunk inflates to, a slice at a time, so that a cap is met early."""
    try:
        plain = inflater.decompress(chunk, _SLICE)
        while plain:
            yield plain
            plain = inflater.decompress(inflater.unconsumed_tail, _SLICE)
    except zlib.error:
        raise BadAnswer(NOT_AN_ANSWER) from None


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
