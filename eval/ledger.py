"""The ledger of a corpus held against labels: matched by document, reported, and made cases of a baseline."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import groupby

from eval.compare import Scored
from eval.labels import Label, notices_of
from eval.metrics.ledger import DocumentMatch, LedgerScore, match_document, score
from eval.report.tables import Table
from eval.scorers import Metric
from ingest.errors import Lang
from ingest.models import Notice

LEDGER_METRICS: tuple[Metric, ...] = (
    Metric("target_precision", "台账准确", "ledger precision"),
    Metric("target_recall", "台账召回", "ledger recall"),
    Metric("target_value", "数值和单位", "value and unit"),
    Metric("target_deadline", "时限", "deadline"),
    Metric("target_comparator", "比较词", "comparator"),
)


def match_ledger(labels: Sequence[Label], notices: Sequence[Notice]) -> tuple[DocumentMatch, ...]:
    """The labels of every document with the targets of its notices. Raises EvalError where a document is unknown."""
    ordered = sorted(labels, key=lambda label: label.document)
    return tuple(
        match_document(document, list(group), notices_of(document, notices))
        for document, group in groupby(ordered, key=lambda label: label.document)
    )


def ledger_cases(documents: Sequence[DocumentMatch]) -> dict[str, Scored]:
    """Every label as a case of recall, value, deadline and comparator, every document as one of precision."""
    cases: dict[str, Scored] = {}
    for document in documents:
        for match in document.matches:
            label = match.label
            # Two labels may stand in one sentence: the figure and its place tell them apart.
            words = f"{label.quote} {label.value_text} {label.value_nth}"
            name = f"{document.document} {hashlib.sha256(words.encode()).hexdigest()[:8]} {label.value_text}".strip()
            sha256 = hashlib.sha256(label.model_dump_json(exclude={"note"}).encode()).hexdigest()[:16]
            cases[name] = Scored(
                label.kind,
                sha256,
                {
                    "target_recall": float(match.target is not None),
                    "target_value": _number(match.value_right),
                    "target_deadline": _number(match.deadline_right),
                    "target_comparator": _number(match.comparator_right),
                },
            )
        precision = score([document]).precision
        cases[document.document] = Scored("document", "", {"target_precision": precision})
    return cases


def ledger_table(documents: Sequence[DocumentMatch], lang: Lang) -> Table:
    """A line a document, then figures and dated tasks apart, and all together last."""
    zh = lang == "zh"
    header = (
        ["文件", "标注", "找到", "抽取", "准确", "召回", "数值单位", "时限", "比较词"]
        if zh
        else [
            "document",
            "labels",
            "found",
            "extracted",
            "precision",
            "recall",
            "value+unit",
            "deadline",
            "comparator",
        ]
    )
    lines = [_line(each.document, score([each])) for each in documents]
    for kind, name in (
        ("figure", "指标" if zh else "figures"),
        ("date", "限期任务" if zh else "dated tasks"),
    ):
        lines.append(_line(name, score([_of_kind(each, kind) for each in documents])))
    lines.append(_line("全部" if zh else "all", score(documents)))
    return Table("指标台账" if zh else "Ledger", header, lines)


def misses(documents: Sequence[DocumentMatch], lang: Lang) -> list[str]:
    """What is wrong, a line each: labels not found, targets that no label knows, and what is wrong about the found."""
    zh = lang == "zh"
    said: list[str] = []
    for document in documents:
        for match in document.matches:
            label, target = match.label, match.target
            what = f"{document.document} {label.quote}"
            if target is None:
                where = (
                    ("漏" if zh else "missed")
                    if match.placed
                    else ("原文不在正文里" if zh else "quote not in text")
                )
                said.append(f"{where}: {what} [{label.value_text or label.deadline}]")
                continue
            for right, name, wanted, got in (
                (
                    match.value_right,
                    "数值" if zh else "value",
                    label.value_text,
                    f"{target.value} {target.unit}",
                ),
                (match.deadline_right, "时限" if zh else "deadline", label.deadline, target.deadline),
                (
                    match.comparator_right,
                    "比较词" if zh else "comparator",
                    label.comparator,
                    target.comparator,
                ),
            ):
                if right is False:
                    said.append(f"{name} {wanted or '–'} ≠ {got or '–'}: {what}")
        for each in document.invented:
            words = each.notice.text[each.target.start : each.target.end]
            said.append(
                f"{'多' if zh else 'invented'}: {document.document} {words} [{each.target.value_text}]"
            )
    return said


def _of_kind(document: DocumentMatch, kind: str) -> DocumentMatch:
    """Labels of one kind, and what was invented of that kind."""
    return DocumentMatch(
        document.document,
        tuple(match for match in document.matches if match.label.kind == kind),
        tuple(each for each in document.invented if bool(each.target.value_text) == (kind == "figure")),
    )


def _line(name: str, each: LedgerScore) -> list[str]:
    shares = (each.precision, each.recall, each.value, each.deadline, each.comparator)
    return [
        name,
        str(each.labels),
        str(each.found),
        str(each.extracted),
        *("–" if share is None else f"{share:.3f}" for share in shares),
    ]


def _number(right: bool | None) -> float | None:
    return None if right is None else float(right)
