"""The filter that leaves only what is in force, on a given day, over parsed notices and through the real assistant."""

from __future__ import annotations

import datetime

import pytest

from ingest.store.store import NoticeStore
from rag.assistant import Assistant
from rag.corpus.corpus import Corpus
from rag.retrieval.currency import settled
from rag.retrieval.scope import within
from rag.settings import RagSettings
from rag.types import NO_FILTERS, Filters
from tests.rag.conftest import Parse

OLD, NEW, PLAN, RULES = "旧办法.txt", "新办法.txt", "要点.txt", "无期限.txt"
TEXTS = {
    OLD: """桐川市卫生健康委员会文件
桐卫发〔2020〕3号
关于印发《桐川市献血奖励办法》的通知
各县（区）卫生健康委：
现将《桐川市献血奖励办法》印发给你们。
桐川市卫生健康委员会
2020年3月5日
一、奖励标准。每献血一次奖励200元。
""",
    NEW: """桐川市卫生健康委员会文件
桐卫发〔2023〕8号
关于印发《桐川市献血奖励办法》的通知
各县（区）卫生健康委：
现将《桐川市献血奖励办法》印发给你们，自2023年7月1日起施行，有效期5年。《桐川市献血奖励办法》（桐卫发〔2020〕3号）同时废止。
桐川市卫生健康委员会
2023年5月18日
一、奖励标准。每献血一次奖励300元。
""",
    PLAN: """桐川市卫生健康委员会文件
桐卫发〔2022〕1号
关于印发桐川市2022年献血工作要点的通知
各县（区）卫生健康委：
现将《桐川市2022年献血工作要点》印发给你们。
桐川市卫生健康委员会
2022年2月8日
一、工作目标。到2022年底，千人口献血率达到11‰。
""",
    RULES: """献血宣传须知
一、献血点设在桐川市中心广场。
""",
}


@pytest.fixture(scope="module")
def corpus(parse_text: Parse) -> Corpus:
    notices = [parse_text(name, text) for name, text in TEXTS.items()]
    return Corpus({notice.id: notice for notice in notices})


def _left(corpus: Corpus, day: str, **asked: object) -> set[str]:
    filters = Filters(standing="in-force", **asked)  # type: ignore[arg-type]
    today = datetime.date.fromisoformat(day)
    return {notice.source for notice in within(corpus.notices.values(), settled(filters, corpus, today))}


@pytest.mark.parametrize(
    ("day", "sources"),
    [
        (
            "2022-06-01",
            {PLAN, RULES},
        ),  # the new rules are not in force yet, the old ones are repealed all the same
        ("2024-06-01", {NEW, RULES}),
        ("2030-01-01", {RULES}),  # past five years; what says nothing of its time stays
    ],
)
def test_what_is_superseded_over_or_to_come_is_left_out(corpus: Corpus, day: str, sources: set[str]) -> None:
    assert _left(corpus, day) == sources


def test_it_goes_with_the_other_filters(corpus: Corpus) -> None:
    old, new = (next(n.id for n in corpus.notices.values() if n.source == name) for name in (OLD, NEW))
    assert _left(corpus, "2024-06-01", document_ids=(old, new)) == {NEW}
    assert _left(corpus, "2024-06-01", document_ids=(old,)) == set()
    assert _left(corpus, "2024-06-01", regions=("桐川",)) == {NEW}


def test_without_it_nothing_is_left_out(corpus: Corpus) -> None:
    assert settled(NO_FILTERS, corpus, datetime.date(2024, 6, 1)) is NO_FILTERS
    assert NO_FILTERS.empty
    assert not Filters(standing="in-force").empty


def test_only_what_is_in_force_answers(light_store: NoticeStore, light_settings: RagSettings) -> None:
    question = "健康县区覆盖率要达到多少？"
    plan = Filters(regions=("云岭",), years=(2024,))
    strict = plan.model_copy(update={"standing": "in-force"})
    then = Assistant(light_store, light_settings, today=lambda: datetime.date(2024, 6, 1))
    assert "65%" in then.answer(question, (), strict).answer
    later = Assistant(light_store, light_settings, today=lambda: datetime.date(2099, 6, 1))
    refused = later.answer(question, (), strict)
    assert refused.abstained
    assert "现行" in refused.answer
    assert later.search(question, 5, strict) == []
    assert later.explain(question, (), strict).outcome == "out-of-scope"
    assert "65%" in later.answer(question, (), plan).answer
