"""What a follow-up names is put in for its counterpart in the question before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.question.counterparts import alike, beside, of_family, same_form


def _text(found: object) -> str:
    return getattr(found, "text", "")


def test_another_grade_or_tier() -> None:
    assert _text(same_form("D级", "A级企业一年查几次")) == "D级企业一年查几次"
    assert _text(same_form("三等奖", "一等奖奖金多少")) == "三等奖奖金多少"
    assert _text(same_form("三等奖", "一等奖多少钱")) == "三等奖多少钱"
    assert _text(same_form("干满30年", "干了15年的村医每月多发多少")) == "干了满30年的村医每月多发多少"
    assert _text(same_form("科目四", "演练科目一归哪个科")) == "演练科目四归哪个科"
    assert same_form("满30年", "2024年补多少") is None
    assert same_form("A级", "A级企业一年查几次") is None


def test_another_member_of_a_family() -> None:
    assert _text(of_family("民办", "公办机构每个托位补多少", lambda _: False)) == "民办机构每个托位补多少"
    assert _text(of_family("退了休", "在职职工门诊报多少", lambda _: False)) == "退休人员门诊报多少"
    assert _text(of_family("没退", "退休人员门诊报多少", lambda _: False)) == "在职职工门诊报多少"
    assert _text(of_family("小微企业", "个人贷款最高多少", lambda _: True)) == "小微企业贷款最高多少"
    assert of_family("老人", "公办机构每个托位补多少", lambda _: True) is None


def test_what_is_counted_otherwise_is_asked_for_openly() -> None:
    assert _text(of_family("医师", "每千人口床位几张", lambda _: False)) == "每千人口医师多少"
    assert _text(of_family("医生", "每千人要有几张病床", lambda _: False)) == "每千人要有多少医师"


def test_what_a_notice_sets_beside_it() -> None:
    said = ["旧房改造每户补助2万元，危房重建每户补助5万元。"]
    assert _text(beside("危房重建", "旧房改造每户补多少", said)) == "危房重建每户补多少"
    assert beside("危房重建", "养老床位补多少", said) is None


def test_what_stands_between_the_same_words() -> None:
    said = ["甲医院为市级胸痛救治中心，乙医院为市级卒中救治中心。"]
    assert _text(beside("卒中", "哪家医院是胸痛救治中心", said)) == "哪家医院是卒中救治中心"


def test_the_end_that_both_share_is_told_with_it() -> None:
    said = ["总指挥由镇长担任，现场指挥由院长担任。"]
    assert _text(beside("现场", "演练总指挥是谁", said)) == "演练现场指挥是谁"


def test_cells_of_one_row_stand_beside_each_other() -> None:
    assert _text(beside("完工", "中心几号开工", ["项目 | 开工 | 完工"])) == "中心几号完工"


def test_no_part_of_a_word_is_put_for() -> None:
    said = ["设质控中心。", "设卒中门诊。"]
    assert alike("卒中", "哪家是胸痛质控中心", said) is None


def test_what_ends_alike_and_stands_in_the_notice() -> None:
    assert _text(alike("提升包", "基础包年费多少", ["基础包60元。", "提升包180元。"])) == "提升包年费多少"
    assert alike("提升包", "年费多少", ["提升包180元。"]) is None


@given(st.sampled_from("ABCD"), st.sampled_from("ABCD"))
def test_only_the_letter_changes(one: str, other: str) -> None:
    found = same_form(f"{other}档", f"农村低保{one}档每月多少")
    assert _text(found) == ("" if one == other else f"农村低保{other}档每月多少")
