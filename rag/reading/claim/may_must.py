"""是 or 否 where a question asks whether one has to do a thing, or may, and the notice frees from that thing, binds to it, forbids
or allows it: 还得再挂号吗 against 无需再次挂号, 能自动续上吗 against 可自动续签."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.text import fold
from rag.language.terms import terms
from rag.reading.claim.amounts import amounts_in, comparable, keeps, ranges_in
from rag.reading.claim.asked_deed import Asked, DeedAsked, says_again
from rag.reading.claim.duty_guards import excepts, lacks, says_each_thing
from rag.reading.claim.limits import Decided
from rag.reading.claim.of_less import is_of_less
from rag.reading.claim.parts import parts_of
from rag.reading.claim.same_deed import Likeness
from rag.reading.claim.statement import Statement
from rag.reading.contrast import contradicts
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic


class _Said(Enum):
    FREES = "frees"
    BINDS = "binds"
    FORBIDS = "forbids"
    ALLOWS = "allows"
    STOPS = "stops"  # 不再
    ITSELF = "itself"  # 自动


_VERDICTS = {
    (Asked.MUST, _Said.FREES): False,
    (Asked.MUST, _Said.STOPS): False,
    (Asked.MUST, _Said.ITSELF): False,
    (Asked.MUST, _Said.BINDS): True,
    (Asked.NEED_NOT, _Said.FREES): True,
    (Asked.NEED_NOT, _Said.BINDS): False,
    (Asked.MAY, _Said.ALLOWS): True,
    (Asked.MAY, _Said.FORBIDS): False,
    (Asked.NEED_NOT, _Said.STOPS): True,
    (Asked.NEED_NOT, _Said.ITSELF): True,
    (Asked.MAY, _Said.STOPS): False,
    (Asked.MAY, _Said.ITSELF): True,
    (Asked.WILL, _Said.STOPS): False,
    (Asked.WILL, _Said.ITSELF): True,
    (Asked.MAY_NOT, _Said.ALLOWS): False,
    (Asked.MAY_NOT, _Said.FORBIDS): True,
}
_SAYS = re.compile(
    "(?P<frees>(?:无需|无须|毋需|不需要?|不必|不用(?!于)|不要求|免予|免于|免去|免(?=[缴交收试检考签]))(?!求))"
    "|(?P<stops>不再(?!要求))|(?P<itself>自动(?=续|顺延|延|转[入为]|生效|失效|终止|解除|发放|拨付|取消|纳入|退出))|(?P<forbids>不得(?!低于|少于|超过|高于|大于|小于|多于|不|以)|严禁|禁止|不准|不许|不允许|不可(?!或缺)|不能|不予|不接受|不受理)"
    "|(?P<binds>必须|应当|务必|须(?!知)|(?<![供响反适相对回效感])应(?=[\u4e00-\u9fff]{2})(?![急用届对诊聘邀付领]))"
    "|(?P<allows>可以|(?<![不许认即方])可(?=[\u4e00-\u9fff])(?!持续|及|靠|转换|控|追溯|视|行|能|达|研)|允许|准予|予以(?![处追取扣批警暂]))"
)
_NEGATED = re.compile(
    "(?:没有?|未|不(?=符|满|够|具|是|属|在|愿|想|参|签|提|达|合|同意))(?P<what>[\u4e00-\u9fff]{2,6})"
)
# 不自动续约, 不应当: what a ruling is said of is denied.
_DENIED = re.compile("(?:[不未非无没]|没有|不[得会能予再])$")
_ANEW = re.compile("重新|再|另|自己|本人|单独|手动")  # 要重新签吗
_COVERED, _ASTRAY, _LOOKED_AT, _AS_GOOD = 0.35, 0.35, 8, 0.3
_AFTER, _HELD = 16, 0.5


@dataclass(frozen=True, slots=True)
class _Ruling:
    said: _Said
    likeness: Likeness
    near: float
    decided: Decided


def on_may_or_must(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """What the first sentence decides that rules on the very deed asked about; ``None`` where none does, or where the
    sentence rules both ways."""
    question = DeedAsked.of(statement)
    if question is None or not ranked:
        return None
    best = ranked[0].covered
    for sentence in ranked[:_LOOKED_AT]:
        if sentence.covered < max(_COVERED, best - _AS_GOOD) or sentence.missing > _ASTRAY:
            continue
        rulings = _rulings(question, topic, sentence)
        liked = [ruling for ruling in rulings if ruling.likeness]
        foremost = max(liked, key=lambda r: (r.likeness, r.near), default=None)
        if foremost is None or not _is_of_the_case(question, statement, topic, sentence):
            continue
        if _is_contested(foremost, rulings, topic) or is_of_less(
            statement, topic, sentence, foremost.decided.part
        ):
            return None
        return foremost.decided
    return None


def _is_contested(foremost: _Ruling, rulings: Sequence[_Ruling], topic: Topic) -> bool:
    """Whether a part that rules the other way says as much of the question, or names something of it that this one does not:
    毕业生可以申请，在校学生不得申请."""
    mine = Held(foremost.decided.part.text)
    for other in rulings:
        if other.decided.verdict == foremost.decided.verdict:
            continue
        theirs = Held(other.decided.part.text)
        if (other.likeness, other.near) == (foremost.likeness, foremost.near):
            return True
        if any(topic.credit(word, mine) < _HELD <= topic.credit(word, theirs) for word in topic.weights):
            return True
    return False


def _rulings(question: DeedAsked, topic: Topic, sentence: Sentence) -> list[_Ruling]:
    found = []
    for part in parts_of(sentence.text, topic):
        sayings = list(_SAYS.finditer(part.text))
        for at, saying in enumerate(sayings):
            before = part.text[: saying.start()]
            if _DENIED.search(before):
                continue
            said = _Said[str(saying.lastgroup).upper()]
            if said is _Said.ITSELF and not _runs_by_itself(question, before):
                continue
            end = sayings[at + 1].start() if at + 1 < len(sayings) else len(part.text)
            verdict = _VERDICTS.get((question.asked, said))
            behind = part.text[saying.end() : min(end, saying.end() + _AFTER)]
            likeness = question.deed.likeness(behind, before)
            if question.again and said is _Said.ALLOWS and not says_again(behind, anywhere=True):
                continue
            if question.again and says_again(behind):
                likeness = max(likeness, Likeness.NEAR)
            if likeness and not says_each_thing(question.deed.text, topic, part.text):
                likeness = Likeness.NONE
            if verdict is not None:
                found.append(_Ruling(said, likeness, part.near, Decided(verdict, sentence, part)))
    return found


def _runs_by_itself(question: DeedAsked, before: str) -> bool:
    """Whether 自动 is the first that a part rules, or is let (可自动续签), and something is asked that this would spare:
    that something is taken away by itself spares nobody."""
    earlier = list(_SAYS.finditer(before))
    if earlier and not (earlier[-1].end() == len(before) and earlier[-1].lastgroup == "allows"):
        return False
    return question.asked not in (Asked.MUST, Asked.NEED_NOT) or bool(_ANEW.match(question.deed.text))


def _is_of_the_case(question: DeedAsked, statement: Statement, topic: Topic, sentence: Sentence) -> bool:
    """Whether the sentence speaks of what the question does: of its things, of no exception, of the same amounts, and with
    the same negations (没取得资格证的 against 取得资格证的)."""
    text = fold(sentence.text)
    if (
        excepts(statement, text)
        or contradicts(statement.asked, text)
        or lacks(question.case, topic, sentence)
    ):
        return False
    stated = [*amounts_in(text), *ranges_in(text)]
    for mine in statement.amounts:
        theirs = [each for each in stated if comparable(mine, each)]
        if theirs and not any(keeps(mine, each) for each in theirs):
            return False
    return _negates_alike(question.case, text)


def _negates_alike(case: str, text: str) -> bool:
    """Whether a word that one of the two negates is not said plainly by the other."""
    return not (_negated_and_plain(case, text) or _negated_and_plain(text, case))


def _negated_and_plain(text: str, other: str) -> bool:
    for match in _NEGATED.finditer(text):
        for pair in terms(match["what"]):
            at = other.find(pair)
            if len(pair) == 2 and at >= 0 and not re.search("[没未不无免]", other[max(0, at - 6) : at]):
                return True
    return False
