"""The files that hold a notice. The same words in several files are one notice with several sources."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.entry import Entry
from ingest.models import Notice, Source


def sources_of(notice: Notice | Entry) -> tuple[Source, ...]:
    """Every file that holds the notice, the one it goes by first."""
    main = Source(notice.source, notice.source_hash, notice.origin, notice.part, notice.parts)
    return (main, *notice.also)


def with_sources(notice: Notice, sources: Sequence[Source]) -> Notice:
    """The notice with these files instead, the first of them the one it goes by.

    The map back to the source is of the former file's lines, so it goes where the first file is another, or changed.
    """
    main, *also = sources
    same = replace(main, name=notice.source) == sources_of(notice)[0]
    return replace(
        notice,
        source=main.name,
        source_hash=main.hash,
        origin=main.origin,
        part=main.part,
        parts=main.parts,
        also=tuple(also),
        source_map=notice.source_map if same else (),
    )


def merged(held: Iterable[Source], origin: str, now: Iterable[Source]) -> list[Source]:
    """The sources ``held``, with those of the file ``origin`` replaced by what it holds ``now``, in their places."""
    coming = deque(now)
    result: list[Source] = []
    for source in held:
        if source.origin != origin:
            result.append(source)
        elif coming:
            result.append(coming.popleft())
    return [*result, *coming]
