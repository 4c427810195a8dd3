from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.kept import Format, KeptFile, names_of, replaced, spec_of
from app.model_flags import ModelFlags, with_flags
from app.preferences import KeptPreferences
from app.remote_settings import EngineName
from app.session import MOST_RECENT, Session, session_file
from app.settings import THEME_NAMES, Settings, load_settings, settings_file
from app.writer import Writer
from suggest import Dialect, Kind
from ui.preferences import Preferences
from ui.theme import THEMES

_FILES: dict[str, Callable[[Path], KeptFile[Any]]] = {
    "settings": settings_file,
    "session": session_file,
}
_FUTURE = {"settings": b'version = 99\ntheme = "dark"\n', "session": b'{"version": 99}'}
_WRONG = {"settings": b"column = true\n", "session": b'{"recent": "no list"}'}
_NOWHERE = "https://unreadable.invalid"
_DAMAGE = (
    "empty",
    "truncated",
    "random",
    "list",
    "wrong type",
    "future",
    "version",
    "folder",
    "big",
)


def _damage(path: Path, which: str, name: str) -> None:
    plain = {"settings": b'theme = "dark"\ncolumn = 70\n', "session": b'{"last_file": "/a"}'}[name]
    contents = {
        "empty": b"",
        "truncated": plain[:-3],
        "random": bytes(range(255, 0, -3)),
        "list": b"[1, 2]",
        "wrong type": _WRONG[name],
        "future": _FUTURE[name],
        "version": plain.replace(b"column = 70", b'version = "x"').replace(
            b"last_file", b"version"
        ),
        "big": plain + b" " * 2_000_000,
    }
    if which == "folder":
        path.mkdir()
        (path / "inside").write_bytes(b"kept")
    else:
        path.write_bytes(contents[which])


@pytest.mark.parametrize("name", _FILES)
@pytest.mark.parametrize("which", _DAMAGE)
def test_a_damaged_file_never_blocks_and_is_kept_aside(
    tmp_path: Path, name: str, which: str
) -> None:
    path = tmp_path / f"{name}.file"
    _damage(path, which, name)
    fine = which == "empty" and name == "settings"  # an empty TOML file is a valid one
    loaded = _FILES[name](path).load()
    assert bool(loaded.messages) != fine
    aside = list(tmp_path.glob("*.broken-*"))
    assert len(aside) == (0 if fine else 1)
    if which == "folder":
        assert (aside[0] / "inside").read_bytes() == b"kept"
    _FILES[name](path).change(**({"column": 70} if name == "settings" else {"last_file": "/b"}))
    again = _FILES[name](path).load()
    assert again.messages == ()
    assert again.values != type(again.values)()


def test_one_bad_value_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "dark"\ncolumn = 7\ndelay_ms = "x"\nmine = [1]\nversion = 1\n')
    loaded = load_settings(path)
    assert loaded.values == Settings(theme="dark")
    assert "column" in loaded.messages[0]
    assert "60 to 80" in loaded.messages[0]
    assert tomllib.loads(path.read_text()) == {"theme": "dark", "mine": [1], "version": 1}


def test_entries_it_does_not_know_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('later = "x"\n[table]\na = 1\n')
    settings_file(path).change(column=70)
    stored = tomllib.loads(path.read_text())
    assert stored == {"later": "x", "table": {"a": 1}, "column": 70, "version": 1}
    assert load_settings(path).messages == ()


def test_two_instances_do_not_undo_each_other(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    one, two = settings_file(path), settings_file(path)
    one.load()
    two.load()
    one.change(theme="dark")
    two.change(dialect=Dialect.UK)
    assert load_settings(path).values == Settings(theme="dark", dialect=Dialect.UK)


def test_every_field_survives_writing_and_has_a_description(tmp_path: Path) -> None:
    other: dict[str, Any] = {
        "theme": "contrast-dark",
        "reduce_motion": True,
        "prose_size": 20,
        "column": 72,
        "dialect": Dialect.IN,
        "suggestions_on": False,
        "delay_ms": 1200,
        "eagerness": 0.25,
        "classes": frozenset({Kind.CLARITY}),
        "engine": "openai",
        "anthropic_model": "large-1",
        "openai_model": "small-2",
        "anthropic_base_url": "https://proxy.example/anthropic",
        "openai_base_url": "http://127.0.0.1:11434/v1",
        "grade_engine": "anthropic",
        "grade_model": "judge-3",
        "grade_base_url": "http://127.0.0.1:8081/v1",
        "cap_day_tokens": 200_000,
        "cap_month_tokens": 3_000_000,
        "cap_day_money": 0.5,
        "cap_month_money": 9.0,
        "remote_consent": ("127.0.0.1:11434",),
        "keep_text": False,
        "text_days": 30,
        "learning_on": False,
    }
    assert set(other) == set(names_of(Settings))
    settings_file(tmp_path / "s.toml").change(**other)
    assert load_settings(tmp_path / "s.toml").values == Settings(**other)
    for cls in (Settings, Session):
        assert all(spec_of(cls, name).description.endswith(".") for name in names_of(cls))


def test_defaults_pass_their_own_checks() -> None:
    for values in (Settings(), Session()):
        for name in names_of(type(values)):
            assert replaced(values, **{name: getattr(values, name)}) == values


def _renamed(raw: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if name == old else name: value for name, value in raw.items()}


def test_an_older_version_is_migrated_step_by_step(tmp_path: Path) -> None:
    form = Format(
        json.loads,
        json.dumps,
        version=3,
        migrations=(
            lambda raw: _renamed(raw, "file", "last"),
            lambda raw: _renamed(raw, "last", "last_file"),
        ),
    )
    path = tmp_path / "a.json"
    path.write_text('{"version": 1, "file": "/a", "mine": 2}')
    file = KeptFile(path, Session, form, "The test file")
    assert file.load().values == Session(last_file="/a")
    file.change(panel_open=False)
    stored = json.loads(path.read_text())
    assert stored == {"last_file": "/a", "mine": 2, "panel_open": False, "version": 3}


def test_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    settings_file(path).change(column=70)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


_UNREADABLE = """
import os, sys
from pathlib import Path
from app.settings import load_settings
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
loaded = load_settings(Path(sys.argv[1]))
print(loaded.values.theme, loaded.messages[0])
"""


def test_an_unreadable_file_is_told_and_left(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "dark"')
    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith("pytest-"):
            folder.chmod(0o755)
    path.chmod(0)
    tmp_path.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", _UNREADABLE, str(path)], capture_output=True, text=True, check=False
    )
    tmp_path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("system The settings file could not be used in full")
    assert path.read_text() == 'theme = "dark"'


def test_a_path_below_a_file_gives_defaults(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    loaded = load_settings(tmp_path / "file" / "settings.toml")
    assert loaded.values == Settings()
    assert "cannot be read" in loaded.messages[0]


def test_reading_imports_no_qt_and_no_pydantic() -> None:
    code = (
        "import sys, app.kept, app.session; "
        "sys.exit(any(m.startswith(('PySide6', 'pydantic', 'tomli_w')) for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_theme_names_are_those_of_the_window() -> None:
    assert set(THEME_NAMES) == {"system", *THEMES}


def _preferences(folder: Path, writer: Writer) -> Preferences:
    return KeptPreferences(
        settings_file(folder / "settings.toml"), session_file(folder / "session.json"), writer
    )


def test_preferences_come_back_at_the_next_start(tmp_path: Path) -> None:
    writer = Writer()
    preferences = _preferences(tmp_path, writer)
    preferences.theme = "dark"
    preferences.eagerness = 0.75
    preferences.classes = frozenset({Kind.TONE})
    preferences.dialect = Dialect.AU
    preferences.geometry = b"\0\xff\x01"
    preferences.recent = tuple(Path(f"/drafts/{n}.md") for n in range(30))
    preferences.last_file = Path(os.fsdecode(b"/drafts/\xff.md"))
    preferences.first_run = False
    assert writer.stop()
    writer = Writer()
    later = _preferences(tmp_path, writer)
    assert (later.theme, later.eagerness, later.classes) == ("dark", 0.75, frozenset({Kind.TONE}))
    assert (later.dialect, later.geometry) == (Dialect.AU, b"\0\xff\x01")
    assert later.recent == tuple(Path(f"/drafts/{n}.md") for n in range(MOST_RECENT))
    assert later.last_file == Path(os.fsdecode(b"/drafts/\xff.md"))
    assert not later.first_run
    later.last_file = None
    assert later.last_file is None
    assert writer.stop()


def test_a_preference_out_of_range_is_ignored(tmp_path: Path) -> None:
    preferences = _preferences(tmp_path, Writer())
    preferences.column = 500
    preferences.theme = "pink"
    assert (preferences.column, preferences.theme) == (68, "system")


def test_a_full_disk_does_not_stop_a_preference(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    writer = Writer()
    preferences = _preferences(tmp_path / "file", writer)
    preferences.column = 70
    assert writer.stop()
    assert preferences.column == 70


@pytest.mark.parametrize(
    ("line", "words", "instead"),
    [
        ('openai_base_url = "http://example.org/v1"', "not on your own network", _NOWHERE),
        ('anthropic_base_url = "example"', "must begin with https://", _NOWHERE),
        ('grade_base_url = "example"', "must begin with https://", _NOWHERE),
        ('openai_model = "two\\nlines"', "the id of a model", None),
        ("cap_day_money = -1.0", "from 0.0", 0.0001),
        ("cap_month_money = true", "from 0.0", 0.0001),
        ("cap_day_tokens = 1.5", "whole number", 1),
        ("cap_month_tokens = -1", "whole number", 1),
        ('engine = "telepathy"', "must be one of offline", None),
        ("remote_consent = [1]", "list of texts", None),
    ],
)
def test_a_bad_value_for_models_is_told_in_words_and_lets_nothing_through(
    tmp_path: Path, line: str, words: str, instead: object
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'theme = "dark"\n{line}\n')
    loaded = load_settings(path)
    changed = {} if instead is None else {line.split(maxsplit=1)[0]: instead}
    assert loaded.values == replaced(Settings(theme="dark"), **changed)
    assert words in loaded.messages[0]
    assert instead is None or f"and is {instead} until you change it" in loaded.messages[0]
    assert load_settings(path).values == loaded.values, "at the next start too"


def test_what_the_command_line_chose_is_in_no_file(tmp_path: Path) -> None:
    settings_file(tmp_path / "settings.toml").change(engine="anthropic", anthropic_model="large-1")
    before = (tmp_path / "settings.toml").read_bytes()
    kept = load_settings(tmp_path / "settings.toml").values
    flags = ModelFlags(EngineName.OPENAI, "http://127.0.0.1:9/v1", "small-1")
    files = (settings_file(tmp_path / "settings.toml"), session_file(tmp_path / "session.json"))
    writer = Writer()
    preferences = KeptPreferences(*files, writer, with_flags(kept, flags, {}))
    assert (preferences.engine, preferences.openai_model) == ("openai", "small-1")
    preferences.settings.hold("remote_consent", ("127.0.0.1:9",))
    assert preferences.remote_consent == ("127.0.0.1:9",)
    preferences.engine = "offline"
    assert preferences.engine == "offline"
    assert writer.stop()
    assert (tmp_path / "settings.toml").read_bytes() == before
    writer = Writer()
    preferences = KeptPreferences(*files, writer, with_flags(kept, flags, {}))
    preferences.theme = "dark"
    assert writer.stop()
    later = load_settings(tmp_path / "settings.toml").values
    assert (later.theme, later.engine, later.anthropic_model) == ("dark", "anthropic", "large-1")
