"""What ingest makes of a file: notices, their clauses, and the passages that are embedded and cited.

All of it is frozen. Offsets are positions in ``Notice.text`` (Python string indices, end exclusive), the cleaned
text that people are shown; ``notice.text[start:end]`` is what a citation quotes, always.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class Provenance(StrEnum):
    """How far a notice can be trusted as a document. Shown with every citation."""

    ISSUED = "issued"  # 正式文件: it states its organ and its number
    HEADLESS = "headless"  # 无文头: a notice's body without organ, number and date
    WEB = "web"  # 网络转载或汇编: it carries the marks of a web page
    MASKED = "masked"  # 含脱敏: names or figures are masked (xx, **, ___)


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division. ``name`` is the lowest level known; ``inferred`` means read from prose only."""

    province: str = ""
    city: str = ""
    county: str = ""
    inferred: bool = False

    @property
    def name(self) -> str:
        return self.county or self.city or self.province

    @property
    def names(self) -> tuple[str, ...]:
        """The divisions it lies in, itself first: county, city, province, as far as they are known."""
        return tuple(name for name in dict.fromkeys((self.county, self.city, self.province)) if name)

    @property
    def full_name(self) -> str:
        parts = [self.province, self.city if self.city != self.province else "", self.county]
        return "".join(parts)

    @property
    def level(self) -> str:
        return "county" if self.county else "city" if self.city else "province"


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the clause tree.

    ``label`` is the number as written (``（一）``), ``path`` the labels from the top (``二、（一）3``), ``heading``
    the words that name it. ``[start, end)`` covers the clause with everything below it, ``[start, own_end)`` its own
    words before its first child. ``parent`` is an index into ``Notice.clauses``, -1 for a top clause; ``depth`` is 0
    there. Text before the first number (letter, preamble) stands in clauses with an empty label.
    """

    path: str
    label: str
    heading: str
    depth: int
    parent: int
    start: int
    own_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """One commitment of the ledger (指标台账): a figure to reach, or a task with a date.

    ``[start, end)`` is the verbatim stretch that states it, ``value_start`` where its figure stands (-1 for a task that
    has a date only). ``comparator`` is one of ``= >= <= > < ~ + -`` (``~`` about, ``+`` and ``-`` a change by the value) or
    empty for a dated task. ``value`` is the figure in ``unit`` (12.8 with 万名), ``value_high`` the upper end of a range;
    both are ``None`` for a dated task or a masked figure. ``deadline`` is an ISO date, the last day of what is written
    (``2024年底``: 2024-12-31), ``deadline_from`` says where it was read; empty where there is none.
    """

    clause_index: int
    indicator: str
    start: int
    end: int
    comparator: str = ""
    value: float | None = None
    value_high: float | None = None
    value_text: str = ""
    value_start: int = -1
    unit: str = ""
    deadline: str = ""
    deadline_text: str = ""
    deadline_from: Literal["sentence", "clause", "document", ""] = ""
    scope: str = ""
    firmness: str = ""
    lead_units: tuple[str, ...] = ()
    other_units: tuple[str, ...] = ()
    masked: bool = False


class Relation(StrEnum):
    """What a notice says it does to another."""

    ISSUES = "issues"  # 印发
    FORWARDS = "forwards"  # 转发
    REPEALS = "repeals"  # 废止
    AMENDS = "amends"  # 修订、修改
    BASED_ON = "based-on"  # 根据、按照


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document named in ``[start, end)`` of the text: by title (without 《》), by number, or both."""

    relation: Relation
    title: str
    document_number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Validity:
    """When a notice is in force, as far as its text says: ISO dates, empty where unknown.

    ``stated`` are the words that say so, ``basis`` whether they state it (施行, 有效期) or only the span of years that the
    notice plans for does. ``trial`` means 试行 or 暂行.
    """

    in_force_from: str = ""
    in_force_until: str = ""
    basis: Literal["stated", "planned", ""] = ""
    trial: bool = False
    stated: str = ""


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """``[start, end)`` of the cleaned text came from character ``column`` on of line ``line`` (page ``page``, 1 the first,
    0 where the format has no pages) of what the reader read."""

    start: int
    end: int
    line: int
    column: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Audit:
    """What parsing did to a notice, for a person to check. Shares are 0 to 1, lengths in characters."""

    numbering_gaps: tuple[str, ...] = ()  # 一、二、四: one sentence a gap
    tables_in: int = 0
    tables_out: int = 0
    unreadable: float = 0.0
    masks: int = 0
    joins: int = 0
    dropped: tuple[str, ...] = ()  # lines taken for furniture
    longest_clause: int = 0
    longest_clause_path: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds a notice: the name it is shown by, its bytes' hash, its full address (never shown), and its
    place among the notices of that file."""

    name: str
    hash: str
    origin: str = ""
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Notice:
    """One policy document, read and cleaned.

    ``issued_on`` is ISO 8601 (``2024-04-26``), ``years`` the years it plans for (first, last) or empty, ``part`` of
    ``parts`` its place in a file that holds several. ``inferred`` names the fields that the header does not state and
    that were read from the prose instead. ``warnings`` are sentences for a person.
    """

    id: str
    title: str
    text: str
    clauses: tuple[Clause, ...]
    source: str
    source_hash: str
    origin: str = ""  # the source's full address, by which a changed file replaces its notices; never shown
    part: int = 1
    parts: int = 1
    subject: str = ""  # the attachment's own title: what 关于印发…的通知 passes on
    issuer: str = ""
    document_number: str = ""
    issued_on: str = ""
    region: Region = field(default_factory=Region)
    years: tuple[int, ...] = ()
    recipients: str = ""
    provenance: Provenance = Provenance.HEADLESS
    inferred: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    provenance_reasons: tuple[str, ...] = ()
    copied_to: str = ""
    signatory: str = ""
    attachments: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    validity: Validity = field(default_factory=Validity)
    targets: tuple[Target, ...] = ()
    audit: Audit = field(default_factory=Audit)
    source_map: tuple[SourceSpan, ...] = ()
    also: tuple[Source, ...] = ()  # other files that hold the same words

    def clause_at(self, offset: int) -> int:
        """The index of the clause whose own words hold the character at ``offset``; the last one before it."""
        found = 0
        for index, clause in enumerate(self.clauses):
            if clause.start > offset:
                break
            found = index
        return found

    def trail(self, index: int) -> tuple[Clause, ...]:
        """The clauses from the top down to the one at ``index``, that one included."""
        trail: list[Clause] = []
        while index >= 0:
            trail.append(self.clauses[index])
            index = self.clauses[index].parent
        return tuple(reversed(trail))


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and cited: a stretch of one clause, verbatim.

    ``text == notice.text[start:end]``. ``context`` (the notice's title and the headings above) helps retrieval and is
    embedded in front of ``text``; it is never quoted. ``clause`` is the clause's path, ``clause_index`` its place in
    ``Notice.clauses``.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    clause: str
    clause_index: int
    context: str

    @property
    def embedded_text(self) -> str:
        return f"{self.context}\n{self.text}" if self.context else self.text


def notice_id(text: str) -> str:
    """An id that stays the same when the same words come again, in whatever file, encoding or line length."""
    words = "".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(words.encode()).hexdigest()[:16]
