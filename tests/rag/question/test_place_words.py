"""What only has the form of a place is told from a place that no gazetteer knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question.place_words import cuts_a_word, is_no_place


def _is_no_place(question: str, name: str) -> bool:
    start = question.index(name)
    return is_no_place(question, start, start + len(name))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("硕士来县里能拿多少安家费", "硕士来县"),
        ("买设备省里给多少", "买设备省"),
        ("今年市里一共掏多少钱", "今年市"),
        ("去年全县来了多少游客", "去年全县"),
        ("被撵出集市的摊主交的钱退吗", "被撵出集市"),
        ("慢病示范区的材料最晚哪天递上去", "慢病示范区"),
        ("开超市的一年卖多少才够限上", "开超市"),
        ("农贸市场归谁管", "农贸市"),
        ("二期病区按什么人分开", "二期病区"),
        ("医保基金省下来的咋分", "医保基金省"),
        ("分管副县长叫什么名字", "分管副县"),
        ("评上省里的示范园奖多少", "评上省"),
        ("拿外县证的能领护理钱吗", "拿外县"),
        ("首批试点县总共给多少钱", "首批试点县"),
    ],
)
def test_talk_names_no_place(question: str, name: str) -> None:
    assert _is_no_place(question, name)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("沧澜市纱窗合规的有几成", "沧澜市"),
        ("鹿鸣县眼下有多少家村诊所", "鹿鸣县"),
        ("鹭州市没本子的孩子几天里得补一本", "鹭州市"),
        ("石桥县的试点哪天开始", "石桥县"),
        ("渡口县为什么排在末位", "渡口县"),
        ("汀州湾市这份急救文件是谁签发的", "汀州湾市"),
        ("崔家峪县有几个产妇", "崔家峪县"),
        ("云岭区里有几家医院", "云岭区"),
        ("上渚县医院的微创中心几时建好", "上渚县"),
        ("陶陵区这个应对大热天的预案图什么", "陶陵区"),
    ],
)
def test_a_name_that_no_gazetteer_has_stays_one(question: str, name: str) -> None:
    assert not _is_no_place(question, name)


@pytest.mark.parametrize(
    ("question", "name", "cut"),
    [
        ("楼道里能给电瓶车插电不", "道里", True),
        ("评残和康复找哪家", "和康", True),
        ("疫情的新平台叫什么名", "新平", True),
        ("学费县里给不给免", "费县", True),
        ("上饶今年要建几个卒中中心", "上饶", False),
        ("在深圳看病报得跟家里一样不", "深圳", False),
    ],
)
def test_a_short_name_inside_a_word_is_none(question: str, name: str, *, cut: bool) -> None:
    start = question.index(name)
    assert cuts_a_word(question, start, start + len(name)) is cut


@given(st.text(alphabet="云岭市县去年全的里示范区开超省", min_size=2, max_size=12), st.data())
def test_any_stretch_can_be_asked_about(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(2, len(text)))
    start = data.draw(st.integers(0, end - 2))
    assert is_no_place(text, start, end) in (True, False)
    assert not cuts_a_word(text, 0, len(text))
