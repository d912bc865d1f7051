"""Which of two versions of a notice a question means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.anatomy.parse import parse_notices
from ingest.readers.lines import Line, RawDocument
from rag.corpus.corpus import Corpus
from rag.corpus.versions import by_version, of_both_versions

OLDER = """青禾县卫生健康局文件
青卫〔2020〕8号
青禾县家庭医生签约管理办法（试行）
各乡镇卫生院：
第一条 每个团队签约居民不超过1500人。
青禾县卫生健康局
2020年3月1日"""
NEWER = """青禾县卫生健康局文件
青卫〔2024〕9号
青禾县家庭医生签约管理办法
各乡镇卫生院：
第一条 每个团队签约居民不超过2000人。
第二条 本办法自2024年5月1日起施行。《青禾县家庭医生签约管理办法（试行）》（青卫〔2020〕8号）同时废止。
青禾县卫生健康局
2024年4月1日"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    texts = {"older.txt": OLDER, "newer.txt": NEWER}
    notices = [
        notice
        for name, text in texts.items()
        for notice in parse_notices(RawDocument(tuple(map(Line, text.split("\n")))), name, name)
    ]
    return Corpus({notice.id: notice for notice in notices})


@pytest.fixture(scope="module")
def weigh(corpus: Corpus) -> Callable[[str], dict[int, float]]:
    """The weights that a question leaves, by the year of the notice."""

    def weighed(question: str) -> dict[int, float]:
        weights = by_version(question, dict.fromkeys(corpus.notices, 1.0), corpus)
        return {int(corpus.notices[key].issued_on[:4]): weight for key, weight in weights.items()}

    return weighed


@pytest.mark.parametrize(
    "question", ["现行规定里一个团队签多少人", "新办法一个团队签多少人", "眼下一个团队签几个人"]
)
def test_what_holds_now_leaves_the_older_one_out(
    weigh: Callable[[str], dict[int, float]], question: str
) -> None:
    assert weigh(question) == {2024: 1.0}


@pytest.mark.parametrize(
    "question", ["原来的一个团队签多少人", "老办法一个团队签多少人", "试行那版一个团队签几个人"]
)
def test_what_held_before_leaves_the_newer_one_out(
    weigh: Callable[[str], dict[int, float]], question: str
) -> None:
    assert weigh(question) == {2020: 1.0}


def test_a_question_that_says_nothing_of_versions_finds_the_newer_one_first(
    weigh: Callable[[str], dict[int, float]],
) -> None:
    weights = weigh("一个团队签多少人")
    assert weights[2024] == 1.0
    assert 0 < weights[2020] < 1.0


@pytest.mark.parametrize(
    "question", ["新老办法一个团队各签多少人", "新办法把哪个老办法废了", "修订前后有什么不同"]
)
def test_a_question_about_both_keeps_both(weigh: Callable[[str], dict[int, float]], question: str) -> None:
    assert weigh(question) == {2020: 1.0, 2024: 1.0}


def test_one_version_alone_is_no_comparison() -> None:
    assert not of_both_versions("新办法里下转率要到多少")
    assert of_both_versions("旧办法和新办法里下转率各要到多少")
