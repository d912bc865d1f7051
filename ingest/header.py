"""Reading a notice's own statements about itself: organ, number, title, recipients, date.

Official form is GB/T 9704: organ line, number, title, recipients, letter, signature and date, attachment. Each field is
taken only where it stands; what is read from the prose instead is named in ``Header.inferred``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.compilation import DOCUMENT_NUMBER, GENRE, TITLE_LINE
from ingest.headings import heading_marker
from ingest.numerals import chinese_to_int, find_date
from ingest.readers.lines import Line

_ORGAN_END = r"(?:委员会|人民政府|办公室|办公厅|卫生局|教育局|民政局|局|厅|部|中心|医院|指挥部|领导小组|联席会议|协会|学会|委)"
_ORGAN = re.compile(rf"^[\u4e00-\u9fff、（）() ]{{2,40}}{_ORGAN_END}$")
_ASIDE = re.compile(r"^[（(【].*[）)】]$")  # a remark in brackets above the header
_ORGAN_DOCUMENT = re.compile(r"^(?P<organ>[\u4e00-\u9fff、（）() ]{2,40}?)文件$")
_RECIPIENTS = re.compile(
    r"^(?=.*(?:各|政府|委|局|单位|医院|处|科室|中心|部门|公司|学校|企业|机构)).{2,400}[：:]$"
)
_DATE_ONLY = re.compile(
    r"^(?P<organ>[\u4e00-\u9fff、（）()\s]{0,40}?)\s*"
    r"(?:[（(]?(?:20|19)\d{2}年\d{1,2}月\d{1,2}日[）)]?|二[〇零○ＯO][〇零○ＯO一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
    r"(?:印发|印)?$"
)
_ATTACHMENT = re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?$")
_ATTACHMENT_TITLE = re.compile(r"^附\s*件\s*\d{0,2}\s*[：:]\s*(?:\d[.．、]\s*)?(?P<title>.+)$")
_QUOTED = re.compile(r"《(?P<title>[^》]{4,80})》")
_OPENING = re.compile(
    r"^(?P<subject>(?:今年|\d{4}年|[xX×*_]{2,4}年)?[，,]?[\u4e00-\u9fffxX×*]{2,24}?(?:工作|行动|建设|管理|服务))"
    r"(?:的|总体|基本)*(?:总体)?(?:要求|思路|目标)"
)
_HEADER_LINES = 40
_YEAR_SPAN = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:[-—－–~～至到]+)\s*((?:19|20)\d{2})\s*年?")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
_PLAN = re.compile("“?(十[一二三四五六七八九]?)五”?(?:期间|时期|规划|卫生|健康|”)")


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


def read_header(paragraphs: Sequence[Line], divider_title: str = "") -> Header:
    """The header of the notice that ``paragraphs`` make up; ``divider_title`` is what a compilation calls it."""
    head = _head(paragraphs)
    inferred: list[str] = []
    number_at, document_number = _document_number(head)
    issuer = _issuer(head, number_at)
    date_at, issued_on, signatory = _date(paragraphs)
    title = _title(head, number_at) or divider_title
    if not title:
        title = _opening_subject(paragraphs)
        if title:
            inferred.append("title")
    if not title:
        title = _first_words(paragraphs)
        if title:
            inferred.append("title")
    subject = _subject(paragraphs, title, date_at)
    years = years_of(f"{title} {subject}")
    if not years:
        years = _opening_year(paragraphs)
        if years:
            inferred.append("years")
    return Header(
        title=title,
        subject=subject,
        issuer=issuer or signatory,
        document_number=document_number,
        issued_on=issued_on,
        recipients=_recipients(head),
        years=years,
        inferred=tuple(inferred),
    )


def years_of(text: str) -> tuple[int, ...]:
    """The years a title plans for: ``(first, last)`` of a span, one year twice, or empty.

    ``十四五`` is 2021–2025: from the seventh five-year plan (1986) on they follow each other without a gap.
    """
    span = _YEAR_SPAN.search(text)
    if span:
        return int(span.group(1)), int(span.group(2))
    year = _YEAR.search(text)
    if year:
        return int(year.group(1)), int(year.group(1))
    plan = _PLAN.search(text)
    if plan:
        first = 1951 + 5 * (chinese_to_int(plan.group(1)) or 0)
        return first, first + 4
    return ()


def _head(paragraphs: Sequence[Line]) -> list[str]:
    """The paragraphs before the first numbered clause."""
    head: list[str] = []
    for line in paragraphs[:_HEADER_LINES]:
        if heading_marker(line.text) and not DOCUMENT_NUMBER.search(line.text):
            break
        head.append(line.text)
    return head


def _document_number(head: list[str]) -> tuple[int, str]:
    """Where the notice's own number stands and the number as written, spaces out; ``(-1, "")`` without one.

    The own number stands in a line of its own (with perhaps the signatory's name); one inside a sentence is another
    notice's, cited.
    """
    for i, text in enumerate(head):
        match = DOCUMENT_NUMBER.search(text)
        if match and len(text) - len(match.group()) <= 14 and not re.search("[，。；《》]", text):
            return i, "".join(match.group().split())
    return -1, ""


def _issuer(head: list[str], number_at: int) -> str:
    for text in head[:8]:
        match = _ORGAN_DOCUMENT.match(text)
        if match:
            return "、".join(match.group("organ").split())
    near = head[max(0, number_at - 5) : number_at + 3] if number_at >= 0 else head[:3]
    organs = [text for text in near if _ORGAN.match(text) and not TITLE_LINE.match(text)]
    return "、".join("、".join(organ.split()) for organ in organs)


def _date(paragraphs: Sequence[Line]) -> tuple[int, str, str]:
    """Index, ISO date and signatory of the first signature; ``(-1, "", "")`` without one."""
    for i, line in enumerate(paragraphs):
        match = _DATE_ONLY.match(line.text)
        if not match:
            continue
        signatory = match.group("organ").strip()
        if not signatory and i and _ORGAN.match(paragraphs[i - 1].text):
            signatory = paragraphs[i - 1].text
        stated = "、".join(signatory.split()) if _ORGAN.match(signatory) else ""
        return i, find_date(line.text), stated
    return -1, "", ""


def _title(head: list[str], number_at: int) -> str:
    """The title, put together when it runs over lines: from the first title-like line up to the genre word."""
    for start in range(len(head)):
        text = head[start]
        if start == number_at or _ORGAN_DOCUMENT.match(text) or DOCUMENT_NUMBER.fullmatch(text):
            continue
        if _RECIPIENTS.match(text) or "。" in text:
            break
        title = _title_from(head, start)
        if title:
            return title
    return ""


def _title_from(head: list[str], start: int) -> str:
    if _ATTACHMENT.match(head[start]) or _DATE_ONLY.match(head[start]) or _ASIDE.match(head[start]):
        return ""
    title = ""
    for text in head[start : start + 5]:
        if _RECIPIENTS.match(text) or "。" in text or _DATE_ONLY.match(text):
            return ""
        if (
            not title
            and _ORGAN.match(text)
            and any(after.startswith("关于") for after in head[start + 1 : start + 4])
        ):
            return ""  # the organ's line above its own title
        title += text
        if len(title) > 120:
            return ""
        if TITLE_LINE.match(title) and title.count("《") == title.count("》"):
            return title.replace(" ", "")
    return ""


def _opening_subject(paragraphs: Sequence[Line]) -> str:
    """``2023年全市卫生健康工作`` out of ``2023年全市卫生健康工作的总体要求是：…``: a title read from the first words."""
    for line in paragraphs[:3]:
        match = _OPENING.match(line.text)
        if match:
            return match.group("subject").replace("，", "").replace(",", "")
    return ""


def _first_words(paragraphs: Sequence[Line]) -> str:
    """The first line, cut at its first stop: what to call a text that has no title at all."""
    for line in paragraphs:
        words = re.split(r"[。！？；：:]", line.text, maxsplit=1)[0].strip()
        if words:
            return words[:40]
    return ""


def _recipients(head: list[str]) -> str:
    for text in head:
        if _RECIPIENTS.match(text) and not heading_marker(text):
            return text.rstrip("：:")
    return ""


def _subject(paragraphs: Sequence[Line], title: str, date_at: int) -> str:
    """The attachment's own title: where it stands above the attachment, else what the title quotes."""
    texts = [line.text for line in paragraphs[: _HEADER_LINES + 20]]
    starts = [i + 1 for i, text in enumerate(texts) if _ATTACHMENT.match(text)]
    if date_at >= 0:
        starts.append(date_at + 1)
    for start in starts:
        found = _title(texts[start : start + 4], -1)
        if found and found != title:
            return found
    quoted = _QUOTED.search(title)
    if quoted:
        return quoted.group("title")
    passed_on = re.match(rf"^(?:.*?关于)(?:印发|转发|下发)(?P<title>.+{GENRE})的通知$", title)
    return passed_on.group("title") if passed_on else ""


def _opening_year(paragraphs: Sequence[Line]) -> tuple[int, ...]:
    for line in paragraphs[:3]:
        match = re.match(r"^((?:19|20)\d{2})年", line.text)
        if match:
            return int(match.group(1)), int(match.group(1))
    return ()
