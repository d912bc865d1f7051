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
        "• 时间:2024-03-22 09:12:40",
        "• 来源:砚溪市卫生健康委",
        "2024-11-10 01:51:51信息来源:浏览次数:字体:[ ]",
        "日期:2024-04-19",
        "归档时间:2024-11-21",
        "首页 > 政务公开 > 政策法规",
        ">政务频道 >信息公开 >本委文件",
        "您的位置: 首页 » 资料站 » 法律法规 »",
        "您现在的位置首页 >> 法规库 >> 正文",
        "规范性文件 > 正文阅览",
        "欢迎访问砚溪市人民政府网站! 今天是:",
        "便民网 发表于 2024-4-28 21:33:07",
        "视力保护色:",
        "下载地址: 点击此处下载",
        "无障碍| 繁体 | 简体| 设为首页 | 收藏本站",
        "首页 | 长者模式 | 无障碍 | 登录",
        "主办单位:砚溪市教育局 版权所有:砚溪市人民政府办公室 [网站地图]",
        "网站标识码:2100000000 ICP备案序号:某ICP备2022000000号-1",
        "(责任编辑:某某)",
        "[复制链接]",
        "朗读",
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
        "时间：2024年5月6日上午9:00",
        "日期：另行通知",
        "发布：每季度发布一次评价结果。",
        "下载安装应用软件须经批准",
        "收缩压>140毫米汞柱",
        "甲组>乙组",
        "主办单位：砚溪市教育局、砚溪市财政局",
        "编辑：负责年鉴资料汇总",
        "欢迎社会各界参与监督",
        "首页公示政务服务事项",
        "2024年12月底前完成",
        "2024-2026年工作安排",
        "无障碍改造 | 市住房城乡建设局 | 市教育局 | 2028年底",
        "推进公共场所无障碍环境建设",
        "（三）推广无障碍阅读服务",
        "2.明确信息发布时间：每月5日前",
        "第七条 信息发布时间：每月5日前",
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
