"""是 or 否 where a question puts forward how binding an aim is: 确保 and 必须 against 力争."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import fold
from rag.reading.claim.amounts import amounts_in
from rag.reading.claim.claimed_figure import is_condition, is_kept
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.statement import Statement
from rag.reading.sentences import Sentence, Topic

# As people put it forward: that it has to be reached, or only striven for.
_BINDING = re.compile(
    "确保|保证(?!金)|务必|必须|硬(?:指标|任务|要求|杠杠|性)|刚性|死(?:任务|指标|命令)|一定[要得](?=达|完成|做到|实现)"
    "|打包票|板上钉钉|铁定|雷打不动|非[^,，]{1,8}不可"
)
_STRIVING = re.compile(
    "力争|力求|争取(?![^,，]{0,6}(?:资金|项目|支持|政策))|努力(?:方向|目标|实现)|尽量|尽力"
)
# As notices say it.
_SAID = re.compile(
    "(?P<binding>确保|务必|必须|保证(?!金))|(?P<striving>力争|力求|争取(?=[达实完到在\\d])|努力(?:实现|达))"
)
_OF_THE_WORDING = re.compile(
    '用的(?:词|字)?是|写的(?:词|字)?是|用(?:了|的)[“"「\']|表述|措辞|用词|用语|字眼|字样|原话|[“"「](?:确保|力争|必须|务必|争取)[”"」]'
)
_SURE, _LOOKED_AT = 0.5, 5


def on_commitment(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """Whether the notice binds as the question says it does; ``None`` where the question says nothing of it, names both, or
    the notice says neither and is not asked for its very word."""
    claim = statement.asked
    binding, striving = _BINDING.search(claim), _STRIVING.search(claim)
    if bool(binding) == bool(striving):
        return None
    found = _of_the_aim(statement, topic, ranked)
    if found is None:
        return None
    sentence, part = found
    of_the_wording = bool(_OF_THE_WORDING.search(claim))
    said = [match.lastgroup for match in _SAID.finditer(fold(sentence.text)[: part.end])]
    if not said:
        return Decided(False, sentence, part) if of_the_wording else None
    same = said[-1] == ("binding" if binding else "striving")
    decides = not same or bool(statement.amounts) or of_the_wording
    return Decided(same, sentence, part) if decides else None


def _of_the_aim(
    statement: Statement, topic: Topic, ranked: Sequence[Sentence]
) -> tuple[Sentence, Part] | None:
    """The sentence that says most of the question, with the part that has every amount put forward as it is put."""
    for sentence in ranked[:_LOOKED_AT]:
        if sentence.own < _SURE:
            continue
        text = fold(sentence.text)
        counted = [mine for mine in statement.amounts if not is_condition(mine, text)]
        fitting = [
            part
            for part in parts_of(sentence.text, topic, items=bool(counted))
            if all(any(is_kept(mine, each) for each in amounts_in(part.text)) for mine in counted)
        ]
        if fitting:
            return sentence, max(fitting, key=lambda part: part.near if counted else part.own)
    return None
