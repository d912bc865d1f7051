"""What a question of duty or leave asks: whether one has to, or may, and what: 还得再挂号吗, 能不能自己带走."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from rag.reading.claim.amounts import amounts_in
from rag.reading.claim.same_deed import Deed
from rag.reading.claim.statement import CAN, Statement


class Asked(Enum):
    MUST = "must"  # 要不要, 还得
    NEED_NOT = "need not"  # 是不是不用
    MAY = "may"  # 能不能
    MAY_NOT = "may not"  # 是不是不能
    WILL = "will"  # 会不会


_MODALS = re.compile(
    "(?P<need_not>(?:不用|不需要?|无需|不必|用不着|免得了)(?!于))"
    "|(?P<may_not>不能|不可以|不许|不让|不准|不得|不允许)"
    "|(?P<may>能不能|可不可以|让不让|准不准|允不允许|许不许|可以|可否|能否|允许|" + CAN + ")"
    "|(?P<must>需不需要?|需要不需要|要不要|用不用|必须得?|一定[要得]|非[得要]|需要|[还都就又也]得|还用|(?<![取获觉记值懂难心不所晓认赢显来使])得(?![到出分病了])"
    "|须|(?<![重主需纪摘概首必次只不])要(?![求点素闻道职领害塞地件旨强闹是]))"
    "|(?P<will>会不会|(?<![机社学协议大开])会(?![议员计员费长场]))"
)
_ENDING = re.compile("[吗嘛么吧呢不没?!。,]+$")
_LEAVE_ENDING = re.compile("(?:[,，]?(?:这样)?(?:行不行|成不成|可不可以|[行成]|可以|允许))$")
_BAN = re.compile("严禁|禁止|不准|取消|停止|强制")
_AGAIN = re.compile("再(?!加|把|给)|重复|第二次|继续|仍")
_NOT_TO = re.compile("不(?!再|同|断|够)")  # 能不带身份证吗


@dataclass(frozen=True, slots=True)
class DeedAsked:
    """What is asked about a deed, and the words before it, which say of whom or in which case."""

    asked: Asked
    deed: Deed
    case: str
    again: bool
    whole: bool = False  # the deed is all that is asked: 送礼拉人行吗

    @classmethod
    def of(cls, statement: Statement) -> DeedAsked | None:
        """``None`` where it asks neither for duty nor for leave, or for more than a deed: an amount, a ban."""
        asked = _ENDING.sub("", statement.first)
        leave = _LEAVE_ENDING.search(asked)
        if leave:
            asked = asked[: leave.start()]
        case, _, last = asked.rpartition(",")
        modal = next(_MODALS.finditer(last), None)
        if modal is None and not leave:
            return None
        kind = Asked.MAY if leave or modal is None else Asked[str(modal.lastgroup).upper()]
        start, end = (modal.start(), modal.end()) if modal and not leave else (0, 0)
        without = last[end:]
        if kind is Asked.MAY and _NOT_TO.match(without):
            kind, without = Asked.NEED_NOT, _NOT_TO.sub("", without)
        deed = Deed.of(without)
        if not deed.core or _BAN.search(last) or amounts_in(deed.core):
            return None
        again = bool(says_again(without)) and kind in (Asked.MAY, Asked.MAY_NOT)
        return cls(kind, deed, f"{case},{last[:start]}", again, leave is not None)


def says_again(words: str, *, anywhere: bool = False) -> bool:
    """Whether words begin with, or say ``anywhere``, that something is done once more: 再次预约, 重复补助."""
    return bool(_AGAIN.search(words) if anywhere else _AGAIN.match(words))
