"""What stands above a clause belongs to it: the chapter's leading unit, the lead-in of a list; and what an answer may not
lack: money, points, a rank."""

from __future__ import annotations

import pytest

from rag.assistant import Assistant
from rag.types import Turn
from tests.rag.conftest import Ask, WorkspaceOf

TASKS = """霁溪县河长制办公室文件
霁河办〔2031〕4号
关于印发《霁溪县2031年实事任务分工》的通知
各乡镇人民政府：
现将《霁溪县2031年实事任务分工》印发给你们，请抓好落实。
霁溪县河长制办公室
2031年2月3日
霁溪县2031年实事任务分工
一、县教育局牵头的项目
（一）新建幼儿园3所，8月底前投入使用。配合单位：县住建局。
（二）修缮教学楼6栋，9月底前完工。
二、县水务局和县林业局牵头的项目
（三）县水务局：改造供水管网40公里，10月底前完成。
（四）县林业局：造林900亩。
三、考核
5.断面水质（12分）。水质优良比例达到90%得12分。〔评分单位：县生态环境分局〕
6.工作专班办公室设在县水务局，主任由局长兼任。
7.年度考核前三名的乡镇，分别奖励50万元、30万元、20万元；逾期报送每日扣0.5分。
8.县级总河长每半年巡河不少于1次，县级河长每季度不少于1次。
9.A级食堂占比达到45%，食堂抽检覆盖率达到98%，下半年抽检200批次；不合格的供应商两年内不得参与投标。
10.设立有奖举报，按罚没款的5%给予奖励，最低500元，最高不超过2万元。
11.有下列情形之一的，实行一票否决，不得评为优秀：
（1）考核数据弄虚作假的；
（2）发生溃坝事故的。
12.事件分为特大（Ⅰ级）、重大（Ⅱ级）、一般（Ⅲ级）三级。
13.2031年妇女免费筛查由县妇幼保健院承担，筛查工作于11月底结束。小班（12—24个月）每月收费，小班（12—24个月）2200元。
四、通报
青口镇得分91，河西镇得分84。检查从业人员530人，健康证过期74人，其中青口镇31人、河西镇22人。
| 排名 | 乡镇 | 得分 | 问题整改率 |
| --- | --- | --- | --- |
| 1 | 青口镇 | 91 | 98% |
| 2 | 河西镇 | 84 | 91% |
"""

EMERGENCY = """云砚县应急预案
1 总则
1.1 编制目的
规范应急处置。
1.2 适用范围
适用于本县水库险情处置。
2 响应
2.1 响应启动
Ⅰ级响应由县长启动，Ⅲ级响应由县水务局启动。
2.2 响应时限
Ⅰ级响应1小时内到达现场，Ⅲ级响应4小时内到达现场。
3 附则
本预案由县水务局负责解释，每3年修订一次。
"""


@pytest.fixture(scope="module")
def assistant(workspace_of: WorkspaceOf) -> Assistant:
    return workspace_of({"霁溪县实事分工.txt": TASKS, "云砚县应急预案.txt": EMERGENCY}).assistant


@pytest.fixture(scope="module")
def ask_tasks(assistant: Assistant) -> Ask:
    return assistant.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("霁溪县新建幼儿园由谁牵头？", "牵头：县教育局"),
        ("霁溪县断面水质由哪个单位评分？", "县生态环境分局"),
        ("霁溪县工作专班办公室设在哪个部门？", "县水务局"),
        ("霁溪县年度考核第二名奖励多少？", "30万元"),
        ("霁溪县级河长多久巡河一次？", "每季度"),
        ("霁溪县A级食堂占比要多少？", "45%"),
        ("霁溪县举报奖励最低多少钱？", "500元"),
        ("霁溪县不合格的供应商要禁多久？", "两年内"),
        ("云砚县三级响应由谁启动？", "县水务局"),
        ("霁溪县妇女免费筛查什么时候结束？", "11月底"),
        ("霁溪县小班每月收多少钱？", "2200元"),
    ],
)
def test_the_first_line_tells_what_is_asked_for(ask_tasks: Ask, question: str, said: str) -> None:
    answer = ask_tasks(question)
    assert said in answer.answer.splitlines()[0]
    assert not answer.abstained


def test_a_unit_that_heads_its_item_is_not_charged_with_its_neighbours(ask_tasks: Ask) -> None:
    answer = ask_tasks("霁溪县水务局牵头哪些工作？").answer
    assert "改造供水管网40公里" in answer
    assert "造林" not in answer


def test_kinds_are_told_by_the_sentence_that_divides(ask_tasks: Ask) -> None:
    answer = ask_tasks("霁溪县事件分为哪几级？").answer
    assert "特大（Ⅰ级）、重大（Ⅱ级）、一般（Ⅲ级）" in answer


def test_a_case_is_told_with_what_follows_from_it(ask_tasks: Ask) -> None:
    ruled_out = ask_tasks("霁溪县考核数据弄虚作假，还能评为优秀吗？").answer
    assert ruled_out.startswith("否")
    assert "一票否决" in ruled_out
    assert "一票否决" in ask_tasks("霁溪县发生溃坝事故的会怎么样？").answer


def test_a_supplier_that_is_barred_is_never_told_yes(ask_tasks: Ask) -> None:
    assert not ask_tasks("霁溪县供应商抽检不合格今年还能投标吗？").answer.startswith("是")


@pytest.mark.parametrize(
    "question",
    [
        "霁溪县河长每年给多少补助？",
        "霁溪县幼儿园园长年薪多少？",
        "霁溪县幼儿园入园要考多少分？",
        "霁溪县食堂员工工资多少？",
        "霁溪县幼儿园是哪家公司中的标？",
        "霁溪县新建幼儿园近视率降到多少？",
    ],
)
def test_what_is_not_told_is_declined(ask_tasks: Ask, question: str) -> None:
    assert ask_tasks(question).abstained


def test_a_town_takes_the_place_of_another_in_the_question_before(assistant: Assistant) -> None:
    before = (
        Turn(role="user", content="霁溪县青口镇有多少从业人员健康证过期？"),
        Turn(role="assistant", content="31人。"),
    )
    answer = assistant.answer("河西镇的呢？", list(before)).answer
    assert "22人" in answer.splitlines()[0]


def test_a_level_takes_the_place_of_another(assistant: Assistant) -> None:
    before = (
        Turn(role="user", content="云砚县Ⅰ级响应几小时内到达现场？"),
        Turn(role="assistant", content="1小时内。"),
    )
    assert "4小时内" in assistant.answer("那Ⅲ级呢？", list(before)).answer
