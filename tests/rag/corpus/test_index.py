"""Lexical search: short words, figures with units and document numbers come first; the index is a view of the store."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ingest.models import Notice
from ingest.store.store import NoticeStore
from rag.corpus.index import Index
from rag.language.terms import terms
from tests.rag.samples import BigramEmbeddings

Fill = Callable[[dict[str, str]], NoticeStore]


def first(index: Index, words: str) -> str:
    """The text of the best passage."""
    return index.passages[int(np.argmax(index.passage_scores(terms(words))))].text


@pytest.mark.parametrize(
    "words",
    [
        "胸痛",
        "卒中",
        "献血",
        "分担",
        "260名",
        "11家",
        "150人",
        "12分钟",
        "65%",
        "3个",
        "胸痛中心",
        "三大中心",
    ],
)
def test_a_short_word_or_figure_is_found_first(words: str, index: Index) -> None:
    best = first(index, words)
    assert set(terms(words)) & set(terms(best))
    assert words[:2] in best


@pytest.mark.parametrize(
    "number",
    [
        "云卫规〔2021〕3号",
        "云卫规[2021]3号",
        "云卫规【2021】3号",
        "云卫规（2021）3号",
        "云卫规〔２０２１〕３号",
    ],
)
def test_a_document_number_is_found_first_in_any_style(number: str, index: Index) -> None:
    assert "云卫规〔2021〕3号" in first(index, number)


def test_words_that_stand_nowhere_score_nothing(index: Index) -> None:
    assert not index.passage_scores(terms("航天")).any()
    assert not index.notice_scores(terms("航天")).any()
    assert not index.passage_scores([]).any()


def test_a_rare_word_weighs_more_than_a_common_one(index: Index) -> None:
    assert index.weight("胸痛") > index.weight("卫生") > 0


def test_the_passages_that_hold_a_stretch_come_in_order(index: Index) -> None:
    for document_id, notice in index.corpus.notices.items():
        held = index.holding(document_id, 0, len(notice.text))
        assert [p.start for p in held] == sorted(p.start for p in held)
        assert all(index.passages[row].id == p.id for p in held if (row := index.row(p.id)) is not None)
        for passage in held:
            assert passage in index.holding(document_id, passage.start, passage.start + 1)
    assert index.holding("nothing", 0, 10) == []


def test_every_passage_is_verbatim(index: Index) -> None:
    assert len(index.passages) > 20
    for passage in index.passages:
        assert index.corpus.notices[passage.document_id].text[passage.start : passage.end] == passage.text


def test_a_passage_the_index_does_not_know_has_no_row(index: Index) -> None:
    assert index.row("nothing") is None


def test_building_again_gives_the_same_scores(light_store: NoticeStore, index: Index) -> None:
    again = Index.build(light_store.snapshot())
    assert [p.id for p in again.passages] == [p.id for p in index.passages]
    words = terms("居民健康素养水平达到28%以上")
    assert np.array_equal(again.passage_scores(words), index.passage_scores(words))
    assert np.array_equal(again.notice_scores(words), index.notice_scores(words))


def test_an_empty_store_has_an_empty_index(fill: Fill) -> None:
    index = Index.build(fill({}).snapshot())
    assert index.passages == ()
    assert index.passage_scores(["卫生"]).size == index.notice_scores(["卫生"]).size == 0


def test_a_notice_of_a_few_characters_is_indexed(fill: Fill) -> None:
    index = Index.build(fill({"短.txt": "通知\n放假。\n"}).snapshot())
    assert "放假" in first(index, "放假")


def test_samples_are_what_the_tests_rely_on(parsed: dict[str, Notice]) -> None:
    assert parsed["云岭市要点.txt"].region.name == "云岭市"
    assert parsed["青禾县方案.txt"].region.city == "云岭市"
    assert len(BigramEmbeddings().embed_query("")) == len(BigramEmbeddings().embed_query("卫生"))


@pytest.mark.parametrize("few", [1, 8])
def test_the_passages_in_scope_are_those_of_its_notices(
    few: int, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether notices are looked up one by one or all are gone through."""
    monkeypatch.setattr("rag.corpus.index._FEW", few)
    ids = list(index.corpus.notices)
    for weights in (
        {},
        {"nothing": 1.0},
        {ids[0]: 1.0},
        {ids[3]: 0.85, ids[1]: 1.0, "nothing": 1.0},
        dict.fromkeys(ids, 0.95),
    ):
        rows, given = index.in_scope(weights)
        due = [
            (row, weights[p.document_id]) for row, p in enumerate(index.passages) if p.document_id in weights
        ]
        assert np.arange(len(index.passages))[rows].tolist() == [row for row, _ in due]
        assert given.tolist() == pytest.approx([weight for _, weight in due])
