"""The wheel, installed outside the checkout: all resources are there, `stet` checks and paints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = "We need this in order to win.\n\nDue to the fact that it rained, we stayed.\n"
WINDOW = """
import json
import app, suggest, ui
from app.compose import build
from app.paths import find_paths, resources_dir
from app.start import make_application
from PySide6.QtGui import QFontDatabase

application = make_application()
paths = find_paths()
paths.prepare()
parts = build(application, paths, resources_dir())
parts.window.start([])
parts.window.show()
application.processEvents()
image = parts.window.grab().toImage()
points = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
print(json.dumps({
    "packages": [package.__file__ for package in (app, suggest, ui)],
    "resources": str(resources_dir()),
    "size": [image.width(), image.height()],
    "colours": len({image.pixel(x, y) for x, y in points}),
    "title": parts.window.windowTitle(),
    "families": QFontDatabase.families(),
}))
parts.close()
"""


class Installed:
    """The wheel and the folder that it was installed to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.target = folder / "installed"
        self.wheel = self._build()
        pip = ["-m", "pip", "install", "--no-deps", "--no-index", "--no-compile", "--quiet"]
        self.must([sys.executable, *pip, "--target", str(self.target), str(self.wheel)])
        names = [name for name in ("bin", "Scripts") if (self.target / name).is_dir()]
        self.command = next((self.target / names[0]).glob("stet*"))

    def _build(self) -> Path:
        build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(self.folder)]
        self.must([sys.executable, *build, str(ROOT)])
        return next(self.folder.glob("*.whl"))

    def must(self, command: list[str]) -> str:
        """Runs a command away from the checkout, its own packages first; gives its stdout."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(self.target),
                "PYTHONSAFEPATH": "1",
                "QT_QPA_PLATFORM": "offscreen",
                "STET_HOME": str(self.folder / "home"),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr or done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """One wheel for all tests here."""
    return Installed(tmp_path_factory.mktemp("wheel"))


def test_wheel_holds_every_resource_and_the_licences(installed: Installed) -> None:
    inside = set(zipfile.ZipFile(installed.wheel).namelist())
    resources = [path for path in (ROOT / "resources").rglob("[!.]*") if path.is_file()]
    assert any(path.suffix == ".woff2" for path in resources)
    assert {f"app/{path.relative_to(ROOT).as_posix()}" for path in resources} <= inside
    assert {name.split("/")[0] for name in inside if ".dist-info" not in name} == {
        "app", "suggest", "ui",
    }  # fmt: skip
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_wheel_describes_itself(installed: Installed) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(installed.wheel) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(wheel.read(name).decode("utf-8"))
    assert (metadata["Name"], metadata["Version"]) == ("stet-editor", project["version"])
    assert metadata["License-Expression"] == "Apache-2.0"
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra" not in line]
    assert len(needed) == len(project["dependencies"])
    assert project["version"] in installed.must([str(installed.command), "--version"])


def test_installed_stet_checks_with_its_own_lists(installed: Installed) -> None:
    draft = installed.folder / "draft.md"
    draft.write_text(TEXT, encoding="utf-8")
    command = [str(installed.command), "check", "--all", "--format", "jsonl", str(draft)]
    lines = [json.loads(line) for line in installed.must(command).splitlines()]
    assert all(TEXT[line["start"] : line["end"]] == line["original"] for line in lines)
    found = {line["original"].lower() for line in lines}
    assert {"in order to", "due to the fact that"} <= found


def test_installed_window_paints_with_its_own_fonts(installed: Installed) -> None:
    seen = json.loads(installed.must([sys.executable, "-c", WINDOW]))
    outside = [path for path in seen["packages"] if not path.startswith(str(installed.target))]
    assert not outside
    assert seen["resources"].startswith(str(installed.target))
    assert min(seen["size"]) >= 480
    assert seen["colours"] > 10
    assert "Stet" in seen["title"]
    assert {"iA Writer Quattro S", "Inter"} <= set(seen["families"])
