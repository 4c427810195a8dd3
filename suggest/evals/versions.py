"""Names the exact engine behind a run: code, lists, rules, tables and libraries (file input)."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import suggest

LIBRARIES = (
    "harper-py",
    "py3langid",
    "pyahocorasick",
    "rapidfuzz",
    "regex",
    "sentencex",
    "tree-sitter",
    "tree-sitter-markdown",
)
_NOT_READ = frozenset({"evals", "fonts", "icons", "prompts", "schemas"})
"""Folders of resources that shape no answer of the offline engine; any other may."""


def engine_version(resources: Path, more_code: Iterable[Path] = ()) -> str:
    """A short hash that changes when any answer of the offline engine may change.

    The scoring code is left out: it reads answers and makes none.
    """
    code = Path(suggest.__file__).parent
    evals = code / "evals"
    files = [p for p in code.rglob("*.py") if evals not in p.parents]
    for path in resources.rglob("*"):
        if path.is_file() and path.relative_to(resources).parts[0] not in _NOT_READ:
            files.append(path)
    digest = hashlib.sha256()
    for root, path in _named(files, code, resources):
        _add(digest, root, path)
    for path in more_code:
        _add(digest, path.name, path)
    for library in LIBRARIES:
        digest.update(f"{library} {library_version(library)}\n".encode())
    return digest.hexdigest()[:12]


def library_version(name: str) -> str:
    """The installed version, or "none"."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _named(files: list[Path], code: Path, resources: Path) -> list[tuple[str, Path]]:
    """Files with names that do not depend on where Stet is installed."""
    return sorted(
        (path.relative_to(code if code in path.parents else resources).as_posix(), path)
        for path in files
    )


def _add(digest: "hashlib._Hash", name: str, path: Path) -> None:
    data = path.read_bytes() if path.is_file() else b"absent"
    digest.update(f"{name} {len(data)}\n".encode())
    digest.update(data)
