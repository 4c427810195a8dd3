"""Our grammar rules in Weir, Harper's rule language: one file a rule, with metadata beside them."""

import io
import json
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from suggest.errors import BadResource
from suggest.values import Kind

_MANIFEST = {
    "author": "Stet",
    "version": "1.0.0",
    "description": "Grammar rules for posts",
    "license": "Apache-2.0",
}


@dataclass(frozen=True, slots=True)
class WeirRule:
    """What Harper does not keep for a rule."""

    id: str
    kind: Kind
    title: str
    reason: str
    certainty: str


@dataclass(frozen=True, slots=True)
class WeirPack:
    """The rules by the name Harper reports, and the pack to load."""

    rules: Mapping[str, WeirRule]
    data: bytes


def load_pack(folder: Path) -> WeirPack:
    """Reads `rules.toml` and the .weir files. Raises BadResource when they do not fit together."""
    try:
        table = tomllib.loads((folder / "rules.toml").read_text("utf-8"))
        sources = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.weir"))}
        rules = {str(row["file"]): _rule(row) for row in table["rule"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadResource(f"The grammar rules cannot be read: {error}") from error
    if set(rules) != set(sources):
        odd = ", ".join(sorted(set(rules) ^ set(sources)))
        raise BadResource(f"Grammar rules without file or without metadata: {odd}")
    return WeirPack(rules, pack(sources))


def pack(sources: Mapping[str, str]) -> bytes:
    """The zip that `Linter.load_weirpack` takes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(_MANIFEST))
        for name, source in sources.items():
            archive.writestr(f"{name}.weir", source)
    return buffer.getvalue()


def _rule(row: Mapping[str, str]) -> WeirRule:
    return WeirRule(
        str(row["id"]),
        Kind(row.get("class", "correctness")),
        str(row["title"]),
        str(row["reason"]),
        str(row["certainty"]),
    )
