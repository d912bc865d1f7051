"""Questions about a notice itself are answered from its head and signature, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.models import Notice
from rag.corpus.corpus import Corpus
from rag.question.parse import parse
from rag.reading.notice.basis import asked_relation, read_basis
from rag.reading.notice.metadata import read_metadata
from rag.types import Answer

Ask = Callable[[str], Answer]
Parse = Callable[[str, str], Notice]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("云卫字〔2024〕40号是什么文件？", "标题：《关于印发2024年云岭市卫生健康工作要点的通知》"),
        ("云卫字[2024]40号哪天印发的？", "日期：2024年4月26日"),
        ("云卫字【2024】40号是什么时候发的", "日期：2024年4月26日"),
        ("青府办发〔2023〕29号是谁印发的？", "发文机关：云岭市青禾县人民政府办公室"),
        ("云岭市家庭医生签约服务管理办法的文号是什么？", "文号：云卫规〔2021〕3号"),
        ("霜卫发〔2022〕5号发给了谁？", "主送：各乡镇卫生院"),
        ("霜桥县2022年基层卫生工作方案的文号是多少？", "文号：霜卫发〔2022〕5号"),
        ("青府办发〔2023〕29号是哪年到哪年的？", "年份：2023—2025年"),
        ("霜桥县那个文，字号是多少来着", "文号：霜卫发〔2022〕5号"),
        ("云岭市签约办法的号是多少？", "文号：云卫规〔2021〕3号"),
        ("青禾县三年行动方案的编号是什么？", "文号：青府办发〔2023〕29号"),
        ("云卫字〔2024〕40号全名是什么", "标题：《关于印发2024年云岭市卫生健康工作要点的通知》"),
        ("霜桥县那份方案叫什么名字", "标题：《关于印发霜桥县2022年基层卫生工作方案的通知》"),
        ("青禾县那个三年行动是几号文？", "文号：青府办发〔2023〕29号"),
        ("霜桥县那份方案是哪号文件", "文号：霜卫发〔2022〕5号"),
        ("青禾县方案管哪几年？", "年份：2023—2025年"),
        ("青禾县三年行动方案从哪年干到哪年", "年份：2023—2025年"),
        ("青禾县三年行动方案的实施期限", "年份：2023—2025年"),
        ("霜桥县那份方案是哪年的", "年份：2022年"),
        ("霜卫发5号是县政府发的还是卫健局发的", "发文机关：霜桥县卫生健康局"),
        ("霜卫发〔2022〕5号给谁看的", "主送：各乡镇卫生院"),
        ("青禾县三年行动方案谁收", "主送：各乡镇人民政府，县直有关单位"),
        ("云岭市2024年要点发到哪些单位", "主送：各县（区）卫生健康委，市直各医疗卫生单位"),
    ],
)
def test_what_is_asked_for_comes_first(ask: Ask, question: str, first: str) -> None:
    answer = ask(question)
    assert answer.answer.splitlines()[0] == f"{first}[1]"
    assert not answer.abstained


def test_title_issuer_and_date_together(ask: Ask) -> None:
    answer = ask("云卫规〔2021〕3号是什么文件，谁发的，哪天印发的？")
    for words in ("云岭市家庭医生签约服务管理办法", "发文机关：云岭市卫生健康委员会", "日期：2021年8月9日"):
        assert words in answer.answer


LETTER = """砚河县人民政府办公室文件
砚府办发〔2024〕21号
关于印发砚河县供水保障方案的通知
各乡镇人民政府：
《砚河县供水保障方案》已经县政府第六次常务会议研究同意，现印发给你们。
砚河县人民政府办公室
2024年7月2日
砚河县供水保障方案
为落实江北省人民政府《江北省供水规划》和松溪市水利局《松溪市供水计划》，制定本方案。
一、目标
新建水厂3座。经主管部门批准后施工。
二、措施
落实《砚河县水价办法》，管网由县水利局检修。
抄送：县委办公室，县人大常委会办公室。
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("这个方案印发前谁点的头", "批准情况：已经县政府第六次常务会议研究同意"),
        ("供水保障方案经谁批准", "批准情况：已经县政府第六次常务会议研究同意"),
        ("方案抄送哪些单位", "抄送：县委办公室，县人大常委会办公室"),
    ],
)
def test_what_the_letter_says_of_its_making(parse_text: Parse, question: str, first: str) -> None:
    notice = parse_text("供水.txt", LETTER)
    draft = read_metadata(parse(question, Corpus({notice.id: notice})), [notice])
    assert draft is not None
    assert draft.lines[0].text.removesuffix("。") == first


def test_who_agreed_is_not_taken_from_a_clause(parse_text: Parse) -> None:
    notice = parse_text("供水.txt", LETTER.replace("已经县政府第六次常务会议研究同意，", ""))
    assert read_metadata(parse("方案经谁批准", Corpus({notice.id: notice})), [notice]) is None


@pytest.mark.parametrize(
    "question",
    [
        "方案照着上面哪两个计划定的",
        "方案跟着哪两个单位的文件来的",
        "方案的制定依据是什么",
        "定方案时依据了上级的哪两份计划",
    ],
)
def test_what_it_rests_on_with_the_organs_and_without_what_a_clause_names(
    parse_text: Parse, question: str
) -> None:
    notice = parse_text("供水.txt", LETTER)
    relation = asked_relation(parse(question, Corpus({notice.id: notice})))
    assert relation is not None
    draft = read_basis(relation, [notice])
    assert draft is not None
    assert [line.text for line in draft.lines[1:]] == [
        "- 江北省人民政府《江北省供水规划》",
        "- 松溪市水利局《松溪市供水计划》",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "青禾县胸痛中心的全称是什么",
        "云岭市普惠托位给谁用",
        "青禾县骨干医师由谁审批",
        "云岭市平台哪几年建成",
        "青禾县实验室哪年到哪年改造",
    ],
)
def test_what_is_asked_of_something_in_a_notice_is_not_its_head(ask: Ask, question: str) -> None:
    assert not ask(question).answer.startswith(("标题", "主送", "批准", "年份"))


@pytest.mark.parametrize(
    "question",
    [
        "某地村卫生室管理工作方案的作者是谁，来源是哪里",
        "某地村卫生室管理工作方案那份凑在一起的网上材料，是谁写的、啥时候更新的？",
        "网上下的某地村卫生室管理工作方案，谁上传的、哪天更新的？",
        "某地村卫生室管理工作方案署的谁的名？",
        "网上流传的某地村卫生室管理工作方案，署的作者叫什么？",
        "某地村卫生室管理工作方案是哪位网友署名发的？",
    ],
)
def test_the_source_line_of_a_copy_from_the_web(ask: Ask, question: str) -> None:
    answer = ask(question).answer
    assert "来源：网络 作者：佚名" in answer
    assert "在正文之外" in answer


def test_a_title_taken_from_the_opening_is_said_to_be_so(parse_text: Parse) -> None:
    notice = parse_text("站.txt", "1.村级养老站每周开放5天。\n2.配备护理员2名。\n3.每天登记。\n")
    draft = read_metadata(parse("标题是什么？", Corpus({notice.id: notice})), [notice])
    assert draft is not None
    assert draft.lines[0].text == f"标题（文件没有标题，取自开头）：{notice.title}"
    assert "《" not in draft.lines[0].text


def test_a_date_inside_a_long_line_is_quoted_alone(parse_text: Parse) -> None:
    adopted = "（2023年9月12日砚河县人民政府第三次常务会议审议通过，自2023年10月1日起在全县范围内施行，由县供热办公室负责解释）"
    notice = parse_text(
        "供暖.txt", f"砚河县供暖管理办法\n{adopted}\n第一条 为了供暖，制定本办法。\n第二条 按期检修。\n"
    )
    draft = read_metadata(parse("哪天印发的？", Corpus({notice.id: notice})), [notice])
    assert draft is not None
    (quote,) = draft.lines[0].quotes
    assert draft.lines[0].text == "日期：2023年9月12日"
    assert notice.text[quote.start : quote.end] == "2023年9月12日"


def test_an_unheard_number_is_said_not_to_be_there(ask: Ask) -> None:
    answer = ask("云卫字〔2024〕99号是什么文件？")
    assert answer.abstained
    assert "云卫字〔2024〕99号" in answer.answer
    assert not answer.citations


def test_a_number_that_is_only_cited_is_told_from_where_it_is_cited(ask: Ask) -> None:
    answer = ask("霜政发〔2020〕1号是什么文件？")
    assert "按照霜政发〔2020〕1号文件要求" in answer.answer
    assert [citation.source for citation in answer.citations] == ["霜桥县方案.txt"]
