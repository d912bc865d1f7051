"""Document numbers as they are spoken, without bracket and year (云卫字40号文): the number of the notice that is meant."""

from __future__ import annotations

import re

from rag.corpus.corpus import Corpus, document_number_key

_SPOKEN = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{2,24}?)\s*(?:[〔\[【（(]?(?P<year>(?:19|20)\d{2})年?[〕\]】）)]?)?第?\s*(?P<serial>\d{1,5})\s*号(?![楼线院库馆店桥井机码段])"
)
_OWN = re.compile(r"(?P<code>[^()\d]+)\((?P<year>(?:19|20)\d{2})年?\)(?:第)?(?P<serial>\d{1,5})号")
_KINDS = "字发办函规令通"  # 云卫40号 means 云卫字〔2024〕40号 as well
_SHORTEST = 2


def with_years(text: str, corpus: Corpus) -> str:
    """The question with each such number as the one notice of that code and serial bears it; as it stands where no notice
    fits, or more than one."""
    for match in reversed(list(_SPOKEN.finditer(text))):
        if document_number_key(match.group()) in corpus.by_number:
            continue
        code, number = _meant(match["code"], int(match["serial"]), corpus, match["year"] or "")
        if not number:
            continue
        start = match.start("code") + len(match["code"]) - len(code)
        text = f"{text[:start]} {number} {text[match.end() :]}"
    return text


def _meant(said: str, serial: int, corpus: Corpus, year: str = "") -> tuple[str, str]:
    """The code as said and the whole number; two empty strings where none or several fit."""
    fitting: dict[str, tuple[str, str]] = {}
    for key, notices in corpus.by_number.items():
        own = _OWN.fullmatch(key) if key.endswith(f"{serial}号") else None
        if not own or int(own["serial"]) != serial or year not in ("", own["year"]):
            continue
        code = next((way for way in _ways(own["code"], year) if said.endswith(way)), "")
        if code:
            fitting[key] = (code, corpus.notices[notices[0]].document_number)
    longest = max((len(code) for code, _ in fitting.values()), default=0)
    chosen = [(code, number) for code, number in fitting.values() if len(code) == longest]
    return chosen[0] if len({document_number_key(number) for _, number in chosen}) == 1 else ("", "")


def _ways(code: str, year: str) -> list[str]:
    """How a code may be said: as it is, without its last character (云政办规〔2023〕6号 for 云政办规发), and where no year is said
    without all that tells the kind."""
    shorter = code[:-1] if code[-1] in _KINDS else code
    ways = (code, shorter) if year else (code, shorter, code.rstrip(_KINDS))
    return [way for way in dict.fromkeys(ways) if len(way) >= _SHORTEST]
