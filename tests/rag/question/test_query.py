"""Questions understood: what is asked for, which places, years, dates and notices are named, what is left as topic."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from rag.corpus.corpus import Corpus
from rag.question.conversation import understand
from rag.question.parse import parse
from rag.question.wording import Asks
from rag.types import Turn

CITY, COUNTY, OTHER = "云岭市", "青禾县", "霜桥县"
FIGURE, UNIT, DUTIES, DATE = Asks.FIGURE, Asks.UNIT, Asks.DUTIES, Asks.DATE
META, LIST, DUE, YES_NO = Asks.METADATA, Asks.LIST, Asks.DEADLINE, Asks.YES_NO
CONTACT, EXPLAIN = Asks.CONTACT, Asks.EXPLAIN


@dataclass(frozen=True)
class Case:
    """A question and what must come of it. ``has`` and ``lacks`` are words of the topic, parted by spaces."""

    text: str
    asks: Asks
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    due: str = ""
    has: str = ""
    lacks: str = ""


CASES = (
    Case("云岭市2024年健康县区覆盖率", FIGURE, (CITY,), (2024,), has="健康县区覆盖率"),
    Case("云岭市怎么提高健康县区覆盖率", EXPLAIN, (CITY,)),
    Case("青禾县老百姓最迟什么时候能在微信上看自己的健康档案", DATE, (COUNTY,)),
    Case("青禾县卫生健康局的微信是多少", CONTACT, (COUNTY,)),
    Case("卡在2024年底（或底前）要办成的事有哪些", DUE, due="在2024年底", lacks="底前"),
    Case("青禾县2024年10月底前要完工的是什么", DUE, (COUNTY,), due="2024年10月底前", lacks="完工"),
    Case("云岭市派医生去新疆由哪几个科打头", UNIT, (CITY,), has="新疆"),
    Case("青禾县献血这事哪些单位要出力", UNIT, (COUNTY,), lacks="出力"),
    Case("云岭市托育系由哪两个内设机构主抓", UNIT, (CITY,), lacks="机构"),
    Case("青禾县级医院每年要拿多少钱搞科研", FIGURE, (COUNTY,), has="县级医院"),
    Case("青禾县域医共体归谁管", UNIT, (COUNTY,), has="县域医共体"),
    Case("云岭市怎么让几家医院真正成一家", EXPLAIN, (CITY,)),
    Case("青禾县靠什么让乡镇重视健康指标", EXPLAIN, (COUNTY,)),
    Case("青禾县怎么让签约率达到多少", FIGURE, (COUNTY,)),
    # of the notices themselves
    Case("青禾县三年行动方案的制发主体是哪个机关", META, (COUNTY,)),
    Case("云岭市要点和青禾县方案哪个印得早", META, (CITY, COUNTY)),
    Case("教室灯光不合格由谁发整改书", UNIT, has="教室灯光"),
    Case("青禾县今年办几号开课", DATE, (COUNTY,)),
    # figures
    Case("云岭市2024年健康县区覆盖率要达到多少？", FIGURE, (CITY,), (2024,), has="健康县区覆盖率", lacks="云岭 2024 多少 达到"),
    Case("云岭2024年托位数目标是多少", FIGURE, (CITY,), (2024,), has="托位数", lacks="云岭 目标 多少"),
    Case("2024年云岭市引进硕士研究生多少名？", FIGURE, (CITY,), (2024,), has="引进硕士研究生", lacks="多少"),
    Case("到2025年底，青禾县每千人口托位数达到多少个？", FIGURE, (COUNTY,), (), "2025年底", has="每千人口托位数", lacks="2025 多少"),
    Case("青禾县居民健康素养水平要提高到百分之几？", FIGURE, (COUNTY,), has="居民健康素养水平", lacks="百分之"),
    Case("要建设几个省级中医优势专科？", FIGURE, has="省级中医优势专科", lacks="几个"),
    Case("普惠托位占几成？", FIGURE, has="普惠托位", lacks="几成"),
    Case("急救平均反应时间控制在多少分钟以内？", FIGURE, has="急救平均反应时间", lacks="多少"),
    Case("高血压患者规范管理率目标值？", FIGURE, has="高血压患者规范管理率", lacks="目标"),
    Case("乡镇卫生院整合了多少家", FIGURE, has="乡镇卫生院", lacks="多少"),
    Case("青禾县要建几家卫生院？", FIGURE, (COUNTY,), has="卫生院"),
    # units
    Case("扩大托育供给由谁牵头？", UNIT, has="扩大托育供给", lacks="牵头 谁"),
    Case("云岭市慢性病管理由哪个科室负责？", UNIT, (CITY,), has="慢性病管理", lacks="科室 负责"),
    Case("青禾县医共体归哪家管？", UNIT, (COUNTY,), has="医共体"),
    Case("中医适宜技术推广的牵头科室是谁", UNIT, has="中医适宜技术", lacks="科室"),
    Case("人才引进谁来负责？", UNIT, has="人才引进", lacks="负责 谁"),
    Case("数字健康建设的责任单位有哪些？", UNIT, has="数字健康建设", lacks="责任单位 哪些"),
    Case("托育这块，是哪两家在牵头？", UNIT, has="托育", lacks="两家"),
    Case("负责献血宣传的有哪几家？", UNIT, has="献血宣传"),
    Case("献血宣传找谁？", UNIT, has="献血宣传", lacks="谁"),
    # duties
    Case("疾控科牵头哪些工作？", DUTIES, lacks="哪些 牵头"),
    Case("县中医院负责什么？", DUTIES, lacks="什么"),
    Case("云岭市医政科负责哪几项工作？", DUTIES, (CITY,), lacks="哪几项"),
    # dates
    Case("全民健康信息平台什么时候建成？", DATE, has="全民健康信息平台", lacks="什么时候"),
    Case("急救站点几月份建好", DATE, has="急救站点"),
    Case("医共体章程何时完成？", DATE, has="医共体章程", lacks="何时"),
    Case("实验室改造的完成时间是什么？", DATE, has="实验室改造", lacks="什么"),
    # metadata
    Case("云卫字〔2024〕40号是什么文件？", META),
    Case("云卫字[2024]40号哪天印发的？", META),
    Case("青禾县三年行动方案是谁发的？", META, (COUNTY,)),
    Case("云岭市家庭医生签约服务管理办法的文号是什么？", META),
    Case("霜桥县基层卫生方案什么时候印发的", META, (OTHER,)),
    Case("云岭市2024年工作要点主送哪些单位？", META, (CITY,), (2024,)),
    Case("这个通知下发给了谁？", META),
    # lists
    Case("青禾县三年行动方案包括哪些能力提升行动？", LIST, (COUNTY,), has="能力提升行动", lacks="哪些 包括"),
    Case("县人民医院要建成哪三大中心？", LIST, has="县人民医院 三大", lacks="哪三大"),
    Case("云岭市家庭医生要办哪几场活动？", LIST, (CITY,), has="家庭医生 活动", lacks="场活动"),
    Case("家庭医生优先与哪几类人签约？", LIST, has="家庭医生 签约", lacks="哪几"),
    Case("云岭市扩大服务供给有哪些措施", LIST, (CITY,), has="扩大服务供给", lacks="哪些"),
    Case("推广中医适宜技术的是谁", UNIT, has="中医适宜技术"),
    Case("抓控烟的是谁", UNIT, has="控烟"),
    Case("写方案的是谁", UNIT),
    Case("抓控烟的是哪两家", UNIT, has="控烟"),
    Case("社区生活馆有哪几家", LIST, has="社区生活馆"),
    Case("慢病管理中心有哪几家", LIST, has="慢病管理中心"),
    Case("合作的事业单位有哪几家", LIST, has="事业单位"),
    Case("托管机构有哪几家", LIST, has="托管机构"),
    Case("挂号费几块各是多少", FIGURE, has="挂号费"),
    Case("民生十件事有哪些", LIST, has="民生十件事"),
    Case("要办的三件事有哪些", LIST, has="三件事"),
    Case("青禾县妇保院评等级的有哪几家？", LIST, (COUNTY,), has="妇保院评等级", lacks="几家"),
    Case("家庭医生签约先进的都有谁", LIST, has="家庭医生 先进"),
    Case("签约满分里头几块分别怎么给", LIST, has="签约"),
    Case("评甲等要达到哪些指标？", LIST, has="甲等", lacks="哪些"),
    Case("列出青禾县的主要行动", LIST, (COUNTY,), lacks="列出"),
    # everything due
    Case("青禾县2023年底前要完成什么？", DUE, (COUNTY,), (), "2023年底前", lacks="2023 完成"),
    Case("云岭市2024年10月底前要完成哪些任务？", DUE, (CITY,), (), "2024年10月底前", lacks="哪些 2024"),
    Case("到2025年底青禾县要做到哪些？", DUE, (COUNTY,), (), "2025年底"),
    Case("云岭市在2024年底之前要干什么", DUE, (CITY,), (), "2024年底之前"),
    # comparisons and the whole corpus
    Case("云岭和青禾的托位数目标各是多少？", FIGURE, (CITY, COUNTY), has="托位数", lacks="云岭 青禾 多少"),
    Case("青禾县和云岭市谁的居民健康素养水平高？", FIGURE, (COUNTY, CITY), has="居民健康素养水平"),
    Case("青禾县和云岭市谁的托位数高？", FIGURE, (COUNTY, CITY), has="托位数"),
    Case("青禾县2023年和2025年的托位数分别是多少？", FIGURE, (COUNTY,), (2023, 2025), has="托位数", lacks="2023 2025"),
    Case("哪些文件提到岚派温灸？", LIST, has="岚派温灸", lacks="文件 哪些 提到"),
    Case("各地居民健康素养水平目标是多少？", FIGURE, has="居民健康素养水平", lacks="各地 目标"),
    Case("谁提到过岚派温灸？", LIST, has="岚派温灸", lacks="谁 过"),
    Case("有几个文件提到温灸？", Asks.LIST, has="温灸", lacks="文件 几个"),
    # yes or no
    Case("糖尿病患者规范管理率是不是62%？", YES_NO, has="糖尿病患者规范管理率", lacks="62 是不是"),
    Case("任何机构都能强制签约吗？", YES_NO, has="强制签约", lacks="吗"),
    Case("霜桥县有没有建中医馆", YES_NO, (OTHER,), has="中医馆", lacks="有没有"),
    Case("云岭市2024年健康县区覆盖率是否达到65%？", YES_NO, (CITY,), (2024,), has="健康县区覆盖率", lacks="65 是否"),
    Case("每支家庭医生团队服务人口是否不超过2000人？", YES_NO, (), (), has="服务人口", lacks="2000"),
    # contact
    Case("云岭市卫生健康委员会的联系电话是多少？", CONTACT, (CITY,), lacks="电话 多少"),
    Case("医政科的邮箱是什么", CONTACT, has="医政科", lacks="邮箱"),
    Case("投诉热线是多少", CONTACT),
    Case("急救站接到电话后多快要出车", FIGURE, has="出车"),
    Case("出院的病人由谁打电话随访", UNIT, has="出院"),
    Case("心理热线半夜有人接吗", YES_NO),
    Case("药品每周往村里送几趟", FIGURE, has="药品"),
    Case("要给多少居民查谁容易中风", FIGURE, has="居民"),
    Case("名医评选是哪个科在弄", UNIT, has="名医评选"),
    # explanations
    Case("青禾县几家卫生院各自要做出什么拿手项目？", EXPLAIN, (COUNTY,), has="卫生院"),
    Case("怎么推进紧密型县域医共体建设？", EXPLAIN, has="紧密型县域医共体建设", lacks="怎么"),
    Case("签约服务费如何分担？", EXPLAIN, has="签约服务费 分担", lacks="如何"),
    Case("为什么要建急救站点？", EXPLAIN, has="急救站点", lacks="为什么"),
    # other spellings of dates and characters
    Case("雲嶺市健康縣區覆蓋率要達到多少？", FIGURE, (CITY,), has="健康县区覆盖率"),
    Case("云岭市２０２４年健康县区覆盖率是多少？", FIGURE, (CITY,), (2024,), has="健康县区覆盖率"),
    Case("云岭市二〇二四年健康县区覆盖率是多少？", FIGURE, (CITY,), (2024,), has="健康县区覆盖率", lacks="二〇二四"),
    Case("云岭市2024年度健康县区覆盖率是多少？", FIGURE, (CITY,), (2024,), has="健康县区覆盖率", lacks="年度"),
    Case("请问云岭市的健康县区覆盖率是多少呢？", FIGURE, (CITY,), has="健康县区覆盖率", lacks="请问 呢"),
    Case("麻烦帮我查一下青禾县托位数是多少", FIGURE, (COUNTY,), has="托位数", lacks="麻烦 帮我 查"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_a_question_is_understood(case: Case, corpus: Corpus) -> None:
    query = parse(case.text, corpus)
    assert (query.asks, query.places, query.years) == (case.asks, case.places, case.years)
    assert (case.due in query.deadline) if case.due else not query.deadline
    topic = query.topic.replace(" ", "")
    assert [word for word in case.has.split() if word not in topic] == []
    assert [word for word in case.lacks.split() if word in topic] == []


@pytest.mark.parametrize(
    "question", ["要组建区总院的那个区，床位多少？", "病人在区中医院能约号吗？"], ids=str
)
def test_words_of_a_sentence_that_end_as_places_do_are_none(question: str, corpus: Corpus) -> None:
    assert parse(question, corpus).unknown_places == ()


@pytest.mark.parametrize(
    "written",
    [
        "云卫字〔2024〕40号",
        "云卫字[2024]40号",
        "云卫字［2024］40号",
        "云卫字【2024】40号",
        "云卫字（2024）40号",
        "云卫字(2024)40号",
        "云卫字〔２０２４〕４０号",
        "雲衛字〔2024〕40號",
    ],
)
def test_a_document_number_is_taken_in_every_style_and_is_no_year(written: str, corpus: Corpus) -> None:
    query = parse(f"{written}是什么文件？", corpus)
    assert len(query.document_numbers) == 1
    assert (query.asks, query.years, query.topic) == (META, (), "")


def test_two_document_numbers_are_both_taken(corpus: Corpus) -> None:
    query = parse("云卫字〔2024〕40号和青府办发〔2023〕29号哪个先印发？", corpus)
    assert query.document_numbers == ("云卫字〔2024〕40号", "青府办发〔2023〕29号")


@pytest.mark.parametrize("before", ["", "请问", "查一下", "帮我看看", "请查询", "根据", "我想知道", "关于"])
def test_words_before_a_number_are_no_part_of_it(before: str, corpus: Corpus) -> None:
    query = parse(f"{before}云卫字〔2024〕40号是什么文件？", corpus)
    assert query.document_numbers == ("云卫字〔2024〕40号",)


def test_a_title_named_whole_is_not_the_topic(corpus: Corpus) -> None:
    query = parse("《云岭市家庭医生签约服务管理办法》规定每周巡诊几次？", corpus)
    assert [corpus.notices[key].source for key in query.titles] == ["签约办法.txt"]
    assert "管理办法" not in query.topic
    assert "巡诊" in query.topic


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("南昌市2024年托位数是多少？", "南昌市"),
        ("浙江省托位数是多少", "浙江省"),
        ("杭州的托位数是多少", "杭州市"),
    ],
)
def test_a_place_outside_the_corpus_is_still_a_place(text: str, place: str, corpus: Corpus) -> None:
    query = parse(text, corpus)
    assert query.places == (place,)
    assert "托位数" in query.topic


def test_a_place_nobody_knows_is_told_apart(corpus: Corpus) -> None:
    query = parse("桃鹿县托位数是多少？", corpus)
    assert (query.places, query.unknown_places) == ((), ("桃鹿县",))
    assert "桃鹿" not in query.topic


@pytest.mark.parametrize(
    "text", ["全市托位数是多少？", "各县托位数是多少？", "哪个县托位数最高？", "城区急救反应时间是多少？"]
)
def test_a_level_is_no_place(text: str, corpus: Corpus) -> None:
    query = parse(text, corpus)
    assert (query.places, query.unknown_places) == ((), ())


@pytest.mark.parametrize(
    ("text", "across"),
    [
        ("云岭市和青禾县的托位数各是多少？", True),
        ("哪些文件提到温灸？", True),
        ("各地托位数是多少？", True),
        ("云岭市托位数是多少？", False),
        ("青禾县各地托位数是多少？", False),
    ],
)
def test_the_whole_corpus_or_one_place(text: str, across: bool, corpus: Corpus) -> None:
    assert parse(text, corpus).across is across


@pytest.mark.parametrize(
    ("text", "across"),
    [
        ("推广温灸的有哪几家", True),
        ("推广温灸的都有谁", True),
        ("推广温灸的是谁", False),
        ("定价的是谁", False),
        ("开展老年人体检的是哪几家", False),
        ("办健康证的有哪几家", False),
    ],
)
def test_who_plans_something_is_not_who_does_it(text: str, across: bool, corpus: Corpus) -> None:
    assert parse(text, corpus).across is across


@pytest.mark.parametrize(
    ("text", "barred"),
    [("评估的人犯了哪些事就不让干了", True), ("村医不让干了", True), ("晚上不让做的话", False)],
)
def test_a_deed_that_is_not_allowed_bars_nobody(text: str, barred: bool, corpus: Corpus) -> None:
    assert ("取消资格" in parse(text, corpus).topic) is barred


def test_how_many_notices_is_no_figure_of_theirs(corpus: Corpus) -> None:
    assert parse("有几个文件提到温灸？", corpus).asks is Asks.LIST
    assert parse("要建几个中医馆？", corpus).asks is Asks.FIGURE


def test_a_place_that_is_excepted_is_not_the_place_asked_about(corpus: Corpus) -> None:
    query = parse("除了云岭市，还有哪些地方提到温灸？", corpus)
    assert (query.places, query.but, query.across, query.topic) == ((), ("云岭市",), True, "温灸")


@pytest.mark.parametrize("text", ["？", "。", "的", "a", "2024", "〔〕", "|", "\n\n", "😀", "那呢"])
def test_next_to_nothing_is_still_a_query(text: str, corpus: Corpus) -> None:
    assert parse(text, corpus).search_text or not text.strip()


# Follow-ups

ASKED = Turn(role="user", content="云岭市2024年每千人口托位数目标是多少？")
ANSWERED = Turn(role="assistant", content="4.5个（到2024年底，力争）[1]")


def test_a_follow_up_changes_the_place_and_keeps_the_rest(corpus: Corpus) -> None:
    query = understand("那青禾县呢？", (ASKED, ANSWERED), corpus)
    assert (query.places, query.asks) == ((COUNTY,), FIGURE)
    assert "每千人口托位数" in query.topic
    assert "places" not in query.inherited


def test_a_follow_up_changes_the_year_and_keeps_the_rest(corpus: Corpus) -> None:
    query = understand("2025年呢？", (ASKED, ANSWERED), corpus)
    assert (query.places, query.years, query.asks) == ((CITY,), (2025,), FIGURE)
    assert "每千人口托位数" in query.topic


def test_a_follow_up_changes_what_is_asked_for_and_keeps_the_rest(corpus: Corpus) -> None:
    query = understand("谁负责？", (ASKED, ANSWERED), corpus)
    assert (query.places, query.asks) == ((CITY,), UNIT)
    assert "每千人口托位数" in query.topic


def test_a_follow_up_changes_the_topic_and_keeps_the_place(corpus: Corpus) -> None:
    query = understand("居民健康素养水平要达到多少？", (ASKED, ANSWERED), corpus)
    assert (query.places, query.years) == ((CITY,), (2024,))
    assert "托位" not in query.topic
    assert "居民健康素养水平" in query.topic


def test_a_slot_travels_over_several_turns(corpus: Corpus) -> None:
    history = (ASKED, ANSWERED, Turn(role="user", content="那青禾县呢？"), ANSWERED)
    query = understand("谁负责？", history, corpus)
    assert (query.places, query.asks) == ((COUNTY,), UNIT)
    assert "每千人口托位数" in query.topic


def test_a_whole_question_takes_nothing_over(corpus: Corpus) -> None:
    text = "霜桥县2022年新建中医馆多少个？"
    query = understand(text, (ASKED, ANSWERED), corpus)
    assert query.places == (OTHER,)
    assert (query.years, query.topic) == ((2022,), parse(text, corpus).topic)


def test_a_document_number_is_inherited(corpus: Corpus) -> None:
    query = understand(
        "是哪天印发的？", (Turn(role="user", content="云卫字〔2024〕40号是什么文件？"),), corpus
    )
    assert query.document_numbers == ("云卫字〔2024〕40号",)


def test_a_question_over_the_corpus_inherits_no_place(corpus: Corpus) -> None:
    assert understand("哪些文件提到岚派温灸？", (ASKED, ANSWERED), corpus).places == ()


def test_what_the_assistant_said_is_not_taken_over(corpus: Corpus) -> None:
    history = (Turn(role="assistant", content="霜桥县2022年新建中医馆6个"),)
    assert understand("谁负责？", history, corpus).places == ()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("青禾县2025—2026年托位数是多少？", True),
        ("青禾县2025年和2026年托位数是多少？", False),
        ("青禾县2025—2026年各年托位数是多少？", True),
        ("青禾县2025—2026各年托位数是多少？", False),
        ("青禾县2025年托位数是多少？", False),
    ],
)
def test_a_span_of_years_is_not_two_years_to_compare(text: str, span: bool, corpus: Corpus) -> None:
    assert parse(text, corpus).span == span


def test_the_end_of_a_year_may_be_said_once_for_two(corpus: Corpus) -> None:
    assert parse("青禾县2024年和2025年底各要完成什么", corpus).text.count("年底") == 2
    assert parse("青禾县2024年和2025年要完成什么", corpus).text.count("年底") == 0


def test_what_is_due_may_be_counted(corpus: Corpus) -> None:
    assert parse("青禾县2025年底的任务一共几条", corpus).asks is Asks.DEADLINE
    assert parse("青禾县2025年底的任务率要到多少", corpus).asks is Asks.FIGURE


def test_ways_of_doing_are_compared_in_words(corpus: Corpus) -> None:
    query = parse("云岭市和青禾县的温灸推广做法对比", corpus)
    assert query.asks is Asks.EXPLAIN
    assert "做法" not in query.topic
    assert parse("云岭市和青禾县的托位数对比", corpus).asks is Asks.FIGURE


def test_which_city_is_no_name_of_a_city(corpus: Corpus) -> None:
    assert parse("是哪个市要求成立运营委员会", corpus).unknown_places == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("云岭市2024年健康县区覆盖率要达到多少？", "2024年健康县区覆盖率要达到多少？"),
        ("青禾县流动筛查队几号到白石镇？", "流动筛查队几号到白石镇？"),
        ("青禾县村医养老是怎么安排的？", "村医养老是怎么安排的？"),
        ("到2025年底，青禾县每千人口托位数达到多少个？", "到2025年底，每千人口托位数达到多少个？"),
        ("健康素养水平要提高到多少", "健康素养水平要提高到多少"),
    ],
)
def test_a_passage_is_asked_without_the_place_that_only_tells_the_notice(
    text: str, asked: str, corpus: Corpus
) -> None:
    assert parse(text, corpus).of_passage() == asked


def test_a_year_is_asked_of_a_passage_unless_the_notices_are_of_that_year_alone(corpus: Corpus) -> None:
    query = parse("云岭市2024年健康县区覆盖率要达到多少？", corpus)
    assert query.of_passage(year_told=True) == "健康县区覆盖率要达到多少？"


def test_a_passage_is_asked_what_a_follow_up_comes_to(corpus: Corpus) -> None:
    before = Turn(role="user", content="云岭市2024年健康县区覆盖率要达到多少？")
    assert "健康县区覆盖率" in understand("那青禾县呢？", [before], corpus).of_passage()
