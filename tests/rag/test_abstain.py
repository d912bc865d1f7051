"""Saying that the notices do not say: what is missing, what there is, never a citation."""

from __future__ import annotations

from rag.abstain import not_stated, nothing_loaded, out_of_scope
from rag.corpus.index import Index
from rag.question.parse import parse
from rag.retrieval.scope import Scope, resolve
from rag.types import Answer, Filters

EVERYTHING = Filters()


def refused(question: str, index: Index, filters: Filters = EVERYTHING) -> Answer:
    query = parse(question, index.corpus)
    return out_of_scope(query, resolve(query, filters, index.corpus), index)


def test_an_empty_store_says_what_to_do() -> None:
    answer = nothing_loaded()
    assert answer.abstained
    assert "导入" in answer.answer


def test_a_missing_place_is_named_with_the_places_there_are(index: Index) -> None:
    answer = refused("南昌市2024年托位数是多少？", index)
    assert answer.abstained
    for words in ("南昌市", "云岭市", "青禾县", "霜桥县", "地区不明"):
        assert words in answer.answer


def test_a_missing_year_is_named(index: Index) -> None:
    assert "2030年" in refused("青禾县2030年托位数是多少？", index).answer


def test_filters_that_leave_nothing_are_named(index: Index) -> None:
    assert "筛选" in refused("托位数是多少？", index, Filters(years=(1999,))).answer


def test_one_notice_in_scope_is_named_by_its_title(index: Index) -> None:
    query = parse("青禾县航天发射场多少个？", index.corpus)
    answer = not_stated(query, resolve(query, Filters(), index.corpus), [], index)
    assert "青禾县卫生健康服务能力提升三年行动方案" in answer.answer
    assert not answer.citations


def test_no_scope_names_no_notice(index: Index) -> None:
    query = parse("航天发射场多少个？", index.corpus)
    answer = not_stated(query, Scope(dict.fromkeys(index.corpus.notices, 1.0)), [], index)
    assert answer.answer == "库中的文件没有载明这一内容，无法回答。"
