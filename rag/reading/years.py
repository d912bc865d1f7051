"""Years as they stand in texts and questions."""

from __future__ import annotations

import re
from collections.abc import Set

from rag.question.query import Query

YEAR = re.compile(r"(?:19|20)\d{2}")


def years_in(text: str) -> set[str]:
    return set(YEAR.findall(text))


def years_asked(query: Query) -> set[str]:
    """The years a question asks about: those of its deadline, else those it names."""
    return years_in(query.deadline) or {str(year) for year in query.years}


def of_another_year(text: str, asked: Set[str]) -> bool:
    """Whether a text names years, and none of them is one of those ``asked`` about."""
    stated = years_in(text)
    return bool(asked) and bool(stated) and not asked & stated
