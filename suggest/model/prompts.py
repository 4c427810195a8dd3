"""Prompts as files: a strict head, a fixed system part and a user part with `$name` variables.

    ---
    id: propose
    version: 1
    purpose: push
    variables: boundary, material
    output: edits
    ---
    # System
    ...
    # User
    ...

The system part has no variables, so it is the same in every request and can be cached. A file whose
variables are not the named ones, or that has an unknown head, fails when it is loaded.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

from suggest.errors import BadResource
from suggest.model.schemas import SCHEMAS
from suggest.providers.base import Purpose

_HEAD = ("id", "version", "purpose", "variables", "output")
_FILE = re.compile(
    r"\A---\n(?P<head>.*?)\n---\n+# System\n(?P<system>.*?)\n# User\n(?P<user>.*)\Z", re.DOTALL
)
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of a prompt; `name` ("propose@1") stands in proposals, cache keys and the log."""

    id: str
    version: int
    purpose: Purpose
    variables: frozenset[str]
    output: str
    system: str
    user: str

    @property
    def name(self) -> str:
        """id@version."""
        return f"{self.id}@{self.version}"

    def render(self, values: dict[str, str]) -> str:
        """The user part with its variables filled in. Raises BadResource for other variables."""
        if values.keys() != self.variables:
            raise BadResource(f"The prompt {self.name} was given other variables than it names.")
        return Template(self.user).substitute(values)


class Prompts:
    """All prompts of a folder."""

    def __init__(self, prompts: Iterable[Prompt]) -> None:
        self._by_name: dict[str, Prompt] = {}
        for prompt in sorted(prompts, key=lambda one: one.version):
            if prompt.name in self._by_name:
                raise BadResource(f"The prompt {prompt.name} is there twice.")
            self._by_name[prompt.name] = prompt

    @property
    def names(self) -> tuple[str, ...]:
        """Every id@version, oldest version first."""
        return tuple(self._by_name)

    def get(self, name: str) -> Prompt:
        """The prompt "id@version", or the newest of "id". Raises BadResource."""
        if "@" in name:
            found = self._by_name.get(name)
        else:
            newest = [one for one in self._by_name.values() if one.id == name]
            found = newest[-1] if newest else None
        if found is None:
            known = ", ".join(self._by_name)
            raise BadResource(f"There is no prompt “{name}”. There are: {known}.")
        return found


def load_prompts(folder: Path) -> Prompts:
    """Reads every *.md file of the folder. Raises BadResource."""
    try:
        files = sorted(folder.glob("*.md"))
        return Prompts([read_prompt(path.read_text("utf-8"), path.name) for path in files])
    except (OSError, UnicodeDecodeError) as error:
        raise BadResource(f"The prompts cannot be read: {type(error).__name__}.") from error


def read_prompt(text: str, file: str) -> Prompt:
    """The prompt that a file holds. Raises BadResource."""
    parts = _FILE.match(text)
    if parts is None:
        raise BadResource(f"{file}: a prompt has a head, a “# System” and a “# User” part.")
    head = _head(parts["head"], file)
    try:
        prompt = Prompt(
            id=head["id"],
            version=int(head["version"]),
            purpose=Purpose(head["purpose"]),
            variables=frozenset(v.strip() for v in head["variables"].split(",") if v.strip()),
            output=head["output"],
            system=parts["system"].strip(),
            user=parts["user"].strip(),
        )
    except ValueError as error:
        raise BadResource(f"{file}: the version or the purpose is not one: {error}.") from error
    _check(prompt, file)
    return prompt


def _head(text: str, file: str) -> dict[str, str]:
    rows = [line.partition(":") for line in text.splitlines() if line.strip()]
    head = {name.strip(): value.strip() for name, _, value in rows}
    if sorted(head) != sorted(_HEAD) or len(rows) != len(_HEAD):
        raise BadResource(f"{file}: the head of a prompt names {', '.join(_HEAD)}, each once.")
    return head


def _check(prompt: Prompt, file: str) -> None:
    template = Template(prompt.user)
    if not _NAME.fullmatch(prompt.id) or prompt.version < 1:
        raise BadResource(f"{file}: the id is a plain word, the version a number from 1.")
    if prompt.output not in SCHEMAS:
        raise BadResource(f"{file}: there is no form of answer “{prompt.output}”.")
    if not template.is_valid() or set(template.get_identifiers()) != prompt.variables:
        raise BadResource(f"{file}: its variables are not the ones its head names.")
    if "$" in prompt.system:
        raise BadResource(f"{file}: the system part is fixed; it has no “$”.")
    if not prompt.system or not prompt.user:
        raise BadResource(f"{file}: a part of the prompt is empty.")
