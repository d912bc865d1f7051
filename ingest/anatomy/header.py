"""Reading a notice's own statements about itself: organ, number, title, recipients, date, attachments.

Official form is GB/T 9704: organ line, number, title, recipients, letter, signature and date, attachment, copy-to. Each
field is taken only where it stands; what is read from the prose instead is named in ``Header.inferred``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.anatomy.attachments import list_attachments
from ingest.anatomy.headings import heading_marker
from ingest.anatomy.letterhead import (
    DATE_ONLY,
    DOCUMENT_NUMBER,
    ORGAN,
    RECIPIENTS,
    SIGNATORY,
    TITLE_LINE,
    number_in,
    red_head,
)
from ingest.anatomy.page_table import PageTable
from ingest.anatomy.titles import (
    adopted_under,
    bare_title,
    first_words,
    number_beside_title,
    opening_subject,
    opening_year,
    organs_in_title,
    passed_on_title,
    red_head_title,
    subject_of,
    title_of,
    undoubled,
    years_of,
)
from ingest.numerals import find_date
from ingest.readers.lines import Line

_NO_PAGE_TABLE = PageTable()
_HEADER_LINES = 40
_SUBJECT_LINES = 60
_MOST_ORGANS = 12
_COPIED_TO = re.compile(r"^抄\s*[送报]\s*(?:单位|机关)?\s*[：:]\s*(?P<names>.+?)[。.]?$")
_SENT_TO = re.compile(r"^主\s*送\s*(?:单位|机关)?\s*[：:]\s*(?P<names>.+?)[。.：:]?$")


@dataclass(frozen=True, slots=True)
class Header:
    """What a notice says of itself. Empty where it does not."""

    title: str = ""
    subject: str = ""
    issuer: str = ""
    document_number: str = ""
    issued_on: str = ""
    recipients: str = ""
    years: tuple[int, ...] = ()
    inferred: tuple[str, ...] = ()
    copied_to: str = ""
    signatory: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Signature:
    """The first signature: the line of its date, the date in ISO, the organs that sign."""

    at: int = -1
    date: str = ""
    organs: str = ""


def read_header(
    paragraphs: Sequence[Line], divider_title: str = "", page: PageTable = _NO_PAGE_TABLE
) -> Header:
    """The header of the notice that ``paragraphs`` make up; ``divider_title`` is what a compilation calls it.

    ``page`` is what the site's table says of it, whose lines are none of ``paragraphs``: it fills what they leave open.
    """
    texts = [line.text for line in paragraphs]
    head = _head(texts)
    number_at, document_number = _document_number(head)
    signature = _signature(texts)
    stated = title_of(head, number_at) or red_head_title(head) or divider_title or bare_title(page.title)
    title = stated or opening_subject(texts) or passed_on_title(texts, signature.at) or first_words(texts)
    subject = subject_of(texts[:_SUBJECT_LINES], title, signature.at)
    stated_years = years_of(f"{title} {subject}")
    years = stated_years or opening_year(texts)
    inferred = [
        name
        for name, found in (("title", title and not stated), ("years", years and not stated_years))
        if found
    ]
    return Header(
        title=title,
        subject=subject,
        issuer=_issuer(head, number_at, title) or signature.organs or page.organ,
        document_number=document_number or page.number,
        issued_on=signature.date or find_date(adopted_under(head)) or page.written_on,
        recipients=_recipients(head),
        years=years,
        inferred=tuple(inferred),
        copied_to=_named(texts, _COPIED_TO),
        signatory=_signatory(head),
        attachments=list_attachments(texts, signature.at),
    )


def _head(texts: Sequence[str]) -> list[str]:
    """The paragraphs before the first numbered clause."""
    head: list[str] = []
    for text in texts[:_HEADER_LINES]:
        if heading_marker(text) and not DOCUMENT_NUMBER.search(text) and not DATE_ONLY.match(text):
            break
        head.append(text)
    return head


def _document_number(head: Sequence[str]) -> tuple[int, str]:
    """Where the notice's own number stands and the number as written, spaces out; ``(-1, "")`` without one.

    A serial alone (第12号) counts only below a red head and above the first sentence.
    """
    has_red_head = False
    for i, text in enumerate(head):
        number = number_in(text)
        has_red_head = has_red_head or bool(red_head(text)[0])
        if number and (DOCUMENT_NUMBER.search(number) or has_red_head):
            return i, number
        if "。" in text and not DOCUMENT_NUMBER.search(text):
            has_red_head = False
    return -1, _beside_title(head)


def _beside_title(head: Sequence[str]) -> str:
    titles = (text for text in head if not heading_marker(text))
    return next((number for text in titles if (number := number_beside_title(text))), "")


def _issuer(head: Sequence[str], number_at: int, title: str) -> str:
    """The organs of the red head, else those beside the number, else the title's, else those that stand first."""
    for i, text in enumerate(head[:12]):
        organ, _ = red_head(text)
        if organ:
            above = [line for line in head[max(0, i - 4) : i] if _is_organ(line)]
            titled = organs_in_title(head, title)  # 甲部 乙署关于… above 甲部公告2020年第6号
            below = takewhile(
                _is_organ, head[i + 1 : i + 1 + _MOST_ORGANS]
            )  # 文件 stands in the middle of them
            return titled if organ in titled.split("、") else _listed([*above, organ, *below])
        if text == "文件":
            return _listed([line for line in head[max(0, i - 6) : i] if _is_organ(line)])
    beside = head[max(0, number_at - 5) : number_at + 3] if number_at >= 0 else []
    return (
        _listed([text for text in beside if _is_organ(text)])
        or organs_in_title(head, title)
        or _listed([text for text in head[:3] if _is_organ(text)])
    )


def _is_organ(text: str) -> bool:
    return bool(ORGAN.match(text)) and not TITLE_LINE.match(text) and "关于" not in text


def _listed(organs: Sequence[str]) -> str:
    """``甲局 乙局`` and lines one below the other as ``甲局、乙局``, an organ named twice once, in full."""
    names = dict.fromkeys(undoubled(name) for organ in organs for name in organ.split())
    return "、".join(name for name in names if not any(_same_in_full(name, other) for other in names))


def _same_in_full(name: str, other: str) -> bool:
    """Whether ``other`` is the same organ with its province or city in front (乙省甲市人民政府 of 甲市人民政府)."""
    place = other.removesuffix(name)
    return place != other and place.endswith(("省", "市", "自治区", "自治州"))


def _signature(texts: Sequence[str]) -> _Signature:
    """The first signature with a real date.

    A printing line (…印发), or a page's own date above the letter (2024-04-28), dates it only where nothing else does.
    """
    spare = _Signature()
    opened = False
    for i, text in enumerate(texts):
        opened = opened or "。" in text
        match = DATE_ONLY.match(text)
        date = find_date(text) if match else ""
        if not match or not date:
            continue
        organ = match.group("organ").strip()
        of_page = not opened and "年" not in text and (not organ or "关于" in organ)
        if not match.group("printed") and not of_page:
            return _Signature(i, date, _signing(texts, i, organ))
        if spare.at < 0:
            spare = _Signature(i, date, "")
    return spare


def _signing(texts: Sequence[str], at: int, beside: str) -> str:
    """The organs beside the date, or in the lines above it."""
    if beside:
        return _listed([beside]) if ORGAN.match(beside) else ""
    organs: list[str] = []
    above = at - 1
    while above >= 0 and _is_organ(texts[above]):
        organs.insert(0, texts[above])
        above -= 1
    return _listed(organs)


def _recipients(head: Sequence[str]) -> str:
    for text in head:
        if RECIPIENTS.match(text) and not heading_marker(text):
            return text.rstrip("：:")
        if "。" in text:
            break
    return _named(head, _SENT_TO)


def _named(texts: Sequence[str], form: re.Pattern[str]) -> str:
    return next((match.group("names").strip() for text in texts if (match := form.match(text))), "")


def _signatory(head: Sequence[str]) -> str:
    for text in head:
        match = SIGNATORY.search(text)
        if match:
            return "、".join(re.split(r"[、，\s]+", match.group("names")))
    return ""
