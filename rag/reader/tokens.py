"""Question and passage as the model reads them: token ids, and where in the passage each token stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ingest.embedding.e5.packed import Vocabulary
from ingest.embedding.e5.tokenizer import UnigramTokenizer

MOST_TOKENS = 510  # the encoder has positions for 512
_MOST_QUESTION = 96
_MOST_CONTEXT = 48
_SPACE = " "
_REMEMBERED = 256  # passages lately cut


@dataclass(frozen=True, slots=True)
class Pieces:
    """Tokens of a text: ``ids``, and the characters ``[starts[i], ends[i])`` that token ``i`` was made from."""

    ids: list[int]
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """What the model reads: ``<s> question </s> context </s> passage </s>``.

    ``first`` is the index of the passage's first token in ``ids``; ``passage`` holds its tokens with offsets into the
    passage. A passage longer than the model's reach is cut at its end.
    """

    ids: list[int]
    first: int
    passage: Pieces


class PairTokenizer:
    """Cuts questions and passages as the encoder was taught to. Safe between threads."""

    def __init__(self, vocabulary: Vocabulary, tokenizer: UnigramTokenizer | None = None) -> None:
        """``tokenizer``, if one is at hand, is that of the same vocabulary."""
        self._tokenizer = tokenizer or UnigramTokenizer(vocabulary)
        self._begin, self._end, self._unknown = vocabulary.begin, vocabulary.end, vocabulary.unknown
        self._pieces = vocabulary.pieces
        self._characters = vocabulary.characters
        self._known = lru_cache(_REMEMBERED)(self.pieces)

    def pieces(self, text: str) -> Pieces:
        """The tokens of ``text`` with their offsets."""
        text = _encodable(text)
        origins = self._origins(text)
        ids = self._tokenizer.encode(text)
        starts, ends = [], []
        at = 0
        for token in ids:
            stop = at + (1 if token == self._unknown else len(self._pieces[token]))
            # The leading space that the vocabulary wants comes from no character.
            inside = [origin for origin in origins[at:stop] if origin >= 0]
            starts.append(inside[0] if inside else 0)
            ends.append(inside[-1] + 1 if inside else 0)
            at = stop
        return Pieces(ids, starts, ends)

    def pair(self, question: str, passage: str, context: str = "") -> Pair:
        """``question`` and ``passage`` in one sequence; ``context`` is what stands above the passage (title, headings)."""
        asked = self._tokenizer.encode(_encodable(question))[:_MOST_QUESTION]
        # The end of a trail of headings is nearest to the passage.
        above = self._tokenizer.encode(_encodable(context))[-_MOST_CONTEXT:] if context else []
        before = [self._begin, *asked, self._end, *above, self._end]
        pieces = self._known(passage)
        room = MOST_TOKENS - len(before) - 1
        kept = Pieces(pieces.ids[:room], pieces.starts[:room], pieces.ends[:room])
        return Pair([*before, *kept.ids, self._end], len(before), kept)

    def _origins(self, text: str) -> list[int]:
        """For every character that the tokenizer sees, the index of the one it came from; -1 for its leading space."""
        origins: list[int] = []
        previous = ""
        for index, character in enumerate(text.partition("\0")[0]):
            for normal in self._characters.get(ord(character), character):
                if normal == previous == _SPACE:
                    continue
                if not origins and normal != _SPACE:
                    origins.append(-1)
                origins.append(index)
                previous = normal
        return origins or [-1]


def _encodable(text: str) -> str:
    """``text`` with half characters, which a damaged file or request may hold, as question marks; no longer, no shorter."""
    return text.encode("utf-8", "replace").decode("utf-8")
