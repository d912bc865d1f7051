"""The words that name what a figure counts or measures, taken from the stretch it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures import Figure
from ingest.ledger.deadlines import Due
from ingest.ledger.stretches import Span
from ingest.ledger.wording import COMPARE_NEAR, DOES, LEADING, REACHES, SCOPE
from ingest.measures import SHARES

_TRIM = " 、，,；;：:。.的\n"
_REACHING = re.compile(rf"{REACHES}\s*(?:了|约|近|第|前)?\s*$")
_VERB = re.compile(rf"(?:{DOES})+")
_BRACKETED = re.compile(r"（[^）]*）|\([^)]*\)")
_NOUN_END = re.compile(r"[、，。；）)]|(?:和|及|与)(?=\d)|[（(](?=[^）)]*$)")
_JOINED = re.compile(r"[\s、和及与或至]*")
# 不低于编制总额的70%: what the share is of stands behind the comparator.
_OF_BASE = re.compile(
    rf"(?:原则上)?(?:{'|'.join(pattern.pattern for _, pattern in COMPARE_NEAR)})[^，。；]{{1,16}}的$"
)
_TAKING = ("设置", "配备", "有", "是")
_HAN = re.compile("[\u4e00-\u9fff]")
_MEASURED_TAIL = tuple("率比例数量重值额度")


@dataclass(frozen=True, slots=True)
class Naming:
    """What a figure is of: ``indicator`` as the notice words it, and the ``scope`` (全市, 每个县) that stands apart."""

    indicator: str
    scope: str


def name_figure(
    text: str,
    figure: Figure,
    figures: Sequence[Figure],
    stretch: Span,
    earlier: Span | None,
    dues: Sequence[Due],
) -> Naming:
    """The naming of ``figure``. ``figures`` are all of its stretch, ``earlier`` the stretch before it."""
    after = text[figure.end : stretch.end]
    lead = _lead(text, figure, figures, stretch, dues)
    if figure.unit in SHARES:
        lead = _OF_BASE.sub("", lead)
    scope, subject = _scoped(_clean(lead))
    indicator = (
        _named_after(figure, after, subject) or _measured(subject, figure, after) or _counted(subject, after)
    )
    if not indicator and earlier:
        _, above = _scoped(_clean(_undated(text, earlier.start, earlier.end, dues)))
        indicator = _measured(above, figure, after) or above
    return Naming(indicator.strip(_TRIM), scope)


def _undated(text: str, start: int, end: int, dues: Sequence[Due]) -> str:
    """The words of ``[start, end)`` behind a date that opens them."""
    for due in dues:
        if (
            start <= due.start
            and due.end <= end
            and not LEADING.sub("", text[start : due.start]).strip(_TRIM)
        ):
            start = due.end
    return text[start:end]


def _lead(text: str, figure: Figure, figures: Sequence[Figure], stretch: Span, dues: Sequence[Due]) -> str:
    """The words before the figure that are its own. In a list (10家医院、5所学校) those behind the last ``、``, with the
    verb the list hangs on; where nothing stands between two figures (3级和4级) those of the first."""
    earlier = [f for f in figures if f.end <= figure.start]
    if not earlier:
        return _undated(text, stretch.start, figure.start, dues)
    first = _undated(text, stretch.start, earlier[0].start, dues)
    between = text[earlier[-1].end : figure.start]
    if _JOINED.fullmatch(between):
        after = text[figure.end : stretch.end].strip(_TRIM)
        return _verb_phrase(first) if after and after[0] not in "，。；" else first
    if between.lstrip()[:1] in ("（", "("):
        return f"{first}{between}"
    own = re.split("[、和及]", _BRACKETED.sub(lambda m: "□" * len(m.group()), between))[-1]
    own = between[len(between) - len(own) :] if own else ""
    if not _clean(own):
        return _verb_phrase(first)
    verb = _verb_of(first)
    return own if _VERB.search(own) or _measured(_clean(own), figure, "") or not verb else f"{verb}{own}"


def _verb_phrase(before: str) -> str:
    """The words that a list hangs on: 引进培养20名…、300名…."""
    verbs = list(_VERB.finditer(before))
    return before[verbs[-1].start() :] if verbs else ""


def _verb_of(before: str) -> str:
    verbs = _VERB.findall(before)
    return verbs[-1] if verbs else ""


def _clean(words: str) -> str:
    return LEADING.sub("", words.strip(_TRIM)).strip(_TRIM)


def _scoped(subject: str) -> tuple[str, str]:
    """``(scope, the rest)``: 全市健康素养水平 → 全市, 健康素养水平."""
    found = SCOPE.match(subject)
    if not found:
        return "", subject
    return found.group("scope"), _clean(subject[found.end() :])


def _named_after(figure: Figure, after: str, subject: str) -> str:
    """``90%以上的乡镇卫生院达标`` and ``70%公立医疗机构设立…``: the group stands behind its share."""
    share = figure.unit in SHARES or "分之" in figure.value_text
    if not share or _measured(subject, figure, after):
        return ""
    return re.sub(r"^(?:（[^）]*）|\([^)]*\))?的?", "", after, count=1).strip(_TRIM)


def _measured(subject: str, figure: Figure, after: str) -> str:
    """``覆盖率达到`` → ``覆盖率``: what stands before a verb of reaching, empty where no such verb closes it, or one that
    takes what stands behind the figure (配备1名医生)."""
    match = _REACHING.search(subject)
    if not match or not match.group().strip():
        return subject if subject.endswith(_MEASURED_TAIL) else ""
    if match.group().endswith(_TAKING) and _HAN.match(after.lstrip()):
        return ""
    return subject[: match.start()].strip(_TRIM)


def _counted(subject: str, after: str) -> str:
    """``建成3个省级中心`` → ``建成省级中心``; ``培养骨干人才15名`` → ``培养骨干人才``; ``至少配备1名医生`` → ``配备医生``."""
    for _, near in COMPARE_NEAR:
        parts = near.split(subject)
        subject = _clean(parts[-1]) if len(parts) > 1 else subject
    masked = _BRACKETED.sub(lambda m: "□" * len(m.group()), after)
    noun = after[: len(_NOUN_END.split(masked, maxsplit=1)[0])].strip(_TRIM)
    opened = (
        "）"
        if subject.count("（") > subject.count("）")
        else ")"
        if subject.count("(") > subject.count(")")
        else ""
    )
    return f"{subject}{noun}{opened}"
