"""How often a caller may ask. Counted in this process; this machine itself is not counted."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ingest.errors import SettingsError


def parse_limits(name: str, text: str) -> tuple[RateLimitItem, ...]:
    """``120/minute; 5000/day`` as limits; ``off``: none. Raises SettingsError that names the setting."""
    if text.strip() == "off":
        return ()
    try:
        return tuple(parse_many(text))
    except ValueError as error:
        variable = f"YAODIAN_{name.upper()}"
        raise SettingsError(
            "rate-limit",
            zh=f"{variable} 有误：应写作 120/minute、120/minute; 5000/day 或 off。",
            en=f"{variable} is wrong: write 120/minute, 120/minute; 5000/day, or off.",
        ) from error


class RateLimits:
    """Moving windows, one for every caller and kind of request."""

    def __init__(self, asking: tuple[RateLimitItem, ...], editing: tuple[RateLimitItem, ...]) -> None:
        self._kinds = {"ask": asking, "edit": editing}
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, caller: str, editing: bool) -> int:
        """Count a request. Seconds to wait where it is one too many, else 0."""
        kind = "edit" if editing else "ask"
        for limit in self._kinds[kind]:
            if not self._windows.hit(limit, kind, caller):
                free_at = self._windows.get_window_stats(limit, kind, caller).reset_time
                return max(1, math.ceil(free_at - time.time()))
        return 0
