"""A case in words: what was asked, what was expected, what came."""

from __future__ import annotations

from eval.result import Row, RunInfo
from ingest.errors import Lang


def asked(row: Row) -> str:
    """The question, behind the earlier ones of its conversation."""
    earlier = [turn.content for turn in row.case.history if turn.role == "user"]
    return " / ".join([*earlier, row.case.question])


def expected(row: Row, lang: Lang) -> str:
    """What a right answer says, and what it must not."""
    case, zh = row.case, lang == "zh"
    parts = ["／".join(group) for group in case.must]
    if case.unanswerable:
        parts.insert(0, "拒答" if zh else "an abstention")
    elif row.answer.abstained:
        parts.insert(0, "不应拒答" if zh else "no abstention")
    if case.answer:
        parts.append(case.answer)
    if case.must_not:
        parts.append(("不得出现 " if zh else "never ") + "／".join(case.must_not))
    return "；".join(parts) if zh else "; ".join(parts)


def got(row: Row) -> str:
    """The answer, or why there is none."""
    return row.error or row.answer.answer


def labelled(row: Row, lang: Lang) -> list[tuple[str, str]]:
    """The three, each with its label."""
    labels = ("问：", "应答：", "实答：") if lang == "zh" else ("asked: ", "expected: ", "got: ")
    return list(zip(labels, (asked(row), expected(row, lang), got(row)), strict=True))


def origin(info: RunInfo, lang: Lang) -> str:
    """What a run was made over and with, in one line."""
    facts = (info.cases, info.documents, info.corpus_sha256[:12], info.code_version, info.started_at)
    if lang == "zh":
        model = f"，模型 {info.model}" if info.model else "，不用模型"
        return "{} 道题，{} 份文件（{}），版本 {}，{}".format(*facts) + model
    model = f", model {info.model}" if info.model else ", no model"
    return "{} cases, {} documents ({}), version {}, {}".format(*facts) + model
