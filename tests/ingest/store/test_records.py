"""Notices and passages survive what Chroma makes of them."""

from __future__ import annotations

from dataclasses import replace

from ingest.models import Region
from ingest.passages import cut_passages
from ingest.store.records import notice_from, notice_metadata, passage_document, passage_from
from tests.ingest.samples import HEADLESS, ISSUED, notice_of


def test_a_notice_comes_back_as_it_was() -> None:
    region = Region("江西省", "赣州市", "上犹县", inferred=True)
    for notice in (replace(notice_of(ISSUED), region=region, origin="/a/b.txt"), notice_of(HEADLESS)):
        assert notice_from(notice.id, notice.text, notice_metadata(notice)) == notice


def test_metadata_is_flat() -> None:
    assert all(
        isinstance(value, str | int | float | bool) for value in notice_metadata(notice_of(HEADLESS)).values()
    )


def test_passages_come_back_with_and_without_context() -> None:
    passages = cut_passages(notice_of(ISSUED), 64)
    passages.append(replace(passages[0], context=""))
    for passage in passages:
        document = passage_document(passage)
        assert passage_from(passage.id, document.page_content, document.metadata) == passage
        assert document.page_content.endswith(passage.text)
