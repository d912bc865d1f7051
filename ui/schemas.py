"""Request and response bodies of the HTTP service. Also what ``--json`` prints on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ingest.entry import Entry
from ingest.errors import Lang
from rag.explanation import Explanation
from rag.types import Answer, Filters, Turn

if TYPE_CHECKING:
    from ingest.intake.report import IngestReport, Skipped
    from ingest.models import Notice
    from ingest.store.rebuild import RebuildReport
    from rag.types import Hit


def _holds_broken_text(value: object) -> bool:
    if isinstance(value, str):
        return not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, dict):
        return any(_holds_broken_text(item) for pair in value.items() for item in pair)
    if isinstance(value, list):
        return any(_holds_broken_text(item) for item in value)
    return False


# For the description only: the assistant refuses what is blank or too long, in words made for people.
_NOT_BLANK: dict[str, Any] = {"minLength": 1, "pattern": r"\S"}


class RequestBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_broken_text(cls, body: Any) -> Any:
        # JSON can spell half a surrogate pair ("\ud800"); it is no character and cannot be encoded again.
        if _holds_broken_text(body):
            raise ValueError("the text holds half a surrogate pair, which is no character")
        return body


class AnswerRequest(RequestBody):
    """A question, the conversation before it, and the scope set by hand."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "健康县区覆盖率要达到多少？"},
                {
                    "question": "那由谁负责？",
                    "history": [
                        {"role": "user", "content": "健康县区覆盖率要达到多少？"},
                        {"role": "assistant", "content": "65%（到2024年底，力争）[1]"},
                    ],
                    "filters": {"regions": ["上饶市"], "years": [2024]},
                    "stream": True,
                },
            ]
        }
    )

    question: str = Field(description="The question, in plain words.", json_schema_extra=_NOT_BLANK)
    history: list[Turn] | None = Field(default=None, description="Earlier turns, oldest first.")
    filters: Filters | None = Field(default=None, description="Strict scope; empty or null: every notice.")
    stream: bool = Field(default=False, description="Answer as server-sent events.")
    explain: bool = Field(default=False, description="Tell why the answer is what it is, in `explanation`.")


class ExplainedAnswer(Answer):
    """The answer, and why it is what it is."""

    explanation: Explanation


def explained(answer: Answer, explanation: Explanation | None) -> Answer:
    """The answer, with its explanation where one was asked for."""
    return answer if explanation is None else ExplainedAnswer(**dict(answer), explanation=explanation)


class SearchRequest(RequestBody):
    """Words to look for, without an answer being composed."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"query": "千人托位数", "k": 5, "filters": {"years": [2024]}}]}
    )

    query: str = Field(description="The words to look for.", json_schema_extra=_NOT_BLANK)
    k: int = Field(default=10, ge=1, le=50, description="How many passages at most.")
    filters: Filters | None = Field(default=None, description="Strict scope; empty or null: every notice.")


class PassageFound(BaseModel):
    """A passage of a notice: ``text`` equals the notice's ``text[start:end]``."""

    document_id: str
    source: str
    title: str
    clause: str
    text: str
    start: int
    end: int
    score: float

    @classmethod
    def of(cls, hit: Hit) -> Self:
        return cls(
            document_id=hit.document_id,
            source=hit.source,
            title=hit.title,
            clause=hit.clause,
            text=hit.text,
            start=hit.start,
            end=hit.end,
            score=hit.score,
        )


class SearchResponse(BaseModel):
    passages: list[PassageFound] = Field(description="Best first.")


class DocumentSummary(BaseModel):
    """One notice, without its text."""

    id: str
    title: str
    subject: str = Field(description="Title of what the notice passes on, where it passes something on.")
    issuer: str
    document_number: str
    issued_on: str = Field(description="ISO 8601 date, empty where the notice does not say.")
    region: str = Field(description="Lowest division known.")
    region_path: str = Field(description="Province, city and county in full.")
    years: list[int]
    recipients: str
    source: str
    part: int = Field(description="Place in a file that holds several documents.")
    parts: int
    provenance: str = Field(description="issued, headless, web or masked.")
    inferred: list[str] = Field(description="Fields read from the prose because no header states them.")
    warnings: list[str]
    characters: int

    @classmethod
    def fields_of(cls, notice: Notice | Entry) -> dict[str, Any]:
        return {
            "id": notice.id,
            "title": notice.title,
            "subject": notice.subject,
            "issuer": notice.issuer,
            "document_number": notice.document_number,
            "issued_on": notice.issued_on,
            "region": notice.region.name,
            "region_path": notice.region.full_name,
            "years": list(notice.years),
            "recipients": notice.recipients,
            "source": notice.source,
            "part": notice.part,
            "parts": notice.parts,
            "provenance": notice.provenance.value,
            "inferred": list(notice.inferred),
            "warnings": list(notice.warnings),
            "characters": notice.characters if isinstance(notice, Entry) else len(notice.text),
        }

    @classmethod
    def of(cls, notice: Notice | Entry) -> Self:
        return cls(**cls.fields_of(notice))


class DocumentList(BaseModel):
    documents: list[DocumentSummary]


class ClauseNode(BaseModel):
    """A clause with everything below it; offsets into the document's ``text``."""

    path: str
    label: str
    heading: str
    start: int
    own_end: int = Field(description="Where the clause's own words end and its first child begins.")
    end: int
    children: list[ClauseNode] = []


class DocumentDetail(DocumentSummary):
    """One notice in full."""

    text: str
    clauses: list[ClauseNode]
    also: list[str] = Field(description="Other files that hold the same words.")

    @classmethod
    def in_full(cls, notice: Notice) -> Self:
        return cls(
            **cls.fields_of(notice),
            text=notice.text,
            clauses=clause_tree(notice),
            also=[source.name for source in notice.also],
        )


def clause_tree(notice: Notice) -> list[ClauseNode]:
    """The notice's flat clauses as a tree."""
    nodes = [
        ClauseNode(
            path=clause.path,
            label=clause.label,
            heading=clause.heading,
            start=clause.start,
            own_end=clause.own_end,
            end=clause.end,
            children=[],
        )
        for clause in notice.clauses
    ]
    roots: list[ClauseNode] = []
    for node, clause in zip(nodes, notice.clauses, strict=True):
        (roots if clause.parent < 0 else nodes[clause.parent].children).append(node)
    return roots


class SkippedFile(BaseModel):
    """A file that was not taken, and why."""

    file: str
    code: str
    detail: str

    @classmethod
    def of(cls, skipped: Skipped, lang: Lang) -> Self:
        return cls(file=skipped.path, code=skipped.code, detail=skipped.text(lang))


class IngestResult(BaseModel):
    """What became of the files of one upload or one run."""

    added: list[DocumentSummary]
    unchanged: list[DocumentSummary] = Field(description="Already held; nothing was embedded again.")
    removed: list[str] = Field(description="Ids of notices that a new version of their file replaced.")
    passages: int = Field(description="Passages embedded now.")
    skipped: list[SkippedFile]
    pruned: list[DocumentSummary] = Field(default=[], description="Taken out: their files are gone.")
    relocated: list[DocumentSummary] = Field(
        default=[], description="Their file is gone, another one with the same words is named instead."
    )

    @classmethod
    def of(cls, reports: Iterable[IngestReport], lang: Lang) -> Self:
        """Several runs put together: an upload is one run a file."""
        result = cls(added=[], unchanged=[], removed=[], passages=0, skipped=[])
        for report in reports:
            result.added += [DocumentSummary.of(notice) for notice in report.added]
            result.unchanged += [DocumentSummary.of(notice) for notice in report.unchanged]
            result.removed += report.removed
            result.passages += report.passages
            result.skipped += [SkippedFile.of(skipped, lang) for skipped in report.skipped]
            result.pruned += [DocumentSummary.of(notice) for notice in report.pruned]
            result.relocated += [DocumentSummary.of(notice) for notice in report.relocated]
        return result


class RebuildResult(BaseModel):
    """What became of each notice when the store was made anew."""

    reread: list[DocumentSummary] = Field(description="Read again from their files.")
    kept: list[DocumentSummary] = Field(description="Taken over with their stored text.")
    passages: int = Field(description="Passages embedded.")

    @classmethod
    def of(cls, report: RebuildReport) -> Self:
        return cls(
            reread=[DocumentSummary.of(notice) for notice in report.reread],
            kept=[DocumentSummary.of(notice) for notice in report.kept],
            passages=report.passages,
        )


class Health(BaseModel):
    status: str = "ok"
    version: str
