"""是 or 否 by what a notice says something costs, or is free from: 免费, 不得收取, 由个人承担."""

from __future__ import annotations

import re

from ingest.text import fold
from rag.language.terms import pairs
from rag.reading.claim.another import spoken
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

_PAID = re.compile(
    "花钱|收钱|掏钱|掏腰包|收费|付费|交钱|交费|缴费|付钱|自费|自付|要钱|掏[^，,。？]{0,4}钱|自己(?:出|掏|付|交|承担|负担)"
)
_FREE = re.compile(
    "(?<!不)(?<!不提供)(?<!不予)(?<!不再)(?<!非)免费|全免|免收|免征|免缴|免除|不(?:再|得)?(?:[向对][^，,。；;]{1,8})?(?:另?外?加?收(?:取)?)[^，,。；;]{0,4}费|(?:不用|不必|无需|不需要?|不)(?:[^，,。；;得收含包报补予退提享]{0,4})(?:钱|费(?!用?(?:补|报)))"
)
_OWN_MONEY = re.compile("自己|自掏|自费|自付|个人|腰包")
_OTHERS_PAY = re.compile(
    "(?:财政|政府|单位|医保|公司|企业|学校|基金)[^，,。；;]{0,6}(?:承担|支付|负担|列支|买单|兜底)"
)
_NOT_ALL = re.compile("%|个人|自行|剩余|超出|超过|其余|部分|共同|一半|限额|\\d元|最高|不超")
_NAMED_FEE = re.compile("(?:免(?:收|缴|征|除|交)?|不(?:再|得)?收取?)(?P<fee>[\u4e00-\u9fff、]{1,8}?费)")
_ANY_FEE = re.compile("^费|任何|相关|一切|其他|各[项种类]")
_PAID_FOR = re.compile(f"(?:{_PAID.pattern})[才就的了]?[,，]?$")
_PRICED = re.compile(
    r"半价|费[^，,。；;]{0,3}自理|自付|自费|自行承担|个人(?:承担|支付|负担|缴纳|缴费)|减半|减免\d+%|[五六七八九]折|\d+元[/每]|收取[^，,。；;]{0,8}费"
    r"|费每[^，,。；;\d]{1,3}\d+元"
)
_TAIL = 10
_OF_THE_THING, _HELD = 0.4, 0.5


def on_price(claim: str, text: str, nearest: str) -> bool | None:
    """Whether something costs, or is free, where the text says so; of a text that says both the nearest part decides."""
    asks_free = bool(_FREE.search(claim[-_TAIL:]))
    if not asks_free and not _PAID_FOR.search(claim):
        return None
    others = _OTHERS_PAY.search(text) and not (_PRICED.search(text) or _NOT_ALL.search(text))
    if _OWN_MONEY.search(claim) and others:
        return False
    free, priced = _frees(text)
    if free and priced:
        free, priced = _frees(nearest)
    if free == priced:
        return None
    return free if asks_free else priced


def _frees(text: str) -> tuple[bool, bool]:
    """Whether a text says of something that it is free, and of something that it costs: 不收取费用 does not say 收取费用."""
    return bool(_FREE.search(text)), bool(_PRICED.search(_FREE.sub(" ", text)))


def is_of_another_fee(claim: str, text: str) -> bool:
    """Whether the text frees from fees by their name (免缴笔试费), and the claim names none of them."""
    named = [match["fee"] for match in _NAMED_FEE.finditer(text)]
    return bool(named) and all(
        not _ANY_FEE.search(fee) and not any(pair in claim for pair in pairs(fee)) for fee in named
    )


def asks_price(claim: str) -> bool:
    return bool(_FREE.search(claim[-_TAIL:]) or _PAID_FOR.search(claim))


def is_of_what_is_priced(topic: Topic, best: Sentence, claim: str) -> bool:
    """Whether a sentence with a price speaks of the thing whose price is asked: 免缴笔试费 tells nothing of 体检."""
    held = Held(best.text)
    of = {word: weight for word, weight in topic.weights.items() if not asks_price(spoken(word))}
    said = sum(weight * topic.credit(word, held) for word, weight in of.items())
    if of and said < _OF_THE_THING * sum(of.values()):
        return False
    unsaid = any(word in topic.names and topic.credit(word, held) < _HELD for word in of)
    return not (unsaid and is_of_another_fee(claim, fold(best.text)))


def price_asked(topic: Topic, best: Sentence) -> float:
    """The share of the question that only asks for a price, which a verdict on it answers in whatever words."""
    held = Held(best.text)
    return sum(
        weight * (1 - topic.credit(word, held))
        for word, weight in topic.weights.items()
        if asks_price(spoken(word))
    )
