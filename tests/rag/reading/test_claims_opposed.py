"""What is put forward and is not so: because the notice only strives for it, says the contrary, says it of another or of fewer;
and what is so in other words than were asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer
from tests.rag.conftest import Asking

Ask = Callable[[str], Answer]

POINTS = """云汀市卫生健康委员会文件
云汀卫发〔2026〕6号
关于印发云汀市2026年卫生健康工作要点的通知
各县（区）卫生健康局：
现将《云汀市2026年卫生健康工作要点》印发给你们，请认真贯彻执行。
云汀市卫生健康委员会
2026年2月16日
云汀市2026年卫生健康工作要点
1. 建强支部。持续推进“四强”党支部创建，力争65%的机关党支部达标。
2. 发展托育。确保每个县（区）建成1个以上公立普惠性托育机构。
3. 深化疾控改革。加快市、县疾控中心与同级卫生监督机构的整合重组进度。
4. 优化服务。继续实施“容缺受理”制度，推行“一次挂号管三天”，患者在同一医院同一科室复诊无需再次挂号。
5. 稳定村医。乡村医生按规定参加社会养老保险，单位负担部分由财政保障。
6. 改革支付。推进医保对紧密型医联体实行打包付费。
7. 建好村卫生室。按照诊断室、治疗室、药房、观察室、资料室“五室分开”的要求改造村卫生室40所。
8. 防控近视。启动市级儿童青少年近视防控适宜技术试点工作。
9. 关爱妇幼。做好免费婚检、困难家庭孕妇产前免费基因检测等民生实事。
10. 培育名医。设立国医大师工作站，工作站由市中医院承建。
11. 配强团队。每个家庭医生团队至少由1名医师、1名护士组成，有条件的可吸收药师加入。
12. 规范用血。单采血浆站不得向公民收取任何费用，严禁采血车用于接送职工。
13. 保留编制。机关工间操制度在各级机关推行，考核结果与项目经费挂钩。
14. 支持创业。支持松岭街道社区卫生服务中心发展月子中心。
15. 更新车辆。新增救护车中新能源车占比不低于40%，其中监护型救护车达到80%。
16. 试行护理保险。中度失能（2级）人员试点期间暂不享受护理补贴。
17. 落实总会计师制度。床位300张以上的医院必须配备总会计师，其他医院可由会计事务所派驻。
"""


@pytest.fixture(scope="module")
def ask_points(asking: Asking) -> Ask:
    return asking({"云汀市要点.txt": POINTS})


def verdict(answer: Answer) -> str:
    said = answer.answer[:2]
    return said[0] if said in ("是。", "否。") else ""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云汀是确保65%的机关党支部达标吗？", "否"),
        ("云汀65%的机关党支部达标，文件用的是“确保”吗？", "否"),
        ("云汀机关党支部65%达标是硬指标吗？", "否"),
        ("云汀65%的机关党支部达标，是力争的目标吗？", "是"),
        ("云汀每个县建成1个以上公立普惠性托育机构，是力争吗？", "否"),
    ],
)
def test_what_binds_is_told_from_what_is_striven_for(ask_points: Ask, question: str, said: str) -> None:
    assert verdict(ask_points(question)) == said


@pytest.mark.parametrize(
    "question",
    [
        "听说云汀把“容缺受理”停掉了，是真的吗？",
        "云汀的市县疾控中心是要跟卫生监督机构分开吗？",
        "云汀村医的养老保险，单位负担部分是由卫生院自己掏吗？",
    ],
)
def test_it_is_not_so_where_the_contrary_is_said(ask_points: Ask, question: str) -> None:
    assert verdict(ask_points(question)) == "否"


@pytest.mark.parametrize(
    "question",
    [
        "云汀医保对紧密型医联体推的是按项目付费，对吧？",
        "云汀的国医大师工作站是由市人民医院承建吗？",
        "云汀改造村卫生室要求的是“四室分开”，对吧？",
        "云汀2026年启动的儿童青少年近视防控适宜技术试点，是国家级的吗？",
    ],
)
def test_it_is_not_so_where_another_is_named_in_its_place(ask_points: Ask, question: str) -> None:
    assert verdict(ask_points(question)) == "否"


@pytest.mark.parametrize(
    "question",
    ["云汀产前基因检测是对所有孕妇免费吗？", "云汀每个家庭医生团队都必须配药师吗？"],
)
def test_what_is_said_of_fewer_or_left_open_is_no_duty_of_all(ask_points: Ask, question: str) -> None:
    assert verdict(ask_points(question)) == "否"


def test_a_figure_of_those_singled_out_is_the_one_they_are_asked_for(ask_points: Ask) -> None:
    answer = ask_points("云汀新增监护型救护车中新能源车占比是80%吗？").answer
    assert answer.startswith("是。")


@pytest.mark.parametrize(
    "question",
    [
        "云汀的患者在同一医院同一科室复诊，用不用再挂一次号？",
        "云汀支持清溪街道社区卫生服务中心发展月子中心吗？",
        "云汀的免费检测里头，有乙肝筛查吗？",
        "云汀中度失能（2级）人员试点期间能享受护理补贴吗？",
    ],
)
def test_nothing_is_called_so_that_is_freed_from_or_names_another(ask_points: Ask, question: str) -> None:
    assert verdict(ask_points(question)) != "是"


def test_a_rule_for_some_forbids_nothing_to_those_whom_the_next_words_let(ask_points: Ask) -> None:
    assert verdict(ask_points("云汀一家200张床的医院，总会计师可不可以让会计事务所派驻？")) != "否"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云汀的机关工间操，是不是各级机关里头推行？", "是"),
        ("云汀项目考核得好坏，会不会影响拿到的经费？", "是"),
        ("云汀的采血车闲着的时候，可不可以用来接送职工上下班？", "否"),
    ],
)
def test_in_other_words_the_reader_finds_what_decides(ask_points: Ask, question: str, said: str) -> None:
    assert verdict(ask_points(question)) == said


SPREAD = {
    "甲.txt": """青砚县卫生健康局文件
青卫发〔2026〕1号
青砚县2026年卫生健康工作要点
1. 加强血吸虫病、地方病监测，巩固消除成果。
2. 推行电子健康档案跨机构调阅。
""",
    "乙.txt": """白芷县卫生健康局文件
白卫发〔2026〕2号
白芷县2026年卫生健康工作要点
1. 继续推进血吸虫病消除达标。
2. 有序向个人开放电子健康档案。
""",
    "丙.txt": """鹿鸣县卫生健康局文件
鹿卫发〔2026〕3号
鹿鸣县2026年卫生健康工作要点
1. 开展儿童青少年近视防控。
2. 做好国家短缺药品清单的监测上报。
""",
}


@pytest.fixture(scope="module")
def ask_counties(asking: Asking) -> Ask:
    return asking(SPREAD)


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("提到血吸虫病防治的文件有哪些？", ("青砚", "白芷"), ("鹿鸣",)),
        ("居民的电子健康档案，哪几份文件提到？", ("青砚", "白芷"), ("鹿鸣",)),
        ("缺药怎么办，哪些文件提到短缺药品？", ("鹿鸣",), ("青砚", "白芷")),
    ],
)
def test_notices_are_found_by_the_thing_not_by_whom_it_is_for(
    ask_counties: Ask, question: str, named: tuple[str, ...], others: tuple[str, ...]
) -> None:
    answer = ask_counties(question).answer
    assert all(each in answer for each in named)
    assert not any(each in answer for each in others)
