"""Looking words up in a text itself says the same as making all its terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text import sentences
from rag.language.terms import terms
from rag.reading.held import Held

WRITTEN = st.text(alphabet="千人口乡镇卫生院〔〕（）()[]【】 \n，。0123456789.%‰aAbGDP４０号", max_size=40)


@given(WRITTEN, WRITTEN)
def test_a_text_holds_its_terms_and_no_others(text: str, other: str) -> None:
    held, own = Held(text), set(terms(text))
    for term in {*own, *terms(other)}:
        assert held.holds(term) == (term in own), term


@given(WRITTEN, st.text(alphabet="千人口乡镇卫生院", min_size=2, max_size=2))
def test_an_abbreviation_stands_in_order_and_close_together(text: str, short: str) -> None:
    if Held(text).holds(short):
        return
    folded = "".join(text.replace("４", "4").replace("０", "0").replace("（", "(").replace("）", ")").split())
    spread = re.search(rf"{short[0]}[\u4e00-\u9fff()]{{1,5}}{short[1]}", folded)
    assert Held(text).credit([short]) == (0.6 if spread else 0.0)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("基本公共卫生服务", 0.6),
        ("公众看病时要讲卫生", 0.0),  # six characters between them
        ("公、卫", 0.0),
        ("公共（卫）", 0.6),
        ("公卫科", 1.0),
        ("公", 0.0),
    ],
)
def test_what_an_abbreviation_is_worth(text: str, credit: float) -> None:
    assert Held(text).credit(["公卫"]) == credit


def test_added_terms_are_held_too() -> None:
    assert Held("卫生院", frozenset(["行动"])).credit(terms("卫生行动")) == pytest.approx((1 + 0 + 1) / 3)


@given(
    WRITTEN.map(lambda text: text + "。\n"),
    WRITTEN,
    st.text(alphabet="千人口乡镇卫生院", min_size=2, max_size=2),
)
def test_no_sentence_holds_what_all_of_them_together_do_not(first: str, second: str, term: str) -> None:
    whole = first + second
    credit = Held(whole).credit([term])
    assert all(Held(whole[start:end]).credit([term]) <= credit for start, end in sentences(whole))
