"""Which notices are in force: the filter that leaves only those, and a word about cited ones that are not."""

from __future__ import annotations

import datetime

from ingest.anatomy.standing import Standing, standing
from ingest.models import Notice
from ingest.numerals import written_date
from rag.corpus.corpus import Corpus
from rag.question.query import Query
from rag.types import Answer, Filters

_MOST_NOTICES = 3
_NOT_HOLDING = frozenset({Standing.SUPERSEDED, Standing.EXPIRED, Standing.NOT_YET})
_NO_NOTICE = ""  # no list of ids would ask for every notice


def settled(filters: Filters, corpus: Corpus, today: datetime.date) -> Filters:
    """The filters with ``standing`` turned into the notices that it leaves ``today``, for all that only looks at those."""
    if filters.standing is None:
        return filters
    day = today.isoformat()
    ids = frozenset(filters.document_ids)
    left = tuple(
        key
        for key, notice in corpus.notices.items()
        if (not ids or key in ids) and standing(notice, day, corpus.superseded) not in _NOT_HOLDING
    )
    return filters.model_copy(update={"document_ids": left or (_NO_NOTICE,), "standing": None})


def with_currency(answer: Answer, query: Query, corpus: Corpus, today: datetime.date) -> Answer:
    """The answer with a warning for each cited notice that is superseded, past its validity, not yet in force, or planned
    for years that are over, unless those years are the ones asked about."""
    cited = dict.fromkeys(citation.document_id for citation in answer.citations)
    if answer.abstained or len(cited) > _MOST_NOTICES:
        return answer  # nothing is stated, or a table names each notice with its years
    said = [_word(corpus.notices[key], query, corpus, today) for key in cited if key in corpus.notices]
    words = tuple(word for word in said if word)
    return answer.model_copy(update={"warnings": (*answer.warnings, *words)}) if words else answer


def _word(notice: Notice, query: Query, corpus: Corpus, today: datetime.date) -> str:
    state = standing(notice, today.isoformat(), corpus.superseded)
    if state is Standing.SUPERSEDED:
        later = corpus.notices[corpus.superseded[notice.id]]
        number = f"（{later.document_number}）" if later.document_number else ""
        return f"《{notice.title}》已被《{later.title}》{number}废止或取代，引用前请核对"
    if state is Standing.NOT_YET:
        return f"《{notice.title}》自{written_date(notice.validity.in_force_from)}起施行，目前尚未施行"
    if state is not Standing.EXPIRED:
        return ""
    if notice.validity.basis == "planned":
        asked = set(query.years) & set(range(notice.years[0], notice.years[-1] + 1))
        span = "—".join(dict.fromkeys(str(year) for year in (notice.years[0], notice.years[-1])))
        return "" if asked else f"《{notice.title}》是{span}年的文件，规划期已过，引用前请核对有无新文件"
    return f"《{notice.title}》的有效期到{written_date(notice.validity.in_force_until)}，已过有效期"
