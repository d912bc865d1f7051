"""Hybrid search: in scope only, in one order always, in step with the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.intake.pipeline import ingest_paths, ingest_upload
from ingest.store.store import NoticeStore
from rag.question.parse import parse
from rag.retrieval.retriever import Candidates, Retriever
from rag.retrieval.scope import Scope, resolve
from rag.settings import RagSettings
from rag.types import Filters
from tests.rag.samples import OTHER, BigramEmbeddings

Fill = Callable[[dict[str, str]], NoticeStore]

# Two notices that differ in one character which nobody asks for.
TWIN = "关于加强托育服务的通知\n一、扩大供给\n建设托育中心两所。\n二、其他事项\n报送至甲{}科。\n"

EVERYTHING = Filters()


@pytest.fixture(scope="module")
def retriever(light_store: NoticeStore, light_settings: RagSettings) -> Retriever:
    return Retriever(light_store, light_settings)


def found(retriever: Retriever, question: str, filters: Filters = EVERYTHING) -> Candidates:
    index = retriever.index()
    query = parse(question, index.corpus)
    return retriever.search(query, resolve(query, filters, index.corpus), index)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("健康县区覆盖率要达到多少？", "健康县区覆盖率达65%"),
        ("岚派温灸", "岚派温灸"),
        ("卒中", "卒中"),
        ("引进硕士研究生多少名？", "260名"),
        ("260名", "260名"),
        ("签约服务费怎么分担？", "签约服务费"),
        ("云卫规[2021]3号", "云卫规〔2021〕3号"),
    ],
)
def test_the_passage_that_holds_the_words_is_first(retriever: Retriever, question: str, words: str) -> None:
    assert words in found(retriever, question).hits(1)[0].text


def test_hits_are_best_first_and_verbatim(retriever: Retriever) -> None:
    hits = found(retriever, "居民健康素养水平").hits(10)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    notices = retriever.index().corpus.notices
    assert all(notices[hit.document_id].text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(set(hit.scores) == {"passage", "notice", "dense"} for hit in hits)


def test_nothing_out_of_scope_is_found(retriever: Retriever) -> None:
    hits = found(retriever, "青禾县居民健康素养水平").hits(100)
    assert {hit.source for hit in hits} == {"青禾县方案.txt"}


def test_an_empty_scope_finds_nothing(retriever: Retriever) -> None:
    index = retriever.index()
    assert retriever.search(parse("托位数", index.corpus), Scope({}), index).hits(10) == []


def test_a_notice_of_less_weight_scores_less(retriever: Retriever) -> None:
    index = retriever.index()
    query = parse("岚派温灸", index.corpus)
    whole = dict.fromkeys(index.corpus.notices, 1.0)
    best = retriever.search(query, Scope(whole), index).hits(1)[0]
    halved = retriever.search(query, Scope(whole | {best.document_id: 0.5}), index)
    after = {hit.passage_id: hit.score for hit in halved.hits(100)}
    assert after[best.passage_id] == pytest.approx(best.score / 2)


def test_the_same_question_gives_the_same_hits(
    retriever: Retriever, light_store: NoticeStore, light_settings: RagSettings
) -> None:
    again = Retriever(light_store, light_settings)
    for question in ("托位数", "健康县区覆盖率", "2024年"):
        assert found(retriever, question).hits(50) == found(again, question).hits(50)


def test_equal_passages_come_in_order_of_their_ids(fill: Fill, light_settings: RagSettings) -> None:
    store = fill({f"{name}.txt": TWIN.format(name) for name in "丙乙丁"})
    hits = found(Retriever(store, light_settings), "建设托育中心").hits(3)
    assert len({hit.score for hit in hits}) == 1
    assert {hit.text for hit in hits} == {hits[0].text}
    assert [hit.passage_id for hit in hits] == sorted(hit.passage_id for hit in hits)


def test_without_the_dense_leg_words_alone_find(
    light_store: NoticeStore, light_settings: RagSettings
) -> None:
    lexical = Retriever(light_store, light_settings.model_copy(update={"weight_dense": 0.0}))
    assert "卒中" in found(lexical, "卒中").hits(1)[0].text
    assert found(lexical, "航天").hits(5) == []


# In step with the store


def test_a_notice_added_is_found_and_one_deleted_is_not(fill: Fill, light_settings: RagSettings) -> None:
    store = fill({"一.txt": TWIN.format("乙")})
    retriever = Retriever(store, light_settings)
    assert "中医馆" not in found(retriever, "中医馆").hits(1)[0].text
    report = ingest_upload("霜桥县.txt", OTHER.encode(), store, light_settings)
    assert "中医馆" in found(retriever, "中医馆").hits(1)[0].text
    store.delete(report.added[0].id)
    assert {hit.source for hit in found(retriever, "中医馆").hits(100)} <= {"一.txt"}


def test_a_changed_file_replaces_what_is_found(
    fill: Fill, tmp_path: Path, light_settings: RagSettings
) -> None:
    store = fill({"一.txt": TWIN.format("乙")})
    retriever = Retriever(store, light_settings)
    assert "两所" in found(retriever, "建设托育中心").hits(1)[0].text
    path = tmp_path / "notices" / "一.txt"
    path.write_text(TWIN.format("乙").replace("两所", "九所"), encoding="utf-8")
    ingest_paths([path], store, light_settings)
    assert "九所" in found(retriever, "建设托育中心").hits(1)[0].text
    assert len(retriever.index().corpus.notices) == 1


def test_what_another_handle_writes_is_seen(fill: Fill, tmp_path: Path) -> None:
    settings = RagSettings(data_dir=tmp_path / "store", similarity_gain=0, llm_base_url="")
    retriever = Retriever(fill({"一.txt": TWIN.format("乙")}), settings)
    before = retriever.index()
    other = NoticeStore.open(settings, BigramEmbeddings())
    ingest_upload("霜桥县.txt", OTHER.encode(), other, settings)
    assert len(retriever.index().corpus.notices) == len(before.corpus.notices) + 1


def test_an_unchanged_store_is_not_indexed_again(retriever: Retriever) -> None:
    assert retriever.index() is retriever.index()


def test_an_index_older_than_the_store_still_answers(fill: Fill, light_settings: RagSettings) -> None:
    store = fill({"一.txt": TWIN.format("乙")})
    retriever = Retriever(store, light_settings)
    old = retriever.index()
    ingest_upload("霜桥县.txt", OTHER.encode(), store, light_settings)
    query = parse("中医馆", old.corpus)
    hits = retriever.search(query, resolve(query, Filters(), old.corpus), old).hits(10)
    assert {hit.source for hit in hits} <= {"一.txt"}
