"""What a first contact that failed means, in words that help to mend the address."""

from __future__ import annotations

from collections.abc import Sequence

from app.remote_settings import SERVICES, ModelChoice
from suggest.errors import StetError, Unreachable

_PLAIN = " If the server speaks plain http, begin the address with http://."


def why_not(error: StetError, choice: ModelChoice) -> str:
    """A sentence or two about an error of a server that the writer is setting up."""
    if not isinstance(error, Unreachable):
        return str(error)
    host, url = choice.host, choice.url
    if error.sent:
        return f"{host} broke the connection. Check the address and its port."
    if not url.local:
        return f"No connection to {host}. Check the address and the network."
    said = f"Nothing answers at {host}. Start the server, or check the address and its port."
    return said + _PLAIN if url.text.startswith("https:") else said


def where_a_key_goes(choice: ModelChoice, problems: Sequence[str]) -> str:
    """How a command gets a key for a server; `problems` are those with keys of the environment."""
    own = next((problem for problem in problems if f" {choice.host} " in problem), "")
    if own:
        return own
    service = SERVICES[choice.engine]
    names = service.key_variable
    if choice.url.text != service.base_url:
        names = f"{service.url_variable} and {names}"
    return f"Give it one in the settings of the window, or set {names}."
