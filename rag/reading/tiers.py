"""Tiers (分档): 90-99周岁每月200元 holds for somebody of 92, 80-84周岁每月60元 does not."""

from __future__ import annotations

import re

from ingest.figures import Figure, find_figures

_OF = "(?P<of>亩|人|户|家|台|辆|张|天|日|个?月|年|次|生|平方米|公里|吨|例|床|村|所|件|车)"
_PER = re.compile(f"每{_OF}")
_PER_ONE = re.compile(f"(?:每|(?<![第万十百千])一){_OF}(?!级)")
_FROM, _UP_TO = ("以上",), ("以下", "以内", "内")


def tier_fit(question: str, words: str) -> int:
    """Whether ``words`` name a tier that holds what the question says of somebody or something (92岁): 1 where one does, -1
    where all they name are others, 0 where the question says nothing of the kind or the words name no tier."""
    said = [f for f in find_figures(question) if f.value is not None and f.high is None and not _bounded(f)]
    tiers = [f for f in find_figures(words) if f.value is not None and (f.high is not None or _bounded(f))]
    alike = [(mine, tier) for mine in said for tier in tiers if _kind(mine) and _kind(mine) == _kind(tier)]
    if not alike:
        return 0
    return 1 if any(_holds(tier, mine.value or 0.0) for mine, tier in alike) else -1


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
    """What is counted: 岁 and 周岁 are one. A share is no tier: it is what is asked for."""
    return "" if figure.unit.startswith(("%", "％", "‰")) else figure.unit.removeprefix("周")


def _holds(tier: Figure, value: float) -> bool:
    least = tier.value or 0.0
    if tier.high is not None:
        return least <= value <= tier.high
    if tier.bound.endswith(_FROM) or tier.compare in (">", "＞", "≥", ">=", "＞="):
        return value >= least
    return value <= least
