"""What a question puts forward of a notice's own data: …是县政府印发的吧, …是2023年发的吗, 文号是…吗."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOTICE = re.compile("要点|方案|通知|文件|办法|规划|计划|意见|细则|规定|条例|公告|材料|[份号]|文$|号文")
_DATE = r"(?:(?P<year>(?:19|20)\d{2})年?)?(?:的)?(?:(?P<month>\d{1,2})月(?:份)?)?(?:(?P<day>\d{1,2})[日号])?(?=\D)"
# A question that begins with the claim leans on the turn before.
_LEANS = re.compile(r"[\s那这它该份个]*")
_BY = r"(?:由|以|在|于)?"
_ISSUED = (
    r"(?:联合)?(?:印发|下发|发布|出台|制发|签发|公布|发文|成文|发|印|出)(?:出来|下来)?的?(?:文件?|通知)?"
)
_END = r"\s*[，,]?(?P<end>[吗吧么嘛]|对[吗吧]|没错吧|是[吗吧])?[？?。！!\s]*$"
_IS = r"(?P<whether>是不是|是否|不是|是)"
_CLAIMED_DATE = re.compile(rf"{_IS}{_BY}\s*(?P<date>{_DATE})\s*{_ISSUED}{_END}")
# 印发日期是2023年12月吗: of the day it was issued, not of the years it is for.
_CLAIMED_DAY = re.compile(rf"(?:日期|时间|日子)(?:写的)?{_IS}(?:在)?\s*(?P<date>{_DATE}){_END}")
_CLAIMED_YEAR = re.compile(rf"{_IS}\s*(?P<years>(?P<year>(?:19|20)\d{{2}})年度?)的?(?:文件?|通知)?{_END}")
_CLAIMED_ISSUER = re.compile(rf"{_IS}{_BY}\s*(?P<issuer>[\u4e00-\u9fff]{{2,20}}?){_ISSUED}{_END}")
_CLAIMED_NUMBER = re.compile(rf"(?:文号|编号|字号){_IS}\s*(?P<number>[^，。？?吗吧是]{{3,30}}?号){_END}")
# No organ: a question is open, or the words say when or how.
_OPEN = re.compile(
    "[去今前上昨本]年|[上本这]个?月|昨|近期|刚|最近|已经|正式|统一|联合$|哪|谁|什么|何|几|多少|啥|时候"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What is put forward; 0 and empty where nothing is. ``[start, end)`` is where it stands in the question."""

    start: int
    end: int
    issuer: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    number: str = ""
    planned: int = 0  # the year that it is said to be for


def claim_of(text: str) -> Claim | None:
    """The issuer, date, number or year that a yes-or-no question puts forward of a notice that it names otherwise."""
    match = _CLAIMED_NUMBER.search(text)
    if match and _is_claim(match):
        return Claim(match.start("number"), match.end("number"), number="".join(match["number"].split()))
    match = _CLAIMED_DATE.search(text) or _CLAIMED_DAY.search(text)
    if match and match["date"] and _is_claim(match) and _names_notice(text[: match.start()]):
        year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
        return Claim(match.start("date"), match.end("date"), year=year, month=month, day=day)
    match = _CLAIMED_YEAR.search(text)
    if match and _is_claim(match) and _names_notice(text[: match.start()]):
        return Claim(match.start("years"), match.end("years"), planned=int(match["year"]))
    match = _CLAIMED_ISSUER.search(text)
    if not match or not _is_claim(match) or _OPEN.search(match["issuer"]):
        return None
    named = _names_notice(text[: match.start()])
    return Claim(match.start("issuer"), match.end("issuer"), issuer=match["issuer"]) if named else None


def without_claim(text: str) -> str:
    """The question without what it puts forward: it is checked, and limits no notices."""
    claim = claim_of(text)
    return f"{text[: claim.start]} {text[claim.end :]}" if claim else text


def _names_notice(before: str) -> bool:
    return bool(_NOTICE.search(before) or _LEANS.fullmatch(before))


def _is_claim(match: re.Match[str]) -> bool:
    return bool(match["end"]) or match["whether"] in ("是不是", "是否")
