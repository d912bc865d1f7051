"""What kind of copy a notice is, and the signs that say so."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.anatomy.header import Header
from ingest.models import Provenance

_MOST_EXAMPLES = 3


def provenance_of(
    header: Header, web_marks: Sequence[str], masks: Sequence[str], parts: int
) -> tuple[Provenance, tuple[str, ...]]:
    """The provenance and its reasons as Chinese sentences, all that apply.

    A number and an organ make an original, whatever else is found; the reasons tell that too.
    """
    reasons = [_stated(header), _missing(header), _from_web(web_marks), _masked(masks), _together(parts)]
    return _kind(header, web_marks, masks), tuple(reason for reason in reasons if reason)


def _kind(header: Header, web_marks: Sequence[str], masks: Sequence[str]) -> Provenance:
    if header.document_number and header.issuer:
        return Provenance.ISSUED
    if masks:
        return Provenance.MASKED
    return Provenance.WEB if web_marks else Provenance.HEADLESS


def _fields(header: Header) -> list[tuple[str, str]]:
    return [
        ("发文机关", header.issuer),
        ("文号", header.document_number),
        ("成文日期", header.issued_on),
    ]


def _stated(header: Header) -> str:
    stated = "、".join(f"{name}（{value}）" for name, value in _fields(header) if value)
    return f"文内写有{stated}" if stated else ""


def _missing(header: Header) -> str:
    missing = "、".join(name for name, value in _fields(header) if not value)
    if not missing:
        return ""
    bare = not (header.issuer or header.document_number)
    return f"文内没有{missing}" + ("，可能是去掉文头的抄本" if bare else "")


def _from_web(marks: Sequence[str]) -> str:
    return f"带有网页转载或范文汇编的痕迹：{_examples(marks)}" if marks else ""


def _masked(masks: Sequence[str]) -> str:
    kinds = list(dict.fromkeys(masks))
    return f"有 {len(masks)} 处名称或数字被遮盖（{_examples(kinds)}），是脱敏文本或模板" if masks else ""


def _together(parts: int) -> str:
    return f"所在文件汇集了 {parts} 份文件" if parts > 1 else ""


def _examples(marks: Sequence[str]) -> str:
    shown = "、".join(f"“{mark}”" for mark in marks[:_MOST_EXAMPLES])
    return f"{shown}等" if len(marks) > _MOST_EXAMPLES else shown
