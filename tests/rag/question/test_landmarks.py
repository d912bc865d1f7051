"""Notices named by what only they hold, and places mistyped."""

from __future__ import annotations

import pytest

from rag.build import Workspace
from rag.corpus.corpus import Corpus
from rag.question.landmarks import by_landmark, mend_place
from tests.rag.conftest import WorkspaceOf


@pytest.fixture(scope="module")
def corpus(workspace: Workspace) -> Corpus:
    return Corpus({notice.id: notice for notice in workspace.store.notices()})


def test_a_landmark_names_the_one_notice_that_holds_it(corpus: Corpus) -> None:
    (notice_id,), rest = by_landmark("要新建急救站点的那个市，健康县区覆盖率要到多少？", corpus)
    assert corpus.notices[notice_id].document_number == "云卫字〔2024〕40号"
    assert rest == "健康县区覆盖率要到多少？"


@pytest.mark.parametrize(
    "question",
    ["要新建急救站点的那份，健康县区覆盖率要到多少？", "要新建急救站点的那份里健康县区覆盖率要到多少？"],
)
def test_a_notice_is_named_by_what_it_says_without_a_noun(corpus: Corpus, question: str) -> None:
    (notice_id,), rest = by_landmark(question, corpus)
    assert corpus.notices[notice_id].document_number == "云卫字〔2024〕40号"
    assert rest == "健康县区覆盖率要到多少？"


def test_the_one_of_a_place_is_no_landmark(corpus: Corpus) -> None:
    question = "云岭市卫健委2024年的那份，覆盖率要到多少？"
    assert by_landmark(question, corpus) == ((), question)


def test_a_run_of_characters_that_one_notice_alone_holds_names_it(workspace_of: WorkspaceOf) -> None:
    told = "关于印发2024年全{0}卫生健康工作要点的通知\n各单位：\n一、{1}\n二、加强医疗集团管理，组建专班，方便群众看病。\n"
    store = workspace_of(
        {
            "甲.txt": told.format("区", "整合公立医疗机构，组建区医疗集团。"),
            "乙.txt": told.format("县", "深化城市医疗集团和县医疗集团建设。"),
        },
        span_reader=False,
    ).store
    held = Corpus({notice.id: notice for notice in store.notices()})
    for mark in ("要组建区医疗集团", "要搞区医疗集团、看病方便"):
        (notice_id,), rest = by_landmark(f"{mark}的那个区，今年有什么安排？", held)
        assert held.notices[notice_id].source == "甲.txt"
        assert rest.endswith("今年有什么安排？")


@pytest.mark.parametrize(
    "question",
    [
        "推广岚派温灸的那个市，覆盖率要到多少？",  # three notices do
        "要建太空电梯的那个市，覆盖率要到多少？",  # none does
        "健康县区覆盖率要到多少？",
    ],
)
def test_no_landmark_no_guess(corpus: Corpus, question: str) -> None:
    assert by_landmark(question, corpus) == ((), question)


@pytest.mark.parametrize(("typed", "meant"), [("云玲市2024年覆盖率", "云岭市2024年覆盖率")])
def test_a_name_that_sounds_the_same_is_mended(corpus: Corpus, typed: str, meant: str) -> None:
    mended, note = mend_place(typed, corpus)
    assert mended == meant
    assert note


@pytest.mark.parametrize(
    "question", ["云岭市覆盖率", "上高县2025年托位数", "云南省覆盖率", "青河县托位数", "覆盖率是多少"]
)
def test_a_place_that_exists_is_never_taken_for_another(corpus: Corpus, question: str) -> None:
    assert mend_place(question, corpus) == (question, "")
