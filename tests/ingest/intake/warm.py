"""Imported by the process that others are forked from: what is slow the first time is done already."""

from __future__ import annotations

from ingest.passages import cut_passages
from tests.ingest.intake.life import notice_text
from tests.ingest.samples import notice_of

cut_passages(notice_of(notice_text("青禾", 1)), 64)
