"""What an answer may not lack, however well its words match: the kind of thing asked for in so many words, the grade named."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.figures import find_figures
from ingest.models import Notice
from ingest.numerals import number_of
from ingest.text import fold
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.conditions import shut_out
from rag.reading.draft import Draft
from rag.reading.figure.kind_asked import in_other_units
from rag.reading.made_alike import made_otherwise
from rag.reading.stretches import around

_SHARE_TOLD = re.compile("[%％‰]|分之|成|倍|全部|全覆盖|全都|一半|半数|所有|每一?[家个所名户]|均|[x×*]{2}")
_DATE_TOLD = re.compile(
    r"[\dxX*_一二三四五六七八九十]\s*(?:年|个?月|日|天|号|周)|\d{4}[-—.]\d|[年月]底|[年月]末|年内|今年|每[年月季周]|节|[上中下]旬|[集墟圩]日|农历|遮盖"
)
# What is asked for by a word that one kind of thing alone answers, and how a notice writes that kind.
_IN_SO_MANY_WORDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile("哪条(?:路|街)"), re.compile("[路街巷弄道]")),
    (
        re.compile("哪(?:一|几)?家(?:保险|物业|建筑|科技)?(?:公司|企业|银行)"),
        re.compile("公司|企业|集团|银行|信用社|厂"),
    ),
    (re.compile("面积[^，。？?]{0,6}多[大少]|多大(?:的)?(?:面积|地方)"), re.compile("平方|平米|亩|公顷|㎡")),
    (
        re.compile(
            "(?:带|交|备|提交|准备|需要|要)(?:好|齐|上)?(?:哪些|什么|啥|几样)(?:申请|申报|报名)?(?:材料|证件|手续)"
        ),
        re.compile("证|表|材料|书(?!面)|复印|照片|户口|单据|发票|报告|合同|协议"),
    ),
    (
        re.compile(
            "(?:怎么|咋|如何|怎样)(?:处罚|处分|罚)|(?:受|给|有)(?:到)?(?:什么|啥|哪些)(?:处罚|处分|惩罚)"
        ),
        re.compile(
            "罚|处[分理置]|追[究责回]|问责|扣|通报|停|削|减|取消|责令|撤|终[身止]|不得|约谈|整改|退[回还]|记过|警告|降|免|移[送交]|曝光|失信|没收"
        ),
    ),
    (re.compile("第几(?=[届期批轮版代])"), re.compile("第[一二三四五六七八九十百\\d]+[届期批轮版代]")),
    (re.compile("[十百千]?[百千万]分之几"), re.compile(r"[%％‰]|分之|[/／]\s*\d*[百千万]|[千万]")),
    (
        re.compile(
            "(?:早上|上午|中午|下午|晚上|周[一二三四五六末日])[^，。？?]{0,6}几点|几点(?:钟|开|关|上班|下班)"
        ),
        re.compile(r"\d[：:时点]"),
    ),
    (
        re.compile("为什么|为何|为啥"),
        re.compile(
            "为了|为[^\u4e00-\u9fff]*[深进加全贯推提解切规保更适应促落做]|因(?!地|素|此)|由于|鉴于|旨在|原因|考虑|针对|以便|方便|便于|在于|防止|避免|以免"
        ),
    ),
    (
        re.compile(
            "(?:多少|(?<!哪)几)(?:个|支)?[^，。？?多少几来]{0,8}(?:团队|队伍|小组|小分队)[？?。]*$|(?:团队|队伍|小组|小分队)[^，。？?]{0,4}(?:多少|几)[个支]"
        ),
        re.compile(r"[\d一二两三四五六七八九十百千xX*]\s*余?多?[个支]|全覆盖|组、"),
    ),
    (
        re.compile("(?:[考得打评拿满]|要|够|到)(?:多少|几)分(?![钟之支店部社给到])"),
        re.compile(r"\d\s*分(?!钟)|\|"),
    ),
    (re.compile("第一名|冠军|(?:倒数|排)第一|最后一名"), re.compile("第一|首位|[前末]位|名次|排名|[|]")),
    (re.compile("最先|率先|头一[个家](?=[做办建试创完达])|第一[个家]"), re.compile("最先|率先|先行|首|第一")),
    (re.compile("中标|中的标"), re.compile("中标|承建|承包|施工单位")),
    (
        re.compile(
            "(?<!容积)(?<!生育)率(?:的)?(?:是|为|要|得|应|达|定|降|升|提高|到|做|控制|在)*(?:多少|几)(?![\u4e00-\u9fff])"
        ),
        re.compile(
            r"[%％‰|\t]|  |分之|成|倍|[/／]\d*[百千万]|千分|万分|全|零|所有|每|均|[xX×*]{2}|率\D{0,6}\d[\d.]*(?![\d.\u4e00-\u9fff])"
        ),
    ),
    (re.compile("几比几|几[：:]几"), re.compile(r"\d\s*[：:比∶]\s*\d|之比|比例")),
)
_SHARE = re.compile("几成|百分之[几多]|多大(?:的)?比例")
_A_FIGURE = re.compile(r"[^\d：:]{0,20}[：:]?[\d.]+[^\d]{0,4}(?:\[\d+\])?")
_MONEY = re.compile(
    "多少钱|几块钱|几[块元毛]|多少元|[给补奖罚拿交领投][了到]?几万(?![\u4e00-\u9fff])|多少(?:的)?(?:补助|补贴|津贴|奖金|工资)"
    "|(?:补助|补贴|津贴|奖金|工资|年薪|月薪|租金|罚款)(?:标准)?(?:一?[年月天日次])?(?:是|为|有|要|能|给|发|拿)*多少(?![\u4e00-\u9fff])"
)
_WAGE = re.compile("工资|年薪|月薪|薪水|租金|房租")
_WAGE_TOLD = re.compile("[元块钱倍]|免|[x×*]{2}")
_MONEY_TOLD = re.compile("[元块钱免|\t％%倍]|  |不收|不花|全额|足额|自[付费负]|[x×*]{2}")
_OF_CHANGE = re.compile("增幅|涨幅|降幅|增速|增长|下降")
# 提高之前每月多少: what it is raised to is not that.
_ASKS_BEFORE = re.compile(
    "(?:提高|提标|调整|上调|下调|上涨|降低|涨价?|改革)(?:之)?前|(?:原来|原先|以前)(?!的?(?:办法|规定|文件|通知|细则))"
)
_CHANGED_TO = re.compile(
    "(?:提高|提升|调整|上调|下调|增加|上涨|降低|降|升|涨)(?:到|至|为)[^，。；\\d]{0,8}\\d"
)
_FROM = re.compile("[由从]|原(?!文)")
# 具体是哪4家: so many names are asked for. A row of them, or as many lines, marks, clauses or quoted names tell them.
_SO_MANY = r"(?P<number>[二两三四五六七八九十]|十[一二三四五六七八九]|[2-9]|[1-9]\d)[家个所名]"
_NAMES_ASKED = re.compile(rf"哪{_SO_MANY}")
_ENDS_A_ROW = re.compile("[，,。；;：:（）()\n]")
_IN_A_ROW = re.compile("[、+＋/]|[和及与]|以及|会同|联合|”(?=“)")
_MARKED = re.compile(
    r"[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|(?<![\d.])\d{1,2}[.．、](?!\d)|“[^“”]+”"
)
_INTERPRETS = re.compile("负责解释|解释权")  # who explains the notice has charge of nothing else
_ASKS_MEANING = re.compile("解[释答读]|释疑|答疑|[看搞弄]不[懂清明]|不明白|疑问")
_OF_A_CASE = (Asks.FIGURE, Asks.EXPLAIN, Asks.DATE)
_THE_DAY = re.compile("几号|几月|哪一?天|何日")
_GRADE = re.compile("(?<![a-z])([a-e甲乙丙丁])(?=[级档等])")
_GRADES_TOLD = re.compile("(?<![a-z])([a-e甲乙丙丁])(?![a-z])")


def meets(query: Query, draft: Draft, notices: Mapping[str, Notice]) -> bool:
    """Whether a draft holds a share where 几成 is asked, a ratio for 几比几, a reason for 为什么, a date for 哪天, and whether what it quotes stands
    in a clause that names the grade asked about (E级)."""
    told = "".join(line.text for line in draft.lines)
    headline = draft.lines[0].text if draft.lines else ""
    if any(asked.search(query.text) and not kind.search(told) for asked, kind in _IN_SO_MANY_WORDS):
        return False
    share = headline if _A_FIGURE.fullmatch(headline) else told
    if _SHARE.search(query.text) and not _SHARE_TOLD.search(share):
        return False
    if query.asks in (Asks.FIGURE, Asks.EXPLAIN) and _lacks_money(query.text, told):
        return False
    if _ASKS_BEFORE.search(query.text) and _CHANGED_TO.search(told) and not _FROM.search(told):
        return False
    if not draft.unstated and _tells_another(query, draft, notices):
        return False
    if query.asks is Asks.UNIT and _INTERPRETS.search(told) and not _ASKS_MEANING.search(query.text):
        return False
    if query.asks is Asks.LIST and _lacks_names(query.text, draft):
        return False
    if query.asks is Asks.DATE and _THE_DAY.search(query.text) and not _DATE_TOLD.search(told):
        return False
    if query.asks is Asks.YES_NO and told.startswith("否"):
        return True  # 三级乙等, 是吗: no, 三级甲等
    graded = set(_GRADE.findall(fold(query.topic)))
    return not graded or bool(graded & set(_GRADES_TOLD.findall(fold(_around(draft, notices)))))


def _lacks_names(question: str, draft: Draft) -> bool:
    """Whether so many names are asked for (哪4家) and fewer are told, in whatever way notices list them."""
    asked = _NAMES_ASKED.search(question)
    if asked is None:
        return False
    told = "\n".join(line.text for line in draft.lines)
    rows = (len(_IN_A_ROW.split(row)) for row in _ENDS_A_ROW.split(told))
    most = max(*rows, len(draft.lines), len(_MARKED.findall(told)), *(told.count(end) for end in "；;\n"))
    return most < number_of(asked["number"])


def _lacks_money(question: str, told: str) -> bool:
    """Whether money is asked for in so many words and none is told; a share of something is nobody's wage."""
    if not _MONEY.search(question):
        return False
    if _OF_CHANGE.search(told) and not _OF_CHANGE.search(question) and not _WAGE_TOLD.search(told):
        return True
    return not (_WAGE_TOLD if _WAGE.search(question) else _MONEY_TOLD).search(told)


def _tells_another(query: Query, draft: Draft, notices: Mapping[str, Notice]) -> bool:
    """Whether a figure is told in units of other things than the one asked for, or what is told is of another case."""
    figures = find_figures(draft.lines[0].text) if draft.lines and query.asks is Asks.FIGURE else []
    return in_other_units(query.text, figures) or _of_another_case(query, draft, notices)


def _of_another_case(query: Query, draft: Draft, notices: Mapping[str, Notice]) -> bool:
    """Whether the sentences that a draft quotes, with the headings above them, are of another case than the one put: of 初一 where
    初二 is asked about, of 30%以上 where 不到30% is."""
    if not draft.lines or (query.asks is Asks.YES_NO and draft.lines[0].text.startswith("否")):
        return False
    said, above = [], []
    for quote in dict.fromkeys(draft.lines[0].quotes):
        notice = notices[quote.document_id]
        start, end = around(notice, quote.start, quote.end)
        said.append(notice.text[start:end])
        above += [each.heading for each in notice.trail(notice.clause_at(quote.start))]
    words = "\n".join(said)
    if made_otherwise(query.text, "\n".join((*above, words))):
        return True
    return query.asks in _OF_A_CASE and shut_out(query.text, words)


def _around(draft: Draft, notices: Mapping[str, Notice]) -> str:
    """The clauses that a draft quotes from, with the headings above them and the titles."""
    texts: list[str] = []
    for quote in dict.fromkeys(draft.quotes):
        notice = notices[quote.document_id]
        clause = notice.clause_at(quote.start)
        own = notice.clauses[clause]
        above = [each.heading for each in notice.trail(clause)]
        texts += [notice.title, *above, notice.text[own.start : own.own_end]]
    return " ".join(texts)
