"""What people say and what notices write: 小朋友 is 儿童, 能活多少岁 is 人均预期寿命, 创卫 is 创建卫生城市.

Two tables of the language of public administration, none of any one place or notice. A word of the question keeps its own
meaning too: what notices write is looked for beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from rag.language.segmenter import inside_words, spans_of_words

_TABLE = Path(__file__).with_name("spoken_words.tsv")
_REMEMBERED = 256  # questions
_MODAL = frozenset(("打算",))  # 打算靠几个工程 asks of no 计划, whatever a notice writes for it elsewhere
# A word as it is spoken: the words that notices write for it.
_BY_WORD = {
    word: tuple(written.split())
    for spoken, written in (line.split("\t") for line in _TABLE.read_text("utf-8").splitlines())
    for word in spoken.split()
}
_LONGEST_WORD = 2  # characters: what is longer need be no word of the dictionary (管得规范, 玩不转)
# How long the phrases are that begin with these two characters, the longest first.
_LENGTHS = {
    head: sorted({len(word) for word in words}, reverse=True)
    for head, words in groupby(sorted(w for w in _BY_WORD if len(w) > _LONGEST_WORD), key=lambda w: w[:2])
}

_OF_A_NURSERY = "(?=的?[娃孩宝婴][^。？?]*(?:托|普惠))"
# A turn of phrase: the words that name what it asks about.
_TURNS = (
    (
        re.compile(
            "(?:里[头面]?)?(?:是|按)?每?(?:几|多少)[千万]?个?人口?(?:就|要|得|该)?[配有设建摊给]?(?:一|1)(?=[辆台张个家名所])"
        ),
        " 每多少人口配置1",
    ),
    (re.compile("每?(?:一千|1000|千)[个号]?人(?!口|才|民|均)"), " 每千人口 "),
    (re.compile("每?(?:一万|10000|万)[个号]?人(?!口|才|民|均)"), " 每万人口 "),
    (re.compile("(?:拉|引|招)(?:来|到|进)?的?投资(?!额)"), " 招商引资 "),
    (re.compile("(?<=[省市县区乡镇村])一级"), "级"),
    (re.compile("(?:直接)?(?:发|给|领)现金"), " 现金 发放 "),
    (re.compile("(?:又|再|还|能|可以|给|会)*补(?=多少|几)(?:(?:多少|几)[块元]?钱?)"), " 补贴 "),
    (re.compile("(?:又|再|还|能|可以|给|会)*奖(?=多少|几)(?:(?:多少|几)[块元]?钱?)"), " 奖励 "),
    (re.compile("(?:给|要|用|得)?交社保"), " 缴纳 社会保险 "),
    (re.compile("(?:自己)?不(?:要|用|花|收)(?:掏|出|花|交)?钱"), " 免费 "),
    (re.compile("(?:要|得)?(?:收|交|花)钱(?=[吗嘛么？?]|$)"), " 收费 免费 "),
    (re.compile("(?:几|多少)个?钟头"), "多少小时"),
    (
        re.compile(
            "(?:花的|要的|的)?钱(?:都)?(?:打算|准备|想|要|是)*(?:打|从)哪(?:[儿里]|[些几]?[个条种类]?(?:地方|渠道|路子?|门路))?(?:上|里)?(?:来|出|筹)|缺钱|筹(?:钱|款)|(?:从)?哪些渠道筹[钱款集]?"
        ),
        " 争取 资金 ",
    ),
    (
        re.compile(
            "(?:犯|干|做)了?(?P<what>哪些|哪几样|什么|啥)(?:错|坏)?事(?:情|儿)?(?=就|会|要|得|才|不|[，,])"
        ),
        r" \g<what>行为 ",
    ),
    (  # of a person or a post: 晚上不让做的话 is of a deed
        re.compile(
            "(?P<who>(?:(?<![老病别家])人|员|医|师|大夫|干部|专家|护士|主任|[院所站校村]长|书记|谁)[^。；;？?]{0,16}?)"
            "不(?:让|许|准)(?:[干当]了?|做了|(?:再|继续)[干做当]了?)(?=$|[？?。，,]|的话)"
        ),
        r"\g<who> 取消资格 ",
    ),
    (re.compile("小病[在去][^，。？?]{1,6}(?:大病[在去去到][^，。？?]{1,4})?"), " 分级诊疗 整合型 "),
    (re.compile("身份问题|(?:给|有|解决)编制"), " 入编 编制 "),
    (
        re.compile("上哪[儿里]?(?:去)?(?=开|办|领|申请|报名)|(?:去|到|在)哪[儿里](?=开|办|领|申请|报名)"),
        " 地点 ",
    ),
    (re.compile("招来(?:一个)?(?:工人|人)"), " 招工 用工 "),
    (
        re.compile(
            "(?<![营税征回招接吸验签])收(?:(?:多少|几)[块元]?钱|多少(?![个名人张家位台份床])|几[块元])"
        ),
        " 收费 多少钱 ",
    ),
    (
        re.compile(
            "(?:最多|最长)?(?:能|可以|要|得)?(?:放|存|搁|存放)(?:多久|多长时间|几天|多少(?:天|小时)|几个?(?:小时|钟头))"
        ),
        " 暂存 存放 时间 多久",
    ),
    (re.compile("百岁(?=老人|以上|的)"), "100周岁"),
    # The classes of a nursery (托育机构) go by age in months everywhere: 6 to 12, 12 to 24, 24 to 36.
    (re.compile(f"(?:[六七八九十]|十一|[6-9]|1[01])个月大?{_OF_A_NURSERY}"), " 乳儿班 "),
    (re.compile(f"[一1]岁(?:半|多|大)?{_OF_A_NURSERY}"), " 托小班 "),
    (re.compile(f"[两二2]岁(?:半|多|大)?{_OF_A_NURSERY}"), " 托大班 "),
    (re.compile("没钱交税|交不起税|(?:暂时)?交不上税"), " 缴纳税款 困难 "),
    (re.compile("(?:平均)?(?:能)?活(?:到)?(?:多少|几|多大)?(?:岁|久)|平均寿命|寿命"), " 人均预期寿命 "),
    (re.compile("(?:多少|几个?|有)人(?:来|去|要)?献血|多少人献"), " 献血率 "),
    (re.compile("懂(?:点)?健康知识|健康知识(?:掌握|知道)"), " 健康素养 "),
    (re.compile("一?次(?:要)?(?:待|呆|学)多长时间"), " 为期 "),
    (re.compile("不出县看病|县里看(?:好)?病|在县(?:里|内)看病"), " 县域内就诊 "),
    (
        re.compile(
            "(?:多久|多长时间|几天|多少天|啥时候|什么时候)(?:才)?(?:能|可以|会)?[批办](?:得)?(?:下来|好|完|结)"
        ),
        " 办理时限 工作日 ",
    ),
    (re.compile("(?:要|得|需要)?跑(?:几|多少)(?:趟|回|次)"), " 一次办好 次数 "),
    (
        re.compile("(?:网上|线上|手机上?|掌上)(?:能不能|可不可以|能|可以)?办(?![理公事学医税案])"),
        " 网上办理 ",
    ),
    (
        re.compile("(?:要|得|需)?(?:带|交|准备)(?:些)?(?:啥|什么|哪些)(?:材料|资料|证件|东西|手续)"),
        " 申请材料 ",
    ),
    (re.compile("(?:啥|什么)(?:样的)?人(?:才)?(?:能|可以|够格)(?=申请|领|享受|报名|拿)"), " 对象 条件 "),
    (re.compile("(?:够|满足|符合)(?:啥|什么|哪些)(?:条件|杠杠)"), " 条件 "),
    (
        re.compile(
            "(?:没|未|不)(?:达标|完成|合格|做到|做好)(?:任务|指标|目标)?的?(?:会|要|得|将)?(?:咋样|怎么样|咋办|怎么办|怎么罚|咋罚|怎么处理|有(?:什么|啥)后果)"
        ),
        " 未完成 约谈 通报批评 扣减 ",
    ),
    (
        re.compile("最[多高](?:能|可以|可)?(?:报销|报)(?:多少|几成|几)(?:百|千|万)?[块元]?钱?"),
        " 最高支付限额 支付比例 ",
    ),
    (
        re.compile("(?:最多|最高)?(?:报销)?封顶(?:线)?(?:是)?(?:多少|几)(?:百|千|万)?[块元]?钱?"),
        " 最高支付限额 最高不超过 ",
    ),
    (
        re.compile(
            "(?:花|满|超过|过)了?(?:多少|几)(?:百|千)?[块元]?钱?(?:以上)?才(?:能|给|可以)?(?:报销|报)"
        ),
        " 起付标准 ",
    ),
    (
        re.compile(
            "(?:自己|个人|自个儿?)(?:还)?(?:要|得|需要|最多|顶多|最高)*[掏出交付拿摊](?:多少|几)(?:百|千)?[块元]?钱?"
        ),
        " 个人自付 个人缴费 ",
    ),
    (
        re.compile(
            "(?:谁|哪家|哪个部门)(?:来)?(?:掏钱|出钱|出这(?:个|笔)钱|买单|拿钱)|(?:这笔|这个)?钱(?:由|归)?谁[出掏拿]"
        ),
        " 经费 承担 保障 ",
    ),
    (
        re.compile("(?:国家|政府|公家|财政|上面)(?:给|来)?[出掏贴](?:多少|几)(?:百|千|万)?[块元]?钱?"),
        " 财政补助 ",
    ),
    (
        re.compile("(?:每|一|每一)个?人头?(?:一年|每年)?[给发贴](?:多少|几)(?:十|百|千)?[块元]?钱?"),
        " 人均 补助标准 ",
    ),
    (
        re.compile("钱(?:多久|几时|啥时候|什么时候|何时)(?:才)?(?:能|会)?(?:到账|到手|下来|到位|发)"),
        " 资金 拨付 发放时间 ",
    ),
    (re.compile("钱(?:都)?(?:怎么|咋|如何)[花用管](?![户工])"), " 资金使用 资金管理 "),
    (re.compile("(?:不能|不准|不许|不得)(?:乱花|乱用|拿去干别的)"), " 专款专用 挪用 "),
    (re.compile("(?:骗|冒领|多拿)了?(?:国家|政府|补贴|医保)的?钱"), " 骗取 套取 追回 "),
    (
        re.compile("(?<!每)(?:一|每)个?村(?:都)?(?:要|得)?[有配](?:几|多少)(?:个|名)?(?:村医|医生)"),
        " 每村 乡村医生 配备 ",
    ),
    (re.compile("(?:几|多少)(?:个|位|名)?(?:医生|大夫)[配对](?:几|多少)(?:个|位|名)?护士"), " 医护比 "),
    (re.compile("(?:多少|几)分钟(?:能|内|之内)?(?:到|赶到)(?:现场)?"), " 急救反应时间 分钟 "),
    (re.compile("(?:生孩子|生娃|(?<!孕)产妇|孕妇)时?(?:会)?(?:死|去世)(?!亡)了?的?"), " 孕产妇死亡率 "),
    (re.compile("(?:小孩|婴儿|娃娃?|新生儿)(?:夭折|没活下来|死)(?!亡)了?的?"), " 婴儿死亡率 "),
    (re.compile("(?:打|接种)了?(?:疫苗|预防针)的(?:人)?(?:占|要有|得有|有)?(?:多少|几成)"), " 疫苗接种率 "),
    (re.compile("(?:抽烟|吸烟)的(?:人)?(?:占|有|不超过|降到)?(?:多少|几成)"), " 吸烟率 "),
    (re.compile("(?:小孩|孩子|学生|娃娃?)的?(?:眼睛)?近视的?(?:有|占)?(?:多少|几成)"), " 儿童青少年 近视率 "),
    (
        re.compile("(?:跑|出)(?:县|市|省)(?:外)?(?:去)?看病的?(?:人)?(?:有|占)?(?:多少|几成)"),
        " 外转就医 外转率 ",
    ),
    (
        re.compile(
            "住(?:一次)?院(?:平均|一般|通常)(?:要)?(?:住)?(?:几|多少)天|平均(?:要)?住(?:院)?(?:几|多少)天"
        ),
        " 平均住院日 ",
    ),
    (re.compile("药(?:品)?的?钱?(?:占|不超过)(?:多少|几成)"), " 药占比 "),
    (re.compile("病床(?:空|用了?|住满)(?:着)?的?(?:多少|几成)"), " 床位使用率 "),
    (
        re.compile(
            "(?:检查|化验|拍片)(?:单|结果|片子)?(?:到|在)?(?:别的|其他|别家|另一家)医院(?:认不认|认|能用)"
        ),
        " 检查检验结果互认 ",
    ),
    (re.compile("(?:看病|住院)(?:可以)?(?:不用|不要|免)[交付]?押金"), " 先诊疗后付费 "),
    (
        re.compile(
            "(?:大医院|县医院|市医院|三甲医院|城里)的?(?:医生|专家|大夫)(?:会|能|要)?(?:下来|下乡|到(?:村|乡|镇|乡镇)里?来|来(?:村|乡)里)"
        ),
        " 派驻 下沉 对口支援 ",
    ),
    (
        re.compile(
            "(?:村医|乡村医生|赤脚医生)(?:老了|退休|退了|干不动)了?(?:以后|后)?(?:咋办|怎么办|有啥|怎么养老)?"
        ),
        " 乡村医生 养老 退出 ",
    ),
    (re.compile("(?:没人|没有人)(?:管|照顾|照看)的?(?:老人|老年人)"), " 特困 独居 空巢 老年人 "),
    (re.compile("(?:没人|没有人|谁来)(?:带|看|照看)的?(?:孩子|小孩|娃娃?)"), " 婴幼儿照护 托育 "),
    (
        re.compile(
            "(?:农民工|外地人|打工的?|外来户)的?(?:孩子|子女|小孩|娃娃?)(?:在(?:城里|这里|本地))?(?:能|可以|怎么)?(?:上学|读书|入学)"
        ),
        " 随迁子女 入学 ",
    ),
    (re.compile("(?:工资|奖金|薪水)(?:怎么|咋|如何)[分发定算]"), " 薪酬分配 绩效工资 "),
    (re.compile("[干做](?:得)好的?(?:会|能|可以|给)?(?:有)?(?:什么|啥)?(?:奖励|奖|表扬)"), " 表彰 奖励 "),
    (
        re.compile("[干做搞](?:得)不好的?(?:会|要|得)?(?:挨罚|挨批|追责|怎么样|咋样|咋办|怎么办)"),
        " 通报批评 约谈 问责 ",
    ),
    (
        re.compile("(?:谁|哪个部门|哪家单位|哪个科室?|哪个单位)(?:来)?(?:打头|挑头|领头|主抓)"),
        " 牵头单位 牵头科室 ",
    ),
    (
        re.compile("(?:啥时候|什么时候|几时|何时|哪年|几月)(?:能|可以|要|才)?(?:完工|建好|盖好|修好|弄完)"),
        " 建好 ",
    ),
    (re.compile("(?:啥时候|什么时候|几时|何时|哪年|几月)(?:能|可以|要|才)?(?:动工|开建|破土)"), " 开工建设 "),
    (
        re.compile(
            "(?:管|有效)(?:几|多少)年|(?:文件|政策|办法|规定)(?:到(?:几时|什么时候|啥时候)|(?:什么|啥)时候(?:作废|失效|到期))"
        ),
        " 有效期 ",
    ),
    (re.compile("(?:从)?(?:啥时候|什么时候|几时|哪天)(?:开始)?(?:算数|生效|实行)"), " 施行 起施行 "),
    (
        re.compile(
            "(?:不服|不满意|觉得不对|有意见)(?:咋办|怎么办|去哪(?:里|儿)?(?:说|告|反映)|上哪(?:里|儿)?(?:说|告|反映)|找谁)"
        ),
        " 投诉 申诉 行政复议 ",
    ),
    (re.compile("[打拨](?:哪个|什么|啥)电话|电话(?:号码)?是?(?:多少|几号)"), " 联系电话 咨询电话 "),
    (re.compile("(?:拨打|[打拨])?(?<!\\d)12345(?!\\d)(?:热线)?"), " 政务服务热线 "),
    (re.compile("街道办(?![事理证学])"), "街道办事处"),
    (re.compile("(?<!乡)镇政府|乡政府(?=[管要给负出能会怎])"), " 乡镇人民政府 "),
    (
        re.compile("(?:多少|几)岁(?:以上)?的?(?:老人|老年人)(?:能|可以)?\\s?(?:不要钱|免费|不花钱)"),
        " 周岁 老年人 免费 ",
    ),
    (
        re.compile("家里(?:太|很)?穷的?(?:咋办|怎么办|有没有(?:照顾|帮助)|有(?:啥|什么)(?:照顾|帮助))"),
        " 困难群众 救助 帮扶 ",
    ),
    (
        re.compile("(?:看病|住院|吃药)(?:花|用)(?:完|光)了?(?:积蓄|家底|钱)|看病看穷了?"),
        " 因病致贫 医疗救助 ",
    ),
    (re.compile("一个都?不(?:能)?(?:落下|少|漏)"), " 全覆盖 应保尽保 "),
    (re.compile("(?:不让|不准|不许|不能)(?:放|燃放)(?:炮仗|鞭炮|烟花)"), " 禁止燃放 烟花爆竹 "),
    (re.compile("(?:不让|不准|不许|不能)(?:烧秸秆|烧稻草|烧荒)"), " 秸秆禁烧 露天焚烧 "),
    (
        re.compile(
            "(?:断|停|断交|没交|漏交)了?(?:几|多少|一|两|三|\\d)年(?:的)?(?:医保|合作医疗)|(?:医保|合作医疗)(?:断|停|断交|断缴|没交|漏交)了?(?:几|多少|一|两|三|\\d)年(?:没交)?"
        ),
        " 未连续参保 中断缴费 ",
    ),
    (
        re.compile(
            "(?:生|养)(?:第)?[二三](?:个|胎)(?:孩子|娃|小孩)?(?:有|给|奖)(?:啥|什么|多少)?(?:奖励|补贴|钱|好处)?"
        ),
        " 生育补贴 育儿补贴 ",
    ),
)


def written_for(word: str) -> tuple[str, ...]:
    """The words that notices write for a spoken one; empty where it is written as it is spoken."""
    return _BY_WORD.get(word, ())


def phrases_in(text: str) -> Iterator[tuple[int, int]]:
    """Where spoken phrases stand that have a written one, from the left, the longest that begins there; none cuts a long word
    in two (中医药改革 is no 医药改革), while of two characters jieba often makes a word of neighbours."""
    at = 0
    while at < len(text) - _LONGEST_WORD:
        for length in _LENGTHS.get(text[at : at + 2], ()):
            if text[at : at + length] in _BY_WORD and not inside_words(text, _LONGEST_WORD + 1) & {
                at,
                at + length,
            }:
                yield at, at + length
                at += length - 1
                break
        at += 1


def as_written_in(text: str, question: str) -> str:
    """The question with its spoken words put as ``text`` writes them, where it does, and does not write the spoken one."""
    parts, at = [], 0
    for start, end in _spoken_in(question):
        word = question[start:end]
        if word not in text and (written := _written_in(text, word, question)):
            parts += [question[at:start], written]
            at = end
    return "".join((*parts, question[at:]))


def _written_in(text: str, word: str, question: str) -> str:
    """The longest of what notices write for ``word`` that ``text`` holds; empty where the question says that as well."""
    held = [written for written in _BY_WORD[word] if written in text and written not in question]
    return max(held, key=len, default="")


@lru_cache(maxsize=_REMEMBERED)
def _spoken_in(question: str) -> tuple[tuple[int, int], ...]:
    """Where spoken words stand in a question, in order; of those that overlap the first, the longest of these."""
    words = (
        (a, b)
        for a, b in spans_of_words(question)
        if question[a:b] in _BY_WORD and question[a:b] not in _MODAL
    )
    found = sorted((*phrases_in(question), *words), key=lambda span: (span[0], -span[1]))
    apart: list[tuple[int, int]] = []
    for span in found:
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return tuple(apart)


def in_written_words(text: str) -> str:
    """The question with its turns of phrase put as notices name the matter."""
    for turn, named in _TURNS:
        text = turn.sub(named, text)
    return text
