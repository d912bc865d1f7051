"""The version that is installed."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """As the package's metadata states it."""
    return metadata.version("yaodian")
