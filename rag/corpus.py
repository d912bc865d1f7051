"""The notices as the questioner's world: what is loaded, which places and years, where a word stands at all.

Derived from the store and rebuilt when the store changes; nothing here is a source of truth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pypinyin import lazy_pinyin

from ingest.anatomy.regions import short_name
from ingest.anatomy.standing import superseded_by
from ingest.models import Notice
from ingest.text import fold

_TITLE_CHARS = 8  # a shorter title is as likely a phrase of the question


@dataclass(frozen=True)
class Corpus:
    """Every notice by id, and what can be said of all of them."""

    notices: dict[str, Notice]

    @cached_property
    def text_of_all(self) -> str:
        """All notices' titles and texts in one string, to see whether a name stands anywhere."""
        return "\n".join(f"{notice.title}\n{notice.text}" for notice in self.notices.values())

    @cached_property
    def region_names(self) -> list[tuple[str, str]]:
        """``(name as it may be written, region's own name)`` of the notices' regions, longest first."""
        names: dict[str, str] = {}
        for notice in self.notices.values():
            for name in notice.region.names:
                names.setdefault(name, name)
        for name in list(names):
            names.setdefault(short_name(name), name)
        return sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))

    @cached_property
    def characters_by_sound(self) -> dict[str, list[str]]:
        """The Chinese characters of all notices by their sound (pinyin without tones), the most used first."""
        counted = Counter(c for c in self.text_of_all if "\u4e00" <= c <= "\u9fff")
        found: dict[str, list[str]] = {}
        for character, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            found.setdefault(lazy_pinyin(character)[0], []).append(character)
        return found

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """The provinces that some notice is of as a whole, none of their cities."""
        wholes = {n.region.name for n in self.notices.values() if n.region.province and not n.region.city}
        return tuple(sorted(wholes))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years that some notice plans for or was issued in, newest first."""
        return tuple(
            sorted({year for notice in self.notices.values() for year in years_of(notice)}, reverse=True)
        )

    def holding(self, part: str) -> frozenset[str]:
        """Ids of the notices in whose text the words stand, width and case folded."""
        return frozenset(key for key, text in self._folded_texts.items() if part in text)

    @cached_property
    def _folded_texts(self) -> dict[str, str]:
        return {notice.id: fold(notice.text) for notice in self.notices.values()}

    @cached_property
    def superseded(self) -> dict[str, str]:
        """Notice id → id of the notice of this corpus that repeals or replaces it."""
        return superseded_by(list(self.notices.values()))

    @cached_property
    def _folded_titles(self) -> list[tuple[str, str]]:
        titles: list[tuple[str, str]] = []
        for notice in self.notices.values():
            stated = "" if "title" in notice.inferred else notice.title
            for title in {stated, notice.subject}:
                core = fold(title)
                if len(core) >= _TITLE_CHARS:
                    titles.append((core, notice.id))
        return titles

    def titles_in(self, text: str) -> tuple[str, ...]:
        """Ids of the notices whose title, or the name their title passes on, stands in ``text`` whole."""
        folded = fold(text)
        return tuple(dict.fromkeys(notice_id for title, notice_id in self._folded_titles if title in folded))


def years_of(notice: Notice) -> Iterable[int]:
    """The years a notice belongs to: those it plans for, else the one it was issued in."""
    if notice.years:
        return range(notice.years[0], notice.years[-1] + 1)
    return (int(notice.issued_on[:4]),) if notice.issued_on else ()
