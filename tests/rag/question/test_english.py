"""Questions in English are read as the Chinese ones they are; Chinese ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.corpus import Corpus
from rag.question.english import in_chinese
from rag.question.parse import parse
from rag.question.wording import Asks
from rag.types import Answer
from tests.rag.reading.test_figures import Ask


@pytest.mark.parametrize(
    ("question", "asks", "places", "topic"),
    [
        (
            "How many childcare places per thousand people does Yunling plan for?",
            Asks.FIGURE,
            ("云岭市",),
            "托位",
        ),
        ("Which department leads elderly care in 云岭市?", Asks.UNIT, ("云岭市",), "养老服务"),
        ("When was the health work notice of Yun Ling issued?", Asks.METADATA, ("云岭市",), ""),
    ],
)
def test_an_english_question_is_understood(
    question: str, asks: Asks, places: tuple[str, ...], topic: str, corpus: Corpus
) -> None:
    query = parse(question, corpus)
    assert (query.asks, query.places) == (asks, places)
    assert topic in query.topic


@pytest.mark.parametrize(
    ("question", "heads"),
    [
        ("How many childcare places per 1,000 people does Yunling plan for?", "每千人口"),
        ("How many childcare places for every 1000 permanent residents in Yunling?", "每千人口"),
        ("How many childcare places per thousand residents in Yunling?", "每千人口"),
        ("How many childcare places per 10,000 people does Yunling plan for?", "每万人口"),
        ("How many hospitals with 1,000 beds does Yunling plan for?", ""),
    ],
)
def test_for_how_many_heads(question: str, heads: str, corpus: Corpus) -> None:
    chinese = in_chinese(question, corpus)
    assert [words for words in ("每千人口", "每万人口") if words in chinese] == [heads] * bool(heads)


def test_it_is_answered_with_the_words_of_the_notice(ask: Ask) -> None:
    answer: Answer = ask("What is the health literacy target of Yunling in 2024?")
    assert answer.answer.startswith("28%以上（到2024年底")


def test_words_of_which_nothing_is_known_stay_as_they_are(corpus: Corpus) -> None:
    question = "Tell me something about penguins, please, and their colourful feathers"
    assert in_chinese(question, corpus) == question


@given(st.text(alphabet="云岭市青禾县健康目标要达到多少？0123456789GDPHPV%", max_size=40))
def test_chinese_is_left_alone(text: str) -> None:
    if len([c for c in text if "\u4e00" <= c <= "\u9fff"]) * 2 + 8 >= sum(
        c.isascii() and c.isalpha() for c in text
    ):
        assert in_chinese(text, Corpus({})) == text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was the notice of Yunling issued and under what number?", "文号和印发时间"),
        ("How often does Yunling inspect its hospitals?", "多久一次"),
        ("Compare the blood donation rate of Yunling and Qinghe", "各是多少"),
        ("And the subsidy?", "补助 呢"),
        ("Who leads it?", "由哪些部门牵头"),
    ],
)
def test_what_is_asked_in_english(question: str, words: str, corpus: Corpus) -> None:
    assert words in in_chinese(question, corpus)


def test_a_name_that_no_notice_knows_is_not_left_out(corpus: Corpus) -> None:
    question = "How many hospital beds must Zzyzxburg add?"
    assert in_chinese(question, corpus) == question
