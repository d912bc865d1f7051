"""Questions for what is due by a date: every sentence of the notices in scope that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.models import Notice
from ingest.numerals import number_of
from ingest.text import sentences
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Topic

_YEAR_END = re.compile(
    r"(?P<year>(?:19|20)\d{2})年?(?P<month>\d{1,2}月)?(?P<end>底|末)?(?P<before>以?前|之前)?"
)
_DUE = re.compile(
    r"(?P<month>[\d一二三四五六七八九十]+)月份?(?:(?P<day>\d+)[日号]|(?P<end>底|末))?|年[底末内]|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
)
_QUARTERS = "一二三四"
_BEFORE = "(?:以?前|之前)"
_BY = ("到", "至", "确保", "力争")
_FROM = ("年到", "年至")  # 2023年到2025年
# The column of a table that tells by when.
_DUE_COLUMN = re.compile("时限|期限|时间|节点|进度|截止|完[成工]|竣工|交付|投用")
_CELL = " | "
_LAST_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# With topic words left, a task is meant only if its words, headings and title account for this share of them.
_SHARE = 0.25


def read_deadlines(query: Query, topic: Topic, notices: Sequence[Notice]) -> Draft | None:
    """The sentences that name the date, in order of the notice; with topic words left, only those that share some."""
    lines: list[Line] = []
    for notice in notices:
        pattern = _pattern(query, notice)
        if pattern is None or not (pattern.search(notice.text) or _CELL in notice.text):
            continue  # sooner seen than its sentences are told apart
        for start, end in _pieces(notice):
            text = notice.text[start:end].strip()
            due = any(_is_due(text, found) for found in pattern.finditer(text))
            if not due and not _in_due_column(notice, start, text, query):
                continue
            if topic.weights and topic.share(f"{_around(notice, start)} {text}") < _SHARE:
                continue
            begin = start + notice.text[start:end].index(text)
            lines.append(Line(f"- {text}", (Quote(notice.id, begin, begin + len(text)),)))
    if not lines:
        return None
    return Draft((Line(f"共 {len(lines)} 处："), *lines), 1.0)


def _pieces(notice: Notice) -> Iterator[tuple[int, int]]:
    """The sentences of a notice, and each row of a table by itself."""
    for start, end in sentences(notice.text):
        if _CELL not in notice.text[start:end]:
            yield start, end
            continue
        for line in re.finditer(r"[^\n]*\S[^\n]*", notice.text[start:end]):
            yield start + line.start(), start + line.end()


def _in_due_column(notice: Notice, start: int, row: str, query: Query) -> bool:
    """Whether a row of a table has the day asked about in the column that tells by when: 10月31日 under 进度时限."""
    asked = _DUE.fullmatch(query.deadline)
    if asked is None or not asked["month"] or _CELL not in row:
        return False
    day, last = _day_of(asked)
    dates = re.compile(
        rf"(?:(?:19|20)\d{{2}}年)?{number_of(asked['month'])}月(?:{day}日{'|[底末]' if last else ''})前?"
    )
    above = notice.text[:start].rstrip("\n").split("\n")
    rows = list(takewhile(lambda line: _CELL in line, reversed(above)))
    columns = rows[-1].split("|") if rows else []
    return any(
        _DUE_COLUMN.search(column) and dates.fullmatch(cell.strip())
        for column, cell in zip(columns, row.split("|"), strict=False)
    )


def _is_due(text: str, found: re.Match[str]) -> bool:
    """Whether a date says by when (2024年底, 6月底前, 到2024年), and not only of what year something is."""
    bare = found.group().endswith("年")
    return re.search("底|末|前|内|季度|半年", found.group()) is not None or (
        bare and text[: found.start()].endswith(_BY) and not text[: found.start()].endswith(_FROM)
    )


def _pattern(query: Query, notice: Notice) -> re.Pattern[str] | None:
    """How a notice writes the date asked about; ``None`` where the question names none."""
    asked = _YEAR_END.search(query.deadline)
    if asked:
        year, month = asked.group("year"), asked.group("month") or ""
        return _due_by(year, month, alone=set(notice.years) == {int(year)})
    due = _DUE.fullmatch(query.deadline)
    return _due_in(due, query.years) if due else None


def _due_in(due: re.Match[str], years: Sequence[int]) -> re.Pattern[str]:
    """How a notice writes a day of the year it wants something done by, of one of ``years`` where some are named: 6月底前,
    2024年6月30日前."""
    of_year = "|".join(map(str, years)) or r"(?:19|20)\d{2}"
    year = rf"(?:(?<!\d)(?:{of_year})年|(?<![\d年]))"
    if due["quarter"] or due["half"]:
        return _due_in_part(due, year)
    if not due["month"]:
        named = rf"(?:(?<!\d)(?:{of_year})|[今当本]|(?<!\d))年[底末]"
        return re.compile(rf"{named}{_BEFORE}?|年内|{year}12月(?:[底末]{_BEFORE}?|31日{_BEFORE})")
    month = number_of(due["month"])
    day, last = _day_of(due)
    end = f"[底末]{_BEFORE}?|" if last else ""
    return re.compile(rf"{year}{month}月(?:{end}{day}日{_BEFORE})")


def _due_in_part(due: re.Match[str], year: str) -> re.Pattern[str]:
    """How a notice writes a quarter or half of the year to have something done in: 三季度, 9月底前."""
    quarter = number_of(due["quarter"]) if due["quarter"] else 0
    named = f"第?(?:{_QUARTERS[quarter - 1]}|{quarter})季度" if quarter else f"{due['half']}半年"
    month = 3 * quarter if quarter else 6 if due["half"] == "上" else 12
    day = _LAST_DAY[month - 1]
    return re.compile(rf"{year}(?:{named}[末底内]?{_BEFORE}?|{month}月(?:[底末]{_BEFORE}?|{day}日{_BEFORE}))")


def _day_of(due: re.Match[str]) -> tuple[int, bool]:
    """The day that a month is asked about up to, and whether it is its last."""
    last = _LAST_DAY[number_of(due["month"]) - 1]
    day = int(due["day"] or last)
    return day, day == last


def _due_by(year: str, month: str, *, alone: bool) -> re.Pattern[str]:
    """How a notice writes a date it wants something done by. One that plans for that year ``alone`` may leave it out:
    6月底前, 年内."""
    if month:
        named = f"(?:{year}年|(?<![\\d年]))" if alone else f"{year}年"
        return re.compile(rf"{named}{month}(?:\d{{1,2}}日|底|末|内|年底)?(?:以?前)?")
    left_out = "|(?<![\\d年])(?:今年)?年(?:底|末)(?:以?前|之前)?|年内|今年[内底]" if alone else ""
    return re.compile(rf"{year}年(?:底|末|内)?(?:以?前|之前)?{left_out}")


def _around(notice: Notice, offset: int) -> str:
    headings = (clause.heading for clause in notice.trail(notice.clause_at(offset)))
    return " ".join((notice.title, notice.subject, *headings))
