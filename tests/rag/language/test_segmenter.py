"""Text is cut as jieba cuts it, though its dictionary is read in parts."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.segmenter import LATER_WORDS, Words, cut

_TEXT = st.text(st.one_of(st.sampled_from("的国人大健康县区医院工作到2%a. \n"), st.characters()), max_size=40)


@pytest.fixture(scope="module")
def with_later_words() -> jieba.Tokenizer:
    """jieba's own, with the words that we add put in as it puts in a user's."""
    tokenizer = jieba.Tokenizer()
    for word, often in LATER_WORDS.items():
        tokenizer.add_word(word, often)
    return tokenizer


@pytest.mark.parametrize(
    "text",
    [
        "到2025年底，全市千人托位数达到4.5个，药占比降到28%以下。",
        "紧密型县域医共体由谁牵头？B超、CT和iPhone14呢",
        "𠮷野家\n{}的\0",
        "",
    ],
)
def test_cuts_are_jiebas(text: str, with_later_words: jieba.Tokenizer) -> None:
    assert cut(text) == with_later_words.lcut(text)


@given(_TEXT)
def test_cuts_of_any_text_are_jiebas(with_later_words: jieba.Tokenizer, text: str) -> None:
    assert cut(text) == with_later_words.lcut(text)


def test_names_of_later_years_are_cut_whole() -> None:
    assert "托位" not in jieba.lcut("每千人口托位数")
    assert "托位" in cut("每千人口托位数")


def test_a_dictionary_is_read_as_jieba_reads_it() -> None:
    lines = "B超 3 n\n医院 120 n\n医 5 n\n医共体 40 n\n医院 7 v\né 2 x\né里 10 x\n𠮷 1 x\n"
    words = Words(lines.encode())
    assert words.total == 188
    assert {word: words.get(word) for word in ("B", "B超", "医", "医院", "医共", "医共体", "é", "é里", "𠮷")} == {
        "B": 0, "B超": 3, "医": 5, "医院": 7, "医共": 0, "医共体": 40, "é": 2, "é里": 10, "𠮷": 1
    }  # fmt: skip
    assert words["医院"] == 7
    assert (words.kind_of("B超"), words.kind_of("医院")) == ("n", "v")  # of a word met twice the last
    assert (words.kind_of("医共"), words.kind_of("院")) == ("", "")
    assert words.get("𠮶") is None
    assert not any(word in words for word in ("院", "ê", "医疗"))


def test_a_dictionary_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="line of the dictionary"):
        Words(b"word\tlist\n")
