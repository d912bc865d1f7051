"""What a notice is called: its title, what it passes on, the years it plans for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.anatomy.letterhead import (
    ADOPTED,
    ASIDE,
    ATTACHMENT,
    DATE_ONLY,
    DOCUMENT_NUMBER,
    GENRE,
    ORGAN,
    RECIPIENTS,
    TITLE_LINE,
    number_in,
    red_head,
)
from ingest.numerals import chinese_to_int

_QUOTED = re.compile(r"《(?P<title>[^》]{4,80})》")
_PASSED_ON = re.compile(rf"^(?:.*?关于)(?:印发|转发|下发|发布|公布)(?P<title>.+{GENRE})的(?:通知|公告)$")
_OPENING = re.compile(
    r"^(?P<subject>(?:今年|\d{4}年|[xX×*_]{2,4}年)?[，,]?[\u4e00-\u9fffxX×*]{2,24}?(?:工作|行动|建设|管理|服务))"
    r"(?:的|总体|基本)*(?:总体)?(?:要求|思路|目标)"
)
_MOST_TITLE_LINES = 5
_LONGEST_TITLE = 120
_YEAR_SPAN = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:[-—－–~～至到]+)\s*((?:19|20)\d{2})\s*年?")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
# Of a report that also looks ahead (2023年工作总结和2024年工作打算) the year ahead is planned for.
_AHEAD = re.compile(r"总结.{1,10}?((?:19|20)\d{2})年.{0,20}?(?:打算|计划|要点|安排|思路)")
_PLAN = re.compile("“?(十[一二三四五六七八九]?)五”?(?:期间|时期|规划|卫生|健康|”)")
_ORGAN_IN_TITLE = re.compile(r"^(?P<organs>[\u4e00-\u9fff、（）() ]{4,80}?)\s*(?:关于|转发|印发(?=《|关于))")


def title_of(head: Sequence[str], number_at: int = -1) -> str:
    """The title, put together when it runs over lines: from the first title-like line up to the genre word.

    ``head`` are the lines above the first clause, ``number_at`` the one with the document's number.
    """
    for start, text in enumerate(head):
        if start == number_at or DOCUMENT_NUMBER.fullmatch(text) or text == "文件" or red_head(text)[0]:
            continue
        if RECIPIENTS.match(text) or "。" in text:
            break
        title = _title_from(head, start)
        if title:
            return title
    return ""


def _title_from(head: Sequence[str], start: int) -> str:
    if any(form.match(head[start]) for form in (ATTACHMENT, DATE_ONLY, ASIDE)):
        return ""
    title = ""
    for text in head[start : start + _MOST_TITLE_LINES]:
        if RECIPIENTS.match(text) or "。" in text or DATE_ONLY.match(text) or number_in(text):
            return ""
        if not title and _is_organ_above(head, start):
            return ""
        title += text
        if len(title) > _LONGEST_TITLE:
            return ""
        if TITLE_LINE.match(title) and title.count("《") == title.count("》") and not _goes_on(head, title):
            return undoubled(title.replace(" ", ""))
    return ""


def undoubled(words: str) -> str:
    """Words that a web page wrote twice in a row, once."""
    half = len(words) // 2
    return words[:half] if half and words[:half] == words[half:] else words


def _is_organ_above(head: Sequence[str], start: int) -> bool:
    """The organ's line above its own title."""
    after = head[start + 1 : start + 4]
    return bool(ORGAN.match(head[start])) and any(text.startswith("关于") for text in after)


def _goes_on(head: Sequence[str], title: str) -> bool:
    """``关于印发甲方案`` below which ``的通知`` stands: the genre word was not the last."""
    at = next((i for i, text in enumerate(head) if text and title.endswith(text)), len(head))
    after = head[at + 1] if at + 1 < len(head) else ""
    return bool(re.match(rf"^的\s*{GENRE}$", after))


def red_head_title(head: Sequence[str]) -> str:
    """What an order, announcement or set of minutes without a title of its own is called: its red head."""
    for text in head:
        organ, names_kind = red_head(text)
        if organ and names_kind:
            return text.replace(" ", "")
    return ""


def adopted_under(head: Sequence[str]) -> str:
    """The remark below a title that says who adopted it and when; empty without one."""
    return next((text for text in head if ADOPTED.match(text)), "")


def organs_in_title(head: Sequence[str], title: str) -> str:
    """``甲市民政局、甲市财政局`` out of a title ``甲市民政局 甲市财政局关于…``; empty where it names no organ first.

    ``head`` are the lines it was put together from, which keep the space between two organs.
    """
    for text in head:
        match = _ORGAN_IN_TITLE.match(text)
        if match and title.startswith("".join(match.group("organs").split())):
            names = [
                name for part in re.split(r"[、\s]+", match.group("organs").strip()) for name in _apart(part)
            ]
            return "、".join(names) if all(ORGAN.match(name) for name in names) else ""
    return ""


def _apart(organs: str) -> list[str]:
    """Organs of one place written without a gap: the second begins as the first does (甲市民政局甲市财政局)."""
    starts = [0]
    for match in re.finditer(re.escape(organs[:2]), organs):
        if match.start() and ORGAN.match(organs[starts[-1] : match.start()]):
            starts.append(match.start())
    return [organs[start:end] for start, end in zip(starts, [*starts[1:], len(organs)], strict=True)]


def opening_subject(lines: Sequence[str]) -> str:
    """``2023年全市卫生健康工作`` out of ``2023年全市卫生健康工作的总体要求是：…``: a title read from the first words."""
    for line in lines[:3]:
        match = _OPENING.match(line)
        if match:
            return match.group("subject").replace("，", "").replace(",", "")
    return ""


def first_words(lines: Sequence[str]) -> str:
    """The first line, cut at its first stop: what to call a text that has no title at all."""
    for line in lines:
        words = re.split(r"[。！？；：:]", line, maxsplit=1)[0].strip()
        if words:
            return words[:40]
    return ""


def subject_of(lines: Sequence[str], title: str, date_at: int) -> str:
    """The attachment's own title: where it stands above the attachment, else what the title quotes or passes on."""
    starts = [i + 1 for i, text in enumerate(lines) if ATTACHMENT.match(text)]
    if date_at >= 0:
        starts.append(date_at + 1)
    for start in starts:
        found = title_of(lines[start : start + 4])
        if found and found != title:
            return found
    quoted = _QUOTED.search(title)
    if quoted:
        return quoted.group("title")
    passed_on = _PASSED_ON.match(title)
    return passed_on.group("title") if passed_on else ""


def years_of(text: str) -> tuple[int, ...]:
    """The years a title plans for: ``(first, last)`` of a span, one year twice, or empty.

    ``十四五`` is 2021–2025: from the seventh five-year plan (1986) on they follow each other without a gap.
    """
    span = _YEAR_SPAN.search(text)
    if span:
        return int(span.group(1)), int(span.group(2))
    year = _AHEAD.search(text) or _YEAR.search(text)
    if year:
        return int(year.group(1)), int(year.group(1))
    plan = _PLAN.search(text)
    if plan:
        first = 1951 + 5 * (chinese_to_int(plan.group(1)) or 0)
        return first, first + 4
    return ()


def opening_year(lines: Sequence[str]) -> tuple[int, ...]:
    """The year that the first words of a text without a dated title begin with."""
    for line in lines[:3]:
        match = re.match(r"^((?:19|20)\d{2})年(?!第)", line)
        if match:
            return int(match.group(1)), int(match.group(1))
    return ()
