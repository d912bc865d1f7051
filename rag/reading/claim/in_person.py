"""是 or 否 where it is asked whether one has to come oneself, or may send another, and the notice says 须本人到场, 可委托他人."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import fold
from rag.language.segmenter import kind_of
from rag.reading.claim.another import spoken
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

_ANOTHER = "(?:别人|他人|家里人|家人|家属|亲属|亲戚|亲友|子女|儿女|孩子|老伴|旁人|监护人|代理人|直系)"
# That somebody acts for another: 家属 alone may be asked about for themselves.
_ACTS_FOR = "代[办领签取交缴]|代为|[替帮](?:我|他|她|人|忙|着|老|爸|妈|家)|委托|托人"
# Asked: 能让家里人代办吗, 必须本人到场吗, 要跑到窗口办吗.
_ASKS_ANOTHER = re.compile(
    f"(?:能|可以|允许|让|行)[^,]{{0,12}}(?:{_ACTS_FOR})|(?:{_ACTS_FOR})[^,]{{0,8}}(?:能|可以|行)"
)
_ASKS_ONESELF = re.compile(
    "(?:必须|一定|非|要|得|需要|须|只能|都)[^,]{0,4}(?:本人|亲自|自己(?:去|来|到|跑)|当面|到场|到现场|跑到?(?:现场|窗口|大厅))"
    "|(?:本人|亲自)(?:去|来|到场|办)"
)
_ASKS_BOTH = re.compile("(?:都|一起|两个?人|双方)(?:得|要|必须|需要|须)[^,]{0,4}(?:到场|去|来|在场|签字)")
# 本人签字 binds oneself, 本人身份证 only says whose it is.
_NO_OTHER = re.compile(
    f"不得[^,;。]{{0,4}}(?:{_ANOTHER}|代[办领签替])|(?:须|必须|应当?|需|限)由?本人(?:亲自|当面|持|携|凭|到|前往|签|现场|办理|领取|申领)|亲自"
)
_OR_ANOTHER = re.compile(f"本人[^,;。]{{0,2}}(?:或者?|和|及|、)[^,;。]{{0,4}}{_ANOTHER}|也可[^,;。]{{0,3}}由")
_OTHER = re.compile(
    f"(?<!不)(?:可以?|允许)[^,;。]{{0,8}}(?:委托|代[办领签取为]|{_ANOTHER})|{_ANOTHER}[^,;。]{{0,3}}(?:可以?|均可|也可)"
)
_FROM_AFAR = re.compile("可以?[^,;。]{0,8}(?:在线|网上|线上|手机|邮寄|上门|电话)(?:[^,;。]{0,4}办|$)")
_EITHER = re.compile("任意?一(?:方|人)|(?:一方|一人)即可|其中一[方人]")
_WHO = re.compile(f"本人|自己|亲自|{_ANOTHER}|窗口|现场|大厅")
_LOOKED_AT, _COVERED, _ASTRAY, _HELD = 6, 0.4, 0.2, 0.5


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
        if _names_what_is_asked(topic, sentence)
        for part in parts_of(sentence.text, topic)
        if (verdict := _verdict(asked, part)) is not None
    ]
    if not found:
        return None
    own, near, verdict, sentence, part = max(found, key=lambda each: each[:2])
    if any(each[:2] == (own, near) and each[2] != verdict for each in found):
        return None
    return Decided(verdict, sentence, part)


def asks_oneself(asked: str) -> bool:
    """Whether it is asked if one has to come oneself."""
    return bool(_ASKS_ONESELF.search(asked))


def _names_what_is_asked(topic: Topic, sentence: Sentence) -> bool:
    """Whether every thing of the question but who comes stands in the sentence: 辅具由本人领取 says nothing of 残疾证."""
    held = Held(sentence.text)
    things = [word for word in topic.names if not _WHO.search(spoken(word))]
    return all(topic.credit(word, held) > _HELD for word in things if kind_of(spoken(word)).startswith("n"))


def _verdict(asked: str, part: Part) -> bool | None:
    text = fold(part.text)
    if _ASKS_BOTH.search(asked):
        return False if _EITHER.search(text) else None
    oneself, another = bool(_NO_OTHER.search(text)), bool(_OTHER.search(text) or _OR_ANOTHER.search(text))
    if oneself and another:
        return None
    if _ASKS_ANOTHER.search(asked):
        return another if oneself or another else None
    if oneself:
        return True
    return False if another or _FROM_AFAR.search(text) else None
