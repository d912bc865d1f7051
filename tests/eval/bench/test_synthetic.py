"""Made-up notices: the same for the same seed, of places that do not exist, and read as real ones are."""

from __future__ import annotations

import pytest

from eval.bench.questions import questions_about
from eval.bench.synthetic import notice, places, questions
from ingest.anatomy.regions import lookup
from ingest.intake.parsed import read_notices
from ingest.settings import IngestSettings


def test_a_notice_is_the_same_whenever_it_is_asked_for() -> None:
    assert notice(7, 3) == notice(7, 3)
    assert len({notice(seed, number).text for seed in (1, 2) for number in range(5)}) == 10


def test_no_place_is_a_real_one() -> None:
    names = {name for pair in places() for name in pair if name}
    assert len(names) > 400
    assert not [name for name in names if lookup(name) or lookup(name[:-1])]


@pytest.mark.parametrize("number", range(4))
def test_a_notice_is_read_as_a_real_one_is(number: int) -> None:
    made = notice(7, number)
    (read,) = read_notices(made.name, "0" * 64, made.text.encode(), IngestSettings())
    first = made.commitments[0]
    assert read.region.name == first.place
    assert read.document_number.endswith("号")
    assert read.years[0] == first.year
    stated = {target.value for target in read.targets}
    assert float(first.value) in stated


def test_questions_are_of_every_kind_and_about_what_is_held() -> None:
    asked = questions(7, 3, 14)
    assert asked == questions(7, 3, 14)
    assert len(asked) == 14
    assert len({kind for kind, _ in asked}) == 7
    held = "".join(notice(7, number).text for number in range(3))
    named = next(question for kind, question in asked if kind == "named")
    assert named.removesuffix("要做什么？") in held


def test_questions_about_any_store_use_its_own_words() -> None:
    read = [
        found
        for number in range(2)
        for found in read_notices(
            f"{number}.txt", "0" * 64, notice(7, number).text.encode(), IngestSettings()
        )
    ]
    asked = questions_about(read, 12)
    assert asked == questions_about(read, 12)
    assert len(asked) == 12
    explained = next(question for kind, question in asked if kind == "explain")
    assert any(explained.startswith(each.region.name) for each in read)
    assert questions_about([], 5) == []
