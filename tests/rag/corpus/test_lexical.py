"""BM25 in blocks: the scores of bm25s, to the last bit, however the corpus came about."""

from __future__ import annotations

import math

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rag.corpus.blocks
from ingest.models import Notice, Passage
from ingest.store.store import Snapshot
from rag.corpus.index import Index
from rag.corpus.lexical import GONE, Lexicon, Postings
from rag.language.terms import terms

WORDS = "托育 医保 养老 献血 签约 急救 2024年 65%".split()

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("，".join)
contents = st.lists(texts, min_size=1, max_size=4)
# What the store holds at each moment: the notices' numbers, each with the texts of its passages.
moments = st.lists(st.dictionaries(st.integers(0, 5), contents, max_size=6), min_size=1, max_size=12)


def lexicon(documents: list[list[str]]) -> Lexicon:
    vocabulary: dict[str, int] = {}
    return Lexicon(
        vocabulary, [Postings.of(documents, vocabulary)], [np.arange(len(documents))], len(documents)
    )


def reference(documents: list[list[str]], query: list[str]) -> np.ndarray:
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(documents, show_progress=False)
    known = [term for term in query if term in index.vocab_dict]
    return np.asarray(index.get_scores(known)) if known else np.zeros(len(documents), np.float32)


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1), min_size=1, max_size=30),
    st.permutations("abcdefghx"),
)
def test_scores_are_those_of_bm25s(documents: list[list[str]], query: list[str]) -> None:
    assert np.array_equal(lexicon(documents).scores(query), reference(documents, query))


def test_the_weight_is_the_inverse_document_frequency() -> None:
    held = lexicon([["a", "b"], ["a"], ["a", "a"]])
    assert (held.get("a"), held.get("b"), held.get("c")) == (3, 1, 0)
    assert held.weight("b") == math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    assert held.weight("c") == math.log(1 + (3 - 0 + 0.5) / (0 + 0.5))


def test_what_is_gone_counts_for_nothing() -> None:
    vocabulary: dict[str, int] = {}
    block = Postings.of([["a", "b"], ["b", "b", "b"], ["a"]], vocabulary)
    held = Lexicon(vocabulary, [block], [np.array([1, GONE, 0])], 2)
    assert held.get("b") == 1
    assert np.array_equal(held.scores(["a", "b"]), reference([["a"], ["a", "b"]], ["a", "b"]))


def test_many_repetitions_are_counted() -> None:
    documents = [["a"] * 70_000 + ["b"], ["a", "b"]]
    assert np.array_equal(lexicon(documents).scores(["a", "b"]), reference(documents, ["a", "b"]))


def moment(held: dict[int, list[str]], known: Snapshot | None) -> Snapshot:
    """A snapshot as the store gives it: what has not changed is the very same object."""
    notices = []
    by_notice = {}
    for number, passages in held.items():
        key = f"{number:016x}"
        made = tuple(
            Passage(f"{key}-{i:05d}", key, text, 0, len(text), "", 0, f"第{number}份")
            for i, text in enumerate(passages)
        )
        before = known.by_notice.get(key) if known else None
        by_notice[key] = before if before == made and before is not None else made
        notices.append(Notice(key, f"第{number}份", "\n".join(passages), (), "a.txt", ""))
    return Snapshot(str(held), tuple(notices), by_notice)


@pytest.mark.parametrize("largest", [3, 1000])
@settings(max_examples=60, deadline=None)
@given(held=moments)
def test_bringing_up_to_date_gives_what_building_anew_gives(
    largest: int, held: list[dict[int, list[str]]]
) -> None:
    """Notices come, go, change and come back; blocks are cut, left behind and put together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rag.corpus.blocks, "_LARGEST", largest)
        patch.setattr(rag.corpus.blocks, "_MANY", 3)
        snapshot = moment({}, None)
        index = Index.build(snapshot)
        for now in held:
            snapshot = moment(now, snapshot)
            index = index.updated(snapshot)
            anew = Index.build(snapshot)
            assert index.passages == anew.passages == snapshot.passages
            assert index.notice_ids == anew.notice_ids
            assert np.array_equal(index.notice_row, anew.notice_row)
            query = [term for word in WORDS for term in terms(word)]
            assert np.array_equal(index.passage_scores(query), anew.passage_scores(query))
            assert np.array_equal(index.notice_scores(query), anew.notice_scores(query))
            assert [index.weight(term) for term in query] == [anew.weight(term) for term in query]
            assert [index.row(passage.id) for passage in index.passages] == list(range(len(index.passages)))


def test_an_index_in_use_stays_as_it_was() -> None:
    first = moment({1: ["托育", "医保"], 2: ["养老"]}, None)
    index = Index.build(first)
    before = index.passage_scores(terms("托育"))
    index.updated(moment({2: ["养老"], 3: ["托育，托育"]}, first))
    assert np.array_equal(index.passage_scores(terms("托育")), before)
    assert len(index.passages) == 3
