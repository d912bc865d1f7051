"""What parsing did to a notice, told for a person to check."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from ingest.anatomy.gaps import numbering_gaps
from ingest.anatomy.masks import find_masks
from ingest.anatomy.traced import TracedLine
from ingest.models import Audit, Clause
from ingest.readers.lines import Line

# UTF-8 read as Latin-1 or GBK, and what an empty buffer looks like in GBK.
_MOJIBAKE = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf]+|锟斤拷|(?:烫){3,}|(?:屯){3,}|(?:[ÃÂâäåæçèé][\u0080-\u00ff]){2,}"
)
_UNREADABLE_CATEGORIES = ("Co", "Cn", "Cs", "Cc")


def audit_of(
    text: str,
    clauses: Sequence[Clause],
    paragraphs: Sequence[TracedLine],
    source: Sequence[Line],
    dropped: Sequence[str],
    joins: int,
) -> Audit:
    """The audit of one notice; ``source`` are the reader's lines from its first to the next notice's first."""
    index, longest = _longest(clauses)
    return Audit(
        numbering_gaps=numbering_gaps(clauses),
        tables_in=len({line.table for line in source if line.table and line.text.strip()}),
        tables_out=_tables_out(paragraphs, source),
        unreadable=unreadable_share(text),
        masks=len(find_masks(text)),
        joins=joins,
        dropped=tuple(dropped),
        longest_clause=longest,
        longest_clause_path=clauses[index].path if clauses else "",
    )


def unreadable_share(text: str) -> float:
    """The share of characters that no reader can read: replacement and private-use characters, mojibake."""
    letters = sum(1 for c in text if not c.isspace())
    if not letters:
        return 0.0
    garbled = sum(len(match.group()) for match in _MOJIBAKE.finditer(text))
    rest = _MOJIBAKE.sub("", text)
    lost = sum(
        1
        for c in rest
        if c == "\ufffd" or (not c.isspace() and unicodedata.category(c) in _UNREADABLE_CATEGORIES)
    )
    return (garbled + lost) / letters


def _tables_out(paragraphs: Sequence[TracedLine], source: Sequence[Line]) -> int:
    """Tables of which every row that holds words is still there."""
    kept = Counter(line.table for line in paragraphs if line.table)
    rows = Counter(line.table for line in source if line.table and line.text.strip())
    return sum(1 for table, count in rows.items() if kept[table] >= count)


def _longest(clauses: Sequence[Clause]) -> tuple[int, int]:
    """Index and length of the clause with most words of its own."""
    lengths = [clause.own_end - clause.start for clause in clauses]
    return max(enumerate(lengths), key=lambda item: item[1], default=(0, 0))
