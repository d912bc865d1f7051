"""A question is cut where it asks for another thing, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.corpus import Corpus
from rag.question.conversation import interpretations
from rag.question.parse import parse
from rag.question.several_asks import asks_in, may_be_cut, within


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("云岭市新建急救站点几个，反应时间控制在多久？", ["云岭市新建急救站点几个", "反应时间控制在多久"]),
        ("突然出了急事，谁批、多快能拿到、手续怎么补", ["谁批", "多快能拿到", "手续怎么补"]),
        ("引进几名硕士和几名博士？", ["引进几名硕士", "几名博士"]),
        ("小学收多少、初中收多少、晚自习另收多少？", ["小学收多少", "初中收多少", "晚自习另收多少"]),
        ("这份细则几号开始实行？把哪个老文件废了", ["这份细则几号开始实行", "把哪个老文件废了"]),
        ("合格率不到75%扣多少？不到60%呢？", ["合格率不到75%扣多少", "不到60%呢"]),
        ("一个院至少几个，一次待多久？", ["一个院至少几个", "一次待多久"]),
    ],
)
def test_each_ask_keeps_its_own_words(question: str, own: list[str]) -> None:
    assert [ask.own for ask in asks_in(question)] == own


@pytest.mark.parametrize(
    "question",
    [
        "云岭市每千人口托位数是多少？",
        "签约率要达到65%，对不对？",
        "覆盖率达到多少，是65%吗？",
        "有几个行动，分别是什么？",
        "哪个乡镇要是拖后腿，县里会怎么处理？",
        "家庭医生签约包括哪些人，文件里是怎么规定的？",
        "这几个指标、十几个任务是谁定的？",
        "服务从几号到几号？",
        "那医师呢，要配几个？",
        "",
        "？",
    ],
)
def test_what_asks_for_one_thing_is_left_whole(question: str) -> None:
    (only,) = asks_in(question)
    assert only.text == only.own == question


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "云岭市低保从申请到批下来要几天，公示几天",
            ["云岭市低保从申请到批下来要几天", "云岭市低保从申请到批下来要，公示几天"],
        ),
        ("没有医生的村，一周去几趟、一趟多久", ["没有医生的村，一周去几趟", "没有医生的村，一趟多久"]),
        ("引进多少博士、多少硕士", ["引进多少博士", "引进，多少硕士"]),
        ("课后服务小学收多少、初中收多少", ["课后服务小学收多少", "课后服务，初中收多少"]),
        (
            "断面连续两个月不达标咋处理，连续三个月呢",
            ["断面连续两个月不达标咋处理", "断面连续三个月不达标咋处理"],
        ),
    ],
)
def test_each_ask_says_what_all_are_about(question: str, texts: list[str]) -> None:
    assert [ask.text for ask in asks_in(question)] == texts


def test_the_same_asked_of_several_things_is_asked_of_each() -> None:
    asks = asks_in("老旧小区，全面动工和全部干完分别是啥时候")
    assert [ask.item for ask in asks] == ["全面动工", "全部干完"]
    assert [ask.text for ask in asks] == ["老旧小区，全面动工是啥时候", "老旧小区，全部干完是啥时候"]
    lists = asks_in("通知定的几个时间点：方案备案、中期自查、全年总结，各是几号前")
    assert [ask.name for ask in lists] == ["方案备案", "中期自查", "全年总结"]


def test_what_names_too_little_leans_on_the_ask_before_it() -> None:
    first, second = asks_in("云岭市高血压患者管理率多少，糖尿病呢？")
    assert second.leans_on == first.text
    assert "多少" in second.asking


def test_an_ask_is_of_the_place_that_the_whole_question_names(corpus: Corpus) -> None:
    whole = parse("云岭市2024年新建急救站点几个，反应时间控制在多久？", corpus)
    assert may_be_cut(whole)
    for ask in asks_in(whole.text):
        for way in interpretations(ask.text, (), corpus):
            query = within(whole, ask, way)
            assert query.places == ("云岭市",)
            assert query.years == (2024,)


def test_a_table_for_several_places_is_not_cut(corpus: Corpus) -> None:
    assert not may_be_cut(parse("云岭市和霜桥县各要培训多少人，谁牵头？", corpus))


_SUBJECT = st.sampled_from(["急救站点", "家庭医生签约", "课后服务收费", "低保审核"])
_ASKS = st.lists(
    st.sampled_from(["谁来审批", "公示几天", "每户补多少元", "什么时候发放", "怎么申请", "哪个科室牵头"]),
    min_size=1,
    max_size=4,
    unique=True,
)


@given(_SUBJECT, _ASKS, st.sampled_from("，、？；"))
def test_the_asks_come_in_order_each_with_the_subject(subject: str, own: list[str], pause: str) -> None:
    found = asks_in(f"{subject}，{pause.join(own)}")
    assert len(found) == len(own)
    for ask, said in zip(found, own, strict=True):
        assert said in ask.text
        assert ask.text.startswith(subject)


@given(st.text(alphabet="云岭市急救站点多少几个和、，？呢分别各是谁哪年不到60%（）“”", max_size=40))
def test_any_text_is_cut_into_few_asks_that_say_something(question: str) -> None:
    asks = asks_in(question)
    assert 1 <= len(asks) <= 5
    if len(asks) > 1:
        assert all(ask.text and ask.own for ask in asks)
