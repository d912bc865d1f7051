"""Chinese by its sound: what is typed with another character of the same sound, and names written in pinyin."""

from __future__ import annotations


def sounds_of(text: str) -> list[str]:
    """Pinyin without tones: one for each Chinese character, anything else as it stands."""
    from pypinyin import lazy_pinyin  # its dictionary takes 0.2 s to load, and few questions need it

    return list(lazy_pinyin(text))
