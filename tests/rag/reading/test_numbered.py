"""A clause asked for by its number stands as it is written; one beyond the last is said not to be there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.models import Notice
from rag.corpus.corpus import Corpus
from rag.question.parse import parse
from rag.reading.notice.numbered import asked_number, read_numbered
from rag.types import Answer

Ask = Callable[[str], Answer]
Parse = Callable[[str, str], Notice]
RULES = "砚河县民生补贴实施细则"
PLAN = "柳塘县校园食品安全三年行动方案"


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("第八条写的什么？", 8),
        ("第八条的内容是什么", 8),
        ("第三项任务是什么？", 3),
        ("第12条规定了哪些内容？", 12),
        ("第二十一条是什么", 21),
        ("第八条里的补贴是多少？", 0),  # a topic, and the number only part of it
        ("第八条由谁负责？", 0),
        ("补贴标准是什么？", 0),
    ],
)
def test_what_asks_for_a_clause_and_nothing_else(question: str, number: int, corpus: Corpus) -> None:
    assert asked_number(parse(question, corpus)) == number


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (f"{RULES}第四条写的什么？", "第四条新造油茶林"),
        (f"{RULES}第八条是什么？", "第八条补贴资金"),
        (f"{RULES}第二章是什么？", "第三条80-89周岁老人高龄津贴"),
        (f"{PLAN}第二部分写的什么？", "教育局负责校园食堂日常管理"),
    ],
)
def test_the_clause_as_it_stands(ask_alike: Ask, question: str, words: str) -> None:
    answer = ask_alike(question)
    assert words in answer.answer.replace(" ", "")
    assert not answer.abstained


def test_no_other_clause_with_it(ask_alike: Ask) -> None:
    answer = ask_alike(f"{RULES}第八条写的什么？").answer
    assert "第七条" not in answer
    assert "第九条" not in answer


def test_a_clause_beyond_the_last_is_not_made_up(ask_alike: Ask) -> None:
    answer = ask_alike(f"{RULES}第十五条写的什么？")
    assert answer.abstained
    assert "没有第十五条" in answer.answer
    assert "第九条" in answer.answer


def test_of_several_notices_none_is_meant(parse_text: Parse, corpus: Corpus) -> None:
    notices = [parse_text(f"{n}.txt", f"办法\n第一条 甲{n}。\n第二条 乙。\n第三条 丙。\n") for n in "一二三"]
    query = parse("第二条写的什么？", corpus)
    assert read_numbered(query, 2, notices) is None
    assert read_numbered(query, 2, notices[:1]) is not None


_LABELS = st.lists(
    st.text(alphabet="第（()）一二三十百0123456789条、.章节 ", min_size=1, max_size=6), min_size=1, max_size=5
)


@given(labels=_LABELS, number=st.integers(0, 120))
def test_any_labels_are_read(labels: list[str], number: int, parse_text: Parse) -> None:
    text = "办法\n" + "\n".join(f"{label}按期办理事项。" for label in labels) + "\n"
    notice = parse_text("办法.txt", text)
    draft = read_numbered(parse(f"第{number}条是什么？", Corpus({notice.id: notice})), number, [notice])
    for line in draft.lines if draft and not draft.unstated else ():
        (quote,) = line.quotes
        assert notice.text[quote.start : quote.end] == line.text
