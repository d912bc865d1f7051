"""Saying plainly that the notices do not say, and what they do hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from rag.compose import Citations
from rag.corpus.index import Index
from rag.question.query import Query
from rag.reading.sentences import Topic
from rag.retrieval.scope import Scope
from rag.types import Answer, Hit

_MOST_NAMED = 6
_MOST_TOLD = 30  # characters of what was asked
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_NEAR = 0.3  # with a smaller share of the question's words a clause has nothing to do with it


def nothing_loaded() -> Answer:
    return Answer(answer="还没有导入任何文件，无法回答。请先导入通知、要点或方案。", abstained=True)


def out_of_scope(query: Query, scope: Scope, index: Index) -> Answer:
    """No notice is of the place, year or number asked about (or passes the filters)."""
    if scope.missing == ("filters",):
        return Answer(answer="所选地区、年份、文件或现行范围内没有任何文件，请放宽筛选条件。", abstained=True)
    missing = "、".join(scope.missing)
    return Answer(answer=f"库中没有{missing}的文件，无法回答。{_holdings(index)}", abstained=True)


def not_stated(query: Query, scope: Scope, hits: Sequence[Hit], index: Index) -> Answer:
    """The notices in scope do not hold the answer: name the clauses that come nearest."""
    citations = Citations(index)
    near: dict[str, int] = {}
    topic = Topic.of(query.topic, index)
    for hit in hits[:3]:
        row = index.row(hit.passage_id)
        if row is not None and topic.share(index.passages[row].embedded_text) >= _NEAR:
            name = _clause_name(hit, index)
            if name not in near:
                near[name] = citations.mark(index.passages[row])
    where = _scope_name(query, scope, index)
    named = "；".join(f"{name}[{marker}]" for name, marker in near.items())
    nearest = f"内容最接近的条款（不一定相关）：{named}。" if near else ""
    return Answer(
        answer=f"{where}没有载明这一内容，无法回答。{nearest}", abstained=True, citations=citations.all
    )


def nothing_asked(query: Query) -> Answer:
    """The question holds no word that any notice uses; those that it does hold are named."""
    words = query.topic.strip()[:_MOST_TOLD]
    if _CHINESE.search(words):
        told = f"现有文件里没有“{words}”这样的说法，无法回答。请换成文件里可能的写法再问，或写明地区、年份和事项。"
        return Answer(answer=told, abstained=True)
    return Answer(answer="没有看懂这个问题。请用中文写出要查的内容，例如地区、年份和事项。", abstained=True)


def _scope_name(query: Query, scope: Scope, index: Index) -> str:
    whole = list(islice((key for key, weight in scope.weights.items() if weight == 1.0), 2))
    if len(whole) == 1:
        return f"《{index.corpus.notices[whole[0]].title}》"
    named = "、".join((*query.places, *(f"{year}年" for year in query.years)))
    return f"库中{named}的文件" if named else "库中的文件"


def _clause_name(hit: Hit, index: Index) -> str:
    notice = index.corpus.notices[hit.document_id]
    row = index.row(hit.passage_id)
    heading = notice.clauses[index.passages[row].clause_index].heading if row is not None else ""
    return f"《{notice.title}》{hit.clause} {heading}".strip()


def _holdings(index: Index) -> str:
    """What the corpus holds, by place and year."""
    held = index.corpus.places_with_years
    listed = "、".join(_place_with_years(*each) for each in held[:_MOST_NAMED])
    more = f"等 {len(held)} 类" if len(held) > _MOST_NAMED else ""
    return f"现有文件涉及：{listed}{more}。"


def _place_with_years(place: str, years: Sequence[int]) -> str:
    name = place or "地区不明"
    return f"{name}（{'—'.join(map(str, years))}年）" if years else name
