"""The scope as chips: added to, taken from, named; whatever else a browser sends changes nothing."""

import pytest

from ingest.models import Notice
from rag.types import NO_FILTERS, Filters
from ui.page.library import View
from ui.page.scoping import added, dropped, scope_html, scope_names


def test_a_scope_is_put_together_and_taken_apart() -> None:
    filters = added(added(added(NO_FILTERS, "regions", "青禾市"), "years", "2031"), "regions", "青禾市")
    assert filters == Filters(regions=("青禾市",), years=(2031,))
    assert dropped(dropped(filters, "years", "2031"), "regions", "青禾市") == NO_FILTERS


@pytest.mark.parametrize(
    ("kind", "value"),
    [("years", "二零"), ("years", "20311"), ("years", "２０３１"), ("regions", ""), ("copy", "x")],
)
def test_what_is_no_scope_changes_nothing(kind: str, value: str) -> None:
    assert added(NO_FILTERS, kind, value) == NO_FILTERS
    assert dropped(NO_FILTERS, kind, value) == NO_FILTERS


def test_a_scope_is_said_in_words_and_counted(notices: tuple[Notice, Notice]) -> None:
    view, filters = View(notices), Filters(regions=("云溪县",), document_ids=(notices[1].id,))
    assert scope_names(filters, view.titled(filters.document_ids), "zh") == [
        "云溪县",
        "全部年份",
        "云溪县托育服务提升行动",
    ]
    assert "1 份文件" in scope_html(view, filters, "zh")
    assert "范围内没有文件" in scope_html(view, Filters(years=(1999,)), "zh")
    assert scope_html(View(), filters, "zh") == ""
