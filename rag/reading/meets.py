"""What an answer may not lack, however well its words match: the kind of thing asked for in so many words, the grade named."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.models import Notice
from ingest.numerals import number_of
from ingest.text import fold
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.draft import Draft

_SHARE_TOLD = re.compile("[%％‰]|分之|成|倍|全部|全覆盖|全都|一半|半数|所有|每一?[家个所名户]|均|[x×*]{2}")
_DATE_TOLD = re.compile(
    r"[\dxX*_一二三四五六七八九十]\s*(?:年|个?月|日|天|号|周)|\d{4}[-—.]\d|[年月]底|[年月]末|年内|今年|每[年月季周]|节|[上中下]旬|遮盖"
)
# What is asked for by a word that one kind of thing alone answers, and how a notice writes that kind.
_IN_SO_MANY_WORDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile("[十百千]?[百千万]分之几"), re.compile(r"[%％‰]|分之|[/／]\s*\d*[百千万]|[千万]")),
    (
        re.compile(
            "(?:早上|上午|中午|下午|晚上|周[一二三四五六末日])[^，。？?]{0,6}几点|几点(?:钟|开|关|上班|下班)"
        ),
        re.compile(r"\d[：:时点]"),
    ),
    (
        re.compile("为什么|为何|为啥|凭什么|凭啥"),
        re.compile(
            "为了|为[^\u4e00-\u9fff]*[深进加全贯推提解切规保更适应促落做]|因(?!地|素|此)|由于|鉴于|旨在|原因|考虑|针对|以便|防止|避免|以免"
        ),
    ),
    (
        re.compile(
            "(?:多少|几)(?:个|支)?[^，。？?多少几]{0,8}(?:团队|队伍|小组|小分队)[？?。]*$|(?:团队|队伍|小组|小分队)[^，。？?]{0,4}(?:多少|几)[个支]"
        ),
        re.compile(r"[\d一二两三四五六七八九十百千xX*]\s*余?多?[个支]|全覆盖"),
    ),
    (
        re.compile("(?:[考得打评拿满]|要|够|到)(?:多少|几)分(?![钟之支店部社])"),
        re.compile(r"\d\s*分(?!钟)|\|"),
    ),
    (re.compile("第一名|冠军|(?:倒数|排)第一|最后一名"), re.compile("第一|首位|[前末]位|名次|排名|[|]")),
    (re.compile("最先|率先|头一[个家]|第一[个家]"), re.compile("最先|率先|先行|首[个家批]|第一")),
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
# 具体是哪4家: so many names are asked for. A row of them, or as many lines, marks, clauses or quoted names tell them.
_SO_MANY = r"(?P<number>[二两三四五六七八九十]|十[一二三四五六七八九]|[2-9]|[1-9]\d)[家个所名]"
_NAMES_ASKED = re.compile(rf"哪{_SO_MANY}")
_ENDS_A_ROW = re.compile("[，,。；;：:（）()\n]")
_IN_A_ROW = re.compile("[、+＋/]|[和及与]|以及|”(?=“)")
_MARKED = re.compile(
    r"[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|(?<![\d.])\d{1,2}[.．、](?!\d)|“[^“”]+”"
)
_INTERPRETS = re.compile("负责解释|解释权")  # who explains the notice has charge of nothing else
_THE_DAY = re.compile("几号|几月|哪一?天|何日")
_GRADE = re.compile("(?<![a-z])([a-e甲乙丙丁])(?=[级档等])")
_GRADES_TOLD = re.compile("(?<![a-z])([a-e甲乙丙丁])(?![a-z])")


def meets(query: Query, draft: Draft, notices: Mapping[str, Notice]) -> bool:
    """Whether a draft holds a share where 几成 is asked, a ratio for 几比几, a reason for 为什么, a date for 哪天, and whether what it quotes stands
    in a clause that names the grade asked about (E级)."""
    told = "".join(line.text for line in draft.lines)
    if any(asked.search(query.text) and not kind.search(told) for asked, kind in _IN_SO_MANY_WORDS):
        return False
    if _SHARE.search(query.text):
        headline = draft.lines[0].text if draft.lines else ""
        if not _SHARE_TOLD.search(headline if _A_FIGURE.fullmatch(headline) else told):
            return False
    if query.asks in (Asks.FIGURE, Asks.EXPLAIN) and _lacks_money(query.text, told):
        return False
    if query.asks is Asks.UNIT and _INTERPRETS.search(told) and "解释" not in query.text:
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
    return not (_WAGE_TOLD if _WAGE.search(question) else _MONEY_TOLD).search(told)


def _around(draft: Draft, notices: Mapping[str, Notice]) -> str:
    """The clauses that a draft quotes from, with the headings above them and the titles."""
    texts: list[str] = []
    for quote in dict.fromkeys(quote for line in draft.lines for quote in line.quotes):
        notice = notices[quote.document_id]
        clause = notice.clause_at(quote.start)
        own = notice.clauses[clause]
        above = [each.heading for each in notice.trail(clause)]
        texts += [notice.title, *above, notice.text[own.start : own.own_end]]
    return " ".join(texts)
