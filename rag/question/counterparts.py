"""What a follow-up names in place of something named before: D级 for A级, 退休的 for 在职职工, 氨氮 for what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.language.segmenter import cut, spans_of_words

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
    ("医师|医生|大夫", "护士|护理员", "药师", "床位|病床"),
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
# 科目四, 附件2: which of several that are called by a number.
_CALLED = re.compile(
    rf"(?P<form>[\u4e00-\u9fff]{{2}})(?P<value>[{_CHINESE[:-3]}]|\d{{1,2}})(?![\d{_CHINESE}])"
)
_CLASSIFIER = re.compile("几[张人名个家所辆台]")
_SENTENCE = re.compile("[^。\n]+")
_PIECE = re.compile("[^，,；;、：:|]+")
_OF_ALL_THAT = re.compile("^(?:其中|包括|分别为?)")
_IN_BRACKETS = re.compile("（[^（）]*）|\\([^()]*\\)")
_LONGEST = 8
_CLOSE = 2  # characters on either side that a word of a like piece has around it too
_Frame = tuple[str, str]  # what stands before a word in its piece, and behind it


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
    """``before`` with what has the form of ``said`` put for its own (三等奖 for 一等奖, 满30年 for 15年, 科目四 for 科目一)."""
    for pattern in (_LETTERED, _CALLED, _NUMBERED):
        named = pattern.search(said)
        if named is None:
            continue
        for old in pattern.finditer(before):
            if old["form"] == named["form"] and old.group() != named.group() and not _is_year(old):
                told = (
                    named.group()
                    if pattern is not _NUMBERED or named["form"] in _RANKS or named["value"][0].isdecimal()
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
    """``before`` with ``said`` put for words of it that end alike, are about as long and stand in the same notice (提升包 for
    基础包; 质控中 of 质控中心 is no word)."""
    bounds = {0, *(end for _, end in spans_of_words(before))}
    for text in texts:
        for end in (found.end() for found in re.finditer(re.escape(said[-1]), before)):
            for start in (end - len(said), end - len(said) - 1, end - len(said) + 1):
                word = before[max(0, start) : end]
                if start < 0 or len(word) < 3 or word == said or word not in text:
                    continue
                if end in bounds or text.count(word) > text.count(before[start : end + 1]):
                    return _put_in(before, start, end, said)
    return None


def beside(said: str, before: str, texts: Iterable[str]) -> PutIn | None:
    """``before`` with ``said`` put for the words of it that a notice sets beside ``said`` in one sentence, at the head of like
    pieces (个人…最高30万元，小微企业最高400万元) or between like words (为市级胸痛救治中心，…为市级卒中救治中心). What the two end in is
    told with it: 现场指挥 for 总指挥, where 现场 is said."""
    words = list(_runs_of(before))
    for text in texts:
        at = text.find(said)
        while at >= 0:
            pieces = _pieces_around(at, text)
            for set_alike in (_same_head, _same_frame):
                found = _set_beside(said, words, pieces, set_alike)
                if found:
                    old, named = found
                    start = before.find(old)
                    return _put_in(before, start, start + len(old), named)
            at = text.find(said, at + 1)
    return None


def _runs_of(text: str) -> Iterator[str]:
    """The words of a text and runs of two and three of them, the longer first."""
    words = [word for word in cut(text) if word.strip()]
    pairs = [one + other for one, other in pairwise(words)]
    threes = [pair + word for pair, word in zip(pairs, words[2:], strict=False)]
    runs = (run for run in (*threes, *pairs, *words) if 1 < len(run) <= _LONGEST)
    yield from sorted(dict.fromkeys(runs), key=len, reverse=True)


def _pieces_around(at: int, text: str) -> list[str]:
    """What stands between the commas of the sentence there, without what is in brackets."""
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    sentence = _SENTENCE.match(text, start)
    bare = _IN_BRACKETS.sub("", sentence.group()) if sentence else ""
    return [_OF_ALL_THAT.sub("", match.group().strip()) for match in _PIECE.finditer(bare)]


def _set_beside(
    said: str, words: list[str], pieces: list[str], set_alike: Callable[[_Frame, _Frame], bool]
) -> tuple[str, str] | None:
    """The word that ``said`` is set beside, and ``said`` with what the word and it end in."""
    own = [_frame(piece, said) for piece in pieces if said in piece]
    for word in words:
        if said in word or word in said:
            continue
        for piece in pieces:
            if said in piece or word not in piece:
                continue
            like = next((each for each in own if set_alike(each, _frame(piece, word))), None)
            if like:
                return word, said + _shared_end(word, like[1])
    return None


def _frame(piece: str, word: str) -> _Frame:
    head, _, tail = piece.partition(word)
    return head, tail


def _same_head(one: _Frame, other: _Frame) -> bool:
    return one[0] == other[0]


def _same_frame(one: _Frame, other: _Frame) -> bool:
    around = one[0][-_CLOSE:], one[1][:_CLOSE]
    return around == (other[0][-_CLOSE:], other[1][:_CLOSE]) and all(len(side) == _CLOSE for side in around)


def _shared_end(word: str, tail: str) -> str:
    """The end of a word that stands behind what was said as well: 指挥 of 总指挥 and 现场指挥."""
    ends = (word[at:] for at in range(1, len(word) - 1))
    return next((end for end in ends if tail.startswith(end)), "")
