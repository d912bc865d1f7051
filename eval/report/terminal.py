"""Reports on the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from eval.compare import Comparison, Flip
from eval.gate import Verdict
from eval.report.tables import Table, change_table, finding_table, run_tables
from eval.report.wording import asked, expected, got, labelled
from eval.result import RunResult
from eval.summary import failures
from ingest.errors import Lang


def show(result: RunResult, console: Console, lang: Lang, failures_shown: int) -> None:
    """The tables of a run and its first failures."""
    for table in run_tables(result, lang):
        show_table(table, console)
    for row in failures(result)[:failures_shown]:
        console.print(f"\n[bold]{escape(row.case.id)}[/bold] {escape(row.case.type)}")
        for label, text in labelled(row, lang):
            console.print(f"  {label}{escape(text)}")


def show_comparison(comparison: Comparison, console: Console, lang: Lang, shown: int) -> None:
    """What changed by metric, then the cases that changed most, the worst first."""
    zh = lang == "zh"
    show_table(change_table(comparison, lang), console)
    for flip in comparison.flips[:shown]:
        _show_flip(flip, console, lang)
    for ids, said in (
        (comparison.only_before, "只在前一次" if zh else "only before"),
        (comparison.only_after, "只在后一次" if zh else "only after"),
        (comparison.rewritten, "题目改过，未比较" if zh else "rewritten, not compared"),
    ):
        if ids:
            console.print(f"{said}: {' '.join(ids)}", markup=False, style="yellow")


def show_verdict(verdict: Verdict, console: Console, lang: Lang) -> None:
    """Whether the gate passes, and if not, what failed it."""
    zh = lang == "zh"
    if verdict.findings:
        show_table(finding_table(verdict, lang), console)
    if verdict.missing:
        said = "基线里的这些题没有了或改过：" if zh else "cases of the baseline that are gone or rewritten: "
        console.print(f"{said}{' '.join(verdict.missing)}", style="red", markup=False)
    if verdict.new:
        said = "基线还不认识的新题：" if zh else "new cases, unknown to the baseline: "
        console.print(f"{said}{len(verdict.new)}", style="yellow", markup=False)
    if verdict.passed:
        said = (
            "通过，没有超出误差的变差（{} 道题）"
            if zh
            else "passed, nothing got worse beyond its noise ({} cases)"
        )
        console.print(said.format(verdict.compared), style="green")
    else:
        advice = (
            "没有通过。变化若是有意的，用 --accept 理由 更新基线。"
            if zh
            else "Failed. If the change is meant, renew the baseline with --accept REASON."
        )
        console.print(advice, style="red", markup=False)


def show_table(table: Table, console: Console) -> None:
    """Print one table."""
    # Headers break within words: a terminal of 80 columns shows every figure and every kind in full.
    drawn = RichTable(
        title=table.title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True
    )
    for index, name in enumerate(table.header):
        first = index == 0
        drawn.add_column(name, justify="left" if first else "right", no_wrap=first, overflow="fold")
    for line in table.lines:
        drawn.add_row(*map(escape, line))
    console.print(drawn)


def _show_flip(flip: Flip, console: Console, lang: Lang) -> None:
    zh, worse = lang == "zh", flip.gain < 0
    said = ("变差" if worse else "变好") if zh else ("worse" if worse else "better")
    style = "red" if worse else "green"
    case = flip.after.case
    console.print(f"\n[bold]{escape(case.id)}[/bold] {escape(case.type)} [{style}]{said}[/{style}]")
    labels = (
        ("问：", "应答：", "之前：", "之后：") if zh else ("asked: ", "expected: ", "before: ", "after: ")
    )
    texts = (asked(flip.after), expected(flip.after, lang), got(flip.before), got(flip.after))
    for label, text in zip(labels, texts, strict=True):
        console.print(f"  {label}{escape(text)}")
