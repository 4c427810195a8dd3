from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.logs import UNEXPECTED, catch_unexpected, start_log, stop_log
from app.paths import HOME_VARIABLE, find_paths, resources_dir
from suggest import Kind

_CANARY = "the draft about purple otters"
_KEY = "sk-ant-api03-abcdefghijklmnop"
_SECRETS = (_CANARY, _KEY, "otters", "decade")  # not literals of a function that logs
_log = logging.getLogger("app.test")


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "app", "suggest", "ui")}
    raises = logging.raiseExceptions
    file = tmp_path / "logs" / "stet.log"
    handler = start_log(file)
    assert handler is not None
    yield file
    stop_log(handler)
    assert handler not in root.handlers
    logging.raiseExceptions = raises
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_a_plain_sentence_with_harmless_values_is_kept(log_file: Path) -> None:
    _log.warning("Took %s ms for %s, error %d, id %s", 1.5, Kind.TONE, 5, "0f3a77b2c1d04e5f")
    text = log_file.read_text()
    assert "Took 1.5 ms for TONE, error 5, id 0f3a77b2c1d04e5f" in text
    assert "WARNING app.test" in text


def test_neither_draft_nor_key_reaches_the_log(log_file: Path) -> None:
    other = logging.getLogger("httpx")
    for secret in _SECRETS:
        _log.error("Said %s", secret)
        _log.error(f"Said {secret}")
        _log.error(secret)
        _log.error("Said %(a)s", {"a": secret})
        _log.error("Said %r", [secret])
        _log.error("Said %s", ValueError(secret))
        _log.error("Said", stack_info=True, extra={"text": secret})
        other.error("Request %s", secret)
        other.error("plain " + secret)
        try:
            try:
                raise ValueError(secret)
            except ValueError as error:
                raise OSError(5, secret, secret) from error
        except OSError:
            _log.exception("Failed")
            other.exception("Failed")
    text = log_file.read_text()
    for secret in _SECRETS:
        assert secret not in text
    assert "ValueError" in text
    assert "OSError 5" in text
    assert "test_logs.py" in text


def test_the_log_is_private_and_rotates(log_file: Path) -> None:
    for _ in range(9_000):
        _log.warning("A sentence of some length, so that the file becomes long enough to rotate")
    files = sorted(log_file.parent.iterdir())
    assert len(files) in (2, 3)
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)
    assert all(path.stat().st_size <= 500_000 for path in files)
    assert log_file.parent.stat().st_mode & 0o777 == 0o700


def test_a_place_that_cannot_be_written_gives_no_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert start_log(tmp_path / "file" / "logs" / "stet.log") is None


def test_an_unexpected_error_is_told_in_one_sentence(
    log_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))
    told: list[str] = []
    catch_unexpected(told.append)
    error = ValueError(_CANARY)
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=lambda: os.environ["STET_NO_SUCH"])
    thread.start()
    thread.join()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == [UNEXPECTED, UNEXPECTED]
    assert capsys.readouterr().err == ""
    text = log_file.read_text()
    assert "ValueError" in text
    assert "KeyError" in text
    assert _CANARY not in text


def test_stet_home_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    paths = find_paths()
    paths.prepare()
    names = sorted(path.name for path in (tmp_path / "home").iterdir())
    assert names == ["cache", "config", "data", "state"]
    for path in (paths.config, paths.data, paths.state, paths.cache):
        assert path.stat().st_mode & 0o777 == 0o700
    assert paths.settings_file == tmp_path / "home" / "config" / "settings.toml"
    assert paths.session_file == tmp_path / "home" / "state" / "session.json"
    assert paths.log_file == tmp_path / "home" / "state" / "logs" / "stet.log"


def test_without_it_the_platform_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert find_paths().state == tmp_path / "stet"
    assert find_paths().state.name == "stet" or sys.platform != "linux"


def test_resources_are_found() -> None:
    assert (resources_dir() / "fonts").is_dir()
