"""Years told by another one or by a plan's span: 前一年, 第二年, 再过一年, 最后一年, 往后两年, 同一年."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numerals import number_of

_COUNT = "[一二两三四五六七八九十1-9]"
_SAME = re.compile(
    "(?:也是|还是|就)?(?:同一|同|那一?|这一?)年(?:的|里)?(?=[呢？?，,。\\s]|$)|(?<=[\u4e00-\u9fff])同一年的?"
)
_BEFORE = re.compile("(?:前|上|头|早|往前)(?:面的?)?一年|去年")
_AFTER = re.compile(
    f"(?:再|又)?(?:过|往后|往下|等)(?P<passed>{_COUNT})年|(?P<later>{_COUNT})年(?:之|以)?后|(?:再|又)?(?:下|后|次|隔|转)一?年|(?:再下|后面|下面)一年|明年|来年|翌年"
)
_NEXT_SEVERAL = re.compile(
    "(?:往后|接下来|随后|后面?|之后|剩下|另外|其余|余下)(?:的|那)?(?P<count>[两二三四2-5])年"
)
_AFTER_NEXT = re.compile("(?<![今此以之])后年")
# 头一年和最后一年: of the years that a notice plans for.
_FIRST = "头一?年|首年|(?:开头|起头|打头)那?一?年|起始年|开局之?年|起步之?年"
FIRST_YEAR = re.compile(f"第一年|{_FIRST}")
SECOND_YEAR = re.compile("第二年|中间那?一?年")
LAST_YEAR = re.compile("(?:最后|最末|末尾|收官|收尾)(?:的|那|之|这)?一?年|末年")
_NTH = re.compile(f"第(?P<nth>[一二三四五1-5])年|(?P<first>{_FIRST})")
_THE_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})(?:那|这)一?年")


@dataclass(frozen=True, slots=True)
class ToldYears:
    """``years`` that words mean, and the text without those words (``rest``)."""

    years: tuple[int, ...]
    rest: str


def told_years(text: str, asked: Sequence[int], span: Sequence[int]) -> ToldYears | None:
    """The years a follow-up tells by the years ``asked`` about before and the ``span`` (first, last) of the plan that was asked
    about; ``None`` where it tells none so, or what it leans on is not known."""
    if found := _THE_YEAR.search(text):
        return _told(text, found, int(found["year"]))
    if found := LAST_YEAR.search(text):
        return _told(text, found, span[-1]) if span else None
    base = asked[-1] if asked else None
    if found := _NTH.search(text):
        return _nth(text, found, base, span)
    if base is None:
        return None
    if found := _NEXT_SEVERAL.search(text):
        return _told(text, found, *range(base + 1, base + 1 + number_of(found["count"])))
    if found := _AFTER_NEXT.search(text):
        return _told(text, found, base + 2)
    if found := _BEFORE.search(text):
        return _told(text, found, base - 1)
    if found := _AFTER.search(text):
        steps = found["passed"] or found["later"]
        return _told(text, found, base + (number_of(steps) if steps else 1))
    return None


def names_planned_years(text: str) -> bool:
    """Whether a question sets years of a plan beside each other (头一年和最后一年) without naming them."""
    return sum(year.search(text) is not None for year in (FIRST_YEAR, SECOND_YEAR, LAST_YEAR)) > 1


def same_year(text: str) -> str:
    """A follow-up that says that the year stays (那永春同一年呢), without those words; empty where it does not."""
    found = _SAME.search(text)
    return f"{text[: found.start()]}{text[found.end() :]}" if found else ""


def _nth(text: str, found: re.Match[str], base: int | None, span: Sequence[int]) -> ToldYears | None:
    """The n-th year of the plan; counted from the year asked about where the plan has no span, or where that very year would be
    asked about again."""
    steps = number_of(found["nth"]) - 1 if found["nth"] else 0
    if span and span[0] + steps <= span[-1] and span[0] + steps != base:
        return _told(text, found, span[0] + steps)
    if base is None:
        return None
    return _told(text, found, base + steps if steps else base - 1)


def _told(text: str, found: re.Match[str], *years: int) -> ToldYears:
    return ToldYears(years, f"{text[: found.start()]}{text[found.end() :]}")
