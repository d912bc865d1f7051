"""The corpus's words in blocks of whole notices, so that a change makes a small new block and leaves the others alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.models import Notice, Passage
from ingest.text import fold
from rag.corpus.lexical import GONE, Numbers, Postings, Vocabulary
from rag.language.terms import pairs, terms

Held = tuple[Notice, Sequence[Passage]]

# Passages of a block: counting sorts all their terms at once, 250 or so each, in memory.
_LARGEST = 32_768
# Blocks with fewer passages are put together as soon as there are this many: each costs a question a little.
_SMALL = 4096
_MANY = 8
_JOINED = re.compile("[a-z0-9]{2}")


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """Notices indexed together: ``passages`` counts the terms of each passage with its context, ``notices`` those of
    each notice with its title. ``sizes``: how many passages each notice has. ``seams`` counts the terms of each notice
    that stand between its passages, in none of them; ``joined``: whether some word or figure may do so, too."""

    notice_ids: tuple[str, ...]
    sizes: Numbers
    passages: Postings
    notices: Postings
    seams: Postings
    joined: NDArray[np.bool_]

    @classmethod
    def of(cls, held: Sequence[Held], vocabulary: Vocabulary) -> Block:
        """Index some notices with their passages."""
        between = [list(_between(notice, passages)) for notice, passages in held]
        return cls(
            tuple(notice.id for notice, _ in held),
            np.array([len(passages) for _, passages in held], dtype=np.int64),
            Postings.of([terms(p.embedded_text) for _, passages in held for p in passages], vocabulary),
            Postings.of([_terms_of(notice, passages) for notice, passages in held], vocabulary),
            Postings.of(
                [[pair for stretch in found for pair in pairs(stretch)] for found in between], vocabulary
            ),
            np.array(
                [any(_JOINED.search(fold(stretch)) for stretch in found) for found in between], dtype=np.bool_
            ),
        )

    def notice_places(self, rows: Mapping[str, int], homes: Mapping[str, Block]) -> Numbers:
        """For each notice its number in ``rows``, GONE where it has another home now, or none."""
        return np.array(
            [rows[key] if homes.get(key) is self else GONE for key in self.notice_ids], dtype=np.int64
        )

    def passage_places(self, firsts: Mapping[str, int], homes: Mapping[str, Block]) -> Numbers:
        """The same for each passage; ``firsts``: where the first of each notice stands."""
        first = np.repeat(self.notice_places(firsts, homes), self.sizes)
        within = np.arange(len(first)) - np.repeat(np.cumsum(self.sizes) - self.sizes, self.sizes)
        return np.where(first == GONE, GONE, first + within)


def cut_blocks(held: Iterable[Held], vocabulary: Vocabulary) -> dict[str, Block]:
    """Index notices, in blocks of a bounded size: notice id → its block."""
    homes: dict[str, Block] = {}
    for part in _parts(held):
        block = Block.of(part, vocabulary)
        homes |= dict.fromkeys(block.notice_ids, block)
    return homes


def compacted(homes: Mapping[str, Block]) -> Mapping[str, Block]:
    """The same notices with the small blocks, and those that few notices are left of, put together if there are many."""
    owned: defaultdict[Block, list[str]] = defaultdict(list)
    for key, block in homes.items():
        owned[block].append(key)
    small = [block for block, keys in owned.items() if _is_wasteful(block, keys)]
    if len(small) < _MANY:
        return homes
    block = _merged(small, {key for one in small for key in owned[one]}, homes)
    return {**homes, **dict.fromkeys(block.notice_ids, block)}


def _is_wasteful(block: Block, owned: Sequence[str]) -> bool:
    return len(block.passages.lengths) < _SMALL or 2 * len(owned) < len(block.notice_ids)


def _merged(blocks: Sequence[Block], keys: Iterable[str], homes: Mapping[str, Block]) -> Block:
    ids = sorted(keys)
    size_of = {
        key: int(size)
        for block in blocks
        for key, size in zip(block.notice_ids, block.sizes, strict=True)
        if homes.get(key) is block
    }
    sizes = np.array([size_of[key] for key in ids], dtype=np.int64)
    rows = {key: row for row, key in enumerate(ids)}
    firsts = dict(zip(ids, (np.cumsum(sizes) - sizes).tolist(), strict=True))
    places = [block.notice_places(rows, homes) for block in blocks]
    joined = np.zeros(len(ids), dtype=np.bool_)
    for block, place in zip(blocks, places, strict=True):
        joined[place[place != GONE]] = block.joined[place != GONE]
    return Block(
        tuple(ids),
        sizes,
        Postings.merged(
            [(block.passages, block.passage_places(firsts, homes)) for block in blocks], int(sizes.sum())
        ),
        Postings.merged([(b.notices, place) for b, place in zip(blocks, places, strict=True)], len(ids)),
        Postings.merged([(b.seams, place) for b, place in zip(blocks, places, strict=True)], len(ids)),
        joined,
    )


def _parts(held: Iterable[Held]) -> Iterator[list[Held]]:
    part: list[Held] = []
    size = 0
    for notice, passages in held:
        if part and size + len(passages) > _LARGEST:
            yield part
            part, size = [], 0
        part.append((notice, passages))
        size += len(passages)
    if part:
        yield part


def _between(notice: Notice, passages: Sequence[Passage]) -> Iterator[str]:
    """The text between the passages, with the last character of the one and the first of the next."""
    end = 0
    for start, following in (*((p.start, p.end) for p in passages), (len(notice.text), len(notice.text))):
        yield notice.text[max(end - 1, 0) : start + 1]
        end = following


def _terms_of(notice: Notice, passages: Sequence[Passage]) -> list[str]:
    found = [term for passage in passages for term in terms(passage.text)]
    return found + terms(notice.title)
