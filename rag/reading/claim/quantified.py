"""是 or 否 where a question says 全部, 只, 头一回 or 必须: whether the notice says so too, or says otherwise."""

from __future__ import annotations

import re

from rag.reading.claim.amounts import amounts_in
from rag.reading.claim.statement import Statement
from rag.reading.sentences import Topic

_ALL = re.compile(
    "所有|全部|全(?=[归由包是给算额])|全都|都(?!市|江|会)|均|每[个家所名座张条户位]|一律|百分之百|100%|全覆盖|个个|统统|一个不"
)
_ALL_SAID = re.compile(
    "所有|全部|全额|全(?=[归由])|均|都(?!市|会)|每[个家所名座村]|全覆盖|全员|全体|一律|各|100%|百分之百|应[^，,。；;]{1,3}尽[^，,。；;]|普遍|全面|全域"
)
# 每个乡镇卫生院至少配备: the kind of thing that each of is meant.
_EACH_THING = re.compile(
    "每(?:一)?[个家所座位名户]([\u4e00-\u9fff（）()、]{1,8}?)(?=都|要|须|至少|最少|必须|应|均|配|建|有|设|得|打造|[，,。；;？?吗]|$)"
)
_NEARLY = re.compile("(?:基本|大多|多数|绝大)[^，,。；;]{0,3}$")
_ONLY = re.compile(
    "(?:只(?!有?要|能|需|好|是不)(?:有|在|是|覆盖|限|包括|包含|对|给|管|针对|面向|考核|要求)?|仅(?:限|有|在|对|仅)?|光是?|唯独|就(?=一[个家所]))"
)
_ONE_WAY, _MANY_WAYS = re.compile("只(?:能|可以|准|许)"), re.compile("也可|均可|既可|还可|任选|自行选择")
_ONLY_ONE_WAY = re.compile("只|仅|须|限|不设|不得|不接受|统一|一律")
_FIRST = re.compile("首次|头一[回次]|第一次|首家|首个|首批|从来没|以前没")
_FIRST_SAID = re.compile("首次|首个|首批|首家|第一[次批个家]|率先|新设|新建立")
_AGAIN = re.compile(
    "复审|复评|复核|重新|再次|继续|持续|巩固|接续|新一轮|第[二三四五六七八九十\\d]{1,3}[届轮批次周]|[二三四五]期|升级|续建|改扩建|扩建"
)
_SHARE_OF = re.compile("(?:以上|以下|左右)?的(?P<of>[\u4e00-\u9fff()、]{2,20})")
_JOINED = re.compile("[、和与及]|以及|或")
_GRADES = re.compile("(?P<one>[一二三])、(?P<two>[一二三])级")
_MAY = re.compile(
    "酌情|鼓励|可以|(?<![许认不])可(?=[\u4e00-\u9fff])(?!持续|及|靠|转换|控|追溯|视|行|能)|自愿|有条件的|原则上|提倡|倡导"
)
_FURTHERS = re.compile("^[^，,]{0,2}(?:支持|引导|探索|推广)")
_BINDS = re.compile("必须|应当|不得|严禁|一律|确保|务必|(?<!无)须|强制|强迫|硬性|摊派")
_SAME = re.compile("一样|一个样|同样|相同|同等|没(?:有)?(?:区别|差别)|等同")
_SAME_SAID = re.compile("同等|相同|同样|等同|一致|参照|同(?:工|病|城|质|标)同(?:酬|价|权|标)|统一")
_OTHER = re.compile("不同|有别|区别对待|差异化")
_AMOUNT = re.compile(r"[^，,。；;、]{0,5}?(?:\d|[一二两三四五六七八九十百]+[个名家元成倍次])")
_SOME = re.compile("部分(?!科)|有条件|条件较好|基础较好|遴选|试点|一批")
_ALL_OF = re.compile("(?:所有|全部|每一?[个家所位名座户])的?(?P<of>[\u4e00-\u9fff]{2,8})")
_NARROWED = re.compile(
    "(?:困难(?:家庭|群众)?|低保|贫困|特困|高危|高风险|农村|符合条件的?|有条件的?|部分|试点|中心|县级|示范|适龄|户籍)$"
)
_OTHERS_OF_IT = re.compile("[，,；;](?:其余|其他)")
_STOP = re.compile("[，,。；;、吗吧呢]|就|而|不用|不管")
_LONGEST = 12


def claims_all(text: str) -> bool:
    found = _ALL.search(text)
    if found is None or _NEARLY.search(text[: found.start()]):
        return False
    # 南翔医院、安亭医院都要: those that are named, not all there are
    return found.group() != "都" or "、" not in re.split("[，,]", text[: found.start()], maxsplit=1)[0]


def says_all(text: str) -> bool:
    return bool(_ALL_SAID.search(text))


def only_a_share(text: str, topic: Topic) -> bool:
    """Whether a part of a notice says that only a share of what is asked about (80%的村卫生室) is meant."""
    shares = [each for each in amounts_in(text) if each.kind == "share"]
    if not shares:
        return False

    def said(end: int) -> float:
        match = _SHARE_OF.match(text, end)
        return topic.share(match["of"]) if match else 0.0

    best = max(shares, key=lambda each: said(each.end))
    if len(shares) > 1 and not said(best.end):
        return all(each.size < 1 for each in shares)
    return best.size < 1


def of_a_share(statement: Statement, topic: Topic, text: str) -> bool:
    """Whether it is put forward of all (每个县都有一家) what is said of a share of them (60%的县)."""
    shares = any(each.kind == "share" for each in statement.amounts)
    return claims_all(statement.text) and not shares and only_a_share(text, topic)


def only_of(claimed: str, text: str) -> bool | None:
    """只覆盖三级医院: false where the notice joins something of the kind to it (二、三级医院); true where it says 只 itself."""
    found = _ONLY.search(claimed)
    if not found:
        return None
    rest = claimed[found.end() :]
    stop = _STOP.search(rest)
    named = rest[: stop.start() if stop else None][:_LONGEST]
    plain = _GRADES.sub(lambda m: f"{m['one']}级、{m['two']}级", text)
    for size in range(len(named), 1, -1):
        for start in range(len(named) - size + 1):
            word = named[start : start + size]
            for match in re.finditer(re.escape(word), plain):
                before, after = plain[: match.start()], plain[match.end() :]
                if re.search("(?:[、和与及]|以及)[\u4e00-\u9fff]{0,2}$", before) or _JOINED.match(after):
                    return False
                if _ONLY.search(before[-8:]):
                    return True
            if word in plain:
                return None
    return None


def one_way(claimed: str) -> bool:
    """Whether only one way is put forward: 只能网上办."""
    return bool(_ONE_WAY.search(claimed))


def many_ways(text: str) -> bool:
    """Whether a notice leaves a choice: 可以在网上提交，也可以到窗口."""
    return bool(_MANY_WAYS.search(text))


def only_one_way(text: str) -> bool:
    """Whether a notice leaves no choice: 统一在网上提交, 不设窗口."""
    return bool(_ONLY_ONE_WAY.search(text))


def of_another_each(claimed: str, text: str) -> bool:
    """Whether a question says of each thing of one kind (每个村) what a notice says of each of another (每个乡镇卫生院)."""
    mine, theirs = _EACH_THING.search(claimed), _EACH_THING.findall(text)
    return bool(mine and theirs) and all(set(mine[1]).isdisjoint(other) for other in theirs if mine)


def of_fewer(claimed: str, text: str) -> bool:
    """Whether a notice says of some of a kind (困难家庭孕妇) what a question says of all of it (所有孕妇)."""
    match = _ALL_OF.search(claimed)
    if match is None:
        return False
    if _OTHERS_OF_IT.search(text) and not _OTHERS_OF_IT.search(claimed):
        return True
    named = match["of"]
    size = next((n for n in range(len(named), 1, -1) if named[:n] in text), 0)
    if not size:
        return False
    narrowed = [_NARROWED.search(text[: each.start()]) for each in re.finditer(re.escape(named[:size]), text)]
    return all(each and each.group() not in claimed for each in narrowed)


def of_some(text: str) -> bool:
    """Whether a notice means some only: 部分, 有条件的, 试点."""
    return bool(_SOME.search(text)) and not says_all(text)


def claims_only(text: str) -> bool:
    """Whether only one of several is meant; 只给500元 says how little, not of whom alone."""
    found = _ONLY.search(text)
    return found is not None and (found.group().endswith("在") or not _AMOUNT.match(text, found.end()))


def first_of(claimed: str, text: str) -> bool | None:
    """头一回: false where the notice says 复审, 继续, 第二届; true where it says 首次."""
    if not _FIRST.search(claimed):
        return None
    if _FIRST_SAID.search(text):
        return True
    return False if _AGAIN.search(text) else None


def claims_first(text: str) -> bool:
    return bool(_FIRST.search(text))


def binds(text: str) -> bool:
    """Whether a notice binds to something: 必须, 不得, 务必."""
    return bool(_BINDS.search(text))


def lets(text: str) -> bool:
    """Whether a notice lets something be, and does not bind to it (可酌情, 鼓励)."""
    return bool(_MAY.search(text)) and not binds(text)


def bound_to(text: str, duty: bool) -> bool | None:
    """必须 is not so where the notice only lets (鼓励, 可, 酌情); ``None`` where it binds or says neither."""
    if not duty or binds(text):
        return None
    return False if _MAY.search(text) or _FURTHERS.search(text) else None


def alike(claimed: str, text: str) -> bool | None:
    """待遇一个样: true where the notice says 同等, 相同, 参照."""
    if not _SAME.search(claimed):
        return None
    if _OTHER.search(text):
        return False
    return True if _SAME_SAID.search(text) else None
