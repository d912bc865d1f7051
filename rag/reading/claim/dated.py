"""是 or 否 by the year that a question puts forward, where the part of the sentence it is about names another one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.question.query import Query
from rag.reading.claim.parts import Part
from rag.reading.years import years_in

_YEAR = r"(?:19|20)\d{2}年"
# The year of a claim (2024年就建成), not the one that a notice is called by (2024年的方案).
_CLAIMED = re.compile(
    r"(?P<year>(?:19|20)\d{2})年(?!的?(?:工作|那|这)?份?(?:要点|方案|文件|通知|规划|计划|意见|办法|工作)|[—\-至到~]|印|发)"
)
_THIS_YEAR = re.compile("今年|当年|年内")
_DUE = re.compile(
    rf"(?:到|至|于|在|截至)?{_YEAR}(?:\d{{1,2}}月)?(?:(?:年?底|末|内)?(?:以?前)?)?[^，,]{{0,2}}"
)


def claimed_years(query: Query) -> set[str]:
    """The years by which something is put forward to be so."""
    return {match["year"] for match in _CLAIMED.finditer(query.text)}


def year_denied(query: Query, part: Part, years: Sequence[int]) -> bool:
    """Whether the part names years and none of them is the one put forward; 今年 is the year of a notice of one year."""
    claimed, stated = claimed_years(query), years_in(part.text)
    if not claimed and len(years) == 1 and _THIS_YEAR.search(query.text):
        return bool(stated) and all(int(year) > years[0] for year in stated)
    return bool(claimed) and bool(stated) and not claimed & stated and bool(_DUE.search(part.text))
