"""Who is responsible, said in a clause's sentences: 由X牵头, X牵头、Y配合, 由X负责."""

from __future__ import annotations

import re

from ingest.anatomy.duties import Responsibility, known_units
from ingest.text import sentences

_HOW = r"(?:按照?各?自?职责分工|按照?职责|具体|统一|共同|分别|统筹|会同有关部门|会同相关部门)*"
# Of what is done by whom only leading counts without 由; 牵头的专班, 负责人 are names of things.
_LEADS = re.compile(
    rf"(?:(?:^|[，,；;：:])\s*|(?P<by>由))(?P<units>[^，,；;：:。由\n]{{2,80}}?){_HOW}"
    r"(?P<act>牵头(?![的医]|单位|部门|科室|人|作用|机构)|负责(?!人|制|同志|的)|组织实施|主管)"
)
_JOINS = re.compile(
    rf"^[^，,；;。\n]{{0,24}}[，,；;]\s*(?:由)?(?P<units>[^，,；;：:。\n]{{2,120}}?){_HOW}(?:配合|参与|参加|协同|协助|协作|按职责分工负责|负责落实)"
)
_WITH = re.compile(r"(?:会同|联合|商)(?P<units>[^，,；;：:。\n]{2,80}?)(?=牵头|负责|承担|组织|$)")


def find_in_prose(text: str) -> list[Responsibility]:
    """Statements of the kind in order. 负责 and 承担 count only behind 由; a unit's name must stand before them."""
    found: list[Responsibility] = []
    for start, end in sentences(text):
        for match in _LEADS.finditer(text, start, end):
            note = _read(text, match, end)
            if note and (not found or note.start >= found[-1].end):
                found.append(note)
    return found


def _read(text: str, match: re.Match[str], end: int) -> Responsibility | None:
    leads = match.group("act") == "牵头"
    if not leads and not match.group("by"):
        return None
    words, joined = _apart(match.group("units"))
    names = known_units(words)
    if not names:
        return None
    helping = _JOINS.match(text[match.end() : end])
    helpers = known_units(helping.group("units")) if helping else []
    other = (*joined, *helpers)
    stop = match.end() + (helping.end() if helping and helpers else 0)
    start = match.start("by") if match.group("by") else match.start("units")
    return Responsibility(tuple(names) if leads else (), other if leads else (*names, *other), start, stop)


def _apart(words: str) -> tuple[str, tuple[str, ...]]:
    """``X会同Y`` as X and its helpers Y."""
    match = _WITH.search(words)
    if not match:
        return words, ()
    helpers = known_units(match.group("units"))
    return (words[: match.start()], tuple(helpers)) if helpers else (words, ())
