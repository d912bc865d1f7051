"""Whether a notice rules on less than a question asks of: 不得重复申请 does not forbid 申请, 失能老人可以享受 does not say it of all."""

from __future__ import annotations

import re

from ingest.text import fold
from rag.language.segmenter import cut, kind_of
from rag.language.terms import terms
from rag.reading.claim.asked_deed import DeedAsked
from rag.reading.claim.parts import Part
from rag.reading.claim.price import asks_price
from rag.reading.claim.statement import Statement
from rag.reading.held import Held
from rag.reading.sentences import Sentence, Topic

# What narrows a ruling, and the words of a question that ask of just that.
_NARROWED = tuple(
    (re.compile(narrow), re.compile(asked))
    for narrow, asked in (
        (
            "重复|再次|继续|累计|多头|同时|第二次",
            "再|又|还|都|两|重复|继续|累计|同时|一起|一块|接着|多次|几次",
        ),
        ("擅自|私自|自行|随意|任意|直接|单独", "擅自|私自|自行|自己|随意|随便|任意|直接|单独"),
        ("违规|违法|非法|恶意|虚假|变相|骗取|弄虚作假", "违规|违法|非法|恶意|虚假|变相|骗|假"),
        ("强制|强迫|强行|硬性|诱导", "强制|强迫|强行|硬|逼|必须|都得|诱导|让|拉"),
        ("提前|先行", "提前|先"),
        ("超(?!声|市|过)|过度|过量|两个以上|跨[年省市区县]", "超|过|两|几个|跨"),
        (
            "未(?!来|成年|病|提出)|逾期|(?<![有])无(?!需|须|障碍|偿|异议|论|犯罪)|不(?:符合|合格|满|具备|足|全|齐)",
            "没|未|无|不(?!能|得|可|用|需)|逾期|过期|晚|忘",
        ),
        (
            "(?<!已)经[^,]{0,8}(?:批准|同意|审核|审批|考核|认定|备案|许可|合格)|[^,]{2}合格[后的]",
            "经|批|审|同意|考核|合格|备案|许可",
        ),
        ("首次|第一次|初次", "首次|第一次|初次|头一"),
        ("原则上|优先|酌情|紧急|必要时|特殊情况", "原则|优先|酌情|紧急|必要|特殊|急"),
        (r"\d+周?岁", r"\d+周?岁|老|小孩|孩|儿"),
    )
)
# Of whom alone a notice speaks, and the ways in which a question may name them.
_CLASSES = tuple(
    (re.compile(each), re.compile(f"{each}|{spoken}" if spoken else each))
    for each, spoken in (
        ("失能|失智", "瘫|不能自理|不能动"),
        ("失独|独居|空巢|留守", ""),
        ("低保|特困|困难|贫困|低收入|脱贫", "穷|没钱"),
        ("残疾|重度", "残"),
        ("孤儿", ""),
        ("退役|复员|军属|烈士|优抚", "当兵|军人|老兵"),
        ("计划生育|计生", ""),
        ("高龄", r"\d+岁|老"),
        ("孕产?妇|产妇", "怀孕|孕|生孩子"),
        ("妇女|女性|女职工", "女"),
        ("男性|男职工", "男"),
        ("未成年|儿童|婴幼?儿|新生儿", "小孩|孩子|娃|宝宝|小朋友|(?<!\\d)[0-9]岁|1[0-7]岁"),
        ("在校", "学生"),
        ("毕业生|应届", "毕业"),
        ("学生(?!会)", "在校|大学|上学|孩子"),
        ("老年人|老人", r"老|\d+岁|爷爷|奶奶|爸|妈"),
        ("教师|老师", ""),
        ("退休|离休", "退"),
        ("在职|在岗|在编", ""),
        ("公立|公办|民营|民办|社会办|私立|(?:非?)营利性", ""),
        ("进口|国产", "外国|国外|洋"),
        ("外[地省县]|省外|县外|市外", "外"),
        ("本[地省县]户?籍", "本|户"),
        ("农村|城镇|流动人口", "村|城"),
        ("急诊", "急"),
    )
)
_FIRMS = re.compile("企业|公司|单位")
_SEVERAL = re.compile("[、或和及与]")
# A condition stands in the part before: 逾期未认证的，…
_CONDITION = re.compile("(?:的|时|后|期间|之前|情况下|情形)[,，]?$")
_RULES = re.compile(
    "无需|无须|不需要?|不必|不用|免(?!费)|不再|不得|严禁|禁止|不准|不许|不允许|不能|不予|必须|应当|务必|须|应|可以|可|允许|需要|需"
)
_ANYBODY = frozenset(
    "公司 单位 企业 机构 部门 人员 群众 居民 患者 病人 大家 个人 公民 医院 申请人 申请者 当事人 对象 学员 家属 他人 本人 双方 任何单位".split()
)
_HELD = 0.5


def is_of_less(statement: Statement, topic: Topic, sentence: Sentence, part: Part) -> bool:
    """Whether the part that rules, or the conditions before it, has a restriction, a class or a subject that a question of
    duty, leave or price lacks."""
    priced = asks_price(statement.text)
    deed = None if priced else DeedAsked.of(statement)
    if deed is None and not priced:
        return False
    asked, said = statement.asked, _with_conditions(fold(sentence.text), part)
    if priced:  # of several things that are free (免费婚检、困难家庭孕妇免费检测) the one that is asked about
        said = max(said.split("、"), key=topic.share)
    if any(narrow.search(said) and not named.search(asked) for narrow, named in _NARROWED):
        return True
    return (
        _is_of_a_class(asked, said)
        or (deed is not None and _is_of_a_case(deed, topic, sentence, part))
        or (deed is not None and _is_of_another_subject(asked, topic, part))
    )


def _run_before(text: str, part: Part) -> str:
    """The parts before it, from the last semicolon on."""
    return re.split("[;；。:：]", text[: part.start])[-1]


def _with_conditions(text: str, part: Part) -> str:
    before = _run_before(text, part)
    return f"{before}{part.text}" if _CONDITION.search(before) else part.text


def _is_of_a_class(asked: str, said: str) -> bool:
    """Whether a class is named that the question does not name; where several are joined, none of them."""
    if "个人" in asked and "个人" not in said and _FIRMS.search(said):
        return True
    named = [bool(mine.search(asked)) for each, mine in _CLASSES if each.search(said)]
    return bool(named) and not (any(named) if _SEVERAL.search(said) else all(named))


def _is_of_a_case(deed: DeedAsked, topic: Topic, sentence: Sentence, part: Part) -> bool:
    """Whether conditions are set of which the question says nothing but the deed itself."""
    before = _run_before(fold(sentence.text), part)
    if not _CONDITION.search(before):
        return False
    held, own = Held(before), Held(deed.deed.text)
    return not any(topic.credit(word, held) >= _HELD > own.credit(word) for word in topic.weights)


def _is_of_another_subject(asked: str, topic: Topic, part: Part) -> bool:
    """Whether who is bound or let, the noun right before the ruling, is somebody whom the question does not name."""
    ruling = _RULES.search(part.text)
    if not ruling or not ruling.start():
        return False
    last = cut(part.text[: ruling.start()])[-1]
    if len(last) < 2 or not kind_of(last).startswith("n") or last in _ANYBODY:
        return False
    written = frozenset(pair for ways in topic.written.values() for way in ways for pair in way)
    return Held(asked, written).credit(tuple(terms(last))) < _HELD
