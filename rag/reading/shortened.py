"""Names said with characters left out: 卫健 for 卫生健康, 县政府 for 县人民政府."""

from __future__ import annotations


def unsaid_behind(said: str, name: str) -> str | None:
    """What of a name stands behind the last character said (公室 of 县人民政府办公室 for 县政府办); ``None`` where the
    characters said do not all stand in it, in their order."""
    at = -1
    for character in said:
        at = name.find(character, at + 1)
        if at < 0:
            return None
    return name[at + 1 :]
