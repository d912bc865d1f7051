"""Words that jieba guesses: grammar at their ends is no part of a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.terms import words_of
from rag.language.unlisted import without_grammar

_CHINESE = st.text(st.sampled_from("要各只个数口托位医院病科办搞定了里成上护士床建"), max_size=5)


@pytest.mark.parametrize(
    ("guess", "name"),
    [
        ("要建", ""),
        ("各定", ""),
        ("数要", ""),
        ("个托位", "托位"),
        ("搞爱卫", "爱卫"),
        ("办托", "办托"),
        ("医院", "医院"),
    ],
)
def test_grammar_is_taken_off_a_guess(guess: str, name: str) -> None:
    assert without_grammar(guess) == name


def test_words_of_a_question_are_names() -> None:
    words = words_of("全县要建几家医院，各定了多少张床")
    assert "医院" in words
    assert not {"要建", "各定"} & set(words)


@given(_CHINESE)
def test_what_is_left_is_a_part_of_the_word(word: str) -> None:
    left = without_grammar(word)
    assert left in word
    assert without_grammar(left) == left or len(left) > 1
