"""Where the user's caches lie: what is in them can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def default_cache_dir() -> Path:
    """``$XDG_CACHE_HOME/yaodian``, by default ``~/.cache/yaodian``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yaodian"
