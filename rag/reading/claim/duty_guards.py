"""What keeps a verdict on duty or leave from being taken of a sentence that speaks of something else."""

from __future__ import annotations

import re

from ingest.text import fold
from rag.language.segmenter import kind_of
from rag.language.terms import terms, words_of
from rag.reading.claim.another import spoken
from rag.reading.claim.asked_deed import DeedAsked
from rag.reading.claim.parts import parts_of
from rag.reading.claim.predicates import said_otherwise
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

# Who asks; notices name those that they bind in one word or another, or not at all.
_ANYBODY = frozenset("公司 单位 企业 机构 部门 人员 群众 居民 患者 病人 大家 个人 老百姓 医院 卫生院".split())
# What a rule does not hold for: 除急诊外, 急诊除外.
_EXCEPT = re.compile("除[^,，。；;]{1,16}?(?:之?外|以外)|[^,，。；;]{1,12}除外|另有规定")
_HELD = 0.5
# What frees from a duty.
FREES = "无需|无须|不必|不需要?|不用(?!于)|免予|免于|不再"


def may_be_banned(statement: Statement, topic: Topic, banned: str) -> bool:
    """Whether what a notice bans has anything of what is asked about: 诱导接种 says nothing of 喝酒, 不予发证 nothing of 全国通用."""
    question = DeedAsked.of(statement)
    if question is None:
        last = next((spoken(word) for word in reversed(topic.weights)), "")
        said = last and topic.credit(tuple(terms(last)), Held(banned)) > 0
        return bool(said) or any(c in banned for c in last) or said_otherwise(statement.text, banned)
    if question.whole:
        return question.deed.is_touched_by(banned)
    return question.deed.is_mostly_in(banned) and says_each_thing(question.deed.text, topic, banned)


def names_what_is_not_there(statement: Statement, topic: Topic, sentence: Sentence) -> bool:
    """Whether the things that duty or leave is asked of (个体户) are nowhere near a sentence."""
    question = DeedAsked.of(statement)
    return question is not None and lacks(question.case, topic, sentence)


def excepts(statement: Statement, text: str) -> bool:
    """Whether a sentence makes an exception of something that a question names: 除县产业园外."""
    asked = set(terms(statement.text))
    return any(set(terms(match.group())) & asked for match in _EXCEPT.finditer(fold(text)))


def says_the_deed(statement: Statement, topic: Topic, sentence: Sentence) -> bool:
    """Whether a sentence speaks of the deed that a question asks duty or leave for: 户籍老人 does not speak of 带户口本."""
    question = DeedAsked.of(statement)
    if question is None:
        return True
    if not says_each_thing(question.deed.text, topic, sentence.text):
        return False
    if said_otherwise(statement.text, sentence.text):
        return True
    return any(_says_it(question, topic, part.text) for part in parts_of(sentence.text, topic))


def _says_it(question: DeedAsked, topic: Topic, text: str) -> bool:
    held, deed = Held(text), question.deed
    if deed.is_mostly_in(text) and says_each_thing(deed.text, topic, text):
        return True
    words = [word for word in topic.weights if spoken(word) in deed.text]
    begun = deed.core[:1] in text or any(deed.core.startswith(spoken(word)) for word in words)
    return begun and bool(words) and all(topic.credit(word, held) >= _HELD for word in words)


def lacks(case: str, topic: Topic, sentence: Sentence) -> bool:
    trail = sentence.notice.trail(sentence.passage.clause_index)
    around = Held(" ".join((*(clause.heading for clause in trail), sentence.passage.text, sentence.text)))
    return any(
        spoken(word) in case
        and _is_thing(spoken(word))
        and spoken(word) not in _ANYBODY
        and topic.credit(word, around) < _HELD
        for word in topic.weights
    )


def says_each_thing(deed: str, topic: Topic, text: str) -> bool:
    """Whether a text names every thing of what is asked about: 通过银行卡发放 says nothing of 现金."""
    held = Held(text)
    return all(topic.credit(tuple(terms(word)), held) >= _HELD for word in _things_in(deed))


def _things_in(text: str) -> list[str]:
    return [word for word in words_of(text) if _is_thing(word)]


def _is_thing(word: str) -> bool:
    return len(word) > 1 and kind_of(word).startswith("n")
