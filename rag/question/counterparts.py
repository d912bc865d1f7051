"""What a follow-up names in place of something named before: D级 for A级, 退休的 for 在职职工, 氨氮 for what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.language.segmenter import cut

# Members of a family shut each other out; the first way of each is how it is written.
_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("(?:在职|没退休|未退休|没退|上着?班的?|在岗)(?:职工|人员|的人)?", "(?<!没)(?<!未)(?:退休|退了休|退下来|已退|离休)(?:职工|人员|的人)?"),
    ("公办|公立", "民办|民营|私立|社会办"),
    ("小学", "初中|中学", "高中", "大学|高校|本科", "幼儿园"),
    ("博士", "硕士", "本科|大学生?", "专科|大专|高职", "中职|中专"),
    ("省级|省里", "市级|市里", "州级|州里", "县级|区级|县里|区里", "乡镇|乡级|镇级", "村级|村里"),
    ("城镇|城市|城里", "农村|乡下|乡村"),
    ("职工|在职职工", "城乡居民|居民"),
    ("男", "女"),
    ("门诊", "住院"),
    ("轻度", "中度", "重度"),
    ("上半年", "下半年"),
    ("春季", "夏季", "秋季", "冬季"),
    ("正高", "副高", "中级", "初级"),
    ("中级", "高级", "技师"),
    ("二孩", "三孩"),
    ("医师|医生|大夫", "护士|护理员", "药师", "床位"),
    ("企业|公司", "个人|自己"),
    ("优秀", "良好", "不合格"),
)  # fmt: skip
_WRITTEN = ("在职职工", "退休人员")
_KINDS = tuple(
    tuple((_WRITTEN[i] if not n else way.split("|")[0], re.compile(way)) for i, way in enumerate(family))
    for n, family in enumerate(_FAMILIES)
)
_CHINESE = "一二两三四五六七八九十百千万"
_NUMERAL = rf"(?:(?<![\d.])[\d.]+|(?<![{_CHINESE}])[{_CHINESE}]+)"
_UNITS = "周岁|岁|年级|年|个月|月|天|人|元|万元|亩|张|吨|公里|级|分|等奖|名|星|档|期|批|类"
_RANKS = ("级", "等奖", "档", "类", "星", "型")
_LETTERED = re.compile(r"(?P<value>[A-Za-zＡ-Ｚ甲乙丙丁Ⅰ-Ⅻ]|I{2,3}|IV)(?P<form>级|档|类|等|型|区)")
_NUMBERED = re.compile(
    rf"(?P<value>(?:不足|不满|不到|超过|高于|低于|满|第)?{_NUMERAL}(?:多|几|来)?(?:岁)?(?:[到至—~-]+{_NUMERAL})?)(?P<form>{_UNITS})(?P<bound>以上|以下|以内|多(?!少))?"
)
_CLASSIFIER = re.compile("几[张人名个家所辆台]")
_SENTENCE = re.compile("[^。\n]+")
_PIECE = re.compile("[^，,；;、：:]+")
_IN_BRACKETS = re.compile("（[^（）]*）|\\([^()]*\\)")
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class PutIn:
    """A question with something put in for what it named, and what an answer must name of that; empty where notices write it in
    other ways (九十多岁: 90—99周岁)."""

    text: str
    named: str


def _put_in(before: str, start: int, end: int, named: str) -> PutIn:
    """What is counted by 张 or 名 changes with the thing: 床位几张 is 医师多少."""
    return PutIn(_CLASSIFIER.sub("多少", f"{before[:start]}{named}{before[end:]}"), named)


def same_form(said: str, before: str) -> PutIn | None:
    """``before`` with what has the form of ``said`` put for its own (三等奖 for 一等奖, 满30年 for 15年)."""
    for pattern in (_LETTERED, _NUMBERED):
        named = pattern.search(said)
        if named is None:
            continue
        for old in pattern.finditer(before):
            if old["form"] == named["form"] and old.group() != named.group() and not _is_year(old):
                told = (
                    named.group()
                    if pattern is _LETTERED or named["form"] in _RANKS or named["value"][0].isdecimal()
                    else ""
                )
                return PutIn(f"{before[: old.start()]}{named.group()}{before[old.end() :]}", told)
    return None


def _is_year(found: re.Match[str]) -> bool:
    return found["form"] == "年" and re.fullmatch(r"(?:19|20)\d{2}", found["value"]) is not None


def of_family(said: str, before: str, stands: Callable[[str], bool]) -> PutIn | None:
    """``before`` with another member of a family put for the one it names (民办 for 公办), by its fuller name where that
    ``stands`` in a notice (小微企业)."""
    for kinds in _KINDS:
        named = next((written for written, way in kinds if way.search(said)), "")
        for written, way in kinds if named else ():
            old = way.search(before)
            if old is None or written == named or named in before:
                continue
            fuller = said.endswith(named) and stands(said)
            return _put_in(before, old.start(), old.end(), said if fuller else named)
    return None


def alike(said: str, before: str, texts: Iterable[str]) -> PutIn | None:
    """``before`` with ``said`` put for a word of it that ends alike, is about as long and stands in the same notice (提升包
    for 基础包)."""
    for text in texts:
        for end in (found.end() for found in re.finditer(re.escape(said[-1]), before)):
            for start in (end - len(said), end - len(said) - 1, end - len(said) + 1):
                word = before[max(0, start) : end]
                if start >= 0 and len(word) > 2 and word != said and word in text:
                    return _put_in(before, start, end, said)
    return None


def beside(said: str, before: str, texts: Iterable[str]) -> PutIn | None:
    """``before`` with ``said`` put for the words of it that a notice sets beside ``said`` in one sentence, at the head of like
    pieces (个人…最高30万元，小微企业最高400万元)."""
    words = list(_runs_of(before))
    for text in texts:
        at = text.find(said)
        while at >= 0:
            old = _set_beside(said, at, words, text)
            if old:
                start = before.find(old)
                return _put_in(before, start, start + len(old), said)
            at = text.find(said, at + 1)
    return None


def _runs_of(text: str) -> Iterator[str]:
    """The words of a text and pairs of words, the longer first."""
    words = [word for word in cut(text) if word.strip()]
    pairs = [one + other for one, other in pairwise(words)]
    runs = (run for run in (*pairs, *words) if 1 < len(run) <= _LONGEST)
    yield from sorted(dict.fromkeys(runs), key=len, reverse=True)


def _set_beside(said: str, at: int, words: list[str], text: str) -> str:
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    sentence = _SENTENCE.match(text, start)
    if sentence is None:
        return ""
    pieces = [match.group().strip() for match in _PIECE.finditer(_IN_BRACKETS.sub("", sentence.group()))]
    heads = {piece[: piece.index(said)] for piece in pieces if said in piece}
    for word in words:
        if said in word or word in said:
            continue
        if any(
            word in piece and piece[: piece.index(word)] in heads for piece in pieces if said not in piece
        ):
            return word
    return ""
