"""The ledger as a table and as a file: filtered, sorted, compared; words of a notice stay words."""

import csv
import html
import io
import re
from dataclasses import replace

import openpyxl

from ingest.models import Notice
from rag.retrieval.targets import TargetFilter, select_targets
from ui.page.library import View
from ui.page.tabs.chart import chartable
from ui.page.tabs.download import ledger_csv, ledger_xlsx
from ui.page.tabs.ledger import LedgerView, ledger_form_html, ledger_rows_html, rows_of

Pair = tuple[Notice, Notice]
HOSTILE = '<img src=x onerror="window.hit=1">'


def indicators(view: View, ledger: LedgerView) -> list[str]:
    return [row.target.indicator for row in rows_of(view, ledger)]


def test_the_form_narrows_what_is_shown(notices: Pair) -> None:
    view, ledger = View(notices), LedgerView()
    ledger.narrow({"region": "云溪县", "masked": "none"})
    assert indicators(view, ledger) == ["居民健康素养水平"]
    ledger.narrow({"department": "基层科"})
    assert indicators(view, ledger) == ["健康社区覆盖率"]
    ledger.narrow({"masked": "only", "year": "2032"})
    assert indicators(view, ledger) == ["千人口托位数"]
    ledger.narrow({"year": "二零", "masked": "?", "unknown": "1"})
    assert len(rows_of(view, ledger)) == 4


def test_a_heading_sorts_up_then_down_then_not_at_all(notices: Pair) -> None:
    view, ledger = View(notices), LedgerView()
    ledger.sort("value")
    assert [row.target.value for row in rows_of(view, ledger)] == [27, 31, 45, None]
    ledger.sort("value")
    assert [row.target.value for row in rows_of(view, ledger)] == [45, 31, 27, None]
    ledger.sort("value")
    assert indicators(view, ledger) == indicators(view, LedgerView())
    ledger.sort("no such column")
    assert indicators(view, ledger) == indicators(view, LedgerView())


def test_a_row_opens_the_notice_at_its_words(notices: Pair) -> None:
    shown = ledger_rows_html(View(notices), LedgerView(), "zh")
    target = notices[0].targets[0]
    assert f'data-document="{notices[0].id}" data-start="{target.start}" data-end="{target.end}"' in shown
    assert "≥45%" in shown
    assert "原文被遮盖" in shown
    assert "牵头：基层科" in shown


def test_an_indicator_of_two_notices_can_be_compared(notices: Pair) -> None:
    rows = select_targets(notices, TargetFilter())
    assert chartable(rows) == [("居民健康素养水平", 2)]
    shown = ledger_rows_html(View(notices), LedgerView(), "zh")
    bars = re.findall(r'class="value" width="([\d.]+)%"', shown)
    assert [round(float(bar)) for bar in bars] == [round(100 * value / 31) for value in (31, 27)]


def test_a_figure_that_a_notice_states_twice_is_one_bar(notices: Pair) -> None:
    target = notices[0].targets[1]
    again = replace(notices[0], targets=(*notices[0].targets, replace(target, start=target.start + 1)))
    assert chartable(select_targets((again, notices[1]), TargetFilter())) == [("居民健康素养水平", 2)]
    shown = ledger_rows_html(View((again, notices[1])), LedgerView(), "zh")
    assert shown.count("bar-open") == 2
    assert chartable(select_targets((again,), TargetFilter())) == []


def test_what_does_not_fit_and_an_empty_store_are_said(notices: Pair) -> None:
    ledger = LedgerView()
    ledger.narrow({"indicator": "没有的指标"})
    assert "没有符合条件的内容" in ledger_rows_html(View(notices), ledger, "zh")
    assert "还没有文件" in ledger_rows_html(View(), ledger, "zh")
    assert "<form" not in ledger_form_html(View(), ledger, "zh")


def test_hostile_words_stay_words(notices: Pair) -> None:
    target = replace(notices[0].targets[0], indicator=HOSTILE, lead_units=(HOSTILE,), scope=HOSTILE)
    region = replace(notices[0].region, city=HOSTILE)
    hostile = replace(notices[0], title=HOSTILE, targets=(target, target), region=region)
    view = View((hostile,))
    shown = ledger_form_html(view, LedgerView(), "zh") + ledger_rows_html(view, LedgerView(), "zh")
    assert "<img" not in shown
    assert HOSTILE in html.unescape(shown)


def test_csv_opens_in_excel_and_runs_nothing(notices: Pair) -> None:
    target = replace(notices[0].targets[0], indicator="=1+1", scope="-2")
    rows = select_targets((replace(notices[0], targets=(target,)),), TargetFilter())
    data = ledger_csv(rows, "zh")
    assert data.startswith(b"\xef\xbb\xbf")
    (line,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert (line["指标"], line["范围"], line["数值"], line["单位"]) == ("'=1+1", "'-2", "45", "%")
    assert line["原文"] == "健康社区覆盖率达到45%以上"


def test_excel_holds_numbers_as_numbers_and_words_as_words(notices: Pair) -> None:
    target = replace(notices[0].targets[0], indicator="=1+1\x00")
    rows = select_targets((replace(notices[0], targets=(target,)), notices[1]), TargetFilter())
    sheet = openpyxl.load_workbook(io.BytesIO(ledger_xlsx(rows, "zh"))).active
    assert sheet is not None
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(table) == 4
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["D2"].value) == ("=1+1", "s", 45)
    assert [row[table[0].index("遮盖")] for row in table[1:]].count("是") == 1
