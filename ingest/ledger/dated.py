"""Tasks that have a date and no figure: ``6月底前完成改革``, ``到2025年底，体系更加完善``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.ledger.deadlines import Due
from ingest.ledger.stretches import Span
from ingest.ledger.wording import HISTORY, LEADING, STRONG
from ingest.models import Target

_TASK_CHARS = 2
_WHOLE_TASK = 12
_TRIM = " 、，,；;：:。.）)（(〔\n"
# A date that tells which ones are meant (对6月底前开工的项目, 2月底前需开工的项目) is no date of the notice's own.
_WHICH_BEFORE = re.compile(r"(?:对|对于|支持|保障|用于|纳入|符合|凡是?|针对|包括|按照?|将在?)[^，。；]{0,6}$")
_WHICH_AFTER = re.compile(
    r"^[^，。；、]{2,16}的[^，。；、]{0,14}(?:项目|企业|单位|人员|机构|主体|纳税人|车辆|案件|部分|，)$"
)
_VAGUE = re.compile(r"(?:旬|季度|初|中)$")
_MODAL = re.compile(rf"(?:{'|'.join(STRONG)}|应当?|必?须|[需要将在于])+$")
_STRONG_HEAD = re.compile(rf"^(?:{'|'.join(STRONG)}|如期)+")
_HAN = re.compile("[\u4e00-\u9fff]")
_OPENS_A_LIST = re.compile(r"(?:以下|下列|如下)[^，。；]*[：:]$")  # 到2026年实现以下目标：
_NOTE = re.compile(r"[（(〔\[【](?:牵头|责任|配合)")


def read_dated(
    text: str, sentence: Span, stretches: Sequence[Span], dues: Sequence[Due], figures: Sequence[Target]
) -> list[Target]:
    """At most one task for each date that binds: the stretches it governs that hold no figure of the ledger."""
    bound = [due for due in dues if due.bound and not _tells_which(text, due, stretches)]
    found: list[Target] = []
    for i, due in enumerate(bound):
        until = bound[i + 1].start if i + 1 < len(bound) else sentence.end
        target = _task(text, stretches, due, until, figures)
        if target and not HISTORY.search(text[sentence.start : target.end]):
            found.append(target)
    return found


def _tells_which(text: str, due: Due, stretches: Sequence[Span]) -> bool:
    stretch = next((s for s in stretches if s.holds(due.start)), None)
    if stretch is None:
        return False
    before, after = text[stretch.start : due.start], text[due.end : stretch.end]
    if _VAGUE.search(due.text) and before.strip(_TRIM):
        return True  # 2020年第一季度季报, 1月下旬考核: part of a name
    return bool(_WHICH_BEFORE.search(before) or _WHICH_AFTER.match(after))


def _task(
    text: str, stretches: Sequence[Span], due: Due, until: int, figures: Sequence[Target]
) -> Target | None:
    taken = {target.start for target in figures}
    governed = [s for s in stretches if s.end > due.start and s.start < until]
    free = [s for s in governed if s.start not in taken and _words(text, s, due, until)]
    if not free:
        return None
    if _OPENS_A_LIST.search(text[free[0].start : free[0].end + 1]):
        return None
    run = [free[0]]
    for stretch in free[1:]:
        if text[run[-1].end : stretch.start].strip(_TRIM):
            break
        run.append(stretch)
    start = min(run[0].start, due.start) if run[0] is governed[0] else run[0].start
    end = _without_note(text, run[0].start, min(run[-1].end, until))
    words = _words(text, run[0], due, end)
    if end <= start or len(words) < _TASK_CHARS:
        return None
    if len(words) < _WHOLE_TASK:  # 正式投入使用: what it is said of stands before the comma
        beside = (s for s in stretches if 0 < run[0].start - s.end <= 2 and not s.holds(due.start))
        earlier = next(beside, None)
        start = earlier.start if earlier else start
        words = f"{text[earlier.start : earlier.end].strip(_TRIM)}，{words}" if earlier else words
    return Target(
        clause_index=-1,
        indicator=words,
        start=start,
        end=end,
        deadline=due.date,
        deadline_text=due.text.strip(),
        deadline_from="sentence",
        firmness=next((word for word in STRONG if word in text[max(0, due.start - 6) : due.end + 6]), ""),
    )


def _without_note(text: str, start: int, end: int) -> int:
    note = _NOTE.search(text, start, end)
    return note.start() if note else end


def _words(text: str, stretch: Span, due: Due, until: int) -> str:
    """The task's words in a stretch: behind the date, with what stands before it where the date is in the middle."""
    end = _without_note(text, stretch.start, min(stretch.end, until))
    if not stretch.holds(due.start):
        return LEADING.sub("", text[stretch.start : end]).strip(_TRIM)
    subject = LEADING.sub("", _MODAL.sub("", text[stretch.start : due.start].strip(_TRIM)))
    if not _HAN.search(subject):
        subject = ""  # a number left over from a list
    task = text[due.end : end].strip(_TRIM)
    # 各乡镇于4月底前将方案报县局: behind a subject 将 takes an object.
    task = (_STRONG_HEAD if subject else LEADING).sub("", task).strip(_TRIM)
    return f"{subject}{task}"  # 征收期延长至3月底 has words before its date alone
