"""What holds of the check for any passage: its own sentences stand, and no changed figure does."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.writing.verify import verify_sentence

INDICATORS = st.sampled_from(
    [
        "健康县区覆盖率",
        "居民健康素养水平",
        "家庭医生签约率",
        "老年医学科设置比例",
        "规范化托育机构覆盖率",
        "电子健康档案建档率",
    ]
)
BEFORE = st.sampled_from(["达到", "力争达到", "不低于", "确保达到", "提高到", "稳定在"])
YEARS = st.integers(2019, 2035)
VALUES = st.integers(1, 9999)
UNITS = st.sampled_from(["%", "％", "个", "所", "万人", "张", "项"])


@st.composite
def clauses(draw: st.DrawFn) -> str:
    value = draw(VALUES)
    decimals = draw(st.sampled_from(["", ".5", ".25"]))
    year = draw(YEARS)
    return f"到{year}年底，{draw(INDICATORS)}{draw(BEFORE)}{value}{decimals}{draw(UNITS)}"


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, list[str]]:
    sentences = [clause + "。" for clause in draw(st.lists(clauses(), min_size=1, max_size=5))]
    return "".join(sentences), sentences


@given(passages(), st.data())
@settings(max_examples=200, deadline=None)
def test_a_sentence_of_the_passage_stands(passage: tuple[str, list[str]], data: st.DataObject) -> None:
    text, sentences = passage
    sentence = data.draw(st.sampled_from(sentences))
    assert verify_sentence(f"{sentence}[1]", {1: text}).reasons == ()


@given(passages(), st.data())
@settings(max_examples=200, deadline=None)
def test_a_changed_figure_does_not_stand(passage: tuple[str, list[str]], data: st.DataObject) -> None:
    text, sentences = passage
    sentence = data.draw(st.sampled_from(sentences))
    figure = data.draw(st.sampled_from(list(re.finditer(r"\d+(?:\.\d+)?", sentence))))
    held = set(re.findall(r"\d+(?:\.\d+)?", text))
    other = str(data.draw(VALUES.filter(lambda value: str(value) not in held)))
    changed = sentence[: figure.start()] + other + sentence[figure.end() :]
    assert not verify_sentence(f"{changed}[1]", {1: text}).supported


@given(passages(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_cut_figure_does_not_stand(passage: tuple[str, list[str]], data: st.DataObject) -> None:
    text, sentences = passage
    sentence = data.draw(st.sampled_from(sentences))
    match = re.search(r"(\d)(\d[\d.]*)(?=[^\d.]*。)", sentence)
    if match is None or match.group(2).lstrip("0.") in ("", *re.findall(r"\d+(?:\.\d+)?", text)):
        return
    cut = sentence[: match.start()] + match.group(2) + sentence[match.end() :]
    assert not verify_sentence(f"{cut}[1]", {1: text}).supported


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_a_verdict(sentence: str, passage: str) -> None:
    verdict = verify_sentence(sentence, {1: passage})
    assert verdict.supported == (not verdict.reasons)


@given(
    st.text(
        alphabet="0123456789一二十百千万亿点.%年月日号第分之-至/:半xX*[]（）《》“”不以上下到", max_size=40
    )
)
@settings(max_examples=500, deadline=None)
def test_any_run_of_figures_gets_a_verdict(text: str) -> None:
    verify_sentence(text + "[1]", {1: text})
