"""What passes between the process that wants a file read and the one that reads it.

Both ways in frames of known size. No pickles: the worker has touched a file that nobody trusts.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, Final

from pydantic import TypeAdapter

from ingest.errors import NoticeError
from ingest.readers.formats import Format
from ingest.readers.lines import RawDocument
from ingest.settings import IngestSettings

# Kinds of answer.
READY, DOCUMENT, REFUSED, FAILED, OUT_OF_MEMORY, MORE_TIME = b"r", b"d", b"n", b"f", b"m", b"t"

_REQUEST: Final = struct.Struct(">II")  # sizes of the head and of the file
_ANSWER: Final = struct.Struct(">c?I")  # kind, whether the worker ends after it, size of the body
_DOCUMENT: Final = TypeAdapter(RawDocument)
# A document is bounded by ``max_chars``; a worker that sends more than this has gone mad.
_LARGEST_ANSWER: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read. ``format`` is ``None`` where the worker is to recognise it."""

    format: Format | None
    name: str
    data: bytes
    settings: IngestSettings


@dataclass(frozen=True, slots=True)
class Answer:
    """``last`` means that the worker ends after it. The body's form depends on the kind."""

    kind: bytes
    body: bytes = b""
    last: bool = False


def send_request(stream: IO[bytes], request: Request) -> None:
    head = json.dumps(
        {
            "format": request.format,
            "name": request.name,
            # A reader has no use for keys.
            "settings": request.settings.model_dump(
                mode="json", include=set(IngestSettings.model_fields) - {"embedding_api_key"}
            ),
        }
    ).encode()
    stream.write(_REQUEST.pack(len(head), len(request.data)) + head)
    stream.write(request.data)
    stream.flush()


def receive_request(stream: IO[bytes]) -> Request | None:
    """The next request, ``None`` when there will be none."""
    sizes = stream.read(_REQUEST.size)
    if len(sizes) < _REQUEST.size:
        return None
    head_size, data_size = _REQUEST.unpack(sizes)
    head, data = json.loads(stream.read(head_size)), stream.read(data_size)
    return Request(
        Format(head["format"]) if head["format"] else None,
        head["name"],
        data,
        IngestSettings(**head["settings"]),
    )


def send_answer(stream: IO[bytes], answer: Answer) -> None:
    stream.write(_ANSWER.pack(answer.kind, answer.last, len(answer.body)) + answer.body)
    stream.flush()


def receive_answer(stream: IO[bytes]) -> Answer:
    """Raises EOFError when the worker has ended, or has sent what is no answer."""
    head = stream.read(_ANSWER.size)
    if len(head) < _ANSWER.size:
        raise EOFError
    kind, last, size = _ANSWER.unpack(head)
    body = stream.read(size) if size <= _LARGEST_ANSWER else b""
    if len(body) < size:
        raise EOFError
    return Answer(kind, body, last)


def packed_document(document: RawDocument) -> bytes:
    return _DOCUMENT.dump_json(document)


def unpacked_document(body: bytes) -> RawDocument:
    return _DOCUMENT.validate_json(body)


def packed_refusal(error: NoticeError) -> bytes:
    return json.dumps([error.path, error.code, error.reason_zh, error.reason_en]).encode()


def unpacked_refusal(body: bytes) -> NoticeError:
    path, code, zh, en = json.loads(body)
    return NoticeError(path, code, zh=zh, en=en)
