"""The attachments that a notice lists (附件：1.… 2.…), or that stand behind it under their own heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.anatomy.letterhead import ATTACHMENT, DATE_ONLY, TITLE_LINE

_ORDER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_LIST = re.compile(r"^附\s*件?\s*[：:]\s*(?P<rest>\S.*)?$")
_NAMED = re.compile(rf"^附\s*件\s*{_ORDER}\s*[：:.．、]\s*(?P<name>\S.*)$")
_ITEM = re.compile(r"^\d{1,2}\s*[.．、]\s*(?P<name>\D.*)$")
# Several on one line: 附件：1.甲方案 2.乙清单.
_INLINE = re.compile(r"(?:^|(?<=[\s；;。，,\u4e00-\u9fff）)》]))\d{1,2}\s*[.．、]\s*(?=[^\d\s])")
_LONGEST_NAME = 100
_REMARK = re.compile(r"^(?:下载|略|此件|详见|见)")


def list_attachments(texts: Sequence[str], signature_at: int) -> tuple[str, ...]:
    """Names of the attachments, in order, without their numbers; ``signature_at`` is the line of the letter's date."""
    end = signature_at if signature_at >= 0 else len(texts)
    return _listed(texts[:end]) or _listed(texts[end:]) or _headed(texts)


def _listed(texts: Sequence[str]) -> tuple[str, ...]:
    for i, text in enumerate(texts):
        match = _LIST.match(text)
        if match:
            first = match.group("rest")
            return _clean([*(_split(first) if first else []), *_items(texts[i + 1 :])])
        if _NAMED.match(text):
            named = takewhile(bool, (_NAMED.match(line) for line in texts[i:]))
            return _clean([found.group("name") for found in named if found])
    return ()


def _split(line: str) -> list[str]:
    starts = [match.span() for match in _INLINE.finditer(line)]
    if not starts or starts[0][0] != 0:
        return [line]
    ends = [start for start, _ in starts[1:]] + [len(line)]
    return [line[first:end] for (_, first), end in zip(starts, ends, strict=True)]


def _items(texts: Sequence[str]) -> list[str]:
    names: list[str] = []
    for text in texts:
        match = _ITEM.match(text)
        if not match or "。" in text or len(text) > _LONGEST_NAME:
            break
        names.append(match.group("name"))
    return names


def _headed(texts: Sequence[str]) -> tuple[str, ...]:
    """Titles right below a line 附件1."""
    names: list[str] = []
    for i, text in enumerate(texts[:-1]):
        if ATTACHMENT.match(text) and TITLE_LINE.match(texts[i + 1]) and not DATE_ONLY.match(texts[i + 1]):
            names.append(texts[i + 1])
    return _clean(names)


def _clean(names: Sequence[str]) -> tuple[str, ...]:
    stripped = (name.strip(" ；;。，,") for name in names)
    return tuple(name for name in stripped if name and len(name) <= _LONGEST_NAME and not _REMARK.match(name))
