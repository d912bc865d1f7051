"""The words by which a question compares: 谁管得紧, 差几个点, 对一对, 有啥不一样. They name nothing of the matter itself."""

from __future__ import annotations

import re

from rag.question.wording import Asks

_END = r"(?=[，,。？?！!；;、\s]|$)"
_WHICH = r"(?:谁家?|哪(?:里|儿|一?边|家|一?方|一?头|一?个(?:市|县|区|地方|指标|标准|数)?))"
_OF_IT = r"(?:的)?(?:指标|要求|目标|标准|数字?|胃口|力度|口径|条件|尺度|门槛|比例|任务)?"
_DONE = r"(?:定|管|卡|压|要求|抓|控制?|设|写|提|订|补|给|报|收|查|罚|招|引进|建|看|放|等|要|印发?|发布?|出台|成文)?(?:得|的)?"
_MORE = r"(?:更|最|要|还|得|是|算|比较|相对)*"
_GRADE = (
    r"(?:高|低|多|少|大|小|快|慢|紧|严格?|松|宽松?|满|狠|强|重|轻|早|晚|短|长|大方|靠前|贵|便宜|划算|舍得)"
)
_VERDICT = rf"[，,]?\s*(?:那|到底|究竟|看看?|比一?比)?{_WHICH}{_OF_IT}{_DONE}{_MORE}{_GRADE}(?:一?些|一?点儿?)?(?:呢|啊|呀)?{_END}"
# 差几千, 高了几个点: whatever it is counted in.
_LESS = r"(?:之间)?(?:相差|差了?|差出|高[出了]?|低了?|多了?|少了?)(?:多少|几)(?:个)?(?:百分点|点|成|[个名张所家元块天分]|[\u4e00-\u9fff]{1,2})?(?:钱|人)?(?=[，,。？?！!；;\s]|$)"
# 甲是不是比乙给得少, 和乙比: 比 itself, and what is said to be more or less of it.
_THAN = rf"(?:是不是|是否|是)?(?:都|要|也|还)?(?:比(?=[\s，,])|相比(?:较|起来)?)(?:\s*{_DONE}{_MORE}{_GRADE}(?:一?些|一?点儿?)?(?:吗|么|呢)?{_END})?"
_DIFFER = (
    r"(?:要求|规定|标准|指标|目标|说法)?(?:上|之间)?(?:都|分别|各自)?(?:有|存在|是)?(?:什么|啥|哪些|多大|何|没有|没)?(?:样)?的?(?:区别|差别|差异|差距|不同|不一样|出入)(?:在?哪[里儿]?|是?什么|有多大|吗|没有)?(?=[，,。？?！!；;\s]|$)"
    r"|(?:要求|规定|标准|指标|目标|说法)?差在哪[里儿]?|(?:要求|规定|标准|指标|目标)?(?:定的数)?(?:是不是|是否)?(?:都)?(?:一样|相同|一致)(?:严|高|多|低|紧)?(?:吗|么|不|嘛|否)?(?=[，,。？?！!；;\s]|$)"
)
_LAID = (
    r"(?:放到?在?一起|摆到?在?一起)?(?:做|列|拉|整|凑|排|画|出|搞|给)(?:成|出|个|一个|一下|张|一张|份|一份)*(?:的)?(?:对比|对照|比较|比对)?(?:的)?(?:表格?|清单)(?=[，,。？?！!；;\s]|$)"
    r"|(?:做|搞|列|给|整)(?:个|一个|一下)?(?:对比|对照|比较|比对)(?=[，,。？?！!；;\s]|$)|(?:[对比]一?下(?!来|去|降)|对一对|比一比|排一排|比比看?|对照着?(?:看看?|说说|一下)?|(?:对比|比较|比对)(?:一下|看看)?|横向比)(?=[，,。？?！!；;\s]|$)"
)
_EACH = r"(?:分别|各自?)(?:是|为|要)?(?:哪些|什么)?(?=[？?。]*$)"
_COMPARES = re.compile("|".join((_VERDICT, _LESS, _DIFFER, _LAID, _EACH, _THAN)))
_WANTS_FIGURES = re.compile("|".join((_VERDICT, _LESS, _LAID)))
# 哪个印得早, 谁先发文: of the notices themselves.
_ISSUED_FIRST = re.compile(
    "(?:谁|哪(?:里|儿|边|个|份|家|一[个份])(?:市|县|区|地方|文件)?)(?:(?:更|是)?先(?:印发?|发文|出台|成文)|(?:印发?|发布|下发|出台|成文|发文)[得的]?(?:更|比较|要)?[早晚])"
)
_OF_MEASURE = re.compile("比例|占比|目标|指标|额度|标准|金额|价|费|限额|补贴|津贴|[率数]|水平|时间|时长")
_OF_MANNER = re.compile("做法|打法|举措|措施|思路|安排|部署|路子")
# Of 时间 that is compared a length is meant, unless a day is asked for.
_ASKS_DAY = re.compile(
    "什么时候|何时|啥时候|哪[一]?[年天月日]|几[月号]|截止|时限|期限|什么时间|日期|最迟|最晚"
)
# 除了覆盖率之外，…: what is left out is not asked about.
_BESIDES = re.compile("^(?:除了?)?[^，,。？?]{2,24}(?:之外|以外)[，,]")
# 甲和乙两个市: that they are two, said behind them.
_COUNTED = re.compile(
    r"(?P<named>[和与跟及、][^，,。？?；;和与跟及、]{2,14}?)(?:这|那)?(?<![哪第有的是])[两俩二三四五](?:个|家|项|所|种|份|座)?"
    r"(?:项目|医院|机构|单位|地方|地区|城市|指标|数字?|工作|文件|院区|[市县区地]|(?<=[家项]))(?:里面?|当?中|之间)?(?=[，,。？?、的对在\s]|各|分别|都|今年|明年|$)"
)
# One question of several things (各是多少, 分别, 差多少, A vs B) and not of one.
_OF_SEVERAL = re.compile(
    r"各(?!地|级|类|项|市|县|区|种|位|单位|部门|科室)|分别|两(?:者|边|地|家|档|类|个|版|种|头)|和.{1,20}(?:哪个|谁)|\bvs\b|VS|对照|对比|比较|相比|compare"
)
# 各给多少, 各往下降, 分别在: before what is said of each, and of no 各县, 各级, 各科室.
_TO_EACH = re.compile(
    r"(?:各自|分别|(?<![\u4e00-\u9fff]中)各(?![地级类项市县区省镇乡村种位个家方式界校院所站科股处组]|单位|部门|中心|街道|成员|有关|医疗|机构|年|月|季))"
)


def compares(text: str) -> bool:
    """Whether a question puts things beside each other, by its own words."""
    return _COMPARES.search(text) is not None or _OF_SEVERAL.search(text) is not None


def without_comparison(text: str) -> str:
    """The question without the words that compare."""
    return _COMPARES.sub(" ", _BESIDES.sub(" ", text))


def without_each(text: str) -> str:
    """The question without the words that put the same to each of several things: 甲和乙各给多少."""
    return _TO_EACH.sub("", text)


def without_count(text: str) -> str:
    """The question without the words that only say how many it names: 甲和乙两个项目各多少."""
    return _COUNTED.sub(r"\g<named>", text)


def without_besides(text: str) -> str:
    """The question without what it begins by leaving out (除了…之外，)."""
    return _BESIDES.sub("", text)


def asked_of_each(text: str, asks: Asks) -> Asks:
    """What is asked of each thing that is compared: a figure, where the words that compare ask for nothing else."""
    if _ISSUED_FIRST.search(text):
        return Asks.METADATA
    if _OF_MANNER.search(text) and not re.search("多少|几|百分", text):
        return Asks.EXPLAIN if asks is Asks.FIGURE else asks
    if asks is Asks.DATE and not _ASKS_DAY.search(text):
        return Asks.FIGURE
    if asks in (Asks.YES_NO, Asks.EXPLAIN, Asks.UNIT, Asks.LIST):
        measured = _COMPARES.search(text) is not None and _OF_MEASURE.search(text) is not None
        return Asks.FIGURE if measured or _WANTS_FIGURES.search(text) else asks
    return asks
