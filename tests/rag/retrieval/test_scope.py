"""Which notices a question may be answered from: strict filters, places and years as evidence, closed when in doubt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.models import Notice
from rag.corpus.corpus import Corpus, document_number_key
from rag.question.conversation import understand
from rag.question.parse import parse
from rag.retrieval.scope import Scope, resolve
from rag.types import Filters, Turn

CITY, RULES, COUNTY, OTHER, MASKED = (
    "云岭市要点.txt",
    "签约办法.txt",
    "青禾县方案.txt",
    "霜桥县方案.txt",
    "网络汇编.txt",
)
Parse = Callable[[str, str], Notice]

EVERYTHING = Filters()


def scoped(question: str, corpus: Corpus, filters: Filters = EVERYTHING) -> Scope:
    return resolve(parse(question, corpus), filters, corpus)


def sources(scope: Scope, corpus: Corpus) -> set[str]:
    return {corpus.notices[key].source for key in scope.weights}


def test_a_question_that_names_nothing_may_be_answered_from_all(corpus: Corpus) -> None:
    scope = scoped("托位数是多少？", corpus)
    assert sources(scope, corpus) == {CITY, RULES, COUNTY, OTHER, MASKED}
    assert set(scope.weights.values()) == {1.0}


@pytest.mark.parametrize("name", ["云岭市", "云岭"])
def test_a_city_leaves_its_county_and_other_places_out(name: str, corpus: Corpus) -> None:
    assert sources(scoped(f"{name}托位数是多少？", corpus), corpus) == {CITY, RULES}


def test_a_listing_also_shows_the_divisions_inside_a_place_with_less_weight(corpus: Corpus) -> None:
    scope = resolve(parse("云岭市托位数是多少？", corpus), EVERYTHING, corpus, listing=True)
    weights = {corpus.notices[key].source: weight for key, weight in scope.weights.items()}
    assert set(weights) == {CITY, RULES, COUNTY}
    assert weights[COUNTY] < min(weights[CITY], weights[RULES])


def test_a_listing_shows_national_notices_for_a_place_without_its_own(
    parsed: dict[str, Notice], parse_text: Parse
) -> None:
    national = parse_text(
        "国办.txt", "国务院办公厅关于加强托育服务的意见\n国办发〔2021〕3号\n一、总体要求\n扩大托位供给。\n"
    )
    assert national.issuer
    assert not national.region.name
    corpus = Corpus({n.id: n for n in (national, parsed[COUNTY])})
    query = parse("大连市托位数是多少？", corpus)
    assert sources(resolve(query, EVERYTHING, corpus, listing=True), corpus) == {"国办.txt"}
    assert resolve(query, EVERYTHING, corpus) == Scope({}, ("大连市",))


def test_a_county_leaves_its_city_out(corpus: Corpus) -> None:
    assert sources(scoped("青禾县托位数是多少？", corpus), corpus) == {COUNTY}


def test_a_city_without_a_notice_of_its_own_is_answered_from_its_counties(parsed: dict[str, Notice]) -> None:
    corpus = Corpus({n.id: n for n in (parsed[COUNTY], parsed[OTHER])})
    assert sources(scoped("云岭市托位数是多少？", corpus), corpus) == {COUNTY}


def test_a_notice_of_no_known_place_that_names_the_place_counts_less(
    parsed: dict[str, Notice], parse_text: Parse
) -> None:
    naming = parse_text("无头.txt", "工作方案\n一、目标\n云岭市新建急救站点8个。\n二、要求\n按期完成。\n")
    assert not naming.region.name
    corpus = Corpus({n.id: n for n in (parsed[CITY], parsed[MASKED], naming)})
    scope = scoped("云岭市急救站点多少个？", corpus)
    assert sources(scope, corpus) == {CITY, "无头.txt"}
    assert scope.weights[naming.id] < scope.weights[parsed[CITY].id] == 1.0


@pytest.mark.parametrize(("place", "left"), [("赣州市", {"调研.txt"}), ("上饶市", set())])
def test_a_title_that_names_a_place_elsewhere_speaks_for_no_other(
    place: str, left: set[str], parsed: dict[str, Notice], parse_text: Parse
) -> None:
    visited = parse_text(
        "调研.txt", "调研上犹县急救工作情况\n一、目标\n新建急救站点8个。\n二、要求\n按期完成。\n"
    )
    own = parse_text(
        "本地.txt",
        f"{place}卫生健康委员会\n关于印发急救方案的通知\n卫发〔2023〕7号\n一、目标\n建站点8个。\n",
    )
    assert not visited.region.name
    assert own.region.name == place
    corpus = Corpus({n.id: n for n in (visited, own)})
    assert sources(scoped(f"{place}新建急救站点几个？", corpus), corpus) == {"本地.txt"} | left


@pytest.mark.parametrize("place", ["南昌市", "浙江省", "桃鹿县"])
def test_a_place_without_notices_closes_the_scope(place: str, corpus: Corpus) -> None:
    assert scoped(f"{place}托位数是多少？", corpus) == Scope({}, (place,))


def test_of_several_places_each_brings_its_own_notices(corpus: Corpus) -> None:
    assert sources(scoped("云岭市和霜桥县的中医专科各是多少？", corpus), corpus) == {CITY, RULES, OTHER}


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_a_span_of_years_holds_every_year_in_it(year: int, corpus: Corpus) -> None:
    assert sources(scoped(f"青禾县{year}年托位数是多少？", corpus), corpus) == {COUNTY}


@pytest.mark.parametrize("year", [2021, 2026])
def test_a_year_outside_the_span_closes_the_scope(year: int, corpus: Corpus) -> None:
    assert scoped(f"青禾县{year}年托位数是多少？", corpus) == Scope({}, ("青禾县", f"{year}年"))


def test_a_regulation_holds_on_after_its_year_but_counts_less(
    corpus: Corpus, parsed: dict[str, Notice]
) -> None:
    scope = scoped("云岭市2024年签约服务费怎么分担？", corpus)
    assert sources(scope, corpus) == {CITY, RULES}
    assert scope.weights[parsed[RULES].id] < scope.weights[parsed[CITY].id] == 1.0


def test_a_regulation_does_not_hold_before_its_year(corpus: Corpus) -> None:
    assert RULES not in sources(scoped("云岭市2020年签约服务费怎么分担？", corpus), corpus)


def test_a_plan_does_not_hold_on_after_its_years(corpus: Corpus) -> None:
    assert CITY not in sources(scoped("云岭市2027年托位数是多少？", corpus), corpus)


def test_an_inherited_year_leaves_nothing_out(corpus: Corpus) -> None:
    history = (Turn(role="user", content="云岭市2024年中医馆多少个？"),)
    query = understand("那霜桥县呢？", history, corpus)
    assert sources(resolve(query, Filters(), corpus), corpus) == {OTHER}


@pytest.mark.parametrize("written", ["云卫字〔2024〕40号", "云卫字[2024]40号", "云卫字（２０２４）40号"])
def test_a_document_number_leaves_that_notice_only(written: str, corpus: Corpus) -> None:
    assert sources(scoped(f"{written}的托位数是多少？", corpus), corpus) == {CITY}


def test_a_number_that_is_only_cited_leaves_the_citing_notice(corpus: Corpus) -> None:
    scope = scoped("霜政发〔2020〕1号是什么文件？", corpus)
    assert sources(scope, corpus) == {OTHER}
    assert max(scope.weights.values()) < 1.0


def test_an_unheard_number_closes_the_scope(corpus: Corpus) -> None:
    assert scoped("云卫字〔2024〕99号是什么文件？", corpus) == Scope({}, ("云卫字〔2024〕99号",))


def test_brackets_of_a_number_do_not_matter() -> None:
    keys = {
        document_number_key(n) for n in ("甲〔2024〕1号", "甲[2024]1号", "甲【2024】1号", "甲（2024）1号")
    }
    assert len(keys) == 1


def test_a_title_named_whole_leaves_that_notice(corpus: Corpus) -> None:
    assert sources(scoped("《云岭市家庭医生签约服务管理办法》的签约对象有哪些？", corpus), corpus) == {RULES}


# Filters


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(regions=("云岭市",)), {CITY, RULES, COUNTY}),
        (Filters(regions=("青禾县",)), {COUNTY}),
        (Filters(regions=("青禾县", "霜桥县")), {COUNTY, OTHER}),
        (Filters(years=(2024,)), {CITY, COUNTY}),
        (Filters(years=(2021, 2022)), {RULES, OTHER}),
        (Filters(regions=("云岭市",), years=(2025,)), {COUNTY}),
    ],
)
def test_filters_are_strict(filters: Filters, left: set[str], corpus: Corpus) -> None:
    assert sources(scoped("托位数是多少？", corpus, filters), corpus) == left


def test_a_filter_by_notice_is_strict(corpus: Corpus, parsed: dict[str, Notice]) -> None:
    filters = Filters(document_ids=(parsed[OTHER].id,))
    assert sources(scoped("托位数是多少？", corpus, filters), corpus) == {OTHER}


@pytest.mark.parametrize(
    "filters", [Filters(regions=("南昌市",)), Filters(years=(1999,)), Filters(document_ids=("nothing",))]
)
def test_filters_that_leave_nothing_close_the_scope(filters: Filters, corpus: Corpus) -> None:
    assert scoped("托位数是多少？", corpus, filters) == Scope({}, ("filters",))


@pytest.mark.parametrize(
    "question",
    [
        "云岭市托位数是多少？",
        "云卫字〔2024〕40号是什么文件？",
        "2024年云岭市卫生健康工作要点的托位数是多少？",
    ],
)
def test_a_question_never_widens_the_filters(question: str, corpus: Corpus) -> None:
    assert COUNTY not in sources(scoped(question, corpus, Filters(regions=("霜桥县",))), corpus)
    assert CITY not in sources(scoped(question, corpus, Filters(regions=("霜桥县",))), corpus)


def test_a_place_in_the_name_of_the_file_counts_like_one_in_the_text(parse_text: Parse) -> None:
    own = "1.村级养老服务站每周开放5天。\n2.配备护理员2名。\n"
    files = {
        "云峰县方案.txt": "云峰县工作方案\n一、目标\n学习柏溪县护理站。\n二、要求\n按期完成。\n",
        "柏溪县养老站.txt": own,
        "养老站.txt": f"{own}3.登记。\n",
    }
    notices = [parse_text(name, text) for name, text in files.items()]
    corpus = Corpus({notice.id: notice for notice in notices})
    weights = {
        corpus.notices[k].source: w for k, w in scoped("柏溪县配备护理员几名？", corpus).weights.items()
    }
    assert weights["柏溪县养老站.txt"] == weights["云峰县方案.txt"] > weights["养老站.txt"]


@pytest.mark.parametrize(
    ("span", "inside"),
    [("2023—2025年", True), ("2024至2025年", True), ("2025—2026年", False), ("2022-2025年", False)],
)
def test_a_span_of_years_wants_a_notice_that_plans_for_all_of_it(
    span: str, inside: bool, corpus: Corpus
) -> None:
    found = sources(scoped(f"青禾县{span}每千人口托位数是多少？", corpus), corpus)
    assert (COUNTY in found) == inside


def test_no_notices_no_scope() -> None:
    assert scoped("云岭市托位数是多少？", Corpus({})).weights == {}


def test_a_place_without_a_notice_of_that_year_is_not_answered_by_one_that_never_names_it(
    parse_text: Parse,
) -> None:
    own = parse_text(
        "永春.txt",
        "永春县卫生健康局文件\n\n关于印发2023年工作要点的通知\n\n永春县卫生健康局\n\n2023年3月1日\n\n一、目标\n床位1张。\n",
    )
    nowhere = parse_text("无头.txt", "工作方案\n一、目标\n2025年新建急救站点8个。\n二、要求\n按期完成。\n")
    elsewhere = parse_text(
        "名片.txt", "中医药是蕲春的一张名片\n一、目标\n新建急救站点8个。\n二、要求\n按期完成。\n"
    )
    corpus = Corpus({notice.id: notice for notice in (own, nowhere, elsewhere)})
    assert not scoped("永春县2025年急救站点多少个？", corpus).weights
    assert sources(scoped("永春县急救站点多少个？", corpus), corpus) == {"永春.txt", "无头.txt"}
