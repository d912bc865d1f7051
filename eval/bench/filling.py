"""A store of made-up notices, and what making it cost."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.bench.memory import disk_bytes, peak_bytes
from eval.bench.synthetic import notice
from ingest.intake.parsed import read_notices
from ingest.intake.pipeline import ingest_paths
from ingest.models import Notice, Passage
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore

_TOGETHER = 64  # notices written in one step where files are left out
_FILES = 64  # files taken in by one run of the pipeline, so that progress is seen

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a store took to make: seconds, bytes. ``parse_s`` is the part before embedding, where that is known."""

    notices: int
    passages: int
    seconds: float
    parse_s: float | None
    peak_memory: int
    disk: int


def fill_by_files(
    store: NoticeStore, settings: IngestSettings, seed: int, passages: int, told: Told
) -> Filled:
    """Write files and take them in, as a person does, until the store holds at least so many passages."""
    began, held, number, spent = time.perf_counter(), 0, 0, 0.0
    with TemporaryDirectory() as folder:
        while held < passages:
            written = time.perf_counter()
            paths = [write_notice(Path(folder), seed, number + i) for i in range(_FILES)]
            spent += time.perf_counter() - written
            report = ingest_paths(paths, store, settings)
            held += report.passages
            number += len(report.added)
            told(held)
    seconds = time.perf_counter() - began - spent
    return Filled(number, held, seconds, None, peak_bytes(), disk_bytes(settings.data_dir))


def fill_directly(
    store: NoticeStore, settings: IngestSettings, seed: int, passages: int, told: Told
) -> Filled:
    """Parse, cut and write many notices in one step, without files."""
    began, held, parsing = time.perf_counter(), 0, 0.0
    together: list[tuple[Notice, list[Passage]]] = []
    for number in count():
        parsed = time.perf_counter()
        together.append(_parsed(settings, seed, number))
        parsing += time.perf_counter() - parsed
        held += len(together[-1][1])
        if len(together) == _TOGETHER or held >= passages:
            store.replace(together)
            together = []
            told(held)
        if held >= passages:
            break
    seconds = time.perf_counter() - began
    return Filled(number + 1, held, seconds, parsing, peak_bytes(), disk_bytes(settings.data_dir))


def _parsed(settings: IngestSettings, seed: int, number: int) -> tuple[Notice, list[Passage]]:
    made = notice(seed, number)
    data = made.text.encode()
    (found,) = read_notices(made.name, hashlib.sha256(data).hexdigest(), data, settings)
    return found, cut_passages(found, settings.passage_tokens)


def write_notice(folder: Path, seed: int, number: int) -> Path:
    """The made-up notice of that number as a file."""
    made = notice(seed, number)
    path = folder / made.name
    path.write_text(made.text, encoding="utf-8")
    return path
