"""A file's bytes into what is stored of it: its notices, each with its passages."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from ingest.anatomy.parse import parse_notices
from ingest.errors import NoticeError
from ingest.models import Notice, Passage
from ingest.passages import cut_passages
from ingest.readers.isolated import read_isolated
from ingest.readers.read import Reader, read_bytes
from ingest.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class Parsed:
    """A notice of a file, and all its passages in order."""

    notice: Notice
    passages: list[Passage]


_FILE = TypeAdapter(list[Parsed])


def read_notices(
    source: str, digest: str, data: bytes, settings: IngestSettings, reader: Reader = read_isolated
) -> list[Notice]:
    """The notices in the bytes of a file, one at least. Raises NoticeError."""
    notices = parse_notices(read_bytes(source, data, settings, reader), source, digest)
    if not notices:
        raise NoticeError(source, "no-text", zh="文件里没有文字", en="holds no text")
    return notices


def parse_file(
    source: str, digest: str, data: bytes, settings: IngestSettings, reader: Reader = read_isolated
) -> list[Parsed]:
    """The notices of a file and their passages. Raises NoticeError."""
    notices = read_notices(source, digest, data, settings, reader)
    return [Parsed(notice, cut_passages(notice, settings.passage_tokens)) for notice in notices]


def packed(found: list[Parsed]) -> bytes:
    """As they pass from one process to another."""
    return _FILE.dump_json(found)


def unpacked(body: bytes) -> list[Parsed]:
    """What :func:`packed` was given."""
    return _FILE.validate_json(body)
