"""The ledger by place, year, indicator and department."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.models import Clause, Notice, Region, Target
from rag.retrieval.targets import LedgerRow, TargetFilter, select_targets

_LINES = {
    "a": "到2024年底，每千人口托位数达到4.6个（牵头科室：人口家庭科；责任科室：妇幼健康科）",
    "b": "2025年居民健康素养水平达到ｘx%（牵头科室：宣传科）",
    "c": "备案率达到100%",
}


def _notice(key: str, region: Region, years: tuple[int, ...] = (), **target: Any) -> Notice:
    text = f"一、目标\n{_LINES[key]}"
    stated = Target(clause_index=0, start=5, end=len(text), **target)
    clause = Clause("一", "一、", "目标", 0, -1, 0, len(text), len(text))
    return Notice(
        id=key,
        title=f"{key}通知",
        text=text,
        clauses=(clause,),
        source=f"{key}.txt",
        source_hash=key,
        region=region,
        years=years,
        targets=(stated,),
    )


NOTICES = (
    _notice(
        "a",
        Region("云岭省", "青禾市", "云溪县"),
        (2024,),
        indicator="每千人口托位数",
        comparator=">=",
        value=4.6,
        unit="个",
        deadline="2024-12-31",
        lead_units=("人口家庭科",),
        other_units=("妇幼健康科",),
    ),
    _notice(
        "b",
        Region("云岭省", "青禾市"),
        (2023, 2025),
        indicator="居民健康素养水平",
        deadline="2025-12-31",
        masked=True,
        lead_units=("宣传科",),
    ),
    _notice("c", Region("霜桥省", "霜桥市"), (2023, 2025), indicator="备案率", value=100.0, unit="%"),
)


def _found(**wanted: Any) -> str:
    return "".join(row.notice.id for row in select_targets(NOTICES, TargetFilter(**wanted)))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "abc"),
        ({"regions": ["云溪县"]}, "a"),
        ({"regions": ["青禾市"]}, "ab"),
        ({"regions": ["青禾"]}, "ab"),
        ({"regions": [" 云岭 "]}, "ab"),
        ({"regions": ["云溪", "霜桥市"]}, "ac"),
        ({"regions": ["无此市"]}, ""),
        ({"regions": [""]}, "abc"),
        (
            {"years": [2024]},
            "ac",
        ),  # b is due in 2025, though its notice runs through 2024; c has no date of its own
        ({"years": [2025]}, "bc"),
        ({"years": [2019]}, ""),
        ({"indicator": "托位"}, "a"),
        ({"indicator": "千人托位数"}, "a"),
        ({"indicator": "托位 每千"}, "a"),
        ({"indicator": "托位 素养"}, ""),
        ({"indicator": "備案率"}, "c"),
        ({"indicator": "住院率"}, ""),
        ({"department": "妇幼"}, "a"),
        ({"department": "宣传科"}, "b"),
        ({"department": "无"}, ""),
        ({"masked": True}, "b"),
        ({"masked": False}, "ac"),
        ({"document_ids": ["c", "a"]}, "ac"),
        ({"regions": ["青禾市"], "years": [2025], "masked": True}, "b"),
    ],
)
def test_filters(wanted: dict[str, Any], found: str) -> None:
    assert _found(**wanted) == found


def test_a_row_quotes_its_notice() -> None:
    row = select_targets(NOTICES, TargetFilter(indicator="托位"))[0]
    assert row.text == _LINES["a"]
    assert row.text == row.notice.text[row.target.start : row.target.end]
    assert (row.clause, row.units) == ("一", ("人口家庭科", "妇幼健康科"))


def test_targets_come_as_they_stand_in_the_notice() -> None:
    first, *_ = NOTICES
    later = replace(first.targets[0], start=20, indicator="后")
    notice = replace(first, targets=(later, *first.targets))
    assert [row.target.start for row in select_targets([notice], TargetFilter())] == [5, 20]


@given(
    st.lists(st.sampled_from(["云溪", "青禾市", "云岭省", "x", ""])),
    st.lists(st.integers(2020, 2026)),
    st.text(),
    st.text(),
)
def test_a_filter_only_ever_takes_away(
    regions: list[str], years: list[int], indicator: str, department: str
) -> None:
    every = select_targets(NOTICES, TargetFilter())
    asked = TargetFilter(regions, years, indicator, department)
    found: list[LedgerRow] = select_targets(NOTICES, asked)
    assert all(row in every for row in found)
