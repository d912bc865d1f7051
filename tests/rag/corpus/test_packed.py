"""Passages held small: what is asked for is what was put in, to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.models import Notice
from ingest.passages import cut_passages
from ingest.store.store import NoticeStore
from rag.corpus.index import Index
from rag.corpus.packed import PackedPassages, pack, packed


def test_every_passage_of_a_store_comes_back_as_it_is(light_store: NoticeStore) -> None:
    snapshot = light_store.snapshot()
    small = packed(snapshot)
    assert small.passages == snapshot.passages
    assert all(isinstance(found, PackedPassages) for found in small.by_notice.values())


def test_what_is_packed_already_is_left_alone(light_store: NoticeStore) -> None:
    once = packed(light_store.snapshot())
    again = packed(once)
    assert all(again.by_notice[key] is found for key, found in once.by_notice.items())


@pytest.mark.parametrize(
    "change", [{"text": "别的字"}, {"clause": "九十九、"}, {"clause_index": 10_000}, {"id": "x-00000"}]
)
def test_what_the_notice_does_not_bear_out_is_kept_whole(
    change: dict[str, object], parsed: dict[str, Notice]
) -> None:
    notice = parsed["云岭市要点.txt"]
    passages = tuple(cut_passages(notice, 64))
    other = (replace(passages[0], **change), *passages[1:])
    assert pack(notice, other) is other


def test_a_stretch_is_cut_as_from_a_tuple(parsed: dict[str, Notice]) -> None:
    notice = parsed["云岭市要点.txt"]
    passages = tuple(cut_passages(notice, 64))
    small = pack(notice, passages)
    assert (small[1:3], small[-1], len(small)) == (passages[1:3], passages[-1], len(passages))
    with pytest.raises(IndexError):
        small[len(passages)]


def test_the_passages_that_a_stretch_runs_through_are_those_of_the_whole_notice(
    parsed: dict[str, Notice],
) -> None:
    notice = parsed["云岭市要点.txt"]
    small = pack(notice, tuple(cut_passages(notice, 64)))
    assert isinstance(small, PackedPassages)
    for start in range(0, len(notice.text), 7):
        for end in (start, start + 1, start + 90):
            assert small.holding(start, end) == [p for p in small if p.start < end and start < p.end]


def test_a_passage_is_found_by_what_it_is_called(light_store: NoticeStore) -> None:
    snapshot = packed(light_store.snapshot())
    index = Index.build(snapshot)
    assert [index.row(passage.id) for passage in index.passages] == list(range(len(index.passages)))
    for key, found in snapshot.by_notice.items():
        for unknown in (f"{key}-{len(found):05d}", f"{key}-0", f"{key}-x", key, f"{key}--0001"):
            assert index.row(unknown) is None
