"""Passages: verbatim, complete, inside one clause, and no longer than asked where a sentence allows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.anatomy.outline import build_outline
from ingest.models import Notice
from ingest.passages import cut_passages
from ingest.readers.lines import Line
from ingest.text import sentences
from ingest.tokens import count_tokens
from tests.ingest.samples import ISSUED, notice_of, official_line


def notice_with(paragraphs: list[str]) -> Notice:
    text, clauses = build_outline([Line(paragraph) for paragraph in paragraphs])
    return replace(notice_of(ISSUED), text=text, clauses=clauses)


texts = st.lists(official_line | st.text(), max_size=10)
bounds = st.integers(64, 320)


@given(texts, bounds)
def test_passages_hold_every_character_once_and_cross_no_clause(paragraphs: list[str], bound: int) -> None:
    notice = notice_with(paragraphs)
    passages = cut_passages(notice, bound)
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(notice.text.split())
    for passage in passages:
        clause = notice.clauses[passage.clause_index]
        assert passage.text == notice.text[passage.start : passage.end]
        assert clause.start <= passage.start < passage.end <= clause.own_end
        assert passage.clause == clause.path
        assert passage.text == passage.text.strip()
    assert all(one.end <= two.start for one, two in pairwise(passages))
    assert len({passage.id for passage in passages}) == len(passages)


@given(st.lists(official_line, min_size=1, max_size=10), bounds)
def test_passages_keep_the_bound_where_sentences_allow_it(paragraphs: list[str], bound: int) -> None:
    notice = notice_with(paragraphs)
    assume(all(count_tokens(notice.text[a:b]) <= bound for a, b in sentences(notice.text)))
    assert all(count_tokens(passage.text) <= bound for passage in cut_passages(notice, bound))


def test_short_sentences_share_a_passage_and_long_clauses_are_cut_between_sentences() -> None:
    sentence = "坚持预防为主，落实各项防控措施。"
    notice = notice_with(["一、总体要求", "（一）" + sentence * 40])
    passages = cut_passages(notice, 100)
    assert 1 < len(passages) < 41
    assert all(passage.text.endswith("。") for passage in passages[1:])


@pytest.mark.parametrize("mark", ["，", "", "、"])
def test_one_endless_sentence_is_cut_all_the_same(mark: str) -> None:
    notice = notice_with(["抓好落实" + f"坚持预防为主{mark}" * 300])
    passages = cut_passages(notice, 100)
    assert all(count_tokens(passage.text) <= 100 for passage in passages)
    assert not mark or all(passage.text.endswith(mark) for passage in passages[:-1])


def test_context_names_the_notice_and_the_headings_above_and_is_not_quoted() -> None:
    notice = notice_of(ISSUED)
    passage = next(p for p in cut_passages(notice, 320) if "60%" in p.text)
    assert passage.context == "2024年全市卫生健康工作要点 > 聚焦党建引领"
    assert passage.embedded_text == f"{passage.context}\n{passage.text}"
    assert passage.clause == "一、2"


def test_the_same_notice_gives_the_same_ids_again() -> None:
    assert cut_passages(notice_of(ISSUED), 64) == cut_passages(notice_of(ISSUED, "copy.txt"), 64)
