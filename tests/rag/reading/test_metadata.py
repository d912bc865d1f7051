"""Questions about a notice itself are answered from its head and signature, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.types import Answer

Ask = Callable[[str], Answer]


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


def test_an_unheard_number_is_said_not_to_be_there(ask: Ask) -> None:
    answer = ask("云卫字〔2024〕99号是什么文件？")
    assert answer.abstained
    assert "云卫字〔2024〕99号" in answer.answer
    assert not answer.citations


def test_a_number_that_is_only_cited_is_told_from_where_it_is_cited(ask: Ask) -> None:
    answer = ask("霜政发〔2020〕1号是什么文件？")
    assert "按照霜政发〔2020〕1号文件要求" in answer.answer
    assert [citation.source for citation in answer.citations] == ["霜桥县方案.txt"]
