"""Passages held small: where each stands in its notice is kept, and the passage is made again when it is asked for.

A million passages as objects take more memory than all else; their words stand in the notices anyway.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import cast, overload

import numpy as np

from ingest.models import Notice, Passage
from ingest.passage_ids import number_of, passage_id
from ingest.store.store import Snapshot
from rag.corpus.lexical import Numbers

_FIELDS = 4  # numbers kept of a passage: its start, its end, its clause, its context
_id_of = attrgetter("id")


@dataclass(frozen=True, eq=False, slots=True)
class PackedPassages(Sequence[Passage]):
    """The passages of one notice. ``spans``: for each of them four 32-bit numbers, the last a place in ``contexts``."""

    notice: Notice
    spans: bytes
    contexts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.spans) // (4 * _FIELDS)

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, place: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        number = range(len(self))[place]
        start, end, clause, context = memoryview(self.spans).cast("i")[
            _FIELDS * number : _FIELDS * (number + 1)
        ]
        notice = self.notice
        return Passage(
            passage_id(notice.id, number),
            notice.id,
            notice.text[start:end],
            start,
            end,
            notice.clauses[clause].path,
            clause,
            self.contexts[context],
        )

    def holding(self, start: int, end: int) -> list[Passage]:
        """The passages that ``[start, end)`` of the notice's text runs through, in order; no other is made."""
        spans = memoryview(self.spans).cast("i")
        each = enumerate(zip(spans[::_FIELDS], spans[1::_FIELDS], strict=True))
        return [self[place] for place, (begins, ends) in each if begins < end and start < ends]

    def place(self, key: str) -> int | None:
        """The place of the passage that is called so; ``None`` where there is none."""
        number = number_of(key)
        held = 0 <= number < len(self) and passage_id(self.notice.id, number) == key
        return number if held else None


def pack(notice: Notice, passages: Sequence[Passage]) -> Sequence[Passage]:
    """The same passages, packed where each can be made again from the notice to the letter."""
    if isinstance(passages, PackedPassages) or not all(
        0 <= p.clause_index < len(notice.clauses) for p in passages
    ):
        return passages
    contexts = {context: place for place, context in enumerate(dict.fromkeys(p.context for p in passages))}
    numbers = [(p.start, p.end, p.clause_index, contexts[p.context]) for p in passages]
    packed = PackedPassages(notice, np.array(numbers, dtype=np.int32).tobytes(), tuple(contexts))
    return packed if all(made == held for made, held in zip(packed, passages, strict=True)) else passages


def packed(snapshot: Snapshot) -> Snapshot:
    """The same moment with its passages packed; what has been packed before is the very same object."""
    notices = {notice.id: notice for notice in snapshot.notices}
    small = {key: pack(notices[key], found) for key, found in snapshot.by_notice.items()}
    return Snapshot(snapshot.revision, snapshot.notices, cast(Mapping[str, tuple[Passage, ...]], small))


class AllPassages(Sequence[Passage]):
    """The passages of many notices, one notice after the other. ``firsts``: the row of each notice's first one."""

    def __init__(self, by_notice: Sequence[Sequence[Passage]], firsts: Numbers, notice_row: Numbers) -> None:
        self._by_notice = by_notice
        self._firsts = firsts
        self._notice_row = notice_row

    def __len__(self) -> int:
        return len(self._notice_row)

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, place: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        row = range(len(self))[place]
        notice = int(self._notice_row[row])
        return self._by_notice[notice][row - int(self._firsts[notice])]

    def __iter__(self) -> Iterator[Passage]:
        return chain.from_iterable(self._by_notice)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == len(self) and all(map(_same, self, other))

    def __hash__(self) -> int:
        return id(self)

    def rows_of(self, notices: Numbers) -> Numbers:
        """The rows of the passages of the notices in these places, which ascend."""
        ends = np.append(self._firsts, len(self))
        sizes = ends[notices + 1] - ends[notices]
        # Counted on from one notice's last row to the next one's first.
        skipped = np.repeat(ends[notices] - (np.cumsum(sizes) - sizes), sizes)
        rows: Numbers = np.arange(len(skipped)) + skipped
        return rows

    def row(self, key: str, notice: int) -> int | None:
        """The row of a passage of the notice in that place; ``None`` where there is none."""
        among = self._by_notice[notice]
        at = among.place(key) if isinstance(among, PackedPassages) else _place_in(among, key)
        return None if at is None else int(self._firsts[notice]) + at


def _place_in(among: Sequence[Passage], key: str) -> int | None:
    at = bisect_left(among, key, key=_id_of)
    return at if at < len(among) and among[at].id == key else None


def _same(one: object, other: object) -> bool:
    return one == other
