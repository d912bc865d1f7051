"""The sentences of the best passages, each scored by how much of the question it accounts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.models import Notice, Passage
from ingest.text import sentences
from rag.index import Index
from rag.retriever import Candidates
from rag.terms import terms

# A topic word counts whole where it stands in the sentence, less in the headings above it, least elsewhere in the
# passage or in the title.
_IN_HEADING = 0.6
_IN_PASSAGE = 0.4
_IN_TITLE = 0.3
# What a word that stands nowhere in the corpus weighs, as a share of the rarest word's weight: most are spoken
# wording (搞, 铺到), some are the very thing the notices do not hold.
_UNHEARD = 0.45


@dataclass(frozen=True, slots=True)
class Topic:
    """The question's words with their weights, which sum to 1."""

    weights: dict[str, float]

    @classmethod
    def of(cls, words: Sequence[str], index: Index) -> Topic:
        rarest = index.weight("\0")
        raw = {
            word: index.weight(word) if index.document_frequency.get(word) else _UNHEARD * rarest
            for word in dict.fromkeys(words)
        }
        total = sum(raw.values())
        return cls({word: weight / total for word, weight in raw.items()} if total else {})

    def share(self, text: str) -> float:
        """The share of the topic that stands in ``text``, 0 to 1."""
        present = set(terms(text))
        return sum(weight for word, weight in self.weights.items() if word in present)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``[start, end)`` of its notice. ``covered``: the share of the topic it and its surroundings
    account for; ``own``: the share that stands in its own words; ``score`` adds the passage's retrieval score."""

    notice: Notice
    passage: Passage
    start: int
    end: int
    own: float
    covered: float
    score: float

    @property
    def text(self) -> str:
        return self.notice.text[self.start : self.end].strip()


def score_sentences(topic: Topic, candidates: Candidates, limit: int) -> list[Sentence]:
    """The sentences of the ``limit`` best passages, best first; ties by place."""
    found: list[Sentence] = []
    best = float(candidates.fused[candidates.order[0]]) if candidates.order.size else 0.0
    for row in candidates.order[:limit]:
        passage = candidates.index.passages[int(row)]
        retrieval = float(candidates.fused[row]) / best if best > 0 else 0.0
        found += _of_passage(topic, candidates.index.corpus.notices[passage.document_id], passage, retrieval)
    return sorted(found, key=lambda s: (-s.score, s.passage.id, s.start))


def _of_passage(topic: Topic, notice: Notice, passage: Passage, retrieval: float) -> list[Sentence]:
    surroundings = {
        _IN_TITLE: set(terms(f"{notice.title} {notice.subject} {notice.region.name}")),
        _IN_PASSAGE: set(terms(passage.text)),
        _IN_HEADING: {word for clause in notice.trail(passage.clause_index) for word in terms(clause.heading)},
    }
    found: list[Sentence] = []
    for start, end in sentences(passage.text):
        words = set(terms(passage.text[start:end]))
        own = covered = 0.0
        for word, weight in topic.weights.items():
            if word in words:
                own += weight
                covered += weight
            else:
                covered += weight * max((share for share, there in surroundings.items() if word in there), default=0)
        score = covered + 0.3 * own + 0.25 * retrieval
        found.append(Sentence(notice, passage, passage.start + start, passage.start + end, own, covered, score))
    return found
