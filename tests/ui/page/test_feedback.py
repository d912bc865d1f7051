"""What people say of answers is kept, and becomes cases of a question set as it stands."""

from collections.abc import Callable
from pathlib import Path

from eval.authoring import make_case, read_feedback
from ingest.models import Notice
from rag.types import Answer, Citation, Turn
from ui.page.feedback import FILE, clause_choices, feedback_row, keep_feedback

Pair = tuple[Notice, Notice]
HISTORY = (Turn(role="user", content="前一问"), Turn(role="assistant", content="前一答"))


def test_a_wrong_answer_becomes_a_case_with_the_right_clause(notices: Pair, tmp_path: Path) -> None:
    choices = clause_choices(notices)
    form = "《关于印发青禾市健康社区建设方案的通知》（青禾卫发〔2031〕12号）二、（一）"
    wrong = Answer(answer="30%", abstained=False)
    keep_feedback(tmp_path / "new", feedback_row("问？", HISTORY, wrong, "down", " 答非所问 ", form, choices))
    case = make_case(read_feedback(tmp_path / "new" / FILE)[0], {}, "feedback")
    assert (case.question, case.history) == ("问？", HISTORY)
    assert case.evidence == ("（一）完善服务网络。每个街道至少设置1所社区卫生服务中心。",)
    assert case.documents == (notices[0].id,)
    assert "答非所问" in case.note


def test_a_right_answer_becomes_a_case_of_what_it_cites(
    notices: Pair, cite: Callable[..., Citation], tmp_path: Path
) -> None:
    citation = cite(notices[0], "健康社区覆盖率达到45%以上")
    right = Answer(answer="45%[1]", abstained=False, citations=(citation,))
    silent = Answer(answer="没有提到", abstained=True)
    keep_feedback(tmp_path, feedback_row("甲？", (), right, "up", "", "", {}))
    keep_feedback(tmp_path, feedback_row("乙？", (), silent, "up", "", "", {}))
    first, second = (make_case(each, {}, "feedback") for each in read_feedback(tmp_path / FILE))
    assert first.evidence == (citation.text,)
    assert second.unanswerable


def test_words_of_ones_own_for_the_right_clause_are_kept_as_they_are(notices: Pair) -> None:
    row = feedback_row(
        "问？", (), Answer(answer="30%", abstained=False), "down", "", "第二条", clause_choices(notices)
    )
    assert row["right_clause"] == "第二条"
    assert "evidence" not in row
