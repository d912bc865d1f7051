"""What codes of notices and targets are called, Chinese beside English, wherever people read them."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.errors import Lang
from ingest.models import Provenance

Words = Mapping[str, tuple[str, str]]

PROVENANCE: dict[Provenance, tuple[str, str]] = {
    Provenance.ISSUED: ("正式文件", "Issued document"),
    Provenance.HEADLESS: ("无文头", "No header"),
    Provenance.WEB: ("网络汇编", "From the web"),
    Provenance.MASKED: ("含脱敏", "Masked"),
}
FIELDS: Words = {
    "title": ("标题", "title"),
    "subject": ("所发文件", "subject"),
    "issuer": ("发文机关", "issuer"),
    "document_number": ("文号", "number"),
    "issued_on": ("日期", "issued on"),
    "region": ("地区", "region"),
    "years": ("年份", "years"),
    "recipients": ("主送", "recipients"),
    "copies": ("抄送", "copies"),
}
DEADLINE_FROM: Words = {
    "sentence": ("本句", "sentence"),
    "clause": ("本条", "clause"),
    "document": ("全文", "document"),
}


def named(words: Words, code: str, lang: Lang) -> str:
    """What a code is called; a code that has no name is itself."""
    return words.get(code, (code, code))[0 if lang == "zh" else 1]
