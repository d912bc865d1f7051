"""否 where the notice says the contrary of what a question puts forward: 停掉 against 继续实施, 分开 against 一体, 自己掏 against
由财政保障."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import fold
from rag.reading.claim.another import spoken
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import Part, parts_of
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

_STOPS = "停(?:了|掉|办|下来|摆|止)|叫停|废(?:止|除|掉)|取消|终止|中止|撤销|砍掉|免掉|不再|不(?:搞|做|办|评|派|推|发|管)了"
_GOES_ON = "继续|持续|保持|巩固|坚持|延续|推进|开展|实施|落实|做好|加强|执行|不变"
_FEWER, _MORE = (
    "减少|压缩|缩减|下调|降低|精简|缩小|收缩|裁减",
    "增加|扩大|扩充|提高|提升|上调|新增|扩容|加大|壮大",
)
_APART, _TOGETHER = "分开|拆开|分设|分离|分家|脱钩", "融合|合并|整合|一体|合署|重组|联合"
_BY_ONE = "一人[^,]{0,3}[兼当担]|一个人[^,]{0,3}[兼当干担管]|同一[个人]|一肩挑|兼任|兼着|合二为一"
_OUT_OF_POCKET = (
    "(?:自己|自家|家里|个人|自行|自)(?:来|去|要|得|全)*(?:掏|出钱|交|付|承担|负担|扛|缴|垫|想办法)|自费"
)
_PAID_FOR = "(?:由|县|市|省|级|区)?财政[^,]{0,6}(?:保障|承担|负担|补助|支付|列支|兜底)|全额(?:补助|承担|保障)|免收|列入[^,]{0,10}预算"
_CLOSED, _OPEN = (
    "不准|不许|禁止|不让|不得|严禁|拦着|限制",
    "支持|鼓励|引导|允许|准许|倡导",
)

# What a question puts forward, and what of a notice is the contrary of it.
_CONTRARIES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(claimed), re.compile(said))
    for claimed, said in (
        (_STOPS, _GOES_ON),
        (_FEWER, _MORE),
        (_MORE, _FEWER),
        (_APART, _TOGETHER),
        (f"{_BY_ONE}|合并|合到一", _APART),
        (_OUT_OF_POCKET, _PAID_FOR),
        (_CLOSED, _OPEN),
        ("(?:跟着|都|要|会)(?:换|变|改)|变了|换了|调整", "不变|保持[^,]{0,12}稳定|维持"),
        ("下一年|明年|来年|后年", "年内|今年|当年|年底"),
        ("一次性|一次(?:就)?(?:发|给|付)(?:清|完|齐)", "分[\\d一二三四五六七八九十两]+[年次期批]|逐年|分期"),
        ("白天|晚上没人|半夜[^,]{0,4}(?:打不通|没人)|下班", "24小时|全天候"),
        (
            "只[^,]{0,3}[挑选在给搞有][^,]{0,2}(?:几|部分|少数|个别)|几家|少数|个别|光在|一部分",
            "全覆盖|全部|所有|均(?!衡)|每[个家所]|全员|一律|100%",
        ),
        ("(?:别|甭|不用?|不要|无需)(?:过问|插手|介入|参与)|撒手不管", "参与|介入"),
        ("(?:照|按|依)[^,]{0,12}(?:走|来办?|办|执行|评|算)", "另行|单独(?=[组评考制])|不适用"),
        ("放宽|放松|松绑", "从严|严格|收紧"),
        ("保密|不公开|内部掌握", "公开|公示|公布|通报"),
    )
)
_NEGATED = re.compile("(?:不|没有?|无需|别|免)[用需要能会再]?$")
_REST, _LOOKED_AT, _NEAR = 0.6, 3, 0.3


def is_contrary(claim: str, text: str) -> bool:
    """Whether a text has the contrary word of one that a claim has, whatever either says it of."""
    return any(_claims(claimed, said, claim) and said.search(text) for claimed, said in _CONTRARIES)


def _claims(claimed: re.Pattern[str], said: re.Pattern[str], claim: str) -> bool:
    match = claimed.search(claim)
    return match is not None and not said.search(claim) and not _NEGATED.search(claim[: match.start()])


def on_contrary(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """``False`` with the part that says the contrary of a word that the question puts forward, of what it is of; ``None`` else."""
    claim = statement.text
    for claimed, said in _CONTRARIES:
        if not _claims(claimed, said, claim):
            continue
        rest = {word: weight for word, weight in topic.weights.items() if not claimed.search(spoken(word))}
        for sentence in ranked[:_LOOKED_AT]:
            if claimed.search(fold(sentence.text)):
                break  # the notice says it, too, be it of something else
            part = _said_of_it(topic, rest, sentence, said)
            if part is not None:
                return Decided(False, sentence, part)
    return None


def _said_of_it(
    topic: Topic, rest: dict[tuple[str, ...], float], sentence: Sentence, said: re.Pattern[str]
) -> Part | None:
    """The part that has the contrary word, where it names some of what the question is of and the sentence most of it."""
    total = sum(rest.values())
    if not total:
        return None
    held = Held(sentence.text)
    share = sum(weight * topic.credit(word, held) for word, weight in rest.items()) / total
    if max(share, sentence.covered) < _REST:
        return None
    having = [part for part in parts_of(sentence.text, topic, list(rest)) if said.search(part.text)]
    best = max(having, key=lambda part: part.near, default=None)
    return best if best and best.near >= _NEAR else None
