"""The five files as they were found: nine documents, what each states of itself, and nothing it does not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice, Provenance, Region
from ingest.passages import cut_passages
from ingest.readers.load import load
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings
from ingest.tokens import count_tokens
from tests.ingest.samples import REAL_NOTICES

pytestmark = pytest.mark.skipif(
    not REAL_NOTICES.is_dir(), reason=f"the five real files are not beside the repository ({REAL_NOTICES})"
)


@dataclass(frozen=True)
class Expected:
    title: str
    region: Region
    years: tuple[int, ...]
    provenance: Provenance
    chapters: int
    issuer: str = ""
    number: str = ""
    issued_on: str = ""
    subject: str = ""
    items: int | None = None  # arabic numbers, running on through the chapters
    inferred: tuple[str, ...] = ()


EXPECTED = {
    "上饶": Expected(
        title="关于印发2024年全市卫生健康工作要点的通知",
        subject="2024年全市卫生健康工作要点",
        issuer="上饶市卫生健康委员会",
        number="饶卫字〔2024〕40号",
        issued_on="2024-04-26",
        region=Region("江西省", "上饶市"),
        years=(2024, 2024),
        provenance=Provenance.ISSUED,
        chapters=8,
        items=27,
    ),
    "汇编一": Expected(
        title="2024年全区卫生健康工作要点",
        region=Region("四川省", "达州市", "通川区", inferred=True),
        years=(2024, 2024),
        provenance=Provenance.MASKED,
        chapters=9,
        inferred=("region",),
    ),
    "汇编二": Expected(
        title="2024年卫生健康工作要点",
        region=Region(),
        years=(2024, 2024),
        provenance=Provenance.MASKED,
        chapters=7,
        items=31,
    ),
    "汇编三": Expected(
        title="卫生健康局工作要点汇总", region=Region(), years=(), provenance=Provenance.MASKED, chapters=9
    ),
    "汇编四": Expected(
        title="2024年全市卫生健康工作要点",
        region=Region("陕西省", "宝鸡市", inferred=True),
        years=(2024, 2024),
        provenance=Provenance.MASKED,
        chapters=10,
        items=31,
        inferred=("region",),
    ),
    "汇编五": Expected(
        title="全县2024年卫生健康工作要点",
        region=Region("浙江省", "嘉兴市", "海盐县", inferred=True),
        years=(2024, 2024),
        provenance=Provenance.WEB,
        chapters=4,
        items=15,
        inferred=("region",),
    ),
    "上犹": Expected(
        title="关于印发《上犹县卫生健康服务能力全面提升三年行动实施方案（2023—2025年）》的通知",
        subject="上犹县卫生健康服务能力全面提升三年行动实施方案（2023—2025年）",
        issuer="上犹县人民政府",
        number="上府发〔2023〕29号",
        issued_on="2023-12-27",
        region=Region("江西省", "赣州市", "上犹县"),
        years=(2023, 2025),
        provenance=Provenance.ISSUED,
        chapters=3,
        items=28,
    ),
    "赣州": Expected(
        title="2023年全市卫生健康工作",
        region=Region("江西省", "赣州市", inferred=True),
        years=(2023, 2023),
        provenance=Provenance.WEB,
        chapters=10,
        items=38,
        inferred=("title", "region"),
    ),
    "宜春": Expected(
        title="关于印发2021年宜春市卫生健康工作要点的通知",
        subject="2021年宜春市卫生健康工作要点",
        issuer="宜春市卫生健康委员会",
        number="宜卫综合字〔2021〕1号",
        issued_on="2021-03-12",
        region=Region("江西省", "宜春市"),
        years=(2021, 2021),
        provenance=Provenance.ISSUED,
        chapters=6,
        items=22,
    ),
}


@pytest.fixture(scope="module")
def notices() -> dict[str, Notice]:
    settings = IngestSettings()
    found = [
        notice
        for path in sorted(REAL_NOTICES.glob("*.txt"))
        for data in (load(path, path.name, settings),)
        for notice in parse_notices(read_bytes(path.name, data, settings), path.name, "hash")
    ]
    assert len(found) == len(EXPECTED)
    return dict(zip(EXPECTED, found, strict=True))


def numbers(notice: Notice) -> list[int]:
    """The Arabic clause numbers, in order."""
    return [int(label) for clause in notice.clauses if (label := clause.label.rstrip(" .．、")).isdecimal()]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_each_states(notices: dict[str, Notice], name: str) -> None:
    notice = notices[name]
    chapters = [
        clause.label for clause in notice.clauses if clause.depth == 0 and clause.label.endswith("、")
    ]
    assert EXPECTED[name] == Expected(
        title=notice.title,
        subject=notice.subject,
        issuer=notice.issuer,
        number=notice.document_number,
        issued_on=notice.issued_on,
        region=notice.region,
        years=notice.years,
        provenance=notice.provenance,
        chapters=len(chapters),
        items=len(numbers(notice)) or None,
        inferred=notice.inferred,
    )
    assert chapters == [f"{number}、" for number in "一二三四五六七八九十"[: len(chapters)]]


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if expected.items])
def test_items_run_on_without_a_gap(notices: dict[str, Notice], name: str) -> None:
    assert numbers(notices[name]) == list(range(1, (EXPECTED[name].items or 0) + 1))


def test_the_compilation_holds_five_and_says_so(notices: dict[str, Notice]) -> None:
    parts = [(notice.part, notice.parts) for name, notice in notices.items() if name.startswith("汇编")]
    assert parts == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_the_seven_actions_of_the_county(notices: dict[str, Notice]) -> None:
    county = notices["上犹"]
    tasks = next(i for i, clause in enumerate(county.clauses) if clause.path == "二")
    actions = [clause.heading for clause in county.clauses if clause.parent == tasks]
    assert len(actions) == 7
    assert actions[0] == "公共卫生能力提升行动"
    assert all(action.endswith("行动") for action in actions)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("上饶", "健全重大舆情和突发事件舆论引导机制"),
        ("上饶", "力争60%的委直机关党支部达标"),
        ("宜春", "进一步完善发热门诊"),
        ("汇编二", "2024年**卫生健康工作将积极践行"),
        ("汇编三", "建设健康xxx"),
        ("赣州", "居民健康素养水平提高至26%以上"),
    ],
)
def test_words_that_a_break_or_a_converter_had_hurt(
    notices: dict[str, Notice], name: str, words: str
) -> None:
    assert words in notices[name].text


@pytest.mark.parametrize("junk", ["www.", "[bookmark", "来源：网络", "更新时间：", "相关文章", "第五篇"])
def test_no_furniture_is_left(notices: dict[str, Notice], junk: str) -> None:
    assert [name for name, notice in notices.items() if junk in notice.text] == []


def test_every_word_is_in_exactly_one_bounded_passage(notices: dict[str, Notice]) -> None:
    for notice in notices.values():
        passages = cut_passages(notice, 320)
        assert "".join("".join(p.text.split()) for p in passages) == "".join(notice.text.split())
        assert all(count_tokens(passage.text) <= 320 for passage in passages)


def test_who_cannot_be_named_is_warned_of(notices: dict[str, Notice]) -> None:
    unsigned = "文内没有发文机关和文号，不能确认是正式印发件"
    for name, notice in notices.items():
        assert (unsigned in notice.warnings) == (EXPECTED[name].number == "")


def test_their_numbering_raises_no_alarm(notices: dict[str, Notice]) -> None:
    assert [name for name, notice in notices.items() if notice.audit.numbering_gaps] == []
    assert [name for name, notice in notices.items() if notice.audit.unreadable] == []


def test_joins_and_dropped_lines_are_told(notices: dict[str, Notice]) -> None:
    assert {name: notices[name].audit.joins for name in ("上饶", "宜春", "上犹", "赣州")} == {
        "上饶": 9,
        "宜春": 8,
        "上犹": 0,
        "赣州": 0,
    }
    assert notices["赣州"].audit.dropped == ("相关文章",)
    assert any("来源：网络" in line for line in notices["汇编一"].audit.dropped)


def test_what_they_pass_on_and_rest_on(notices: dict[str, Notice]) -> None:
    county = [(ref.relation.value, ref.title) for ref in notices["上犹"].references]
    assert county[0] == ("issues", EXPECTED["上犹"].subject)
    assert [relation for relation, title in county if title.startswith("关于印发<")] == ["based-on"] * 2
    assert notices["上饶"].attachments == ("2024年全市卫生健康工作要点",)


def test_plans_hold_for_their_years(notices: dict[str, Notice]) -> None:
    spans = {name: notices[name].validity for name in ("上饶", "上犹", "汇编三")}
    assert (spans["上饶"].in_force_from, spans["上饶"].in_force_until) == ("2024-01-01", "2024-12-31")
    assert (spans["上犹"].in_force_until, spans["上犹"].basis) == ("2025-12-31", "planned")
    assert spans["汇编三"].basis == ""


def test_the_reasons_tell_all_signs(notices: dict[str, Notice]) -> None:
    reasons = "；".join(notices["汇编一"].provenance_reasons)
    assert all(word in reasons for word in ("去掉文头", "网页转载", "遮盖", "汇集了 5 份"))
    assert len(notices["上饶"].provenance_reasons) == 1
