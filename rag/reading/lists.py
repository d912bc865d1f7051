"""Questions for a list: the items under a heading, or an enumeration inside a sentence; none invented, none left out."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.models import Clause, Notice
from ingest.text import fold
from rag.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Held, Sentence, Topic
from rag.terms import terms

_MOST_ITEMS = 40


def read_list(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The headings under the clause that the question names; ``None`` where no clause with items matches."""
    best: tuple[float, Notice, int] | None = None
    for notice in dict.fromkeys(sentence.notice for sentence in ranked[:20]):
        for index, clause in enumerate(notice.clauses):
            children = _children(notice, index)
            if len(children) < 2 or not all(child.heading for child in children):
                continue
            score = _match(query, topic, notice, clause, children)
            if best is None or score > best[0]:
                best = (score, notice, index)
    if best is None or best[0] < 0.6:
        return None
    score, notice, index = best
    clause = notice.clauses[index]
    lines = [Line(f"{clause.heading or notice.title}，共 {len(_children(notice, index))} 项：")]
    for child in _children(notice, index)[:_MOST_ITEMS]:
        end = notice.text.index(child.heading, child.start) + len(child.heading)
        lines.append(Line(f"- {child.label}{child.heading}", (Quote(notice.id, child.start, end),)))
    return Draft(tuple(lines), score)


def _children(notice: Notice, index: int) -> list[Clause]:
    return [clause for clause in notice.clauses if clause.parent == index]


def _match(query: Query, topic: Topic, notice: Notice, clause: Clause, children: Sequence[Clause]) -> float:
    """How well a clause with items answers: its title and heading, what its items' headings have in common (能力提升行动),
    and whether the question names the heading itself."""
    common = set.intersection(*(set(terms(child.heading)) for child in children))
    held = Held(fold(f"{notice.title} {clause.heading}"), frozenset(terms(f"{notice.title} {clause.heading}")) | common)
    own = sum(weight * held.credit(parts) for parts, weight in topic.weights.items())
    in_items = sum(weight for parts, weight in topic.weights.items() if common.issuperset(parts))
    heading = set(terms(clause.heading))
    named = len(heading & set(terms(query.text))) / len(heading) if len(heading) >= 2 else 0.0
    return own + 0.3 * in_items + 0.5 * (named if named > 0.8 else 0.0)
