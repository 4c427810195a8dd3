from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sqlite3
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from suggest.answers import AnswerCache

_CANARY = "a canary sentence of the draft"


class Bomb:
    """A pickle that makes a file when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.path),))


def _bytes_in(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def _aside(folder: Path) -> list[Path]:
    return list(folder.parent.glob(f"{folder.name}.damaged-*"))


async def test_an_answer_comes_back_also_after_a_restart(tmp_path: Path) -> None:
    value = {"edits": [{"old": "teh", "new": "the", "odd": "\ud83d"}], "n": 1.5, "none": None}
    cache = AnswerCache(tmp_path / "cache" / "answers")
    assert await cache.get("one") is None
    await cache.put("one", value)
    assert await cache.get("one") == value
    assert await cache.get("two") is None
    await cache.close()
    later = AnswerCache(tmp_path / "cache" / "answers")
    assert await later.get("one") == value
    await later.close()
    assert await later.get("one") is None
    await later.put("two", 2)
    assert cache.problem == later.problem == ""


async def test_the_folder_is_private_and_keys_are_hashed(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir(mode=0o755)
    cache = AnswerCache(folder)
    await cache.put(_CANARY, [1])
    assert await cache.get(_CANARY) == [1]
    await cache.close()
    assert folder.stat().st_mode & 0o777 == 0o700
    with contextlib.closing(sqlite3.connect(folder / "cache.db")) as connection:
        ((key,),) = connection.execute("SELECT key FROM Cache")
    assert _CANARY.encode() not in zlib.decompress(key)


async def test_the_disk_is_touched_in_one_other_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from suggest import answers_disk

    seen = set()
    read = answers_disk.Store.read

    def noting(self: answers_disk.Store, key: str) -> Any:
        seen.add(threading.get_ident())
        return read(self, key)

    monkeypatch.setattr(answers_disk.Store, "read", noting)
    cache = AnswerCache(tmp_path / "answers")
    await asyncio.gather(*(cache.get(str(n)) for n in range(20)))
    await cache.close()
    assert len(seen) == 1
    assert threading.get_ident() not in seen


async def test_what_is_no_json_or_very_large_is_not_kept(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "answers")
    for value in ({1, 2}, Bomb(tmp_path / "boom"), "x" * 300_000, b"x"):
        await cache.put("key", value)
        assert await cache.get("key") is None
    assert cache.problem == ""
    await cache.close()


async def test_old_answers_are_not_given(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "answers", days=0)
    await cache.put("key", 1)
    assert await cache.get("key") is None
    await cache.close()


def _plant(file: Path, row: dict[str, Any]) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        names = ", ".join(f"{name} = ?" for name in row)
        connection.execute(f"UPDATE Cache SET {names}", tuple(row.values()))
        connection.commit()


@pytest.mark.parametrize("where", ["in the row", "in a file"])
async def test_a_planted_pickle_is_not_run(tmp_path: Path, where: str) -> None:
    folder, boom = tmp_path / "answers", tmp_path / "boom"
    cache = AnswerCache(folder)
    await cache.put("key", 1)
    await cache.close()
    pickled = pickle.dumps(Bomb(boom))
    if where == "in the row":
        _plant(folder / "cache.db", {"mode": 4, "value": pickled})
    else:
        (folder / "planted.val").write_bytes(pickled)
        _plant(folder / "cache.db", {"mode": 4, "filename": "planted.val", "value": None})
    cache = AnswerCache(folder)
    assert await cache.get("key") is None
    assert not boom.exists()
    assert "damaged" in cache.problem
    await cache.put("key", 2)
    assert await cache.get("key") == 2
    await cache.close()


async def test_a_planted_path_neither_reads_nor_removes_a_file(tmp_path: Path) -> None:
    folder, mine = tmp_path / "answers", tmp_path / "mine.md"
    mine.write_bytes(zlib.compress(b'"secret"'))
    cache = AnswerCache(folder)
    await cache.put("key", 1)
    await cache.close()
    _plant(folder / "cache.db", {"mode": 2, "filename": "../mine.md", "value": None})
    cache = AnswerCache(folder)
    assert await cache.clear()
    assert mine.exists()
    await cache.put("key", 1)
    await cache.close()
    _plant(folder / "cache.db", {"mode": 2, "filename": "../mine.md", "value": None})
    cache = AnswerCache(folder)
    assert await cache.get("key") is None
    assert mine.exists()
    await cache.close()


async def test_a_planted_bomb_of_zeros_is_not_unpacked(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    cache = AnswerCache(folder)
    await cache.put("key", 1)
    await cache.close()
    _plant(folder / "cache.db", {"value": zlib.compress(b" " * 50_000_000, 9)})
    cache = AnswerCache(folder)
    assert await cache.get("key") is None
    await cache.close()


def _garbage(folder: Path) -> None:
    folder.mkdir()
    (folder / "cache.db").write_bytes(bytes(range(256)) * 40)


def _bit_flips(folder: Path) -> None:
    data = bytearray((folder / "cache.db").read_bytes())
    data[100:3000] = b"\xff" * 2900
    (folder / "cache.db").write_bytes(bytes(data))


def _truncated(folder: Path) -> None:
    data = (folder / "cache.db").read_bytes()
    (folder / "cache.db").write_bytes(data[: len(data) // 2])


def _other_tables(folder: Path) -> None:
    folder.mkdir()
    with contextlib.closing(sqlite3.connect(folder / "cache.db")) as connection:
        connection.execute("CREATE TABLE Cache (mine INTEGER)")
        connection.execute("CREATE TABLE Settings (key TEXT NOT NULL UNIQUE, value)")
        connection.execute("INSERT INTO Settings VALUES ('disk_nonsense', 1)")
        connection.commit()


def _a_file(folder: Path) -> None:
    folder.write_bytes(b"kept")


def _a_folder_inside(folder: Path) -> None:
    (folder / "cache.db").mkdir(parents=True)


@pytest.mark.parametrize(
    ("damage", "filled"),
    [
        (_garbage, False),
        (_bit_flips, True),
        (_truncated, True),
        (_other_tables, False),
        (_a_file, False),
        (_a_folder_inside, False),
    ],
)
async def test_damage_is_put_aside_or_done_without(
    tmp_path: Path, damage: Callable[[Path], None], filled: bool
) -> None:
    folder = tmp_path / "answers"
    if filled:
        cache = AnswerCache(folder)
        for n in range(30):
            await cache.put(str(n), "x" * 1000)
        await cache.close()
    damage(folder)
    cache = AnswerCache(folder)
    for n in range(30):
        await cache.get(str(n))
    for n in range(3):
        await cache.put(f"new {n}", n)
        assert await cache.get(f"new {n}") in (n, None)
    assert await cache.clear()
    assert _aside(folder) == []
    await cache.put("after", 1)
    assert await cache.get("after") == 1
    await cache.close()


_NOT_OURS = """
import asyncio, os, sys
from pathlib import Path
from suggest.answers import AnswerCache
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
async def main():
    cache = AnswerCache(Path(sys.argv[1]))
    await cache.put("key", 1)
    print(await cache.get("key"))
    await cache.close()
asyncio.run(main())
"""


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    folder = tmp_path / "closed" / "answers"
    folder.parent.mkdir(mode=0o555)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.name.startswith("pytest-"):
            parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", _NOT_OURS, str(folder)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "None\n", "")


async def test_the_size_stays_within_the_limit(tmp_path: Path) -> None:
    folder, limit = tmp_path / "answers", 6 * 2**20
    cache = AnswerCache(folder, limit)
    largest = 0
    for n in range(90):
        size = 200_000 if n % 3 == 0 else 40_000
        await cache.put(str(n), os.urandom(size // 2).hex())
        largest = max(largest, sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()))
    assert await cache.get("89") is not None
    assert await cache.get("0") is None
    assert limit * 0.5 < largest <= limit * 1.1
    await cache.close()


async def test_clearing_leaves_no_word_behind(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    cache, other = AnswerCache(folder), AnswerCache(folder)
    for n in range(20):
        await cache.put(str(n), _CANARY)
    packed = zlib.compress(b'"' + _CANARY.encode() + b'"', 1)
    assert await other.get("1") == _CANARY
    assert packed in _bytes_in(folder)
    assert await cache.clear()
    assert packed not in _bytes_in(folder)
    assert await cache.get("1") is None
    assert await other.get("1") is None
    await other.put("1", 2)
    assert await cache.get("1") == 2
    await cache.close()
    await other.close()


_WRITES = """
import asyncio, sys
from pathlib import Path
from suggest.answers import AnswerCache
async def main():
    cache = AnswerCache(Path(sys.argv[1]))
    for n in range(150):
        await cache.put(f"{sys.argv[2]} {n}", [n] * 50)
    print(sum([await cache.get(f"{sys.argv[2]} {n}") == [n] * 50 for n in range(150)]))
    assert not cache.problem, cache.problem
    await cache.close()
asyncio.run(main())
"""


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITES, str(tmp_path / "answers"), name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    for process in both:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert int(out) == 150
    assert _aside(tmp_path / "answers") == []


def test_importing_the_cache_does_not_import_the_library() -> None:
    code = "import sys, suggest.answers; sys.exit('diskcache' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


_WRITES_FOR_EVER = """
import asyncio, itertools, os, sys
from pathlib import Path
from suggest.answers import AnswerCache
async def main():
    cache = AnswerCache(Path(sys.argv[1]), 6 * 2**20)
    assert not cache.problem
    for n in itertools.count():
        await cache.put(f"{n % 40}", os.urandom(40_000).hex())
        if n == 0:
            print("ready", flush=True)
asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
async def test_killing_a_writer_again_and_again_leaves_the_cache_sound(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    for wait in range(50):
        writer = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _WRITES_FOR_EVER, str(folder)),
            stdout=asyncio.subprocess.PIPE,
        )
        assert writer.stdout is not None
        assert await writer.stdout.readline() == b"ready\n"
        await asyncio.sleep(wait / 1000)  # where in its work it is killed
        writer.kill()
        await writer.communicate()
        cache = AnswerCache(folder, 6 * 2**20)
        assert len(str(await cache.get("0"))) == 80_000
        assert cache.problem == ""
        await cache.close()
        assert len(_bytes_in(folder)) <= 6.6 * 2**20
    assert _aside(folder) == []
