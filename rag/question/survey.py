"""Questions over all notices: by which words they are known, and what is left of them as the matter asked about.

这批文件里写到X的有哪些, X在哪几份文件里出现过, 各地X要到百分之几, 全库里X定了数的都是多少: all ask about X alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from rag.language.segmenter import cut
from rag.question.comparing import without_comparison
from rag.question.wording import FIGURE_WORDS, GATHERS, TO_DO, Asks

_NOTICE = r"(?:政策|工作)?(?:文件|通知|公文|方案|材料|规划|要点|意见|办法)"
_PLACE = (
    r"(?:地方(?!病|政府|债|特色|标准|财政)|地区|市县区|县市区|县区|区县市|市县|县市|地市|城市(?![社居民])|区县|"
    r"[省市县](?![级场民政直属委局长城区内里域])|区(?![级属域别委长内里划块]))"
)
_INSIDE = r"(?:当中|之中|中(?!医)|里面?|里头|内(?!部|容)|上(?!级|报))?"
_KIND = r"(?:年度|[\u4e00-\u9fff]{2,6}?工作)?"  # 哪些地方的卫生工作文件: the kind of notice is not the matter
_OF_PLACE = rf"(?:的{_KIND}{_NOTICE}{_INSIDE})?"
# 要交哪几份材料 asks for the papers of an application, no notices.
_WHICH = rf"(?<![交带备供要报需])(?:都|分别|一共|总共)?(?:是|有|在|落在)?(?:都)?(?:哪(?:些|几|一|两)?(?:个|份|篇|件|家)?(?:{_NOTICE}(?!印|发)|{_PLACE}){_OF_PLACE}{_INSIDE}|(?:哪几|哪|多少|几)(?:份|篇)(?:{_NOTICE})?{_INSIDE}|(?:多少|几)个?(?:文件|通知|方案|地方(?!病)){_INSIDE})"
# 哪儿的文件说了X, 2023年的文件里哪些讲到了X, 不同城市的要求.
_WHERE = rf"(?:是)?哪(?:儿|里)的{_NOTICE}{_INSIDE}|(?:的)?{_NOTICE}(?:当中|之中|中|里面?|里头|内)[，,]?(?:都|分别)?(?:有)?哪(?:些|几[个份])(?:都)?(?=[提写说讲谈出涉]|有|定)|(?<=年)的{_NOTICE}(?:里面?|中|里头)(?=[^？?]{{2,30}}(?:都|各|分别))|不同(?:的)?(?:城市|地方|地区|市县|县市|省份|省市|市|县|{_NOTICE})(?:之?间)?(?:的)?"
_HERE = rf"(?:在|从|把|将|按)?(?:(?:这批|这些|这几[份篇个]|那批|这?[一二三四五六七八九十两\d]+[份篇](?={_NOTICE})|手头上?的?|手上的?|手里的?|现有的?|已有的?|所有的?|全部的?|库[里中内]的?)+(?:{_NOTICE}|地方(?!病)){_INSIDE}(?:的)?|(?:整个|全)库(?:里面?|中|内)?(?:的)?|^库(?:里面?|中|内)(?:的)?|手头的?|手上的?)"
# 十二个地方里, 这三个县当中: all that there are.
_AMONG = r"(?:在)?(?:(?:这|那)?[一二三四五六七八九十\d]+个?(?:地方|地区|市县|县市|县区|区县)|[这那][一二三四五六七八九十\d]+个?[市县])(?:当中|之中|里面|里头|里|中(?!医))"
_EACH = (
    rf"(?:把|将|对)?(?:在)?(?:各个?(?:省市县区|市县区|县市区|省市|市县|县市|区县|地市|地方(?!病)|地区|地|家|县[(（]市、?区[)）]|份?{_NOTICE}|份|[省市县区])(?![级场委局直])"
    rf"{_OF_PLACE}{_INSIDE}(?:的)?|每一?(?:份{_NOTICE}|个(?:地方|市|县)))"
)
_MENTION = rf"(?:(?:提|写|说|讲|谈|出现|涉及|点)(?:到过|到了|过|到|及|了|着|明|出)+|写进了?(?:{_NOTICE})?)"
_NOT = "(?:还|都|也)?(?:没有|没|未|不)(?:曾)?"
_THOSE_THAT = rf"{_MENTION}[^，。？?]{{1,30}}的(?:{_NOTICE})?(?:都)?(?:有|是)(?:谁|哪)|的{_NOTICE}(?:都)?(?:有|是)?(?:哪些|哪几|几份)|{_MENTION}[^，。？?]{{1,30}}的(?:{_NOTICE}|地方|地区|市县|县区|单位)(?:都|全)?(?:给我)?(?:都|全)?(?:找|列|查|的?(?:数量|个数|份数))|{_MENTION}[^，。？?]{{1,30}}的(?:文件|通知|材料|地方|地区|市县)[？?。]*$|的文件[，,]?(?:都)?(?:找全|列全|列出|列一下|定|写)"
# X是哪份文件里写的 asks which notice says X, 是哪份文件印发的 for a notice's own data.
_SAID_BY = rf"(?:是|在)?哪(?:一)?[个份篇]{_NOTICE}{_INSIDE}(?:[写说讲提]+[到过了明]*|规定|要求|明确|部署|安排|定下?|提出)(?:了|来)?的(?=[？?。，,]|$)|(?:是|在)?哪(?:一)?[个份篇]{_NOTICE}{_INSIDE}(?:规定|要求|明确|部署|安排|提出|定下)了?(?=[^，。？?]{{3}})"
# 有没有文件提到X asks which do.
_ANY = rf"(?:有没有|是否有|有无|有)(?:哪[份个些]|任何|别的|其他)?(?:{_NOTICE}|地方){_OF_PLACE}{_INSIDE}(?=(?:{_MENTION}|[提写说讲]|涉及))"
_MOST = r"(?<=最[高低多少大])的?(?:是|在|属于?|数)?哪(?:里|儿|家|一?个(?:市|县|区|地方)|地)|谁家?的?(?=[^，。？?]{2,20}最[高低多少大])|哪(?:里|儿|家|个(?:市|县|地方)?)(?:的)?(?=[^，。？?]{2,20}最[高低多少大])"
_WHO = rf"都有(?:谁|哪几?家|谁家)(?:在)?(?=[搞推建办做])|有(?:谁|谁家)(?:在|也|还)?(?=(?:搞|推行|规定|要求|打算|计划|设|定|开)(?:了|出)?)|(?:都)?有?(?:谁|哪几?家|谁家)(?:的{_KIND}{_NOTICE}{_INSIDE})?(?=(?:都|还|也|曾)?(?:{_MENTION}|[提写说讲]|定了|有要求))"
# 定到4.5的有哪几家, 搞X的都有谁: of places or notices, where it is said what they plan. 推广X的是谁 asks who does it, 办X的有哪几家
# for the institutions; 负责X的, 获评X的, X医院里的 are no planners either.
_PLANNED = r"(?:搞|推(?![荐拿选])|定(?![价期岗向])|提(?![供交取醒])|讲|打造|建(?![成有档议筑])|设(?![有在备施])|部署|安排|要求|规定|实施|弄|创(?!伤)|取消|放开|试点(?!的)|[降升涨调]到|达(?![标成])到?|不低于|不少于|不超过|超过|\d[%％‰])"
_NO_PLANNERS = (
    r"组织|协助|会同|经办|主办|承办|牵头|负责|责任|主管|承担|配合|落实|审|批|印发|联合|获|评(?!价|估)|入选|列入|纳入|授|命名|被|认定|挂牌|参加|参与|报名|中标|承接|定点|指定|合作|通过|"
    r"(?:医院|机构|单位|企业|公司|药店|学校|部门|科室|卫生院|人员|的人|群体|人群|对象)(?:里|中|当中|的|$)"
)
_PLANNERS = r"(?<=[\u4e00-\u9fff\d%％])的(?:一共|总共|分别|都)*(?:(?:有|是)(?:哪几家|几家|哪些家|谁家|哪几个(?:地方)?|哪几处|哪里|哪儿)|(?<=都)有谁)(?:呢|啊|呀)?(?=[？?。！!]*$)|(?<=[\u4e00-\u9fff\d%‰]的)[，,](?:都|一共|又)?(?:有|是)(?:谁|谁家|哪几?家|哪些)(?:呢|啊|呀)?(?=[？?。！!]*$)"
_PLANNERS_FIRST = r"^[，,\s]*(?:都有|还有|又是|是)?(?:哪几家|谁家|哪几个地方)(?:的)?(?=(?:都|也|还|正|在|要|想|会|提出|明确|打算|准备|计划)*(?:把[^，。？?]{2,14})?(?:搞|推|定|打造|建(?![成有档])|部署|弄|创|取消|放开|试点))"
# 是哪儿定的, 分别是哪里在做, 哪里规定了: the place is asked for by what it says.
_DONE_WHERE = r"(?:分别|都|各)?(?:是|在)(?:哪(?:里|儿)|哪些地方|哪几个地方)(?:在)?(?:(?:定|规定|要求|提|写|搞|推|明确)(?:出|下)?(?:来|了)?的|在[做搞推]|的(?:做法|规定|要求|说法))(?=[？?。，,]|$)|(?:有没有|有)?哪(?:里|儿)(?=(?:规定|要求|明确|提出)(?:了|要)?[^，。？?]{3})"
# 只有一个地方在推吧，哪个
_ONLY = r"(?:是不是|是否)?(?:就|只)(?:有|是)?[一几](?:个地方|处|家|份文件|份)(?=(?:在|[搞推写提说讲定设要]))"
_ONE = rf"哪(?:一)?(?:[个份篇](?:{_NOTICE}|{_PLACE})|[里儿家]|{_PLACE})"
_OF_ALL = re.compile(
    "|".join(
        (
            _WHICH,
            _WHERE,
            _HERE,
            _AMONG,
            _EACH,
            _THOSE_THAT,
            _WHO,
            _ANY,
            _MOST,
            _DONE_WHERE,
            f"{_ONLY}(?=.*哪)",
        )
    )
)
_HOW_MANY = rf"的?{_NOTICE}的?(?:数量|个数|份数)"
_PHRASES = re.compile(
    "|".join(
        (
            _HOW_MANY,
            _PLANNERS,
            _PLANNERS_FIRST,
            _SAID_BY,
            _DONE_WHERE,
            rf"{_ONLY}(?:在)?[搞推]?",
            _AMONG,
            _ANY,
            _WHICH,
            _WHERE,
            _HERE,
            _EACH,
            _WHO,
            _MOST,
            rf"(?:{_NOT})?{_MENTION}",
            _NOT + "(?=[提写说讲])",
        )
    )
)

_MENTIONS = re.compile(rf"{_MENTION}|{_ANY}|里有|出现|[提写说讲有][《“\"「]")
_LEAVES_OUT = re.compile(f"(?<!有){_NOT}(?:提|写|说|讲|涉及)")

# 哪份文件要求…不低于2% asks for the notice: the figure is known.
_HOW_MUCH = re.compile(
    "多少|百分之[几多]|几成|多[大高低长久]|最|各|分别|都|数[字值据]|具体数|几[\u4e00-\u9fff]{0,3}[？?。]*$|(?:目标|指标|比例|[数率])(?:是|为|定|有|$)"
)
_GATHERED = "[，,]?(?:都|全|统统|逐|挨个|给我|帮我|拉|列|归|拢|找|汇总|整理|捋)"
_NUMBERS = re.compile(
    r"(?:定|写|给|列|提|有|报)(?:了|出|明|过)*(?:的)?(?:具体|明确|硬|量化|哪些|什么)*的?(?:数(?![据字]?化)(?:字|值|目|量)?|百分[数比]|指标|比例)"
    r"|(?:人数|数字|数值|比例|数量|指标|数)?(?:各|分别|都|各自)(?:是|为|要|定|有)?(?:的)?(?:多少|几)|百分之几|的数(?=都|全|统|列|$)|[率数]都?(?:列|汇总)"
    rf"|(?:的(?:数(?:字|据|值|目)?|指标|目标值?)|数字|数据)(?={_GATHERED})"
)
_STATED = re.compile(
    r"(?:各|都|分别|各自)?(?:是|有)?(?:怎么|如何|咋|怎样)(?:个)?(?:定|说|写|要求|规定|安排|提|弄|搞|做|管|抓)的?"
    r"|(?:各|都|分别|各自)?(?:定|提|有|作|写)(?:了|出)*的?(?:什么|哪些|啥)样?的?(?:目标|要求|指标|说法|规定|标准)"
)
_OF_MEASURE = re.compile("比例|占比|目标|指标|[率数](?:[，,的都]|$)|水平")
_RANKED = r"[从由][高大多早]到[低小少晚]|[从由][低小少晚]到[高大多早]|排(?:一下|一排|个|一个|出|成)?(?:顺序|次序|名次|序|名|队)?(?=[，,。？?\s]|$)"
# How they are put together: 拉个单子, 归到一张表里, 逐一列一下.
_AS_TABLE = r"(?:都|全|统统)*(?:给我|帮我|替我|逐一|逐个|逐份)|(?:都|全|统统)*(?:拉|列|归|整理|汇总|捋|拢|做|弄|排)(?:一?[个张份])?(?:出来?|成|到|进)?(?:一?[个张份])?(?:单子|清单|表格?)?(?:里|上)?(?:给我(?:看看)?|来)?(?=[，,。？?\s]|$)|(?:整理|拉)(?:一下|出来|给我)+"
# What is done with the rows, and other words at the ends that name nothing of the matter.
_DONE_WITH = re.compile(
    r"(?:给我|帮我)?(?:归拢|拢)(?:一[拢下]|拢|到?在?一[起块]儿?)|(?:对|比|理|捋|数|列|说|查|找|看)一?(?:对|比|理|捋|数|列|说|查|找|看|下)(?!点)|汇总(?:一下)?|归拢|盘点|梳理|一览|(?:统统|全都|都|全)?列(?:出来?|全|个表|给我(?:看看)?)|(?:都|全部?)?找(?:全|出来?)(?:所有|全部)?|所有|一个不漏|统计(?:一下)?(?!局|监测|调查)|(?:是|谁)?(?:[定设写提给要][得的])?最[高低多少大]的?(?:$|(?=[？?。！!]|[是在]?哪))"
    rf"|(?:按|照)?(?:{_RANKED})"
)
# 没写数的也说明, 打码的也注明: how the table is to be.
_REMARKS = r"[，,]?(?:分别)?是哪(?:几|些)(?:家|个|份|地)的?(?=[？?。]|$)|[，,]?(?:没有?|未)(?:写|定|提|载)(?:明|到)?(?:数字?|具体数)?的(?:也|都|要)*(?:说明|注明|标出|标明|列出|写上)[来一下]*|[，,]?(?:打码|遮盖|隐去|隐藏)了?的(?:数字?)?(?:也|都|要)*(?:说明|注明|标出|标明|列出)[来一下]*|挨个(?:列|说|讲)?|跨文件|分别是?哪(?:个|些)[市县区地方]*的?|[，,]哪(?:儿|里)的(?=[？?。]|$)"
_EACH_SAYS = r"都(?:是?[提写说定要列给])(?:了|出|到)?(?:多少|几(?!个月|年|天))|(?:各自?|分别)(?:是?[提写说定要列给]|在)(?:了|出|到)?(?:多少|几|什么|啥|哪)?"
# 超过30%的有哪些地方: a bound that the figures themselves are held against, and no part of the matter.
_BOUND = re.compile(
    r"(?<!不)(?P<bound>(?:超过|超出|高于|大于|多于|低于|不到|不足|少于|小于)(?:了)?\d+(?:\.\d+)?\s*[%％‰]?(?:[\u4e00-\u9fff]{1,2}?)?)(?=的(?:都|一共|总共|分别)*(?:有|是)?(?:哪|谁|几|多少|文件|地方|[？?。]|$)|[？?。]|$)"
)
# 最多开12周, 定到4.5: what leads to a figure names nothing, and a figure without its unit stands in no notice as it is.
_TO_FIGURE = r"(?:最[多少高低长大]|至少|起码|顶多)(?:能|可以?|得)?[开发补给报领拿签收交罚奖批]?(?=\d)|(?:[定达升降涨调压提]|提高|控制)(?:到|至|在|成)(?:\d+(?:\.\d+)?(?=的|[，,。？?\s]|$)|(?=\d))"
_TAKEN_AWAY = re.compile(
    "|".join(
        (
            _BOUND.pattern,
            _REMARKS,
            _TO_FIGURE,
            _EACH_SAYS,
            _NUMBERS.pattern,
            _STATED.pattern,
            _PHRASES.pattern,
            _AS_TABLE,
            _DONE_WITH.pattern,
            "[要会将](?:想|被)",
            TO_DO.pattern,
        )
    )
)
_DEALT_WITH = re.compile(
    r"(?:要|在|怎么)?[跟与和同](?P<named>[^，,。？?；;跟与和同、的]{2,12}?)(?:(?P<spoken>打交道|沾边|扯上关系|搭上线|来往|走动|有关|相关)|(?P<verb>合作|对接|接轨|联动|挂钩|往来))的?(?:事情?|内容)?(?=[？?。，,]|$)"
)
_ALTERNATIVE = re.compile(
    "(?P<said>[\u4e00-\u9fff]+?)[（(](?P<other>[\u4e00-\u9fff]{1,4})[）)](?P<tail>(?![的哪有都是在等])[\u4e00-\u9fff]{2,6}?(?=[，,。？?的有都]|哪|$))?"
)
_A_NAME_OF_ITS_OWN = 4  # characters
_QUOTED = re.compile('([《“"「][^》”"」]*[》”"」])')
_IN_CHARGE = re.compile("牵头|负责|责任|主管|承担|科室|股室|处室|部门|单位|哪个局")
_AT_THE_ENDS = frozenset(
    (
        "允许 准许 给出 给出了 打算 说起 说起过 事 或 或者 改 改造 新建 涉 都有 对象 落实 把 将 对 在 的 了 都 也 还 又 曾 各 各自 分别 类 等 有 是 里 中 被 由 于 就 要 想 得 过 到 着 以 准备 打算 计划 提出 写 写到 写了 提 提到 说 讲 说到 讲到 "
        "谈到 百分数 百分比 涉及 出现 部署 规定 明确 安排 要求 定 定了 给 给了 列 搞 建 建到 建成 建设 推 推行 推进 推广 开展 实施 打造 创建 争创 创 设 设立 设置 办 做 抓 招 招聘 引进 达到 "
        "目标 指标 数字 数值 人数 数量 数 比例 多少 标准 情况 地方 文件 材料 要点 份 具体 硬 应 应该 需要 需 能 会 目标值 达标 库里 库 手头 手上 这批 "
        "还有 具体数 定数 定下 写着 写明 提过 说过 讲过 提了 说了 讲了 定过 落 落在 哪儿 哪里 几份 各是 可以"
    ).split()
)
_WANTS = "要想会将拟"
_EXCEPT = re.compile(
    "除了?[^，,。？?]{2,12}(?:(?:以|之)?外[，,]?|[，,])(?=.{0,4}(?:还|其他|其它|别的|另外|哪))"
)
_FIRST = frozenset("建 建立 建设 打造 推行 推进 推广 开展 实施 部署 落实 争创 创建".split())
_SHORTEST = 7
_SHORTEST_NAME = 2
# A verb or a measure that runs into the name (创无烟机关, 个中医馆).
_MEASURES = "名个家所张位辆台项"
_MAKES = "创建设招搞推定个家所名"


def asks_of_all(text: str) -> bool:
    """Whether a question that names no place and no notice asks about all of them."""
    return _OF_ALL.search(text) is not None


def asks_who_plans(text: str) -> bool:
    """Whether 哪几家 or 谁 asks which places plan something (托位定到4.5的有哪几家), where no place, year or notice is named."""
    found = re.search(f"{_PLANNERS}|{_PLANNERS_FIRST}", text)
    said = f"{text[: found.start()]}的{text[found.end() :]}" if found else ""
    return re.search(_PLANNED, said) is not None and not re.search(_NO_PLANNERS, said)


def bound_in(text: str) -> str:
    """The bound that a question over all notices holds the figures against (超过30%); empty where it puts none, or asks who
    writes of it (提到不足16岁)."""
    found = None if re.search(_MENTION, text) else _BOUND.search(text)
    return found["bound"].replace("了", "", 1) if found else ""


def except_for(text: str) -> str:
    """The words that leave something out (除了甲市，还有哪些地方); empty where there are none."""
    found = _EXCEPT.search(text)
    return found.group() if found else ""


def matter(text: str, topic_of: Callable[[str], str], stands: Callable[[str], bool]) -> str:
    """The topic, nothing of the asking left in it, where ``topic_of`` gives that of a question and ``stands`` tells whether
    words stand in some notice; of two where a second is asked about in a sentence of its own (写X的有哪些？写Y的又是哪些？)."""
    asked = [part for part in re.split("[？?；;]", text) if part.strip()]
    text = without_comparison(_with_alternatives(_dealt_with(text, stands), stands))
    several = len(asked) > 1 and all(re.search("哪|谁", part) and len(part) > _SHORTEST for part in asked)
    topics = (topic_of(_without_asking(part)) for part in (asked if several else [text]))
    runs = ([uncounted(run, text) for run in topic.split()] for topic in topics)
    pared = (" ".join(filter(None, (_pared(run, stands) for run in each))) for each in runs)
    return "或者".join(filter(None, pared))


def _dealt_with(text: str, stands: Callable[[str], bool]) -> str:
    """What something is mentioned to have to do with: 跟长三角打交道 is 长三角."""

    def named(match: re.Match[str]) -> str:
        loose = match["spoken"] is not None or not stands(f"{match['named']}{match['verb']}")
        return match["named"] if loose else match.group()

    return _DEALT_WITH.sub(named, text)


def uncounted(run: str, text: str) -> str:
    """A run without the measure that is left of 多少名博士."""
    counted = len(run) > _SHORTEST_NAME and run[0] in _MEASURES and re.search(f"[少几]{re.escape(run)}", text)
    return run[1:] if counted else run


def _with_alternatives(text: str, stands: Callable[[str], bool]) -> str:
    """高龄津贴（补贴）is 高龄津贴 or 高龄补贴, 县域医疗（卫生）次中心 has its tail in both; what is a name by itself
    (转岗培训) stands for what is said before it, and what is of another length only explains."""

    def either(match: re.Match[str]) -> str:
        said, other, tail = match["said"], match["other"], match["tail"] or ""
        if set(cut(tail)) <= _AT_THE_ENDS:  # 机构（医院）创建
            tail = ""
        if len(other) >= _A_NAME_OF_ITS_OWN and not tail and stands(other):
            return other
        if not 2 <= len(other) < len(said):
            return f"{said}{tail}"
        before = reversed(list(cut(said[: -len(other)])))
        led = [*takewhile(lambda word: len(word) > 1 and word not in _AT_THE_ENDS, before)][::-1]
        ways = [f"{''.join(led[:kept])}{other}{tail}" for kept in range(len(led), -1, -1)]
        return f"{said}{tail}或者{next(filter(stands, ways), ways[0])}"

    return _ALTERNATIVE.sub(either, text)


def _without_asking(text: str) -> str:
    parts = _QUOTED.split(text)  # what is quoted is kept as it is written
    parts[::2] = (_TAKEN_AWAY.sub(" ", part) for part in parts[::2])
    return "".join(parts)


def asked_of_all(text: str, asks: Asks) -> Asks:
    """What is asked of each notice: a figure where one is asked for besides the notices themselves, else what it says."""
    if re.search(f"{_MOST}|{_RANKED}", text) or bound_in(text):
        return Asks.FIGURE
    if (asks is Asks.YES_NO and re.search(_ANY, text)) or asks_who_plans(text):
        return Asks.LIST
    if asks is Asks.YES_NO and re.search(f"{_ONLY}.*哪", text):
        return Asks.LIST
    if (
        asks is Asks.UNIT
        and re.search(f"{_WHO}|{_AMONG}|{_DONE_WHERE}", text)
        and not _IN_CHARGE.search(text)
    ):
        return Asks.LIST
    if asks is Asks.CONTACT and _STATED.search(text):
        return Asks.EXPLAIN  # 各地热线怎么弄的 asks for no number
    if asks not in (Asks.FIGURE, Asks.LIST, Asks.EXPLAIN, Asks.METADATA):
        return asks
    if asks is Asks.FIGURE and re.search(_ONE, text) and not _HOW_MUCH.search(text):
        return Asks.LIST
    mentions = re.search(f"{_MENTION}|{_SAID_BY}", text) is not None
    if _NUMBERS.search(text) or FIGURE_WORDS.search(
        _PHRASES.sub(" ", re.sub(_REMARKS, " ", text)).strip("？?。 ")
    ):
        return Asks.FIGURE
    if _STATED.search(text) and _OF_MEASURE.search(text):
        return Asks.FIGURE
    if GATHERS.search(text) and not mentions and not re.search(_WHO, text):
        return Asks.FIGURE
    if asks is Asks.METADATA:
        return Asks.LIST if mentions else asks
    return Asks.EXPLAIN if asks is Asks.EXPLAIN else Asks.LIST


def names_a_thing(text: str) -> bool:
    """Whether the very words asked about have to stand in a notice: they are quoted, or it is asked who mentions them."""
    return _QUOTED.search(text) is not None or asks_who_mentions(text)


def asks_who_mentions(text: str) -> bool:
    """Whether it is asked which notices mention something: those that do not hold it do not answer."""
    return _MENTIONS.search(text) is not None and asks_of_all(text)


def asks_which_one(text: str) -> bool:
    """Whether it is asked which one notice or place it is that says or does something: its name is the answer."""
    return re.search(_ONE, text) is not None and asks_of_all(text)


def asks_who_leaves_out(text: str) -> bool:
    """Whether it is asked which notices do not mention something."""
    return _LEAVES_OUT.search(text) is not None and asks_of_all(text)


def any_words(text: str) -> bool:
    """Whether what a notice says in words answers beside figures (各地怎么定), and no figure is insisted on (定了数的)."""
    return _STATED.search(text) is not None


def only_figures(text: str) -> bool:
    """Whether only a figure answers: 写了百分数的, 定了具体数的."""
    return re.search("百分[数比]|(?:具体|定了|定下)的?数|数字", text) is not None


def _pared(run: str, stands: Callable[[str], bool]) -> str:
    """A run of the topic without the words of asking at its ends, unless it stands in some notice as it is."""
    words: Sequence[str] = cut(run)
    while words[0] in _FIRST and len("".join(words[1:])) > _SHORTEST_NAME:
        words = words[1:]
    while words and not stands("".join(words)):
        if run[0] in _MAKES and len(run) > 3 and stands(run[1:]):
            return run[1:]
        if words[0] not in _AT_THE_ENDS and words[0][0] in _WANTS and len(words[0]) > 1:
            words = [words[0][1:], *words[1:]]  # 要招 is 要 and 招
        elif words[0] in _AT_THE_ENDS:
            words = words[1:]
        elif words[-1] in _AT_THE_ENDS:
            words = words[:-1]
        else:
            break
    return "" if len(words) == 1 and words[0] in _AT_THE_ENDS else "".join(words)
