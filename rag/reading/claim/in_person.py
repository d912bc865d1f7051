"""是 or 否 where it is asked whether one has to come oneself, or may send another, and the notice says 须本人到场, 可委托他人."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import fold
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.statement import Statement
from rag.reading.sentences import Sentence, Topic

_ANOTHER = "(?:别人|他人|家里人|家人|家属|亲属|亲戚|亲友|子女|儿女|孩子|老伴|旁人|代|替)"
# Asked: 能让家里人代办吗, 必须本人到场吗, 要跑到窗口办吗.
_ASKS_ANOTHER = re.compile(
    f"(?:能不能|可不可以|能|可以|允许|让|叫|找|托|委托|请)[^,]{{0,8}}{_ANOTHER}|{_ANOTHER}[^,]{{0,4}}(?:能不能|可不可以|能|可以|行)"
)
_ASKS_ONESELF = re.compile(
    "(?:必须|一定|非|要|得|需要|须|只能|都)[^,]{0,4}(?:本人|亲自|自己(?:去|来|到|跑)|当面|到场|到现场|跑到?(?:现场|窗口|大厅))"
    "|(?:本人|亲自)(?:去|来|到场|办)"
)
_ASKS_BOTH = re.compile("(?:都|一起|两个?人|双方)(?:得|要|必须|需要|须)[^,]{0,4}(?:到场|去|来|在场|签字)")
_NO_OTHER = re.compile(
    f"不得[^,;。]{{0,4}}{_ANOTHER}|(?:须|必须|应当?|需|限|由)(?:由)?(?:[^,;。不]{{0,3}})本人|亲自"
)
_OTHER = re.compile(
    f"(?:可以?|允许)[^,;。]{{0,8}}(?:委托|{_ANOTHER})|{_ANOTHER}[^,;。]{{0,3}}(?:可以?|均可|也可)"
)
_FROM_AFAR = re.compile("可以?[^,;。]{0,8}(?:在线|网上|线上|手机|邮寄|上门|电话)(?:[^,;。]{0,4}办|$)")
_EITHER = re.compile("任意?一(?:方|人)|(?:一方|一人)即可|其中一[方人]")
_LOOKED_AT, _COVERED, _ASTRAY = 6, 0.4, 0.2


def on_in_person(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """By the part that says most of what is asked; ``None`` where nothing is said of who comes."""
    asked = statement.first
    if statement.denies or not (
        _ASKS_ANOTHER.search(asked) or _ASKS_ONESELF.search(asked) or _ASKS_BOTH.search(asked)
    ):
        return None
    found = [
        (part.own, part.near, verdict, sentence, part)
        for sentence in ranked[:_LOOKED_AT]
        if sentence.covered >= _COVERED and sentence.missing <= _ASTRAY
        for part in parts_of(sentence.text, topic)
        if (verdict := _verdict(asked, part)) is not None
    ]
    if not found:
        return None
    own, near, verdict, sentence, part = max(found, key=lambda each: each[:2])
    if any(each[:2] == (own, near) and each[2] != verdict for each in found):
        return None
    return Decided(verdict, sentence, part)


def _verdict(asked: str, part: Part) -> bool | None:
    text = fold(part.text)
    if _ASKS_BOTH.search(asked):
        return False if _EITHER.search(text) else None
    oneself, another = bool(_NO_OTHER.search(text)), bool(_OTHER.search(text))
    if oneself and another:
        return None
    if _ASKS_ANOTHER.search(asked):
        return another if oneself or another else None
    if oneself:
        return True
    return False if another or _FROM_AFAR.search(text) else None
