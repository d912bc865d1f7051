"""A file or an upload in, its lines out. Suffix and content tell the type; every failure is explained."""

from __future__ import annotations

import re
import stat
from pathlib import Path, PurePosixPath
from typing import Final

from ingest.errors import NoticeError
from ingest.readers import refusals
from ingest.readers.docx import docx_document
from ingest.readers.docx_package import is_docx
from ingest.readers.encoding import decode
from ingest.readers.html import declared_charset, html_document
from ingest.readers.lines import RawDocument
from ingest.readers.plain import markdown_lines, text_lines
from ingest.settings import IngestSettings

SUFFIXES: Final[frozenset[str]] = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx"})

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a file with a text suffix may really be: magic bytes, Chinese and English name.
_KINDS: Final = (
    (_ZIP, "压缩包或 Office 文件", "an archive or Office file"),
    (_OLE, "旧版 Word/Excel 文件", "an old Word or Excel file"),
    (b"%PDF-", "PDF 文件", "a PDF file"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"\x89PNG\r\n", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"Rar!\x1a", "压缩包", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", "an archive"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"\x7fELF", "程序", "a program"),
)
_WEB_PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


def read_file(path: Path, settings: IngestSettings) -> RawDocument:
    """Read one file of a folder of notices. Raises NoticeError, never anything else."""
    name = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _not_a_file(name, status.st_mode)
        suffix = _known_suffix(name)
        if status.st_size > settings.max_file_bytes:
            raise refusals.too_large(name, settings.max_file_bytes)
        with path.open("rb") as file:
            # The file may grow between the two calls.
            data = file.read(settings.max_file_bytes + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    return _read(name, suffix, data, settings)


def read_bytes(name: str, data: bytes, settings: IngestSettings) -> RawDocument:
    """Read an upload. ``name`` only tells the type and stands in messages; it is never opened."""
    return _read(name, _known_suffix(name), data, settings)


def _read(name: str, suffix: str, data: bytes, settings: IngestSettings) -> RawDocument:
    if not data:
        raise refusals.empty_file(name)
    if len(data) > settings.max_file_bytes:
        raise refusals.too_large(name, settings.max_file_bytes)
    if is_docx(data):
        return _noting(docx_document(name, data, settings), "Word 文档", suffix == ".docx")
    return _read_docx_lookalike(name, data) if suffix == ".docx" else _read_text(name, suffix, data)


def _read_docx_lookalike(name: str, data: bytes) -> RawDocument:
    if data.startswith(_OLE):
        raise refusals.broken_file(
            name,
            "这是旧版 .doc 改了扩展名，或设了打开密码。请用 Word 或 WPS 打开，去掉密码，另存为 .docx。",
            "it is an old .doc renamed, or has a password. Open it, remove the password, save as .docx.",
        )
    # Some office systems export web pages under a Word suffix, and Word opens them without a word.
    if _WEB_PAGE.match(data[:4096].decode("latin-1").removeprefix("ï»¿")):
        return _noting(_read_text(name, ".html", data), "网页", expected=False)
    raise refusals.broken_file(
        name,
        "不是完好的 Word 文档，可能已损坏或改过扩展名。请用 Word 或 WPS 打开，另存为 .docx；打不开就找原件。",
        "it is not a sound Word document, perhaps damaged or renamed. Open it and save as .docx.",
    )


def _read_text(name: str, suffix: str, data: bytes) -> RawDocument:
    for magic, kind_zh, kind_en in _KINDS:
        if data.startswith(magic):
            raise refusals.not_text(name, kind_zh=kind_zh, kind_en=kind_en)
    named_web = suffix in (".html", ".htm")
    decoded = decode(name, data, declared_charset(data))
    if not decoded.text.strip():
        raise refusals.empty_file(name)
    if named_web and decoded.text.lstrip().startswith("MIME-Version:"):
        raise refusals.unknown_type(name, ".mhtml")
    if _WEB_PAGE.match(decoded.text) or (named_web and _ANY_TAG.search(decoded.text)):
        page = _noting(html_document(name, decoded.text), "网页", named_web)
        return RawDocument(page.lines, (*decoded.warnings, *page.warnings))
    lines = markdown_lines(decoded.text) if suffix in (".md", ".markdown") else text_lines(decoded.text)
    return RawDocument(lines, decoded.warnings)


def _noting(document: RawDocument, kind: str, expected: bool) -> RawDocument:
    """Say it when the content decided against the suffix."""
    if expected:
        return document
    return RawDocument(document.lines, (*document.warnings, f"扩展名与内容不符，按{kind}读取。"))


def _known_suffix(name: str) -> str:
    suffix = PurePosixPath(name.replace("\\", "/").strip()).suffix.lower()
    if suffix not in SUFFIXES:
        raise refusals.unknown_type(name, suffix)
    return suffix


def _not_a_file(name: str, mode: int) -> NoticeError:
    if stat.S_ISDIR(mode):
        return refusals.unreadable(
            name, "这是文件夹，不是文件。请指定里面的文件。", "it is a folder. Name the files inside."
        )
    return refusals.unreadable(
        name,
        "不是普通文件（是设备或管道）。请换成文件。",
        "it is a device or pipe, not a file. Name a regular file.",
    )


def _unreadable(path: Path, error: OSError | ValueError) -> NoticeError:
    """The system's own message is not repeated: it may name paths that the caller did not."""
    name = str(path)
    if isinstance(error, PermissionError):
        return refusals.unreadable(
            name,
            "没有读取权限。请修改文件权限，或换一个账号运行。",
            "no permission to read it. Change its permissions.",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return refusals.unreadable(
            name,
            "文件不存在，或链接指向的文件已不在。请检查路径。",
            "no such file, or a dangling link. Check the path.",
        )
    return refusals.unreadable(
        name,
        "系统无法读取这个文件。请检查磁盘和文件名，或复制到本机再试。",
        "the system cannot read it. Copy it first.",
    )
