"""The index kept in a file, so that a large store is ready again in seconds: derived, and made anew where it does not fit.

A file is believed only if this very code made it, and then only for the revision of the store that it names; what has
been touched since is read from the store. It is read without running anything: of all that pickle can name, only the
plain records below are let in.
"""

from __future__ import annotations

import copyreg
import gc
import hashlib
import logging
import pickle
import sys
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np

import ingest.models
import ingest.passage_ids
import ingest.text
import rag.corpus.blocks
import rag.corpus.index
import rag.corpus.lexical
import rag.corpus.packed
import rag.language.terms
from ingest import models
from ingest.store.store import Snapshot
from rag.corpus.blocks import Block
from rag.corpus.index import Index
from rag.corpus.lexical import Postings
from rag.corpus.packed import PackedPassages

logger = logging.getLogger(__name__)

_RECORDS: tuple[type[Any], ...] = (
    models.Audit,
    models.Clause,
    models.Notice,
    models.Passage,
    models.Reference,
    models.Region,
    models.Source,
    models.SourceSpan,
    models.Target,
    models.Validity,
    Snapshot,
    Block,
    Postings,
    PackedPassages,
)
_ENUMS: tuple[type[Any], ...] = (models.Provenance, models.Relation)
_SHAPING = (
    ingest.models,
    ingest.passage_ids,
    ingest.text,
    rag.language.terms,
    rag.corpus.blocks,
    rag.corpus.lexical,
    rag.corpus.packed,
    rag.corpus.index,
)


class IndexFile:
    """The file of one store."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> tuple[Snapshot, Index] | None:
        """What was kept; ``None`` where there is nothing, or nothing of use."""
        try:
            with self._path.open("rb") as file:
                if file.read(len(_made_by())) != _made_by():
                    return None
                snapshot, vocabulary, homes = _loaded(file)
        except FileNotFoundError:
            return None
        except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError) as error:
            logger.warning("the kept index %s cannot be used and is made anew: %s", self._path, error)
            return None
        return snapshot, Index.restored(snapshot, vocabulary, homes)

    def save(self, snapshot: Snapshot, index: Index) -> None:
        """Keep this one. Trouble costs only the keeping, and a line in the log."""
        try:
            with NamedTemporaryFile(dir=self._path.parent, prefix=self._path.name, delete=False) as file:
                fresh = Path(file.name)
                try:
                    file.write(_made_by())
                    _Pickler(file, protocol=5).dump((snapshot, index.vocabulary, dict(index.homes)))
                    file.close()
                    fresh.replace(self._path)
                finally:
                    fresh.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("the index cannot be kept in %s: %s", self._path, error)


def _loaded(file: Any) -> Any:
    # Millions of small objects, none of which is garbage: looking for some again and again takes half the time. So they
    # are left out for good; what is no longer used goes by itself, since none of it refers to itself.
    collecting = gc.isenabled()
    gc.disable()
    try:
        found = _Unpickler(file).load()
        gc.freeze()
        return found
    finally:
        if collecting:
            gc.enable()


@cache
def _made_by() -> bytes:
    """Names the code that decides what an index holds."""
    digest = hashlib.sha256(f"{sys.version}{np.__version__}".encode())
    for module in (*_SHAPING, sys.modules[__name__]):
        assert module.__file__ is not None
        digest.update(Path(module.__file__).read_bytes())
    return digest.digest()


def _as_call(record: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """A record as its class and fields: quicker to bring back than by its state."""
    values = attrgetter(*(field.name for field in fields(record)))
    return lambda held: (record, values(held))


class _Pickler(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table | {record: _as_call(record) for record in _RECORDS}


class _Unpickler(pickle.Unpickler):
    """Lets in our records and numpy's arrays, nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _LET_IN:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")
        return super().find_class(module, name)


_LET_IN = frozenset(
    {
        *((known.__module__, known.__name__) for known in (*_RECORDS, *_ENUMS)),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy._core.numeric", "_frombuffer"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy.core.numeric", "_frombuffer"),
        ("numpy.core.multiarray", "_reconstruct"),
    }
)
