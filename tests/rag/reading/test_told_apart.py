"""Of two things that one question may be taken for, the one that it asks about."""

from __future__ import annotations

import pytest

from rag.question.comparing import without_count
from tests.rag.conftest import Ask, Asking

RULES = """泉溪县卫生健康局文件
泉卫发〔2033〕6号
关于印发《泉溪县养老和托育机构认定细则》的通知
各乡镇：
现将《泉溪县养老和托育机构认定细则》印发给你们，请遵照执行。
泉溪县卫生健康局
2033年5月6日
泉溪县养老和托育机构认定细则
第一条 普惠机构由机构自愿申请，认定有效期3年。
第二条 申报示范机构的，养老床位不少于50张，入住率达到60%以上。
第三条 加强心理健康人才队伍建设，具备心理治疗师资格的人数达30人以上。
第四条 乡村护理员实行统一聘用，享受乡镇卫生院聘用人员同等待遇。
第五条 养老机构与医疗机构签约率达到80%以上。
第六条 做实家庭医生签约服务，每年随访4次。
第七条 推进机构新建、改建、扩建和适老化改造，完善出入口、通道、扶手、照明、呼叫、消防、监控、厨房、浴室、卫生间等各类设施，配齐护理、康复、营养、心理、社工等各类人员，健全管理、服务、安全、应急、评价等各项制度，到2034年县级养老中心投入使用，到2035年每千人口托位数达到5.5个，乡镇养老中心实现全覆盖。
第八条 本细则自2033年7月1日起施行，有效期五年。
"""


@pytest.fixture(scope="module")
def ask_rules(asking: Asking) -> Ask:
    """A question by itself to an assistant with those rules."""
    return asking({"泉溪县.txt": RULES})


def test_how_long_a_recognition_holds_and_how_long_the_rules_hold(ask_rules: Ask) -> None:
    assert ask_rules("泉溪县普惠机构认定管几年？").answer.startswith("3年")
    assert "2033年7月1日" in ask_rules("泉溪县这份细则管几年？").answer


def test_too_few_beds_to_apply(ask_rules: Ask) -> None:
    assert ask_rules("泉溪县的养老院只有40张床，能报名评示范吗？").answer.startswith("否")
    assert not ask_rules("泉溪县的养老院有80张床，能报名评示范吗？").answer.startswith("否")


def test_people_are_no_teams(ask_rules: Ask) -> None:
    assert ask_rules("泉溪县有多少个心理治疗师团队？").abstained
    assert "30人" in ask_rules("泉溪县心理治疗师要多少人？").answer


def test_whom_something_is_the_same_as(ask_rules: Ask) -> None:
    assert "同等待遇" in ask_rules("泉溪县乡村护理员的待遇跟谁看齐").answer


def test_the_rate_of_another_pair_of_things(ask_rules: Ask) -> None:
    assert ask_rules("泉溪县家庭医生签约率是多少？").abstained


def test_several_dates_of_a_long_sentence(ask_rules: Ask) -> None:
    answer = ask_rules("泉溪县县级养老中心投入使用和每千人口托位数达到5.5个分别是什么时候").answer
    assert "2034年" in answer
    assert "2035年" in answer


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("甲市和乙市两个市的托位数各多少", "甲市和乙市的托位数各多少"),
        ("妇保院和中医院两个项目今年各干到哪", "妇保院和中医院今年各干到哪"),
        ("预防和巡讲的是哪两家", "预防和巡讲的是哪两家"),
        ("要建几个中心", "要建几个中心"),
    ],
)
def test_how_many_are_named_is_not_asked(question: str, without: str) -> None:
    assert without_count(question) == without
