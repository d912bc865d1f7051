"""Notices as web pages hold them: the letter is found below menus, tags, double titles and dates of the page."""

from __future__ import annotations

import pytest

from ingest.models import Region
from tests.ingest.anatomy.notices import notice_of

TITLE = "砚溪市人民政府关于印发砚溪市渡口安全办法的通知"
BODY = """各县（区）人民政府：
《砚溪市渡口安全办法》已经市政府同意，现印发给你们。
砚溪市人民政府
2024年4月26日
砚溪市渡口安全办法
第一条 为保障渡口安全，制定本办法。
第二条 渡船应当检验合格。
"""


@pytest.mark.parametrize(
    "page",
    [
        "当前位置: 首页\n>政务频道 >信息公开 >本级文件",
        "首页 > 政府信息公开 > 信息浏览",
        "您的位置: 首页 » 法规资料站 » 法律法规 »\n\n砚溪市渡口安全办法\n\n时间:2024-07-02 08:50:40 来源: 法规资料站 作者:某某 阅读:8411\n下载地址: 点击此处下载",
        "热门站点| 资料网 | 论坛\n收藏本站| 设为首页| 首页",
        "无障碍浏览             政务微博           政务微信",
        "欢迎登录砚溪市人民政府门户网站!\n日期:2024-04-28",
        "找律师咨询\n您现在的位置：首页 >> 法律法规 >> 正文",
        "朗读\n视力保护色:\n字体:[ ]",
        "下载\n保留字段信息\n页面宽度(px):",
        "便民网 发表于 2024-4-28 21:33:07\n重磅!本市出台渡口办法",
        "查看: 94|回复: 0\n[复制链接]",
        "Page 24 - 2024年第3期\nP. 24\n3/2024      砚溪市人民政府公报                 ·砚溪市人民政府文件·",
    ],
)
def test_what_a_page_sets_above_the_letter_is_no_part_of_its_title(page: str) -> None:
    notice = notice_of(f"{page}\n{TITLE}\n{BODY}")
    assert (notice.title, notice.issuer, notice.issued_on) == (TITLE, "砚溪市人民政府", "2024-04-26")
    assert notice.region == Region(city="砚溪市")


@pytest.mark.parametrize(
    "line",
    [
        f"砚府发〔2024〕8号《{TITLE}》",
        f"砚府发〔2024〕8号-{TITLE}",
        f"{TITLE}（砚府发〔2024〕8号）",
        f"{TITLE}(砚府发[2024]8号)",
        f"{TITLE} 砚府发〔2024〕8号",
        f"[砚溪要闻] {TITLE}\n砚府发〔2024〕8号",
        f"《{TITLE}》\n砚府发〔2024〕8号\n砚府发〔2024〕8号",
        f"{TITLE}(2024/05/06)\n砚府发〔2024〕8号",
        f"{TITLE} |\n砚府发〔2024〕8号",
    ],
)
def test_a_number_tag_or_date_on_the_titles_line(line: str) -> None:
    notice = notice_of(f"{line}\n{BODY}")
    assert notice.title == TITLE
    assert notice.document_number.translate(str.maketrans("[]", "〔〕")) == "砚府发〔2024〕8号"
    assert notice.issued_on == "2024-04-26"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "关于印发砚溪市托育三年行动计划\n(2023—2025年)的通知",
            "关于印发砚溪市托育三年行动计划(2023—2025年)的通知",
        ),
        ("关于印发甲镇工作要点\n和乙镇工作方案的通知", "关于印发甲镇工作要点和乙镇工作方案的通知"),
        ("砚溪市托育机构管理办法\n（征求意见稿）", "砚溪市托育机构管理办法（征求意见稿）"),
        ("颁布《砚溪市集市规定》的通知", "颁布《砚溪市集市规定》的通知"),
        (
            "砚溪市教育局等六部门关于印发\n《校医办法》的通知",
            "砚溪市教育局等六部门关于印发《校医办法》的通知",
        ),
    ],
)
def test_titles_that_go_on(head: str, title: str) -> None:
    assert notice_of(f"{head}\n各县（区）人民政府：\n请遵照执行。\n2024年4月26日\n").title == title


def test_a_letter_without_title_is_called_by_what_it_passes_on() -> None:
    notice = notice_of(BODY)
    assert (notice.title, notice.inferred) == ("砚溪市渡口安全办法", ("title",))


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("砚溪市教育局\n砚溪市财政局\n砚溪市民政局\n文件", "砚溪市教育局、砚溪市财政局、砚溪市民政局"),
        (
            "砚溪市教育局砚溪市财政局砚溪市民政局关于做好工作的通知",
            "砚溪市教育局、砚溪市财政局、砚溪市民政局",
        ),
        (
            "砚溪市教育局 砚溪市财政局 砚溪市民政局关于做好工作的通知",
            "砚溪市教育局、砚溪市财政局、砚溪市民政局",
        ),
        ("农事部 水务总署 民生部关于做好工作的公告\n农事部公告2020年第6号", "农事部、水务总署、民生部"),
        (
            "中共砚溪市委办公室砚溪市人民政府办公室关于做好工作的通知",
            "中共砚溪市委办公室、砚溪市人民政府办公室",
        ),
        ("砚溪市指挥部\n砚溪市指挥部关于做好工作的通知", "砚溪市指挥部"),
        ("云岚省砚溪市人民政府\n砚溪市人民政府令(第11号)\n砚溪市集市办法", "云岚省砚溪市人民政府"),
        ("砚溪市人民政府批转市水务局关于节水工作意见的通知", "砚溪市人民政府"),
        ("转发砚溪市应急局关于做好安全工作的通知", ""),
        (
            "砚溪市教育局\n砚溪市财政局    文件\n砚溪市总工会\n砚教〔2024〕7号\n关于做好工作的通知",
            "砚溪市教育局、砚溪市财政局、砚溪市总工会",
        ),
    ],
)
def test_the_organs_of_a_head(head: str, issuer: str) -> None:
    assert notice_of(f"{head}\n各县（区）：\n请遵照执行。\n").issuer == issuer


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("砚溪市人民政府令(第11号)", "第11号"),
        ("砚溪市人民政府令第八十二号", "第八十二号"),
        ("砚溪市税务局公告2020年第8号", "2020年第8号"),
        ("政府令〔2010〕第15号", "政府令〔2010〕第15号"),
    ],
)
def test_serials_on_the_line_of_the_red_head(line: str, number: str) -> None:
    assert notice_of(f"{line}\n《砚溪市集市办法》已经通过，现予公布。\n").document_number == number


def test_a_number_that_a_list_cites_is_not_the_notices_own() -> None:
    text = "砚溪市人民政府关于废止部分文件的决定\n各县：\n决定废止下列文件：\n1.《集市管理办法》(砚政发〔2009〕3号)\n2.《养犬办法》(砚政发〔2011〕8号)\n"
    assert notice_of(text).document_number == ""


@pytest.mark.parametrize(
    "date", ["二OO六年二月二十日", "二oo六年二月二十日", "二○○六年2月20日", "二〇〇六年二月二十日 |"]
)
def test_dates_with_letters_for_noughts(date: str) -> None:
    assert notice_of(f"{TITLE}\n各县：\n请遵照执行。\n{date}\n").issued_on == "2006-02-20"


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("砚溪市卫生健康委员会关于印发二〇二五年工作要点的通知", (2025, 2025)),
        ("砚溪市托育行动方案（二〇二三—二〇二五年）", (2023, 2025)),
        ("砚溪市人民政府工作规则(2019年修订)", ()),
        ("砚溪市集市管理办法（2002年）", ()),
        ("砚溪市托育工作方案（2024年）", (2024, 2024)),
    ],
)
def test_years_in_titles(title: str, years: tuple[int, ...]) -> None:
    assert notice_of(f"{title}\n各县：\n请遵照执行。\n").years == years


def test_a_page_saved_as_one_line() -> None:
    notice = notice_of(
        "砚溪市民政局 砚溪市财政局关于发放津贴的通知砚民发〔2005〕11号 各区(县)民政局,财政局: 为做好津贴发放工作,经市政府同意,"
        "现就有关事项通知如下,请遵照执行。 二○○五年九月二十九日 关于发放津贴的意见 为发放津贴,提出本意见,供各区县结合自己的实际参照办理,"
        "有困难的可以分步走,但要先把人员底数摸清,不重不漏。 一、标准 每人每月50元,逐年提高。 二、时限 2006年6月底前全部发放到位。 |"
    )
    assert notice.title.replace(" ", "") == "砚溪市民政局砚溪市财政局关于发放津贴的通知"
    assert (notice.issuer, notice.document_number, notice.issued_on) == (
        "砚溪市民政局、砚溪市财政局",
        "砚民发〔2005〕11号",
        "2005-09-29",
    )
    assert [clause.label for clause in notice.clauses if clause.label] == ["一、", "二、"]


def test_an_attachment_whose_articles_list_something_is_no_notice_of_its_own() -> None:
    text = f"{TITLE}\n{BODY}".replace("渡船应当检验合格。", "渡口包括乡镇政府设立的渡口，具体有：")
    assert notice_of(text).parts == 1
