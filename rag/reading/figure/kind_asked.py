"""Whether a figure is of the kind asked for: its unit (多少张), what is paid (补多少), by how much something changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures import Figure
from rag.reading.figure.saying import is_share, same_unit
from rag.reading.stretches import PAUSE

_ASKED_UNIT = re.compile(
    r"(?:多少|(?<![十百千])几)(?:个(?=亿))?(?P<unit>个月|个?(?:小时|钟头|工作日)|百分点|万名|万人次|人次|万人|亿元|万元|亿|元|名|人(?!才|口|均|员)|张|个(?!钱)|所|家|辆|台|套|间|支|项(?!目)|种|类|次|场|期|例|批|件|条|份|户|对|级|岁|天|周|个月|年|倍|成|分钟|小时|亩|吨|平方米|公里|米)"
    "(?!地[方区]|(?:地市|[市县区省]|城市|文件)[^，。？?]{0,4}(?:分别|各))"  # 几个地方分别是多少 asks for no number of places
)
_ASKS_POINTS = re.compile("(?:多少|几)个?(?:百分)?点(?!钟|半)")
_ASKS_SHARE = re.compile(r"百分之[几多]|比例|比率|[覆复]盖率|率|几成|占|比重|多大比")
_ASKS_MONEY = re.compile(
    "[补奖罚领交收花挣给拿发](?:多少|几)(?![个名人张家所天年月次亩])|几块|块钱|补贴|补助|资助|奖金|经费|费用?|资金|工资|薪酬|待遇|奖励|金额|收入|营收|产值|多少钱"
)
_ASKS_RATE = re.compile(
    "(?:率|占比|比例|比重)(?:的)?(?:目标|指标|数)?(?:值)?(?:(?:是|为|要|得|达|定|到|做)*[^，。？?]{0,6}(?:多少|几成|百分之)|[？?。]*$)"
)
_ASKS_TENTHS = re.compile("几成|百分之[几多]")
_ASKS_PRICE = re.compile(
    "多少钱|几块钱|几个钱|几多钱|金额是?多少|投资(?:是|为|了)?多少|多少(?:亿|万)?元|(?:[给补奖罚拿交领]|投)[了到]?几万(?![\u4e00-\u9fff])"
)
_ASKS_TIME = re.compile("多久|几年|几天|多长|时限|期限|年限|多少(?:年|天|日|小时|分钟|个月|个工作日)")
_TIME_UNITS = ("年", "天", "日", "个月", "月", "个工作日", "工作日", "个小时", "小时", "分钟", "周")
_COUNTS_THINGS = re.compile("(?:多少|几)个[？?。]*$")
_OF_PEOPLE = ("人", "名", "人次")
# 专管透析的护士练几个; not 护士站建几个, 给老人办的食堂有多少个
_COUNTS_PEOPLE = re.compile(
    "(?:医[师生]|大夫|护[士工师]|药师|教师|老师|技师|人[员才]|干部|骨干|专家|学员|选手|毕业生|指导员|志愿者|职工)"
    "[^，,。？?的站团队所]{0,6}(?:多少|几)个[？?。]*$"
)
WRONG_UNIT, RIGHT_UNIT = -0.6, 0.3
_NO_MONEY = -1.0
_NO_SHARE = -1.0
_NO_NUMBER = -1.0  # 打造一批 tells no number
_A_RATIO = re.compile("[/／比]")
_NO_TIME = -0.3
_ASKS_CHANGE = re.compile(
    "(?:增加|增长|提高|上升|上涨|上调|新增|下降|降低|减少|压减|缩短|[加涨升增降减])了?(?:多少|几)|(?:增|涨|降)幅|比[^，。？?]{1,8}[少多](?:多少|几)"
)
_CHANGES = re.compile("(?:增加|增长|提高|上升|上涨|上调|下降|降低|减少|压减|缩短)(?:了|[^到至]{0,2})$")
_COUNTED = re.compile("[\u4e00-\u9fff]{2}")
_THE_MOST = re.compile("最[多高大长]|上限|封顶|至多")
_CEILING = re.compile(
    "(?:最[多高大长]|不(?:得)?(?:超过|高于|多于)|上限|封顶|至多)[^，,。；;\\d提增升降减]{0,6}$"
)
_THE_LEAST = re.compile("最[低少]|下限")
_FLOOR = re.compile("(?:最[低少]|下限)[^，,。；;\\d]{0,6}$")
_CONDITION = -0.3
_ASKS_CONDITION = re.compile("满(?:多少|几)|[多几]少?(?:周?岁|分)|什么条件")
_DEDUCTIBLE = re.compile("起付|免赔|门槛费")
_CHANGE = 0.4
_UNIT_KINDS = {
    "人": re.compile("[万]?[名人位]|[万]?人次"),
    "元": re.compile("[百千万亿]*元|块"),
    "率": re.compile("[%％‰]|成|倍|百分点"),
    "时": re.compile("年|个月|月|周|天|日|工作日|小时|钟头|分钟|秒"),
    "岁": re.compile("周?岁"),
    "车": re.compile("[辆台部]"),
    "床": re.compile("张"),
    "户": re.compile("[万]?户"),
    "长": re.compile("公里|千米|米|里|厘米"),
    "大": re.compile("平方米|平方公里|亩|公顷"),
    "物": re.compile("[家所处项件条]"),
    "回": re.compile("[次遍回轮场期]"),
}
# The same asked without a unit.
_KIND_WORDS = {
    "岁": re.compile("多大(?:岁数|年纪|年龄)|多少周?岁"),
    "率": re.compile(
        "(?:几|多少)个百分点|[高低多少降升涨扣差增减提罚][出了到至]?(?:几|多少)个?点(?![钟半多])"
    ),
    "长": re.compile("多远|(?<!时间)(?<!期限)有多长(?!时间)"),
    "元": re.compile(
        "(?:租|挣|赚|票价|学费|押金|挂号费|租金|房租|工资)[^，。？?占比率增涨降]{0,6}多少(?![个名人家套间户成%])"
    ),
}
_ASKS = re.compile("多少|几(?![乎年来])|多[大高长]|什么|哪")  # more of them ask for more
# 一千人里多少人: a rate; 几天一回: how often; both are written in many units.
_PER_SO_MANY = re.compile("[百千万]个?人|[一1每][回次遍趟]")
_COUNTED_BY_ANY = ("人", "物")
_OF_FAMILIES = ("家", "个")  # 750户, 1000个家庭
_ONLY_A_CHANGE = -0.2
_NOUN = 0.4


def unit_asked(question: str) -> str:
    """The unit that a figure is asked for in (几周, 几个点); empty where none is named."""
    if _ASKS_POINTS.search(question):
        return "个百分点"
    asked = _ASKED_UNIT.search(question)
    return asked["unit"] if asked else ""


def in_other_units(question: str, figures: Sequence[Figure]) -> bool:
    """Whether a unit is asked for (几辆, 多少户), or what has one (多大年纪), and every one of these figures is in a unit that counts other things."""
    if not figures or _PER_SO_MANY.search(question) or len(_ASKS.findall(question)) > 1:
        return False
    units = {match["unit"] for match in _ASKED_UNIT.finditer(question)}
    asked = {_kind_of(unit) for unit in units if unit != "张" or "床" in question}  # 几张片子: 100份
    asked |= {kind for kind, words in _KIND_WORDS.items() if words.search(question)}
    asked.discard("")
    kind = asked.pop() if len(asked) == 1 else ""
    return bool(kind) and not any(_may_be(kind, figure.unit) for figure in figures)


def _kind_of(unit: str) -> str:
    """What a unit counts, of the kinds that are not mistaken for each other; empty for any other."""
    plain = unit if unit == "个月" else unit.removeprefix("个")
    return next((kind for kind, units in _UNIT_KINDS.items() if units.fullmatch(plain)), "")


def _may_be(kind: str, unit: str) -> bool:
    """Whether a figure in a unit may be of a kind: one without a unit may be of any, 个 counts people and places too, and of
    how many, or how much money, a notice may tell the share (80%以上的县级中医院)."""
    if not unit or "倍" in unit or _UNIT_KINDS[kind].search(unit):
        return True
    if (kind == "户" and unit in _OF_FAMILIES) or (kind == "物" and unit == "户"):
        return True
    if kind not in _COUNTED_BY_ANY:
        return kind == "元" and unit[0] in "%％"
    return unit == "个" or unit[0] in "%％" or not _kind_of(unit)


def unit_fit(question: str, figure: Figure) -> float:
    """Whether the figure's unit is the one asked for: by its name (多少张), or by what is asked (补贴: 元)."""
    asked = _ASKED_UNIT.search(question)
    share = is_share(figure)
    if _ASKS_POINTS.search(question) and (share or "百分点" in figure.unit):
        return RIGHT_UNIT
    if _KIND_WORDS["岁"].search(question) and figure.unit.endswith("岁"):
        return RIGHT_UNIT
    if figure.text == "一批" and "批" not in question:
        return _NO_NUMBER
    if asked and asked.group("unit") != "成":
        if (
            _COUNTS_THINGS.search(question)
            and figure.unit.endswith(_OF_PEOPLE)
            and not _COUNTS_PEOPLE.search(question)
        ):
            return WRONG_UNIT  # 多少个团队 is not answered by 人
        return _asked_unit_fit(asked.group("unit"), figure.unit)
    if _ASKS_SHARE.search(question):
        in_words = _ASKS_RATE.search(question) or _ASKS_TENTHS.search(question)
        counts = bool(figure.unit) and not _A_RATIO.search(figure.text) and bool(in_words)
        points = "百分点" in figure.unit and _ASKS_CHANGE.search(question) is not None
        return 0.25 if share or points else _NO_SHARE if counts else -0.25
    if _ASKS_PRICE.search(question):
        return 0.25 if "元" in figure.unit else _NO_MONEY
    if _ASKS_MONEY.search(question):
        return 0.25 if "元" in figure.unit else _no_money(question, figure)
    if figure.unit.startswith(_TIME_UNITS) and not _ASKS_TIME.search(question):
        return _NO_TIME
    return 0.05 if share else 0.0


def _no_money(question: str, figure: Figure) -> float:
    """What a figure that is no money loses where 补助多少 asks for some: 托小班（12—24个月）2200元, 分两次拨付."""
    if figure.unit.startswith(_TIME_UNITS) and not _ASKS_TIME.search(question):
        return WRONG_UNIT
    return _NO_TIME if figure.unit and not is_share(figure) else -0.1


def _asked_unit_fit(asked: str, unit: str) -> float:
    """多少名 is answered by 人 too, by 个 hardly, by % or 年 not at all."""
    asked = asked if asked in ("个", "个月") else asked.removeprefix("个")
    if unit.endswith(asked) or asked in unit:
        return RIGHT_UNIT
    if same_unit(asked, unit):
        return 0.15
    if "亿" in asked and "亿" not in unit and "元" not in unit:
        return _NO_MONEY
    if "个" in (asked, unit) and not unit.startswith(("%", "％", "‰", *_TIME_UNITS)) and "元" not in unit:
        return -0.1
    return -0.1 if not unit.strip("十百千万亿") else WRONG_UNIT  # 每3万人口 has no unit but its size


def shut_out_by_unit(question: str, figure: Figure, figures: Sequence[Figure], start: int, end: int) -> bool:
    """Whether another figure of the same words, ``[start, end)``, is counted in the very unit asked for (几张: 病区2个、床位
    24张)."""
    asked = _ASKED_UNIT.search(question)
    unit = asked.group("unit") if asked else ""
    if not unit or unit in ("个", "成") or figure.unit.endswith(unit):
        return False
    return any(each.unit.endswith(unit) for each in figures if start <= each.start < end)


def counted_fit(question: str, text: str, figure: Figure, figures: Sequence[Figure]) -> float:
    """What a figure gains for counting the noun asked for where another figure of the sentence counts others (多少家医院:
    10家医院、10家企业), or for being a change where one is asked for (比上年加了多少: 增加5元)."""
    before = text[: figure.start]
    asked, stated = bool(_ASKS_CHANGE.search(question)), bool(_CHANGES.search(before))
    gained = _NOUN * counts_noun(question, text, figure, figures)
    if stated and not asked:
        gained += _ONLY_A_CHANGE
    elif stated and not _THE_MOST.search(question):
        gained += _CHANGE
    if is_deductible(question, before):
        gained += _NO_MONEY  # 起付线500元，报销78%: what is paid before anything is
    return gained


def is_deductible(question: str, before: str) -> bool:
    """Whether the words before a figure say that so much is paid before anything is reimbursed, and that is not asked for."""
    return bool(_DEDUCTIBLE.search(PAUSE.split(before)[-1])) and not _DEDUCTIBLE.search(question)


def counts_noun(question: str, text: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure counts what is asked for, in the unit it is asked for, and another of that unit does not: 10家医院 of
    医院要建多少家, beside 10家企业; not 配置1辆救护车, where 救护车 has 20辆 as well."""
    asked, noun = _ASKED_UNIT.search(question), _COUNTED.match(text, figure.end)
    if not asked or not noun or text.count(noun.group()) > 1:
        return False
    alike = any(other is not figure and other.unit == figure.unit for other in figures)
    return alike and figure.unit.endswith(asked.group("unit")) and noun.group() in question


def is_the_most(question: str, text: str, figure: Figure) -> bool:
    """最多能补多少 asks for the ceiling, 最低奖多少 for the floor."""
    if _THE_LEAST.search(question) and _FLOOR.search(text[: figure.start + len(figure.compare)]):
        return True
    return bool(_THE_MOST.search(question)) and bool(
        _CEILING.search(text[: figure.start + len(figure.compare)])
    )


def condition_fit(question: str, words: str) -> float:
    """What a figure loses for saying of whom something holds (满3个月的), unless that is asked for."""
    return _CONDITION if words.endswith("的") and not _ASKS_CONDITION.search(question) else 0.0
