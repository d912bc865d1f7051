"""How far a building or a project is to come: 开门看病 is not yet so where the notice says 主体结顶."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.reading.claim.parts import Part

_STAGES: tuple[re.Pattern[str], ...] = (
    re.compile("前期工作|谋划|选址|立项|可研"),
    re.compile("开工|动工|破土|奠基"),
    re.compile("封顶|结顶|主体(?:结构|工程)?(?:基本)?(?:完工|完成|建成)|完成主体"),
    re.compile("(?<!主体)(?<!主体结构)(?<!主体工程)(?:完工|竣工)|建成|建好|盖好|落成|[迁搬改修扩][完好]|完成(?:项目)?建设|完成(?:整体)?(?:改造|搬迁|迁建|改扩建)|基本完成"),
    re.compile("投用|投运|启用|投入(?:正式)?(?:使用|运营|运行)|开业|开张|开诊|接诊|开门|用上|用得上|搬进|搬入|能看病|看上病|试运营|正式运营"),
)  # fmt: skip
# 建好以后，每月收费…吗: when, not what is asked.
_AFTERWARDS = re.compile("[^,，]*?(?:以后|之后|好后|成后),")
_SEEN = re.compile("看病|就医|当年|正式|使用|项目|建设")
_NO_FURTHER = re.compile("只(?:是|能|到|要)?|仅|才(?=[封结主开动破奠])")
_MODAL = re.compile("[要得就会]|能(?!看病)")  # 主体要完工
_MONTH = re.compile(r"(?P<month>\d{1,2})月|年底|年末|年内")
_BUILT, _IN_USE = 3, 4
# A part that goes on about the thing of the part before it: 主体完工，年底前投入使用.
_GOES_ON = re.compile(
    "(?:并|力争|确保|争取|计划|且)|到?(?:(?:19|20)\\d{2}年|年底|年内|\\d{1,2}月)[^，,]{0,6}?(?:前|底|内|份)?"
)


def stage_of(text: str) -> int | None:
    """The last stage that a text names; ``None`` where it names none."""
    plain = _MODAL.sub("", _AFTERWARDS.sub("", text))
    return max((number for number, words in enumerate(_STAGES) if words.search(plain)), default=None)


def without_stage(text: str) -> str:
    """The text without its words of a stage: what is being built."""
    for words in (*_STAGES, _SEEN):
        text = words.sub(" ", text)
    return text


def on_stage(claimed: str, part: Part, following: Sequence[Part]) -> bool | None:
    """Whether what is built comes as far as is put forward; ``None`` where either says nothing of it, or where the notice's
    stage is beyond a beginning that is asked about."""
    wanted = stage_of(claimed)
    if wanted is None:
        return None
    stated = stage_of(part.text)
    for other in following:
        behind = stage_of(other.text)
        if behind is None or not _GOES_ON.match(other.text):
            break
        stated = behind if stated is None else max(stated, behind)
    if stated is None:
        return None
    if stated < wanted:
        return False
    reached = next((p for p in (part, *following) if (stage_of(p.text) or 0) >= wanted), part)
    if _month_of(claimed) and _month_of(reached.text) and _month_of(claimed) != _month_of(reached.text):
        return False
    if stated > wanted and _NO_FURTHER.search(claimed):
        return False
    return True if stated == wanted or (wanted, stated) == (_BUILT, _IN_USE) else None


def on_stage_date(claimed: str, parts: Sequence[Part]) -> bool | None:
    """Whether the month put forward for a stage is the one that a sentence gives that very stage."""
    wanted, month = stage_of(claimed), _month_of(claimed)
    if wanted is None or not month:
        return None
    stated = [_month_of(part.text) for part in parts if stage_of(part.text) == wanted]
    return stated[0] == month if len(stated) == 1 and stated[0] else None


def _month_of(text: str) -> int:
    """The month by which something is to be so, 12 for the end of the year; 0 where none is named."""
    match = _MONTH.search(text)
    return int(match["month"]) if match and match["month"] else 12 if match else 0
