"""是 where a question asks whether somebody is there by night, or on days off, and the notice says 24小时 or 全年无休."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import fold
from rag.reading.claim.another import spoken
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import parts_of
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

_BY_NIGHT = re.compile("半夜|深夜|夜里|夜间|晚上|凌晨|夜晚|大晚上|后半夜|随时")
_DAYS_OFF = re.compile("周末|星期[六日天]|礼拜[六日天]|周[六日]|节假日|放假|过年|双休日?")
_ATTENDED = re.compile(
    "有人|打得?通|接(?:听|电话|诊|待)?|开(?:门|放|着)?|能?(?:看|用|打|找|受理|服务)|值班|上班"
)
_ALL_DAY = re.compile("(?<!工作日)24小时(?!内|以内|后|之内|前|自助)|全天候|昼夜|全天(?:开放|受理|服务|值)")
_ALL_YEAR = re.compile(r"全年无休|365天|7[×xX*]24|节假日(?:不休|照常|正常|开放)|无节假日|不打烊")
_CLOSED = re.compile(r"除|不含|不包括|仅|工作日|\d+[时点:]\d*(?:至|到|-)")
_LOOKED_AT, _COVERED, _HELD = 5, 0.4, 0.5
# One may be reached by telephone, or in the net, where nobody opens the door.
_FROM_AFAR = re.compile("预约|平台|热线|电话|网上|线上|自助|小程序|查询")


# 服务热线全年无休，24小时受理: what is meant stands in the part before.
_WHEN = re.compile(f"{_BY_NIGHT.pattern}|{_DAYS_OFF.pattern}|{_ATTENDED.pattern}")
_GOES_ON = re.compile("24小时|全天|全年|昼夜|实行")


def on_hours(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    night, off = _BY_NIGHT.search(statement.first), _DAYS_OFF.search(statement.first)
    if not (night or off) or not _ATTENDED.search(statement.first) or statement.denies:
        return None
    for sentence in ranked[:_LOOKED_AT]:
        text = fold(sentence.text)
        if sentence.covered < _COVERED or _CLOSED.search(text):
            continue
        for part in parts_of(sentence.text, topic):
            kept = _ALL_YEAR.search(part.text) if off else _ALL_DAY.search(part.text)
            if kept and _is_of_it(statement, topic, text if _GOES_ON.match(part.text) else part.text):
                return Decided(True, sentence, part)
    return None


def asks_for_other_hours(asked: str, text: str) -> bool:
    """Whether a question asks for the night, or days off, and a text names neither."""
    return any(hours.search(asked) and not hours.search(text) for hours in (_BY_NIGHT, _DAYS_OFF))


def _is_of_it(statement: Statement, topic: Topic, text: str) -> bool:
    """Whether a part says all day of the very thing asked about: 预约平台24小时 says nothing of 门诊."""
    afar = _FROM_AFAR.search(text)
    if afar and not _FROM_AFAR.search(statement.first) and "打" not in statement.first:
        return False
    held = Held(text)
    things = [word for word in topic.weights if not _WHEN.search(spoken(word))]
    return bool(things) and all(topic.credit(word, held) >= _HELD for word in things)
