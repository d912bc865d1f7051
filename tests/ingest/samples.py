"""Texts of places that do not exist, and the shortest way from a text to its notices."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice
from ingest.readers.lines import RawDocument
from ingest.readers.plain import text_lines

_ROOT = Path(__file__).parents[2]
# Five files as they were found; not part of the repository, and tests that need them are skipped without them.
REAL_NOTICES = _ROOT.parent / "shared" / "notices"
SAMPLE_NOTICES = _ROOT / "examples" / "notices"

ISSUED = """砚溪市卫生健康委员会文件

砚卫字〔2024〕18号

关于印发2024年全市卫生健康 工作要点的通知

各县（市、区）卫生健康委，委机关各科室：

现将《2024年全市卫生健康工作要点》印发给你们，请认真贯彻落实。

砚溪市卫生健康委员会

2024年4月26日

附件

2024年全市卫生健康工作要点

一、聚焦党建引领

1.加强舆情处置。健全突发事件做好舆

论引导机制。（牵头科室：机关党委[机关纪委]、办公室；责任科室：各相关科室）

2.推进清廉建设。到2024年底，60%的支部达标。（牵头科室：办公室）

二、聚焦医疗服务

3.落实乙类

乙管措施。每千人口床位数达到7.5张。
"""

HEADLESS = """一、总体要求
（一）指导思想。坚持以人民健康为中心。
（二）工作目标。到2025年底，居民健康素养水平达到25%。
二、重点任务
1.完善体系。建成1-2所机构。
"""

# Characters that notices are made of, those that parsing gives a meaning to above all.
_PIECES = [
    *"一二三四五六七八九十百〇零第章节条篇编是要、，。；：！？（）()〔〕[]【】《》“”.．*_xX％%‰≥0123456789①② \t\u3000\n",
    *"市县省区局委会通知关于印发附件年月日卫生健康工作要点牵头责任科室单位舆论引导",
    *[
        "一、",
        "（一）",
        "1.",
        "第一条",
        "一是",
        "二是",
        "附件",
        "第一篇：",
        "第二篇：",
        "关于印发",
        "的通知",
        "各单位：",
    ],
    *[
        "2024年4月26日",
        "〔2024〕4号",
        "**",
        "xx",
        "（责任单位：",
        "\n\n",
        "来源：网络",
        "相关文章",
        "健康甲乙建设",
    ],
]
official_text = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)
official_line = official_text.map(lambda text: text.replace("\n", ""))


def notices_of(text: str, source: str = "notice.txt") -> list[Notice]:
    """The notices of a plain text."""
    return parse_notices(RawDocument(text_lines(text)), source, "hash")


def notice_of(text: str, source: str = "notice.txt") -> Notice:
    """The one notice of a plain text."""
    (notice,) = notices_of(text, source)
    return notice
