"""Filters and example questions come from the notices themselves."""

from ingest.models import Notice
from rag.types import Filters
from ui.page.library import View
from ui.page.offers import Offers, example_questions

Pair = tuple[Notice, Notice]


def test_regions_go_from_the_wider_to_the_narrower(notices: Pair) -> None:
    assert Offers(notices).regions() == ["东江省", "青禾市", "云溪县"]


def test_years_are_those_planned_for_latest_first(notices: Pair) -> None:
    assert Offers(notices).years() == [2033, 2032, 2031]


def test_a_region_covers_what_lies_inside_it(notices: Pair) -> None:
    view = View(notices)
    assert len(view.within(Filters(regions=("青禾市",)))) == 2
    assert view.within(Filters(regions=("云溪",))) == (notices[1],)
    assert view.within(Filters(regions=("云溪县",), years=(2031,))) == ()


def test_examples_ask_in_the_notices_own_words(notices: Pair) -> None:
    questions = example_questions(notices, 8)
    assert "青禾市2033年健康社区覆盖率要达到多少？" in questions
    assert "青禾市建立健康档案由谁负责？" in questions
    assert "云溪县怎样加强组织领导？" in questions
    assert "青禾卫发〔2031〕12号是什么文件？哪天印发的？" in questions


def test_a_masked_figure_is_not_asked_for(notices: Pair) -> None:
    assert not [question for question in example_questions(notices[1:]) if "托位数" in question]


def test_examples_come_from_different_notices_first(notices: Pair) -> None:
    first, second = example_questions(notices, 2)
    assert "青禾" in first
    assert "云溪" in second


def test_no_notices_no_examples() -> None:
    assert example_questions([]) == []
