"""What only the notice of the city around a county says of it."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking

CITY = """赣州市卫生健康委员会文件
赣卫字〔2026〕3号
关于印发2026年全市卫生健康工作要点的通知
各县（市、区）卫生健康委：
一、项目建设
1.加快项目实施。会昌县妇幼保健院完成整体迁建，上犹县妇幼保健院完成总投资量的55%。
2.新增托位。全市新增托位2000个。
赣州市卫生健康委员会
2026年3月1日
"""
COUNTY = """上犹县卫生健康委员会文件
上卫字〔2026〕5号
关于印发2026年全县卫生健康工作要点的通知
各乡镇卫生院：
一、基层服务
1.家庭医生签约。重点人群签约率达到70%。
上犹县卫生健康委员会
2026年3月20日
"""


@pytest.fixture(scope="module")
def ask(asking: Asking) -> Ask:
    return asking({"city.txt": CITY, "county.txt": COUNTY})


@pytest.mark.parametrize(
    "question", ["上犹县妇幼保健院要完成总投资量的几成？", "照赣州的安排，上犹妇幼保健院的投资要完成几成？"]
)
def test_what_the_city_says_of_a_county_is_found(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.answer.startswith(("55%", "总投资量：55%"))
    assert answer.citations[0].document_number == "赣卫字〔2026〕3号"


def test_it_is_said_whose_notice_it_is(ask: Ask) -> None:
    warnings = ask("上犹县妇幼保健院要完成总投资量的几成？").warnings
    assert "所引的是赣州市的文件，不是上犹县本级的" in warnings


def test_the_countys_own_notice_comes_first(ask: Ask) -> None:
    assert ask("上犹县重点人群签约率要达到多少").citations[0].document_number == "上卫字〔2026〕5号"


def test_what_the_city_says_of_itself_is_not_said_of_the_county(ask: Ask) -> None:
    assert ask("上犹县要新增托位多少个").abstained
