"""Notices straight from their files, without a store: for what is judged before anything is embedded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.throwaway import choose_material
from ingest.anatomy.parse import parse_notices
from ingest.errors import NoticeError
from ingest.models import Notice
from ingest.readers.read import SUFFIXES, read_bytes
from ingest.settings import IngestSettings


def parse_corpus(corpus: Sequence[Path], settings: IngestSettings) -> tuple[list[Notice], list[NoticeError]]:
    """The notices of files, folders and reading sets, and the files that could not be taken. Raises EvalError."""
    material = choose_material((), corpus)
    notices: list[Notice] = []
    refused: list[NoticeError] = []
    named = [(path.name, path.read_bytes()) for path in _files(material.paths if material else ())]
    named += [(f"{key}.txt", text.encode()) for key, text in (material.contexts if material else {}).items()]
    for name, data in named:
        try:
            notices += parse_notices(read_bytes(name, data, settings), name, hashlib.sha256(data).hexdigest())
        except NoticeError as error:
            refused.append(error)
    return notices, refused


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, _, names in sorted(os.walk(path)):
            found = (Path(folder) / name for name in sorted(names))
            yield from (each for each in found if each.suffix.lower() in SUFFIXES)
