"""Writes the two lock files from pyproject.toml: `python scripts/lock.py [--upgrade]`.

Needs `uv` (any installed copy; it is not part of the locked environments). Pins are kept as they
are unless `--upgrade` is given. A result that names a registry or a local file is refused.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
HEADER = (
    "# Made by scripts/lock.py from pyproject.toml; do not edit.\n"
    "# Python 3.11 to 3.13 on Linux, macOS and Windows.\n"
)
COMMON = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


def compile_lock(target: Path, *extra: str) -> None:
    """Writes one lock file; raises CalledProcessError when uv finds no solution."""
    command = [*uv(), "pip", "compile", "pyproject.toml", *COMMON, *extra, "-o", str(target)]
    old = target.read_text(encoding="utf-8") if target.exists() else ""
    try:
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        pins = target.read_text(encoding="utf-8")
        for line in pins.splitlines():
            if "://" in line or " @ " in line or line.startswith("-"):
                raise SystemExit(f"{target.name}: refused, the line names a place: {line.strip()}")
    except BaseException:  # whatever ended it goes on; the older lock stays
        target.write_text(old, encoding="utf-8")
        raise
    target.write_text(HEADER + pins, encoding="utf-8")


def uv() -> list[str]:
    """The command that runs uv: the module of this interpreter, or the one on PATH."""
    probe = [sys.executable, "-m", "uv"]
    found = subprocess.run([*probe, "--version"], capture_output=True, check=False)
    return probe if found.returncode == 0 else ["uv"]


def main(arguments: list[str]) -> int:
    """Writes both files, the development one around the same run-time pins."""
    upgrade = ["--upgrade"] if "--upgrade" in arguments else []
    try:
        compile_lock(RUNTIME, *upgrade)
        compile_lock(DEVELOPMENT, "--extra=dev", f"--constraints={RUNTIME}", *upgrade)
    except FileNotFoundError:
        print("uv is missing: install it with `pip install uv`, then run this again.")
        return 2
    except subprocess.CalledProcessError as error:
        print(f"uv could not resolve the requirements (exit {error.returncode}).")
        return 1
    print(f"Wrote {RUNTIME.name} and {DEVELOPMENT.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
