"""Examples that teach the difference between a clause that answers and one that only looks alike.

Of a question that is answered: the passage that does, its neighbours, what retrieval finds near it, and the same passage
asked for another level, year, place or name or with its figure masked. Of one that is not: the clause that attracts, above all.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import bm25s

from ingest.models import Notice, Passage
from rag.language.terms import terms
from rag.reader.training.laid import Laid, cuts
from rag.reader.training.mixture import Example
from rag.reader.training.opposed import Opposites
from rag.reader.training.retyped import Retyping

_WITH_CONTEXT = 0.9
_NEAREST = 10
_SAYS_THE_SAME = 12  # characters: a short answer that another passage also holds may answer there too
_SHORT = ("figure", "date", "unit", "name")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_MASKS = ("××", "XX", "**", "＊＊", "xx")


@dataclass(frozen=True, slots=True)
class Rates:
    """How many examples of each sort a question gives, on average; ``near`` counts for questions without an answer,
    ``within`` are passages of its own notice that do not answer, those that share most words with it likelier."""

    answered: float = 3.0
    near: float = 3.5
    beside: float = 0.6
    within: float = 0.0
    found: float = 0.6
    opposed: float = 0.8
    masked: float = 0.15


def contrasts(laid: Sequence[Laid], rates: Rates, retyping: Retyping, seed: int) -> list[Example]:
    """The examples of these questions, in their order."""
    rng = random.Random(seed)
    finder = _Finder([one.notice for one in laid])
    opposites = Opposites(one.text for one in laid)
    examples = []
    for one in laid:
        for passage, span in _passages(one, rates, finder, rng):
            examples.append(_example(retyping.of(one.text, rng), passage, span, rng))
        if one.answer:
            examples += _altered(one, one.answer, rates, opposites, rng)
    return examples


_Placed = tuple[Passage, tuple[int, int] | None]


def _passages(one: Laid, rates: Rates, finder: _Finder, rng: random.Random) -> list[_Placed]:
    """Passages to ask ``one`` of, each with its answer's place in it."""
    stretch = one.answer or one.near or (0, 0)
    around = [passage for cut in cuts(one.notice) for passage in cut if _holds(passage, stretch)]
    times = _times(rates.answered if one.answer else rates.near, rng)
    chosen = [rng.choice(around) for _ in range(times)] if around else []
    placed: list[_Placed] = [(p, _inside(p, stretch) if one.answer else None) for p in chosen]
    if one.asks in _SHORT:
        beside = _beside(one, stretch)
        placed += [(p, None) for p in rng.sample(beside, min(_times(rates.beside, rng), len(beside)))]
    within = finder.within(one) if rates.within else []
    placed += [(p, None) for p in _likelier_first(within, _times(rates.within, rng), rng)]
    found = finder.of(one) if rates.found else []
    placed += [(p, None) for p in rng.sample(found, min(_times(rates.found, rng), len(found)))]
    return placed


def _altered(
    one: Laid, answer: tuple[int, int], rates: Rates, opposites: Opposites, rng: random.Random
) -> list[Example]:
    """The passage that answers, asked for what it does not say, or with its figure masked."""
    holding = [passage for passage in rng.choice(cuts(one.notice)) if _holds(passage, answer)]
    if not holding:
        return []
    passage, examples = holding[0], []
    other = opposites.of(one.text, passage.context + passage.text, rng)
    if other and rng.random() < rates.opposed:
        examples.append(_example(other, passage, None, rng))
    start, end = _inside(passage, answer)
    figure = _FIGURE.search(passage.text, start, end)
    if one.asks == "figure" and figure and rng.random() < rates.masked:
        text = passage.text[: figure.start()] + rng.choice(_MASKS) + passage.text[figure.end() :]
        examples.append(Example(one.text, passage.context, text, ()))
    return examples


class _Finder:
    """For a question, passages that share its words and do not answer it: of its own notice and of others."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        unique = {notice.id: notice for notice in notices}
        self._passages = [passage for notice in unique.values() for passage in cuts(notice)[0]]
        self._index = bm25s.BM25(k1=1.2, b=0.75)
        self._index.index([terms(p.embedded_text) or ["-"] for p in self._passages], show_progress=False)

    def of(self, one: Laid) -> list[Passage]:
        return [passage for passage in self._ranked(one)[:_NEAREST] if not _answers(passage, one)]

    def within(self, one: Laid) -> list[Passage]:
        """Those of its own notice alone, all of them; in the order of the text where none shares a word."""
        ranked = self._ranked(one) or self._passages
        own = [passage for passage in ranked if passage.document_id == one.notice.id]
        return [passage for passage in own if not _answers(passage, one)]

    def _ranked(self, one: Laid) -> list[Passage]:
        known = [term for term in terms(one.text) if term in self._index.vocab_dict]
        if not known:
            return []
        order = self._index.get_scores(known).argsort(kind="stable")[::-1]
        return [self._passages[int(row)] for row in order]


def _answers(passage: Passage, one: Laid) -> bool:
    if one.answer is None:
        return False
    said = one.notice.text[slice(*one.answer)]
    own = passage.document_id == one.notice.id
    overlaps = own and one.answer[0] < passage.end and passage.start < one.answer[1]
    return overlaps or (len(said) <= _SAYS_THE_SAME and said in passage.text)


def _beside(one: Laid, stretch: tuple[int, int]) -> list[Passage]:
    """The passages before and after the one that holds ``stretch``, in each cut, that do not answer."""
    beside = []
    for cut in cuts(one.notice):
        for place, passage in enumerate(cut):
            if _holds(passage, stretch):
                neighbours = [*cut[max(0, place - 1) : place], *cut[place + 1 : place + 2]]
                beside += [other for other in neighbours if not _answers(other, one)]
    return beside


def _likelier_first(ranked: Sequence[Passage], count: int, rng: random.Random) -> list[Passage]:
    """``count`` of ``ranked``, its head likelier than its tail."""
    places = {min(int(rng.expovariate(1 / _NEAREST)), len(ranked) - 1) for _ in range(count) if ranked}
    return [ranked[place] for place in sorted(places)]


def _holds(passage: Passage, stretch: tuple[int, int]) -> bool:
    return passage.start <= stretch[0] and stretch[1] <= passage.end


def _inside(passage: Passage, stretch: tuple[int, int]) -> tuple[int, int]:
    return stretch[0] - passage.start, stretch[1] - passage.start


def _example(question: str, passage: Passage, span: tuple[int, int] | None, rng: random.Random) -> Example:
    context = passage.context if rng.random() < _WITH_CONTEXT else ""
    return Example(question, context, passage.text, (span,) if span else ())


def _times(rate: float, rng: random.Random) -> int:
    return int(rate) + (rng.random() < rate % 1)
