"""The sentences of the best passages, each scored by how much of the question it accounts for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.models import Notice, Passage
from ingest.text import sentences
from rag.corpus.index import Index
from rag.language.segmenter import cut, kind_of
from rag.language.spoken import written_for
from rag.language.terms import terms, words_of
from rag.question.wording import EMPTY_WORDS
from rag.reading.held import Held, held_in, is_in_parts
from rag.retrieval.retriever import Candidates

# A word of the question counts whole where it stands in the sentence, less in the headings above it, least elsewhere
# in the passage or in the title.
_IN_HEADING = 0.6
_IN_PASSAGE = 0.4
_IN_TITLE = 0.3
# What a word that stands nowhere in the corpus weighs, as a share of the rarest word's weight: many are spoken
# wording for something the notices say otherwise, some are the very thing they do not hold.
_UNHEARD = 0.5
# Of those, what a word that does or relates weighs, not names: what the notices do not hold is told by its name.
_UNHEARD_KINDS = {"v": 0.25} | dict.fromkeys(("f", "r", "d", "t", "c", "p", "s"), 0.05)
# How much the lack of a word that notices do use tells that another thing is meant, where it is none of names.
_NAMED_BY = {"vn": 1.0, "v": 0.5} | dict.fromkeys("frdtcpsamqzbu", 0.0)
# A spoken phrase whose own characters weigh no more than this share of the rarest word weighs as what is written for it.
_WEIGHTLESS = 0.1
# A word that notices write for the one spoken.
_AS_WRITTEN = 0.9
# (责任单位：…): who does it, not what; also where it is cut at a semicolon (牵头科室：…；责任科室：…).
_ONLY_A_NOTE = re.compile(
    "[（(〔][^（）()〔〕]{0,80}[）)〕]|[（(〔]?(?:牵头|责任|配合|主管|负责|协助)(?:科室|股室|处室|单位|部门|机构)[：:].*",
    re.DOTALL,
)
_FOCUS = 2.0
_REMEMBERED = 512  # clauses lately cut into sentences
# What one ask of several gains in the notice and the clause where the whole question is at home.
_SAME_NOTICE = 0.1
_SAME_CLAUSE = 0.15


@dataclass(frozen=True, slots=True)
class Topic:
    """The question's words, each as its bigrams, with weights that sum to 1."""

    weights: dict[tuple[str, ...], float]
    heard: frozenset[tuple[str, ...]]  # the words that some notice uses
    names: Mapping[tuple[str, ...], float]  # of those, how much each names a thing, 0 to 1
    # what notices write for a spoken word, where some notice does
    written: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    stands: Callable[[str], bool]  # whether some notice says this, word for word

    @classmethod
    def of(cls, topic: str, index: Index, focus: str = "") -> Topic:
        """``focus`` is the part of the topic that counts double: what narrows an earlier question."""
        rarest = index.weight("\0")
        raw: dict[tuple[str, ...], float] = {}
        known: dict[tuple[str, ...], float] = {}
        written: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
        for word, meant in _known_words(topic, index):
            parts = tuple(terms(word))
            if meant:
                written[parts] = meant
            heard = [index.weight(part) for part in parts or () if index.document_frequency.get(part)]
            if meant and sum(heard) < _WEIGHTLESS * rarest * len(
                heard or parts
            ):  # 健康 of 吃得健康 says nothing
                heard = [index.weight(part) for part in meant[0]]
            if len(heard) >= len(parts) or word.isascii():  # GDP, HPV are not said in other words
                known[parts] = _named_by(word)
            double = _FOCUS if focus and word in focus else 1.0
            raw[parts] = double * sum(heard) / len(heard) if heard else _unheard(word) * rarest
        total = sum(raw.values())
        return cls(
            {parts: weight / total for parts, weight in raw.items()} if total else {},
            frozenset(known),
            {parts: named for parts, named in known.items() if named},
            written,
            index.corpus.stands,
        )

    def within(self, words: str) -> Topic:
        """The part of the topic that stands in ``words``, its weights made to sum to 1 again."""
        held = set(words_of(words))
        kept = {parts: w for parts, w in self.weights.items() if any(tuple(terms(h)) == parts for h in held)}
        total = sum(kept.values())
        weights = {parts: weight / total for parts, weight in kept.items()} if total else {}
        return Topic(weights, self.heard, self.names, self.written, self.stands)

    def share(self, text: str) -> float:
        """The share of the topic that stands in ``text``, 0 to 1."""
        held = held_in(text)
        return sum(weight * self.credit(parts, held) for parts, weight in self.weights.items())

    def credit(self, parts: tuple[str, ...], held: Held) -> float:
        """How much of a word a text holds, as it is spoken or as notices write it, 0 to 1."""
        said = held.credit(parts)
        others = self.written.get(parts)
        return max((said, *(_AS_WRITTEN * held.credit(other) for other in others))) if others else said

    def is_in_parts(self, parts: tuple[str, ...]) -> bool:
        """Whether no part of a text holds something of a word that the whole does not."""
        ways = (parts, *self.written.get(parts, ()))
        return all(is_in_parts(part) for way in ways for part in way)


def _named_by(word: str) -> float:
    """Whether a word names a thing (1), does something (less) or only says how, where or when (0), as the dictionary has it."""
    kind = kind_of(word)
    return _NAMED_BY.get(kind, _NAMED_BY.get(kind[:1], 1.0))


def _unheard(word: str) -> float:
    return _UNHEARD_KINDS.get(kind_of(word), _UNHEARD)


def _heard_of(words: Sequence[str], index: Index) -> tuple[tuple[str, ...], ...]:
    """Those of the words that stand in some notice, as their bigrams."""
    each = (tuple(terms(word)) for word in words)
    return tuple(parts for parts in each if parts and all(index.document_frequency.get(p) for p in parts))


def _known_words(topic: str, index: Index) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """The content words, in order, each with what notices write for it (:func:`_heard_of`); a spoken phrase in its parts where
    no notice writes it or what is written for it."""
    for word in _content_words(topic):
        written = written_for(word)
        meant = _heard_of(written, index)
        whole = not written or meant or index.corpus.stands(word)
        parts = () if whole else [part for part in cut(word) if len(part) > 1 and part not in EMPTY_WORDS]
        if parts:
            yield from ((part, _heard_of(written_for(part), index)) for part in parts)
        else:
            yield word, meant


def _content_words(topic: str) -> list[str]:
    """The topic cut into words (jieba); words of asking and lone characters dropped."""
    return [word for word in words_of(topic) if word not in EMPTY_WORDS]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``[start, end)`` of its notice. ``covered``: the share of the topic it and its surroundings
    account for; ``own``: the share that stands in its own words; ``missing``: the share of words that stand elsewhere in the
    corpus but nowhere near it; ``score`` adds the passage's retrieval score."""

    notice: Notice
    passage: Passage
    start: int
    end: int
    own: float
    covered: float
    missing: float
    score: float
    retrieval: float
    similarity: float

    @property
    def begins(self) -> int:
        """Where its words begin in the notice, the white space before them left out."""
        raw = self.notice.text[self.start : self.end]
        return self.start + len(raw) - len(raw.lstrip())

    @property
    def text(self) -> str:
        return self.notice.text[self.start : self.end].strip()


def score_sentences(topic: Topic, candidates: Candidates, limit: int) -> list[Sentence]:
    """The sentences of the ``limit`` best passages, best first; ties by place."""
    found: list[Sentence] = []
    counted = _Credits(topic)
    best = float(candidates.fused[candidates.order[0]]) if candidates.order.size else 0.0
    for row in candidates.order[:limit]:
        passage = candidates.index.passages[int(row)]
        retrieval = float(candidates.fused[row]) / best if best > 0 else 0.0
        notice = candidates.index.corpus.notices[passage.document_id]
        found += _of_passage(counted, notice, passage, retrieval, float(candidates.similarity[row]))
    return sorted(found, key=lambda s: (-s.score, s.passage.id, s.start))


def nearer(ranked: Sequence[Sentence], whole: Topic, home: tuple[str, int] | None) -> list[Sentence]:
    """The sentences put in order once more for one ask of several: those of the notice and the clause where the ``whole``
    question was answered (``home``), else of those that hold most of it, come nearer: its parts mostly stand together."""
    if not ranked:
        return []
    if home is None:
        found = {s.passage.id: s for s in ranked}
        best = max(found.values(), key=lambda s: (whole.share(s.passage.text) + s.retrieval, s.passage.id))
        home = best.passage.document_id, best.passage.clause_index
    notice, clause = home

    def gained(sentence: Sentence) -> float:
        if sentence.passage.document_id != notice:
            return 0.0
        return _SAME_NOTICE + (_SAME_CLAUSE if sentence.passage.clause_index == clause else 0.0)

    moved = [replace(sentence, score=sentence.score + gained(sentence)) for sentence in ranked]
    return sorted(moved, key=lambda s: (-s.score, s.passage.id, s.start))


class _Credits:
    """How much of each word of a topic texts hold. Of a text that comes up again, a title or a heading, it is told once."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self.words = [
            (weight, weight * topic.names.get(parts, 0.0)) for parts, weight in topic.weights.items()
        ]
        self._in_parts = [topic.is_in_parts(parts) for parts in topic.weights]
        self._known: dict[str, list[float]] = {}

    def of(self, text: str) -> list[float]:
        """For each word, 0 to 1."""
        known = self._known.get(text)
        if known is None:
            held = held_in(text)
            known = self._known[text] = [self.topic.credit(parts, held) for parts in self.topic.weights]
        return known

    def of_sentences(self, texts: Sequence[str], around: str) -> Iterator[list[float]]:
        """The same for each of the texts that stand in ``around``: most words stand in none, which is soon seen of all of
        them together."""
        each = zip(self.topic.weights, self.of(around.strip()), self._in_parts, strict=True)
        sought = [parts if credit or not in_parts else None for parts, credit, in_parts in each]
        if not any(sought):
            yield from ([0.0] * len(sought) for _ in texts)
            return
        for text in texts:
            held = held_in(text)
            yield [self.topic.credit(parts, held) if parts is not None else 0.0 for parts in sought]


def _of_passage(
    counted: _Credits, notice: Notice, passage: Passage, retrieval: float, similarity: float
) -> list[Sentence]:
    headings = " ".join(clause.heading for clause in notice.trail(passage.clause_index))
    surroundings = zip(
        counted.of(headings),
        counted.of(passage.text),
        counted.of(f"{notice.title} {notice.subject} {notice.region.name}"),
        strict=True,
    )
    around = [
        max(_IN_HEADING * heading, _IN_PASSAGE * inside, _IN_TITLE * title)
        for heading, inside, title in surroundings
    ]
    found: list[Sentence] = []
    spans = _sentences_in(notice, passage)
    texts = [notice.text[start:end] for start, end in spans]
    whole = notice.text[spans[0][0] : spans[-1][1]] if spans else ""
    for (start, end), held in zip(spans, counted.of_sentences(texts, whole), strict=True):
        own = covered = missing = 0.0
        for (weight, named), credit, near in zip(counted.words, held, around, strict=True):
            own += weight * credit
            covered += weight * max(credit, near)
            missing += 0.0 if max(credit, near) else named
        score = covered + 0.3 * own + 0.25 * retrieval
        found.append(
            Sentence(notice, passage, start, end, own, covered, missing, score, retrieval, similarity)
        )
    return found


def _sentences_in(notice: Notice, passage: Passage) -> list[tuple[int, int]]:
    """The sentences that begin in a passage, whole: a very long one runs on into the clause's next passage."""
    clause = notice.clauses[passage.clause_index]
    at = clause.start
    spans = ((at + start, at + end) for start, end in _spans(notice.text[at : clause.own_end]))
    return [
        (start, end)
        for start, end in spans
        if passage.start <= start < passage.end or start < passage.start < end
    ]


@lru_cache(maxsize=_REMEMBERED)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a clause that are more than a note."""
    return tuple(span for span in sentences(text) if not _ONLY_A_NOTE.fullmatch(text[slice(*span)].strip()))
