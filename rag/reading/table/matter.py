"""The matter of a question over all notices, character pair by character pair.

A question by itself has one best sentence. A table over all notices needs to tell, of each, whether it speaks of the very
thing: 中医阁 is no word of a dictionary, and 中医 alone is another thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ingest.text import fold
from rag.corpus.corpus import Corpus
from rag.corpus.index import Index
from rag.language.segmenter import cut, kind_of
from rag.language.spoken import written_for
from rag.language.terms import terms, words_of
from rag.reading.held import Held

# What is done with a thing, said in many ways (设置, 建设, 创建), names it less than the thing itself.
_DONE = re.compile(
    "(?:设置|设立|建设|创建|建成|开设|开展|配备|达标|推广|实施|引进|引育|招聘|招录|培养|申报|防治|防控|防范|整治|治理)(?:率|比例|占比|数量?)?$|(?:比例|占比)$"
)
_AS_DONE = 0.3
# Whom it is for, where all are meant, names it as little.
_ANYBODY = frozenset("居民 群众 百姓 老百姓 市民 孩子 病人 患者 大家 大夫".split())
_MARKS = re.compile("[“”\"「」‘’'（）()《》 ]")
_ENOUGH = 0.6
_ROUNDING = 0.001
# A pair that stands in no notice weighs this share of the rarest one's weight; one where two words meet, this of its own.
_UNHEARD = 0.5
_BETWEEN_WORDS = 0.3
_NO_NAMES = frozenset("vpfcdur")  # kinds of words, as the dictionary has them
_OF_MEASURE = "率"  # 签约率 is 签约服务覆盖率 as well
_LONGEST_HEAD = 3
EITHER = re.compile("或者|或是|还是")


@dataclass(frozen=True, slots=True)
class Matter:
    """The pairs of the topic, and of what notices write for its spoken words, each with its weight; 1 in sum."""

    names: tuple[str, ...]  # the topic as asked and in other words, folded
    ways: tuple[Mapping[str, float], ...]

    @classmethod
    def of(cls, topic: str, index: Index) -> Matter:
        names = tuple(_ways(topic, index.corpus.stands))
        return cls(names, tuple(_weights(name, index) for name in names))

    def share(self, text: str) -> float:
        """How much of it stands in a text, marks and brackets aside, 0 to 1."""
        held = Held(_MARKS.sub("", text))
        return max(
            (sum(weight for pair, weight in way.items() if held.holds(pair)) for way in self.ways),
            default=0.0,
        )

    def spoken_in(self, index: Index) -> frozenset[str]:
        """Ids of all notices of which some passage, or two that follow one another, hold enough of it, headings included; and
        of some others. Told by the index alone, so that of many thousand notices few are read."""
        found: set[str] = set()
        for way in self.ways:
            held = np.zeros(len(index.notice_row), dtype=np.float32)
            for pair, weight in way.items():
                held[index.document_frequency.rows_with(pair)] += np.float32(weight)
            together = held.copy()
            together[:-1] += np.where(index.notice_row[1:] == index.notice_row[:-1], held[1:], np.float32(0))
            rows = np.flatnonzero(together >= _ENOUGH - _ROUNDING)
            found.update(index.notice_ids[row] for row in np.unique(index.notice_row[rows]).tolist())
        return frozenset(found)

    def likely(self, corpus: Corpus) -> frozenset[str]:
        """Ids of all notices that hold enough of it somewhere, and of some others."""
        found: set[str] = set()
        for way in self.ways:
            held: defaultdict[str, float] = defaultdict(float)
            for pair, weight in way.items():
                for key in corpus.that_may_hold(pair):
                    held[key] += weight
            found.update(key for key, weight in held.items() if weight >= _ENOUGH)
        return frozenset(found)


def _ways(topic: str, stands: Callable[[str], bool]) -> list[str]:
    """The topic as asked, each of two things asked about at once, and each spoken word as notices write it."""
    topic = fold(topic)
    ways: list[str] = []
    for each in _each_of(topic, stands):
        meant = {word: written_for(word) for word in words_of(each) if written_for(word)}
        as_written = each
        for word, written in meant.items():
            as_written = as_written.replace(word, written[0])
        each_word = (each.replace(word, other) for word, written in meant.items() for other in written)
        ways += [each, as_written, *each_word]
    return list(dict.fromkeys(ways))


def _each_of(topic: str, stands: Callable[[str], bool]) -> list[str]:
    """The things asked about at once; of 约谈负责人或者院长 also 约谈院长, where that stands."""
    first, *others = EITHER.split(topic)
    heads = [first[:length] for length in range(1, min(len(first), _LONGEST_HEAD + 1))] if others else []
    joined = (next((h + other for h in heads if stands(h + other)), other) for other in others)
    return [first, *joined]


def _weights(topic: str, index: Index) -> dict[str, float]:
    rarest = index.weight("\0")
    found: dict[str, float] = {}
    for run in fold(_MARKS.sub(" ", topic)).split():
        done = _DONE.search(run)
        core = run[: done.start()] if done and done.start() > 1 else run
        words = cut(run)
        loose, light = _between_words(words), _light(words)
        for pair in terms(run):
            known = index.document_frequency.get(pair)
            if not known and pair in loose:
                continue
            weight = index.weight(pair) if known else _UNHEARD * rarest
            weight *= _BETWEEN_WORDS if pair in loose or pair.endswith(_OF_MEASURE) else 1.0
            plain = pair in core and pair not in light
            found[pair] = max(found.get(pair, 0.0), weight if plain else _AS_DONE * weight)
    total = sum(found.values())
    return {pair: weight / total for pair, weight in found.items()} if total else found


def _between_words(words: Sequence[str]) -> frozenset[str]:
    """The pairs that only come about where two words meet (院老 in 医院老年), one of a single character being no noun (让西 in
    让西医, but not 医阁 in 中医阁)."""
    met = {one[-1] + other[0] for one, other in pairwise(words) if _is_apart(one) and _is_apart(other)}
    return frozenset(met - {pair for word in words for pair in terms(word)})


def _is_apart(word: str) -> bool:
    return len(word) > 1 or kind_of(word)[:1] in _NO_NAMES


def _light(words: Sequence[str]) -> frozenset[str]:
    """The pairs of a verb that a run begins with (对付麻风病) and of those whom it is for, where more is said."""
    if len(words) < 2:
        return frozenset()
    begins = words[:1] if kind_of(words[0]) == "v" else []
    return frozenset(pair for word in (*begins, *(w for w in words if w in _ANYBODY)) for pair in terms(word))
