"""The article of a page saved whole, without the page around it."""

from __future__ import annotations

import pytest

from ingest.errors import NoticeError
from ingest.readers.lines import Line
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings

SETTINGS = IngestSettings()
TITLE = "关于印发年度卫生健康工作要点的通知"
BODY = (
    "<p>各县区卫生健康委，市直各单位：</p>"
    "<p>现将《年度卫生健康工作要点》印发给你们，请结合实际，认真抓好贯彻落实。</p>"
    "<p>一、总体要求</p><p>坚持以人民健康为中心，到年底，居民健康素养水平达到38%以上，力争更高。</p>"
)
BODY_LINES = [
    "各县区卫生健康委，市直各单位：",
    "现将《年度卫生健康工作要点》印发给你们，请结合实际，认真抓好贯彻落实。",
    "一、总体要求",
    "坚持以人民健康为中心，到年底，居民健康素养水平达到38%以上，力争更高。",
]
FURNITURE = (
    "<div class='top-nav'><a href='/'>首页</a><a>政务公开</a><a>办事服务</a></div>"
    "<div>当前位置：<a>首页</a> &gt; <a>通知公告</a></div>"
)
FOOT = (
    "<ul><li><a>关于召开会议的通知，请参加</a></li><li><a>关于另一件事的通知</a></li><li><a>第三条链接</a></li></ul>"
    "<div>【打印】【关闭】</div><div class='footer'>主办：某某委员会，地址：某某路，电话：略。版权所有</div>"
)


def lines_of(page: str, name: str = "page.html") -> list[Line]:
    return list(read_bytes(name, page.encode(), SETTINGS).lines)


def texts_of(page: str) -> list[str]:
    return [line.text for line in lines_of(page)]


def page(content: str, title: str = TITLE) -> str:
    return f"<html><head><title>{title}</title></head><body>{content}</body></html>"


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "<div class='TRS_Editor'>{}</div>",
        "<article>{}</article>",
        "<div id='zoom'>{}</div>",
        "<div class='whatever'><div>{}</div></div>",
        "<form id='aspnetForm'><div>{}</div></form>",
        "<div style='display:none'>{}</div>",
        "<table><tr><td>{}</td></tr></table>",
        "<div class='print-area'><div class='content'>{}</div></div>",
    ],
)
def test_the_article_is_found_in_any_page(around: str) -> None:
    assert texts_of(page(FURNITURE + around.format(BODY) + FOOT)) == [TITLE, *BODY_LINES]


def test_an_article_in_hidden_tabs_is_mostly_kept() -> None:
    tabs = "".join(f"<div style='display:none'><p>第{n}部分，{'健康' * 20}。</p></div>" for n in range(10))
    assert len(texts_of(page(tabs, ""))) >= 7


def test_scripts_styles_and_hidden_parts_are_no_text() -> None:
    noise = "<script>var a='脚本，不是正文。';</script><style>p{}</style><p hidden>隐藏的话，不显示。</p>"
    comment = "<!-- 注释里的一句话，不是正文。 -->"
    assert texts_of(page(f"<div>{noise}{comment}{BODY}</div>")) == [TITLE, *BODY_LINES]


def test_a_title_that_the_article_has_is_not_doubled() -> None:
    broken = "<div><h1>关于印发年度卫生健康<br>工作要点的通知</h1>" + BODY + "</div>"
    lines = lines_of(page(broken, f"{TITLE}_通知公告_某市卫生健康委员会"))
    assert [line.text for line in lines][:2] == ["关于印发年度卫生健康", "工作要点的通知"]
    assert [line.heading for line in lines][:3] == [1, 1, 0]


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE}_通知公告_某市卫生健康委员会</title>",
        f"<title>某市卫生健康委员会 - {TITLE}</title>",
        f"<title>某市卫健委</title><meta name='ArticleTitle' content='{TITLE}'>",
    ],
)
def test_a_title_outside_the_article_comes_first(head: str) -> None:
    source = f"<html><head>{head}</head><body>{FURNITURE}<div class='content'>{BODY}</div></body></html>"
    assert lines_of(source)[0] == Line(TITLE, heading=1, whole=True)


def test_a_heading_outside_the_article_is_the_title() -> None:
    source = page(f"<h1>{TITLE}</h1><div class='content'>{BODY}</div>", "")
    assert texts_of(source) == [TITLE, *BODY_LINES]


def test_the_letter_before_its_attachment_is_kept() -> None:
    attachment = "<div>" + "<p>加强监测预警，完善应急预案，提高处置能力，确保群众健康。</p>" * 40 + "</div>"
    assert texts_of(page(f"<div>{BODY}{attachment}</div>"))[:3] == [TITLE, *BODY_LINES[:2]]


def test_headings_breaks_and_lists() -> None:
    content = (
        "<h2>一、目标</h2><p>第一句，写在一行。<br>第二句，写在下行。</p>"
        "<ol start='3'><li>第三项，内容。</li><li><p>第四项，内容。</p></li></ol>"
        "<ol type='a'><li>甲，内容。</li></ol><ul><li>无序，内容。</li></ul>"
    )
    lines = lines_of(page(content, ""))
    assert lines[0] == Line("一、目标", heading=2, whole=True)
    assert [line.text for line in lines[1:]] == [
        "第一句，写在一行。",
        "第二句，写在下行。",
        "3. 第三项，内容。",
        "4. 第四项，内容。",
        "a. 甲，内容。",
        "无序，内容。",
    ]
    assert all(line.whole for line in lines)


def test_table_rows_with_merged_cells_once() -> None:
    table = (
        "<table><tr><th>领域</th><th>指标</th><th>目标值</th></tr>"
        "<tr><td rowspan='2'>健康</td><td><p>健康素养</p><p>水平</p></td><td>38%</td></tr>"
        "<tr><td>床位数</td><td>6.5</td></tr><tr><td colspan='3'>注：按年度统计</td></tr></table>"
    )
    assert texts_of(page(f"<div>{BODY}{table}</div>", ""))[-4:] == [
        "领域 | 指标 | 目标值",
        "健康 | 健康素养水平 | 38%",
        "| 床位数 | 6.5",
        "注：按年度统计",
    ]


def test_rows_know_their_table() -> None:
    table = "<table><tr><td>指标甲</td><td>{}</td></tr><tr><td>指标乙</td><td>2</td></tr></table>"
    layout = f"<table><tr><td>{BODY}{table.format(3)}</td><td>栏外</td></tr></table>"
    document = read_bytes("a.html", page(f"<div>{table.format(1)}{layout}</div>", "").encode(), SETTINGS)
    assert [(line.text, line.table) for line in document.lines if "|" in line.text] == [
        ("指标甲 | 1", 1),
        ("指标乙 | 2", 1),
        ("指标甲 | 3", 2),
        ("指标乙 | 2", 2),
    ]
    assert document.tables == 2


def test_a_table_beside_the_text_is_no_furniture() -> None:
    table = "<table><tr><td>健康素养水平</td><td>38%</td></tr><tr><td>床位数</td><td>6.5</td></tr></table>"
    links = "<table><tr><td><a>政务公开</a></td><td><a>第1期</a></td></tr><tr><td><a>办事</a></td><td>2</td></tr></table>"
    around = f"<div>{links}</div><div><div>{BODY * 20}</div><div>{table}</div></div>"
    assert texts_of(page(around, ""))[-2:] == ["健康素养水平 | 38%", "床位数 | 6.5"]
    assert "政务公开" not in "".join(texts_of(page(around, "")))


def test_a_table_of_many_columns_and_rows_is_read() -> None:
    cells = "".join(f"<td rowspan=3>{n}</td>" for n in range(3000))
    rows = "".join(f"<tr><td>{n}</td><td>指标</td></tr>" for n in range(3000))
    lines = lines_of(page(f"<div>{BODY}<table><tr>{cells}</tr></table><table>{rows}</table></div>", ""))
    assert lines[-1] == Line("2999 | 指标", whole=True, table=2)


def test_source_line_ends_are_not_spaces_in_chinese() -> None:
    assert texts_of(page("<p>健康\n  素养水平，达到 38 %\n以上。</p>", "")) == [
        "健康素养水平，达到 38 % 以上。"
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    lines = lines_of(page("<pre>第一行，文字。\n\n第二行，文字。</pre>", ""))
    assert lines == [Line("第一行，文字。"), Line(""), Line("第二行，文字。")]


@pytest.mark.parametrize(
    ("charset", "encoding"), [("gb2312", "gb18030"), ("gbk", "gbk"), ("big5", "big5"), ("utf-8", "utf-8")]
)
def test_the_declared_charset(charset: str, encoding: str) -> None:
    content = "<p>衛生，健康。</p>" if encoding == "big5" else "<p>卫生，健康。</p>"
    source = f"<html><head><meta charset='{charset}'></head><body>{content}</body></html>"
    expected = content[3:-4]
    assert [line.text for line in read_bytes("a.html", source.encode(encoding), SETTINGS).lines] == [expected]


@pytest.mark.parametrize(
    ("charset", "encoding"), [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("utf-16", "gbk"), ("x", "gbk")]
)
def test_a_wrong_declaration_does_no_harm(charset: str, encoding: str) -> None:
    head = f"<meta http-equiv=c content='text/html; charset={charset}'>"
    source = f"<html><head>{head}</head><body>{BODY}</body></html>"
    assert [line.text for line in read_bytes("a.html", source.encode(encoding), SETTINGS).lines] == BODY_LINES


def test_pictures_are_named_in_a_warning() -> None:
    document = read_bytes("a.html", page(f"<div>{BODY}<img src='a.png'></div>").encode(), SETTINGS)
    assert any("1 张图片" in warning for warning in document.warnings)


def test_a_page_of_pictures_has_no_text() -> None:
    with pytest.raises(NoticeError) as caught:
        lines_of("<html><body><img src='scan.jpg'></body></html>")
    assert caught.value.code == "no-text"


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ol><li", "b", "blockquote"])
def test_a_page_nested_without_end_is_read_or_refused(tag: str) -> None:
    source = "<html><body>" + f"<{tag}>" * 20000 + "深处的一句话，读得到吗？"
    code = ""
    try:
        lines_of(source)
    except NoticeError as error:
        code = error.code
    assert code in {"", "broken-file", "no-text"}
