"""Why an answer is what it is, in words: for the command line as tables, and as rows for the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ingest.errors import Lang
from ui.console import book_title, printable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rag.explanation import Candidate, Explanation

_ASKS = {
    "figure": ("数值", "a figure"),
    "unit": ("责任单位", "who is responsible"),
    "duties": ("单位职责", "a unit's duties"),
    "date": ("时间", "a date"),
    "metadata": ("文件信息", "facts of a notice"),
    "list": ("列举", "a list"),
    "deadline": ("到期事项", "what is due"),
    "yes-no": ("是否", "yes or no"),
    "contact": ("联系方式", "how to get in touch"),
    "explain": ("说明", "an explanation"),
}
_INHERITED = {
    "topic": ("事项", "topic"),
    "places": ("地区", "place"),
    "years": ("年份", "years"),
    "asks": ("所问", "what is asked for"),
    "titles": ("文件", "notice"),
}
_SCORES = {
    "passage": ("段落词面", "Passage words"),
    "notice": ("全文词面", "Notice words"),
    "dense": ("语义", "Meaning"),
}
_SHOWN = 60  # characters of a candidate: enough to know it by

Row = tuple[str, str]


def explanation_rows(told: Explanation, lang: Lang) -> list[Row]:
    """How the question was understood, where it was looked for and what was decided: label and words, without what is
    empty."""
    asked = told.question
    rows = [
        ("所问", "Asks for", _word(_ASKS, asked.asks, lang)),
        ("事项", "Topic", asked.topic),
        ("地区", "Places", _listed(asked.places)),
        ("未知地区", "Unknown places", _listed(asked.unknown_places)),
        ("年份", "Years", _listed(asked.years)),
        ("期限", "Deadline", asked.deadline),
        ("文号", "Numbers", _listed(asked.document_numbers)),
        (
            "沿用上文",
            "From earlier turns",
            _listed(_word(_INHERITED, name, lang) for name in asked.inherited),
        ),
        ("范围", "Scope", _scope(told, lang)),
        ("没有文件对应", "No notice answers to", _listed(_missing(told, lang))),
        ("判定", "Decision", told.told(lang)),
    ]
    return [(zh if lang == "zh" else en, words) for zh, en, words in rows if words]


def candidate_heads(told: Explanation, lang: Lang) -> list[str]:
    """Over the columns of :func:`candidate_cells`."""
    place, total = ("出处", "总分") if lang == "zh" else ("Clause", "Score")
    return [place, total, *(_word(_SCORES, name, lang) for name in _score_names(told))]


def candidate_cells(told: Explanation, candidate: Candidate) -> list[str]:
    """A passage that was found: where it stands, its score, and what each way of searching gave."""
    scores = [f"{candidate.scores.get(name, 0):.2f}" for name in _score_names(told)]
    # Where all is of one notice, the rows above have named it.
    title = "" if told.notices == 1 and candidate.clause else book_title(candidate.title)
    return [title + candidate.clause, f"{candidate.score:.2f}", *scores]


def beginning(text: str) -> str:
    """The first words of a passage, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def explanation_parts(told: Explanation, lang: Lang) -> Sequence[RenderableType]:
    """What the terminal shows: a table of the question, one of the candidates."""
    from rich.table import Table
    from rich.text import Text

    title = "为什么这样回答" if lang == "zh" else "Why this answer"
    question = Table(title=f"\n{title}", title_justify="left", show_header=False)
    question.add_column()
    question.add_column(overflow="fold")
    for label, words in explanation_rows(told, lang):
        question.add_row(label, Text(printable(words)))
    if not told.candidates:
        return [question]
    found = Table(show_lines=True)
    for column, head in enumerate(candidate_heads(told, lang)):
        found.add_column(head, overflow="fold", justify="right" if column else "left")
    for candidate in told.candidates:
        place, *scores = candidate_cells(told, candidate)
        found.add_row(Text(printable(f"{place}\n{beginning(candidate.text)}")), *scores)
    return [question, found]


def _score_names(told: Explanation) -> list[str]:
    return list(dict.fromkeys(name for candidate in told.candidates for name in candidate.scores))


def _scope(told: Explanation, lang: Lang) -> str:
    if told.notices == 1:
        return book_title(told.scope[0].title)
    return f"{told.notices} 份文件" if lang == "zh" else f"{told.notices} notices"


def _missing(told: Explanation, lang: Lang) -> list[str]:
    filters = "筛选条件" if lang == "zh" else "the filters"
    return [filters if name == "filters" else name for name in told.missing]


def _word(words: dict[str, tuple[str, str]], name: str, lang: Lang) -> str:
    return words.get(name, (name, name))[0 if lang == "zh" else 1]


def _listed(values: Iterable[object]) -> str:
    return "、".join(str(value) for value in values)
