"""Words that the dictionary does not list: jieba guesses them, and takes words of grammar beside a name for a part of it.

要建多少家 holds 要建 and 各定了 holds 各定, which name nothing; of 搞爱卫 only the end is a name.
"""

from __future__ import annotations

from rag.language.segmenter import is_listed

# Adverbs, pronouns and measure words that a guess begins with, and what it ends with.
_BEFORE = "要也各都就只还才能想会可再没不得把被将从给让叫里上成数个口份位张比咋前该又"
_DOING = ("搞", "抓", "办", "打", "当")  # part of a name where one character follows (办托)
_AFTER = "要也各都就只还才能想会可再没不得了着过里上下到好够完掉起住出来去个们有成定口设看摆建"
_SHORTEST = 2


def without_grammar(word: str) -> str:
    """The word without what is grammar at either end (个托位: 托位); empty where no name is left (要建). A word that the
    dictionary lists stays as it is, and so does one whose end is taken for grammar but whose rest is more than a
    character and no word."""
    if len(word) < _SHORTEST or is_listed(word):
        return word
    rest = word.lstrip(_BEFORE)
    if rest.startswith(_DOING) and len(rest) > _SHORTEST:
        rest = rest[1:]
    kept = rest.rstrip(_AFTER)
    if len(kept) < _SHORTEST:
        return ""
    return kept if is_listed(kept) else rest
