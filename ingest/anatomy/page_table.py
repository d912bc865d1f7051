"""The table that a government site sets above a notice: 索引号, 发布机构, 成文日期, 文号, 有效性.

Its values are what the site's editors say of the notice: they fill in what the notice itself leaves open. Sites write it
as rows of a table, as ``label: value`` with several on a line, as a list with the value below its label, or in 【】.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.anatomy.headings import heading_marker
from ingest.anatomy.letterhead import ORGAN, number_in
from ingest.numerals import find_date
from ingest.readers.lines import Line

# What each label tells of the notice; those with an empty name only belong to the table.
_LABELS = {
    "number": "文号|发文字号|发文文号|发布文号|文件编号|文件字号|公文字号|公文文号",
    "organ": "发布机构|发布机关|发布单位|发布部门|发文机构|发文机关|发文单位|发文部门|制定机关|印发机关",
    "written": "成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|签发日期|制发日期",
    "title": "名称|标题|发文标题|信息名称|文件名称|公文名称|信息标题",
    "from": "生效日期|生效时间|实施日期|实施时间|施行日期|施行时间|执行日期",
    "until": "废止日期|废止时间|失效日期|失效时间|终止日期|有效期至",
    "standing": "有效性|时效性|公文时效|文件有效性|文件状态|效力状态|有效状态|状态|时效",
    "index": "索引号|信息索引号|索引编号",
    "": (
        "主题分类|组配分类|信息分类|体裁分类|公文种类|公文目录|公开目录|所属主题|服务对象分类|效力级别|法规类别|法规类型|所属行业|所属区域|"
        "生成日期|发布日期|发布时间|公开日期|公开时间|公开类型|公开属性|公开期限|公开方式|公开范围|公开形式|更新时间|"
        "内容概述|关键词|主题词|信息来源|来源|浏览次数|浏览量|阅读人次|评论人次|访问次数|点击数|政策解读|统一编号|发文内容|责任编辑"
    ),
}
_NAMES = {label: name for name, labels in _LABELS.items() for label in labels.split("|")}
_LABEL = re.compile(
    r"(?:^|(?<=[\s|•·▪【\[]))(?P<label>"
    + "|".join(
        r"[ \u3000]*".join(label) for label in sorted(_NAMES, key=len, reverse=True)
    )  # 索 引 号: set wide
    + r")(?:[ \u3000]*[：:】\]|]|(?=\s|$))"
)
_EDGE = " \t\u3000\u00a0|：:•·▪"
_BEFORE = _EDGE + "【["
_REACH = 60  # full lines in which the table is looked for
_FEWEST = 3  # labels that make a table: one or two stand in many a notice's own words
_INDEX_VALUE = re.compile(r"^[\w/\-.]{6,60}$", re.ASCII)
_LONGEST_VALUE = 90
_LONGEST_ROW = 400
_ENDED = re.compile(r"失效|废止|已撤销|无效")


@dataclass(frozen=True, slots=True)
class PageTable:
    """What the table says, empty where it does not: dates in ISO. ``standing`` is its word about validity (有效, 失效).

    ``validity_line`` is the line that dates its being in force (0 for none), ``lines`` are the numbers (1 the first) of the source's lines that it stands on, ``bare`` those of them that tell
    nothing of the notice.
    """

    title: str = ""
    organ: str = ""
    number: str = ""
    written_on: str = ""
    in_force_from: str = ""
    in_force_until: str = ""
    standing: str = ""
    validity_line: int = 0
    lines: frozenset[int] = frozenset()
    bare: frozenset[int] = frozenset()

    @property
    def ended(self) -> bool:
        """Whether the site marks the notice as no longer in force."""
        return bool(_ENDED.search(self.standing)) and "未" not in self.standing


@dataclass(slots=True)
class _Cells:
    """The labels found and the first value of each name."""

    labels: set[str] = field(default_factory=set)
    values: dict[str, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    told: dict[str, int] = field(default_factory=dict)

    def take(self, name: str, written: str, line: int) -> bool:
        """Whether ``written`` is a value that the label can have."""
        value = _VALUES[name](written.strip(_EDGE)) if name in _VALUES else ""
        if value:
            self.values.setdefault(name, value)
            self.told.setdefault(name, line)
        return bool(value)


def read_page_table(lines: Sequence[Line]) -> PageTable:
    """The table above the notice that ``lines`` (as the reader gave them) begin with; an empty one where there is none."""
    cells = _Cells()
    waiting = ""  # the name of a label that stood alone: its value is on the next line
    for number, text in _head(lines):
        found = list(_LABEL.finditer(text))
        alone = bool(found) and not text[: found[0].start()].strip(_BEFORE)
        if not alone:
            if waiting and cells.take(waiting, text, number):
                cells.lines.add(number)
            waiting = ""
            continue
        cells.lines.add(number)
        ends = [match.start() for match in found[1:]] + [len(text)]
        for match, end in zip(found, ends, strict=True):
            label = "".join(match.group("label").split())
            name = _NAMES[label]
            cells.labels.add(label)
            written = text[match.end() : end]
            cells.take(name, written, number)
            waiting = name if not written.strip(_EDGE) else ""
    return _table(cells) if _is_table(cells) else PageTable()


def _head(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The full lines above the first sentence or numbered clause, with their numbers."""
    seen = 0
    for number, line in enumerate(lines, start=1):
        text = line.text.strip()
        if not text:
            continue
        seen += 1
        marker = heading_marker(text)
        if (
            seen > _REACH
            or len(text) > _LONGEST_ROW
            or "。" in text
            or (marker and marker.style in ("chapter", "part", "article"))
        ):
            return
        yield number, text


def _is_table(cells: _Cells) -> bool:
    told = {_NAMES[label] for label in cells.labels} - {""}
    return len(cells.labels) >= _FEWEST and len(told) >= 2


def _table(cells: _Cells) -> PageTable:
    values = cells.values
    telling = {line for name, line in cells.told.items() if name != "index"}
    return PageTable(
        title=values.get("title", ""),
        organ=values.get("organ", ""),
        number=values.get("number", ""),
        written_on=values.get("written", ""),
        in_force_from=values.get("from", ""),
        in_force_until=values.get("until", ""),
        standing=values.get("standing", ""),
        validity_line=cells.told.get("until", cells.told.get("from", 0)),
        lines=frozenset(cells.lines),
        bare=frozenset(cells.lines - telling),
    )


def _organ(written: str) -> str:
    name = re.sub(r"\s*[（(].*$", "", written)
    return name if ORGAN.match(name) and len(name) >= 4 else ""


def _title(written: str) -> str:
    return written if 6 <= len(written) <= _LONGEST_VALUE else ""


def _standing(written: str) -> str:
    return written if len(written) <= 10 else ""


def _index(written: str) -> str:
    return written if _INDEX_VALUE.match(written) else ""


_VALUES = {
    "number": number_in,
    "organ": _organ,
    "written": find_date,
    "title": _title,
    "from": find_date,
    "until": find_date,
    "standing": _standing,
    "index": _index,
}
