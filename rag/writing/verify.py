"""Whether a sentence that a model wrote is a report of the passages it cites. Pure; knows nothing of models.

A sentence stands if every figure, date, document number, place, department, quotation and foreign word in it
stands in a passage that its ``[n]`` names, says the same thing there, and if its other words are mostly the
passage's. What cannot be shown is refused: a refused truth costs a detour, an accepted falsehood the trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.language.folding import CLAUSE_ENDS, HAN, bigrams, fold, overlap, plain, spans
from rag.language.polarity import commitment_gap, total_gap, turned
from rag.writing import names
from rag.writing.figures import Date, DocumentNumber, Quantities, read_quantities
from rag.writing.support import Header, Source, read_claims, read_source, refusal_of

__all__ = ["Header", "Reason", "Verdict", "marker_groups", "verify_sentence"]

_MARKER = re.compile(
    r"[\[［【]\s*(?:(?:材料|来源|资料|文件|出处)\s*)?(?:\^\s*)?([0-9０-９]{1,3}(?:\s*[,，、;；\-–—~～]\s*[0-9０-９]{1,3})*)\s*[\]］】]"
    r"(?!\s*第?\s*[0-9０-９]+\s*号)"
)
_QUOTE = re.compile(r"《([^《》]+)》|“([^“”]+)”|‘([^‘’]+)’|\"([^\"]+)\"")
_LATIN = re.compile(r"[a-z][a-z0-9]*(?:[-.+/_:@]+[a-z0-9]+)*")
_ISSUED = re.compile("印发|发布|成文|发文|下发|出台|颁布|公布|落款|签发")
_CONTENT = re.compile(f"[{HAN}0-9a-z]")

# Words with which one speaks about a notice rather than about its matter.
_ABOUT_NOTICES = bigrams(
    fold(
        "文件文号，发文字号，发文机关，印发单位，印发日期，成文日期，发布时间，文件标题，牵头科室，责任科室，牵头单位，责任单位，负责"
    )
)

_WORDS_OF_SENTENCE = 0.55
_WORDS_OF_CLAUSE = 0.34
_CLAUSE_WORDS = 5
_NEAR_BEST = 0.6

_MESSAGES: dict[str, tuple[str, str]] = {
    "empty": ("没有内容", "says nothing"),
    "uncited": ("没有标注出处", "cites no passage"),
    "unknown-marker": ("出处编号 {} 不存在", "cites {}, which is no passage it was given"),
    "figure": ("所引条款中没有“{}”", 'the cited passage has no "{}"'),
    "figure-matter": (
        "所引条款中的“{}”说的是另一件事",
        'in the cited passage "{}" is the figure of something else',
    ),
    "figure-year": ("所引条款中的“{}”属于另一年份", 'in the cited passage "{}" belongs to another year'),
    "figure-place": ("所引条款中的“{}”不是该地区的", 'in the cited passage "{}" is not that region\'s'),
    "bound": ("“{}”的上下限与所引条款不符", 'the bound on "{}" is not the cited passage\'s'),
    "commitment": ("“{}”的要求程度与所引条款不符", '"{}" binds more or less than the cited passage does'),
    "date": ("所引条款中没有日期“{}”", 'the cited passage has no date "{}"'),
    "document-number": ("所引文件没有文号“{}”", 'the cited notice has no document number "{}"'),
    "place": ("所引文件没有提到“{}”", 'the cited notice does not name "{}"'),
    "scope": ("所引条款的范围不是“{}”", 'the cited passage does not reach as wide as "{}"'),
    "department": ("所引条款没有提到“{}”", 'the cited passage does not name "{}"'),
    "charge": ("所引条款中“{}”的分工不同", 'the cited passage gives "{}" another part'),
    "quotation": ("引文“{}”不是所引条款的原文", '"{}" is not quoted from the cited passage'),
    "word": ("所引条款中没有“{}”", 'the cited passage has no "{}"'),
    "negation": (
        "“{}”的肯定与否定与所引条款相反",
        '"{}" is affirmed where the passage denies it, or the reverse',
    ),
    "leak": ("复述了对模型的指示", "repeats the model's instructions"),
    "language": ("不是中文", "is not Chinese"),
    "overlap": ("内容不是所引条款说的：“{}”", 'is not what the cited passage says: "{}"'),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is refused. ``what`` is the unsupported piece, as the sentence has it."""

    code: str
    what: str

    def text(self, lang: str = "zh") -> str:
        """The reason for a person, in Chinese (default) or English."""
        zh, en = _MESSAGES[self.code]
        return (zh if lang == "zh" else en).format(self.what)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``supported``: nothing was found against the sentence. ``markers``: the passages it cites, in order."""

    markers: tuple[int, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def supported(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of the sentence with the markers that follow it; ``before``: the folded sentence up to it."""

    text: str
    markers: tuple[int, ...]
    before: str


def verify_sentence(
    sentence: str, cited: Mapping[int, str], headers: Mapping[int, Header] | None = None
) -> Verdict:
    """Check one sentence with its ``[n]`` against ``cited``, the passages by number.

    ``headers`` says what is known of each passage's notice: its title may support a year and a place, its
    number and date may be told, but a figure only ever stands in the passage.
    """
    segments = _segments(sentence)
    markers = tuple(dict.fromkeys(m for segment in segments for m in segment.markers))
    if not any(_CONTENT.search(segment.text) for segment in segments):
        return Verdict(markers, (Reason("empty", ""),))
    if not markers:
        return Verdict((), (Reason("uncited", ""), *_figures_named(segments)))
    unknown = [m for m in markers if m not in cited]
    if unknown:
        return Verdict(markers, tuple(Reason("unknown-marker", f"[{m}]") for m in unknown))
    reasons: dict[Reason, None] = {}
    for segment in segments:
        sources = [read_source(cited[m], (headers or {}).get(m, Header())) for m in segment.markers]
        reasons.update(dict.fromkeys(_check(segment, sources)))
    return Verdict(markers, tuple(reasons))


def marker_groups(sentence: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """``(start, end, numbers)`` of every marker, in any bracket style; ``[1-3]`` is 1, 2, 3."""
    return [(m.start(), m.end(), _numbers(fold(m.group(1)))) for m in _MARKER.finditer(sentence)]


def _numbers(text: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for part in re.split(r"[,，、;]", text):
        first, _, last = part.partition("-")
        numbers.extend(range(int(first), min(int(last or first), int(first) + 99) + 1))
    return tuple(numbers)


def _segments(sentence: str) -> list[_Segment]:
    """The sentence cut after each group of markers; what follows the last group belongs to it."""
    pieces: list[tuple[str, tuple[int, ...]]] = []
    position = 0
    for start, end, numbers in marker_groups(sentence):
        text = sentence[position:start]
        if pieces and not _CONTENT.search(fold(text)):
            pieces[-1] = (pieces[-1][0] + text, pieces[-1][1] + numbers)
        else:
            pieces.append((text, numbers))
        position = end
    rest = sentence[position:]
    if pieces and not _CONTENT.search(fold(pieces[0][0])):  # a marker before the words: [1]覆盖率达65%。
        pieces[0] = (pieces[0][0] + rest, pieces[0][1]) if len(pieces) == 1 else pieces[0]
    elif pieces:
        if _CONTENT.search(fold(rest)):
            pieces.append((rest, pieces[-1][1]))
    else:
        pieces.append((rest, ()))
    segments: list[_Segment] = []
    before = ""
    for text, numbers in pieces:
        folded = names.canonical(fold(text)).strip("，,、;。:!?\n ")
        segments.append(_Segment(folded, numbers, before))
        before += folded
    return segments


def _figures_named(segments: Sequence[_Segment]) -> Iterator[Reason]:
    """The figures of a sentence that cites nothing: a person is told which figures were withheld."""
    for segment in segments:
        yield from (Reason("figure", f.text) for f in read_quantities(segment.text).figures)


def _check(segment: _Segment, sources: Sequence[Source]) -> Iterator[Reason]:
    text = segment.text
    if not _CONTENT.search(text) or any(_verbatim(text, source) for source in sources):
        return
    yield from _quotations(text, sources)
    text = _without_titles(text, sources)
    quantities = read_quantities(text)
    yield from (
        Reason("document-number", n.text) for n in quantities.numbers if not _number_stands(n, sources)
    )
    yield from (Reason("date", d.text) for d in quantities.dates if not _date_stands(d, text, sources))
    yield from _words(text, quantities.words, sources)
    for claim in read_claims(text, quantities, segment.before):
        if code := refusal_of(claim, sources):
            yield Reason(code, claim.figure.text)
    yield from _places(text, sources)
    yield from _departments(text, sources)
    yield from _polarity(text, sources)
    yield from _overlap(text, quantities, sources)


def _verbatim(text: str, source: Source) -> bool:
    """Whether the source has the text as whole clauses: nothing before it turns it round, no digit is cut."""
    if len(text) < 4:
        return False
    borders = CLAUSE_ENDS + "()[]"
    for match in re.finditer(re.escape(text), source.text):
        before = source.text[match.start() - 1] if match.start() else "。"
        after = source.text[match.end()] if match.end() < len(source.text) else "。"
        if before in borders and after in borders:
            return True
    return False


def _quotations(text: str, sources: Sequence[Source]) -> Iterator[Reason]:
    for match in _QUOTE.finditer(text):
        words = plain(next(group for group in match.groups() if group is not None))
        if words and not any(words in s.plain or words in plain(s.names) for s in sources):
            yield Reason("quotation", match.group().strip('《》“”‘’"'))


def _without_titles(text: str, sources: Sequence[Source]) -> str:
    """The text without the cited notices' titles: a year or place in a title is no claim about the matter."""
    for source in sources:
        wanted = plain(names.canonical(source.title))
        for match in list(_QUOTE.finditer(text)):
            if match[1] and plain(match[1]) in wanted:
                text = text.replace(match[0], "")
        if len(source.title) >= 8:
            text = text.replace(names.canonical(source.title), "")
    return text


def _number_stands(number: DocumentNumber, sources: Sequence[Source]) -> bool:
    for source in sources:
        own = read_quantities(fold(source.header.document_number)).numbers
        for other in (*source.quantities.numbers, *own):
            if (number.year, number.serial) != (other.year, other.serial):
                continue
            if number.prefix.endswith(other.prefix) or names.supported_run(number.prefix, other.prefix):
                return True
    return False


def _date_stands(date: Date, text: str, sources: Sequence[Source]) -> bool:
    return any(_date_stands_in(date, text, source) for source in sources)


def _date_stands_in(date: Date, text: str, source: Source) -> bool:
    if any(date.within(other) for other in source.quantities.dates):
        return True
    issued = read_quantities(fold(source.header.issued_on)).dates
    if _ISSUED.search(text) and any(date.within(other) for other in issued):
        return True
    years = {other.year for other in source.title_quantities.dates if other.year}
    if date.year not in years:
        return False
    if date.year_alone:
        written = {d.year for d in read_quantities(_nearest(text, [source])).dates if d.year}
        return not written or bool(written & {d.year for d in read_quantities(text).dates})
    unyeared = Date(date.start, date.end, date.text, None, date.month, date.day, date.tail, date.side)
    return any(unyeared.within(other) for other in source.quantities.dates if other.year is None)


def _words(text: str, words: Sequence[str], sources: Sequence[Source]) -> Iterator[Reason]:
    for word in (*words, *dict.fromkeys(_LATIN.findall(text))):
        if not any(word in s.text or word in s.names for s in sources):
            yield Reason("word", word)


def _places(text: str, sources: Sequence[Source]) -> Iterator[Reason]:
    found = names.places(text)
    for i, place in enumerate(found):
        if names.part_of_address(found, i):
            continue
        if not any(
            names.names_place(s.text, place.text) or names.names_place(s.names, place.text) for s in sources
        ):
            yield Reason("place", place.text)
    for scope in names.scopes(text):
        if not any("全" + scope in s.text or s.names.partition("\n")[0].endswith(scope) for s in sources):
            yield Reason("scope", "全" + scope)


def _departments(text: str, sources: Sequence[Source]) -> Iterator[Reason]:
    for run in names.organs(text):
        supported = [(s, name) for s in sources if (name := names.supported_run(run.text, s.text))]
        if not supported:
            if not any(names.supported_run(run.text, s.names) for s in sources):
                yield Reason("department", run.text)
            continue
        role = names.charge_of(text, run)
        if all(names.charge_contradicted(role, name, s.text) for s, name in supported):
            yield Reason("charge", run.text)


def _polarity(text: str, sources: Sequence[Source]) -> Iterator[Reason]:
    near = _nearest(text, sources)
    checks = (("commitment", commitment_gap), ("negation", turned), ("word", total_gap))
    for code, find in checks:
        if word := find(text, near):
            yield Reason(code, word)


def _nearest(text: str, sources: Sequence[Source]) -> str:
    """The statements of the sources that the text most likely reports."""
    words = bigrams(text)
    scored = [
        (overlap(words, bigrams(source.text[start:end])), source.text[start:end])
        for source in sources
        for start, end in source.statements
    ]
    best = max((score for score, _ in scored), default=0.0)
    return "".join(statement for score, statement in scored if score >= _NEAR_BEST * best)


def _overlap(text: str, quantities: Quantities, sources: Sequence[Source]) -> Iterator[Reason]:
    """Whether the words are the passages' words; figures and dates, checked above, count for nothing here."""
    known = _ABOUT_NOTICES.union(*(source.words for source in sources))
    words = text
    figures = [(f.start, f.end) for f in quantities.figures] + [(d.start, d.end) for d in quantities.dates]
    for start, end in figures:
        words = words[:start] + "0" * (end - start) + words[end:]
    if overlap(bigrams(words), known) < _WORDS_OF_SENTENCE:
        yield Reason("overlap", text)
        return
    for start, end in spans(words, "，,;。:"):
        clause = bigrams(words[start:end])
        if len(clause) >= _CLAUSE_WORDS and overlap(clause, known) < _WORDS_OF_CLAUSE:
            yield Reason("overlap", text[start:end].strip("，,;。:"))
