"""Tiers (分档): 90-99周岁每月200元 holds for somebody of 92, 80-84周岁每月60元 does not."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest.figures import Figure, find_figures

_OF = "(?P<of>亩|人|户|家|台|辆|张|天|日|个?月|年|次|生|平方米|公里|吨|例|床|村|所|件|车)"
_PER = re.compile(f"每{_OF}")
_PER_ONE = re.compile(f"(?:每|(?<![第万十百千])一){_OF}(?!级)")
# 满10年不满20年, 5000元以上不足2万元: from the one up to the other, which is no longer in it.
_BELOW = re.compile("(?:不满|不足|未满|(?<![不得])低于)$")
_FULL = re.compile("(?<![不未])满$")
_BETWEEN = re.compile("(?:及?以上)?的?[，,、]?(?:至|到)?(?:不满|不足|未满|低于)")
_REMEMBERED = 1024  # stretches of text lately looked through
_INFANT, _YEAR, _HALF = 3, 12, 6  # years of age told in months, months
_FROM, _UP_TO = ("以上",), ("以下", "以内", "内")


def tier_fit(question: str, words: str) -> int:
    """Whether ``words`` name a tier that holds what the question says of somebody or something (92岁): 1 where one does, -1
    where all they name are others, 0 where the question says nothing of the kind or the words name no tier."""
    if _names_tier(question, words):
        return 1
    said = _said(question)
    of_kind = {_kind(figure) for figure in said if _kind(figure)}
    if not of_kind:
        return 0
    tiers = [tier for tier in _tiers(words) if _kind(tier[0]) in of_kind]
    if not tiers:
        return 0
    fits = ((mine, tier) for mine in said for tier in tiers if _kind(mine) == _kind(tier[0]))
    return (
        1 if any(_holds(tier, above, _size(mine, mine.value or 0.0)) for mine, (tier, above) in fits) else -1
    )


def _names_tier(question: str, words: str) -> bool:
    """Whether a tier of ``words`` is named in the question as it is written there: 低于75分, 90分以上."""
    asked = {_written(question, tier, above) for tier, above in _tiers(question)}
    return bool(asked) and any(_written(words, tier, above) in asked for tier, above in _tiers(words))


def _written(text: str, tier: Figure, above: Figure | None) -> str:
    before = _BELOW.search(text[: tier.start])
    below = "低于" if above is tier and before else ""
    return f"{below}{text[tier.start : (above or tier).end]}"


@lru_cache(maxsize=_REMEMBERED)
def _said(question: str) -> tuple[Figure, ...]:
    """The figures by which a question says what somebody or something is."""
    each = {match.start() for match in _PER_ONE.finditer(question)}  # 一亩补多少 names no tier
    said = [
        figure
        for figure in find_figures(question)
        if figure.value is not None
        and figure.high is None
        and not _bounded(figure)
        and figure.start not in each
    ]
    return (*said, *(_in_months(figure, question) for figure in said if _is_infant(figure)))


def _is_infant(figure: Figure) -> bool:
    return figure.unit in ("岁", "周岁") and (figure.value or 0.0) <= _INFANT


def _in_months(figure: Figure, question: str) -> Figure:
    """The age of a small child as tiers have it (12—24个月): 一岁半 is 18 months."""
    half = _HALF if question[figure.end :].startswith("半") else 0
    return replace(figure, value=_YEAR * (figure.value or 0.0) + half, unit="个月")


@lru_cache(maxsize=_REMEMBERED)
def _tiers(words: str) -> tuple[tuple[Figure, Figure | None], ...]:
    """The tiers that words name, each with the figure it ends below, where that is written apart (满10年不满20年)."""
    figures = [figure for figure in find_figures(words) if figure.value is not None]
    found: list[tuple[Figure, Figure | None]] = []
    ends: set[int] = set()
    for figure, following in zip(figures, (*figures[1:], None), strict=False):
        before = words[: figure.start]
        if following and _BETWEEN.fullmatch(words[figure.end : following.start]):
            found.append((figure, following))
            ends.add(following.start)
        elif figure.start not in ends and (
            figure.high is not None or _bounded(figure) or _FULL.search(before) or _BELOW.search(before)
        ):
            found.append((figure, figure if _BELOW.search(before) else None))
    return tuple(found)


_PER_SO_MANY = re.compile(
    r"每(?:百|千|万|十万)[名个]?(?:常住|常驻|户籍)?人|人均|(?<![\d一二三四五六七八九十几多])[千万]人口|(?<![第万])一[百千万][个号口名]?人"
    r"|(?<![\d一二三四五六七八九十几多])[千万]人(?=[\u4e00-\u9fff]{2,6}数)"
)
_TOLD_PER = re.compile("每|人均|[百千万]人口?|‰|[/／]|分之")


def asks_per_head_alone(question: str, sentence: str) -> bool:
    """Whether a question counts for so many people and a sentence does not: 每千人口托位数 is not 新增托位数."""
    return bool(_PER_SO_MANY.search(question)) and not _TOLD_PER.search(sentence)


def per_fit(question: str, words: str) -> int:
    """Whether ``words`` count by what the question counts by (一亩补多少: 每亩3000元): 1 where they do, -1 where they count by
    something else, 0 where either says nothing of it."""
    asked = {match["of"] for match in _PER_ONE.finditer(question)}
    stated = {match["of"] for match in _PER.finditer(words)}
    if not asked or not stated:
        return 0
    return 1 if asked & stated else -1


def _bounded(figure: Figure) -> bool:
    return bool(figure.compare) or figure.bound.endswith((*_FROM, *_UP_TO))


def _kind(figure: Figure) -> str:
    """What is counted: 岁 and 周岁 are one, 元 and 万元. A share is no tier: it is what is asked for."""
    return "" if figure.unit.startswith(("%", "％", "‰")) else figure.unit.removeprefix("周").lstrip("万亿")


def _size(figure: Figure, value: float) -> float:
    """A value of a figure in its unit without 万 or 亿."""
    return value * (10**8 if figure.unit.startswith("亿") else 10**4 if figure.unit.startswith("万") else 1)


def _holds(tier: Figure, above: Figure | None, value: float) -> bool:
    least = _size(tier, tier.value or 0.0)
    if above is tier:
        return value < least
    if above is not None:
        return least <= value < _size(above, above.value or 0.0)
    if tier.high is not None:
        return least <= value <= _size(tier, tier.high)
    if tier.bound.endswith(_FROM) or not _bounded(tier) or tier.compare in (">", "＞", "≥", ">=", "＞="):
        return value >= least
    return value <= least
