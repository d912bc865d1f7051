"""Tiers (分档): 90-99周岁每月200元 holds for somebody of 92, 80-84周岁每月60元 does not."""

from __future__ import annotations

from ingest.figures import Figure, find_figures

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


def _bounded(figure: Figure) -> bool:
    return bool(figure.compare) or figure.bound.endswith((*_FROM, *_UP_TO))


def _kind(figure: Figure) -> str:
    """What is counted: 岁 and 周岁 are one."""
    return figure.unit.removeprefix("周")


def _holds(tier: Figure, value: float) -> bool:
    least = tier.value or 0.0
    if tier.high is not None:
        return least <= value <= tier.high
    if tier.bound.endswith(_FROM) or tier.compare in (">", "＞", "≥", ">=", "＞="):
        return value >= least
    return value <= least
