"""Spoken words and typos are heard as what notices write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus import Corpus
from rag.spoken import in_written_words, written_for
from rag.typos import mend_words


def test_a_spoken_word_is_written_otherwise() -> None:
    assert "儿童" in written_for("小朋友")
    assert written_for("居民") == ()


def test_a_turn_of_phrase_names_the_indicator() -> None:
    assert "人均预期寿命" in in_written_words("老百姓平均能活到多少岁")


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


@given(st.text(max_size=30))
def test_nothing_but_characters_of_the_same_number_is_changed(text: str) -> None:
    assert mend_words(text, Corpus({})) == text
