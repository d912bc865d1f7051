"""是 where a question asks whether somebody is there by night, or on days off, and the notice says 24小时 or 全年无休."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import fold
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import parts_of
from rag.reading.claim.statement import Statement
from rag.reading.sentences import Sentence, Topic

_BY_NIGHT = re.compile("半夜|深夜|夜里|夜间|晚上|凌晨|夜晚|大晚上|后半夜|随时")
_DAYS_OFF = re.compile("周末|星期[六日天]|礼拜[六日天]|周[六日]|节假日|放假|过年|双休日?")
_ATTENDED = re.compile(
    "有人|打得?通|接(?:听|电话|诊|待)?|开(?:门|放|着)?|能?(?:看|用|打|找|受理|服务)|值班|上班"
)
_ALL_DAY = re.compile("24小时|全天候|昼夜|全天(?:开放|受理|服务|值)")
_ALL_YEAR = re.compile(r"全年无休|365天|7[×xX*]24|节假日(?:不休|照常|正常|开放)|无节假日|不打烊")
_CLOSED = re.compile("除|不含|不包括|仅|工作日24小时")
_LOOKED_AT, _COVERED = 5, 0.4


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
            if kept:
                return Decided(True, sentence, part)
    return None
