"""The options of models for every command that may ask one, made from `app.model_flags`."""

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, get_type_hints

import typer

from app.model_flags import ModelFlags


def takes_models(command: Callable[..., int]) -> Callable[..., int]:
    """The command with these options beside its own; it gets them as one value, `flags`."""
    hints = get_type_hints(ModelFlags)
    options = [
        Parameter(
            one.name,
            Parameter.KEYWORD_ONLY,
            default=one.default,
            annotation=Annotated[hints[one.name], typer.Option(help=one.metadata["help"])],
        )
        for one in fields(ModelFlags)
    ]

    @wraps(command)
    def run(**given: Any) -> int:
        flags = ModelFlags(**{one.name: given.pop(one.name) for one in options})
        return command(**given, flags=flags)

    own = [p for p in signature(command).parameters.values() if p.name != "flags"]
    # typer reads the options from the signature
    run.__signature__ = signature(command).replace(  # type: ignore[attr-defined]
        parameters=[*own, *options]
    )
    return run
