"""What a file is: its content decides, its suffix only where the content leaves it open. Cheap, and linear in size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from ingest.errors import NoticeError
from ingest.readers import refusals
from ingest.readers.package import OLE_MAGIC, ZIP_MAGIC, names_in_ole, names_in_zip


class Format(StrEnum):
    """One way of reading each."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"  # from here to FLAT_XML: through LibreOffice
    RTF = "rtf"
    ODT = "odt"
    FLAT_XML = "xml"
    PDF = "pdf"
    OFD = "ofd"
    ZIP = "zip"


OFFICE: Final = frozenset({Format.DOC, Format.RTF, Format.ODT, Format.FLAT_XML})
PLAIN: Final = frozenset({Format.TEXT, Format.MARKDOWN})

_BY_SUFFIX: Final = {
    **dict.fromkeys((".txt",), Format.TEXT),
    **dict.fromkeys((".md", ".markdown"), Format.MARKDOWN),
    **dict.fromkeys((".html", ".htm"), Format.HTML),
    **dict.fromkeys((".docx", ".docm"), Format.DOCX),
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpt"), Format.DOC),
    ".rtf": Format.RTF,
    ".odt": Format.ODT,
    ".pdf": Format.PDF,
    ".ofd": Format.OFD,
    ".zip": Format.ZIP,
}
SUFFIXES: Final[frozenset[str]] = frozenset(_BY_SUFFIX)

_NAMES: Final = {
    Format.TEXT: "纯文本",
    Format.HTML: "网页",
    Format.DOCX: "Word 文档",
    Format.DOC: "旧版 Word 或 WPS 文档",
    Format.RTF: "RTF 文档",
    Format.ODT: "OpenDocument 文档",
    Format.FLAT_XML: "Word XML 文档",
    Format.PDF: "PDF 文件",
    Format.OFD: "OFD 文件",
}
# Formats whose content has marks of its own: a file that lacks them is damaged or something else.
_MARKED: Final = frozenset({Format.DOCX, Format.ODT, Format.PDF, Format.OFD, Format.ZIP})

# What a file may really be that is not read at all: magic bytes, Chinese and English name.
_FOREIGN: Final = (
    (b"\x89PNG\r\n", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"Rar!\x1a", "压缩包", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", "an archive"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"\x7fELF", "程序", "a program"),
)
_HEAD: Final = 4096
# The header may stand behind some bytes of a download.
_PDF_HEAD: Final = 1024
_WEB_PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML: Final = re.compile(r"\s*<\?xml[^>]{0,200}\?>\s*<\?mso-application\s+progid=\"Word\.Document\"")
_BYTE_ORDER_MARKS: Final = ("ï»¿", "ÿþ", "þÿ")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format, and a sentence for a person where the suffix says something else."""

    format: Format
    warning: str = ""


def suffix_of(name: str) -> str:
    """The suffix in lower case; ``name`` may be a path of any system."""
    return PurePosixPath(name.replace("\\", "/").strip()).suffix.lower()


def recognise(name: str, data: bytes) -> Recognised:
    """The format of ``data``. NoticeError ``unknown-type``, ``not-text`` or ``broken-file`` where it is not read."""
    suffix = suffix_of(name)
    if suffix not in _BY_SUFFIX:
        raise refusals.unknown_type(name, suffix)
    claimed = _BY_SUFFIX[suffix]
    found = _by_content(name, claimed, data)
    if found == claimed or (found is Format.TEXT and claimed in (Format.MARKDOWN, Format.HTML)):
        return Recognised(claimed)
    return Recognised(found, f"扩展名与内容不符，按{_NAMES[found]}读取。")


def _by_content(name: str, claimed: Format, data: bytes) -> Format:
    if data.startswith(ZIP_MAGIC):
        return _zipped(name, claimed, data)
    if data.startswith(OLE_MAGIC):
        return _compound(name, data)
    if data.startswith(b"{\\rtf"):
        return Format.RTF
    if b"%PDF-" in data[:_PDF_HEAD] and (claimed is Format.PDF or data.startswith(b"%PDF-")):
        return Format.PDF
    # UTF-16 without its zero bytes reads like ASCII, which is all that a page's first tags are.
    head = data[:_HEAD].replace(b"\0", b"").decode("latin-1")
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    if _WORD_XML.match(head):
        return Format.FLAT_XML
    if _WEB_PAGE.match(head):
        return Format.HTML
    if claimed in _MARKED:
        raise _not_sound(name, claimed)
    for magic, kind_zh, kind_en in _FOREIGN:
        if data.startswith(magic):
            raise refusals.not_text(name, kind_zh=kind_zh, kind_en=kind_en)
    if head.startswith("MIME-Version:"):
        raise refusals.unknown_type(name, ".mhtml")
    return Format.TEXT


def _zipped(name: str, claimed: Format, data: bytes) -> Format:
    names = names_in_zip(data)
    if any(part.startswith("word/document") for part in names):
        return Format.DOCX
    if "OFD.xml" in names:
        return Format.OFD
    # An OpenDocument file names its kind in its first member, which is not packed.
    if "content.xml" in names and (claimed is Format.ODT or b"opendocument.text" in data[:100]):
        return Format.ODT
    if any(part.startswith("ppt/") for part in names) or b"opendocument.presentation" in data[:100]:
        raise refusals.unknown_type(name, ".pptx")
    if any(part.startswith("xl/") for part in names) or b"opendocument.spreadsheet" in data[:100]:
        raise refusals.unknown_type(name, ".xlsx")
    if claimed in _MARKED and claimed is not Format.ZIP:
        raise _not_sound(name, claimed)
    if claimed is not Format.ZIP:
        raise refusals.not_text(name, kind_zh="压缩包或 Office 文件", kind_en="an archive or Office file")
    return Format.ZIP


def _compound(name: str, data: bytes) -> Format:
    names = names_in_ole(data)
    if "EncryptedPackage" in names:
        raise refusals.encrypted(name)
    if "WordDocument" in names:
        return Format.DOC
    if names & {"Workbook", "Book"}:
        raise refusals.unknown_type(name, ".xls")
    if "PowerPoint Document" in names:
        raise refusals.unknown_type(name, ".ppt")
    raise refusals.broken_file(
        name,
        "不是完好的 Word 或 WPS 文档，可能已损坏。请用 Word 或 WPS 打开，另存为 .docx；打不开就找原件。",
        "it is not a sound Word document. Open it and save as .docx, or find the original.",
    )


def _not_sound(name: str, claimed: Format) -> NoticeError:
    if claimed is Format.ZIP:
        return refusals.broken_file(
            name,
            "压缩包已损坏或不是 zip 格式。请重新压缩为 .zip，或解压后导入里面的文件。",
            "the archive is damaged or no zip. Pack it again as .zip, or add the files inside.",
        )
    if claimed in (Format.PDF, Format.OFD):
        return refusals.broken_file(
            name,
            f"不是完好的 {_NAMES[claimed]}，可能已损坏或改过扩展名。请重新下载或导出，或找原来的 .docx。",
            f"it is not a sound {claimed.upper()} file. Download or export it again, or find the original .docx.",
        )
    return refusals.broken_file(
        name,
        "不是完好的 Word 文档，可能已损坏或改过扩展名。请用 Word 或 WPS 打开，另存为 .docx；打不开就找原件。",
        "it is not a sound Word document, perhaps damaged or renamed. Open it and save as .docx.",
    )
