"""What a notice says of itself, in the forms that stand in real files, and nothing beyond it."""

from __future__ import annotations

import pytest

from ingest.anatomy.header import Header, read_header, years_of
from ingest.readers.lines import Line
from tests.ingest.samples import notice_of

LETTER = """砚溪市卫生健康委员会文件
砚卫字〔2024〕18号
关于印发2024年全市卫生健康工作要点的通知
各县（市、区）卫生健康委，委机关各科室：
现将《2024年全市卫生健康工作要点》印发给你们，请认真贯彻落实。
砚溪市卫生健康委员会
2024年4月26日
附件
2024年全市卫生健康工作要点
一、总体要求
坚持以人民健康为中心。"""


def header_of(text: str, divider: str = "") -> Header:
    return read_header([Line(line) for line in text.split("\n")], divider)


def changed(old: str, new: str) -> Header:
    assert old in LETTER
    return header_of(LETTER.replace(old, new))


def test_the_official_form() -> None:
    assert header_of(LETTER) == Header(
        title="关于印发2024年全市卫生健康工作要点的通知",
        subject="2024年全市卫生健康工作要点",
        issuer="砚溪市卫生健康委员会",
        document_number="砚卫字〔2024〕18号",
        issued_on="2024-04-26",
        recipients="各县（市、区）卫生健康委，委机关各科室",
        years=(2024, 2024),
        attachments=("2024年全市卫生健康工作要点",),
    )


@pytest.mark.parametrize(
    "number",
    [
        "砚卫字[2024]18号",
        "砚卫字（2024）18号",
        "砚卫字(2024)18号",
        "砚卫字【2024】18号",
        "砚卫字〔2024〕第18号",
        "砚卫字﹝2024﹞18号",
        "砚卫字［2024］18号",
        "砚卫字2024年第18号",
    ],
)
def test_every_bracket_a_number_is_written_with(number: str) -> None:
    assert changed("砚卫字〔2024〕18号", number).document_number == number


@pytest.mark.parametrize(
    "written", ["砚卫字 〔 2024 〕 18 号", "文号：砚卫字〔2024〕18号", "发文字号：砚卫字〔2024〕18号"]
)
def test_a_number_with_spaces_or_its_name(written: str) -> None:
    assert changed("砚卫字〔2024〕18号", written).document_number == "砚卫字〔2024〕18号"


def test_a_signatory_beside_the_number() -> None:
    header = changed("18号", "18号 签发人：李明、王芳")
    assert (header.document_number, header.signatory) == ("砚卫字〔2024〕18号", "李明、王芳")


@pytest.mark.parametrize(
    "date",
    [
        "2024年4月26日",
        "二〇二四年四月二十六日",
        "二○二四年四月二十六日",
        "（2024年4月26日）",
        "2024年4月26日印发",
        "二〇二四年四月廿六日",
        "2024.4.26",
        "2024-04-26",
        "2024/4/26",
    ],
)
def test_dates_of_issue(date: str) -> None:
    assert changed("\n2024年4月26日", f"\n{date}").issued_on == "2024-04-26"


def test_a_date_in_a_sentence_is_not_the_date_of_issue() -> None:
    assert changed("\n2024年4月26日\n", "\n请于2024年5月1日前上报。\n").issued_on == ""


def test_a_title_over_several_lines() -> None:
    header = changed(
        "关于印发2024年全市卫生健康工作要点的通知",
        "关于印发《砚溪市健康行动\n实施方案（2023—2025年）》的\n通知",
    )
    assert header.title == "关于印发《砚溪市健康行动实施方案（2023—2025年）》的通知"
    assert header.years == (2023, 2025)


def test_the_organ_below_its_number() -> None:
    header = header_of(
        "砚府发〔2023〕29号\n砚溪市人民政府\n关于印发砚溪市健康行动实施方案的通知\n各县人民政府：\n现印发给你们。\n2023年12月27日"
    )
    assert (header.issuer, header.issued_on) == ("砚溪市人民政府", "2023-12-27")
    assert header.title == "关于印发砚溪市健康行动实施方案的通知"


@pytest.mark.parametrize(
    "organs", ["砚溪市民政局 砚溪市财政局文件", "砚溪市民政局  砚溪市财政局", "砚溪市民政局\n砚溪市财政局"]
)
def test_joint_organs(organs: str) -> None:
    header = changed("砚溪市卫生健康委员会文件", organs)
    assert header.issuer == "砚溪市民政局、砚溪市财政局"
    assert header.title == "关于印发2024年全市卫生健康工作要点的通知"


def test_a_remark_above_the_header() -> None:
    header = changed("砚溪市卫生健康委员会文件", "（此件公开发布）\n砚溪市卫生健康委员会文件")
    assert (header.issuer, header.title) == (
        "砚溪市卫生健康委员会",
        "关于印发2024年全市卫生健康工作要点的通知",
    )


def test_the_signature_names_the_organ_where_no_line_does() -> None:
    assert changed("砚溪市卫生健康委员会文件\n", "").issuer == "砚溪市卫生健康委员会"


def test_no_header_at_all() -> None:
    header = header_of("2023年全市卫生健康工作的总体要求是:坚持以人民健康为中心。\n一、目标\n达到90%。")
    assert header == Header(title="2023年全市卫生健康工作", years=(2023, 2023), inferred=("title",))


def test_without_a_title_the_first_words_serve_and_are_marked() -> None:
    header = header_of("坚持以人民健康为中心。推动落实。\n一、目标\n达到90%。")
    assert header == Header(title="坚持以人民健康为中心", inferred=("title",))


def test_the_dividers_title_serves_where_the_document_has_none() -> None:
    header = header_of("坚持以人民健康为中心。\n一、目标\n达到90%。", divider="甲区工作汇总")
    assert (header.title, header.inferred) == ("甲区工作汇总", ())


@pytest.mark.parametrize("year", ["xxxx年", "**年"])
def test_a_masked_year_is_no_year(year: str) -> None:
    header = header_of(f"卫生健康局工作要点汇总\n{year}全区工作总体要求是:抓落实。\n一、目标\n达到90%。")
    assert header.years == ()


def test_another_notices_number_in_a_sentence_is_not_its_own() -> None:
    header = header_of(
        "关于做好老年健康工作的通知\n根据《关于印发方案的通知》（省卫发〔2023〕5号）要求，现通知如下。"
    )
    assert header.document_number == ""


@pytest.mark.parametrize("text", ["", "。", "一、", "附件", "附件1：", "：", "《", "2024年4月26日", "通知"])
def test_scraps(text: str) -> None:
    header = header_of(text)
    assert (header.document_number, header.issuer, header.recipients) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("实施方案（2023—2025年）", (2023, 2025)),
        ("行动计划（2023－2025年）", (2023, 2025)),
        ("行动计划（2023年至2025年）", (2023, 2025)),
        ("2024年工作要点", (2024, 2024)),
        ("“十四五”卫生健康发展规划", (2021, 2025)),
        ("“十三五”规划", (2016, 2020)),
        ("“十五五”时期规划", (2026, 2030)),
        ("工作要点", ()),
        ("xx年工作要点", ()),
    ],
)
def test_years_of_a_title(text: str, years: tuple[int, ...]) -> None:
    assert years_of(text) == years


def test_the_printing_line_does_not_date_what_is_signed() -> None:
    header = header_of(f"{LETTER}\n砚溪市卫生健康委员会办公室 2024年4月28日印发")
    assert header.issued_on == "2024-04-26"
    assert (
        changed("\n2024年4月26日\n", "\n砚溪市卫生健康委员会办公室 2024年4月28日印发\n").issued_on
        == "2024-04-28"
    )


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("附件：任务清单", ("任务清单",)),
        ("附件：1.实施方案\n2.任务清单", ("实施方案", "任务清单")),
        ("附件：1.实施方案 2.任务清单", ("实施方案", "任务清单")),
        ("附件1：实施方案\n附件2：任务清单", ("实施方案", "任务清单")),
        ("附件：\n1.实施方案\n2.任务清单", ("实施方案", "任务清单")),
        ("附：任务清单", ("任务清单",)),
    ],
)
def test_attachments_are_listed(listed: str, names: tuple[str, ...]) -> None:
    header = changed("\n砚溪市卫生健康委员会\n2024", f"\n{listed}\n砚溪市卫生健康委员会\n2024")
    assert header.attachments == names


@pytest.mark.parametrize(
    "written",
    ["抄送：市委办公室，市财政局。", "抄  送：市委办公室，市财政局", "抄送单位：市委办公室，市财政局"],
)
def test_copies_to(written: str) -> None:
    assert header_of(f"{LETTER}\n{written}").copied_to == "市委办公室，市财政局"


@pytest.mark.parametrize(
    ("text", "years"),
    [("2023年工作总结和2024年工作打算", (2024, 2024)), ("2023年工作总结", (2023, 2023))],
)
def test_a_report_that_looks_ahead_plans_for_the_year_ahead(text: str, years: tuple[int, ...]) -> None:
    assert years_of(text) == years


def test_an_organ_in_the_title_alone_issues_it() -> None:
    header = header_of(
        "甲市民政局 甲市财政局关于做好老年人福利补贴工作的通知\n各县民政局、财政局：\n现通知如下。"
    )
    assert header.issuer == "甲市民政局、甲市财政局"


def test_a_header_on_one_line_comes_apart() -> None:
    text = "关于做好托育工作的通知砚卫函〔2024〕8号各县（区）卫生健康委：\n现就做好托育工作通知如下。"
    notice = notice_of(text)
    assert (notice.title, notice.document_number) == ("关于做好托育工作的通知", "砚卫函〔2024〕8号")
    assert notice.recipients == "各县（区）卫生健康委"


def test_a_title_written_twice_is_one() -> None:
    assert (
        header_of("关于做好托育工作的通知关于做好托育工作的通知\n抓好落实。").title
        == "关于做好托育工作的通知"
    )


@pytest.mark.parametrize(
    "line", ["为落实省卫生健康委关于托育工作的部署：", "现就托育工作通知如下：", "根据各县卫生局要求："]
)
def test_what_only_ends_like_recipients(line: str) -> None:
    assert header_of(f"关于做好托育工作的通知\n{line}\n抓好落实。").recipients == ""


def test_an_organ_of_which_a_headline_tells_issues_nothing() -> None:
    header = header_of(
        "砚溪市教育局、砚溪市民政局印发通知部署托育工作\n为落实省卫生健康委关于托育工作的部署，印发通知。"
    )
    assert header.issuer == ""
