"""是 or 否 where a question asks whether one has to do a thing, or may, and the notice frees from that thing, binds to it, forbids
or allows it: 还得再挂号吗 against 无需再次挂号, 能自动续上吗 against 可自动续签."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.text import fold
from rag.reading.claim.amounts import amounts_in, comparable, keeps, ranges_in
from rag.reading.claim.another import spoken
from rag.reading.claim.limits import Decided
from rag.reading.claim.parts import parts_of
from rag.reading.claim.predicates import said_otherwise
from rag.reading.claim.same_deed import Deed, Likeness
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic
from rag.segmenter import kind_of
from rag.terms import terms, words_of


class _Asked(Enum):
    MUST = "must"  # 要不要, 还得
    NEED_NOT = "need not"  # 是不是不用
    MAY = "may"  # 能不能
    MAY_NOT = "may not"  # 是不是不能
    WILL = "will"  # 会不会


class _Said(Enum):
    FREES = "frees"
    BINDS = "binds"
    FORBIDS = "forbids"
    ALLOWS = "allows"
    STOPS = "stops"  # 不再
    ITSELF = "itself"  # 自动


_VERDICTS = {
    (_Asked.MUST, _Said.FREES): False,
    (_Asked.MUST, _Said.STOPS): False,
    (_Asked.MUST, _Said.ITSELF): False,
    (_Asked.MUST, _Said.BINDS): True,
    (_Asked.NEED_NOT, _Said.FREES): True,
    (_Asked.NEED_NOT, _Said.BINDS): False,
    (_Asked.MAY, _Said.ALLOWS): True,
    (_Asked.MAY, _Said.FORBIDS): False,
    (_Asked.NEED_NOT, _Said.STOPS): True,
    (_Asked.NEED_NOT, _Said.ITSELF): True,
    (_Asked.MAY, _Said.STOPS): False,
    (_Asked.MAY, _Said.ITSELF): True,
    (_Asked.WILL, _Said.STOPS): False,
    (_Asked.WILL, _Said.ITSELF): True,
    (_Asked.MAY_NOT, _Said.ALLOWS): False,
    (_Asked.MAY_NOT, _Said.FORBIDS): True,
}
_MODALS = re.compile(
    "(?P<need_not>(?:不用|不需要?|无需|不必|用不着|免得了)(?!于))"
    "|(?P<may_not>不能|不可以|不许|不让|不准|不得|不允许)"
    "|(?P<may>能不能|可不可以|让不让|准不准|允不允许|许不许|可以|可否|能否|允许|(?<![才就都只功智职技性可不])能(?![力源够量耗否]))"
    "|(?P<must>需不需要?|需要不需要|要不要|用不用|必须得?|一定[要得]|非[得要]|需要|[还都就又也]得|还用|(?<![取获觉记值懂难心不所晓认赢显来使])得(?![到出分病了])"
    "|须|(?<![重主需纪摘概首必次只不])要(?![求点素闻道职领害塞地件旨强闹是]))"
    "|(?P<will>会不会|(?<![机社学协议大开])会(?![议员计员费长场]))"
)
_ENDING = re.compile("[吗嘛么吧呢不没?!。,]+$")
_LEAVE_ENDING = re.compile("(?:[,，]?(?:这样)?(?:行不行|成不成|可不可以|[行成]|可以|允许))$")
_SAYS = re.compile(
    "(?P<frees>(?:无需|无须|毋需|不需要?|不必|不用(?!于)|不要求|免予|免于|免去|免(?=[缴交收试检考签]))(?!求))"
    "|(?P<stops>不再(?!要求))|(?P<itself>自动(?!化|体))|(?P<forbids>不得(?!低于|少于|超过|高于|大于|小于|多于|不|以)|严禁|禁止|不准|不许|不允许|不可(?!或缺)|不能|不予|不接受|不受理)"
    "|(?P<binds>必须|应当|务必|须(?!知)|(?<![供响反适相对回效感])应(?=[\u4e00-\u9fff]{2})(?![急用届对诊聘邀付]))"
    "|(?P<allows>可以|(?<![不许认许即方])可(?=[\u4e00-\u9fff])(?!持续|及|靠|转换|控|追溯|视|行|能|达|研)|允许|准予|予以(?![处追取扣批警暂]))"
)
# Who asks; notices name those that they bind in one word or another, or not at all.
_ANYBODY = frozenset("公司 单位 企业 机构 部门 人员 群众 居民 患者 病人 大家 个人 老百姓 医院 卫生院".split())
# What a rule does not hold for: 除急诊外, 急诊除外.
_EXCEPT = re.compile("除[^,，。；;]{1,16}?(?:之?外|以外)|[^,，。；;]{1,12}除外|另有规定")
_NEGATED = re.compile(
    "(?:没有?|未|不(?=符|满|够|具|是|属|在|愿|想|参|签|提|达|合|同意))(?P<what>[\u4e00-\u9fff]{2,6})"
)
_BAN = re.compile("严禁|禁止|不准|取消|停止|强制")
_AGAIN = re.compile("再(?!加|把|给)|重复|第二次|继续|仍")
_NOT_TO = re.compile("不(?!再|同|断|够)")  # 能不带身份证吗
_COVERED, _ASTRAY, _LOOKED_AT, _AS_GOOD = 0.35, 0.35, 8, 0.3
_AFTER, _HELD = 16, 0.5


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked about a deed, and the words before it, which say of whom or in which case."""

    asked: _Asked
    deed: Deed
    case: str
    again: bool
    whole: bool = False  # the deed is all that is asked: 送礼拉人行吗


@dataclass(frozen=True, slots=True)
class _Ruling:
    said: _Said
    likeness: Likeness
    near: float
    decided: Decided


def on_may_or_must(statement: Statement, topic: Topic, ranked: Sequence[Sentence]) -> Decided | None:
    """What the first sentence decides that rules on the very deed asked about; ``None`` where none does, or where the
    sentence rules both ways."""
    question = _question_of(statement)
    if question is None or not ranked:
        return None
    best = ranked[0].covered
    for sentence in ranked[:_LOOKED_AT]:
        if sentence.covered < max(_COVERED, best - _AS_GOOD) or sentence.missing > _ASTRAY:
            continue
        rulings = _rulings(question, topic, sentence)
        foremost = max(rulings, key=lambda r: (r.likeness, r.near), default=None)
        if foremost is None or not _is_of_the_case(question, statement, topic, sentence):
            continue
        if _is_contested(foremost, rulings, topic):
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


def may_be_banned(statement: Statement, topic: Topic, banned: str) -> bool:
    """Whether what a notice bans has anything of what is asked about: 诱导接种 says nothing of 喝酒, 不予发证 nothing of 全国通用."""
    question = _question_of(statement)
    if question is None:
        last = next((spoken(word) for word in reversed(topic.weights)), "")
        said = last and topic.credit(tuple(terms(last)), Held(banned)) > 0
        return bool(said) or any(c in banned for c in last) or said_otherwise(statement.text, banned)
    if question.whole:
        return question.deed.is_touched_by(banned)
    return question.deed.is_mostly_in(banned)


def names_what_is_not_there(statement: Statement, topic: Topic, sentence: Sentence) -> bool:
    """Whether the things that duty or leave is asked of (个体户) are nowhere near a sentence."""
    question = _question_of(statement)
    return question is not None and _lacks(question.case, topic, sentence)


def excepts(statement: Statement, text: str) -> bool:
    """Whether a sentence makes an exception of something that a question names: 除县产业园外."""
    asked = set(terms(statement.text))
    return any(set(terms(match.group())) & asked for match in _EXCEPT.finditer(fold(text)))


def says_the_deed(statement: Statement, topic: Topic, sentence: Sentence) -> bool:
    """Whether a sentence speaks of the deed that a question asks duty or leave for: 户籍老人 does not speak of 带户口本."""
    question = _question_of(statement)
    if question is None or question.deed.is_mostly_in(sentence.text):
        return True
    if said_otherwise(statement.text, sentence.text):
        return True
    held, deed = Held(sentence.text), question.deed
    words = [word for word in topic.weights if spoken(word) in deed.text]
    begun = deed.core[:1] in sentence.text or any(deed.core.startswith(spoken(word)) for word in words)
    return begun and bool(words) and all(topic.credit(word, held) >= _HELD for word in words)


def _question_of(statement: Statement) -> _Question | None:
    """``None`` where it asks neither for duty nor for leave, or for more than a deed: an amount, a ban."""
    asked = _ENDING.sub("", statement.first)
    leave = _LEAVE_ENDING.search(asked)
    if leave:
        asked = asked[: leave.start()]
    case, _, last = asked.rpartition(",")
    modal = next(_MODALS.finditer(last), None)
    if modal is None and not leave:
        return None
    kind = _Asked.MAY if leave or modal is None else _Asked[str(modal.lastgroup).upper()]
    start, end = (modal.start(), modal.end()) if modal and not leave else (0, 0)
    without = last[end:]
    if kind is _Asked.MAY and _NOT_TO.match(without):
        kind, without = _Asked.NEED_NOT, _NOT_TO.sub("", without)
    deed = Deed.of(without)
    if not deed.core or _BAN.search(last) or amounts_in(deed.core):
        return None
    again = bool(_AGAIN.match(without)) and kind in (_Asked.MAY, _Asked.MAY_NOT)
    return _Question(kind, deed, f"{case},{last[:start]}", again, leave is not None)


def _rulings(question: _Question, topic: Topic, sentence: Sentence) -> list[_Ruling]:
    found = []
    for part in parts_of(sentence.text, topic):
        sayings = list(_SAYS.finditer(part.text))
        for at, saying in enumerate(sayings):
            end = sayings[at + 1].start() if at + 1 < len(sayings) else len(part.text)
            said = _Said[str(saying.lastgroup).upper()]
            verdict = _VERDICTS.get((question.asked, said))
            behind = part.text[saying.end() : min(end, saying.end() + _AFTER)]
            likeness = question.deed.likeness(behind, part.text[: saying.start()])
            if question.again and said is _Said.ALLOWS and not _AGAIN.search(behind):
                continue
            if question.again and _AGAIN.match(behind):
                likeness = max(likeness, Likeness.NEAR)
            if verdict is not None and likeness:
                found.append(_Ruling(said, likeness, part.near, Decided(verdict, sentence, part)))
    return found


def _is_of_the_case(question: _Question, statement: Statement, topic: Topic, sentence: Sentence) -> bool:
    """Whether the sentence speaks of what the question does: of its things, of no exception, of the same amounts, and with
    the same negations (没取得资格证的 against 取得资格证的)."""
    text = fold(sentence.text)
    held = Held(text)
    if any(topic.credit(tuple(terms(word)), held) < _HELD for word in _things_in(question.deed.text)):
        return False
    if excepts(statement, text) or _lacks(question.case, topic, sentence):
        return False
    stated = [*amounts_in(text), *ranges_in(text)]
    for mine in statement.amounts:
        theirs = [each for each in stated if comparable(mine, each)]
        if theirs and not any(keeps(mine, each) for each in theirs):
            return False
    return _negates_alike(question.case, text)


def _lacks(case: str, topic: Topic, sentence: Sentence) -> bool:
    trail = sentence.notice.trail(sentence.passage.clause_index)
    around = Held(" ".join((*(clause.heading for clause in trail), sentence.passage.text, sentence.text)))
    return any(
        spoken(word) in case
        and _is_thing(spoken(word))
        and spoken(word) not in _ANYBODY
        and topic.credit(word, around) < _HELD
        for word in topic.weights
    )


def _things_in(text: str) -> list[str]:
    return [word for word in words_of(text) if _is_thing(word)]


def _is_thing(word: str) -> bool:
    return len(word) > 1 and kind_of(word).startswith("n")


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
