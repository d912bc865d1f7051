"""What the loaded notices offer the page: filters to choose from and questions to try."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.anatomy.responsibility import find_responsibilities
from ingest.models import Clause, Notice, Region
from rag.corpus.corpus import years_of

_EXAMPLES = 4

# 居民健康素养水平达到30%: a name that begins a phrase, a verb of reaching, a figure that is not masked.
_TARGET = re.compile(
    r"(?:^|[，。；、：\s])(?:力争|确保|实现|争取|使|推动)?(?:全[省市县区])?(?P<name>[一-鿿]{3,16}(?:率|水平|数量|人数|床位数|覆盖面|比例))"
    r"(?:要|应|须|力争|均)?(?:达到|达|不低于|保持在|控制在|提高到|提升至)[^\d，。；]{0,3}\d"
)
_BY_WHOM = re.compile(r"由[^，。；]{2,20}(?:牵头|负责)")
_ACTION = re.compile(
    r"^(?:加强|加快|推进|推动|健全|完善|提升|提高|落实|实施|建立|开展|强化|优化|深化|规范|做好)"
)
_HEADING = re.compile(r"^[一-鿿]{4,14}$")


@dataclass(frozen=True, slots=True)
class Offers:
    """A view of the loaded notices at one revision of the store."""

    notices: tuple[Notice, ...] = ()

    @property
    def count(self) -> int:
        return len(self.notices)

    def regions(self) -> list[str]:
        """The regions that notices are of and those around them, the higher before the lower, each once."""
        ranks: dict[str, int] = {}
        for notice in self.notices:
            for rank, name in enumerate(_levels(notice.region)):
                ranks[name] = min(rank, ranks.get(name, rank))
        return sorted((name for name in ranks if name), key=lambda name: (ranks[name], name))

    def years(self) -> list[int]:
        """The years that notices plan for or were issued in, latest first."""
        return sorted({year for notice in self.notices for year in years_of(notice)}, reverse=True)


def example_questions(notices: Sequence[Notice], limit: int = _EXAMPLES) -> list[str]:
    """Up to ``limit`` questions in the notices' own words: a target, who is responsible, how, what it is.

    They come from different notices and are of different kinds, as far as the notices allow.
    """
    kinds = (_asks_target, _asks_who, _asks_how, _asks_what)
    rounds = [
        [kinds[(place + turn) % len(kinds)](notice) for place, notice in enumerate(notices)]
        for turn in range(len(kinds))
    ]
    questions = dict.fromkeys(question for question in chain.from_iterable(rounds) if question)
    return list(questions)[:limit]


def _levels(region: Region) -> tuple[str, str, str]:
    """From the province down; a region of a filter covers what lies inside it."""
    return region.province, region.city, region.county


def _asks_target(notice: Notice) -> str:
    found = _TARGET.search(notice.text)
    if not found or not notice.region.name:
        return ""
    year = f"{notice.years[-1]}年" if notice.years else ""
    return f"{notice.region.name}{year}{found['name']}要达到多少？"


def _asks_who(notice: Notice) -> str:
    for clause, words in _headed(notice):
        if find_responsibilities(words) or _BY_WHOM.search(words):
            return f"{notice.region.name}{clause.heading}由谁负责？"
    return ""


def _asks_how(notice: Notice) -> str:
    for clause, _ in _headed(notice):
        if _ACTION.match(clause.heading):
            return f"{notice.region.name}怎样{clause.heading}？"
    return ""


def _asks_what(notice: Notice) -> str:
    return f"{notice.document_number}是什么文件？哪天印发的？" if notice.document_number else ""


def _headed(notice: Notice) -> Iterator[tuple[Clause, str]]:
    """Clauses whose heading reads well inside a question, with their own words."""
    for clause in notice.clauses:
        if clause.label and _HEADING.match(clause.heading):
            yield clause, notice.text[clause.start : clause.own_end]
