"""Amounts that compare though they are counted differently: 两年 and 12个月, 八成 and 80%, 六十来个 and 50人. Pure.

All functions take folded text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.figures import Figure, find_figures
from ingest.measures import AGES, COUNTERS
from rag.language.polarity import Bound, bound_at
from rag.reading.figure.saying import is_share, same_unit

_HOURS = (
    ("分钟", 1 / 60),
    ("小时", 1.0),
    ("工作日", 24.0),
    ("天", 24.0),
    ("日", 24.0),
    ("周", 168.0),
    ("月", 730.0),
    ("年", 8760.0),
)
_SIZES = (("%", 0.01), ("％", 0.01), ("‰", 0.001), ("成", 0.1), ("万亿", 1e12), ("亿", 1e8), ("万", 1e4))
# 一部补20万, 一年三次: so much for each one.
_PER_ONE = re.compile(
    "一(?:部|辆|亩|户|床|天|年|个?月|个?学期|人|个人|张|位|名|家|台|套|个|次)(?![以及之]|就|够|吧|吗|$)"
)
_WHOSE = re.compile("的|人员|老年|儿童")
_DASH = re.compile("[—–－~～至到-]+")
_FROM_TO = re.compile(
    r"(?:满)?(?P<low>\d+(?:\.\d+)?)(?P<unit>年|个月|周岁|岁|元|万元|人|亩|小时|天)(?:以上|及以上)?(?:不满|不足|未满|以下)(?P<high>\d+(?:\.\d+)?)(?P=unit)"
)
_PAYS = re.compile("(?:补助?|补贴|奖励?|发|领|贷|罚|交|缴|收|花|付|给|资助|津贴|年薪|工资)(?:到|了|个)?$")
_SIGNS: dict[str, Bound] = {"≥": "ge", ">=": "ge", ">": "gt", "≤": "le", "<=": "le", "<": "lt"}
_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,3}?(?:及|\(含\)|含)?以(?P<side>[上下内])")
_MOST = re.compile(r"(?:顶多|封顶|顶天|最长|最大|上限)[^，,。；;、\d]{0,8}$")
_LEAST = re.compile(r"(?:起码|(?<!不)满(?![意足])|下限)[^，,。；;、\d]{0,6}$")
_BARE = "bare"  # a number without a unit: 涨到1800
_NEVER_BARE = frozenset(("share", "time", "age", "points"))
_PEOPLE = frozenset("人 名 个 位".split())
_OCCASIONS = frozenset("届 期 轮 批 级 步 次".split())
_ALIKE = 0.03  # 30天 and 1个月


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure at ``[start, end)`` with its size in units that compare, ``kind``, and the bound put on it."""

    start: int
    end: int
    text: str
    size: float
    kind: str
    bound: Bound
    figure: Figure
    high: float | None = None  # the upper end of a range (2倍以上5倍以下, 满10年不满20年)
    tier: bool = False  # a range that says whom a rule is for


def amounts_in(text: str) -> list[Amount]:
    """The amounts of a text in order; masked ones, ratios and how often something is done (每3年) are none."""
    found = [
        Amount(f.start, f.end, f.text, size_of(f), _kind(f), _bound_of(text, f), f)
        for f in find_figures(text)
        if f.value is not None and f.high is None and text[max(0, f.start - 1) : f.start] != "每"
    ]
    found = [_as_money(text, each) for each in found]
    return [each for each in found if not _PER_ONE.match(text, each.start)] or found


def _as_money(text: str, amount: Amount) -> Amount:
    """A number without a unit behind a word of paying (补5万) as money."""
    if amount.kind == _BARE and _PAYS.search(text[: amount.start]):
        return replace(amount, kind="money")
    return amount


def ranges_in(text: str) -> list[Amount]:
    """The ranges of a text: 1—2次, 2倍以上5倍以下, 80—89周岁, 满10年不满20年."""
    found = []
    for f in find_figures(text):
        if f.value is None or f.high is None:
            continue
        low, high = _ends_of(f)
        tier = _kind(f) == "age" or bool(_WHOSE.match(text, f.end))
        found.append(Amount(f.start, f.end, f.text, low, _kind(f), "", f, high, tier))
    for match in _FROM_TO.finditer(text):
        ends = find_figures(f"{match['low']}{match['unit']}、{match['high']}{match['unit']}")
        if len(ends) == 2:
            low, high = (size_of(end) for end in ends)
            figure = replace(ends[0], start=match.start(), end=match.end())
            found.append(
                Amount(match.start(), match.end(), match.group(), low, _kind(ends[0]), "", figure, high, True)
            )
    return found


def _ends_of(figure: Figure) -> tuple[float, float]:
    """The two ends of a range, each with its own unit where it has one: 500元至5万元."""
    ends = [end for side in _DASH.split(figure.value_text) for end in find_figures(side)]
    if len(ends) == 2 and all(end.unit for end in ends):
        return size_of(ends[0]), size_of(ends[1])
    low, high = figure.value or 0.0, figure.high or 0.0
    return size_of(figure), size_of(replace(figure, value=high)) if low != high else size_of(figure)


def comparable(one: Amount, other: Amount) -> bool:
    """Whether two amounts count alike: 个 goes with every counted thing, 年 with 个月, no share with a number."""
    if _BARE in (one.kind, other.kind):
        return not {one.kind, other.kind} & _NEVER_BARE
    if one.kind != other.kind:
        return False
    if one.kind != "count":
        return True
    mine, theirs = (each.figure.unit.lstrip("万亿千百十") for each in (one, other))
    if mine == theirs or (_PEOPLE & {mine, theirs} and {mine, theirs} <= _PEOPLE | {"人次"}):
        return True
    if "人次" in (mine, theirs):
        return False
    if same_unit(mine[-1:], theirs[-1:]):
        return True
    return "个" in (mine, theirs) and {mine, theirs} <= COUNTERS - _OCCASIONS


def same_size(one: Amount, other: Amount) -> bool:
    """Whether two amounts that compare are equal; months and days need only be nearly so."""
    if one.kind == "time":
        return abs(one.size - other.size) <= _ALIKE * max(one.size, other.size)
    return one.size == other.size


def keeps(mine: Amount, limit: Amount) -> bool:
    """Whether an amount is inside a limit: 35人 is not inside 不超过30人."""
    tests: dict[Bound, Callable[[float, float], bool]] = {
        "le": lambda a, b: a <= b,
        "lt": lambda a, b: a < b,
        "ge": lambda a, b: a >= b,
        "gt": lambda a, b: a > b,
    }
    if limit.high is not None:
        return limit.size <= mine.size <= limit.high
    test = tests.get(limit.bound)
    return same_size(mine, limit) if test is None else test(mine.size, limit.size)


def _bound_of(text: str, figure: Figure) -> Bound:
    """The bound put on a figure by its own words or by those around it: 31%以下 and 最长12个月 are at most that much."""
    own = figure.compare or ""
    if own in _SIGNS:
        return _SIGNS[own]
    if figure.bound:
        return "ge" if figure.bound.endswith("上") else "le" if figure.bound[-1:] in "下内" else ""
    behind = _BEHIND.match(text, figure.end)
    if behind:
        return "ge" if behind["side"] == "上" else "le"
    around = bound_at(text, figure.start, figure.end)
    if around:
        return around
    before = text[max(0, figure.start - 12) : figure.start]
    return "le" if _MOST.search(before) else "ge" if _LEAST.search(before) else ""


def size_of(figure: Figure) -> float:
    """A figure's value with its unit's size in it: 八成 and 80% are .8, 1.5万 is 15000, 两年 as many hours as 24个月."""
    value, unit = figure.value or 0.0, figure.unit
    if _kind(figure) == "time":
        return round(value * next(size for name, size in _HOURS if unit.endswith(name)), 6)
    return round(value * next((size for sign, size in _SIZES if unit.startswith(sign)), 1.0), 9)


def _kind(figure: Figure) -> str:
    unit = figure.unit
    if unit in AGES:
        return "age"
    if is_share(figure) or unit == "成":
        return "share"
    if unit.endswith("百分点"):
        return "points"
    if "元" in unit:
        return "money"
    if unit.endswith(tuple(name for name, _ in _HOURS)) and not unit.endswith("人日"):
        return "time"
    plain = unit.lstrip("万亿千百十").replace("平方米", "平方")
    if not plain:
        return _BARE
    return "count" if plain in COUNTERS or plain.startswith("人") or plain == "次" else plain
