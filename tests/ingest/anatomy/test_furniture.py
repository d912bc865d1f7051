"""What web pages and printed pages put around a notice is told from its words."""

from __future__ import annotations

import pytest

from ingest.anatomy.furniture import is_furniture, web_marks


@pytest.mark.parametrize(
    "line",
    [
        "来源：网络  作者：某某  更新时间：2024-10-30",
        "信息来源：某某网",
        "发布时间：2024-10-30 浏览次数：12",
        "相关文章",
        "上一篇：某县工作总结",
        "【打印】 【关闭】",
        "打印本页 | 关闭窗口",
        "字号：大 中 小",
        "当前位置：首页 > 政务公开",
        "某某网 / www.example.com",
        "https://www.example.com/a.html",
        "- 3 -",
        "— 12 —",
        "第 3 页 共 8 页",
    ],
)
def test_furniture_of_web_and_printed_pages(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "）",
        "关闭。",
        "关闭不合格的托育机构。",
        "打印机采购管理办法",
        "字体规范使用要求",
        "报名网址：https://example.gov.cn/a",
        "申报单位请登录http://www.example.gov.cn填报。",
        "资金来源：财政拨款",
        "2023—2025年",
        "第3条 申请",
        "分享到会经验，推广典型做法。",
    ],
)
def test_what_a_notice_says_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("text", "web"),
    [
        ("来源：网络 作者：某某", True),
        ("作者：某某 更新时间：2024-10-30", True),
        ("全区工作要点（最终5篇）", True),
        ("精选范文", True),
        ("正文。\n相关文章", True),
        ("经费来源：财政拨款", False),
        ("一、总体要求", False),
    ],
)
def test_marks_of_the_web(text: str, web: bool) -> None:
    assert bool(web_marks(text)) is web
