"""Whatever is not a readable notice is refused with a code, a reason and a way out, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.errors import NoticeError
from ingest.readers.read import SUFFIXES, read_bytes
from ingest.settings import IngestSettings

SETTINGS = IngestSettings(max_file_bytes=4096)
PAGE = "<html><title>通知</title><body><p>各单位：现将工作要点印发给你们，请认真执行。</p></body></html>"


def refusal(name: str, data: bytes) -> NoticeError:
    with pytest.raises(NoticeError) as caught:
        read_bytes(name, data, SETTINGS)
    return caught.value


def test_the_types_that_are_read() -> None:
    text, web = {".txt", ".md", ".markdown"}, {".html", ".htm"}
    office = {".docx", ".docm", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"}
    assert text | web | office | {".pdf", ".ofd", ".zip"} == SUFFIXES


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_an_empty_file_is_said_to_be_empty(name: str) -> None:
    assert refusal(name, b"").code == "empty-file"


@pytest.mark.parametrize("data", [b"\n \t\r\n", b"\xef\xbb\xbf", "\u3000\u3000\n".encode()])
def test_a_file_of_blanks_is_empty_too(data: bytes) -> None:
    assert refusal("a.txt", data).code == "empty-file"


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("通知.pages", "另存为 .docx"),
        ("通知.CEB", "OCR"),
        ("目标.xls", "复制到 Word"),
        ("目标.xlsx", "复制到 Word"),
        ("全部.rar", ".zip"),
        ("扫描.jpg", "OCR"),
        ("网页.mht", "浏览器"),
        ("通知.xyz", ".docx"),
        ("通知", "扩展名"),
        (".txt", "扩展名"),
    ],
)
def test_other_types_get_advice_that_fits(name: str, advice: str) -> None:
    error = refusal(name, b"whatever")
    assert error.code == "unknown-type"
    assert advice in error.text("zh")
    assert error.text("en").startswith(name)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_too_large_names_the_limit(name: str) -> None:
    error = refusal(name, b"a" * 4097)
    assert error.code == "too-large"
    assert "4 KB" in error.text("zh")
    assert "4 KB" in error.text("en")


def test_a_file_as_large_as_allowed_is_read() -> None:
    assert read_bytes("a.txt", b"a" * 4096, SETTINGS).lines[0].text == "a" * 4096


def test_the_name_of_an_upload_is_never_opened(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_text("硬盘上的文件", encoding="utf-8")
    for name in (str(real), f"../../{real}", "C:\\notices\\a.txt"):
        assert read_bytes(name, "上传的内容".encode(), SETTINGS).lines[0].text == "上传的内容"
    assert refusal(str(real), b"").code == "empty-file"


def test_a_hostile_name_cannot_break_a_message() -> None:
    error = refusal("a\r\n\x1b[31m\ud800" + "长" * 1000 + ".txt", b"")
    assert not re.search(r"[\x00-\x1f]", error.text("zh"))
    assert len(error.text("zh")) < 500
    error.text("zh").encode("utf-8")


def test_a_page_under_a_text_suffix_is_read_as_a_page() -> None:
    for name in ("page.txt", "page.md", "page.docx"):
        document = read_bytes(name, PAGE.encode(), SETTINGS)
        assert [line.text for line in document.lines][-1] == "各单位：现将工作要点印发给你们，请认真执行。"
        assert any("网页" in warning for warning in document.warnings)


def test_text_under_a_page_suffix_keeps_its_lines() -> None:
    document = read_bytes("page.html", "第一行\n第二行".encode(), SETTINGS)
    assert [line.text for line in document.lines] == ["第一行", "第二行"]


def test_a_web_archive_under_a_page_suffix_gets_its_own_advice() -> None:
    error = refusal("page.htm", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n--x\n<html></html>")
    assert error.code == "unknown-type"
    assert "浏览器" in error.text("zh")


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
        b"just text",
        b"PK\x03\x04" + b"x" * 50,
        b"\x89PNG\r\n",
    ],
    ids=["ole-of-nothing", "text", "cut-zip", "png"],
)
def test_a_docx_that_is_none_is_broken(data: bytes) -> None:
    error = refusal("a.docx", data)
    assert error.code == "broken-file"
    assert "另存为 .docx" in error.text("zh")
