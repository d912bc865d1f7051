"""Spoken words and typos are heard as what notices write."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag.language.spoken
from rag.corpus.corpus import Corpus
from rag.language.spoken import as_written_in, in_written_words, phrases_in, written_for
from rag.question.typos import mend_words
from tests.rag.conftest import WorkspaceOf


def test_a_spoken_word_is_written_otherwise() -> None:
    assert "儿童" in written_for("小朋友")
    assert "消除" in written_for("消灭")
    assert written_for("居民") == ()


def test_a_turn_of_phrase_names_the_indicator() -> None:
    assert "人均预期寿命" in in_written_words("老百姓平均能活到多少岁")
    for question in ("钱从哪儿来", "钱打算从哪几条路来", "钱都想从哪些渠道筹"):
        assert in_written_words(question).split() == ["争取", "资金"]


def test_the_longest_phrase_is_heard() -> None:
    question = "上门换药的护士有几名"
    assert [question[start:end] for start, end in phrases_in(question)] == ["上门换药"]


@given(st.text(alphabet="小朋友上门换药的护士疫苗率", max_size=30))
def test_phrases_stand_apart_and_have_written_ones(text: str) -> None:
    spans = list(phrases_in(text))
    assert all(written_for(text[start:end]) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_question_is_put_in_the_words_of_a_text() -> None:
    question = "小朋友打预防针要多少钱"
    assert as_written_in("儿童接种疫苗不收费用。", question) == "儿童接种要多少钱"
    assert as_written_in("小朋友的接种点3个。", question) == "小朋友接种要多少钱"
    assert as_written_in("新建停车场2处。", question) == question


@given(st.text(alphabet="小朋友儿童打预防针接种要多少钱", max_size=20))
def test_nothing_is_put_that_the_text_does_not_write(text: str) -> None:
    put = as_written_in(text, "小朋友打预防针要多少钱")
    assert all(word in text for word in ("儿童", "婴幼儿", "接种") if word in put)


def test_the_table_of_spoken_words_is_well_formed() -> None:
    table = Path(rag.language.spoken.__file__).with_name("spoken_words.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    assert [row for row in rows if len(row) != 2 or not all(column.split() for column in row)] == []
    spoken = Counter(word for row in rows for word in row[0].split())
    assert [word for word, times in spoken.items() if times > 1] == []
    assert [row for row in rows if set(row[0].split()) & set(row[1].split())] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("每千人口托味数", "每千人口托位数"),  # nothing is written 托味
        ("居民健康素养水平", "居民健康素养水平"),
        ("量子计算机", "量子计算机"),  # no notice has anything like it
    ],
)
def test_a_character_of_the_same_sound_is_mended(corpus: Corpus, typed: str, meant: str) -> None:
    assert mend_words(typed, corpus) == meant


def test_what_makes_no_word_is_not_mended(workspace_of: WorkspaceOf) -> None:
    text = "关于印发2024年要点的通知\n各单位：\n一、推动机构优资源互补，补助对象为五类人员，聚焦老人用药。\n"
    store = workspace_of({"要点.txt": text}, span_reader=False).store
    held = Corpus({notice.id: notice for notice in store.notices()})
    for typed in ("哪家机构有资格", "教老人用药"):
        assert mend_words(typed, held) == typed
    assert mend_words("补助对向", held) == "补助对象"


@given(st.text(max_size=30))
def test_nothing_but_characters_of_the_same_number_is_changed(text: str) -> None:
    assert mend_words(text, Corpus({})) == text
