"""Questions over several notices: one row a place or a notice, each cited, none missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from ingest.figures import find_figures
from ingest.models import Notice
from ingest.text import fold, sentences
from rag.corpus.corpus import Corpus
from rag.language.counted import written_amounts
from rag.language.segmenter import cut, kind_of
from rag.question.query import Query
from rag.question.survey import asks_who_leaves_out, names_a_thing, only_figures
from rag.reading.draft import Draft, Line, Quote
from rag.reading.figure.saying import BOUNDARY
from rag.reading.stretches import header_of, row_around, trimmed
from rag.reading.table.matter import EITHER, Matter
from rag.reading.whole import says_all

_QUOTED = re.compile('[《“"「]([^》”"」]{2,40})[》”"」]')
_SAID = "未载明"
_AS_SURE = 0.65
# A sentence speaks of what is asked about when it holds this share of its words, and nearly as much as the best one.
_MENTIONS = 0.6
_AS_FULLY = 0.8
_NEARLY = 0.85
_IN_WORDS = 0.8
# What a question asks for as a share or a rate, and what a figure of that kind holds.
OF_SHARE = re.compile("比例|占比|百分")
_SHARE = re.compile("[%％‰]|百分之|成")
OF_RATE = re.compile("(?<![效频功])率(?![先领队])")
RATE = re.compile("[%％‰/:：∶倍成]|分之|百分|见原文表格")
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_FIGURE_CELL = 2
_NO_FIGURE = re.compile("一(?:批|轮|系列|些|体|类|项|种)(?:（.*）)?")

_NUMBER = re.compile(r"(?<![\d年])\d+(?:\.\d+)?(?!\d*年)")
_YEARS_LINE = re.compile(r"^[^\n]*(?:19|20)\d{2}年[^\n。]{0,20}(?:19|20)\d{2}年[^\n。]*$", re.MULTILINE)
_SHORTEST_NAME, _LONG_NAME, _A_PAIR = 3, 6, 2
_EITHER_DEED = frozenset("或 和 及 与 、".split())
_HEADING = 24  # characters a heading may be long
_TABLE = 1500  # characters a table may be long

_Value = tuple[float | None, str]

ReadEach = Callable[[Sequence[str]], Iterable[Draft | None]]  # of notices by their ids, in order


def compare(rows: Sequence[tuple[str, Draft | None]]) -> Draft | None:
    """A row a place or year: what its notices say, or that they do not say; ``None`` where none says anything."""
    lines: list[Line] = [Line("| 对象 | 文件所载 |"), Line("| --- | --- |")]
    confidence = 0.0
    for label, draft in rows:
        if draft is None or draft.empty or draft.unstated:
            lines.append(Line(f"| {label} | {_SAID} |"))
            continue
        said = draft.lines if is_list(draft) else draft.lines[:2]
        quotes = tuple(dict.fromkeys(quote for line in said for quote in line.quotes))
        lines.append(Line(f"| {label} | {_in_one(said)}", quotes, row=True))
        confidence = max(confidence, draft.confidence)
    return Draft(tuple(lines), confidence) if confidence else None


def is_list(draft: Draft) -> bool:
    """Whether it is a head (共 3 项：) with its items, which tell nothing one by one."""
    head, *items = draft.lines
    return head.text.endswith("：") and bool(items) and all(item.text.startswith("- ") for item in items)


def _in_one(said: Sequence[Line]) -> str:
    words = [cell(line.text).removeprefix("- ") for line in said]
    return "；".join(words).replace("：；", "：")


def name_notices(query: Query, matter: Matter, notices: Sequence[Notice], corpus: Corpus) -> Draft | None:
    """Every notice that speaks of what is asked about, with the sentence that says most of it, and how many there are.

    A name in quotation marks has to stand in it as written, and is enough.
    """
    in_marks = _QUOTED.findall(query.text)
    quoted = in_marks or _named(query, matter, corpus)
    likely = _quoting(quoted, corpus) | (frozenset() if in_marks else matter.likely(corpus))
    one_name = names_a_thing(query.text) and len(query.topic.split()) == 1
    wanted = _values(written_amounts(query.text))
    best = {n.id: _best_mention(n, matter, quoted, one_name, wanted) for n in notices if n.id in likely}
    most = max((share for share, _ in best.values()), default=0.0)
    # A name that no notice writes as it is asked for has to be there but for a little of it.
    least = _NEARLY if one_name else _MENTIONS
    enough = 0.0 if quoted else max(least, _AS_FULLY * most)
    rows: list[Line] = []
    for notice in notices:
        share, quote = best.get(notice.id, (0.0, None))
        if quote and share >= enough:
            quote = _with_what_it_heads(notice, quote)
            words = notice.text[quote.start : quote.end]
            rows.append(Line(f"| {cell(called(notice))} | {cell(words)}", (quote,), row=True))
    rows = [row for row in rows if _holds_figure(row.text, wanted)] or rows
    named = in_marks[0] if in_marks else "、".join(query.topic.split())
    if rows and asks_who_leaves_out(query.text):
        held = {quote.document_id for row in rows for quote in row.quotes}
        return _silent(named, [notice for notice in notices if notice.id not in held])
    if not rows:
        return None
    head = Line(f"共 {len(rows)} 份文件提到“{named}”：")
    return Draft((head, Line("| 文件 | 原文 |"), Line("| --- | --- |"), *rows), 1.0)


def _with_what_it_heads(notice: Notice, quote: Quote) -> Quote:
    """A heading (7.艾滋病检测。) with the sentence behind it, which says what is to be done; any other stretch as it is."""
    clause = notice.clauses[notice.clause_at(quote.start)]
    words = notice.text[quote.start : quote.end]
    if not clause.heading or clause.heading.strip("。 ") not in words or len(words) > _HEADING:
        return quote
    behind = (span for span in sentences(notice.text) if quote.end <= span[0] < clause.own_end)
    following = next(behind, None)
    if following is None:
        return quote
    return Quote(notice.id, quote.start, trimmed(notice, *following)[1])


def _holds_figure(text: str, wanted: Set[_Value]) -> bool:
    """Whether a text holds a figure that the question puts forward (不低于40%); one put without its unit (定到4.5) has any."""
    if not wanted:
        return False
    said = _values(text)
    bare = {value for value, unit in wanted if not unit}
    return bool(wanted & said) or any(value in bare for value, _ in said)


def _values(text: str) -> set[_Value]:
    return {(figure.value, figure.unit) for figure in find_figures(text) if not figure.masked}


def _silent(named: str, notices: Sequence[Notice]) -> Draft | None:
    """The notices that do not mention something, each by its first line."""
    if not notices:
        return None
    head = Line(f"共 {len(notices)} 份文件没有提到“{named}”：")
    rows = [
        Line(f"| {cell(called(notice))} | {cell(notice.text[:end])}", (Quote(notice.id, 0, end),), row=True)
        for notice in notices
        for end in (len(notice.text.partition("\n")[0]),)
    ]
    return Draft((head, Line("| 文件 | 首行 |"), Line("| --- | --- |"), *rows), 1.0)


def figures_by_notice(
    notices: Sequence[Notice], read: ReadEach, stated: Mapping[str, Line], masked: Mapping[str, Line]
) -> Draft | None:
    """A row a notice that states the figure asked about: ``stated`` are the rows that its ledger gives, by notice id;
    where the ledger has none, what reading the notice finds, if that is about as sure. ``masked``: those of notices whose
    figure cannot be read, told besides."""
    rows: list[tuple[float, Line]] = []
    unknown = [notice.id for notice in notices if notice.id not in stated and notice.id not in masked]
    drafts = dict(zip(unknown, read(unknown), strict=True))
    for notice in notices:
        if notice.id in stated:
            rows.append((1.0, stated[notice.id]))
            continue
        draft = drafts.get(notice.id)
        if draft is None or draft.empty or draft.unstated:
            continue
        first, *rest = draft.lines
        words = cell(rest[0].text) if rest else f"原文：“{cell(_quoted(notice, draft))}”"
        quotes = tuple(dict.fromkeys(q for line in draft.lines[:2] for q in line.quotes))
        line = Line(f"| {cell(called(notice))} | {cell(first.text)} | {words}", quotes, row=True)
        rows.append((draft.confidence, line))
    if not rows:
        return None
    best = min(1.0, max(confidence for confidence, _ in rows))
    kept = [line for confidence, line in rows if confidence >= _AS_SURE * best]
    hidden = [masked[notice.id] for notice in notices if notice.id in masked]
    besides = f"（另有 {len(hidden)} 份的数字被遮盖，不能引用）" if hidden else ""
    head = (
        Line(f"共 {len(kept)} 份文件载明{besides}："),
        Line("| 文件 | 数值 | 原文 |"),
        Line("| --- | --- | --- |"),
    )
    return Draft((*head, *kept, *hidden), best)


def says_of(matter: Matter, notice: Notice, draft: Draft, question: str) -> bool:
    """Whether what a draft gives as a notice's figure is said of the very thing asked about, and is a figure or all of it."""
    said = draft.lines[0].text
    if _NO_FIGURE.fullmatch(said) or (only_figures(question) and not _figures_in(said, question)):
        return False
    if OF_SHARE.search(question) and not _SHARE.search(said) and not says_all(said):
        return False
    if OF_RATE.search(question) and not RATE.search(said) and not says_all(said):
        return False
    at = min((quote.start for quote in draft.quotes), default=0)
    around = " ".join(notice.text[s:e] for s, e in sentences(notice.text) if s <= at < e)
    return matter.share(f"{around} {_quoted(notice, draft)}") >= _MENTIONS


def _figures_in(said: str, question: str) -> bool:
    return bool(_SHARE.search(said) if "百分" in question else find_figures(said))


def in_words(matter: Matter, notice: Notice) -> Draft | None:
    """The sentence in which a notice speaks of the very thing without a figure, for a table of what each says."""
    best = max(
        ((matter.share(notice.text[start:end]), -start, end) for start, end in sentences(notice.text)),
        default=(0.0, 0, 0),
    )
    share, start, end = best[0], -best[1], best[2]
    if share < _IN_WORDS:
        return None
    quote = Quote(notice.id, *trimmed(notice, start, end))
    said = (
        Line("未写数字", (quote,)),
        Line(f"原文：“{notice.text[quote.start : quote.end]}”", (quote,)),
    )
    return Draft(said, share)


def read_line(matter: Matter, notice: Notice) -> Draft | None:
    """The line of a table in the text that sets the very thing out in several figures, below the line that names their
    years."""
    spans = [(s, e) for s, e in sentences(notice.text) if matter.share(notice.text[s:e]) >= _IN_WORDS]
    line = next(((s, e) for s, e in spans if len(_NUMBER.findall(notice.text[s:e])) > 1), None)
    if line is None:
        return None
    heads = [match.span() for match in _YEARS_LINE.finditer(notice.text, max(0, line[0] - _TABLE), line[0])]
    quotes = tuple(Quote(notice.id, *trimmed(notice, *span)) for span in (*heads[-1:], line))
    words = "／".join(notice.text[quote.start : quote.end] for quote in quotes)
    return Draft((Line("见原文表格", quotes), Line(f"原文：“{words}”", quotes)), 1.0)


def told_in_table(notice: Notice, at: int) -> tuple[Line, ...]:
    """The row of a table at ``at`` whole, below the table's header: which of its cells answers is for the reader to see.
    Empty where no row stands there."""
    row = row_around(notice.text, at)
    if row is None:
        return ()
    quotes = tuple(Quote(notice.id, *span) for span in dict.fromkeys((header_of(notice.text, row), row)))
    words = "／".join(notice.text[quote.start : quote.end].strip() for quote in quotes)
    return Line("见原文表格", quotes[-1:]), Line(f"原文：“{words}”", quotes)


def _quoted(notice: Notice, draft: Draft) -> str:
    quotes = dict.fromkeys(draft.quotes)
    return "；".join(notice.text[quote.start : quote.end].strip() for quote in quotes)


def called(notice: Notice) -> str:
    """A notice's name in a table: its place, where the title does not say it, and its title."""
    name = notice.subject or notice.title
    place = notice.region.name
    return f"{place}《{name}》" if place and place not in name else f"《{name}》"


def cell(text: str) -> str:
    """Text fit for a table's cell: no row or column breaks of its own."""
    return " ".join(text.replace("|", r"\|").split())


def figure_in(row: Line) -> str:
    """What a row of a table over all notices gives as its figure: | 文件 | 数值 | 原文."""
    return _CELL_BREAK.split(row.text)[_FIGURE_CELL]


def _quoting(quoted: Sequence[str], corpus: Corpus) -> frozenset[str]:
    """The notices that hold something quoted: any other is passed over unread."""
    return frozenset(key for words in quoted for key in corpus.holding(fold(words)))


def _named(query: Query, matter: Matter, corpus: Corpus) -> list[str]:
    """The name that a question asks who mentions, as the notices write it, if need be without the verbs around it; empty where
    none of them does."""
    if not names_a_thing(query.text) or len(query.topic.split()) != 1 or EITHER.search(query.topic):
        return []
    named = [way for way in matter.names if corpus.holding(way)]
    if named:
        return named
    alone = _without_verbs(matter.names[0])
    return [alone] if len(alone) >= _SHORTEST_NAME and corpus.holding(alone) else []


def _without_verbs(topic: str) -> str:
    """对付麻风病 is of 麻风病, 短缺药品保障或上报 of 短缺药品."""
    words = list(cut(topic))
    if len(words) > _A_PAIR and words[-2] in _EITHER_DEED and kind_of(words[-1])[:1] == "v":
        words = words[: -_A_PAIR - 1]
    if len(words) > 1 and kind_of(words[0])[:1] == "v":
        words = words[1:]
    return "".join(words)


def _mentions(
    text: str, folded_names: Sequence[str], long_names: Sequence[Sequence[str]], matter: Matter
) -> bool:
    """Whether a text holds one of the names, or all words of a long one in one stretch between commas, in whatever order:
    检验检查结果互认 for 检查检验结果互认."""
    folded = fold(text)
    if any(name in folded for name in folded_names):
        return True
    parts = BOUNDARY.split(folded) if long_names else []
    return any(
        all(word in part for word in words) and matter.share(part) >= _IN_WORDS
        for words in long_names
        for part in parts
    )


def _words_of_long(folded_names: Sequence[str]) -> list[list[str]]:
    """The words of each name that is long enough to be known in another order."""
    cut_up = (list(cut(name)) for name in folded_names if len(name) >= _LONG_NAME)
    return [words for words in cut_up if len(words) > _A_PAIR]


def _best_mention(
    notice: Notice, matter: Matter, quoted: Sequence[str], one_name: bool, wanted: Set[_Value]
) -> tuple[float, Quote | None]:
    """The sentence that holds most of the matter (and what is quoted, where something is), and how much of it: of one name,
    how much stands between two commas. Of those that hold nearly as much, one with a figure that is ``wanted``."""
    best: tuple[float, Quote | None] = (-1.0, None)
    figured = best
    looked_for = [fold(words) for words in quoted]
    long_names = _words_of_long(looked_for)
    for start, end in sentences(notice.text):
        text = notice.text[start:end]
        if looked_for and not _mentions(text, looked_for, long_names, matter):
            continue
        parts = BOUNDARY.split(text) if one_name and not quoted else [text]
        share = max(map(matter.share, parts))
        if share > best[0]:
            best = (share, Quote(notice.id, *trimmed(notice, start, end)))
        if wanted and share > figured[0] and _holds_figure(text, wanted):
            figured = (share, Quote(notice.id, *trimmed(notice, start, end)))
    return figured if figured[0] >= _AS_FULLY * best[0] else best
