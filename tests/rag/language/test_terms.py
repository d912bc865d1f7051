"""What is found lexically: short words, figures with units, document numbers however they are written."""

from __future__ import annotations

import pytest

from rag.language.terms import simplified, terms, words_of

NUMBER = "云卫字〔2024〕40号"


@pytest.mark.parametrize(
    "written",
    [
        "云卫字[2024]40号",
        "云卫字［2024］40号",
        "云卫字【2024】40号",
        "云卫字(2024)40号",
        "云卫字（2024）40号",
        "云卫字〔２０２４〕４０号",
        "云卫字〔2024〕 40 号",
    ],
)
def test_a_document_number_is_one_in_every_bracket_and_width(written: str) -> None:
    assert terms(written) == terms(NUMBER)


def test_another_number_is_another() -> None:
    assert terms("云卫字〔2024〕41号") != terms(NUMBER)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("温灸", ["温灸"]),
        ("推广岚派温灸", ["推广", "广岚", "岚派", "派温", "温灸"]),
        ("灸", ["灸"]),
        ("65%", ["65%"]),
        ("６５％", ["65%"]),
        ("3‰", ["3‰"]),
        ("12.5万", ["12.5", "5万"]),
        ("260名", ["260", "0名"]),
        ("H7N9", ["h", "7", "n", "9"]),
        ("VTE防治", ["vte", "防治"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_terms_of(text: str, found: list[str]) -> None:
    assert [term for term in terms(text) if len(term) > 1 or term in found] == found


def test_the_unit_sticks_to_its_own_figure_only() -> None:
    assert "0名" in terms("260名")
    assert "0名" not in terms("260 人，名医")


def test_width_and_case_are_folded() -> None:
    assert terms("ＶＴＥ防治") == terms("vte防治")


@pytest.mark.parametrize(
    ("traditional", "simple"), [("健康縣區覆蓋率", "健康县区覆盖率"), ("託育", "托育"), ("65%", "65%")]
)
def test_traditional_characters_become_simplified(traditional: str, simple: str) -> None:
    assert simplified(traditional) == simple


@pytest.mark.parametrize("measure", ["药占比", "病死率"])
def test_a_measure_is_one_word(measure: str) -> None:
    assert words_of(measure) == [measure]


@pytest.mark.parametrize("text", ["占", "药", "他 和 她", ""])
def test_lone_characters_are_no_words(text: str) -> None:
    assert words_of(text) == []


@pytest.mark.parametrize("text", ["要保", "设上", "干到", "签了", "要备"])
def test_a_verb_with_its_particle_is_no_word(text: str) -> None:
    assert words_of(text) == []


@pytest.mark.parametrize("text", ["能力", "就医", "友好", "网上", "得病"])
def test_words_that_look_like_a_verb_with_its_particle_are_words(text: str) -> None:
    assert words_of(text) == [text]
