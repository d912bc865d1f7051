"""What a notice says of itself, in the forms that stand in real files, and nothing beyond it."""

from __future__ import annotations

import pytest

from ingest.header import Header, read_header, years_of
from ingest.readers.lines import Line

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
    )


@pytest.mark.parametrize(
    "number",
    [
        "砚卫字[2024]18号",
        "砚卫字（2024）18号",
        "砚卫字(2024)18号",
        "砚卫字【2024】18号",
        "砚卫字〔2024〕第18号",
    ],
)
def test_every_bracket_a_number_is_written_with(number: str) -> None:
    assert changed("砚卫字〔2024〕18号", number).document_number == number


def test_a_signatory_beside_the_number() -> None:
    assert changed("18号", "18号 签发人：李明").document_number == "砚卫字〔2024〕18号"


@pytest.mark.parametrize(
    "date",
    [
        "2024年4月26日",
        "二〇二四年四月二十六日",
        "二○二四年四月二十六日",
        "（2024年4月26日）",
        "2024年4月26日印发",
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
