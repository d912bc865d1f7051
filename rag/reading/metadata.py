"""Questions about a notice itself: its number, title, organ, date, recipients. Each is quoted from where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice
from ingest.numerals import FULL_DATE, find_date
from rag.query import Query
from rag.reading.draft import Draft, Line, Quote

_LINE_WITH_DATE = re.compile(r"[^\n]*[年.\-/][^\n]*")
_DATE_LINE = 40
_SPAN = re.compile(r"(?:19|20)\d{2}\s*年?\s*[-—－–~～至到]+\s*(?:19|20)\d{2}\s*年?")
_ASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("years", re.compile("哪年到哪年|起止")),
    (
        "number",
        re.compile("文号|发文字号|几号文|字号|编号|号(?:码)?(?:是|为)?(?:多少|什么(?!时|日)|几(?![月号日]))"),
    ),
    (
        "date",
        re.compile("(?:哪|什么|几|何|啥)(?:一)?(?:天|日|时候|时间|时|年|月|号)|日期|印发时间|时间|几月几"),
    ),
    ("recipients", re.compile("发给|下发给|印发给|主送|收文|给(?:谁|哪)")),
    (
        "issuer",
        re.compile(
            "哪[几两]?家(?:单位|部门)?(?:联合)?(?:印|发|出)|是[\u4e00-\u9fff]{2,14}(?:印发|发布|下发|出台|发)的[吧吗]|落款是?(?:哪|什么)|谁(?:发|印|下|出)|(?:哪|什么)(?:[一二两三几]?个|[两几]?家)?(?:单位|机关|部门|地方).{0,4}(?:发|印|出台)|(?:发文|制发|签发|下发|发布)(?:单位|机关|部门)|印发(?:单位|机关)|由谁|谁.{0,3}(?:印发|发布)"
        ),
    ),
    (
        "title",
        re.compile(
            "(?:什么|哪个|啥)(?:文件|文|通知|名)|标题|全称|题目|(?:讲|说|管)(?:的)?(?:是)?(?:什么|啥)|关于什么|叫什么|名称"
        ),
    ),
)


def read_metadata(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """What the question asks of each notice; all of its header where it asks for nothing in particular."""
    wanted = [name for name, pattern in _ASKS if pattern.search(query.ask_text.rstrip("？?。"))]
    if not wanted and query.ask_text.rstrip("？?。").endswith("是什么"):
        wanted = ["title"]
    if "years" in wanted:
        wanted = ["years"]
    lines: list[Line] = []
    for notice in notices:
        facts = {
            "title": _title(notice),
            "number": _as_written("文号", notice.document_number, notice),
            "issuer": _issuers(notice),
            "date": _date(notice),
            "years": _span(notice),
            "recipients": _as_written("主送", notice.recipients, notice),
        }
        asked = [facts[name] for name in wanted]
        if wanted and not any(asked):
            continue
        if not wanted:
            asked = [facts[name] for name in ("number", "issuer", "date")]
        named = [facts["title"], *(line for line in asked if line is not facts["title"])]
        ordered = named if "title" in wanted or not wanted else [*named[1:], named[0]]
        lines += [line for line in ordered if line]
    return Draft(tuple(lines), 1.0) if lines else None


def _title(notice: Notice) -> Line | None:
    quote = locate(notice, notice.title) if notice.title else None
    if quote is None:
        return None
    if "title" in notice.inferred:
        return Line(f"标题（文件没有标题，取自开头）：{notice.title}", (quote,))
    return Line(f"标题：《{notice.title}》", (quote,))


def _as_written(label: str, value: str, notice: Notice) -> Line | None:
    quote = locate(notice, value) if value else None
    return Line(f"{label}：{notice.text[quote.start : quote.end]}", (quote,)) if quote else None


def _issuers(notice: Notice) -> Line | None:
    """The organs, several where they issued it together, each quoted from where it stands."""
    quotes = [quote for organ in notice.issuer.split("、") if organ and (quote := locate(notice, organ))]
    if not quotes:
        return None
    names = "、".join(notice.text[quote.start : quote.end] for quote in quotes)
    return Line(f"发文机关：{names}", tuple(quotes))


def _date(notice: Notice) -> Line | None:
    """The date as it is written in the signature."""
    if not notice.issued_on:
        return None
    for form in (
        _LINE_WITH_DATE,
        FULL_DATE,
    ):  # in a text without line breaks the date stands among other words
        for match in form.finditer(notice.text):
            if len(match.group()) <= _DATE_LINE and find_date(match.group()) == notice.issued_on:
                line = match.group().strip()
                start = match.start() + match.group().index(line)
                return Line(f"日期：{line}", (Quote(notice.id, start, start + len(line)),))
    return None


def _span(notice: Notice) -> Line | None:
    match = _SPAN.search(notice.title) or _SPAN.search(notice.subject)
    return _as_written("年份", match.group(), notice) if match else None


def locate(notice: Notice, value: str) -> Quote | None:
    """Where ``value`` stands in the notice, line breaks and spaces between its characters allowed."""
    pattern = r"\s*".join(re.escape(c) for c in value if not c.isspace())
    match = re.search(pattern, notice.text)
    return Quote(notice.id, match.start(), match.end()) if match else None
