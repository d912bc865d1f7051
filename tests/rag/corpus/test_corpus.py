"""What can be said of all notices together."""

from __future__ import annotations

from ingest.models import Notice
from rag.corpus.corpus import Corpus, years_of


def test_a_place_is_known_by_its_full_and_its_short_name(corpus: Corpus) -> None:
    names = dict(corpus.region_names)
    assert names["云岭市"] == names["云岭"] == "云岭市"
    assert names["青禾"] == "青禾县"


def test_longer_names_come_first(corpus: Corpus) -> None:
    lengths = [len(name) for name, _ in corpus.region_names]
    assert lengths == sorted(lengths, reverse=True)


def test_years_are_the_planned_ones_newest_first(corpus: Corpus) -> None:
    assert corpus.years == (2025, 2024, 2023, 2022, 2021)


def test_a_span_counts_every_year_in_it(parsed: dict[str, Notice]) -> None:
    assert list(years_of(parsed["青禾县方案.txt"])) == [2023, 2024, 2025]


def test_a_notice_without_planned_years_counts_the_year_it_was_issued_in(parsed: dict[str, Notice]) -> None:
    assert list(years_of(parsed["签约办法.txt"])) == [2021]


def test_a_notice_without_any_year_counts_none(parsed: dict[str, Notice]) -> None:
    assert list(years_of(parsed["网络汇编.txt"])) == []


def test_a_title_is_found_inside_a_question(corpus: Corpus, parsed: dict[str, Notice]) -> None:
    assert corpus.titles_in("《云岭市家庭医生签约服务管理办法》哪天印发") == (parsed["签约办法.txt"].id,)
    assert corpus.titles_in("签约办法") == ()


def test_nothing_is_said_of_no_notices() -> None:
    empty = Corpus({})
    assert (empty.region_names, empty.years, empty.titles_in("通知")) == ([], (), ())
