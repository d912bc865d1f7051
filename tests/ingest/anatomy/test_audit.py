"""What parsing did is told, and what is sound raises no alarm."""

from __future__ import annotations

import pytest

from ingest.anatomy.audit import unreadable_share
from ingest.anatomy.parse import parse_notices
from ingest.readers.lines import Line, RawDocument
from tests.ingest.samples import ISSUED, notice_of, notices_of


def gaps(text: str) -> tuple[str, ...]:
    return notice_of(f"工作要点\n{text}").audit.numbering_gaps


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n二、乙\n三、丙",
        "一、甲\n1.乙。\n2.丙。\n二、丁\n3.戊。\n4.己。",  # runs on
        "一、甲\n1.乙。\n2.丙。\n二、丁\n1.戊。\n2.己。",  # begins again
        "一、甲\n（一）乙\n1.丙。\n（二）丁\n2.戊。\n二、己\n（一）庚\n3.辛。",
        "第一章 甲\n第一条 乙。\n第二条 丙。\n第二章 丁\n第三条 戊。",
        "一、甲\n做好：一是抓排查。二是抓整改。\n二、乙\n一是抓考核。",
        "一、甲\n二、乙\n附件1\n方案\n一、丙\n二、丁\n附件2\n清单\n一、戊",
        "没有编号。",
    ],
)
def test_sound_numbering_raises_no_alarm(text: str) -> None:
    assert gaps(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一、甲\n二、乙\n四、丙", ("“二”之后是“四”，缺第 3 项",)),
        ("一、甲\n二、乙\n五、丙", ("“二”之后是“五”，缺第 3 至 4 项",)),
        ("一、甲\n二、乙\n二、丙", ("编号“二”重复",)),
        ("一、甲\n（一）乙。\n（三）丙。", ("一 之下“（一）”之后是“（三）”，缺第 2 项",)),
        ("一、甲\n1.乙。\n2.丙。\n二、丁\n4.戊。", ("二 之下编号从“4”开始，前面没有第 1 项",)),
        (
            "一、甲\n1.乙。\n3.丙。\n2.丁。\n",
            ("一 之下“1”之后是“3”，缺第 2 项", "一 之下“3”之后是“2”，编号倒退"),
        ),
    ],
)
def test_gaps_are_told(text: str, told: tuple[str, ...]) -> None:
    assert gaps(text) == told


def test_joins_masks_and_the_longest_clause() -> None:
    audit = notice_of(f"{ISSUED}三、其他\n补助xx元。").audit
    assert (audit.joins, audit.masks, audit.unreadable) == (1, 1, 0.0)
    assert (audit.longest_clause_path, audit.longest_clause > 40) == ("", True)


def test_what_is_dropped_is_kept_to_look_at() -> None:
    notice = notice_of("来源：网络 作者：某某\n工作要点\n一、目标\n达到90%。\n相关文章\n")
    assert notice.audit.dropped == ("来源：网络 作者：某某", "相关文章")


def test_dropped_lines_go_with_the_document_they_stand_in() -> None:
    body = "一、甲\n抓甲。\n二、乙\n抓乙。\n"
    first, second = notices_of(
        f"某某网\n第一篇：甲区要点\n{body}- 1 -\n第二篇：乙区要点\n{body}抓丙。\n相关文章"
    )
    assert first.audit.dropped == ("某某网", "第一篇：甲区要点", "- 1 -", "第二篇：乙区要点")
    assert second.audit.dropped == ("相关文章",)


def test_what_a_reader_left_out_is_told_too() -> None:
    (notice,) = parse_notices(
        RawDocument((Line("工作要点"), Line("抓好。")), dropped=("第 1 页",)), "a.pdf", "hash"
    )
    assert notice.audit.dropped == ("第 1 页",)


def test_tables_in_are_tables_out() -> None:
    rows = [
        Line("指标 | 目标", whole=True, table=1),
        Line("覆盖率 | 65%", whole=True, table=1),
        Line("甲 | 乙", whole=True, table=2),
    ]
    (notice,) = parse_notices(RawDocument((Line("工作要点"), *rows)), "a.docx", "hash")
    assert (notice.audit.tables_in, notice.audit.tables_out) == (2, 2)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("卫生健康", 0.0),
        ("", 0.0),
        ("卫生\ufffd\ufffd", 0.5),
        ("卫生\ue000健", 0.25),
        ("锟斤拷", 1.0),
        ("å\x8d\xab卫", 0.75),
        ("café 5G", 0.0),
    ],
)
def test_characters_that_nobody_can_read(text: str, share: float) -> None:
    assert unreadable_share(text) == share
