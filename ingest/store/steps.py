"""The steps of a write: drafts, their passages, the one call that makes drafts notices, and what is left over deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ingest.models import Notice, Passage
from ingest.store.chroma import REVISION
from ingest.store.pages import PAGE, drop_passages, held_among, in_pages, known_among
from ingest.store.records import draft_metadata, notice_metadata, passage_document, placeholder_vector
from ingest.store.sessions import Sessions

Vectors = Callable[[Sequence[Passage]], list[list[float]]]  # of some passages, in order


class Steps:
    """Each step may be the last that is done, and may be done again. Who calls holds the store for writing."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def draft(self, ids: Sequence[str]) -> None:
        """Put notices down as drafts, without what an interrupted writer left of them."""
        with self._sessions.changing() as db:
            left_over = known_among(db, ids)
        self._upsert([(key, "", draft_metadata()) for key in ids])
        # Of what there was no draft of there are no passages; to find that out Chroma looks through all that it holds.
        if left_over:
            with self._sessions.changing() as db:
                for key in left_over:
                    drop_passages(db, key)

    def passages(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Write passages of drafts with their vectors."""
        documents = [passage_document(passage) for passage in passages]
        # Before Chroma's files are held: embedding takes long, and others may want to open them.
        found = vectors(passages)
        with self._sessions.changing() as db:
            db.passages.upsert(
                ids=[passage.id for passage in passages],
                embeddings=found,
                documents=[document.page_content for document in documents],
                metadatas=[document.metadata for document in documents],
            )

    def commit(self, notices: Sequence[Notice], removed: Sequence[str]) -> None:
        """The one step. The revision goes along, so that no reader keeps an older view for the present one."""
        with self._sessions.changing() as db:
            held = held_among(db, [*(notice.id for notice in notices), *removed])
            count = db.held()[1] + len({notice.id for notice in notices} - held)
            count -= len(held.intersection(removed))
            revision = db.next_revision(count, {*(notice.id for notice in notices), *removed})
        records = [(notice.id, notice.text, notice_metadata(notice)) for notice in notices]
        records += [(key, "", draft_metadata()) for key in removed if key in held]
        self._upsert([*records, (REVISION, "", revision)])

    def _upsert(self, records: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
        for start in range(0, len(records), PAGE):
            keys, texts, metadata = zip(*records[start : start + PAGE], strict=True)
            with self._sessions.changing() as db:
                db.notices.upsert(
                    ids=list(keys),
                    embeddings=[placeholder_vector(key) for key in keys],
                    documents=list(texts),
                    metadatas=list(metadata),
                )

    def drop(self, ids: Sequence[str]) -> None:
        """Delete drafts, their passages first: as long as there are any, the draft tells of them."""
        if ids:
            with self._sessions.changing() as db:
                for key in ids:
                    drop_passages(db, key)
                for page in in_pages(ids):
                    db.notices.delete(ids=page)
