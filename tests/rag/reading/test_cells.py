"""Cells of tables: the row that a question names, the column that it asks for, never the row beside it."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking

SCREENING = """岚溪县卫生健康局文件
岚卫〔2031〕9号
关于做好2031年听力筛查工作的通知
各镇卫生院：
现将听力筛查工作有关事项通知如下，请认真落实。
一、筛查安排
听力筛查由流动筛查队分批开展，日程安排如下：
乡镇      时间               地点            任务数（人）  带队人
云渡镇    5月6日—5月9日      云渡镇卫生院    420          吴岭
松坪镇    5月12日—5月16日    松坪镇文化站    610          郑禾
石湾镇    5月19日—5月21日    石湾镇卫生院    380          吴岭
二、任务分工
| 任务 | 要求 | 牵头单位 | 配合单位 | 时限 |
| --- | --- | --- | --- | --- |
| 建设康复站 | 在三个镇各建设康复站1个。 | 县卫生健康局 | 县财政局 | 9月底 |
| 宣传爱耳知识 | 爱耳日开展集中宣传。 | 县教育局 | 县妇联 | 3月底 |
三、机构等级
| 机构等级 | 小班（元/人·月） | 大班（元/人·月） |
| --- | --- | --- |
| 五星级 | 900 | 500 |
| 四星级 | 750 | 420 |
四、主要指标
| 指标 | 2031年目标 | 责任单位 |
| --- | --- | --- |
| 工伤保险参保率 | 稳步提升 | 县人社局 |
| 危害项目申报率 | 95% | 县卫生健康局 |
岚溪县卫生健康局
2031年4月8日
"""


@pytest.fixture(scope="module")
def ask_tables(asking: Asking) -> Ask:
    return asking({"岚溪县听力筛查.txt": SCREENING})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("岚溪县松坪镇听力筛查谁带队？", "带队人：郑禾"),
        ("岚溪县流动筛查队到松坪镇是哪几天？", "时间：5月12日—5月16日"),
        ("岚溪县松坪镇听力筛查是什么时候、在什么地方？", "时间：5月12日—5月16日；地点：松坪镇文化站"),
        ("岚溪县石湾镇听力筛查的任务数是多少人？", "任务数（人）：380"),
        ("岚溪县宣传爱耳知识由哪个单位牵头？", "牵头单位：县教育局"),
        ("岚溪县建设康复站配合的是哪个单位？", "配合单位：县财政局"),
        ("岚溪县四星级机构大班每人每月多少元？", "大班（元/人·月）：420"),
    ],
)
def test_the_cell_of_the_row_and_column_asked_for(ask_tables: Ask, question: str, said: str) -> None:
    answer = ask_tables(question)
    assert not answer.abstained
    assert answer.answer.splitlines()[0].split("[")[0] == said
    row = answer.answer.splitlines()[1]
    assert all(part.split("：")[1] in row for part in said.split("；"))


def test_rows_that_are_set_side_by_side_have_a_line_each(ask_tables: Ask) -> None:
    lines = ask_tables("岚溪县云渡镇和石湾镇听力筛查的任务数各是多少？").answer.splitlines()
    assert any("云渡镇" in line and "420" in line for line in lines)
    assert any("石湾镇" in line and "380" in line for line in lines)


def test_the_row_of_another_town_is_no_answer(ask_tables: Ask) -> None:
    answer = ask_tables("岚溪县流动筛查队几号到白石镇？")
    assert answer.abstained


def test_a_row_that_sets_no_figure_does_not_take_its_neighbours(ask_tables: Ask) -> None:
    answer = ask_tables("岚溪县2031年工伤保险参保率要到百分之多少？")
    assert answer.abstained
    assert "95%" not in answer.answer.splitlines()[0]
