"""The units that notices charge with something, gathered once: asking them finds what reading every notice finds."""

from __future__ import annotations

import pytest

import rag.corpus.corpus
from ingest.text import fold
from rag.corpus.charges import Unit
from rag.corpus.corpus import Corpus
from rag.reading.units import all_duties


@pytest.mark.parametrize(
    "question",
    [
        "疾控科牵头哪些工作？",
        "县卫生健康委负责什么？",
        "基层卫生科和妇幼健康科的任务",
        "县中医院",
        "档案科负责什么？",
        "疾控",
        "",
    ],
)
def test_the_notices_that_charge_a_unit_are_found(
    question: str, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = list(corpus.notices.values())
    assert corpus.charging(question, notices) == notices  # few: reading them is as quick
    monkeypatch.setattr(rag.corpus.corpus, "_READ_AT_ONCE", 0)
    asked = fold(question)
    charging = [
        notice
        for notice in notices
        for names in ({n for duty in all_duties([notice]) for n in (*duty.lead, *duty.other)},)
        if any(Unit.of(name).named_in(asked) for name in names)
    ]
    assert list(corpus.charging(question, notices)) == charging
    assert list(corpus.charging(question, notices[:2])) == [n for n in notices[:2] if n in charging]


@pytest.mark.parametrize(
    ("written", "question", "named"),
    [
        ("机关党委[机关纪委]", "机关党委牵头哪些工作", True),
        ("机关党委[机关纪委]", "机关党委[机关纪委]牵头哪些工作", True),
        ("疾控科", "疾控科负责什么", True),
        ("科", "疾控科负责什么", True),
        ("县委（县府办）", "县委负责什么", False),  # two characters are too few to leave the rest out
        ("疾控科", "妇幼科负责什么", False),
    ],
)
def test_a_unit_is_named_whole_or_without_its_alias(written: str, question: str, named: bool) -> None:
    assert Unit.of(written).named_in(fold(question)) is named
