"""The words of the interface: tone, length, and that there are none elsewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ui import dialog_strings, engine_strings, insight_strings, strings

BUTTONS = (
    "ACCEPT",
    "EDIT_FIRST",
    "NOT_NOW",
    "CHECKED",
    "EDIT",
    "USE_EDIT",
    "CANCEL_EDIT",
    "SHOW_ANYWAY",
    "REPLACE_ONE",
    "REPLACE_ALL",
    "UNDO",
    "TURN_ON",
    "TURN_OFF",
    "SAVE",
    "SAVE_AS",
    "DISCARD",
    "CANCEL",
    "OPEN_ANYWAY",
    "COMPARE",
    "KEEP_MINE",
    "TAKE_THEIRS",
    "RECOVER",
    "RECOVERY_DISCARD",
    "USE_UTF8",
    "CLOSE",
    "DONE",
    "REPLACE_FILE",
    "OPEN_A_DRAFT",
    "DICTIONARY_ADD",
    "DICTIONARY_REMOVE",
    "EXPORT_CHOOSE",
    "EXPORT_RUN",
    "REPORT_SEND",
    "GOOD",
    "REPORT",
    "AS_TABLE",
    "AS_PLOT",
    "COPY_TABLE",
    "COPIED",
    "LEARNED_REDO",
    "LEARNED_RESET",
    "ENGINE_SETTINGS",
    "SENT_MENU",
    "ASK_NOW",
    "LIST_MODELS",
    "KEEP_KEY",
    "REMOVE_KEY",
    "TEST",
    "START_ANEW",
    "OPEN_PRICES",
    "ASK_AGAIN",
    "USE_IT",
    "STAY_OFFLINE",
    "DECIDE",
    "COPY_SENT",
    "LOG_GOOD",
    "LOG_BAD",
    "LOG_CASE",
    "LOG_ASSERT",
    "LOG_MORE",
)
UI = Path(strings.__file__).parent


def texts(value: object) -> Iterator[str]:
    """Every string in a value of the module."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


def words_of(module: ModuleType) -> dict[str, list[str]]:
    """The strings of a module by the name they stand under."""
    return {
        name: list(texts(value))
        for name, value in vars(module).items()
        if name.isupper() and not name.startswith("_")
    }


MODULES = (strings, dialog_strings, engine_strings, insight_strings)
ALL = {name: found for module in MODULES for name, found in words_of(module).items()}


def test_there_are_strings_and_no_name_stands_twice() -> None:
    assert len(ALL) > 150
    assert len(ALL) == sum(len(words_of(module)) for module in MODULES)


@pytest.mark.parametrize("name", ALL)
def test_tone(name: str) -> None:
    for text in ALL[name]:
        assert text == text.strip(), text
        assert text, name
        assert "!" not in text
        assert "..." not in text, "one ellipsis character"
        assert not re.search(r"\b(AI|magic|smart|oops|please|sorry)\b", text, re.IGNORECASE), text
        assert not re.search(r"\b(we|our|us)\b", text, re.IGNORECASE), text
        assert '"' not in text
        assert "'" not in text


@pytest.mark.parametrize("name", BUTTONS)
def test_buttons_are_short(name: str) -> None:
    for text in ALL[name]:
        assert len(text) <= 18, text


@pytest.mark.parametrize("name", [name for name in ALL if name.startswith("WHY_")])
def test_reasons_are_one_short_sentence(name: str) -> None:
    for text in ALL[name]:
        assert len(text.split()) <= 12, text
        assert text.endswith("."), text


def test_sentence_case() -> None:
    servers = {"Claude", "Anthropic", "Ollama", "Open", "Studio"}
    names = servers | {
        "Stet",
        "English",
        "UTF-8",
        "Enter",
        "Esc",
        "Tab",
        "Ctrl",
        "Alt",
        "Markdown",
        "Apache",
    }
    for name, found in ALL.items():
        if name in {"ABOUT_PART_LINES", "CARD_KEYS", "ABOUT_VERSION", "DIALECT_NAMES"}:
            continue
        for text in found:
            for sentence in re.split(r"[.:?·]\s+|\n|[“”]", text):
                plain = re.sub(r"\(.*\)", "", sentence)
                for word in re.findall(r"\b[A-Z][a-z]+", plain)[1:]:
                    known = word in names or "Held back" in text or "Dismissals" in text
                    assert known or len(plain.split()) == 1, f"{name}: {text}"


def test_counts_agree_with_their_noun() -> None:
    assert strings.count(strings.WORD_COUNT, 1) == "1 word"
    assert strings.count(strings.MARK_COUNT, 0) == "0 marks"
    assert strings.count(strings.WORD_COUNT, 12345) == "12,345 words"


def test_every_string_is_used() -> None:
    text = "\n".join(
        file.read_text("utf-8") for file in sorted(UI.rglob("*.py")) if "strings" not in file.name
    )
    used = set(re.findall(r"(?:strings|words)\.([A-Z][A-Z0-9_]*)", text))
    assert sorted(ALL.keys() - used) == []


def test_no_words_are_shown_from_elsewhere() -> None:
    """A sentence in a call is a string that belongs into the modules of strings."""
    found = []
    for file in sorted(UI.rglob("*.py")):
        if "strings" in file.name:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            parts = node.args if isinstance(node, ast.Call) else []
            found += [
                f"{file.name}:{part.lineno} {part.value}"
                for part in parts
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
                if re.fullmatch(r"[A-Z][a-z]+( [a-z]+)+[.…]?", part.value)
            ]
    assert [one for one in found if not one.startswith("editor.py")] == []
