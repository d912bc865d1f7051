"""Figures that stand in the order of a list: 小学、初中、高中分别不超过2小时、4小时、5小时."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures import Figure
from ingest.numerals import number_of

_RESPECTIVELY = re.compile("分别|依次|各为|对应(?=[^，,；;。]{0,8}[为是按]|[补奖拨])")
_END = re.compile("[；;。！？\n]")
_PART = re.compile("[，,：:]")
_JOINT = re.compile("、|以及|和|及(?!以)|与")
_BETWEEN = re.compile(r"[、，,\s]|以及|和|及|与|不?[高低多少]于|不?得?超过|达到?|控制在|至少|到|为")
_RANKED = re.compile(r"前(?P<count>[二三四五六七八九十]|\d)(?:名|位|强)")
_ORDINALS = "一二三四五六七八九十"
_NEAR = 10  # so much of the first and of the last item is its name; the rest is the sentence around the list


def aligned(text: str, figures: Sequence[Figure]) -> dict[int, str]:
    """For each figure that 分别 puts in the order of a list, by its start, the item of the list that it belongs to. Where no
    list stands before it (…达到82%，…达到58%；到2025年底分别达到85%、62%), the words before as many earlier figures."""
    found: dict[int, str] = {}
    listed: list[str] = []
    for match in _RESPECTIVELY.finditer(text):
        run = _run_after(text, match.end(), figures)
        if len(run) < 2:
            continue
        items = _items_before(text, match.start(), len(run)) or _ranks_before(text, match.start(), len(run))
        if not items and len(listed) == len(run) and "\n" not in text[: match.start()]:
            items = listed  # 职工…一级、二级分别为93%、90%；居民分别为90%、80%: the list said before goes for these too
        listed = items or listed
        items = items or _earlier(text, match.start(), figures, len(run))
        found |= {figure.start: item for figure, item in zip(run, items, strict=False)}
    return found


def _run_after(text: str, at: int, figures: Sequence[Figure]) -> list[Figure]:
    """The figures behind ``at`` that follow one another with nothing but joints between them."""
    end = found.start() if (found := _END.search(text, at)) else len(text)
    run: list[Figure] = []
    for figure in figures:
        if at <= figure.start < end:
            if run and _BETWEEN.sub("", text[run[-1].end : figure.start]):
                break
            run.append(figure)
    return run


def _items_before(text: str, at: int, count: int) -> list[str]:
    """The nearest list of ``count`` items before ``at``, in its sentence."""
    start = max((m.end() for m in _END.finditer(text, 0, at)), default=0)
    for part in reversed([part for part in _PART.split(text[start:at]) if part.strip()]):
        items = [item.strip() for item in _JOINT.split(part) if item.strip()]
        if len(items) == count:
            return [items[0][-_NEAR:], *items[1:-1], items[-1][:_NEAR]]
    return []


def _ranks_before(text: str, at: int, count: int) -> list[str]:
    """第一名, 第二名 … where the sentence ranks as many: 对前三名分别奖励50万元、30万元、20万元."""
    start = max((m.end() for m in _END.finditer(text, 0, at)), default=0)
    ranked = _RANKED.search(text, start, at)
    if ranked is None or number_of(ranked["count"]) != count or count > len(_ORDINALS):
        return []
    return [f"第{ordinal}名" for ordinal in _ORDINALS[:count]]


def _earlier(text: str, at: int, figures: Sequence[Figure], count: int) -> list[str]:
    """The words before each of the last ``count`` figures ahead of ``at``."""
    before = [figure for figure in figures if figure.end <= at][-count:]
    if len(before) < count:
        return []
    starts = [
        max((m.end() for m in re.finditer("[，,；;。：:]", text[: f.start])), default=0) for f in before
    ]
    return [text[start : figure.start] for start, figure in zip(starts, before, strict=True)]
