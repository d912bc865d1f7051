"""The table above a notice on a government's site: read in every form that sites write it, and never taken for the notice."""

from __future__ import annotations

import pytest
from hypothesis import given

from ingest.anatomy.page_table import PageTable, read_page_table
from ingest.models import Notice, Provenance, Validity
from ingest.readers.lines import Line
from tests.ingest.anatomy.notices import notice_of
from tests.ingest.samples import official_text

LETTER = """各县（区）人民政府：
现将有关事项通知如下。
一、加强领导
各县要在2024年6月底前建成3个中心。
"""
ROWS = """索引号: | 00112233/2024-00041 | 主题分类: | 卫生 |
发布机构: | 砚溪市卫生健康委员会 | 成文日期: | 2024-04-26 |
名称: | 关于建设急救站的通知 | 文号: | 砚卫字〔2024〕8号 |"""
ON_A_LINE = """索引号：00112233/2024-00041   信息分类：通知   文  号：砚卫字〔2024〕8号
发布机构：砚溪市卫生健康委员会   成文日期：2024年4月26日   发布日期：2024-05-06
名称：关于建设急救站的通知"""
LISTED = """• 索引号:

  00112233/2024-00041
• 发文机构:

  砚溪市卫生健康委员会
• 发文字号:

  砚卫字〔2024〕8号
• 发文日期:

  2024年04月26日 16:40
• 有效性:

• 标题:

  关于建设急救站的通知"""
IN_BRACKETS = """【发布部门】 砚溪市卫生健康委员会
【发文字号】 砚卫字〔2024〕8号
【发文日期】 2024-04-26
【名称】 关于建设急救站的通知
【效力级别】 规范性文件"""
SET_WIDE = """索  引  号：00112233/2024-00041　　　主题分类：卫生、体育\\卫生
发文机关：砚溪市卫生健康委员会　　　成文日期：2024年04月26日
标　　题：关于建设急救站的通知
发文字号：砚卫字〔2024〕8号　　　发布日期：2024年05月06日"""


def table_of(text: str) -> PageTable:
    return read_page_table([Line(line) for line in text.split("\n")])


def stated(notice: Notice) -> tuple[str, str, str, str]:
    return notice.title, notice.issuer, notice.document_number, notice.issued_on


@pytest.mark.parametrize("table", [ROWS, ON_A_LINE, LISTED, IN_BRACKETS, SET_WIDE])
def test_a_table_says_what_the_letter_leaves_open(table: str) -> None:
    notice = notice_of(f"{table}\n{LETTER}")
    assert stated(notice) == (
        "关于建设急救站的通知",
        "砚溪市卫生健康委员会",
        "砚卫字〔2024〕8号",
        "2024-04-26",
    )
    assert notice.provenance is Provenance.ISSUED
    assert [target.value_text for target in notice.targets] == ["3个"]


@pytest.mark.parametrize("table", [ROWS, ON_A_LINE, LISTED, IN_BRACKETS, SET_WIDE])
def test_what_it_says_can_be_quoted_and_the_rest_of_it_goes(table: str) -> None:
    text = "".join(notice_of(f"{table}\n{LETTER}").text.split())
    assert all(
        words in text for words in ("砚卫字〔2024〕8号", "砚溪市卫生健康委员会", "关于建设急救站的通知")
    )
    assert "主题分类：卫生" not in text
    assert "效力级别" not in text


def test_the_notice_itself_is_believed_before_the_table() -> None:
    letter = """砚溪市人民政府关于建设急救站的通知
砚府发〔2024〕5号
各县（区）人民政府：
现将有关事项通知如下。
砚溪市人民政府
2024年4月20日
"""
    assert stated(notice_of(f"{ROWS}\n{letter}")) == (
        "砚溪市人民政府关于建设急救站的通知",
        "砚溪市人民政府",
        "砚府发〔2024〕5号",
        "2024-04-20",
    )


def test_the_day_a_page_was_made_is_not_the_notices_date() -> None:
    table = "索引号 0011/2024-1 生成日期 2024-05-06\n发布机构 县卫生健康局 发布日期 2024-05-07\n文号 浏览量"
    assert table_of(table).written_on == ""
    assert table_of(table).organ == "县卫生健康局"


@pytest.mark.parametrize(
    ("row", "validity"),
    [
        ("生效日期: | 2024-10-31 | 废止日期: | |", ("2024-10-31", "")),
        ("生效时间：2019-01-21 废止时间：2020-01-21", ("2019-01-21", "2020-01-21")),
        ("【实施日期】 2009-01-25", ("2009-01-25", "")),
    ],
)
def test_since_when_and_until_when(row: str, validity: tuple[str, str]) -> None:
    found = notice_of(f"索引号：0011/2024-1 发布机构：砚溪市民政局\n{row}\n{LETTER}").validity
    assert (found.in_force_from, found.in_force_until, found.basis) == (*validity, "stated")
    assert found.stated in notice_of(f"索引号：0011/2024-1 发布机构：砚溪市民政局\n{row}\n{LETTER}").text


def test_what_the_notice_says_of_its_validity_counts_before_the_table() -> None:
    letter = "砚溪市托育办法\n第一条 为规范托育，制定本办法。\n第二条 本办法自2024年7月1日起施行。\n"
    table = "索引号：0011/2024-1 发布机构：砚溪市民政局\n生效日期：2024-06-01 失效日期：2026-06-01"
    assert notice_of(f"{table}\n{letter}").validity == Validity(
        "2024-07-01", "2026-06-01", "stated", stated="第二条本办法自2024年7月1日起施行。"
    )


@pytest.mark.parametrize(
    ("standing", "warned"), [("失效", True), ("已废止", True), ("有效", False), ("现行有效", False)]
)
def test_a_notice_marked_as_ended_is_shown_with_a_warning(standing: str, warned: bool) -> None:
    notice = notice_of(f"{ROWS}\n时效性: | {standing} | 公开类型: | 主动公开 |\n{LETTER}")
    assert any(standing in warning for warning in notice.warnings) is warned


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        "文号：砚卫字〔2024〕8号\n关于建设急救站的通知\n各县：\n请落实。",
        "砚溪市卫生健康委员会文件\n砚卫字〔2024〕8号\n关于建设急救站的通知",
        "一、名称：急救站\n标题：甲\n来源：自筹\n状态：在建",
        "",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert table_of(text) == PageTable()


@given(official_text)
def test_any_text(text: str) -> None:
    lines = text.split("\n")
    table = table_of(text)
    assert table.bare <= table.lines <= frozenset(range(1, len(lines) + 1))
    assert table == table_of(text)
