"""Libraries that only some evaluations need, imported when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from eval.errors import EvalError


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Import what the optional part ``extra`` brings. Raises EvalError, with the command that installs it."""
    try:
        yield
    except ImportError as error:
        raise EvalError(
            "extra-missing",
            zh=f"这项功能需要另装（缺 {error.name}）：uv pip install 'yaodian[{extra}]'",
            en=f"This needs an optional part ({error.name} is missing): uv pip install 'yaodian[{extra}]'",
        ) from error
