"""``yaodian eval draft`` and ``add``: sets grow out of the notices and out of wrong answers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from eval.authoring import Feedback, append_cases, case_line, make_case, read_feedback
from eval.commands.common import LangOption, reporting, tell
from eval.drafting import KINDS, Proposal, propose
from eval.errors import EvalError
from eval.parsing import parse_corpus
from eval.questions import Case
from ingest.errors import Lang
from ingest.models import Notice
from rag.build import open_workspace
from rag.settings import RagSettings

_ANSWERS = "y/n/e/q"


def draft(
    corpus: Annotated[
        list[Path] | None,
        typer.Option(
            help="从这些文件或文件夹草拟；默认用已录入的通知。· From these files; by default the notices held."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="收下的题写进这个问题集。· The set that accepted cases are added to.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help=f"只要这些题型（{'、'.join(KINDS)}）。· Only these kinds.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="最多草拟多少道。· Most proposals.")] = 30,
    every: Annotated[
        bool, typer.Option("--all", help="不逐题询问，全部写出，之后再核对。· Write all, to be judged later.")
    ] = False,
    lang: LangOption = "zh",
) -> None:
    """从通知的台账、责任分工和文件信息草拟问题，逐题取舍。· Propose questions with gold, to accept or reject."""
    errors, console = Console(stderr=True), Console()
    with reporting(errors, lang):
        _check_kinds(kind or [])
        proposals = propose(_notices(corpus, errors, lang), kind or (), limit)
        if not proposals:
            raise EvalError(
                "nothing-to-propose",
                zh="没有可草拟的内容：这些通知里没有读出指标、责任分工或文件信息。",
                en="Nothing to propose: no targets, responsibilities or data were read from these notices.",
            )
        if every or not asked_by_a_person():
            accepted = [proposal.case for proposal in proposals]
        else:
            accepted = _judged(proposals, console, lang)
        if out and accepted:
            append_cases(out, accepted)
    if not out:
        console.print("".join(case_line(case) for case in accepted), markup=False, soft_wrap=True, end="")
    else:
        said = "写入 {} 道题：{}" if lang == "zh" else "{} cases added to {}"
        console.print(said.format(len(accepted), out), markup=False, soft_wrap=True)


def add(
    path: Annotated[Path, typer.Argument(metavar="SET", help="加到这个问题集。· The set to add to.")],
    question: Annotated[str, typer.Option(help="问题。· The question.")] = "",
    feedback: Annotated[
        Path | None,
        typer.Option(
            help="标为答错的记录（JSON 行，- 为标准输入）。· Answers marked wrong (JSON lines, - for stdin)."
        ),
    ] = None,
    kind: Annotated[str, typer.Option("--type", help="题型。· Kind.")] = "feedback",
    must: Annotated[
        list[str] | None,
        typer.Option(
            help="应答须有的说法，同义的用 | 隔开，可多次。· Wordings, alternatives by |; repeatable."
        ),
    ] = None,
    must_not: Annotated[list[str] | None, typer.Option(help="不得出现的说法。· Never said.")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="应引的原文。· Quotations.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="出处文件。· Documents.")] = None,
    unanswerable: Annotated[bool, typer.Option(help="通知里没有答案。· The notices do not say.")] = False,
    lang: LangOption = "zh",
) -> None:
    """把答错的回答变成一道题。· Turn an answer marked wrong into a case."""
    gold: dict[str, Any] = {
        "must": [group.split("|") for group in must or []],
        "must_not": must_not,
        "evidence": evidence,
        "documents": document,
        "unanswerable": unanswerable,
    }
    with reporting(Console(stderr=True), lang):
        cases = [make_case(each, gold, kind) for each in _feedback(question, feedback)]
        append_cases(path, cases)
    said = "写入 {} 道题：{}" if lang == "zh" else "{} cases added to {}"
    Console().print(said.format(len(cases), path), markup=False, soft_wrap=True)


def asked_by_a_person() -> bool:
    """Whether there is someone to answer: a terminal, and not a pipe."""
    return sys.stdin.isatty()


def _feedback(question: str, path: Path | None) -> list[Feedback]:
    if path is None and question.strip():
        return [Feedback(question=question)]
    if path is None or question.strip():
        raise EvalError(
            "question-or-feedback",
            zh="请用 --question 写出问题，或用 --feedback 给出标为答错的记录，二者取一。",
            en="Give the question with --question, or answers marked wrong with --feedback, one of the two.",
        )
    if str(path) == "-":
        return read_feedback(Path("stdin"), typer.get_text_stream("stdin", encoding="utf-8").read())
    return read_feedback(path)


def _notices(corpus: Sequence[Path] | None, errors: Console, lang: Lang) -> list[Notice]:
    settings = RagSettings()
    if not corpus:
        return open_workspace(settings).store.notices()
    notices, refused = parse_corpus(corpus, settings)
    tell([error.text(lang) for error in refused], errors)
    return notices


def _judged(proposals: Sequence[Proposal], console: Console, lang: Lang) -> list[Case]:
    zh = lang == "zh"
    accepted: list[Case] = []
    for number, proposal in enumerate(proposals, start=1):
        case = proposal.case
        console.print(
            f"\n[bold]{number}/{len(proposals)}[/bold] {escape(case.type)}  {escape(case.question)}"
        )
        gold = "；".join("／".join(group) for group in case.must) or ("拒答" if zh else "an abstention")
        console.print(
            f"  {'应答' if zh else 'gold'}: {escape(gold)}\n  {escape(proposal.passage)}", style="dim"
        )
        asked = "收下 y，不要 n，改问法 e，结束 q" if zh else "accept y, reject n, reword e, quit q"
        choice = typer.prompt(asked, default="y", show_default=True).strip().lower()
        while choice not in _ANSWERS.split("/"):
            choice = typer.prompt(asked, default="y").strip().lower()
        if choice == "q":
            break
        if choice == "e":
            words = typer.prompt("问题" if zh else "question", default=case.question)
            accepted.append(case.model_copy(update={"question": words, "note": ""}))
        elif choice == "y":
            accepted.append(case.model_copy(update={"note": ""}))
    return accepted


def _check_kinds(kinds: Sequence[str]) -> None:
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise EvalError(
            "unknown-kind",
            zh=f"没有题型 {'、'.join(unknown)}。可用：{'、'.join(KINDS)}。",
            en=f"No kind {', '.join(unknown)}. Kinds are: {', '.join(KINDS)}.",
        )
