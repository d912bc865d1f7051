"""What a clause says of one group beside another: 职工一级、二级分别为93%、90%；居民分别为90%、80%.

Where one group's figure is known, the other's stands near it: behind its own name, in the same place of a like list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures import Figure, find_figures
from ingest.models import Notice
from rag.language.terms import words_of
from rag.reading.draft import Draft, Line, Quote
from rag.reading.figure.saying import BOUNDARY
from rag.reading.table.matter import Matter

_SENTENCE = re.compile("[；;。！？\n]")
_BETWEEN = re.compile(r"[、，,\s]|以及|和|及|与")
_PAUSE = re.compile("[，,；;。\n]")
_OF_MATTER = 0.5
_SHARED_WORDS = 2  # characters: a shorter word names no group by itself


def read_beside(told: Draft, own: str, other: str, notice: Notice) -> Draft | None:
    """The figure of the group ``own`` in the clause where ``told`` states that of the group ``other``; ``None`` where its
    name stands there with no figure of the kind."""
    quote = told.lines[0].quotes[0]
    clause = notice.clauses[notice.clause_at(quote.start)]
    text = notice.text[clause.start : clause.own_end]
    figures = find_figures(text)
    known = _stated(told.lines[0].text, figures, quote.start - clause.start, quote.end - clause.start)
    if known is None:
        return None
    place, length = _place_in_run(text, figures, known)
    for at in _named(text, own, other):
        end = found.start() if (found := _SENTENCE.search(text, at)) else len(text)
        others = [start for start in _named(text, other, own) if at < start < end]
        mine = [f for f in figures if at <= f.start < min([end, *others]) and f.unit == known.unit]
        run = _run(text, figures, mine[0]) if mine else []
        if not run or known in mine:
            continue
        figure = run[place] if len(run) == length else run[0]
        if len(run) != length and len(run) > 1:
            continue
        start = max((m.end() for m in BOUNDARY.finditer(text, 0, at)), default=0)
        stretch = Quote(notice.id, clause.start + start, clause.start + figure.end)
        words = notice.text[stretch.start : stretch.end].strip()
        said = text[figure.start : figure.end]
        return Draft((Line(said, (stretch,)), Line(f"原文：“{words}”", (stretch,))), told.confidence)
    return None


def read_side_by_side(groups: Sequence[str], matter: Matter, notices: Sequence[Notice]) -> list[Draft] | None:
    """A figure of one kind behind the name of each group, in the clause that speaks most of the matter; ``None`` where no
    clause names them all with one."""
    best: tuple[float, Notice, list[tuple[int, Figure]]] | None = None
    for notice in notices:
        for number, clause in enumerate(notice.clauses):
            text = notice.text[clause.start : clause.own_end]
            found = _each_with_figure(text, groups)
            above = " ".join(each.heading for each in notice.trail(number))
            share = matter.share(f"{above} {text}") if found else 0.0
            if share >= _OF_MATTER and (best is None or share > best[0]):
                best = (share, notice, [(clause.start + at, figure) for at, figure in found])
    if best is None:
        return None
    share, notice, found = best
    drafts: list[Draft] = []
    for at, figure in found:
        clause = notice.clauses[notice.clause_at(at)]
        quote = Quote(notice.id, at, clause.start + figure.end)
        words = notice.text[quote.start : quote.end]
        said = notice.text[clause.start + figure.start : quote.end]
        drafts.append(Draft((Line(said, (quote,)), Line(f"原文：“{words}”", (quote,))), share))
    return drafts


def _each_with_figure(text: str, groups: Sequence[str]) -> list[tuple[int, Figure]]:
    """Where each group is named with the figure behind it, up to the next pause; empty where one has none, or they are of
    several kinds."""
    figures = find_figures(text)
    found: list[tuple[int, Figure]] = []
    for group in groups:
        for match in re.finditer(re.escape(group), text):
            pause = _PAUSE.search(text, match.end())
            end = pause.start() if pause else len(text)
            behind = next((figure for figure in figures if match.end() <= figure.start < end), None)
            if behind:
                found.append((match.start(), behind))
                break
    alike = len({figure.unit for _, figure in found}) == 1
    return found if len(found) == len(groups) and alike else []


def _stated(said: str, figures: Sequence[Figure], start: int, end: int) -> Figure | None:
    """The figure that a line states, among those of what it quotes."""
    quoted = [figure for figure in figures if start <= figure.start < end and figure.value_text in said]
    return quoted[-1] if quoted else None


def _named(text: str, own: str, other: str) -> list[int]:
    """Where a group is named: by its words, else by one of them that the other group's name has not."""
    whole = [match.start() for match in re.finditer(re.escape(own), text)]
    if whole:
        return whole
    words = [word for word in words_of(own) if word not in other and len(word) >= _SHARED_WORDS]
    return sorted(match.start() for word in words for match in re.finditer(re.escape(word), text))


def _place_in_run(text: str, figures: Sequence[Figure], figure: Figure) -> tuple[int, int]:
    run = _run(text, figures, figure)
    return run.index(figure), len(run)


def _run(text: str, figures: Sequence[Figure], figure: Figure) -> list[Figure]:
    """The figures of one unit that stand with ``figure`` in a list, nothing but joints between them."""
    alike = [each for each in figures if each.unit == figure.unit]
    at = alike.index(figure)
    first = last = at
    while first and not _BETWEEN.sub("", text[alike[first - 1].end : alike[first].start]):
        first -= 1
    while last + 1 < len(alike) and not _BETWEEN.sub("", text[alike[last].end : alike[last + 1].start]):
        last += 1
    return alike[first : last + 1]
