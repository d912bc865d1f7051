"""Whatever is done to a real file, it is read or refused with a reason: no crash, no hang, no memory without end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.errors import NoticeError
from ingest.readers import isolated
from ingest.readers.archive import Member, unpack
from ingest.readers.encoding import decode
from ingest.readers.lines import RawDocument
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings
from tests.ingest.samples import REAL_NOTICES, SAMPLE_NOTICES

SETTINGS = IngestSettings(max_file_seconds=60, max_file_memory=1 << 30, max_archive_bytes=64 << 20)
CODES = {"", "broken-file", "empty-file", "no-text", "not-text", "too-large", "unknown-type"}
# What parsers give a meaning to.
TOKENS = [
    *(
        b"<",
        b">",
        b"\0",
        b"\xff",
        b"\r",
        b"PK\x03\x04",
        b"PK\x01\x02",
        b"%PDF-",
        b"\xef\xbb\xbf",
        b"<!--",
        b"<?xml",
    ),
    *(
        b"<table>",
        b"</td>",
        b"<svg>",
        b"<select>",
        b'<li value="999999999">',
        b'rowspan="99999"',
        b"&#xD800;",
    ),
    *(
        b"<w:p>",
        b"</w:p>",
        b"<w:tbl>",
        b"<w:tc>",
        b'<w:ilvl w:val="8"/>',
        b'w:val="99999999999"',
        b"<w:vMerge/>",
    ),
]

Change = tuple[float, str, bytes]  # where (share of the length), what, with which bytes
changes: st.SearchStrategy[list[Change]] = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(["set", "insert", "delete", "cut", "repeat"]),
        st.one_of(st.sampled_from(TOKENS), st.binary(min_size=1, max_size=8)),
    ),
    min_size=1,
    max_size=6,
)


def changed(data: bytes, how: list[Change]) -> bytes:
    for place, what, piece in how:
        at = int(place * len(data))
        before, after = data[:at], data[at:]
        if what == "set":
            data = before + piece + after[len(piece) :]
        elif what == "insert":
            data = before + piece * 50 + after
        elif what == "delete":
            data = before + after[len(piece) * 20 :]
        elif what == "cut":
            data = before
        else:
            data = before + after[:200] * 20 + after
    return data


def changed_inside(data: bytes, how: list[Change]) -> bytes:
    """The same done to the largest part of an archive: done to the archive, it would only spoil a checksum."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        main = max(old.infolist(), key=lambda info: (info.filename == "word/document.xml", info.file_size))
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, changed(part, how) if info is main else part)
    return buffer.getvalue()


def texts() -> list[str]:
    notices = REAL_NOTICES if REAL_NOTICES.is_dir() else SAMPLE_NOTICES
    return [decode(path.name, path.read_bytes()).text for path in sorted(notices.glob("*.txt"))]


def as_word(text: str) -> bytes:
    document = docx.Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "砚溪市卫生健康委员会文件"
    for number, line in enumerate(text.split("\n")[:60]):
        document.add_paragraph(line, style="List Number" if number % 9 == 0 else None)
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    table.cell(2, 2).add_table(rows=1, cols=2).cell(0, 1).text = "38%"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_page(text: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n")[:60])
    table = "<table><tr><td rowspan=2>指标<td>38%</tr><tr><td>床位数</table><ol start=3><li>甲<li>乙</ol>"
    return f"<html><title>通知_某网</title><body><div class=nav>首页</div><div>{body}{table}</div></html>".encode()


def as_archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


SAMPLES: dict[str, bytes] = {
    **{path.name: path.read_bytes() for path in sorted(SAMPLE_NOTICES.iterdir())},
    **{f"{number}.docx": as_word(text) for number, text in enumerate(texts())},
    **{f"{number}.html": as_page(text) for number, text in enumerate(texts())},
    **{f"{number}.txt": text.encode("gb18030", "replace") for number, text in enumerate(texts())},
}
names = st.sampled_from(sorted(SAMPLES))


def code_of(name: str, data: bytes) -> str:
    try:
        document = read_bytes(name, data, SETTINGS)
    except NoticeError as error:
        return error.code
    assert isinstance(document, RawDocument)
    assert sum(len(line.text) for line in document.lines) <= SETTINGS.max_chars
    "".join(line.text for line in document.lines).encode("utf-8")  # no lone surrogates: they cannot be stored
    return ""


@pytest.fixture(autouse=True)
def readers_only_refuse(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A reader that raises what it should not is told of in the log; for the person the file is broken."""
    yield
    assert [r.getMessage() for r in caplog.get_records("call") if r.name == isolated.__name__] == []


@hypothesis_settings(max_examples=30, deadline=None)
@given(names, changes, st.sampled_from([changed, changed_inside]))
def test_a_changed_file_is_read_or_refused(
    name: str, how: list[Change], change: Callable[[bytes, list[Change]], bytes]
) -> None:
    data = SAMPLES[name]
    inside = change is changed_inside and data.startswith(b"PK")
    assert code_of(name, changed_inside(data, how) if inside else changed(data, how)) in CODES


@hypothesis_settings(max_examples=12, deadline=None)
@given(names, names, changes)
def test_a_changed_archive_is_unpacked_or_refused(one: str, other: str, how: list[Change]) -> None:
    inner = as_archive({f"里/{one}": SAMPLES[one]})
    data = changed(as_archive({"内.zip": inner, Path(other).name: SAMPLES[other]}), how)
    for item in unpack("包.zip", data, SETTINGS):
        if isinstance(item, Member):
            assert code_of(item.name, item.data) in CODES
        else:
            assert item.code in CODES


@hypothesis_settings(max_examples=12, deadline=None)
@given(names, st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf", ".ofd", ".zip"]), changes)
def test_any_suffix_may_stand_on_any_content(name: str, suffix: str, how: list[Change]) -> None:
    assert code_of(f"a{suffix}", SAMPLES[name]) in CODES
    assert code_of(f"a{suffix}", changed(SAMPLES[name], how)) in CODES
