"""Broken forms in, sound notices out: the order of steps as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice, Provenance, Region
from ingest.passages import cut_passages
from ingest.readers.lines import RawDocument
from ingest.readers.plain import text_lines
from tests.ingest.samples import (
    HEADLESS,
    ISSUED,
    REAL_NOTICES,
    SAMPLE_NOTICES,
    notice_of,
    notices_of,
    official_text,
)

REAL = [
    path.read_text(encoding="utf-8", errors="replace")
    for folder in (REAL_NOTICES, SAMPLE_NOTICES)
    for path in sorted(folder.glob("*.txt"))
]


def sound(notice: Notice) -> bool:
    covered = "".join(notice.text[clause.start : clause.own_end] for clause in notice.clauses)
    passages = cut_passages(notice, 320)
    return covered == notice.text and all(p.text == notice.text[p.start : p.end] for p in passages)


def test_an_issued_notice() -> None:
    notice = notice_of(ISSUED)
    assert notice.title == "关于印发2024年全市卫生健康工作要点的通知"
    assert notice.region == Region(city="砚溪市")
    assert (notice.provenance, notice.inferred, notice.warnings) == (Provenance.ISSUED, (), ())
    assert (notice.part, notice.parts, notice.source) == (1, 1, "notice.txt")


def test_a_word_cut_by_a_page_break_is_whole_again() -> None:
    assert "做好舆论引导机制。" in notice_of(ISSUED).text


def test_a_notice_without_header_states_nothing_that_it_does_not_say() -> None:
    notice = notice_of(HEADLESS)
    assert (notice.issuer, notice.document_number, notice.issued_on) == ("", "", "")
    assert (notice.region, notice.years, notice.recipients) == (Region(), (), "")
    assert notice.provenance is Provenance.HEADLESS
    assert "title" in notice.inferred
    assert "文内没有发文机关和文号，不能确认是正式印发件" in notice.warnings


def test_region_and_year_out_of_prose_are_marked() -> None:
    notice = notice_of(
        "2023年全市卫生健康工作的总体要求是:推进健康赣州建设，抓好健康赣州行动。我市落实。\n一、目标\n达到90%。\n"
    )
    assert notice.region == Region("江西省", "赣州市", inferred=True)
    assert notice.years == (2023, 2023)
    assert set(notice.inferred) == {"title", "region"}
    assert any("推断" in warning for warning in notice.warnings)


@pytest.mark.parametrize(
    "head",
    [
        "四川省卫生健康委员会\n重庆市卫生健康委员会\n关于印发急救协作方案的通知\n川卫发〔2023〕7号",
        "四川重庆两地急救协作方案\n川卫发〔2023〕7号",
    ],
)
def test_a_notice_of_two_places_is_of_neither(head: str) -> None:
    notice = notice_of(f"{head}\n一、目标\n四川与重庆共建站点8个。\n二、要求\n按期完成。\n")
    assert notice.region == Region()


def test_an_organ_and_one_inside_its_place_are_of_one_place() -> None:
    notice = notice_of(
        "赣州市卫生健康委员会\n赣州市上犹县卫生健康委员会\n关于印发急救方案的通知\n赣卫发〔2023〕7号\n一、目标\n建站点8个。\n"
    )
    assert notice.region.city == "赣州市"


def test_a_converters_bold_goes() -> None:
    assert (
        "到2024年底，覆盖率达到65%。"
        in notice_of("工作要点\n一、目标\n到**2024**年底，覆盖率达到**65%**。").text
    )


def test_masks_stay_and_are_told() -> None:
    notice = notice_of("工作要点\n一、目标\n推进**市中医医院建设，补助xxx元，培训___人。")
    assert "**市中医医院" in notice.text
    assert notice.provenance is Provenance.MASKED
    assert any("3 处" in warning for warning in notice.warnings)


def test_a_web_page_is_worth_less_than_an_original() -> None:
    text = "来源：网络  作者：某某  更新时间：2024-10-30\n[bookmark: _Toc1]全区工作要点\n一、目标\n达到90％。\n相关文章\n"
    notice = notice_of(text)
    assert notice.provenance is Provenance.WEB
    assert notice.text == "全区工作要点\n一、目标\n达到90％。"
    assert any("网页" in warning for warning in notice.warnings)


def test_a_compilation_with_and_without_dividers() -> None:
    body = "一、{0}\n抓好{0}。\n二、{1}\n抓好{1}。\n"
    text = (
        "某某网 / www.example.com\n"
        "第一篇：甲区工作要点坚持以人民健康为中心...\n"
        f"第一篇：甲区工作要点\n{body.format('疫情防控', '医改')}"
        f"第二篇：乙区工作汇总\n{body.format('老龄健康', '妇幼')}"
        f"丙市2025年工作要点\n{body.format('中医药', '托育')}"
    )
    notices = notices_of(text)
    assert [notice.title for notice in notices] == ["甲区工作要点", "乙区工作汇总", "丙市2025年工作要点"]
    assert [(notice.part, notice.parts) for notice in notices] == [(1, 3), (2, 3), (3, 3)]
    assert "中医药" not in notices[1].text


@pytest.mark.parametrize("text", ["", "\n\n", "\u3000", "相关文章\n- 3 -\n"])
def test_nothing_to_read(text: str) -> None:
    assert notices_of(text) == []


def test_a_readers_warnings_are_kept() -> None:
    raw = RawDocument(text_lines("一、目标\n抓好。"), ("编码是猜的",))
    (notice,) = parse_notices(raw, "a.txt", "hash")
    assert notice.warnings[0] == "编码是猜的"


def test_the_id_is_the_same_from_another_file_and_line_length() -> None:
    rewrapped = ISSUED.replace("做好舆\n\n论引导", "做好舆论引导").replace("\n", "\r\n")
    assert notice_of(rewrapped, "copy.txt").id == notice_of(ISSUED).id


@settings(deadline=None)
@given(st.text() | official_text)
def test_no_text_breaks_it(text: str) -> None:
    assert all(sound(notice) for notice in notices_of(text))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_mutation_of_a_notice_breaks_it(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(REAL))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    text = text[start : start + 1500]
    for _ in range(data.draw(st.integers(0, 6))):
        first, second = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        piece = data.draw(
            st.sampled_from(["", "\n", "\n\n", "**", "一、", "（", "xx", "附件\n", text[first:second]])
        )
        text = text[:first] + piece + text[min(second, first + 40) :]
    assert all(sound(notice) for notice in notices_of(text))
