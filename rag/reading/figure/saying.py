"""How a figure is said: the value as written, its deadline and firmness, and the words it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures import Figure, find_figures
from ingest.models import Target
from rag.reading.draft import Quote
from rag.reading.sentences import Sentence

BOUNDARY = re.compile(r"[，,；;。：:！？\n]")
_COMPARE_BEFORE = re.compile(
    r"(?:不得?低于|不得?少于|不得?超过|不得?高于|至少|最少|最多|超过|超|高于|低于|控制在|大于|小于|约|近|≥|≤)(?:了)?$"
)
_DEADLINE = re.compile(
    r"(?:到|至|截至|力争到|确保到|争取到)?(?:(?:19|20)\d{2}年(?:\d{1,2}月)?(?:上半年|下半年)?(?:份)?(?:底|末|内|中|起)?(?:以?前)?|今年(?:底|内)?(?:前)?|年内|年底前?|每年)"
)
_FIRM = re.compile(r"力争|确保|争取|原则上|务必|保持|必须|预计|计划")
_TRIM = "、，,；;：: \n"
_LONGEST_QUOTE = 90
_SHORT_SENTENCE = 40
_LEANS = re.compile("其中|分别|并|且|以及|比|较|同比|其|每[人户个]")
_ROW = " | "


_SAME_UNITS = (
    frozenset(("个", "家", "所", "处", "间", "座", "栋")),
    frozenset(("名", "人", "位", "万名", "万人")),
    frozenset(("元", "万元", "亿元")),
    frozenset(("小时", "钟头", "个小时")),
    frozenset(("天", "日", "工作日", "个工作日")),
    frozenset(("台", "部", "架")),
    frozenset(("家", "户")),
    frozenset(("张", "份")),
)


def same_unit(one: str, other: str) -> bool:
    """Whether two units count the same things: 名 and 人, 家 and 所."""
    return one == other or any({one, other} <= group for group in _SAME_UNITS)


def is_share(figure: Figure) -> bool:
    """Whether a figure is a part of a whole: 65%, 3‰, 三分之一."""
    return figure.unit.startswith(("%", "％", "‰")) or "分之" in figure.text


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure in its sentence; ``[start, end)`` is the comma-bounded stretch around it, in the sentence."""

    sentence: Sentence
    figure: Figure
    start: int
    end: int
    target: Target | None  # the ledger's entry for it, where it has one
    own: float
    fit: float  # above 0 where unit and deadline are those asked for, below where they are others
    score: float
    shut_out: bool = False  # of another grade or kind than the one asked about
    meant: bool = False  # of the very grade, kind or tier asked about, beside others of it


def asks_several(question: str) -> bool:
    """Whether a question asks for more than one figure; 提到几成几 asks for one."""
    return len(re.findall(r"多少|几(?:成几)?|百分之", question)) > 1 or bool(re.search("分别|各", question))


def headline(chosen: Sequence[Reading]) -> str:
    text = words_of(chosen[0])
    cells = [_cell(reading) for reading in chosen if reading.target] if _ROW in text else []
    if cells:
        return "；".join(cells)
    stretches = {(reading.start, reading.end) for reading in chosen}
    if len(chosen) == 1:
        value = _value(text, chosen[0].figure)
        notes = _notes(text, chosen[0])
        return f"{value}（{'，'.join(notes)}）" if notes else value
    parts = [text[start:end].strip(_TRIM) for start, end in sorted(stretches)]
    notes = [note for note in _notes(text, chosen[0]) if all(note not in part for part in parts)]
    return "；".join(parts) + (f"（{'，'.join(notes)}）" if notes else "")


def _cell(reading: Reading) -> str:
    """A table's figure with its unit, which stands in another column, and the date of its own column."""
    target = reading.target
    if target is None:
        return reading.figure.text
    value = written(reading.sentence.notice.text, target)
    return f"{value}（{target.deadline_text}）" if target.deadline_text else value


def quote(group: Sequence[Reading], *, several: bool) -> Quote:
    """Where the figures stand; ``several``: the question asks for more than one, so what is beside them belongs to it."""
    sentence = group[0].sentence
    start, end = _stretch(group, several=several)
    return Quote(sentence.notice.id, sentence.start + start, sentence.start + end)


def due_of(text: str, figure: Figure, end: int) -> str:
    """The date a figure is due by: the last one before it in its sentence, else one right after it."""
    before = [match.group() for match in _DEADLINE.finditer(text, 0, figure.start)]
    after = [match.group() for match in _DEADLINE.finditer(text, figure.end, end)]
    return before[-1] if before else after[0] if after else ""


def _value(text: str, figure: Figure) -> str:
    """The figure with the comparator in front of it, as written."""
    compare = _COMPARE_BEFORE.search(text, 0, figure.start)
    start = compare.start() if compare and compare.end() == figure.start else figure.start
    return text[start : figure.end].strip()


def written(text: str, target: Target) -> str:
    """The value of a target as its notice writes it, bound and comparator included: 不低于60%, 28%以上. In a table the unit
    stands in a column of its own and is put behind the figure."""
    words = text[target.start : target.end]
    at = target.value_start - target.start
    figure = next((figure for figure in find_figures(words) if figure.value_start == at), None)
    value = _value(words, figure) if figure else target.value_text
    return value if target.unit in value else f"{value}{target.unit}"


def _notes(text: str, reading: Reading) -> list[str]:
    """Deadline and firmness that govern the figure, as written before it in its sentence (or right after it)."""
    before = text[: reading.figure.start]
    deadline = due_of(text, reading.figure, reading.end)
    firm = [m.group() for m in _FIRM.finditer(before[max(0, reading.start - 12) :])]
    return [*([deadline] if deadline else []), *firm[-1:]]


def words_of(reading: Reading) -> str:
    return reading.sentence.notice.text[reading.sentence.start : reading.sentence.end]


def _stretch(chosen: Sequence[Reading], *, several: bool) -> tuple[int, int]:
    """What to quote of the sentence: the parts between commas that the figures stand in, with what leads in to them; the
    parts before that have figures of their own only where these would make no sense alone (其中…, 分别…)."""
    text = words_of(chosen[0])
    first, last = min(r.start for r in chosen), max(r.end for r in chosen)
    end_of_text = len(text.rstrip())
    whole = several or _ROW in text or end_of_text <= _SHORT_SENTENCE
    if whole and end_of_text <= _LONGEST_QUOTE:
        return len(text) - len(text.lstrip()), end_of_text
    starts = [0, *(m.end() for m in BOUNDARY.finditer(text, 0, first))]
    start = next((s for s in starts if last - s <= _LONGEST_QUOTE), first)
    for cut in reversed([s for s in starts if s > start and not several]):
        if find_figures(text[start:cut]) and not _LEANS.match(text[cut : first + 1].lstrip()):
            start = cut
            break
    return start, min(last + 1, end_of_text) if text[last : last + 1] in "。；" else last
