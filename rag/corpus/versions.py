"""Two versions of one notice, of which the newer has taken the older one's place: which of them a question means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.corpus.corpus import Corpus

_NOTICE = "(?:的|版|考核)?(?:办法|细则|规定|政策|标准|文件|通知|方案|规矩|版本?)"
_NEWER = re.compile(rf"新{_NOTICE}|新的(?=[和与跟比，]|[？?]|$)|现行|现在|眼下|目前|如今|最新|修订后|改后")
_OLDER = re.compile(
    rf"[老旧原]{_NOTICE}|[老旧]的(?=[和与跟比，]|[？?]|$)|原来|原先|以前|过去|试行|上一版|改前"
)
_BOTH = re.compile("新[老旧]|[老旧]新|(?:修订|修改|调整|改版|改)前后|前后两(?:版|份|个)|两个?版本?")
# Whatever names a version, to be left out of what is asked of each.
_NAMED = re.compile(
    rf"{_BOTH.pattern}|(?:新|老|旧|原)的?(?:办法|细则|规定|版本?|政策|标准|文件|通知|方案|规矩)"
    r"|(?:老|旧|新)的(?=[和与跟比，]|[？?]|$)|(?:以前|原来|原先|过去)[^，。？?]{0,12}(?:现在|如今|后来)"
)
_REPLACED = re.compile("废|顶掉|取代|替代|代替|失效")  # which notice took the place of which
# The older one may still be what is asked about, but what holds now is the better guess.
_NOT_MEANT = 0.85


def of_both_versions(text: str) -> bool:
    """Whether a question is about the older and the newer one: 新老规定, 旧办法和新细则."""
    return bool(_BOTH.search(text)) or bool(_NEWER.search(text) and _OLDER.search(text))


def without_versions(text: str) -> str:
    """The question without the words that name its versions."""
    return _NAMED.sub(" ", text)


def by_version(text: str, weights: Mapping[str, float], corpus: Corpus) -> dict[str, float]:
    """Notices by weight, where the one of two versions that a question does not mean is out, or, where it says nothing of
    versions, the older one counts less. A question about both leaves them as they are."""
    pairs = [(old, new) for old, new in corpus.superseded.items() if old in weights and new in weights]
    if not pairs or of_both_versions(text) or _REPLACED.search(text):
        return dict(weights)
    kept = dict(weights)
    newer, older = _NEWER.search(text), _OLDER.search(text)
    for old, new in pairs:
        if newer:
            kept.pop(old, None)
        elif older:
            kept.pop(new, None)
        elif old in kept:
            kept[old] *= _NOT_MEANT
    return kept
