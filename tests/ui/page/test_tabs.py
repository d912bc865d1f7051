"""Notices, tasks and runs as the tabs show them."""

import html
import json
from dataclasses import replace
from pathlib import Path

from ingest.models import Notice, Reference, Relation
from ui.page.library import View
from ui.page.tabs.duties import TaskFilter, select_tasks
from ui.page.tabs.files import FilesView, files_rows_html
from ui.page.tabs.runs import latest_runs, runs_html
from ui.page.tabs.tasks import TasksView, tasks_rows_html

Pair = tuple[Notice, Notice]
HOSTILE = "<img src=x onerror=window.hit=1>"


def files(*notices: Notice, view: FilesView | None = None) -> str:
    return files_rows_html(View(notices), view or FilesView(), "2034-01-01", "zh")


def test_a_notice_says_what_it_is_worth_and_what_parsing_found(notices: Pair) -> None:
    shown = files(*notices)
    for words in (
        "正式文件",
        "文内写有发文机关、文号和成文日期",
        "已过期",
        "规划期 未定 至 2033-12-31",
        "2 条指标",
        "含脱敏",
        "效力未写明",
        "编号不连续 1 处 · 遮盖 1 处 · 略去 1 行",
        "二、之后缺（二）",
        "相关文章",
    ):
        assert words in shown
    assert shown.count("未发现问题") == 1


def test_a_notice_that_another_repeals_names_it(notices: Pair) -> None:
    number = notices[0].document_number
    repeal = Reference(Relation.REPEALS, "", number, 0, 0)
    later = replace(notices[1], title="新办法", issued_on="2033-01-01", references=(repeal,))
    shown = files(notices[0], later)
    assert "被取代" in shown
    assert "由《新办法》取代" in shown


def test_files_are_looked_up_by_title_number_and_issuer(notices: Pair) -> None:
    assert "1 份文件" in files(*notices, view=FilesView(words="卫生健康委员会 〔2031〕12号"))
    assert "没有符合条件的内容" in files(*notices, view=FilesView(words="不存在"))


def test_only_the_notice_asked_about_can_be_deleted_at_a_press(notices: Pair) -> None:
    shown = files(*notices, view=FilesView(deleting=notices[1].id))
    assert shown.count('data-act="delete"') == 1
    assert f'data-act="delete" data-document="{notices[1].id}"' in shown


def test_tasks_are_found_by_unit_lead_notice_and_year(notices: Pair) -> None:
    tasks = View(notices).tasks
    assert [(task.name, task.lead_units, task.other_units) for task in tasks] == [
        ("建立健康档案", ("基层科",), ("信息科",)),
        ("加强组织领导", ("县卫生健康局",), ("教育局",)),
    ]
    assert [task.name for task in select_tasks(tasks, TaskFilter(unit="信息"))] == ["建立健康档案"]
    assert select_tasks(tasks, TaskFilter(unit="信息", leading=True)) == []
    by_notice = select_tasks(tasks, TaskFilter(document_id=notices[1].id))
    assert [task.name for task in by_notice] == ["加强组织领导"]
    assert select_tasks(tasks, TaskFilter(year="2033")) == []


def test_a_task_is_due_when_its_own_words_say(notices: Pair) -> None:
    own = replace(notices[0].targets[0], clause_index=3)
    inherited = replace(own, deadline="2031-12-31", deadline_from="document")
    (task,) = View((replace(notices[0], targets=(inherited, own)),)).tasks
    assert (task.deadline, task.inherited) == ("2033-12-31", False)


def test_hostile_words_stay_words(notices: Pair) -> None:
    clauses = tuple(replace(clause, heading=HOSTILE) for clause in notices[0].clauses)
    hostile = replace(
        notices[0],
        title=HOSTILE,
        source=HOSTILE,
        warnings=(HOSTILE,),
        provenance_reasons=(HOSTILE,),
        audit=replace(notices[0].audit, dropped=(HOSTILE,), numbering_gaps=(HOSTILE,)),
        clauses=clauses,
    )
    shown = files(hostile) + tasks_rows_html(View((hostile,)), TasksView(), "zh")
    assert "<img" not in shown
    assert html.unescape(shown).count(HOSTILE) >= 8


def test_the_latest_runs_are_listed_and_what_is_none_is_passed_over(tmp_path: Path) -> None:
    def write(name: str, at: str, *lines: object) -> None:
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (tmp_path / f"{name}-{at}.jsonl").write_text(text + "\n", encoding="utf-8")

    def run(name: str, started_at: str) -> dict[str, object]:
        return {"kind": "run", "name": name, "started_at": started_at, "cases": 90, "model": ""}

    summary = {"kind": "summary", "groups": [{"scores": {"correct": {"mean": 0.875}}}]}
    write("早", "20320101-000000", run("早", "2032-01-01T00:00:00"), summary)
    write("晚", "20320201-000000", run("晚<b>", "2032-02-01T00:00:00"), {"kind": "row"}, summary)
    write("断", "20320301-000000", run("断", "2032-03-01T00:00:00"))
    write("怪", "20320401-000000", [])
    assert [each.name for each in latest_runs(tmp_path)] == ["晚<b>", "早"]
    shown = runs_html(latest_runs(tmp_path), "zh")
    assert "0.875" in shown
    assert "<b>晚&lt;b&gt;</b>" in shown
    assert "还没有评测记录" in runs_html(latest_runs(tmp_path / "none"), "zh")
