"""A question understood: which places, years and notices it names, what it asks for, and what is left as its topic.

It is made in :mod:`rag.question.parse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.corpus.corpus import Corpus
from rag.language.spoken import written_for
from rag.language.terms import terms, words_of
from rag.question.wording import YEAR, Asks

_HOTLINE = 5  # digits
_LEFT_OVER = re.compile(r"^[\s，,、：:的]+|(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    ``text`` is what the person wrote (traditional characters simplified). ``topic`` is what is left when places,
    years, numbers and the words of asking are taken out. ``places`` are names of divisions or notices' own regions,
    ``unknown_places`` look like places but stand nowhere in the corpus. ``years`` limit the notices; ``deadline`` is
    the date a question asks about (到2025年底, 6月底). ``titles`` are notices named by their title or by
    something that only they hold. ``across``: the whole corpus or several places are asked for.
    ``inherited`` names what was carried over from earlier turns.
    """

    text: str
    topic: str
    asks: Asks
    focus: str = ""  # the part of the topic that narrows an earlier question (重点人群的呢？)
    ask_text: str = (
        ""  # the words of asking: the question's own, or the earlier one's where they were left out
    )
    places: tuple[str, ...] = ()
    unknown_places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    deadline: str = ""
    document_numbers: tuple[str, ...] = ()
    unscoped: str = (
        ""  # the question without the places, years, titles and landmarks by which notices are told
    )
    part: int = 0  # 第二篇 of a compilation, 0 where none is named
    issued_on: str = ""  # the date of the notice asked for, ISO 8601
    titles: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()  # those of them named by something that only they hold
    span: bool = False  # the years are the ends of one span (2025—2026年), not two years to compare
    across: bool = False
    but: tuple[str, ...] = ()  # places left out of a question over all notices (除了…还有哪些地方)
    mended: str = ""  # a mistyped place and what it was taken for: 上绕→上饶
    inherited: tuple[str, ...] = ()

    @property
    def search_text(self) -> str:
        """What is searched for: the question as asked, or, where it leans on earlier turns, what it comes to."""
        if not self.inherited:
            return self.text
        years = (f"{year}年" for year in self.years)
        return (
            " ".join(part for part in (*self.places, *years, self.topic, self.deadline) if part) or self.text
        )

    def of_passage(self, *, year_told: bool = False) -> str:
        """What a passage of the notices in scope is asked: the question without what only tells the notice, and what notices
        call a turn of phrase in it; where it leans on earlier turns for its topic, what it comes to. ``year_told``: the notices
        are of the one year asked about."""
        elsewhere = [word for word in self.topic.split() if word not in self.unscoped]
        if elsewhere and self.inherited:
            return " ".join(part for part in (self.topic, self.deadline, self.unscoped) if part)
        told = year_told and not self.deadline
        return " ".join((tidied(YEAR.sub(" ", self.unscoped)) if told else self.unscoped, *elsewhere))

    @property
    def meaning(self) -> str:
        """What is embedded: the topic alone, since a place or year pulls every passage of its notice near."""
        return f"{self.topic} {self.deadline}".strip() or self.text

    @property
    def search_terms(self) -> tuple[str, ...]:
        """The terms searched for: the question's own, and those of what notices write for its spoken words."""
        written = (
            term for word in words_of(self.topic) for other in written_for(word) for term in terms(other)
        )
        return tuple(dict.fromkeys((*terms(self.search_text), *terms(self.topic), *written)))

    def says_something(self, corpus: Corpus) -> bool:
        """Whether it names a place, time or notice, or uses a Chinese word that some notice uses."""
        if (
            self.places
            or self.years
            or self.titles
            or self.document_numbers
            or self.issued_on
            or self.deadline
        ):
            return True
        if self.part or self.asks in (Asks.METADATA, Asks.DUTIES):
            return True
        return any(_says_something(term) and corpus.stands(term) for term in self.topic_terms)

    @property
    def topic_terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(terms(self.topic)))


def _says_something(term: str) -> bool:
    """Whether a term can name a matter by itself: a Chinese word, or a number as long as a hotline's."""
    return len(term) > 1 and (not term.isascii() or (term.isdigit() and len(term) >= _HOTLINE))


def tidied(text: str) -> str:
    """What is left of a question, without the gaps that were cut into it."""
    return _LEFT_OVER.sub("", text).strip()
