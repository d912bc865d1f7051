"""A question as it was typed, brought to the one form in which it is read: width, script, short years, a corrected ask."""

from __future__ import annotations

import re

from ingest.numerals import chinese_to_int
from rag.corpus.corpus import Corpus
from rag.language.terms import simplified
from rag.question.comparing import without_count
from rag.question.english import in_chinese
from rag.question.provinces import with_provinces

_ROMAN = dict(zip("一二三四", "ⅠⅡⅢⅣ", strict=True))
_LEVEL = re.compile("(?P<level>[一二三四])级(?=(?P<of>响应|应急响应|预警|事件|突发|应急))")
# Digits, letters and ％ of full width; punctuation stays as people write it.
_HALF_WIDTH = {
    full: full - 0xFEE0
    for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)
}
# 饶卫字2024年40号: a document number whose brackets were not typed.
_BARE_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,8}[字发办函规令通])\s*((?:19|20)\d{2})\s*年?\s*第?\s*(\d{1,4})\s*号"
)
# 2024年和2025年底: the end of either year.
_BOTH_ENDS = re.compile(r"((?:19|20)\d{2})年?(?=[和与跟及、](?:19|20)\d{2}年(?:底|末))")
_CHINESE_YEAR = re.compile("[二一][〇零○一九二三四五六七八]{3}(?=年)")  # 二〇二六年
# 24年底 is 2024年底; 30年来 and 20年以上 are spans of time.
_SHORT_YEAR = re.compile(r"(?<![\d.满足过作龄期了够近约逾])(2\d|3[0-5])年(?!来|以|间|多|的?时间|内)")
# 由那个科牵头: 那 for 哪, as it is often typed.
_WHICH_UNIT = re.compile(
    "那(?=[几两三]?(?:个|些|家)?(?:科室?|局|部门|单位|处室?|委)(?:来|在)?(?:牵头|负责|主管|管|抓|承担))"
)
_NOT_THAT = re.compile(
    r"(?:我)?(?:问|说|要|指|查)的是(?P<meant>[^，,。？?]{2,20})[，,](?:可|又|而)?不是[^，,。？?！!]{2,20}"
    r"|不是[^，,。？?是]{2,12}[，,](?:我)?(?:问的|说的|要的|查的)?是(?P<after>[^，,。？?]{2,20})"
)
# 换个问题，上犹…: what leads over to a question is none of it.
_OPENING = re.compile(
    r"^(?:(?:你好|您好|换个(?:问题|话题)|再问(?:一?下|个)?(?:问题)?|(?:顺便|另外)再?问(?:一?下)?|[^，,。：:？?\d]{0,6}?(?:想问|想请教|请教|咨询|问)(?:一?下|个问题|个事儿?)?(?=[：:])|还有(?:个|一个)?问题)[，,。！!：:、\s]+)+"
)


def in_one_form(question: str, corpus: Corpus) -> str:
    """The question in simplified Chinese, years with four digits, document numbers in brackets, without what leads over to it."""
    text = in_chinese(simplified(question), corpus).translate(_HALF_WIDTH).strip()
    text = _OPENING.sub("", _SHORT_YEAR.sub(r"20\1年", text))
    text = _CHINESE_YEAR.sub(lambda match: f"{chinese_to_int(match.group())}", text)
    text = _BARE_NUMBER.sub(r"\1〔\2〕\3号", text)
    text = _BOTH_ENDS.sub(r"\1年底", text)
    text = _WHICH_UNIT.sub("哪", text)
    return _in_roman(with_provinces(without_count(_corrected(text)), corpus), corpus)


def _corrected(text: str) -> str:
    """What a person who corrects an answer means: 我问的是A，不是B asks about A."""
    return _NOT_THAT.sub(lambda match: match["meant"] or match["after"], text)


def _in_roman(text: str, corpus: Corpus) -> str:
    """三级响应 as Ⅲ级响应 where the notices write their levels so and nowhere as it was typed."""

    def written(match: re.Match[str]) -> str:
        roman = f"{_ROMAN[match['level']]}级"
        return (
            roman
            if corpus.stands(roman) and not corpus.stands(match.group() + match["of"])
            else match.group()
        )

    return _LEVEL.sub(written, text)
