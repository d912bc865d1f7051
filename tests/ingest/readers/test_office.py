"""Old Word, WPS, RTF and OpenDocument files through LibreOffice; what to do where it is not installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import docx
import pytest

from ingest.errors import NoticeError
from ingest.readers.formats import Format, recognise
from ingest.readers.office import find_libreoffice
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings

SETTINGS = IngestSettings()
RTF = (
    rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0 "
    rb"\u20851?\u20110?\u21360?\u21457?\par 38%\par}"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
needs_libreoffice = pytest.mark.skipif(
    not find_libreoffice(SETTINGS),
    reason="LibreOffice is not installed (apt install libreoffice-writer-nogui)",
)


def compound(*streams: str) -> bytes:
    """The beginning of a compound file with a directory of these streams."""
    return OLE + b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)


def notice() -> bytes:
    document = docx.Document()
    document.add_paragraph("关于印发年度工作要点的通知")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(table._cells, ["指标", "目标值", "健康素养水平", "38%"], strict=True):
        cell.text = text
    document.add_paragraph("一、坚持以人民健康为中心。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def running() -> Iterator[bytes]:
    """The commands of all processes."""
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # one that has ended meanwhile
            yield place.read_bytes()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same notice as LibreOffice saves it in its other formats."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "notice.docx").write_bytes(notice())
    for kind in ("doc", "rtf", "odt"):
        subprocess.run(
            [
                find_libreoffice(SETTINGS),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / "notice.docx")),
            ],
            capture_output=True,
            check=True,
        )
    shutil.rmtree(folder / "profile")
    return folder


@needs_libreoffice
@pytest.mark.parametrize(
    ("kind", "name"),
    [("doc", "通知.doc"), ("doc", "通知.wps"), ("rtf", "通知.rtf"), ("odt", "通知.odt"), ("rtf", "通知.doc")],
)
def test_the_words_and_tables_come_back(saved: Path, kind: str, name: str) -> None:
    document = read_bytes(name, (saved / f"notice.{kind}").read_bytes(), SETTINGS)
    assert [(line.text, line.table) for line in document.lines if line.text] == [
        ("关于印发年度工作要点的通知", 0),
        ("指标 | 目标值", 1),
        ("健康素养水平 | 38%", 1),
        ("一、坚持以人民健康为中心。", 0),
    ]


@needs_libreoffice
def test_what_libreoffice_cannot_open_is_broken() -> None:
    with pytest.raises(NoticeError) as caught:
        read_bytes("a.doc", compound("WordDocument") + bytes(4096), SETTINGS)
    assert caught.value.code in {"broken-file", "no-text"}


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks for processes in /proc")
def test_libreoffice_ends_with_the_time_of_the_file(tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    (tmp_path / "notes").touch()
    slow.write_text(f"#!/bin/sh\nsleep 3600 & exec tail -f /dev/null {tmp_path}/notes", encoding="utf-8")
    slow.chmod(0o755)
    with pytest.raises(NoticeError) as caught:
        read_bytes("a.rtf", RTF, IngestSettings(libreoffice=str(slow), max_file_seconds=2))
    assert caught.value.code == "too-slow"
    assert not any(str(tmp_path).encode() in command for command in running())


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf"])
def test_without_libreoffice_one_is_told_what_to_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(NoticeError) as caught:
        read_bytes(name, RTF, IngestSettings(libreoffice=str(tmp_path / "not-there")))
    assert caught.value.code == "no-converter"
    for text in (caught.value.text("zh"), caught.value.text("en")):
        assert "LibreOffice" in text
        assert ".docx" in text
        assert "YAODIAN_LIBREOFFICE" in text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (compound("Root Entry", "WordDocument"), Format.DOC),
        (RTF, Format.RTF),
        (notice(), Format.DOCX),
        (b"<html><body>", Format.HTML),
        ("<html><body>".encode("utf-16"), Format.HTML),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", Format.HTML),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:x/>', Format.FLAT_XML),
        (b"%PDF-1.7\n", Format.PDF),
        ("各单位：".encode("gb18030"), Format.TEXT),
    ],
)
@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf", "a.txt"])
def test_the_content_tells_what_a_document_is(name: str, data: bytes, expected: Format) -> None:
    found = recognise(name, data)
    assert found.format == expected
    same = {"doc": Format.DOC, "wps": Format.DOC, "rtf": Format.RTF, "txt": Format.TEXT}[name[2:]]
    assert bool(found.warning) == (expected != same)


@pytest.mark.parametrize(
    ("streams", "code", "told"),
    [
        (["Workbook"], "unknown-type", "表格"),
        (["PowerPoint Document"], "unknown-type", "演示文稿"),
        (["EncryptionInfo", "EncryptedPackage"], "broken-file", "密码"),
        (["Root Entry"], "broken-file", "另存为 .docx"),
    ],
)
def test_other_compound_files_are_told_apart(streams: list[str], code: str, told: str) -> None:
    for name in ("a.doc", "a.docx", "a.txt"):
        with pytest.raises(NoticeError) as caught:
            recognise(name, compound(*streams))
        assert caught.value.code == code
        assert told in caught.value.text("zh")


def test_a_page_under_a_word_suffix_is_read_without_libreoffice() -> None:
    page = "<html><body><p>各单位：现将工作要点印发给你们，请认真执行。</p></body></html>"
    nowhere = IngestSettings(libreoffice="/not-there")
    for name in ("a.doc", "a.wps"):
        document = read_bytes(name, page.encode("gb18030"), nowhere)
        assert [line.text for line in document.lines] == ["各单位：现将工作要点印发给你们，请认真执行。"]
    assert [line.text for line in read_bytes("a.doc", "各单位：".encode(), nowhere).lines] == ["各单位："]
