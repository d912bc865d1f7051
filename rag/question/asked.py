"""What kind of answer a question asks for, and the words of it that name what it is about."""

from __future__ import annotations

import re

from ingest.figures import find_figures
from rag.language.counted import written_amounts
from rag.language.segmenter import cut
from rag.question.wording import (
    ACROSS,
    ASK_PATTERNS,
    COMPARES,
    CONTACT_WORDS,
    COUNTED_THINGS,
    DATE_WORDS,
    DUTIES_OF,
    DUTY_WORDS,
    EACH_ONE,
    EMPTY_WORDS,
    EXPLICIT_DATE,
    FIGURE_WORDS,
    FILLER,
    GATHERS,
    HALF,
    LIST_WORDS,
    LISTED,
    META_WORDS,
    ORDINAL,
    PAID_OUT,
    QUOTED,
    REQUEST,
    ROLE_WORDS,
    TO_DO,
    UNIT_WORDS,
    WHO_HOLDS_POST,
    WHO_MENTIONS,
    WHOLE_AIM,
    YES_NO_WORDS,
    Asks,
)

_CLAIMS = re.compile("(?:[吗嘛吧]|(?<!什)么)[？?。]*$|是不是|是否")
# A figure is asked for as well.
_COUNTS = re.compile("多少|百分之几|几[成分回次趟遍]|[要占有定加新建设到为是]几[个家所张名人台项]")
# 打电话核实多少家, 接到电话怎么处理: of a call, whose number nobody asks for.
_OF_A_CALL = re.compile(
    "(?:[打接来拨](?![^，。？?]{0,10}(?:什么|哪个?|啥|多少号?|几号?)(?:电话|热线))[^，。？?]{0,10}(?:电话|热线)|(?:电话|热线)(?:问|核实|核查|抽查|访问|调查|[打接]))"
    "(?!号|是)[^，。？?]{0,16}(?:多少(?!号)|几[成家户人次个天回遍]|怎么(?!打)|怎样|咋|如何|该|[吗么][？?]?$)"
    "|热线接到|(?:几天|几日|多久|多长时间|多少人)[^，。？?]{0,12}电话|谁(?:来|去|给|会)?(?:打|接)(?:的)?电话|电话几点|打电话的人"
)
# 年底的任务一共几条
_TASKS = "(?:任务|工作|事项|事情?)"
_MANY = "(?:几|多少)(?:条|项|件|处|个|桩)"
_COUNTS_TASKS = re.compile(f"{_TASKS}(?:一共|总共|共|都)?(?:有|是)?{_MANY}|{_MANY}{_TASKS}")
# What is to be done by a date that names no year: 6月底前要完成什么, 年底前有哪些任务.
_ASKS_DUE = re.compile(
    "(?:完成|做到?|干|办|落实|实现|搞|交|报送?|提交|出台|拿出|公布|建成)(?:好|完|掉|上来|上去|出来)?(?:[哪那]些|什么|啥)"
    "|(?:哪些|什么|啥)(?:任务|工作|事|活|要|得|必须|该)"
    "|(?:任务|工作|事项|事情|事儿?|活儿?)[^。？?]{0,16}(?:哪[些几一项件条]|什么|啥)"
    "|[要得该](?:完成|做|干|办|落实)的?(?:事|任务|工作)?(?:有|是|都有)?(?:哪些|什么|啥)"
    "|(?:卡[在到]|截止|到期)[^，。？?]{0,8}的[^，。？?]{0,6}[有是](?:哪|什么|啥)"
)
_VERB_BEFORE = re.compile("(?<=[\u4e00-\u9fff]{3})[收签招补领换交配拿奖罚贷到达为有是要]$")  # 中班收35个
# 甲市和乙市谁先办成: their dates are compared.
_WHICH_FIRST = re.compile(
    "(?:谁|哪(?:里|儿|边|个|家|一个)(?:市|县|区|地方)?)(?:更|会|要|是|能)*(?:先(?![交垫出付掏管审查看批])|[早晚]|最[先早晚])(?!期|餐|上|年)"
)
# 责任单位怎么处理, 待遇跟谁看齐 name a unit and ask for none.
_OF_NO_UNIT = re.compile(
    "(?:怎么|如何|会不会|怎样)(?:被)?(?:处理|处罚|办|追责|问责|罚)"
    "|(?:[跟和与同向按照比]着?|比照|参照|对标)谁家?的?(?:来)?(?:看齐|一样|一致|相同|同等|学|比|走|合作|对接|结对|共建)"
)


_WHICH_OFFICE = re.compile(
    "哪一?个(?:局|委|股室?|科室?|处室|部门|单位)(?:[？?。]*$|(?:正|具体)?[在来](?:弄|搞|张罗|操办|经手|盯))"
)
# 给多少居民查谁容易中风 asks how many
_COUNTS_WHOM = re.compile("多少[\u4e00-\u9fff]{2,}谁(?!来|在|负责|牵头|管|抓|干|办|定)")
_ASKS_WHY = re.compile("为(?:什么|啥|何)")
# 评等级的有哪几家: several are asked for by name, and nothing says that they are in charge.
_WHICH_ONES = re.compile(
    "(?:有|是|为)(?:的是)?(?:哪(?:几|[二两三四五六七八九十]|十[一二三四五六七八九]|\\d{1,2})[家个所])[？?。]*$|(?:都|还)(?:有|是)谁[？?。]*$"
)
_IN_CHARGE = re.compile(
    "牵头|负责|责任|主管|(?<!社会)组织(?![都是有])|承担|配合|参与|协助|会同|(?:活儿?|事儿?|事情|工作|任务|块)的?(?:都|分别)*[是有]"
)
_IN_CHARGE_WORDS = frozenset("管 抓 归 由".split())  # as words alone: 托管机构, 血管 are none
# 几家卫生院要建什么科室: the number is open, and what is asked for comes behind it.
_SOME_OF_THEM = re.compile(
    "(?:^|[\\s，,的县市区镇乡里])几[家个所名位支处间辆台](?=[^，,。？?]{1,24}(?:什么(?!时)|哪些|啥(?!时)))"
)
# 还要符合哪些指标: the conditions, not one figure.
_WHICH_CONDITIONS = re.compile(
    "(?:符合|满足|达到|具备|过)[^，,。？?]{0,6}(?:哪些|哪几[项个条])[\u4e00-\u9fff]{0,2}(?:指标|标准|要求|条件)[？?。]*$"
)
# 哪五样东西不改: how many, of nothing in particular.
_SO_MANY_THINGS = re.compile(
    "(?<![第\\d哪])[两三四五六七八九十几][样个件种项]?(?:东西|事情|事儿|事(?![项业件故务]))"
    "(?!(?:都|分别|具体|主要)*[有是指](?:哪|什么|啥))"  # 民生十件事有哪些: that is its name
)
# 满分里头几块分别怎么给: what a whole is made up of.
_MADE_UP_OF = re.compile(
    "(?<![费价钱金元])(?<![费价钱金元][要是收交])几大?(?:块(?!钱)|部分)[^，,。？?]{0,6}(?:分别|各自?)(?:是|占|给|打|算|有|怎么|咋|如何)*(?:多少|几分|怎么|咋|如何|给|分|算|占)"
    "|(?:满分|总分|分值|分数)[^，,。？?]{0,8}(?:怎么|如何|咋|怎样)(?:样)?(?:分|给|打|构成|组成|分配|来的|算)"
)
# 半夜打热线有人接吗 asks for no number.
_IS_ATTENDED = re.compile(
    "(?:打得?通|有人(?:接听?|管|值班|在)?|接不接|开不开通)(?:电话)?[吗么嘛不没][？?。]*$"
)

# 怎么让几家医院成一家, 靠什么让县里重视指标: how, whatever is counted or measured on the way.
_HOW_TO = re.compile(
    "(?:怎么|怎样|如何|咋|[靠拿用凭]什么(?:办法|法子|手段|措施)?)(?:才能?|来|去)?(?:让|使|把|叫|将|督促|促使|引导|推动)(?![^，,。？?]*(?:多少|百分之几|几[成分]))"
)


# 2024年健康县区覆盖率: nothing but the name of a measure.
_ONLY_A_MEASURE = re.compile(r"^[^，,。？?；;怎如咋为]+(?:率|占比|比例|比重|托位数|床位数)[？?。\s]*$")


def asks_for(text: str, rest: str, deadline: str) -> Asks:
    """What a good answer to the question is made of. ``rest`` is ``text`` without places, notices and years, ``deadline``
    the date that it asks about."""
    if _IS_ATTENDED.search(rest):
        return Asks.YES_NO
    if (CONTACT_WORDS.search(rest) and not _OF_A_CALL.search(rest)) or WHO_HOLDS_POST.search(rest):
        return Asks.CONTACT
    if _WHICH_FIRST.search(rest):
        return Asks.DATE
    if COMPARES.search(rest) or GATHERS.search(rest):
        return Asks.FIGURE
    if META_WORDS.search(PAID_OUT.sub(" ", text)):
        return Asks.METADATA
    if WHO_MENTIONS.search(rest):
        return Asks.LIST
    if DUTIES_OF.search(rest) or (DUTY_WORDS.search(rest) and not UNIT_WORDS.match(rest.strip())):
        return Asks.DUTIES
    if _WHICH_ONES.search(rest) and not _is_in_charge(rest):
        return Asks.LIST
    asks_who = UNIT_WORDS.search(rest) and not (_COUNTS_WHOM.search(rest) or _ASKS_WHY.search(rest))
    charged = asks_who and ROLE_WORDS.search(rest) and not _OF_NO_UNIT.search(rest)
    if charged or _WHICH_OFFICE.search(rest):
        return Asks.UNIT
    if (
        deadline
        and not _CLAIMS.search(rest.strip())
        and re.search(
            "(?:完成|做|干|办|落实|实现|建成|达到|任务|目标)(?:的)?(?:哪些|什么|啥)?|哪[些几一项件条]|什么|啥",
            rest,
        )
        and (_COUNTS_TASKS.search(rest) or not FIGURE_WORDS.search(rest))
    ):
        return Asks.DEADLINE
    if YES_NO_WORDS.search(_unasked(rest)) and not _COUNTS.search(rest):
        return Asks.YES_NO
    if EXPLICIT_DATE.search(rest):
        return Asks.DATE
    if LISTED.search(rest) or _MADE_UP_OF.search(rest) or _WHICH_CONDITIONS.search(rest):
        return Asks.LIST
    rest = _SOME_OF_THEM.sub(" ", rest)
    if _HOW_TO.search(rest):
        return Asks.EXPLAIN
    if FIGURE_WORDS.search(rest.strip("？?。 ")) and not WHOLE_AIM.search(rest):
        return Asks.FIGURE
    if DATE_WORDS.search(rest.strip("？?。 ")):
        return Asks.DATE
    if LIST_WORDS.search(rest):
        return Asks.LIST
    return Asks.FIGURE if _ONLY_A_MEASURE.search(rest) else Asks.EXPLAIN


def _is_in_charge(rest: str) -> bool:
    """Whether those asked for are in charge of something: 牵头的是哪两家, 抓控烟的有哪几家."""
    return bool(_IN_CHARGE.search(rest)) or not _IN_CHARGE_WORDS.isdisjoint(cut(rest))


def asks_for_due(rest: str) -> bool:
    """Whether a question that names a date without a year asks for what is due by it."""
    return bool(_ASKS_DUE.search(rest)) and not _CLAIMS.search(rest.strip()) and not FIGURE_WORDS.search(rest)


def _unasked(text: str) -> str:
    """The text without its question mark, and of a request without the 吧 that softens it."""
    plain = re.sub("[？?。！!]+$", "", text.strip())
    return plain.removesuffix("吧") if REQUEST.match(plain) else plain


def topic_of(rest: str, asks: Asks) -> str:
    """The words of a question that name what it is about."""
    topic = rest.strip("？?。！! ")
    if asks is Asks.UNIT:  # 哪两家牵头 asks who, and calls nothing 两家
        topic = UNIT_WORDS.sub(" ", topic)
    topic = COUNTED_THINGS.sub(r" \1", topic)
    if asks is Asks.LIST and (words := _naming(_SO_MANY_THINGS.sub(" ", topic), asks)):
        return words
    return _naming(topic, asks)


def _naming(topic: str, asks: Asks) -> str:
    """The words that are left without those of asking."""
    if asks is Asks.YES_NO:
        topic = _without_claim(topic)
    for pattern in (*ASK_PATTERNS[asks], ACROSS, FILLER):
        topic = pattern.sub(" ", topic)
    if asks is not Asks.FIGURE:  # 要补 that no notice writes tells that a figure is of something else
        topic = TO_DO.sub(" ", topic)
    words = re.sub(r"[，,。；;：:？?！!、《》“”\"（）()的]", " ", topic).split()
    return " ".join(word for word in words if len(word) > 1 and word not in EMPTY_WORDS)


def _without_claim(text: str) -> str:
    """The figure or number of a series that a yes-or-no question puts forward is checked, not searched for."""
    text = written_amounts(re.sub("[吗嘛][，,].*", "", text))
    text = ORDINAL.sub(" ", EACH_ONE.sub(" ", HALF.sub(" ", text)))
    for figure in reversed(find_figures(QUOTED.sub(lambda match: "\x00" * len(match.group()), text))):
        text = f"{_VERB_BEFORE.sub('', text[: figure.start])} {text[figure.end :]}"
    return text
