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
    own_number,
    red_head,
)
from ingest.numerals import chinese_to_int

_QUOTED = re.compile(r"《(?P<title>[^》]{4,80})》")
_PASSED_ON = re.compile(rf"^(?:.*?关于)(?:印发|转发|下发|发布|公布)(?P<title>.+{GENRE})的(?:通知|公告)$")
_OPENING = re.compile(
    r"^(?P<subject>(?:今年|\d{4}年|[xX×*_]{2,4}年)?[，,]?[\u4e00-\u9fffxX×*]{2,24}?(?:工作|行动|建设|管理|服务))"
    r"(?:的|总体|基本)*(?:总体)?(?:要求|思路|目标)"
)
# What belongs to a title although it has a line of its own: （试行）, (征求意见稿), （2023—2025年）.
_MARK = re.compile(
    r"^[（(](?:试\s*行|暂\s*行|征求意见稿|送审稿|草\s*案|讨论稿|(?:19|20)\d{2}年?\s*[-—－–~～至]+\s*(?:19|20)\d{2}年?)[）)]$"
)
# What no title has: a page's separators, a label's colon at the end, a cry, a row of dots.
_NO_TITLE = re.compile(r"[|｜»>]|[：:!！]$|[!！]|\.{3}|…")
_QUOTED_HALF = re.compile(r"<[^<>]*>")
_TAG = re.compile(r"^[\[【][^\[\]【】\d]{2,8}[\]】]\s*(?=\S)")
_NUMBER_BEFORE = re.compile(rf"^{DOCUMENT_NUMBER.pattern}(?:\s*(?=《)|\s*[-—–]\s*(?=\S))")
_ORGAN_TWICE = re.compile(r"^(?P<organ>[\u4e00-\u9fff]{4,40})\s*(?=(?P=organ)\s*(?:关于|转发|印发))")
_NUMBER_BEHIND = re.compile(rf"\s*[（(]\s*{DOCUMENT_NUMBER.pattern}\s*[）)]$")
_DATE_BEHIND = re.compile(r"\s*[（(]\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}[）)]$")
_WHOLLY_QUOTED = re.compile(rf"^《(?P<title>[^《》]*关于[^《》]*(?:《[^《》]*》)?[^《》]*{GENRE})》$")
# A line that is a title from its first word on, and words above it that lead on to it.
_IN_FULL = re.compile(r"^[\u4e00-\u9fff、（）() ]{0,60}?(?:关于|转发|批转|印发《|颁布《|发布《|公布《)")
_LEADS_ON = re.compile(r"关于|转发|批转|印发|(?:、|和|及|与|等部门|等单位)$")
_PASSES_ON = re.compile("印发|转发|批转|下发|发布|公布")
_LETTER = re.compile(r"(?:通知|公告|通告|通报|批复|决定|函|令)(?:[（(][^（）()]{1,20}[）)])?$")
_MOST_TITLE_LINES = 5
_LONGEST_TITLE = 120
_YEAR_SPAN = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:[-—－–~～至到]+)\s*((?:19|20)\d{2})\s*年?")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
# Of a report that also looks ahead (2023年工作总结和2024年工作打算) the year ahead is planned for.
_AHEAD = re.compile(r"总结.{1,10}?((?:19|20)\d{2})年.{0,20}?(?:打算|计划|要点|安排|思路)")
_CHINESE_YEAR = re.compile(r"二[〇零○ＯOo0０][〇零○ＯOo0０一二三四五六七八九]{2}(?=\s*(?:年|[-—－–~～至到]))")
# The year of a text's own version plans nothing: （2019年修订）, and 办法（2002年）.
_VERSION = re.compile(
    r"[（(](?:19|20)\d{2}年?(?:\d{1,2}月)?(?:第[一二三四五六七八九十]次)?(?:修订|修正|修改|版|年版|年本|本)[）)]"
    r"|(?<=办法|规定|条例|细则|章程|制度|规则)[（(](?:19|20)\d{2}年?[）)]"
)
_PLAN = re.compile("“?(十[一二三四五六七八九]?)五”?(?:期间|时期|规划|卫生|健康|”)")
_ORGAN_IN_TITLE = re.compile(
    r"^(?P<organs>[\u4e00-\u9fff、（）() ]{4,80}?)\s*(?:关于|转发|批转|(?:印发|颁布|发布|公布)(?=《|关于))"
)


def title_of(head: Sequence[str], number_at: int = -1) -> str:
    """The title, put together when it runs over lines: from the first title-like line up to the genre word.

    ``head`` are the lines above the first clause, ``number_at`` the one with the document's number. A page that names
    the notice above it has several: the letter's own stands nearest above its recipients.
    """
    lines = [bare_title(text) for text in head]
    found: list[str] = []
    start = 0
    while start < len(lines):
        text = head[start]
        if _addresses(text) or "。" in text:
            return found[-1 if _addresses(text) else 0] if found else ""
        own = start == number_at or DOCUMENT_NUMBER.fullmatch(text) or text == "文件" or red_head(text)[0]
        title, after = ("", start + 1) if own else _title_from(lines, start)
        found += [title] if title else []
        start = after
    return found[0] if found else ""


def bare_title(line: str) -> str:
    """A title's line without what a page sets around it: a tag in front, the document's number, 《》 about all of it."""
    title = _TAG.sub("", line)
    for form in (_NUMBER_BEFORE, _NUMBER_BEHIND, _DATE_BEHIND):
        title = form.sub("", title) or title
    quoted = _WHOLLY_QUOTED.match(title)
    return _ORGAN_TWICE.sub("", quoted.group("title") if quoted else title)


def number_beside_title(line: str) -> str:
    """The document's number that a page writes on the title's own line, before or behind it; empty without one."""
    form = _NUMBER_BEFORE.search(line) or _NUMBER_BEHIND.search(line)
    match = DOCUMENT_NUMBER.search(form.group()) if form else None
    return own_number(match) if match and TITLE_LINE.match(bare_title(line)) else ""


def _addresses(text: str) -> bool:
    """Recipients, on their own line or in front of the letter's first words."""
    name, colon, words = text.replace(":", "：").partition("：")
    return bool(RECIPIENTS.match(name + colon)) and (not words or "。" in words)


def _title_from(lines: Sequence[str], start: int) -> tuple[str, int]:
    """The title that begins on line ``start``, or nothing, and the line to go on from."""
    none = ("", start + 1)
    if any(form.match(lines[start]) for form in (ATTACHMENT, DATE_ONLY, ASIDE)) or _is_organ_above(
        lines, start
    ):
        return none
    title = ""
    for at in range(start, min(len(lines), start + _MOST_TITLE_LINES)):
        text = lines[at]
        if _NO_TITLE.search(_QUOTED_HALF.sub("", text)) or RECIPIENTS.match(text) or "。" in text:
            return none
        if DATE_ONLY.match(text) or number_in(text):
            return none
        title += text
        if len(title) > _LONGEST_TITLE:
            return none
        whole = TITLE_LINE.match(title) and title.count("《") == title.count("》")
        if whole and not _goes_on(lines[at + 1 :], title):
            if _begins_below(lines[start : at + 1]):
                return none
            mark = next((line for line in lines[at + 1 : at + 2] if _MARK.match(line)), "")
            return undoubled(f"{title}{mark}".replace(" ", "")), at + 1 + bool(mark)
    return none


def _begins_below(lines: Sequence[str]) -> bool:
    """Whether the last of these lines are a title in full and what stands above them only the page's words."""
    for first in range(1, len(lines)):
        above, rest = "".join(lines[:first]), "".join(lines[first:])
        if _IN_FULL.match(rest) and TITLE_LINE.match(rest) and not _LEADS_ON.search(above):
            return True
    return False


def undoubled(words: str) -> str:
    """Words that a web page wrote twice in a row, once."""
    half = len(words) // 2
    return words[:half] if half and words[:half] == words[half:] else words


def _is_organ_above(head: Sequence[str], start: int) -> bool:
    """The organ's line above its own title."""
    after = head[start + 1 : start + 4]
    return bool(ORGAN.match(head[start])) and any(text.startswith("关于") for text in after)


def _goes_on(after: Sequence[str], title: str) -> bool:
    """``关于印发甲方案`` below which ``的通知`` or ``和乙要点的通知`` stands: the genre word was not the last."""
    if not after:
        return False
    if re.match(rf"^(?:[（(][^（）()]{{2,20}}[）)])?的\s*{GENRE}$", after[0]):
        return True
    passing = _PASSES_ON.search(title) and not _LETTER.search(title)
    return bool(passing and len(after[0]) <= 40 and _LETTER.search(after[0]) and not _IN_FULL.match(after[0]))


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
    for text in map(bare_title, head):
        match = _ORGAN_IN_TITLE.match(text)
        if match and title.startswith("".join(match.group("organs").split())):
            names = [
                name for part in re.split(r"[、\s]+", match.group("organs").strip()) for name in _apart(part)
            ]
            own = all(ORGAN.match(name) and not _PASSES_ON.match(name) for name in names)
            return "、".join(dict.fromkeys(names)) if own else ""
    return ""


def _apart(organs: str) -> list[str]:
    """Organs of one place written without a gap: the second begins as the first does (甲市民政局甲市财政局)."""
    starts = [0]
    place = organs.removeprefix("中共")[:2]
    for match in re.finditer(re.escape(place), organs):
        if match.start() > 2 and ORGAN.match(organs[starts[-1] : match.start()]):
            starts.append(match.start())
    return [organs[start:end] for start, end in zip(starts, [*starts[1:], len(organs)], strict=True)]


def opening_subject(lines: Sequence[str]) -> str:
    """``2023年全市卫生健康工作`` out of ``2023年全市卫生健康工作的总体要求是：…``: a title read from the first words."""
    for line in lines[:3]:
        match = _OPENING.match(line)
        if match:
            return match.group("subject").replace("，", "").replace(",", "")
    return ""


def passed_on_title(lines: Sequence[str], date_at: int) -> str:
    """What a letter without a title of its own passes on, as it is headed below its signature (line ``date_at``)."""
    below = title_of(lines[date_at + 1 : date_at + 5]) if date_at >= 0 else ""
    return below if below and any(f"《{below}》" in text for text in lines[:date_at]) else ""


def first_words(lines: Sequence[str]) -> str:
    """The first line, cut at its first stop: what to call a text that has no title at all; recipients are no name."""
    for line in [line for line in lines if not RECIPIENTS.match(line)] or lines:
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
    text = _CHINESE_YEAR.sub(lambda match: str(chinese_to_int(match.group())), _VERSION.sub("", text))
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
        match = re.match(r"^((?:19|20)\d{2})年(?!第|\d{1,2}月)", line)
        if match:
            return int(match.group(1)), int(match.group(1))
    return ()
