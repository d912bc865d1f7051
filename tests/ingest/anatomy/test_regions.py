"""Places: one character's difference, invented places, and places read from prose only."""

from __future__ import annotations

import pytest
from hypothesis import given

from ingest.anatomy.regions import (
    covers,
    lookup,
    mentions,
    names_several,
    region_from_prose,
    region_of_organ,
    short_name,
)
from ingest.models import Region
from tests.ingest.samples import official_text

SHANGRAO = Region("江西省", "上饶市")
SHANGYOU = Region("江西省", "赣州市", "上犹县")


@pytest.mark.parametrize(
    ("organ", "region"),
    [
        ("上饶市卫生健康委员会", SHANGRAO),
        ("上犹县人民政府", SHANGYOU),
        ("江西省卫生健康委员会", Region("江西省")),
        ("江西省上饶市卫生健康委员会", SHANGRAO),
        ("赣州市上犹县卫生健康委员会", SHANGYOU),
        ("砚溪市卫生健康委员会", Region(city="砚溪市")),  # in no gazetteer: as its suffix says
        ("青禾县人民政府", Region(county="青禾县")),
        ("云岚省卫生健康委员会", Region("云岚省")),
        ("云岚省砚溪市人民政府", Region("云岚省", "砚溪市")),
        ("楚雄州卫生健康委员会", Region("云南省", "楚雄彝族自治州")),
        ("芷江县人民政府", Region("湖南省", "怀化市", "芷江侗族自治县")),
        ("砚溪市交通运输局", Region(city="砚溪市")),
        ("青禾县妇女联合会", Region(county="青禾县")),
        ("砚溪市河长制办公室", Region(city="砚溪市")),  # whatever it is for
        ("青禾县农村公路建设指挥部", Region(county="青禾县")),
        ("国家市场监督管理总局", Region()),
        ("中国城市规划设计研究院", Region()),
        ("全市卫生健康工作", Region()),
        ("各县人民政府", Region()),
        ("国家卫生健康委员会", Region()),
        ("", Region()),
    ],
)
def test_the_place_of_an_organ(organ: str, region: Region) -> None:
    assert region_of_organ(organ) == region


@pytest.mark.parametrize(
    ("name", "regions"),
    [
        ("上饶", (SHANGRAO,)),
        ("上饶市", (SHANGRAO,)),
        ("上犹", (SHANGYOU,)),
        ("上犹县", (SHANGYOU,)),
        ("上油", ()),
    ],
)
def test_full_and_short_names(name: str, regions: tuple[Region, ...]) -> None:
    assert lookup(name) == regions


@pytest.mark.parametrize(
    ("name", "short"),
    [("上饶市", "上饶"), ("上犹县", "上犹"), ("海淀区", "海淀"), ("赵县", "赵县"), ("上饶", "上饶")],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "short"), [("临夏回族自治州", "临夏"), ("凉山彝族自治州", "凉山"), ("延边朝鲜族自治州", "延边")]
)
def test_short_names_of_autonomous_divisions(name: str, short: str) -> None:
    assert short_name(name) == short


def test_mentions_take_the_longest_name() -> None:
    assert [mention.text for mention in mentions("上饶市和上犹县、赣州")] == ["上饶市", "上犹县", "赣州"]


def test_an_ordinary_word_is_no_place_without_its_suffix() -> None:
    assert [mention.text for mention in mentions("优化资源配置，资源县除外")] == ["资源县"]


@given(official_text)
def test_mentions_are_verbatim_and_do_not_overlap(text: str) -> None:
    position = 0
    for mention in mentions(text):
        assert position <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        position = mention.end


@pytest.mark.parametrize(
    ("outer", "inner", "inside"),
    [
        (Region("江西省"), SHANGRAO, True),
        (Region("江西省", "赣州市"), SHANGYOU, True),
        (SHANGRAO, SHANGYOU, False),
        (SHANGYOU, Region("江西省", "赣州市"), False),
        (SHANGRAO, SHANGRAO, True),
    ],
)
def test_which_division_covers_which(outer: Region, inner: Region, inside: bool) -> None:
    assert covers(outer, inner) is inside


def test_a_notice_that_names_itself_gives_its_place_away() -> None:
    text = "全市要推进健康赣州建设，抓好健康赣州行动。我市落实。"
    assert region_from_prose(text) == Region("江西省", "赣州市", inferred=True)


def test_a_city_is_known_by_its_counties() -> None:
    text = "全市抓落实。我市在信丰县、寻乌县、安远县、于都县建设试点。"
    assert region_from_prose(text) == Region("江西省", "赣州市", inferred=True)


@pytest.mark.parametrize(
    "text",
    [
        "全市抓好落实。我市各县推进。",
        "全市要推进健康xx建设。我市落实。",  # masked
        "全市学习上饶市的经验。我市落实。",  # another's name
        "全市学习健康赣州建设、健康上饶建设的经验。我市落实。",  # two names: no plain evidence
    ],
)
def test_no_place_is_invented(text: str) -> None:
    assert region_from_prose(text) == Region()


@pytest.mark.parametrize(
    "title",
    [
        "四川重庆两地急救协作方案",
        "河南、河北两省血液调剂办法",
        "上饶市和抚州市医保互认通知",
        "重庆市四川省卫生健康委员会",
    ],
)
def test_places_side_by_side(title: str) -> None:
    assert names_several(title)


@pytest.mark.parametrize(
    "title",
    [
        "江西省上饶市",
        "上海浦东新区",
        "吉林吉林市",
        "长春朝阳区",
        "赣州市上犹县卫生健康委员会",
        "卫生健康工作要点",
        "",
    ],
)
def test_a_place_within_another_is_one_place(title: str) -> None:
    assert not names_several(title)
