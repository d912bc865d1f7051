"""The tier, the letter, the town and the measure that a question speaks of; never the one beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures
from rag.reading.tiers import asks_per_head_alone, per_fit, tier_fit
from rag.types import Answer

Ask = Callable[[str], Answer]
FIGURES = ("60元", "200元", "500元", "800元", "90万元", "40万元", "3座", "5座", "60万平方米")


@pytest.mark.parametrize(
    ("question", "words", "fit"),
    [
        ("92岁老人发多少", "90-99周岁每月200元", 1),
        ("92岁老人发多少", "80-89周岁每月60元", -1),
        ("100岁老人发多少", "100周岁以上每月500元", 1),
        ("99岁老人发多少", "100周岁以上每月500元", -1),
        ("25人的小作坊", "30人以下的企业", 1),
        ("45人的工厂", "30人以下的企业", -1),
        ("92岁老人发多少", "每月200元", 0),  # no tier
        ("老人发多少", "90-99周岁每月200元", 0),  # nobody in particular
        ("90-99周岁发多少", "80-89周岁每月60元", 0),  # a tier is asked for, not somebody in one
        ("3个孩子的家庭", "90-99周岁每月200元", 0),  # another thing is counted
        ("达到80%没有", "不低于60%", 0),  # a share is no tier
    ],
)
def test_whether_a_tier_holds(question: str, words: str, fit: int) -> None:
    assert tier_fit(question, words) == fit


@pytest.mark.parametrize(
    ("question", "words", "fit"),
    [
        ("一亩补多少", "每亩补助800元", 1),
        ("每亩补多少", "每亩补助800元", 1),
        ("一户补多少", "每亩补助800元", -1),
        ("一级医院补多少", "每亩补助800元", 0),
        ("一户补多少", "补助800元", 0),
    ],
)
def test_what_is_counted_by(question: str, words: str, fit: int) -> None:
    assert per_fit(question, words) == fit


@pytest.mark.parametrize(
    ("question", "sentence", "alone"),
    [
        ("每千人口托位数是多少", "年内新增托位数800个", True),
        ("一千个人要有几个托位", "年内新增托位数800个", True),
        ("每千人口托位数是多少", "每千人口托位数达到4个", False),
        ("千人口献血率是多少", "献血率达到10‰", False),
        ("新增托位数多少", "年内新增托位数800个", False),
    ],
)
def test_so_many_for_so_many_people(question: str, sentence: str, alone: bool) -> None:
    assert asks_per_head_alone(question, sentence) is alone


@given(age=st.integers(1, 130), low=st.integers(1, 120), width=st.integers(1, 20))
def test_a_tier_holds_just_those_between_its_ends(age: int, low: int, width: int) -> None:
    inside = low <= age <= low + width
    assert tier_fit(f"{age}岁老人发多少", f"{low}-{low + width}周岁每月60元") == (1 if inside else -1)


_WORDS = st.text(alphabet="老人每亩户一二0123456789-—%周岁以上下内不超过低于元、， \n", max_size=24)


@given(_WORDS, _WORDS)
def test_spaces_around_change_nothing(question: str, words: str) -> None:
    padded = f"  {question}\n", f"\n{words}  "
    assert tier_fit(question, words) == tier_fit(*padded)
    assert per_fit(question, words) == per_fit(*padded)


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("砚河县85岁老人高龄津贴每人每月多少元？", "60元"),
        ("砚河县92岁老人高龄津贴每人每月多少元？", "200元"),
        ("砚河县103岁老人高龄津贴每人每月多少元？", "500元"),
        ("砚河县油茶林一亩补多少？", "800元"),
        ("砚河县A类场馆每年补助多少？", "90万元"),
        ("砚河县B类场馆每年补助多少？", "40万元"),
        ("砚河县云石镇新建公厕多少座？", "3座"),
        ("砚河县双桥镇新建公厕多少座？", "5座"),
        ("青梧市新建标准厂房多少万平方米？", "60万平方米"),
    ],
)
def test_the_figure_of_what_is_asked_about(ask_alike: Ask, question: str, headline: str) -> None:
    answer = ask_alike(question)
    assert not answer.abstained
    said = answer.answer.splitlines()[0]
    assert [figure.text for figure in find_figures(said.split("[")[0]) if figure.text in FIGURES] == [
        headline
    ]


@pytest.mark.parametrize(
    "question",
    [
        "砚河县70岁老人高龄津贴每人每月多少元？",
        "砚河县C类场馆每年补助多少？",
        "砚河县石门镇新建公厕多少座？",
        "青梧市高新区新建标准厂房多少万平方米？",
    ],
)
def test_no_neighbours_figure(ask_alike: Ask, question: str) -> None:
    assert ask_alike(question).abstained
