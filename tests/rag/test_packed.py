"""Passages held small: what is asked for is what was put in, to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.models import Notice
from ingest.passages import cut_passages
from ingest.store.store import NoticeStore
from rag.packed import PackedPassages, pack, packed


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
