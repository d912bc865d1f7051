"""是 or 否 by what a notice forbids or denies: 不得, 不设起付线."""

from __future__ import annotations

import re

from rag.reading.claim.parts import spans_of
from rag.reading.held import Held
from rag.reading.sentences import Topic

_FORBIDS = re.compile(
    "严禁|禁止|禁烧|禁放|禁燃|禁售|不得(?!低于|少于|超过|高于|大于|小于|多于|不)|不准|不允许|不许|不予|暂不(?!具备|需|清楚|明确)|不可(?!或缺)|不能|暂停|停止|一律不|杜绝"
)
_FORBIDDEN = re.compile(f"{_FORBIDS.pattern}|不让|不给|不可以|不行")
# What is denied in the notice: the words behind 不, 无, 取消 as far as the next boundary.
_DENIAL = re.compile(
    "(?:不再|不予|不得(?!低于|少于|超过|高于|大于|小于|多于)|没有|无需|取消|停止|严禁|禁止|不(?!断|仅|但|同|少于|低于|超过|高于|大于|小于|多于|良|足|限|等|到|晚于|早于|计|含|可或缺|平衡|管|论|动产|孕|久)|(?<![有])无(?!障碍|偿|线|烟|害|缝|创|人|论|结核|疫)|未(?!来|成年|病)|免(?!费|疫|职))"
    "(?P<what>[\u4e00-\u9fff]{1,10})"
)
_ATTRIBUTE = re.compile(
    "未[\u4e00-\u9fff]{1,8}?的(?=[\u4e00-\u9fff])|不(?:合格|达标|符合|满足|按时|及时|完整|规范)[\u4e00-\u9fff]{0,6}的"
)  # 未被污染的输液瓶 denies nothing of the bottle, 不合格的供应商 says only which ones
_DENIES = re.compile("(?:不|没|无|未|免|别|取消|禁)[\u4e00-\u9fff]{0,3}$")
_CLAIMS_NOT = re.compile(
    "(?:(?<!是)不(?!是|断|仅|但|同|少于|低于|超过|得|能)|没有?|未|无)(?P<what>(?:(?![能可会要])[\u4e00-\u9fff]){1,8})$"
)
_HEAD = 3  # 不设起付线: so many characters of the verb may stand before what is denied
_LEAST = 2
_FREE_OF = re.compile("免(?P<what>[试检票签签考])")
_TAIL = 10
_PLAIN, _SURE = 0.3, 0.5


def is_forbidden(topic: Topic, text: str, nearest: str) -> bool:
    """Whether the part that the question is about forbids it, or another part does that alone names something asked about:
    可用于医疗费用，不得用于健身."""
    if topic.share(nearest) >= _PLAIN and _FORBIDS.search(nearest):
        return True
    parts = [text[a:b] for a, b in spans_of(text)]
    banned = Held(banned_in(text))
    open_ones = Held("，".join(part for part in parts if not _FORBIDS.search(part)))
    return any(topic.credit(word, banned) >= _SURE > topic.credit(word, open_ones) for word in topic.weights)


def banned_in(text: str) -> str:
    """The parts of a sentence that forbid."""
    return "，".join(text[a:b] for a, b in spans_of(text) if _FORBIDS.search(text[a:b]))


def forbids(*parts: str) -> bool:
    """Whether one of the parts of a sentence forbids something."""
    return any(_FORBIDS.search(part) for part in parts)


def puts_forward_a_ban(claim: str) -> bool:
    return bool(_FORBIDDEN.search(claim))


def on_denial(claim: str, part: str) -> bool | None:
    """Whether what the end of a question claims is what the notice denies: 也有起付线 against 不设起付线."""
    tail = claim[-_TAIL:]
    part = _ATTRIBUTE.sub("", part)
    for match in _DENIAL.finditer(part):
        what = match["what"]
        for skipped in range(_HEAD + 1):
            word = _common_head(what[skipped:], tail)
            if len(word) >= _LEAST:
                at = claim.rfind(word)
                return bool(_DENIES.search(claim[:at]))
    for match in _FREE_OF.finditer(part):
        if match["what"] in tail:
            return bool(_DENIES.search(claim[: claim.rfind(match["what"])]))
    return None


def on_claimed_denial(claim: str, last: str, part: str) -> bool | None:
    """``False`` where a question denies (不对个人开放) what the notice says plainly; ``None`` else."""
    match = _CLAIMS_NOT.search(claim)
    if not match or not last or last not in match["what"] or last not in part:
        return None
    return None if _DENIES.search(part[: part.find(last)][-6:]) else False


def _common_head(words: str, text: str) -> str:
    """The longest beginning of ``words`` that stands in ``text``."""
    size = next((n for n in range(len(words), 0, -1) if words[:n] in text), 0)
    return words[:size]
