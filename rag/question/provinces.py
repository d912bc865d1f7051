"""Provinces by one character: 全川 is all of 四川省."""

from __future__ import annotations

import re

from rag.corpus.corpus import Corpus

_SHORT = dict(
    pair.split("=")
    for pair in (
        "京=北京市 津=天津市 冀=河北省 晋=山西省 蒙=内蒙古自治区 辽=辽宁省 吉=吉林省 黑=黑龙江省 沪=上海市 苏=江苏省 浙=浙江省 皖=安徽省 "
        "闽=福建省 赣=江西省 鲁=山东省 豫=河南省 鄂=湖北省 湘=湖南省 粤=广东省 桂=广西壮族自治区 琼=海南省 渝=重庆市 川=四川省 黔=贵州省 "
        "滇=云南省 藏=西藏自治区 陕=陕西省 甘=甘肃省 青=青海省 宁=宁夏回族自治区 新=新疆维吾尔自治区"
    ).split()
)
_WHOLE = re.compile(f"全([{''.join(_SHORT)}])(?![\u4e00-\u9fff]{{0,2}}[市县])")


def with_provinces(text: str, corpus: Corpus) -> str:
    """The question with provinces of the corpus written out where one character stands for them."""
    held = {name for name, _ in corpus.region_names}
    return _WHOLE.sub(lambda match: name if (name := _SHORT[match[1]]) in held else match.group(), text)
