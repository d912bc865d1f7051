"""What stands beside the answer: another year's figure, another kind's, another county's, what is denied of an attribute."""

from __future__ import annotations

import pytest

from rag.reading.claim.denied import on_denial
from rag.reading.contrast import has_no_such_class, leaves_out
from tests.rag.conftest import Ask, Asking

WASTE = """岚溪市人民政府办公室文件
岚政办发〔2031〕9号
关于印发岚溪市健康服务管理办法的通知
各县人民政府：
现将《岚溪市健康服务管理办法》印发给你们，请认真落实。
岚溪市人民政府办公室
2031年4月8日
岚溪市健康服务管理办法（2031—2033年）
第一章 总则
第一条 为加强管理，制定本办法。
第二条 本办法适用于全市各类医疗机构。
第三条 日常工作由市卫生健康局体改科承担，市卫生健康局统筹推进。
第二章 管理
第四条 医疗废物分为感染性废物、损伤性废物和药物性废物三类，分别存放。
第五条 未被污染的输液瓶不属于医疗废物，由回收企业利用。
第六条 入托当月实际出勤不足5天的，退还当月服务费的80%；5天及以上、不足10天的，退还50%。
第七条 儿童总体近视率控制在49%以下，其中小学生控制在36%以下，初中生控制在68%以下。
第八条 三年治理480个行政村，其中2031年170个，2032年160个，2033年150个。
第九条 2031年及以后已检查过的对象不再纳入免费检查。
第十条 市级公开招聘疾控人员25名。
第十一条 市中医医院新院区总投资6亿元，规划床位600张。
"""


@pytest.fixture(scope="module")
def ask_waste(asking: Asking) -> Ask:
    return asking({"岚溪市办法.txt": WASTE})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("岚溪市医疗废物分成哪几类？", "感染性废物、损伤性废物和药物性废物三类"),
        ("岚溪市当月实际出勤7天退还多少服务费？", "50%"),
        ("岚溪市2033年要治理多少个行政村？", "150个"),
        ("岚溪市初中生近视率控制在多少？", "68%"),
        ("岚溪市中医医院新院区规划多少张床？", "600张"),
        ("岚溪市健康服务管理的日常工作是哪个科在承担？", "体改科"),
        ("岚溪市没污染的输液瓶算医疗废物吗？", "否"),
    ],
)
def test_the_one_asked_about_and_not_its_neighbour(ask_waste: Ask, question: str, said: str) -> None:
    answer = ask_waste(question)
    assert not answer.abstained
    assert said in answer.answer.splitlines()[0]


@pytest.mark.parametrize("question", ["岚溪市高中生近视率控制在多少？"])
def test_a_kind_that_the_clause_leaves_out_has_no_figure(ask_waste: Ask, question: str) -> None:
    assert ask_waste(question).abstained


def test_kinds_and_classes_left_out() -> None:
    assert leaves_out("高中生近视率", "小学生36%，初中生68%")
    assert not leaves_out("初中生近视率", "小学生36%，初中生68%")
    assert has_no_such_class("E级企业查几次", "A级企业1次，D级企业3次")
    assert not has_no_such_class("D级企业查几次", "A级企业1次，D级企业3次")
    assert not has_no_such_class("企业查几次", "A级企业1次")


def test_what_an_attribute_denies_is_not_denied_of_the_thing() -> None:
    assert on_denial("没弄脏的输液瓶子算医疗废物", "未被污染的输液瓶不属于医疗废物") is False
