"""Bodies and events within bounds."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator

import pytest

from suggest.errors import BadAnswer
from suggest.providers.wire import Caps, Events, bounded, events, read_body, read_object, read_some


async def chunked(data: bytes, size: int = 1) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
async def test_events_survive_any_cut_and_line_end(end: str, size: int) -> None:
    text = f"\ufeffevent: a{end}data: naïve\u2028\u0085 🙂{end}{end}: said aside{end}{end}"
    text += f"data:one{end}data: two{end}id: 7{end}{end}data: last{end}"
    found = [event async for event in events(chunked(text.encode(), size), "", Caps())]
    assert found == ["naïve\u2028\u0085 🙂", "one\ntwo", "last"]


async def test_a_line_without_its_end_is_no_event() -> None:
    found = [event async for event in events(chunked(b'data: {}\n\ndata: {"ha'), "", Caps())]
    assert found == ["{}"]


@pytest.mark.parametrize(
    "data", [b"data: " + b"x" * 200, b"data:\n" * 120, b"x" * 200 + b"\n", b": " + b"x" * 200]
)
def test_an_event_above_the_cap_is_refused(data: bytes) -> None:
    reader = Events(100)
    with pytest.raises(BadAnswer):
        for at in range(len(data)):
            list(reader.feed(data[at : at + 1]))


def test_an_event_of_bad_bytes_is_refused() -> None:
    with pytest.raises(BadAnswer) as caught:
        list(Events(100).feed(b"data: \xff\xfe\n\n"))
    assert "xff" not in str(caught.value)


async def test_a_stream_is_held_to_its_cap_of_events_together() -> None:
    caps = Caps(body=10, event=100, stream=300)
    with pytest.raises(BadAnswer):
        [event async for event in events(chunked(b"data: x\n\n" * 100, 9), "", caps)]


async def test_a_body_of_just_the_cap_is_read() -> None:
    assert await read_body(chunked(b"x" * 100, 30), "", 100) == b"x" * 100
    with pytest.raises(BadAnswer):
        await read_body(chunked(b"x" * 101, 30), "", 100)


@pytest.mark.parametrize("encoding", ["gzip", "GZIP ", "x-gzip"])
async def test_a_compressed_body_is_read_and_capped(encoding: str) -> None:
    packed = gzip.compress(b"word " * 1000)
    assert await read_body(chunked(packed, 5), encoding, 5000) == b"word " * 1000
    with pytest.raises(BadAnswer):
        await read_body(chunked(packed, 5), encoding, 4999)


async def test_a_bomb_gives_no_more_than_the_cap_at_a_time() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    sizes = []
    with pytest.raises(BadAnswer):
        async for chunk in bounded(chunked(bomb, 10_000), "gzip", 100_000):
            sizes.append(len(chunk))
    assert sum(sizes) <= 100_000


@pytest.mark.parametrize("size", [1, 100, 10_000, 10**9])
async def test_what_inflates_beyond_a_slice_comes_whole(size: int) -> None:
    text = bytes(range(256)) * 2000 + b"\0" * 300_000
    packed = gzip.compress(text)
    assert await read_body(chunked(packed, size), "gzip", len(text)) == text
    with pytest.raises(BadAnswer):
        await read_body(chunked(packed, size), "gzip", len(text) - 1)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
async def test_an_encoding_we_do_not_read_is_refused(encoding: str) -> None:
    with pytest.raises(BadAnswer):
        await read_body(chunked(b"x"), encoding, 100)


async def test_looking_at_an_error_body_never_fails() -> None:
    assert await read_some(chunked(b"x" * 500, 40), "", 100) == b"x" * 80
    assert await read_some(chunked(b"plain"), "gzip", 100) == b""
    assert await read_some(chunked(b"plain"), "br", 100) == b""


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "7", '"x"', '{"a": NaN}', '{"a": Infinity}', "{",
     '{"a": ' + "1" * 5000 + "}", "[" * 100_000, '{"a":' * 100_000, b'{"a": "\xff"}'],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_json_object_is_refused_without_quoting(text: str | bytes) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_object(text)
    assert caught.value.__cause__ is None
    assert "{" not in str(caught.value)


def test_an_object_is_read_from_text_and_bytes() -> None:
    assert read_object('{"a": [1, 2.5, "ï"]}') == read_object('{"a": [1, 2.5, "ï"]}'.encode())


@pytest.mark.parametrize("encoding", ["", "gzip", "zip9"])
async def test_however_it_ends_what_was_read_from_is_closed(encoding: str) -> None:
    closed: list[bool] = []

    async def chunks() -> AsyncIterator[bytes]:
        try:
            yield b"x" * 100
            yield b"x" * 100
        finally:
            closed.append(True)

    with pytest.raises(BadAnswer):
        await read_body(chunks(), encoding, 50)
    await read_some(chunks(), encoding, 50)
    began = 0 if encoding == "zip9" else 2  # a stream that was never read has nothing to close
    assert closed == [True] * began
