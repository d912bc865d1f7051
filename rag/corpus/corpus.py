"""The notices as the questioner's world: what is loaded, which places and years, where a word stands at all.

Derived from the store and rebuilt when the store changes; nothing here is a source of truth.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

from ingest.anatomy.regions import short_name
from ingest.anatomy.standing import superseded_by
from ingest.models import Notice
from ingest.text import fold
from rag.corpus.charges import Unit, by_unit
from rag.corpus.whereabouts import Whereabouts
from rag.language.sounds import sounds_of

_REMEMBERED = 4096  # strings lately looked for
_FOLDED = 256  # notices lately looked through with width and case folded
_NAMING = 32  # strings of whose notices all are remembered
_BASIC_PLANE = 0x10000
_READ_AT_ONCE = 100  # notices whose clauses are read sooner than those of all, once, are
_TOGETHER = 1000  # notices whose characters are counted at a time
_CHINESE = re.compile("[\u3400-\u9fff]+")
_BRACKETS = str.maketrans("〔〕[]【】", "()()()")
_NUMBERED_IN = re.compile(r"[〔\[【（(]((?:19|20)\d{2})[〕\]】）)]")
_TITLE_CHARS = 8  # a shorter title is as likely a phrase of the question


@dataclass(frozen=True)
class Corpus:
    """Every notice by id, and what can be said of all of them. ``whereabouts`` spares looking through every text."""

    notices: dict[str, Notice]
    whereabouts: Whereabouts | None = None

    def stands(self, words: str) -> bool:
        """Whether the words stand in some notice's text or title, as they are written."""
        return self._stands(words)

    def naming(self, words: str) -> frozenset[str]:
        """Ids of the notices in whose text, or in whose file's name, the words stand, as they are written."""
        return self._naming(words)

    def holding(self, part: str) -> frozenset[str]:
        """Ids of the notices in whose text the words stand, width and case folded."""
        return frozenset(notice.id for notice in self._that_may_hold(part) if self._holds(notice, part))

    @cached_property
    def _stands(self) -> Callable[[str], bool]:
        def stands(words: str) -> bool:
            return any(words in n.text or words in n.title for n in self._that_may_hold(words))

        return lru_cache(_REMEMBERED)(stands)

    @cached_property
    def _naming(self) -> Callable[[str], frozenset[str]]:
        def naming(words: str) -> frozenset[str]:
            in_text = (notice.id for notice in self._that_may_hold(words) if words in notice.text)
            return frozenset((*in_text, *(n.id for n in self.notices.values() if words in n.source)))

        return lru_cache(_NAMING)(naming)

    def citing(self, number: str) -> list[str]:
        """Ids of the notices in whose text a document number stands, as :func:`document_number_key` has it."""
        return [n.id for n in self._that_may_hold(number) if number in document_number_key(n.text)]

    @cached_property
    def by_number(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the notices by their own number, as :func:`document_number_key` has it."""
        return _grouped((document_number_key(n.document_number), n.id) for n in self.notices.values())

    @cached_property
    def by_region(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the notices by the name of their region; empty where it is not known."""
        return _grouped((notice.region.name, notice.id) for notice in self.notices.values())

    @cached_property
    def inside(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the notices by the city and by the province that their region lies in or is."""
        return _grouped(
            (name, notice.id)
            for notice in self.notices.values()
            for name in dict.fromkeys((notice.region.province, notice.region.city))
        )

    @cached_property
    def guessed(self) -> tuple[str, ...]:
        """Ids of the notices whose region was read from prose."""
        return tuple(notice.id for notice in self.notices.values() if notice.region.inferred)

    @cached_property
    def years_by_notice(self) -> Mapping[str, frozenset[int]]:
        """The years that each notice belongs to."""
        known: dict[frozenset[int], frozenset[int]] = {}
        each = ((n.id, frozenset(years_of(n))) for n in self.notices.values())
        return {key: known.setdefault(years, years) for key, years in each}

    def those(self, ids: Collection[str]) -> list[Notice]:
        """The notices of these ids, in order."""
        if len(ids) == len(self.notices):
            return list(self.notices.values())
        return [self.notices[key] for key in self.in_order(ids)]

    def in_order(self, ids: Iterable[str]) -> list[str]:
        """Ids in the order of the notices, each once."""
        return sorted(set(ids), key=self._places.__getitem__)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self.notices)}

    def _holds(self, notice: Notice, part: str) -> bool:
        # Chinese characters are left alone by folding, so that most are found without.
        return (_CHINESE.fullmatch(part) is not None and part in notice.text) or part in self._folded(
            notice.id
        )

    @cached_property
    def _folded(self) -> Callable[[str], str]:
        return lru_cache(_FOLDED)(lambda key: fold(self.notices[key].text))

    def that_may_hold(self, part: str) -> Iterable[str]:
        """Ids of all notices in whose text or title the words stand, folded or not, and of some others."""
        keys = self.whereabouts.may_hold(part) if self.whereabouts else None
        return self.notices if keys is None else keys

    def _that_may_hold(self, part: str) -> Iterator[Notice]:
        return map(self.notices.__getitem__, self.that_may_hold(part))

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

    def nearly_named(self, text: str, within: int) -> list[tuple[str, int]]:
        """``(name, start)`` of the region names that differ in one character from what stands at ``start`` of ``text``, among
        its first ``within`` characters: in the order of the names, then of the text."""
        found: set[tuple[int, int]] = set()
        for start in range(min(within, len(text))):
            for length in self._name_lengths:
                typed = text[start : start + length]
                if len(typed) == length:
                    found |= {
                        (place, start)
                        for at in range(length)
                        for place in self._names_with_gap.get((typed[:at], typed[at + 1 :]), ())
                        if self.region_names[place][0] != typed
                    }
        return [(self.region_names[place][0], start) for place, start in sorted(found)]

    @cached_property
    def _names_with_gap(self) -> Mapping[tuple[str, str], list[int]]:
        """Places among the region names by what is left of a name when one character is taken out."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for place, (name, _) in enumerate(self.region_names):
            for at in range(len(name)):
                found[name[:at], name[at + 1 :]].append(place)
        return found

    @cached_property
    def _name_lengths(self) -> tuple[int, ...]:
        return tuple({len(name) for name, _ in self.region_names if len(name) > 1})

    @cached_property
    def characters_by_sound(self) -> dict[str, list[str]]:
        """The Chinese characters of all notices by their sound (pinyin without tones), the most used first."""
        found: dict[str, list[str]] = {}
        counts = self._counts_of_characters()
        for code in np.lexsort((np.arange(len(counts)), -counts)).tolist():
            if counts[code] and "\u4e00" <= chr(code) <= "\u9fff":
                found.setdefault(sounds_of(chr(code))[0], []).append(chr(code))
        return found

    def _counts_of_characters(self) -> NDArray[np.int64]:
        """How often each character of the basic plane stands in the notices."""
        counts = np.zeros(_BASIC_PLANE, dtype=np.int64)
        every = list(self.notices.values())
        for start in range(0, len(every), _TOGETHER):
            some = every[start : start + _TOGETHER]
            text = "".join(part for notice in some for part in (notice.title, notice.text))
            codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
            counts += np.bincount(codes, minlength=_BASIC_PLANE)
        return counts

    def charging(self, words: str, among: Sequence[Notice]) -> Sequence[Notice]:
        """Those of some notices that charge a unit which the words name with something. Of few notices perhaps others too:
        reading them takes no longer than asking."""
        if len(among) <= _READ_AT_ONCE:
            return among
        folded = fold(words)
        named = {key for unit, keys in self._by_unit.items() if unit.named_in(folded) for key in keys}
        return [notice for notice in among if notice.id in named]

    @cached_property
    def _by_unit(self) -> Mapping[Unit, tuple[str, ...]]:
        return by_unit(self.notices.values())

    @cached_property
    def places_with_years(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """``(region's name, years planned for)`` of the notices, each pair once, by source and part."""
        ordered = sorted(self.notices.values(), key=lambda notice: (notice.source, notice.part))
        return tuple(dict.fromkeys((n.region.name, tuple(dict.fromkeys(n.years))) for n in ordered))

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

    @cached_property
    def superseded(self) -> dict[str, str]:
        """Notice id → id of the notice of this corpus that repeals or replaces it."""
        return superseded_by(list(self.notices.values()))

    @cached_property
    def _folded_titles(self) -> Mapping[str, list[tuple[int, str, str]]]:
        """By the first characters: ``(place in order, title, notice id)``."""
        titles: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
        order = count()
        for notice in self.notices.values():
            stated = "" if "title" in notice.inferred else notice.title
            for title in {stated, notice.subject}:
                core = fold(title)
                if len(core) >= _TITLE_CHARS:
                    titles[core[:_TITLE_CHARS]].append((next(order), core, notice.id))
        return titles

    def titles_in(self, text: str) -> tuple[str, ...]:
        """Ids of the notices whose title, or the name their title passes on, stands in ``text`` whole."""
        folded = fold(text)
        heads = {folded[at : at + _TITLE_CHARS] for at in range(len(folded) - _TITLE_CHARS + 1)}
        found = [known for head in heads for known in self._folded_titles.get(head, ()) if known[1] in folded]
        return tuple(dict.fromkeys(notice_id for _, _, notice_id in sorted(found)))


def document_number_key(text: str) -> str:
    """A document number with its brackets folded: 〔〕 [] （） 【】 are one."""
    return fold(text).translate(_BRACKETS)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, key in pairs:
        found[name].append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def years_of(notice: Notice) -> Iterable[int]:
    """The years a notice belongs to: those it plans for, else the one it was issued in, by its date or its number."""
    if notice.years:
        return range(notice.years[0], notice.years[-1] + 1)
    if notice.issued_on:
        return (int(notice.issued_on[:4]),)
    numbered = _NUMBERED_IN.search(notice.document_number)
    return (int(numbered[1]),) if numbered else ()
