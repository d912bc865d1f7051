"""The words in which a file of fixed pages is refused, and those that go with pages which a machine has read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.errors import NoticeError
from ingest.readers.refusals import broken_file, shown

INSTALL_OCR: Final = 'uv pip install "yaodian[ocr]"'
_LISTED: Final = 12


def locked(name: str) -> NoticeError:
    return broken_file(
        name,
        "文件设了打开密码。请用阅读软件输入密码打开，去掉密码（或打印为新的 PDF）再导入。",
        "the file is locked by a password. Open it with the password, save it without, then add it.",
    )


def damaged(name: str, kind: str) -> NoticeError:
    return broken_file(
        name,
        f"{kind} 文件已损坏，无法读出页面。请重新下载，或用阅读软件打开后另存一份。",
        f"the {kind} file is damaged and its pages cannot be read. Download it again, or open it and save a copy.",
    )


def no_pages(name: str, kind: str) -> NoticeError:
    return broken_file(
        name,
        f"{kind} 文件里没有页面。请检查是否下载完整。",
        f"the {kind} file has no pages. Check that it was downloaded completely.",
    )


def too_many_pages(name: str, pages: int, limit: int) -> NoticeError:
    return NoticeError(
        shown(name),
        "too-large",
        zh=f"文件有 {pages} 页，超过 {limit} 页的上限。请拆成几个文件，或调高 YAODIAN_MAX_PAGES。",
        en=f"the file has {pages} pages, more than the limit of {limit}. Split it, or raise YAODIAN_MAX_PAGES.",
    )


def needs_ocr(name: str) -> NoticeError:
    """Every page is a picture, and the extra that could read pictures is not there."""
    return NoticeError(
        shown(name),
        "needs-ocr",
        zh=f"文件是扫描件，没有文字。请先安装文字识别再导入：{INSTALL_OCR}；或找到带文字的版本。",
        en=f"the file is a scan without text. Install recognition and add it again: {INSTALL_OCR}; or use a version with text.",
    )


def pages_left_out(numbers: Sequence[int]) -> str:
    """The warning for pages of pictures in a file whose other pages were read."""
    return (
        f"{_pages(numbers)}是图片，没有读入。安装文字识别后再导入，即可读入：{INSTALL_OCR}"
        f"（{len(numbers)} page(s) are pictures and were left out: install recognition as named）。"
    )


def pages_recognised(numbers: Sequence[int]) -> str:
    return f"{_pages(numbers)}的文字由机器识别（OCR），可能有错字，数字和单位请对照原件核对。"


def pages_hidden_layer(numbers: Sequence[int]) -> str:
    return f"{_pages(numbers)}是扫描图，文字取自文件自带的识别层，可能有错字，数字和单位请对照原件核对。"


def pages_damaged(numbers: Sequence[int]) -> str:
    return f"{_pages(numbers)}已损坏，没有读入。"


def pages_unread(numbers: Sequence[int]) -> str:
    """Pages of pictures on which recognition found nothing."""
    return f"{_pages(numbers)}是图片，没有识别出文字。"


def slanted_left_out(text: str) -> str:
    return f"斜排的文字（多为水印）没有读入：“{text[:40]}”。"


def _pages(numbers: Sequence[int]) -> str:
    listed = "、".join(str(number) for number in numbers[:_LISTED])
    return f"第 {listed} 页" if len(numbers) <= _LISTED else f"第 {listed} 等 {len(numbers)} 页"
