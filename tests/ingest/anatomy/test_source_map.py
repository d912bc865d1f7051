"""Every character of a notice can be led back to the line of the source it came from."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.anatomy.parse import parse_notices
from ingest.anatomy.source_map import source_of
from ingest.models import Notice
from ingest.readers.lines import Line, RawDocument
from ingest.readers.plain import text_lines
from tests.ingest.samples import ISSUED, REAL_NOTICES, SAMPLE_NOTICES, notice_of, official_text

FILES = [path for folder in (REAL_NOTICES, SAMPLE_NOTICES) for path in sorted(folder.glob("*.txt"))]


def parsed(text: str) -> tuple[tuple[Line, ...], list[Notice]]:
    raw = RawDocument(text_lines(text))
    return raw.lines, parse_notices(raw, "notice.txt", "hash")


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", "".join(text.split()))


def assert_leads_back(lines: tuple[Line, ...], notice: Notice) -> None:
    """Spans lie one behind the other, leave out newlines only, and hold what their source line holds there."""
    spans = notice.source_map
    covered = "".join(notice.text[span.start : span.end] for span in spans)
    assert covered == notice.text.replace("\n", "")
    assert all(before.end <= after.start for before, after in pairwise(spans))
    for span in spans:
        written = lines[span.line - 1].text[span.column :]
        words = decomposed(notice.text[span.start : span.end])
        # A few letters are composed in the source and apart in NFC: both parts lead back to the one.
        assert decomposed(written).startswith(words) or words in decomposed(written[:1])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:12])
def test_whole_files(path: Path) -> None:
    lines, notices = parsed(path.read_text(encoding="utf-8", errors="replace"))
    for notice in notices:
        assert_leads_back(lines, notice)


@settings(deadline=None)
@given(st.text() | official_text)
@example("通   知\n[bookmark: _Toc1]1.到**2024**年底，力争 60%的")
@example("e\u0301\u200b床位  张数 \uac00\u11a8\u0958")
def test_any_text(text: str) -> None:
    lines, notices = parsed(text)
    for notice in notices:
        assert_leads_back(lines, notice)


@settings(deadline=None)
@given(st.text() | official_text)
def test_no_line_is_lost_unseen(text: str) -> None:
    """Every line is part of a notice or told in the audit."""
    lines, notices = parsed(text)
    kept = {span.line for notice in notices for span in notice.source_map}
    dropped = [line for notice in notices for line in notice.audit.dropped]
    missing = [line.text.strip() for number, line in enumerate(lines, 1) if number not in kept]
    assert not notices or sorted(dropped) == sorted(line for line in missing if line)


def test_a_joined_sentence_comes_from_both_its_lines() -> None:
    lines = text_lines(ISSUED)
    notice = notice_of(ISSUED)
    start = notice.text.index("做好舆论引导机制")
    first, second = source_of(notice.source_map, start, start + 8)
    assert lines[first.line - 1].text[first.column :] == "做好舆"
    assert lines[second.line - 1].text[second.column :].startswith("论引导机制")
    assert (second.start, second.end, second.column) == (start + 3, start + 8, 0)


def test_pages_are_kept() -> None:
    lines = (Line("工作要点", page=1), Line("一、目标", page=2), Line("达到90%。", page=3))
    (notice,) = parse_notices(RawDocument(lines), "a.pdf", "hash")
    assert [(span.line, span.page) for span in notice.source_map] == [(1, 1), (2, 2), (3, 3)]


def test_where_nothing_stands_nothing_is_found() -> None:
    notice = notice_of("工作要点\n一、目标\n达到90%。")
    assert source_of(notice.source_map, 4, 5) == ()  # a newline
    assert source_of(notice.source_map, 3, 3) == ()
    assert source_of((), 0, 5) == ()
