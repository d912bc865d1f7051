"""A run as one HTML file: style and charts inside, no script, no network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from eval.compare import Comparison, Flip
from eval.report import charts
from eval.report.charts import Bar, Bin
from eval.report.tables import Table, change_table, run_tables
from eval.report.wording import asked, expected, got, origin
from eval.result import Row, RunResult
from eval.summary import failures, main_score, summarise
from ingest.errors import Lang

_BINS = 10


def html(
    result: RunResult, lang: Lang, comparison: Comparison | None = None, failures_shown: int = 200
) -> str:
    """The whole report; given a comparison, with what changed since the run before."""
    zh = lang == "zh"
    tables = run_tables(result, lang)
    if comparison:
        tables.append(change_table(comparison, lang))
    failed = failures(result)
    return _template().render(
        lang="zh-CN" if zh else "en",
        title=result.info.name,
        origin=origin(result.info, lang),
        info=result.info,
        tables=tables,
        charts=_charts(result, lang),
        flips=[_flip(each, lang) for each in comparison.flips] if comparison else [],
        against=comparison.before.info if comparison else None,
        failures=[_failure(row, lang) for row in failed[:failures_shown]],
        failed=len(failed),
        words=_WORDS[lang],
    )


def table_html(table: Table) -> Markup:
    """One table; the template's only way to draw one."""
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in table.header)
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in line))
        for line in table.lines
    )
    return Markup(
        '<div class="wide"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(head, rows)


def highlighted(text: str, quotes: Sequence[str]) -> Markup:
    """``text`` with the gold quotations marked, wherever spaces and line ends fall."""
    marked = [False] * len(text)
    for quote in quotes:
        pattern = r"\s*".join(re.escape(character) for character in quote if not character.isspace())
        for found in re.finditer(pattern, text) if pattern else ():
            marked[found.start() : found.end()] = [True] * (found.end() - found.start())
    parts: list[Markup] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and marked[end] == marked[at]:
            end += 1
        piece = escape(text[at:end])
        parts.append(Markup("<mark>{}</mark>").format(piece) if marked[at] else piece)
        at = end
    return Markup("").join(parts)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("eval.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["table"] = table_html
    return environment.get_template("page.html.j2")


def _charts(result: RunResult, lang: Lang) -> list[tuple[str, Markup]]:
    zh = lang == "zh"
    found: list[tuple[str, Markup]] = []
    rows = _kind_bars(result, lang)
    if rows:
        title = "正确率（按题型，线段为 95% 区间）" if zh else "Correct by kind, with 95 % intervals"
        found.append((title, charts.bars(title, rows)))
    bins = confidence_bins(result.rows)
    if bins:
        title = (
            "把握与正确：横轴把握，纵轴应答题中答对的比例，竖线是拒答门槛"
            if zh
            else "Confidence (right) and share right (up) over answerable cases; the line is the abstain threshold"
        )
        threshold = result.info.settings.get("abstain_below")
        found.append((title, charts.calibration(title, bins, threshold)))
    spent = [row.stages_ms["answer"] for row in result.rows if "answer" in row.stages_ms]
    if spent:
        title = "答题用时分布" if zh else "Time to answer"
        found.append((title, charts.histogram(title, spent, "毫秒" if zh else "ms")))
    return found


def _kind_bars(result: RunResult, lang: Lang) -> list[Bar]:
    key = (
        "correct" if any(row.scores.get("correct") is not None for row in result.rows) else "rouge_l_headline"
    )
    groups = [group for group in summarise(result) if key in group.scores]
    named = [(group.kind or ("全部" if lang == "zh" else "all"), group.scores[key]) for group in groups]
    return [Bar(name, each.mean, each.low, each.high, f"n = {each.cases}") for name, each in named]


def confidence_bins(rows: Sequence[Row]) -> list[Bin]:
    """Cases by the assistant's confidence, in tenths: how often the answer it gave, or would have given, is wanted.

    A case whose notices do not say counts as not right at any confidence; one declined for want of confidence counts as
    not right either, because its draft was not kept.
    """
    held: dict[int, list[bool]] = {}
    for row in rows:
        score = main_score(row)
        if row.confidence is None or score is None:
            continue
        right = score >= 0.5 and not row.case.unanswerable and not row.answer.abstained
        held.setdefault(min(_BINS - 1, max(0, int(row.confidence * _BINS))), []).append(right)
    return [
        Bin(index / _BINS, (index + 1) / _BINS, len(each), sum(each) / len(each))
        for index, each in sorted(held.items())
    ]


def _failure(row: Row, lang: Lang) -> dict[str, object]:
    return {
        "id": row.case.id,
        "type": row.case.type,
        "asked": asked(row),
        "expected": expected(row, lang),
        "got": got(row),
        "note": row.case.note,
        "citations": [
            {
                "marker": each.marker,
                "title": each.title,
                "clause": each.clause,
                "text": highlighted(
                    each.text, row.case.evidence or ((row.case.answer,) if row.case.answer else ())
                ),
            }
            for each in row.answer.citations
        ],
    }


def _flip(flip: Flip, lang: Lang) -> dict[str, object]:
    return {
        "id": flip.after.case.id,
        "worse": flip.gain < 0,
        "asked": asked(flip.after),
        "expected": expected(flip.after, lang),
        "before": got(flip.before),
        "after": got(flip.after),
    }


_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "failures": "答错的题",
        "asked": "问",
        "expected": "应答",
        "got": "实答",
        "note": "备注",
        "citations": "引文（标记处为应引的原文）",
        "none": "没有引文",
        "flips": "与上一次相比变了的题（变差的在前）",
        "before": "之前",
        "after": "之后",
        "worse": "变差",
        "better": "变好",
        "made": "评测条件",
        "warnings": "语料里没有的标准答案",
        "prompts": "提示词版本",
    },
    "en": {
        "failures": "Failures",
        "asked": "asked",
        "expected": "expected",
        "got": "got",
        "note": "note",
        "citations": "Citations (marked: the gold quotations)",
        "none": "no citations",
        "flips": "Cases that changed since the run before, worst first",
        "before": "before",
        "after": "after",
        "worse": "worse",
        "better": "better",
        "made": "Made with",
        "warnings": "Gold that the notices do not hold",
        "prompts": "Prompt versions",
    },
}
