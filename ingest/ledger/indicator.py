"""The words that name what a figure counts or measures, taken from the stretch it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures import Figure, find_figures
from ingest.ledger.deadlines import Due
from ingest.ledger.stretches import Span
from ingest.ledger.wording import COMPARE_NEAR, DOES, LEADING, REACHES, SCOPE
from ingest.measures import SHARES, UNIT

_TRIM = " 、，,；;：:。.的\n"
_REACHING = re.compile(rf"{REACHES}\s*(?:了|约|近|第|前)?\s*$")
_VERB = re.compile(rf"(?:{DOES})+")
_BRACKETED = re.compile(r"（[^）]*）|\([^)]*\)|“[^”]*”|《[^》]*》")
# A list goes on where more figures follow (10家医院、5所学校); else 、 joins the words of one noun.
_LIST_END = re.compile(r"[、，,。；;）)]|(?:和|及|与)(?=\d)|[（(](?=[^）)]*$)")
_NOUN_END = re.compile(rf"^、|、(?={DOES})|且|并(?![发网联购列存行轨])|[，,。；;）)]|[（(](?=[^）)]*$)")
_RATE = re.compile(r"按?每(?:人|户|亩|名|吨|头|张|床|生|例|平方米)(?:每?[年月日天次])?$")
_BOUND = re.compile(r"不得?[低少多大小高超][于过]$")
_SHELL = re.compile(r"(?<=..)的?(?:目标|任务)$")  # 完成新建5所的任务
_ALSO_UNIT = re.compile(rf"^[（(](?:{UNIT})(?:、(?:{UNIT}))*[）)]")  # 1100套（间）
# What a figure is set against or counted by says nothing of what it measures.
_QUALIFIED = re.compile(
    r"(?:(?:较|比|与)(?:上年|去年|上一年|前一年|同期|基期|(?:19|20)\d{2}年)(?:底|末|度)?(?:同期)?(?:相比)?|同比|环比"
    r"|(?<!不)(?<!不得)(?:[高低快慢大小]于|超过)(?:(?:全[国省市县区州]|[省市县区州]|上级)(?:平均)?|平均)(?:水平|线)?"
    r"|(?:由|从)(?:原来的?|原)?(?:每[人户月年日亩生]{1,2}){0,3}\d[^，。；]{0,8}|(?<![高低快慢大小多少早晚等])[在于])$"
)
_COMPOUND = re.compile("(?:改造|整治|建设|培育)提升$")  # done to what is counted, no change of a level
_AT_RATE = re.compile(r"^的(?:标准|比例|额度|幅度|金额|水平)(?P<done>[^，。；]*)")
_BY_ITS_SHARE = re.compile(r"(?P<by>按照?[^，；按]{2,30})的\s*$")
_BY = re.compile(r"按照?[^，；]*$")
_EACH = re.compile("分别|依次")
_PARTS = re.compile("以及|[、和及与]")
_JOINED = re.compile(r"[\s、和及与或至]*")
# 不低于编制总额的70%: what the share is of stands behind the comparator.
_OF_BASE = re.compile(
    rf"(?:(?:原则上)?(?:{'|'.join(pattern.pattern for _, pattern in COMPARE_NEAR)})[^，。；]{{1,16}})的$"
)
_CLOSED = ("）", ")")
_TAKING = ("设置", "配备", "有", "是")
_NOUN_START = re.compile("(?![且并和及与占])[\u4e00-\u9fff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_MEASURED_TAIL = tuple("率比例数量重值额度速")


def is_aside(text: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure only explains, in brackets, a name whose own figure stands behind them: 小班（12—24个月）2200元."""
    behind = next((each for each in figures if each.start > figure.start), None)
    return behind is not None and text[figure.end : behind.start].strip() in _CLOSED


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
    run = _run(text, figure, figures)
    after = _ALSO_UNIT.sub("", text[run[-1].end : stretch.end])
    lead = _late_date_off(_lead(text, figure, figures, stretch, dues), text, run[0].start, dues)
    done = _done_at(lead, after)
    if done:
        return Naming(*reversed(_scoped(done)))
    if figure.unit in SHARES:
        by = _BY_ITS_SHARE.search(lead)
        lead = _OF_BASE.sub("", lead)
        if by and _HAN.match(after):  # 财政按贷款利息的50%给予贴息
            return Naming(f"{_clean(lead[: by.start()])}{by.group('by')}{_noun(after)}", "")
    scope, subject = _scoped(_clean(lead))
    indicator = (
        _named_after(figure, after, subject)
        or _own_part(_measured(subject, figure, after), lead, run.index(figure), len(run))
        or _counted(subject, after)
    )
    if not indicator and earlier:
        _, above = _scoped(_clean(_undated(text, earlier.start, _first_figure(text, earlier), dues)))
        indicator = _measured(above, figure, after) or above
    return Naming(indicator.strip(_TRIM), scope)


def _run(text: str, figure: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The figures side by side that share their words with this one: 50万元、20万元."""
    runs: list[list[Figure]] = []
    for each in figures:
        if runs and _JOINED.fullmatch(text[runs[-1][-1].end : each.start]):
            runs[-1].append(each)
        else:
            runs.append([each])
    return next((run for run in runs if figure in run), [figure])


def _late_date_off(lead: str, text: str, end: int, dues: Sequence[Due]) -> str:
    """Without a date right before the figure: 信用贷款2024年不少于15亿元."""
    for due in dues:
        between = text[due.end : end]
        if due.end <= end and _REACHING.fullmatch(between) and lead.endswith(text[due.start : end]):
            return lead[: len(lead) - (end - due.start)] + between
    return lead


def _done_at(lead: str, after: str) -> str:
    """``按每人50元的标准发放补贴`` → ``发放补贴``, with what stands before 按."""
    by, rate = _BY.search(lead), _AT_RATE.match(after)
    return f"{_clean(lead[: by.start()])}{rate.group('done').strip(_TRIM)}" if by and rate else ""


def _own_part(measured: str, lead: str, place: int, count: int) -> str:
    """Of ``甲率、乙率分别达到90%、95%`` the part of the figure at ``place``."""
    parts = _PARTS.split(measured)
    if count == len(parts) and _EACH.search(lead) and all(part.endswith(_MEASURED_TAIL) for part in parts):
        return parts[place]
    return measured


def _first_figure(text: str, stretch: Span) -> int:
    figures = find_figures(text[stretch.start : stretch.end])
    return stretch.start + figures[0].start if figures else stretch.end


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
    if (
        between.strip() in _CLOSED
    ):  # 小班（12—24个月）2200元: what the brackets explain has the figure behind them
        start = earlier[-2].end if len(earlier) > 1 else stretch.start
        return re.split("[、和及]", _undated(text, start, earlier[-1].start, dues).rstrip("（( "))[-1]
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
    if not share or not _HAN.match(after) or _measured(subject, figure, after):
        return ""
    return re.sub(r"^(?:（[^）]*）|\([^)]*\))?的?", "", after, count=1).strip(_TRIM)


def _measured(subject: str, figure: Figure, after: str) -> str:
    """``覆盖率达到`` → ``覆盖率``: what stands before a verb of reaching, empty where no such verb closes it, or one that
    takes what stands behind the figure (配备1名医生)."""
    subject = _unqualified(_RATE.sub("", subject))
    match = _REACHING.search(subject)
    if _COMPOUND.search(subject):
        return ""
    if not match or not match.group().strip():
        return subject if subject.endswith(_MEASURED_TAIL) else ""
    if match.group().endswith(_TAKING) and _HAN.match(after.lstrip()):
        return ""
    counted = after.startswith("的") or (figure.unit not in SHARES and bool(_NOUN_START.match(after)))
    if counted and _BOUND.search(match.group().strip()):
        return ""  # 组建不少于20人的队伍
    return _unqualified(_RATE.sub("", subject[: match.start()].strip(_TRIM)))


def _unqualified(subject: str) -> str:
    return _QUALIFIED.sub("", subject).strip(_TRIM)


def _counted(subject: str, after: str) -> str:
    """``建成3个省级中心`` → ``建成省级中心``; ``培养骨干人才15名`` → ``培养骨干人才``; ``至少配备1名医生`` → ``配备医生``."""
    for _, near in COMPARE_NEAR[:2]:
        parts = [part for part in map(_clean, near.split(subject)) if part]
        subject = parts[-1] if parts else ""
    noun = _noun(after)
    subject = _unqualified(subject if noun else _RATE.sub("", subject))
    if not noun and not _unqualified(_REACHING.sub("", subject, count=1)) and not _VERB.fullmatch(subject):
        return ""  # 达到, 较上年提高: what it is of stands before the comma
    opened = (
        "）"
        if subject.count("（") > subject.count("）")
        else ")"
        if subject.count("(") > subject.count(")")
        else ""
    )
    return f"{subject}{noun}{opened}"


def _noun(after: str) -> str:
    """The words behind a figure that belong to it."""
    masked = _BRACKETED.sub(lambda m: "□" * len(m.group()), after)
    end = _LIST_END if find_figures(masked) else _NOUN_END
    return _SHELL.sub("", after[: len(end.split(masked, maxsplit=1)[0])].strip(_TRIM))
