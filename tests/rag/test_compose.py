"""Citations: verbatim, numbered in order of first use, and a warning about every notice that is no issued original."""

from __future__ import annotations

import re

import pytest

from rag.compose import Citations, citation, compose, provenance_warnings
from rag.corpus.index import Index
from rag.reading.draft import Draft, Line, Quote


def quote(index: Index, source: str, words: str) -> Quote:
    notice = next(n for n in index.corpus.notices.values() if n.source == source)
    start = notice.text.index(words)
    return Quote(notice.id, start, start + len(words))


@pytest.fixture(scope="module")
def city(index: Index) -> Quote:
    return quote(index, "云岭市要点.txt", "健康县区覆盖率达65%")


@pytest.fixture(scope="module")
def county(index: Index) -> Quote:
    return quote(index, "青禾县方案.txt", "每千人口托位数达到4.2个")


@pytest.fixture(scope="module")
def web(index: Index) -> Quote:
    return quote(index, "网络汇编.txt", "由财政统筹安排")


def test_markers_are_numbered_in_order_of_first_use(index: Index, city: Quote, county: Quote) -> None:
    draft = Draft((Line("甲", (county,)), Line("乙", (city,)), Line("丙", (county, city))), 1.0)
    answer = compose(draft, index)
    assert answer.answer == "甲[1]\n乙[2]\n丙[1][2]"
    assert [(c.marker, c.source) for c in answer.citations] == [(1, "青禾县方案.txt"), (2, "云岭市要点.txt")]


def test_a_citation_is_the_passage_word_for_word(index: Index, city: Quote) -> None:
    answer = compose(Draft((Line("甲", (city,)),), 1.0), index)
    (cited,) = answer.citations
    notice = index.corpus.notices[cited.document_id]
    assert cited.text == notice.text[cited.start : cited.end]
    assert cited.start <= city.start < city.end <= cited.end
    assert (cited.title, cited.document_number, cited.issuer, cited.issued_on, cited.region) == (
        notice.title,
        "云卫字〔2024〕40号",
        "云岭市卫生健康委员会",
        "2024-04-26",
        "云岭市",
    )


def test_a_quote_over_two_passages_cites_both(index: Index, city: Quote) -> None:
    notice = index.corpus.notices[city.document_id]
    wide = Quote(notice.id, city.start, notice.text.index("高血压患者"))
    answer = compose(Draft((Line("甲", (Quote(wide.document_id, wide.start, wide.end + 3),)),), 1.0), index)
    assert answer.answer == "甲[1][2]"
    assert [c.start for c in answer.citations] == sorted(c.start for c in answer.citations)


def test_a_line_without_quotes_has_no_marker(index: Index) -> None:
    answer = compose(Draft((Line("共 0 项："),), 1.0), index)
    assert (answer.answer, answer.citations, answer.warnings) == ("共 0 项：", (), ())


def test_the_marker_of_a_row_stands_in_its_last_cell(index: Index, city: Quote) -> None:
    lines = (
        Line("| 文件 | 原文 |"),
        Line("| --- | --- |"),
        Line("| 甲 | 乙", (city,), row=True),
        Line("| 丙 | 未载明 |"),
    )
    assert compose(Draft(lines, 1.0), index).answer.splitlines() == [
        "| 文件 | 原文 |",
        "| --- | --- |",
        "| 甲 | 乙 [1] |",
        "| 丙 | 未载明 |",
    ]


def test_a_notice_that_is_no_issued_original_is_warned_of_once(index: Index, city: Quote, web: Quote) -> None:
    answer = compose(Draft((Line("甲", (web,)), Line("乙", (web, city))), 1.0), index)
    assert len(answer.warnings) == 1
    assert "某地村卫生室管理工作方案" in answer.warnings[0]


def test_warnings_of_the_draft_come_first(index: Index, web: Quote) -> None:
    answer = compose(Draft((Line("甲", (web,)),), 1.0, ("草稿的话",)), index, ("另一句",))
    assert answer.warnings[:2] == ("草稿的话", "另一句")
    assert len(answer.warnings) == 3


def test_an_issued_original_has_no_warning(index: Index, city: Quote) -> None:
    assert compose(Draft((Line("甲", (city,)),), 1.0), index).warnings == ()
    assert provenance_warnings((), index) == []


def test_abstaining_is_passed_on(index: Index, city: Quote) -> None:
    assert compose(Draft((Line("甲", (city,)),), 1.0), index, abstained=True).abstained


def test_every_passage_can_be_cited_word_for_word(index: Index) -> None:
    citations = Citations(index)
    for passage in index.passages:
        citations.mark(passage)
        citations.mark(passage)
    assert [c.marker for c in citations.all] == list(range(1, len(index.passages) + 1))
    for made in citations.all:
        notice = index.corpus.notices[made.document_id]
        assert made.text == notice.text[made.start : made.end]
        assert made == citation(made.marker, index.passages[made.marker - 1], notice)


def test_a_quote_of_a_notice_that_is_gone_has_no_marker(index: Index) -> None:
    answer = compose(Draft((Line("甲", (Quote("nothing", 0, 5),)),), 1.0), index)
    assert not re.search(r"\[\d+\]", answer.answer)
