"""The one door to the readers: a name and bytes in, lines out; every failure is explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ingest.readers import refusals
from ingest.readers.dispatch import read_as
from ingest.readers.formats import PLAIN, SUFFIXES, Format, recognise
from ingest.readers.isolated import read_isolated
from ingest.readers.lines import RawDocument
from ingest.settings import IngestSettings

__all__ = ["SUFFIXES", "read_bytes"]

# Of a file whose format is known.
Reader = Callable[[Format, str, bytes, IngestSettings], RawDocument]

# Decoding and splitting a text is linear in its size and takes a fraction of a second up to here: not worth a process.
_QUICK_BYTES: Final = 1024 * 1024


def read_bytes(
    name: str, data: bytes, settings: IngestSettings, reader: Reader = read_isolated
) -> RawDocument:
    """Read one document. ``name`` only tells the type and stands in messages; it is never opened.

    Raises NoticeError, never anything else, within the limits of time and memory of ``settings``: whatever is not
    plain text is read by ``reader``, by default in a child process. An archive is refused here: ``archive.unpack`` gives its
    members. Safe to call from several threads.
    """
    if not data:
        raise refusals.empty_file(name)
    if len(data) > settings.max_file_bytes:
        raise refusals.too_large(name, settings.max_file_bytes)
    found = recognise(name, data)
    if found.format is Format.ZIP:
        raise refusals.unpack_first(name)
    quick = found.format in PLAIN and len(data) <= _QUICK_BYTES
    document = (read_as if quick else reader)(found.format, name, data, settings)
    return replace(document, warnings=(*document.warnings, found.warning)) if found.warning else document
