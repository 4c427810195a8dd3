"""`stet eval` as it is called: reports, files, cache, and refusals with exit code 2."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from app.commands import evals
from suggest.errors import StetError
from suggest.values import Dialect
from tests.fakes.evals import TableReader, edit, lines, revision, written

HOME = "He go home and stay their."
EDITED = revision(
    1, HOME, edit(HOME, "go", "goes"), edit(HOME, "their", "there"), commit_kind="fix"
)
CALM = revision(2, "They go on, as they should.", commit_kind="other")
Stet = Callable[..., int]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> TableReader:
    """What every run reads with."""
    reader = TableReader({"go": ("goes", 0.9), "stay": ("stays", 0.4)})

    def make(resources: Path, dialect: Dialect, dismissals: None) -> TableReader:
        return reader

    monkeypatch.setattr("app.stations.make_checker", make)
    return reader


@pytest.fixture
def stet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: TableReader) -> Stet:
    """Runs `stet eval`; returns the exit code as the tree of commands does."""
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    app = typer.Typer(pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    evals.add_to(app)
    command = typer.main.get_command(app)

    def run(*words: str) -> int:
        try:
            result = command.main(["eval", *words], prog_name="stet", standalone_mode=False)
        except typer.TyperException as error:
            typer.echo(error.format_message(), err=True)
            return 2
        except StetError as error:
            typer.echo(f"stet: {error}", err=True)
            return 2
        return result if isinstance(result, int) else 0

    return run


def test_a_run_prints_tables_and_writes_json_and_page(
    stet: Stet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(written(tmp_path / "trips.jsonl", EDITED, CALM))
    assert stet("run", "--set", name, "--out", "report") == 0
    told = capsys.readouterr()
    assert re.search(r"Agreed share +0\.500", told.out)
    assert re.search(r"words/go +2 +0\.500", told.out)
    assert "report.html" in told.err
    data = json.loads((tmp_path / "report" / "run.json").read_text("utf-8"))
    figures = {figure["name"]: figure for figure in data["sets"][0]["figures"]}
    assert figures["Recall, exact"]["value"] == 0.5
    assert data["choice"] == {"bar": "shipped"}
    assert "<svg" in (tmp_path / "report" / "report.html").read_text("utf-8")
    marks = (tmp_path / "report" / "marks-trips.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in marks] == ["agreed", "missed", "alarm"]


def test_bar_class_kind_and_limit_choose_what_counts(stet: Stet, tmp_path: Path) -> None:
    name = str(written(tmp_path / "trips.jsonl", EDITED, CALM))

    def counts(*words: str) -> dict[str, int]:
        assert stet("run", "--set", name, "--out", "r", *words) == 0
        data = json.loads((tmp_path / "r" / "run.json").read_text("utf-8"))
        counts: dict[str, int] = data["sets"][0]["counts"]
        return counts

    assert counts("--bar", "0.4")["marks shown"] == 3
    assert counts("--kind", "fix")["texts"] == 1
    assert counts("--limit", "1")["marks shown"] == 1
    assert counts("--class", "clarity,tone")["marks shown"] == 0
    assert counts("--source", "notes")["texts"] == 2


def test_what_picks_nothing_is_told_with_what_there_is(
    stet: Stet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edits = str(written(tmp_path / "trips.jsonl", EDITED, CALM))
    clean = str(written(tmp_path / "calm.jsonl", {"id": 1, "text": "All go well."}))
    for words, told in (
        ((edits, "--kind", "zz"), "--kind takes some of: fix, other."),
        ((edits, clean, "--kind", "fix,zz"), "--kind takes some of: fix, other."),
        ((clean, "--kind", "fix"), "--kind has nothing to pick from"),
        ((edits, "--source", "zz"), "--source takes some of: notes."),
    ):
        assert stet("run", *words) == 2
        assert told in capsys.readouterr().err
    assert stet("run", edits, clean, "--kind", "fix") == 0
    other = str(written(tmp_path / "other.jsonl", {**EDITED, "commit_kind": "other"}))
    assert stet("run", edits, other, "--kind", "fix") == 2
    assert "No text of the set “other” is left" in capsys.readouterr().err


def test_answers_are_asked_once_for_any_choice(
    stet: Stet, tmp_path: Path, reader: TableReader
) -> None:
    first = str(written(tmp_path / "trips.jsonl", EDITED, CALM))
    second = str(written(tmp_path / "calm.jsonl", {"id": 1, "text": "All go well."}))
    assert stet("run", "--set", first, second) == 0
    assert stet("run", "--set", first, "--set", second, "--bar", "0.2") == 0
    assert reader.asked == [HOME, CALM["text"], "All go well."]
    written(tmp_path / "calm.jsonl", {"id": 1, "text": "All go badly."})
    assert stet("run", "--set", second) == 0
    assert reader.asked[3:] == ["All go badly."]


def test_sets_of_one_name_stay_apart(stet: Stet, tmp_path: Path) -> None:
    names: list[str] = []
    for folder, row in (("a", EDITED), ("b", CALM)):
        (tmp_path / folder).mkdir()
        names.append(str(written(tmp_path / folder / "trips.jsonl", row)))
    again = str(tmp_path / "a" / ".." / "a" / "trips.jsonl")
    assert stet("run", *names, again, "--out", "report") == 0
    data = json.loads((tmp_path / "report" / "run.json").read_text("utf-8"))
    assert [entry["name"] for entry in data["sets"]] == ["trips", "trips-2"]
    for name, texts in (("trips", {"t/1"}), ("trips-2", {"t/2"})):
        marks = (tmp_path / "report" / f"marks-{name}.jsonl").read_text("utf-8").splitlines()
        assert {json.loads(line)["id"] for line in marks} == texts


def test_a_folder_that_cannot_be_made_is_told_before_the_work(
    stet: Stet, tmp_path: Path, reader: TableReader
) -> None:
    name = str(written(tmp_path / "trips.jsonl", EDITED))
    assert stet("run", "--set", name, "--out", f"{name}/report") == 2
    assert reader.asked == []


def test_runs_are_compared_by_folder_and_by_name(
    stet: Stet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(written(tmp_path / "trips.jsonl", EDITED, CALM))
    assert stet("run", "--set", name, "--out", "before") == 0
    assert stet("run", "--set", name, "--bar", "0.2") == 0
    (kept,) = (tmp_path / "home" / "cache" / "evals" / "runs").iterdir()
    capsys.readouterr()
    assert stet("compare", "before", kept.name) == 0
    told = capsys.readouterr().out
    assert re.search(r"Agreed share +0\.500 +0\.333 +-0\.167", told)
    assert "different options" in told
    assert stet("compare", "before/run.json", "before") == 0


def test_shipped_sets_have_names_and_a_sealed_one_stays_whole(
    stet: Stet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stet("run", "--set", "posts_frozen") == 0
    (kept,) = (tmp_path / "home" / "cache" / "evals" / "runs").iterdir()
    assert sorted(path.name for path in kept.iterdir()) == ["report.html", "run.json"]
    assert stet("run", "--set", "posts_frozen", "--limit", "3") == 2
    assert "run as a whole" in capsys.readouterr().err
    assert stet("run", "--set", "posts_open", "--limit", "3") == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["run", "--set", "nothing"], "There is no shipped set “nothing”. Shipped: posts_"),
        (["run", "--set", "none.jsonl"], "“none.jsonl” is not there"),
        (["run", "--set", "bad.jsonl"], "Line 2 of the set “bad” cannot be used: it is not JSON"),
        (["run", "--set", "empty.jsonl"], "“empty” holds no texts"),
        (["run", "--set", "good.jsonl", "--kind", "edit"], "--kind takes some of: fix."),
        (["run", "--set", "good.jsonl", "--class", "style"], "--class takes some of: correctness"),
        (["run", "--set", "good.jsonl", "--engine", "other"], "offline"),
        (["run", "--set", "good.jsonl", "--bar", "2"], "--bar"),
        (["run", "--set", "good.jsonl", "--limit", "0"], "--limit"),
        (["run", "--set", "good.jsonl", "--out", "good.jsonl"], "could not be written"),
        (["compare", "good.jsonl", "good.jsonl"], "is not a run of stet eval"),
        (["compare", "nowhere", "good.jsonl"], "There is no run “nowhere”"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(
    stet: Stet, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    written(tmp_path / "good.jsonl", EDITED)
    (tmp_path / "bad.jsonl").write_bytes(lines(EDITED) + b"{\n")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    assert stet(*words) == 2
    told = capsys.readouterr().err
    assert why in told
    assert "Traceback" not in told


def test_a_pipe_nobody_reads_loses_no_report(
    stet: Stet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    name = str(written(tmp_path / "trips.jsonl", EDITED))
    monkeypatch.setattr("sys.stdout", Closed())
    with pytest.raises(BrokenPipeError):
        stet("run", "--set", name, "--out", "report")
    assert (tmp_path / "report" / "run.json").is_file()
