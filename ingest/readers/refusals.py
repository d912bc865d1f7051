"""The words in which a reader refuses a file: the reason, then what the person can do about it."""

from __future__ import annotations

import unicodedata
from typing import Final

from ingest.errors import NoticeError

_LONGEST_NAME = 255
READABLE_TYPES: Final = ".txt、.md、.html、.docx、.doc、.wps、.pdf、.ofd"


def shown(name: str) -> str:
    """``name`` as it may be printed: no control characters, no lone surrogates, of bounded length."""
    clean = "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in name)
    return clean if len(clean) <= _LONGEST_NAME else f"{clean[:_LONGEST_NAME]}…"


def empty_file(name: str) -> NoticeError:
    return NoticeError(
        shown(name),
        "empty-file",
        zh="文件是空的，没有任何文字。请检查是否保存或上传完整，再试一次。",
        en="the file is empty. Check that it was saved or uploaded completely, then try again.",
    )


def no_text(name: str) -> NoticeError:
    return NoticeError(
        shown(name),
        "no-text",
        zh="文件里没有可读的文字，可能只有图片或附件链接。请先做文字识别（OCR），或找到带文字的版本。",
        en="the file holds no readable text, perhaps only pictures or links. Use OCR or a version with text.",
    )


def not_text(name: str, *, kind_zh: str = "", kind_en: str = "") -> NoticeError:
    """The bytes are not text in an encoding we know; ``kind`` names what they are when that can be told."""
    found_zh = f"，其实是{kind_zh}" if kind_zh else "，或编码无法识别"
    found_en = f" but {kind_en}" if kind_en else ", or its encoding is unknown"
    return NoticeError(
        shown(name),
        "not-text",
        zh=f"内容不是文本{found_zh}。请用原来的程序打开，另存为 .docx 或 UTF-8 编码的 .txt。",
        en=f"the content is not text{found_en}. Open it in its own program and save as .docx or UTF-8 .txt.",
    )


def broken_file(name: str, zh: str, en: str) -> NoticeError:
    """``zh`` and ``en`` state the reason and the advice, as whole sentences."""
    return NoticeError(shown(name), "broken-file", zh=zh, en=en)


def too_large(name: str, limit: int) -> NoticeError:
    size = _megabytes(limit)
    return NoticeError(
        shown(name),
        "too-large",
        zh=f"文件超过 {size} 的上限。请拆成几个文件或去掉图片，也可调高 YAODIAN_MAX_FILE_BYTES。",
        en=f"the file exceeds the limit of {size}. Split it, or raise YAODIAN_MAX_FILE_BYTES.",
    )


def swollen(name: str) -> NoticeError:
    """A small archive that unpacks to something huge."""
    return NoticeError(
        shown(name),
        "too-large",
        zh="文件解压后异常大，为安全起见没有读取。请把正文复制到新的 Word 文档，另存为 .docx。",
        en="the file unpacks to an abnormal size and was not read. Copy its text to a new .docx.",
    )


def encrypted(name: str) -> NoticeError:
    return broken_file(
        name,
        "文件设了密码。请用 Word 或 WPS 打开，去掉密码，另存为 .docx。",
        "the file is encrypted. Open it, remove its password and save as .docx.",
    )


def too_long(name: str, length: int, limit: int) -> NoticeError:
    """More characters than one notice may have."""
    return NoticeError(
        shown(name),
        "too-large",
        zh=f"全文 {length} 字，超过上限 {limit} 字。请拆成几个文件，或调高 YAODIAN_MAX_CHARS。",
        en=f"it has {length} characters, more than the limit of {limit}. Split it, or raise YAODIAN_MAX_CHARS.",
    )


def too_slow(name: str, seconds: float) -> NoticeError:
    return NoticeError(
        shown(name),
        "too-slow",
        zh=f"读了 {seconds:.0f} 秒还没有读完，已放弃。文件可能已损坏；请另存一份或拆开再试，也可调高 YAODIAN_MAX_FILE_SECONDS。",
        en=f"it was not read in {seconds:.0f} seconds and was given up. It may be damaged: save it anew or split it, "
        "or raise YAODIAN_MAX_FILE_SECONDS.",
    )


def too_hungry(name: str, limit: int) -> NoticeError:
    """Reading it would have taken more memory than one file may have."""
    return NoticeError(
        shown(name),
        "too-large",
        zh=f"读取时所需内存超过 {_megabytes(limit)} 的上限，没有读入。请拆成几个文件或去掉图片，也可调高 YAODIAN_MAX_FILE_MEMORY。",
        en=f"reading it takes more memory than the limit of {_megabytes(limit)}. Split it, or raise "
        "YAODIAN_MAX_FILE_MEMORY.",
    )


def crashed(name: str) -> NoticeError:
    """The reader itself broke off: damage that no check foresaw."""
    return broken_file(
        name,
        "读取时意外中断，文件可能已损坏。请用原来的程序打开，另存一份再导入。",
        "reading it broke off, it may be damaged. Open it in its own program and save it anew.",
    )


def no_reader(name: str) -> NoticeError:
    """The child process that reads cannot be started: nothing is wrong with the file."""
    return unreadable(
        name,
        "本机无法启动读取文件的子进程（内存或进程数可能已满）。请关闭其他程序后再试。",
        "no process to read it can be started. Close other programs and try again.",
    )


def no_libreoffice(name: str) -> NoticeError:
    return NoticeError(
        shown(name),
        "no-converter",
        zh="读取这种文档要用 LibreOffice，本机没有找到。请安装 LibreOffice（Debian、Ubuntu：apt install "
        "libreoffice-writer-nogui），或用 YAODIAN_LIBREOFFICE 指明 soffice 的位置；也可用 Word 或 WPS 另存为 .docx 再导入。",
        en="this kind of document is read through LibreOffice, which was not found. Install it (Debian, Ubuntu: apt "
        "install libreoffice-writer-nogui), or name its soffice in YAODIAN_LIBREOFFICE, or save the document as .docx.",
    )


def unpack_first(name: str) -> NoticeError:
    """An archive where one document was expected."""
    return NoticeError(
        shown(name),
        "unknown-type",
        zh="这是压缩包，不是单个文件。请先解压，再导入里面的文件。",
        en="it is an archive, not one document. Unpack it first, then add the files inside.",
    )


def unreadable(name: str, zh: str, en: str) -> NoticeError:
    return NoticeError(shown(name), "unreadable", zh=zh, en=en)


def unknown_type(name: str, suffix: str) -> NoticeError:
    """A type that this version does not read, with the way out that fits the type."""
    for suffixes, what_zh, do_zh, what_en, do_en in _ADVICE:
        if suffix in suffixes:
            return NoticeError(
                shown(name),
                "unknown-type",
                zh=f"暂不支持{what_zh}（{suffix}）。{do_zh}",
                en=f"{what_en} ({suffix}) cannot be read. {do_en}",
            )
    named_zh = f"这种类型（{shown(suffix)}）" if suffix else "没有扩展名的文件"
    named_en = f"this type ({shown(suffix)})" if suffix else "a file without a suffix"
    return NoticeError(
        shown(name),
        "unknown-type",
        zh=f"暂不支持{named_zh}。请转成 {READABLE_TYPES} 之一再导入。",
        en=f"{named_en} cannot be read. Convert it to one of .txt, .md, .html, .docx, .doc, .wps, .pdf, .ofd.",
    )


_ADVICE: Final[tuple[tuple[frozenset[str], str, str, str, str], ...]] = (
    (
        frozenset({".pages", ".ott", ".wri"}),
        "这种文档格式",
        "请用 Word 或 WPS 打开，另存为 .docx 再导入。",
        "this document format",
        "Open it in Word or WPS and save as .docx.",
    ),
    (
        frozenset({".xps", ".oxps", ".ceb", ".caj"}),
        "版式文件",
        "请找到原来的 .docx 或网页；没有的话，用阅读软件导出文字（扫描件先做 OCR），存为 .txt 或 .docx。",
        "a fixed-layout file",
        "Use the original .docx or web page, or export its text (OCR for scans) to .txt or .docx.",
    ),
    (
        frozenset({".xls", ".xlsx", ".xlsm", ".et", ".csv", ".ods"}),
        "电子表格",
        "请把表格复制到 Word 或 WPS 文档，另存为 .docx 再导入。",
        "a spreadsheet",
        "Copy the table into a document and save as .docx.",
    ),
    (
        frozenset({".ppt", ".pptx", ".dps", ".odp"}),
        "演示文稿",
        "请把文字复制到文档，另存为 .docx 或 .txt 再导入。",
        "a presentation",
        "Copy its text into a document and save as .docx or .txt.",
    ),
    (
        frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"}),
        "压缩包",
        "请先解压，再导入里面的文件，或重新压缩为 .zip。",
        "an archive of this kind",
        "Unpack it and add the files inside, or pack it again as .zip.",
    ),
    (
        frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"}),
        "图片",
        "请先做文字识别（OCR），把结果存为 .txt 或 .docx 再导入。",
        "a picture",
        "Run OCR on it and save the result as .txt or .docx.",
    ),
    (
        frozenset({".mht", ".mhtml", ".eml", ".webarchive"}),
        "网页归档或邮件",
        "请用浏览器打开，另存为“网页，仅 HTML”（.html）再导入。",
        "a web archive or e-mail",
        "Open it in a browser and save as “Web page, HTML only” (.html).",
    ),
)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB" if size >= 1024 * 1024 else f"{size / 1024:.0f} KB"
