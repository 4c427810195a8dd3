"""Paragraphs of English prose from unpacked documentation packages, for the tagger."""

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SPACE = re.compile(r"\s+")
_WORDS = re.compile(r"[A-Za-z][a-z']*|§")
_SMALL_TEXT = """
the of and to in is that for it on with as are this be by an or from at you can not
"""
_SMALL = frozenset(_SMALL_TEXT.split())
_CODE = frozenset({"code", "tt", "kbd", "cmd", "samp", "input", "literal"})
_SKIPPED = frozenset({"script", "style", "pre", "table", "nav", "footer", "head"})
_INNER = frozenset({"p", "ul", "ol", "dl", "div", "list", "item", "blockquote", "li"})
_SHORTEST, _LONGEST, _FEWEST_WORDS = 40, 2500, 7
_MOST_BYTES = 4_000_000
_SHARES = {"linux-doc": 0.3, "postgresql-doc": 0.7, "python-scipy-doc": 0.6, "sqlite3-doc": 0.8}
"""Packages of which only a part is taken, so that one project's style does not rule."""


def paragraphs(folder: Path) -> list[str]:
    """Paragraphs under a folder of unpacked packages, each once; half of the code hidden as §."""
    chance = random.Random(1)
    seen: set[bytes] = set()
    found: list[str] = []
    for path in sorted(folder.rglob("*")):
        share = next((s for name, s in _SHARES.items() if name in str(path)), 1.0)
        for text in _of_file(path):
            mark = hashlib.md5(re.sub(r"[\W§]+", "", text)[:160].lower().encode()).digest()
            if mark not in seen and chance.random() < share:
                seen.add(mark)
                found.append(text)
    chance.shuffle(found)
    return found


def _of_file(path: Path) -> Iterator[str]:
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return
    chance = random.Random(path.name)
    if path.suffix in (".html", ".htm"):
        yield from _of_tree(path, ("p", "li", "dd", "blockquote", "div"), chance)
    elif path.suffix in (".page", ".xml") and "C" in path.parts:
        yield from _of_tree(path, ("p", "para"), chance)
    elif path.suffix == ".pod":
        yield from _of_pod(path.read_text("utf-8", "replace"))


def _of_tree(path: Path, names: tuple[str, ...], chance: random.Random) -> Iterator[str]:
    from lxml import etree, html  # type: ignore[import-untyped,unused-ignore]

    page = path.suffix in (".html", ".htm")
    try:
        raw = path.read_bytes()
        parser = html.HTMLParser(encoding="utf-8")
        tree = html.fromstring(raw, parser=parser) if page else etree.fromstring(raw)
    except (etree.LxmlError, ValueError):
        return
    for element in tree.iter():
        name = _name(element)
        if name not in names or (name == "div" and element.get("class") != "para"):
            continue
        text = _SPACE.sub(" ", "".join(_texts(element, chance, True))).strip()
        if _is_prose(text):
            yield text


def _texts(element: Any, chance: random.Random, top: bool = False) -> Iterator[str]:
    name = _name(element)
    if name in _CODE:
        inner = "".join(element.itertext())
        yield "§" if inner.strip() and chance.random() < 0.5 else inner
    elif name and name not in _SKIPPED and (top or name not in _INNER):
        yield element.text or ""
        for child in element:
            yield from _texts(child, chance)
    if not top:
        yield element.tail or ""


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _of_pod(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text):
        if not block or block[0] in " \t=":
            continue
        plain = re.sub(r"L<(?:([^|<>]*)\|)?[^<>]*>", lambda link: link[1] or "§", block)
        plain = re.sub(r"[CFX]<<*\s*.*?\s*>>*", "§", plain)
        plain = re.sub(r"[BIS]<([^<>]*)>", r"\1", plain)
        plain = _SPACE.sub(" ", re.sub(r"E<\w+>|[A-Z]<.*?>", "§", plain)).strip()
        if _is_prose(plain):
            yield plain


def _is_prose(text: str) -> bool:
    """English sentences, mostly words, with an end."""
    words = _WORDS.findall(text)
    if not _SHORTEST <= len(text) <= _LONGEST or len(words) < _FEWEST_WORDS:
        return False
    small = sum(word.lower() in _SMALL for word in words) / len(words)
    letters = sum(map(len, words)) / len(text.replace(" ", ""))
    return small >= 0.16 and letters >= 0.8 and text[-1] in '.?!:)”"’'
