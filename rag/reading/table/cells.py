"""What a cell of a table says: its row is named by the question (饮马镇, 四星级), its column by its header or by the kind of
thing asked for: who, when, where, how many points.

Tables of schedules, rankings, points, tiers and tasks hold what no sentence says; the targets among them are the ledger's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures import find_figures
from ingest.ledger.rows import Cell
from ingest.ledger.tables import cells_of, tables_of
from ingest.models import Notice
from ingest.text import fold
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.draft import Draft, Line, Quote
from rag.reading.held import Held, held_in
from rag.reading.places import towns_in
from rag.reading.sentences import Sentence, Topic
from rag.reading.years import years_asked

_UNITS = re.compile("牵头|责任|负责|主管|配合|承担|实施单位|主体|带队|(?<!点)(?:单位|部门|科室|人员?)$")
_HELPING = re.compile("配合|协助|协同|参与")
_WHEN = re.compile("时限|时间|日期|期限|节点|进度")
_WHERE = re.compile("地点|地址|场所|位置")
_CALL = re.compile("电话|联系方式|热线|邮箱")
_POINTS = re.compile("^(?:标准)?(?:分值|分数|得分|满分|权重)")
_PLACED = re.compile("^(?:名次|排名|位次)$")
_COUNTER = re.compile("^(?:序号|编号|名次|排名|位次)$")
# What a question asks for by its words, and what the column of it is called.
_ASKED_BY = (
    (re.compile("(?:几|多少)分(?![钟成之])|分值|权重"), _POINTS),
    (re.compile("(?:排|列|得|是)?第几|(?:排名?|名次)(?:是)?(?:多少|几|第)"), _PLACED),
    (re.compile("哪[几些]?[天日]|几月几[号日]|几号|(?:什么|啥)(?:时候|时间)|何时|几时"), _WHEN),
    (re.compile("(?:在|去|到|上)?(?:哪[里儿]|哪个?地方|什么地方|啥地方)|地[点址]"), _WHERE),
)
_OF_KIND = {Asks.DATE: _WHEN, Asks.CONTACT: _CALL}
_NUMBER = re.compile(r"^[≥≤＞＜><约]?\s*[-－+]?\d[\d,，.]*\s*(?:[%％‰]|[\u4e00-\u9fff/]{0,4})$")
_FIGURES_ONLY = re.compile(r"^[\d\s年月日.,，:：\-—–~～至%％]+$")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、．]|[（(]?[一二三四五六七八九十]+[）)、])\s*")
_ASIDE = re.compile("[（(][^（）()]*[）)]")
_OF_PLACE = re.compile("(?<=[\u4e00-\u9fff]{2})(?:街道|[省市县区镇乡村])$")
_SHARE = re.compile("[%％‰]|比例|比率|率$|占比")
_ASKS_SHARE = re.compile("几成|百分|比例|占比|报(?:销)?(?:几|多少)|率")
_MONEY = re.compile("元")
_ASKS_MONEY = re.compile("多少钱|几块|几元|多少元|花多少|补(?:贴|助)|费")
_LOOKED_AT = 12  # sentences: a table none of whose rows is among them is not what is asked about
_ROW_NAMED, _AHEAD = 0.3, 0.05
_AROUND = 0.6  # a word that only the headings above a table say, or the notice's title
_OF_UNIT = 0.2
_SEVERAL = re.compile("[和与跟及、比]|分别|各|还是")
_AS_GOOD, _NAMED_ROW = 0.05, 0.4
_LONGEST_MEASURE = 3
_ORGAN_ENDS = re.compile("[局委办科处股站所院会队部厅镇乡村]$|政府|街道|中心")
_FULL_NAME = 4  # characters of a row's name that can be no other's
_AIM = re.compile(r"目标|指标值|要求|标准|计划|任务|(?:19|20)\d{2}年?")


@dataclass(frozen=True, slots=True)
class _Table:
    notice: Notice
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int

    def names(self, column: int) -> str:
        return self.header[column].text

    def line(self, row: Sequence[Cell]) -> str:
        return " ".join(cell.text for cell in row)

    @property
    def width(self) -> int:
        return len(self.header)


def read_cell(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The cell asked for, under its header; of several rows that the question names, one line each. ``None`` where no row is
    named alone, or no column is asked for."""
    best: Draft | None = None
    for table in _tables(ranked):
        draft, named = _of_table(query, topic, table)
        # A row named word for word is meant, also where a heading says more of the question, but not where a sentence does
        # that names the same.
        alone = named and (named not in fold(ranked[0].text) or "|" in ranked[0].text)
        least = ranked[0].covered - (_NAMED_ROW if alone else _AS_GOOD)
        if draft and draft.confidence >= least and (best is None or draft.confidence > best.confidence):
            best = draft
    return best


def _tables(ranked: Sequence[Sentence]) -> list[_Table]:
    """The tables with a row among the best sentences."""
    found: dict[tuple[str, int], _Table] = {}
    near = [s for s in ranked[:_LOOKED_AT] if "|" in s.notice.text[s.passage.start : s.passage.end]]
    for notice in dict.fromkeys(s.notice for s in near):
        for spans in tables_of(notice.text):
            start, end = spans[0].start, spans[-1].end
            if len(spans) > 1 and any(s.notice is notice and s.start < end and start < s.end for s in near):
                header, *rows = (tuple(cells_of(notice.text, span)) for span in spans)
                whole = tuple(row for row in rows if len(row) == len(header))
                found[notice.id, start] = _Table(notice, header, whole, start)
    return list(found.values())


def _of_table(query: Query, topic: Topic, table: _Table) -> tuple[Draft | None, str]:
    """What the table says, and how the question names its row word for word; empty where it does not."""
    rows = _rows(query, topic, table)
    if not rows or _of_another_place(query, table, rows[0]):
        return None, ""
    named = _label(query, table, rows[0])
    wordy = _in_words(query, table, rows[0]) if query.asks is Asks.FIGURE else None
    if wordy:
        return wordy, named
    columns = _columns(query, topic, table, rows[0])
    if not columns or any(not row[column].text for row in rows for column in columns):
        return None, ""
    if query.asks is Asks.FIGURE and _in_ledger(table.notice, rows[0]):
        return None, ""
    return Draft(_lines(query, table, rows, columns), _covered(topic, table, rows, columns)), named


def _lines(
    query: Query, table: _Table, rows: Sequence[Sequence[Cell]], columns: Sequence[int]
) -> tuple[Line, ...]:
    header = Quote(table.notice.id, table.header[0].start, table.header[-1].end)
    lines: list[Line] = []
    for row in rows:
        quote = Quote(table.notice.id, row[0].start, row[-1].end)
        called = f"{_label(query, table, row)} " if len(rows) > 1 else ""
        said = "；".join(f"{table.names(column)}：{row[column].text}" for column in columns)
        lines.append(Line(f"{called}{said}", (quote, header)))
    if len(rows) == 1:
        quote = lines[0].quotes[0]
        lines.append(Line(f"原文：“{table.notice.text[quote.start : quote.end]}”", (quote,)))
    return tuple(lines)


def _rows(query: Query, topic: Topic, table: _Table) -> list[tuple[Cell, ...]]:
    """The rows that the question names: by a cell of theirs word for word, else the one that says clearly most of it."""
    named = [row for row in table.rows if _label(query, table, row)]
    longest = [row for row in named if not _inside_another(query, table, row, named)]
    labels = {_label(query, table, row) for row in longest}
    if longest and len(labels) == len(longest) and (len(longest) == 1 or _SEVERAL.search(query.text)):
        return longest
    shares = sorted(
        ((topic.share(table.line(row)), -at) for at, row in enumerate(longest or table.rows)), reverse=True
    )
    if not shares or shares[0][0] < _ROW_NAMED or (len(shares) > 1 and shares[0][0] - shares[1][0] < _AHEAD):
        return []
    return [(longest or table.rows)[-shares[0][1]]]


def _inside_another(
    query: Query, table: _Table, row: tuple[Cell, ...], named: Sequence[tuple[Cell, ...]]
) -> bool:
    own = _label(query, table, row)
    return any(own != (other := _label(query, table, each)) and own in other for each in named)


def _label(query: Query, table: _Table, row: Sequence[Cell]) -> str:
    """The longest cell of a row that the question says word for word, a place also without its kind (馆陶 for 馆陶县)."""
    asked = fold(query.text)
    found = ""
    for column, cell in enumerate(row):
        if _is_of_whom(table, column):
            continue
        plain = fold(_ASIDE.sub("", _NUMBERED.sub("", cell.text)))
        if len(plain) < 2 or _FIGURES_ONLY.match(plain):
            continue
        ways = (plain, _OF_PLACE.sub("", plain))
        if len(plain) > len(found) and any(way in asked for way in ways):
            found = plain
    return found


def _columns(query: Query, topic: Topic, table: _Table, row: Sequence[Cell]) -> tuple[int, ...]:
    """The columns asked for, in the order of the question; empty where none is, or one that could be several."""
    every = range(table.width)
    if query.asks is Asks.UNIT:
        units = [
            i for i in every if _UNITS.search(table.names(i)) and not _is_measure(table.names(i), row[i])
        ]
        helping = bool(_HELPING.search(query.text))
        fitting = [i for i in units if bool(_HELPING.search(table.names(i))) == helping] or units
        return tuple(fitting[:1])
    asked = [(m.start(), kind) for asks, kind in _ASKED_BY if (m := asks.search(query.text))]
    kinds = [kind for _, kind in sorted(asked, key=lambda each: each[0])] or (
        [_OF_KIND[query.asks]] if query.asks in _OF_KIND else []
    )
    found = [[i for i in every if kind.search(table.names(i))] for kind in kinds]
    if found:
        return tuple(each[0] for each in found if len(each) == 1)
    column = _figure_column(query, topic, table, row) if query.asks is Asks.FIGURE else None
    return () if column is None else (column,)


def _is_measure(name: str, cell: Cell) -> bool:
    """Whether a cell under 单位 says what its row is counted by (座, 公里) and not who is responsible."""
    return name == "单位" and len(cell.text) <= _LONGEST_MEASURE and not _ORGAN_ENDS.search(cell.text)


def _of_another_place(query: Query, table: _Table, row: Sequence[Cell]) -> bool:
    """Whether the question names a town that the row does not: the row of another one is no answer."""
    towns = towns_in(query.topic)
    return bool(towns) and not any(town in table.line(row) for town in towns)


def _in_words(query: Query, table: _Table, row: Sequence[Cell]) -> Draft | None:
    """What a row says that is named in full and sets no figure (稳步提升): the next row's figure is none of its."""
    label = _label(query, table, row)
    if len(label) < _FULL_NAME or any(
        find_figures(cell.text) or _NUMBER.match(cell.text)
        for column, cell in enumerate(row)
        if fold(cell.text) != label
        and not _COUNTER.match(table.names(column))
        and not _is_of_whom(table, column)
    ):
        return None
    said = next(
        (
            column
            for column, cell in enumerate(row)
            if _AIM.search(table.names(column)) and cell.text and fold(cell.text) != label
        ),
        None,
    )
    if said is None:
        return None
    quote = Quote(table.notice.id, row[0].start, row[-1].end)
    words = table.notice.text[quote.start : quote.end]
    told = Line(f"没有载明数值；载明的是：{row[said].text}", (quote,))
    return Draft((told, Line(f"原文：“{words}”", (quote,))), 1.0, unstated=True)


def _is_of_whom(table: _Table, column: int) -> bool:
    return bool(_UNITS.search(table.names(column)) or _WHEN.search(table.names(column)))


def _figure_column(query: Query, topic: Topic, table: _Table, row: Sequence[Cell]) -> int | None:
    figures = [
        i for i in range(table.width) if _NUMBER.match(row[i].text) and not _COUNTER.match(table.names(i))
    ]
    years = years_asked(query)
    of_year = [i for i in figures if any(str(year) in table.names(i) for year in years)]
    scored = sorted(((_fit(query, topic, table, row, i), -i) for i in of_year or figures), reverse=True)
    if not scored or (scored[0][0] <= 0.0 and len(scored) > 1):
        return None
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return None
    return -scored[0][1]


def _fit(query: Query, topic: Topic, table: _Table, row: Sequence[Cell], column: int) -> float:
    """How much of the question a column's header says, and whether its figures are of the kind asked for."""
    name, said = table.names(column), f"{table.names(column)} {row[column].text}"
    fit = topic.share(_ASIDE.sub("", name)) + (0.5 if fold(_ASIDE.sub("", name)) in fold(query.text) else 0.0)
    for asks, kind in ((_ASKS_SHARE, _SHARE), (_ASKS_MONEY, _MONEY)):
        fit += _OF_UNIT if asks.search(query.text) and kind.search(said) else 0.0
    return fit


def _in_ledger(notice: Notice, row: Sequence[Cell]) -> bool:
    return any(target.start == row[0].start for target in notice.targets)


def _covered(topic: Topic, table: _Table, rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> float:
    """The share of the question that the rows with the column's header say, their surroundings counting less."""
    own = Held(" ".join((*map(table.names, columns), *map(table.line, rows))))
    clause = table.notice.clause_at(table.start)
    headings = " ".join(each.heading for each in table.notice.trail(clause))
    above = table.notice.text[table.notice.clauses[clause].start : table.start]
    around = held_in(f"{table.notice.title} {table.notice.subject} {headings} {above[-200:]}")
    return sum(
        weight * max(topic.credit(parts, own), _AROUND * topic.credit(parts, around))
        for parts, weight in topic.weights.items()
    )
