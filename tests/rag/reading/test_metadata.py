"""Questions about a notice itself are answered from its head and signature, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.models import Notice
from rag.corpus import Corpus
from rag.query import parse
from rag.reading.metadata import read_metadata
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
        ("云岭市签约办法的号是多少？", "文号：云卫规〔2021〕3号"),
        ("青禾县三年行动方案的编号是什么？", "文号：青府办发〔2023〕29号"),
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
