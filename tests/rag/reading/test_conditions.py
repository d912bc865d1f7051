"""A rule for so much is none for another amount."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.conditions import shut_out


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("献血满1000毫升有什么优惠", "累计献血满2000毫升的，门诊诊查费全免"),
        ("超限不到30%的罚多少", "超限30%以上的，每超1吨罚款500元"),
        ("不到10桌的要提前几天登记", "10桌以上的，举办者提前5天报备"),
        ("干了5年的村医发多少", "满10年不满20年的每月300元，满20年的500元"),
        ("没到75分的扣多少", "得分在85分以上的，奖励2000元"),
        ("干了25年的村医发多少", "满10年不满20年的每月300元"),
        ("超了2年没花的钱怎么办", "资金结余超过2年未使用的，由县财政收回"),
    ],
)
def test_a_case_that_no_rule_takes_in(question: str, sentence: str) -> None:
    assert shut_out(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("72岁的老人一年体检几次", "为65岁及以上老年人每年体检1次"),
        ("超限40%的罚多少", "超限30%以上的，每超1吨罚款500元"),
        ("干了15年的村医发多少", "满10年不满20年的每月300元，满20年的500元"),
        ("没干满五年就走的怎么算", "服务不满五年离开的，停发剩余部分"),
        ("38所村卫生室几月完工", "年内新改建村卫生室38所"),
        ("每3个月查几次", "住院满6个月的，每3个月评估1次"),
        ("补助发多少", "满10年的每月300元"),
        ("开了8周的药医生还要做什么", "超过4周的，医师应当告知患者"),
        ("备血600毫升由谁提", "备血不足800毫升的，由主治医师提出"),
        ("钱趴着2年多没花会怎样", "资金结余超过2年未使用的，由县财政收回"),
        ("10个月大的娃一个月最多收多少", "每人每月上限为：乳儿班（6—12个月）2600元"),
        ("五十亩以上的鱼塘一亩能拿多少", "面积50亩以上的鱼塘，每亩补助1200元"),
        ("三公里以外每跑一公里收几块", "三公里内30元，超过3公里每公里加收4元"),
    ],
)
def test_a_case_that_some_rule_takes_in_or_none_speaks_of(question: str, sentence: str) -> None:
    assert not shut_out(question, sentence)


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=1, max_value=99))
def test_a_lower_bound_takes_in_what_reaches_it(case: int, bound: int) -> None:
    assert shut_out(f"{case}岁的老人补多少", f"{bound}岁以上老人每月补贴20元") == (case < bound)
