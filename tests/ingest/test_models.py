"""Ids that survive retyping, and finding one's way in the clause tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.models import Region, notice_id
from tests.ingest.samples import HEADLESS, notice_of, official_text


def widened(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(official_text, st.sampled_from([" ", "\n", "\u3000", "\t", "\r\n"]), st.data())
def test_white_space_and_width_do_not_change_the_id(text: str, space: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert notice_id(text[:at] + space + text[at:]) == notice_id(text)
    assert notice_id(widened(text)) == notice_id(text)


def test_other_words_have_another_id() -> None:
    assert notice_id("到2024年底达到60%") != notice_id("到2024年底达到61%")


@pytest.mark.parametrize(
    ("region", "name", "full_name", "level"),
    [
        (Region("江西省", "赣州市", "上犹县"), "上犹县", "江西省赣州市上犹县", "county"),
        (Region("江西省", "上饶市"), "上饶市", "江西省上饶市", "city"),
        (Region("江西省"), "江西省", "江西省", "province"),
        (Region("北京市", "北京市", "海淀区"), "海淀区", "北京市海淀区", "county"),
    ],
)
def test_region_names(region: Region, name: str, full_name: str, level: str) -> None:
    assert (region.name, region.full_name, region.level) == (name, full_name, level)


def test_the_clause_that_holds_a_character_and_its_trail() -> None:
    notice = notice_of(HEADLESS)
    index = notice.clause_at(notice.text.index("居民健康素养"))
    assert [clause.label for clause in notice.trail(index)] == ["一、", "（二）"]
