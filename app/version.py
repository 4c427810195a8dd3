"""The version of this copy of Stet."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """The version of the installed distribution, or that it is a checkout."""
    try:
        return installed("stet-editor")
    except PackageNotFoundError:
        return "from a checkout"
