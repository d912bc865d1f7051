"""Words that shut each other out: a figure for 三级医院 answers no question about 二级医院, one for 医师 none about 药师.

The tables are grades, ranks and kinds that every field of administration uses. A word of the question that stands in none of
them is weighed elsewhere; here only an outright contradiction counts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.text import fold
from rag.language.spoken import written_for
from rag.language.terms import words_of
from rag.reading.made_alike import made_otherwise

# Each family: its members, every one with the ways it is written.
_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("国家级|全国级|国家(?!的)|中央(?=财政|、|承担|补助|资金)", "省级", "(?<!县)(?<!区)市级|地市级|设区市级", "县级|区县级|县区级", "乡镇级|乡级|镇级", "村级"),
    ("一级(?=[医综公中专甲乙及以和、与])|一甲", "二级(?=[医综公中专甲乙及以和、与])|二甲", "三级(?=[医综公中专甲乙及以和、与])|三甲"),
    ("正高级?", "副高级?", "中级(?=职称|专业|技术|及以上)|中级职称", "初级(?=职称|专业|技术|及以上)|初级职称"),
    ("推荐标准", "基本标准"),
    ("医师|医生|大夫", "护士|护理人员", "药师|药剂师", "技师", "营养师", "心理治疗师|心理咨询师"),
    ("全人群", "重点人群"),
    ("男性|男职工|男生", "女性|女职工|女生"),
    ("公办|公立", "民办|民营|社会办|私立"),
    ("新生儿|婴儿", "孕产妇"),
    ("高血压", "糖尿病", "肺结核", "精神障碍|精神病", "艾滋病", "血吸虫", "慢阻肺|慢性阻塞性肺", "脑卒中|脑梗", "冠心病"),
    ("幼儿园|学前教育", "小学", "初中", "高中", "高校|大学"),
    ("综合医院|综合性医院|人民医院", "中医医?院", "专科医院", "妇幼?保健?院", "儿童医院"),
    ("卫生院", "村卫生[室所]", "社区卫生服务"),
    ("机关", "家庭(?!病床|发展|养老|护理|农场|暴力|教育|用药|成员|照护|监测)", "企业", "学校|校园", "社区"),
    ("(?<!年)第一(?=[季轮期批次类])", "(?<!年)第二(?=[季轮期批次类])", "(?<!年)第三(?=[季轮期批次类])", "(?<!年)第四(?=[季轮期批次类])", "第五(?=[轮期批次类])"),
    ("城镇|城市", "农村|乡村"),
    ("门急?诊", "住院"),
    ("在职|在岗", "退休|离休"),
    ("甲等|[一二三]甲", "乙等|[一二三]乙"),
    ("儿童|小孩|(?<!生)孩子|娃娃|婴幼儿|幼儿(?!园)|未成年", "老年人|老人(?!家)", "残疾人", "(?<!未)成年人|(?<![未完变形])成人"),
    ("博士", "硕士(?!(?:研究生)?(?:学历)?(?:及|或)?以上)", "本科(?!(?:学历)?(?:及|或)?以上)", "专科生|大专(?!(?:学历)?(?:及|或)?以上)"),
    tuple(f"{degree}(?:研究生)?(?:学历)?(?:及|或)?以上" for degree in ("博士", "硕士", "本科", "(?:大专|专科)", "高中")),
    ("发病率|患病率|发病控制", "治愈率|治疗率", "死亡率", "接种率", "签约率", "就诊率", "满意[率度]", "知晓率", "建档率", "[入毛]园率|入学率|入托率"),
    ("特困", "低保|最低生活保障", "返贫致贫", "孤儿"),
    ("红色预警", "橙色预警", "黄色预警", "蓝色预警"),
    ("新建(?:居住|小)区|新小区", "老旧小区|老小区|老城区|已建成(?:居住|小)区|既有(?:居住|小)区"),
    ("白天|白班", "夜间|夜里|夜班|半夜"),
    ("血?压高压|高压(?=超过|高于|达到)|收缩压", "血?压低压|低压(?=超过|高于|达到)|舒张压"),
    ("[1一]型糖尿病", "[2二]型糖尿病"),
    ("放疗", "化疗"),
    ("中药(?=制剂)|中成药", "[蒙藏维苗]药", "西药"),
    ("特等奖", "一等奖", "二等奖", "三等奖"),
    ("优秀(?=等?[次级档]|的|[，,、。；;]|$)", "良好(?=等?[次级档]|的(?!环境|氛围|基础|习惯|局面)|[，,、。；;]|$)", "(?<!不)合格(?!率|证|线)", "不合格(?!率)"),
)  # fmt: skip
_KINDS = tuple(tuple(re.compile(member) for member in family) for family in _FAMILIES)
_LETTER = re.compile(
    "((?<![a-z])[ivx]{1,4}|[a-z甲乙丙丁])(?:档|级(?![医专综])|类)|(?<!第)([一二三四五])级(?!及?以[上下]|[医综公中专甲乙])"
)
_DEGREES = "一二三四五六七八九十"
_FROM_TO = re.compile(f"([{_DEGREES}])级?[至到—–~～-]([{_DEGREES}])级")
_SAME_CLASS = re.compile("([a-e甲乙丙丁])(?=[、和及与][a-e甲乙丙丁](档|级|类))")
_PARTS = re.compile("[，,；;]")
_UPWARDS = re.compile("(?P<from>[一二三])级[甲乙]?等?及?以上")
_JOINT_GRADES = re.compile("([一二三])、([二三])级")
_REMEMBERED = 4096  # stretches of text lately looked through
_GRADES = 1  # the family in which 二级以上 takes in 三级
# A figure for all taken together is none for one of the groups: 总体近视率 is not that of 高中生.
_TAKEN_TOGETHER = re.compile("总体|整体|合计|重点人群|全人群")
_ATTRIBUTES = (0, 1, 2, 3, 7, 14, 18)  # the families that say how high or of which rank a thing is
_GROUPS = (6, 10, 15, 19)  # the families whose members are groups of people


# 每千人口医师数: what is counted for so many people.
_PER_HEAD = re.compile(
    r"(?:每(?:百|千|万|十万|百万)名?(?:常住|常驻|户籍)?人口?|每(?:名)?(?:常住|常驻|户籍)人口?|[百千万]人口?)(?P<of>[\u4e00-\u9fff(].+)"
)
_OF_ASKING = frozenset("的拥有要求需应得达到至多少几张个人名位台辆是为数率目标定在年底呢吗口")


def contradicts(question: str, words: str, before: str = "") -> bool:
    """Whether what the question names is shut out by what ``words`` name: of some family they share no member, or of so
    many people another thing is counted. Where they name none of a family, the part of ``before``, the sentence up to them,
    that names one last decides: 乡镇卫生院达到基本标准的占80%，达到推荐标准的占20%."""
    if any(not members & others for members, others in _both(question, words, before)):
        return True
    if made_otherwise(question, words, before):
        return True
    if _other_letter(question, words, before) or _of_all_together(question, words):
        return True
    asked = _counted(question)
    stated = _PER_HEAD.search(fold(words)) if asked else None
    return stated is not None and not asked & set(stated["of"])


def agrees(question: str, words: str) -> bool:
    """Whether ``words`` name what the question names of some family of grades or kinds, and contradict it in none."""
    if _letters(question) & _letters(words) or any(
        members & others for members, others in _both(question, words, "")
    ):
        return not contradicts(question, words)
    return False


def of_another_grade(question: str, words: str) -> bool:
    """Whether ``words`` name another level, grade, standard or class than the question does: 市级 for 国家级, C级 for A级."""
    asked, stated = _named(question), _named(words)
    if any(asked[family] and stated[family] and not asked[family] & stated[family] for family in _ATTRIBUTES):
        return True
    return made_otherwise(question, words) or _other_letter(question, words, "")


def names_class(question: str, words: str) -> bool | None:
    """Whether ``words`` name the class that a question names by its letter or number (A级); ``None`` where it names none."""
    asked = _letters(question)
    return bool(asked & _letters(words)) if asked else None


def leaves_out(question: str, sentence: str) -> bool:
    """Whether a sentence names members of a family (小学, 初中), but none of those that the question names (高中)."""
    return any(
        asked and stated and not asked & stated
        for asked, stated in zip(_named(question), _named(sentence), strict=True)
    )


def has_no_such_class(question: str, text: str) -> bool:
    """Whether a question names a class by its letter (E级) where a text knows others (A级, B级) and not that one."""
    asked = _classes_in(question)
    return bool(asked and (stated := _classes_in(text))) and not asked & stated


def _classes_in(words: str) -> set[str]:
    told = _SAME_CLASS.sub(lambda each: each[1] + each[2], fold(words))  # 乙、丙类 are 乙类 and 丙类
    return {letter for letter, _ in _LETTER.findall(told) if letter}


@lru_cache(maxsize=_REMEMBERED)
def _counted(question: str) -> frozenset[str]:
    """The characters that name what a question counts for so many people, as it is spoken and as it is written."""
    asked = _PER_HEAD.search(fold(question))
    if not asked:
        return frozenset()
    words_asked = [asked["of"], *(other for word in words_of(asked["of"]) for other in written_for(word))]
    return frozenset("".join(words_asked)) - _OF_ASKING


def _of_all_together(question: str, words: str) -> bool:
    """Whether ``words`` speak of all groups taken together where the question names one of them."""
    if not _TAKEN_TOGETHER.search(words) or _TAKEN_TOGETHER.search(question):
        return False
    asked, stated = _named(question), _named(words)
    return any(asked[family] and not stated[family] for family in _GROUPS)


def _other_letter(question: str, words: str, before: str) -> bool:
    """B级 where D级 is asked about, 三级 where 二级; what the words or the last part before them name."""
    asked = _letters(question)
    if not asked:
        return False
    stated = next(
        (s for text in (words, *reversed(_PARTS.split(before))) if (s := _letters(text))), frozenset()
    )
    return bool(stated) and not asked & stated


@lru_cache(maxsize=_REMEMBERED)
def _letters(text: str) -> frozenset[str]:
    folded = fold(text)
    between = {
        level
        for first, last in _FROM_TO.findall(folded)
        for level in _DEGREES[_DEGREES.index(first) : _DEGREES.index(last) + 1]
    }
    return frozenset(letter or level for letter, level in _LETTER.findall(folded)) | between


def _both(question: str, words: str, before: str) -> list[tuple[frozenset[int], frozenset[int]]]:
    every = _named(question)
    if not any(every):
        return []
    nearest = [_named(part) for part in reversed(_PARTS.split(before)) if part]
    pairs = []
    for family, (asked, stated) in enumerate(zip(every, _named(words), strict=True)):
        own = stated or next((named[family] for named in nearest if named[family]), frozenset())
        if asked and own:
            pairs.append((asked, own))
    return pairs


@lru_cache(maxsize=_REMEMBERED)
def _named(text: str) -> tuple[frozenset[int], ...]:
    """For each family the members that a text names."""
    folded = _JOINT_GRADES.sub(r"\1级、\2级", fold(text))
    found = [{number for number, kind in enumerate(kinds) if kind.search(folded)} for kinds in _KINDS]
    for match in _UPWARDS.finditer(folded):
        found[_GRADES] |= set(range("一二三".index(match.group("from")), 3))
    return tuple(frozenset(members) for members in found)
