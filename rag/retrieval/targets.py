"""The ledger of the notices as people ask for it: by place, year, indicator and department. Pure; one door for all.

Strict like the filters of a question: a word that nothing answers to leaves nothing, and never widens the view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.models import Notice, Target
from ingest.text import fold
from rag.corpus.corpus import years_of
from rag.language.terms import simplified, terms
from rag.retrieval.scope import within
from rag.types import Filters

# 千人托位数 is 每千人口托位数 with two characters left out: a word may lack a quarter of its pairs in the indicator.
_SHARED = 0.75


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """What a person asked of the ledger; empty fields ask nothing.

    ``regions`` are full or short names and take in the divisions inside them. A target is of the year of its deadline;
    one without a deadline is of the years of its notice. Every word of ``indicator`` must be met, ``department`` by any
    unit responsible. ``masked`` true: masked figures only; false: none of them.
    """

    regions: Sequence[str] = ()
    years: Sequence[int] = ()
    indicator: str = ""
    department: str = ""
    masked: bool | None = None
    document_ids: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A target with the notice it stands in: ``notice.text[target.start:target.end]`` states it."""

    notice: Notice
    target: Target

    @property
    def text(self) -> str:
        """The verbatim words that state the target."""
        return self.notice.text[self.target.start : self.target.end]

    @property
    def clause(self) -> str:
        """The path of the clause it stands in."""
        return self.notice.clauses[self.target.clause_index].path

    @property
    def years(self) -> tuple[int, ...]:
        """The year of the deadline; without one, the years the notice belongs to."""
        if self.target.deadline:
            return (int(self.target.deadline[:4]),)
        return tuple(years_of(self.notice))

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit responsible, the leading ones first."""
        return self.target.lead_units + self.target.other_units


def select_targets(notices: Iterable[Notice], wanted: TargetFilter) -> list[LedgerRow]:
    """The targets of the notices that answer to ``wanted``: notices in the order given, targets as they stand."""
    words = [_folded(word) for word in wanted.indicator.split()]
    department = _folded(wanted.department)
    return [
        row
        for row in _rows(notices, wanted)
        if (not wanted.years or set(row.years) & set(wanted.years))
        and (wanted.masked is None or row.target.masked == wanted.masked)
        and all(_names(word, _folded(row.target.indicator)) for word in words)
        and (not department or any(department in _folded(unit) for unit in row.units))
    ]


def _rows(notices: Iterable[Notice], wanted: TargetFilter) -> Iterator[LedgerRow]:
    regions = tuple(name.strip() for name in wanted.regions if name.strip())
    filters = Filters(regions=regions, document_ids=tuple(wanted.document_ids))
    for notice in within(notices, filters):
        for target in sorted(notice.targets, key=lambda target: (target.start, target.end)):
            yield LedgerRow(notice, target)


@lru_cache(maxsize=50_000)  # the same indicators and units are compared at every asking
def _folded(text: str) -> str:
    return simplified(fold(text))


def _names(word: str, indicator: str) -> bool:
    """Whether an indicator goes by ``word``: whole, or but for a few characters left out."""
    if word in indicator:
        return True
    pairs = set(terms(word))
    return bool(pairs) and len(pairs & set(terms(indicator))) >= _SHARED * len(pairs)
