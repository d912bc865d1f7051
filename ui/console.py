"""What the command line shows: answers, citations, notices and reports as plain text."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from ingest.errors import Lang
from ui.words import FIELDS, PROVENANCE, named

if TYPE_CHECKING:
    from ingest.entry import Entry
    from ingest.intake.prune import PrunePlan
    from ingest.intake.report import IngestReport, Listener, Progress, Skipped
    from ingest.models import Notice
    from ingest.store.rebuild import RebuildReport
    from rag.types import Citation, Hit


def say(text: str, *, end: str = "\n") -> None:
    """A result, on standard output."""
    typer.echo(printable(text) + end, nl=False)


def note(text: str) -> None:
    """A remark or an error, on standard error."""
    typer.echo(printable(text), err=True)


def printable(text: str) -> str:
    """``text`` without control characters: a notice may hold escape codes that would drive the terminal."""
    return "".join(
        letter
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")
        else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )


def book_title(title: str) -> str:
    """``title`` in title marks; marks inside become single ones, as GB/T 15834 has it."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def official_form(title: str, number: str, clause: str) -> str:
    """How an office names a passage: 《title》（number）clause."""
    return book_title(title) + (f"（{number}）" if number else "") + clause


def citation_text(citation: Citation) -> str:
    """A numbered citation: where it stands, its words, what the notice is."""
    where = official_form(citation.title, citation.document_number, citation.clause)
    about = [citation.issuer, citation.issued_on, citation.region, citation.source]
    return f"[{citation.marker}] {where}\n{_quoted(citation.text)}\n    {' · '.join(filter(None, about))}"


def hit_text(place: int, hit: Hit) -> str:
    """A passage found, with its score."""
    where = official_form(hit.title, "", hit.clause)
    return f"{place}. {where}  {hit.score:.3f}\n{_quoted(hit.text)}\n    {hit.document_id} · {hit.source}"


def _quoted(words: str) -> str:
    # A bar instead of quotation marks: the words are verbatim and hold quotation marks of their own.
    return "\n".join(f"    │ {line}" for line in words.strip().split("\n"))


def notice_line(notice: Notice | Entry) -> str:
    """A notice in two lines, its id first."""
    part = f"#{notice.part}" if notice.parts > 1 else ""
    about = [notice.document_number, notice.issued_on, notice.region.full_name, notice.source + part]
    return f"{notice.id}  {book_title(notice.title)}\n{' ' * 18}{' · '.join(filter(None, about))}"


def notice_text(notice: Notice, passages: int, lang: Lang) -> str:
    """A notice in full: what is known about it, then its text."""
    years = "–".join(dict.fromkeys(str(year) for year in notice.years))
    rows = [
        ("编号", "id", notice.id),
        ("标题", "title", notice.title),
        ("所发文件", "subject", notice.subject),
        ("发文机关", "issuer", notice.issuer),
        ("文号", "number", notice.document_number),
        ("日期", "issued on", notice.issued_on),
        ("地区", "region", notice.region.full_name),
        ("年份", "years", years),
        ("主送", "recipients", notice.recipients),
        ("来源", "source", f"{notice.source} ({notice.part}/{notice.parts})"),
        ("另见于", "also in", "、".join(source.name for source in notice.also)),
        ("性质", "provenance", PROVENANCE[notice.provenance][0 if lang == "zh" else 1]),
        ("推断项", "inferred", "、".join(named(FIELDS, name, lang) for name in notice.inferred)),
        ("段落", "passages", str(passages)),
    ]
    head = [f"{zh if lang == 'zh' else en}: {value}" for zh, en, value in rows if value]
    return "\n".join([*head, *_warnings(notice), "", notice.text])


def report_text(report: IngestReport, lang: Lang) -> str:
    """What an ingest did: documents, passages, warnings, and what was skipped and why."""
    added, unchanged, removed = len(report.added), len(report.unchanged), len(report.removed)
    skipped = len(report.skipped)
    pruned = len(report.pruned)
    lines = [
        f"新录入 {added} 份（{report.passages} 个段落），未变 {unchanged} 份，替换 {removed} 份，"
        f"{f'清除 {pruned} 份，' if pruned else ''}跳过 {skipped} 个文件。"
        if lang == "zh"
        else f"{added} documents added ({report.passages} passages), {unchanged} unchanged, "
        f"{removed} replaced, {f'{pruned} taken out, ' if pruned else ''}{skipped} files skipped."
    ]
    for notice in report.added:
        lines += [f"+ {notice_line(notice)}", *_warnings(notice)]
    lines += _gone_lines(report.pruned, report.relocated, lang)
    lines += [f"- {skipped_text(item, lang)}" for item in report.skipped]
    return "\n".join(lines)


def plan_text(plan: PrunePlan, lang: Lang) -> str:
    """What pruning would take out, and of which folders nothing can be said."""
    count = len(plan.gone)
    head = (
        f"将清除 {count} 份，未作改动。"
        if lang == "zh"
        else f"{count} would be taken out; nothing was changed."
    )
    refused = [f"- {error.text(lang)}" for error in plan.refused]
    return "\n".join([head, *_gone_lines(plan.gone, plan.relocated, lang), *refused])


def rebuild_text(report: RebuildReport, lang: Lang) -> str:
    """What became of each notice when the store was made anew."""
    read, kept = len(report.reread), len(report.kept)
    lines = [
        f"已重建：从原件重新读取 {read} 份，保留已存文本 {kept} 份，共 {report.passages} 个段落。"
        if lang == "zh"
        else f"Rebuilt: {read} read again from their files, {kept} kept with their stored text, {report.passages} "
        "passages."
    ]
    if kept:
        lines.append(
            "以下文件的原件不在、已改动或是上传的，保留已存文本："
            if lang == "zh"
            else "The stored text was kept of these, whose files are gone, changed or were uploaded:"
        )
    return "\n".join([*lines, *(notice_line(notice) for notice in report.kept)])


def _gone_lines(gone: Sequence[Entry], relocated: Sequence[Entry], lang: Lang) -> list[str]:
    now_in = "原件已不在，改由另一份提供" if lang == "zh" else "its file is gone, another one holds it"
    return [
        *(f"× {notice_line(notice)}" for notice in gone),
        *(f"~ {notice_line(notice)}\n{' ' * 18}{now_in}" for notice in relocated),
    ]


def skipped_text(skipped: Skipped, lang: Lang) -> str:
    """A file that was not taken, and why."""
    return f"{skipped.path}{'：' if lang == 'zh' else ': '}{skipped.text(lang)}"


def _warnings(notice: Notice | Entry) -> Sequence[str]:
    return [f"  ! {warning}" for warning in notice.warnings]


class _Rate:
    """Passages a second, over all files of a run."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._began = time.monotonic()
        self._before = self._now = 0

    def told(self, progress: Progress) -> str:
        """What it comes to after this step; nothing before the first passages are done."""
        if progress.done == 0:
            self._before += self._now
        self._now = progress.done
        embedded = self._before + self._now
        return f"{embedded / (time.monotonic() - self._began):.0f} {self._unit}" if embedded else ""


@contextmanager
def progress_bar(lang: Lang) -> Iterator[Listener]:
    """A listener that draws bars on standard error, when that is a terminal: files with the time left, passages with how
    many a second were embedded since the run began."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    rate = _Rate("段/秒" if lang == "zh" else "passages/s")
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        files = bar.add_task("文件" if lang == "zh" else "files", total=None, rate="")
        passages = bar.add_task("段落" if lang == "zh" else "passages", total=None, visible=False, rate="")

        def listen(progress: Progress) -> None:
            if progress.stage == "read":
                bar.update(files, completed=progress.done, total=progress.total)
                bar.update(passages, visible=False)
            else:
                bar.update(
                    passages,
                    completed=progress.done,
                    total=progress.total,
                    visible=True,
                    description=printable(progress.name)[-30:],
                    rate=rate.told(progress),
                )

        yield listen
